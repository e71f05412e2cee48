#!/usr/bin/env bash
# Rules of the house that a compiler does not check. Prints every breach as file:line; fails if there is one.
#   scripts/check-structure.sh [FOLDER]      FOLDER: a copy of the project, for the script's own test
source "$(dirname "$(readlink -f "$0")")/common.sh"
cd "${1:-.}"
breaches=0
# forbid RULE PATTERN FILE...: no line of the files may match the extended regular expression.
forbid() {
  local rule=$1 pattern=$2 found
  shift 2
  [ $# -gt 0 ] || return 0
  found=$(grep -nHE -e "$pattern" -- "$@" || true)
  [ -n "$found" ] || return 0
  sed "s|\$|\n    ^ $rule|" <<<"$found"
  breaches=1
}
sources() { find "$@" \( -name '*.cpp' -o -name '*.hpp' -o -name '*.inc' \) 2>/dev/null | sort; }
folders_of() { (cd "$1/tenbin" 2>/dev/null && ls -d */ | tr -d / | paste -sd '|') || true; }

mapfile -t engine < <(sources engine)
mapfile -t models < <(sources models)
mapfile -t all < <(sources engine models cli bench tests)
upper=$(folders_of models)

# One arrow: cli -> models -> engine.
forbid "engine must not include models" "#include [\"<]tenbin/(${upper:-none})/" "${engine[@]}"
forbid "engine and models must not include cli" '#include "(commands|report|progress)/' "${engine[@]}" "${models[@]}"
# The engine knows neither JSON nor files nor a terminal, and never ends the program.
forbid "the engine reads no JSON" '#include <nlohmann/' "${engine[@]}"
forbid "the engine has no files and no terminal" '#include <(fstream|iostream|filesystem|cstdio)>' "${engine[@]}"
forbid "the engine never prints and never exits" 'std::(cout|cerr|clog)|(^|[^_:a-z])(printf|puts|exit|abort)\(|std::(exit|abort|terminate)\(' \
  "${engine[@]}"
# One owner of threads.
mapfile -t no_threads < <(printf '%s\n' "${all[@]}" | grep -v '^engine/tenbin/simulation/parallel\.hpp$')
forbid "oneTBB is included by engine/tenbin/simulation/parallel.hpp only" '#include [<"](tbb|oneapi)/' "${no_threads[@]}"
# A user of the installed library has its headers only.
mapfile -t public < <(printf '%s\n' "${engine[@]}" | grep '\.hpp$' | grep -vE -e '-inl\.hpp$|/parallel\.hpp$')
forbid "a public header of the engine needs the standard library only" '#include [<"](hwy|Eigen|boost|Random123|fmt)/' \
  "${public[@]}"
# The same bits on every processor.
mapfile -t build_files < <(find . -path ./build -prune -o \( -name CMakeLists.txt -o -name '*.cmake' -o -name 'CMakePresets.json' \) -print)
forbid "one portable binary" '^[^#]*(-march=|-mtune=native|-ffast-math|-Ofast)' "${build_files[@]}"
# Headers guard themselves in one way.
mapfile -t headers < <(printf '%s\n' "${all[@]}" | grep '\.hpp$' | grep -vE -e '-inl\.hpp$')
for header in "${headers[@]}"; do
  grep -qx '#pragma once' "$header" || { echo "$header: a header starts with #pragma once"; breaches=1; }
done
# No path of the machine where something was written.
mapfile -t files < <(if git rev-parse --git-dir >/dev/null 2>&1; then git ls-files; else find . -type f -not -path './build/*' -not -path './.git/*' -printf '%P\n'; fi)
mapfile -t files < <(for f in "${files[@]}"; do [ ! -f "$f" ] || echo "$f"; done)
forbid "no path of one machine" '(^|[^A-Za-z0-9_./~-])/(home|work|Users|root|tmp/wt)/' "${files[@]}"
# Links inside the project lead somewhere.
for document in "${files[@]}"; do
  [[ $document == *.md ]] || continue
  while IFS= read -r link; do
    [[ $link == *:* ]] || [ -e "$(dirname "$document")/$link" ] || { echo "$document: a link leads nowhere: $link"; breaches=1; }
  done < <(grep -oE '\]\([^)# ]+' "$document" | sed 's/^](//')
done
exit $breaches
