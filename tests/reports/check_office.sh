#!/usr/bin/env bash
# Opens workbooks with LibreOffice: it must take them as they are, print them, and read the figures that the program wrote.
#   check_office.sh PROGRAM [FOLDER]      FOLDER keeps what was made. 77: not tried, something is missing
set -euo pipefail
program=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "$0")")/../.."
command -v soffice >/dev/null || { echo "check_office: skipped, LibreOffice is missing; run scripts/setup.sh --reports"; exit 77; }
python3 -c 'import csv' 2>/dev/null || { echo "check_office: skipped, Python is missing; run scripts/setup.sh --reports"; exit 77; }
work=${2:-}
if [ -z "$work" ]; then work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; fi
mkdir -p "$work"

office() {  # FORMAT FOLDER FILE: converted, without a window
  timeout 300 soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$1" --outdir "$2" "$3"
}
every_sheet='csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
for language in en ja; do
  "$program" run scenarios/examples/visual-inspection.json --years 20000 -o "$work/$language" --language $language --quiet >/dev/null
  office "$every_sheet" "$work/$language.sheets" "$work/$language/result.xlsx" >"$work/log" 2>&1
  office pdf "$work/$language.sheets" "$work/$language/result.xlsx" >>"$work/log" 2>&1
  if grep -i 'error\|repair\|corrupt' "$work/log"; then echo "check_office: LibreOffice complains"; exit 1; fi
  python3 tests/reports/check_office.py "$work/$language" "$work/$language.sheets" $language
done
# What is no workbook must be noticed.
head -c 2000 "$work/en/result.xlsx" >"$work/broken.xlsx"
office "$every_sheet" "$work/broken.sheets" "$work/broken.xlsx" >"$work/log" 2>&1 || true
if ls "$work"/broken.sheets/broken-Measures.csv >/dev/null 2>&1; then echo "check_office: a broken workbook was not noticed"; exit 1; fi
echo "office: every sheet opened and printed, all figures as written"
