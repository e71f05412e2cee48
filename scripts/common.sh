# Shared by the scripts of this folder: source it first. Moves to the project's root, wherever it was called from.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
jobs=$(nproc)

# configure PRESET [OPTION...]: a build folder that was made for another place or copy of the project is made anew.
configure() {
  local preset=$1 cache=build/$1/CMakeCache.txt
  shift
  local fresh=()
  if [ -e "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then fresh=(--fresh); fi
  cmake --preset "$preset" "${fresh[@]}" "$@" >&2
}

# build PRESET [TARGET...]
build() {
  local preset=$1
  shift
  cmake --build --preset "$preset" --parallel "$jobs" ${1:+--target "$@"} >&2
}
