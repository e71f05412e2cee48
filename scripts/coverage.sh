#!/usr/bin/env bash
# Line coverage of engine and models by the whole test suite: a line per file, the total at the end. Nothing is left out.
#   scripts/coverage.sh [OPTION of gcovr...]      e.g. --html-details build/coverage/index.html
source "$(dirname "$(readlink -f "$0")")/common.sh"
command -v gcovr >/dev/null || { echo "coverage: gcovr is missing; run scripts/setup.sh --dev" >&2; exit 1; }
configure coverage
build coverage
find build/coverage -name '*.gcda' -delete
ctest --preset coverage --parallel "$jobs" >&2
gcovr --root . --filter 'engine/' --filter 'models/' --object-directory build/coverage -j "$jobs" --print-summary "$@" \
  build/coverage
