#!/usr/bin/env bash
# scripts/check-docs.sh must notice a command that fails, one that exits with another status, output that is not
# what the document shows, and a document without any command.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0
document() { printf '%s\n' '# A document' '```console' "$@" '```' '```sh' '$ exit 9' '```' >"$folder/a.md"; }
accepts() { "$root/scripts/check-docs.sh" /bin/echo "$folder/a.md" >/dev/null || { echo "refused: $1"; failures=1; }; }
refuses() { ! "$root/scripts/check-docs.sh" /bin/echo "$folder/a.md" >/dev/null || { echo "accepted: $1"; failures=1; }; }
document '$ tenbin run x >made' '$ test -s made'; accepts 'two sound commands, the second needs the first'
document '$ exit 3  # exit 3'; accepts 'an announced status'
document '$ false'; refuses 'a failing command'
document '$ true' '$ exit 3  # exit 2'; refuses 'another status than announced'
document '$ true  # exit 3'; refuses 'success where a failure is announced'
document '$ seq 9' '2' '3' '...' '8'; accepts 'lines of the output'
document '$ seq 9' '2' '10'; refuses 'a line that is not in the output'
document '$ seq 9' '3' '2'; refuses 'lines in another order'
document 'no command'; refuses 'no command at all'
exit $failures
