#!/usr/bin/env bash
# clang-tidy over engine, models and cli; any finding fails.
#   scripts/tidy.sh [REGEX]      only the files that match
source "$(dirname "$(readlink -f "$0")")/common.sh"
command -v run-clang-tidy-14 >/dev/null || { echo "tidy: clang-tidy-14 is missing; run scripts/setup.sh --dev" >&2; exit 1; }
configure release >/dev/null
output=$(mktemp)
trap 'rm -f "$output"' EXIT
status=0
run-clang-tidy-14 -quiet -p build/release -j "$jobs" "$PWD/(engine|models|cli)/.*${1:-}" 2>&1 | sed 's/\x1b\[[0-9;]*m//g' >"$output" || status=$?
# The tool names each file and counts what it suppressed: only findings are shown.
grep -vE '^(clang-tidy-14 |[0-9]+ warnings? |Suppressed |Use -header-filter|$)' "$output" || true
files=$(grep -c '^clang-tidy-14 ' "$output" || true)
[ "$files" -gt 0 ] || { echo "tidy: no file was read" >&2; exit 1; }
[ $status -eq 0 ] && ! grep -qE ' (error|warning): ' "$output" || { echo "tidy: findings" >&2; exit 1; }
echo "clang-tidy: $files files, no findings"
