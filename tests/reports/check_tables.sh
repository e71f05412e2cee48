#!/usr/bin/env bash
# Reads result folders and results files with pandas, R and sqlite3, and computes something from them that must agree.
#   check_tables.sh pandas|R|sqlite3 PROGRAM      77: not tried, something is missing
set -euo pipefail
reader=$1 program=$(readlink -f "$2")
cd "$(dirname "$(readlink -f "$0")")/../.."
missing() { echo "check_tables: skipped, $1 is missing; run scripts/setup.sh --reports"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $reader in
  pandas)
    python=""
    for candidate in python3 /usr/bin/python3; do
      if "$candidate" -c 'import pandas' 2>/dev/null; then python=$candidate; break; fi
    done
    [ -n "$python" ] || missing pandas ;;
  R) command -v Rscript >/dev/null || missing R ;;
  sqlite3) command -v sqlite3 >/dev/null || missing sqlite3 ;;
  *) echo "usage: check_tables.sh pandas|R|sqlite3 PROGRAM" >&2; exit 2 ;;
esac
if [ "$reader" = sqlite3 ]; then
  "$program" batch scenarios/examples/visual-inspection.json scenarios/examples/smart-factory.json --years 5000 \
    -o "$work/results.db" --quiet
  "$program" run scenarios/examples/smart-factory.json --years 5000 --format json --quiet >"$work/result.json"
  in_file=$(sqlite3 -readonly "$work/results.db" "SELECT value FROM figures WHERE name LIKE '%smart-factory%'
    AND subject = 'ground_up' AND basis = 'aep' AND measure = 'mean'")
  in_document=$(python3 -c 'import json, sys
print(*("%.17g" % row["value"] for row in json.load(open(sys.argv[1]))["measures"]
        if (row["subject"], row["basis"], row["measure"]) == ("ground_up", "aep", "mean")))' "$work/result.json")
  # sqlite3 prints 15 digits.
  awk -v a="$in_file" -v b="$in_document" 'BEGIN { exit !(a / b - 1 < 1e-13 && 1 - a / b < 1e-13) }' || { echo "check_tables: $in_file in the results file, $in_document in the result"; exit 1; }
  [ "$(sqlite3 -readonly "$work/results.db" 'SELECT count(*) FROM overview')" = 2 ]
  echo "sqlite3: the figures are those of the result"
  exit 0
fi
"$program" run scenarios/examples/visual-inspection.json --years 20000 -o "$work/result" --year-losses --period-losses --quiet >/dev/null
if [ "$reader" = pandas ]; then "$python" tests/reports/check_tables.py "$work/result"; else Rscript tests/reports/check_tables.R "$work/result"; fi
