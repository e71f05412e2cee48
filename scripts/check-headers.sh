#!/usr/bin/env bash
# Each public header of a layer must compile on its own.
#   scripts/check-headers.sh engine|models COMPILER [-IFOLDER...]
# A source file that includes its own header before anything else has shown it in every build; the others are compiled here.
source "$(dirname "$(readlink -f "$0")")/common.sh"
layer=$1
shift
# Parts of a source file that is compiled once per SIMD target (*-inl.hpp) are no public headers.
mapfile -t headers < <(find "$layer" -name '*.hpp' ! -name '*-inl.hpp' -printf '%P\n' | sort)
[ ${#headers[@]} -gt 0 ] || { echo "no headers in $layer" >&2; exit 1; }
alone=()
for header in "${headers[@]}"; do
  [ "$(grep -m1 '^#include' "$layer/${header%.hpp}.cpp" 2>/dev/null)" = "#include \"$header\"" ] || alone+=("$header")
done
export compiler=$1
shift
check() {  # HEADER OPTION...
  local header=$1
  shift
  printf '#include "%s"\n' "$header" | "$compiler" -std=c++20 -fsyntax-only -x c++ "$@" - ||
    { echo "does not stand alone: $header" >&2; return 1; }
}
export -f check
printf '%s\n' "${alone[@]}" | xargs -r -P "$jobs" -I{} bash -c 'check "$@"' check {} "$@"
echo "${#headers[@]} headers of $layer stand alone; ${#alone[@]} of them compiled here"
