#!/usr/bin/env bash
# Runs every command that the documents show, so that no document promises what the program does not do.
#   scripts/check-docs.sh PROGRAM [DOCUMENT...]      default: README.md, HACKING.md and docs/**/*.md
# A command is a line "$ ..." in a ```console block. The commands of one document run one after another in one empty
# folder, where `tenbin` is the program and `scenarios` the project's folder. Each must succeed, unless it ends in
# "# exit N", which it must then exit with. The lines after it are lines of its output, in their order; "..." is left out.
source "$(dirname "$(readlink -f "$0")")/common.sh"
program=$(readlink -f "$1")
shift
[ -x "$program" ] || { echo "check-docs: no program at $program" >&2; exit 2; }
documents=("$@")
if [ ${#documents[@]} -eq 0 ]; then mapfile -t documents < <(ls README.md HACKING.md; find docs -name '*.md' | sort); fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/tenbin"
failures=0 count=0
for document in "${documents[@]}"; do
  folder=$(mktemp -d -p "$work")
  ln -s "$PWD/scenarios" "$folder/scenarios"
  # Each command as one record: its line number, the command, then what the document shows of its output.
  while IFS= read -r -d $'\x1e' record; do
    line=${record%%:*} shown=${record#*:}
    command=${shown%%$'\n'*}
    shown=${shown#"$command"}
    expected=0
    [[ $command =~ \#\ exit\ ([0-9]+)$ ]] && expected=${BASH_REMATCH[1]}
    count=$((count + 1)) status=0
    (cd "$folder" && PATH="$work/bin:$PATH" LC_ALL=C.UTF-8 bash -c "$command") >"$work/output" 2>&1 </dev/null || status=$?
    if [ $status -ne "$expected" ]; then
      echo "$document:$line: exit $status instead of $expected: $command"
      sed 's/^/    /' "$work/output" | head -20
      failures=$((failures + 1))
    elif ! missing=$(awk 'NR==FNR{if($0!=""&&$0!="...")want[++n]=$0;next} BEGIN{k=1} $0==want[k]{k++}
                          END{if(k<=n){print want[k];exit 1}}' <(printf "%s\n" "$shown") "$work/output"); then
      echo "$document:$line: not in the output of $command (or not in this order):"
      echo "    $missing"
      failures=$((failures + 1))
    fi
  done < <(awk '/^```console/{b=1;next} /^```/{if(c)printf "\036";b=c=0} b&&/^\$ /{if(c)printf "\036";c=1;print NR":"substr($0,3);next} c' "$document")
done
echo "$count commands of ${#documents[@]} documents, $failures failed"
[ $count -gt 0 ] && [ $failures -eq 0 ]
