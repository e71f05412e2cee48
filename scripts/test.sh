#!/usr/bin/env bash
# Installs what is missing, builds everything and runs the tests.
#   scripts/test.sh [PRESET] [OPTION of ctest...]      PRESET: release (default), dev, asan-ubsan, clang, long, reports
source "$(dirname "$(readlink -f "$0")")/common.sh"
preset=${1:-release}
[ $# -eq 0 ] || shift
scripts/setup.sh
configure "$preset"
build "$preset"
ctest --preset "$preset" --parallel "$jobs" "$@"
