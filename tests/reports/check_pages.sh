#!/usr/bin/env bash
# Opens reports in headless Chromium, in both languages, as wide as a desk and as narrow as a phone: the console must stay
# silent and every chart must have ink.
#   check_pages.sh PROGRAM [FOLDER]      FOLDER keeps the pages and their pictures
set -euo pipefail
program=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "$0")")/../.."
work=${2:-}
if [ -z "$work" ]; then work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; fi
mkdir -p "$work"
command -v chromium >/dev/null || { echo "check_pages: chromium is missing; run scripts/setup.sh --reports" >&2; exit 1; }

browse() {  # PAGE WIDTH OPTION...: standard output of the browser; its console on standard error
  timeout 120 chromium --headless --no-sandbox --disable-gpu --enable-logging=stderr --virtual-time-budget=10000 \
    --user-data-dir="$work/browser" --window-size="$2,1600" "${@:3}" "file://$1"
}
failures=0
check() {  # PAGE
  local page=$1 name expected drawn width
  name=$(basename "$page" .html)
  expected=$(grep -c '<canvas role="img"' "$page" || true)
  [ "$expected" -gt 0 ] || { echo "$name: no chart in the page"; failures=$((failures + 1)); }
  for width in 1280 390; do
    browse "$page" $width --dump-dom >"$work/dom" 2>"$work/console"
    if grep CONSOLE "$work/console"; then echo "$name at $width: the console is not silent"; failures=$((failures + 1)); fi
    drawn=$(grep -o 'data-drawn="yes"' "$work/dom" | wc -l)
    [ "$drawn" -eq "$expected" ] || { echo "$name at $width: $drawn of $expected charts have ink"; failures=$((failures + 1)); }
    browse "$page" $width --screenshot="$work/$name-$width.png" >/dev/null 2>&1
    [ -s "$work/$name-$width.png" ] || { echo "$name at $width: no picture"; failures=$((failures + 1)); }
  done
}

"$program" run scenarios/examples/visual-inspection.json --years 100000 --format json --quiet >"$work/result.json"
for language in ja en; do
  "$program" report "$work/result.json" -o "$work/report-$language.html" --language $language --quiet
  check "$work/report-$language.html"
done
# Comparisons, and what a council gets of them, which must also print on A4.
"$program" compare scenarios/examples/visual-inspection.json --across audit.score=50,72,90 --years 50000 --format json --quiet >"$work/comparison.json"
for language in ja en; do
  "$program" report "$work/comparison.json" -o "$work/comparison-$language.html" --language $language --quiet
  check "$work/comparison-$language.html"
  "$program" report --council "$work/comparison.json" -o "$work/pack-$language" --language $language --quiet
  cp "$work/pack-$language/council.html" "$work/council-$language.html"
  check "$work/council-$language.html"
  browse "$work/council-$language.html" 1280 --no-pdf-header-footer --print-to-pdf="$work/council-$language.pdf" >/dev/null 2>&1
  # A4 in points: 595 x 842
  grep -aq '/MediaBox \[0 0 59[45][.0-9]* 84[12]' "$work/council-$language.pdf" ||
    { echo "council-$language: does not print on A4"; failures=$((failures + 1)); }
done
for page in "$work"/*.html; do
  [ "$(stat -c %s "$page")" -le $((3 << 20)) ] || { echo "$page: more than 3 MB"; failures=$((failures + 1)); }
done
# A page whose chart stays empty must be noticed.
sed 's/"kind":"curves"/"kind":"no such kind"/' "$work/report-en.html" >"$work/broken.html"
if (check "$work/broken.html"; exit $failures) >/dev/null; then echo "a broken chart was not noticed"; failures=$((failures + 1)); fi
[ $failures -eq 0 ] && echo "pages: no message on the console, every chart drawn"
exit $((failures > 0))
