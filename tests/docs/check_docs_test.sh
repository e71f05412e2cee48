#!/usr/bin/env bash
# scripts/check-docs.sh must notice a command that fails, one that exits with another status, and a document without any.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0
document() { printf '%s\n' '# A document' '```console' "$@" '```' '```sh' '$ exit 9' '```' >"$folder/a.md"; }
accepts() { "$root/scripts/check-docs.sh" /bin/echo "$folder/a.md" >/dev/null || { echo "refused: $1"; failures=1; }; }
refuses() { ! "$root/scripts/check-docs.sh" /bin/echo "$folder/a.md" >/dev/null || { echo "accepted: $1"; failures=1; }; }
document '$ tenbin run x >made' 'output' '$ test -s made'; accepts 'two sound commands, the second needs the first'
document '$ exit 3  # exit 3'; accepts 'an announced status'
document '$ false'; refuses 'a failing command'
document '$ true' '$ exit 3  # exit 2'; refuses 'another status than announced'
document '$ true  # exit 3'; refuses 'success where a failure is announced'
document 'no command'; refuses 'no command at all'
exit $failures
