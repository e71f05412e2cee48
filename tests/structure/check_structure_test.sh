#!/usr/bin/env bash
# scripts/check-structure.sh must notice each breach: a small tree is broken in one way at a time.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

fresh() {
  rm -rf "${tree:?}"/*
  mkdir -p "$tree"/engine/tenbin/{core,simulation} "$tree"/docs "$tree"/models/tenbin/scenario "$tree"/cli/commands
  echo '#pragma once' | tee "$tree"/engine/tenbin/core/a.hpp "$tree"/models/tenbin/scenario/s.hpp >/dev/null
  printf '#pragma once\n#include <tbb/parallel_for.h>\n' >"$tree"/engine/tenbin/simulation/parallel.hpp
  echo 'project(x)' >"$tree"/CMakeLists.txt
}
# notices RULE FILE LINE: after LINE is added to FILE, the script fails and names file and rule.
notices() {
  fresh
  echo "$3" >>"$tree/$2"
  local output
  if output=$("$root/scripts/check-structure.sh" "$tree"); then
    echo "not noticed: $1"; failures=1
  elif ! grep -q "$2" <<<"$output" || ! grep -q "$1" <<<"$output"; then
    echo "noticed, but said: $output"; failures=1
  fi
}

fresh
"$root/scripts/check-structure.sh" "$tree" || { echo "the sound tree is refused"; failures=1; }
notices 'engine must not include models' engine/tenbin/core/a.hpp '#include "tenbin/scenario/s.hpp"'
notices 'must not include cli' models/tenbin/scenario/s.hpp '#include "commands/run.hpp"'
notices 'reads no JSON' engine/tenbin/core/a.hpp '#include <nlohmann/json.hpp>'
notices 'no files' engine/tenbin/core/a.hpp '#include <fstream>'
notices 'never prints' engine/tenbin/core/a.hpp '  std::cout << 1;'
notices 'never exits' engine/tenbin/core/a.hpp '  std::abort();'
notices 'oneTBB' engine/tenbin/core/b.cpp '#include <oneapi/tbb/info.h>'
notices 'standard library only' engine/tenbin/core/a.hpp '#include <Eigen/Core>'
notices 'portable binary' CMakeLists.txt 'add_compile_options(-march=native)'
notices 'pragma once' cli/commands/x.hpp '// no guard'
notices 'no path of one machine' models/tenbin/scenario/s.hpp "// see /""home/someone/x"
notices 'leads nowhere' docs/page.md '[the other page](other.md)'
exit $failures
