#!/usr/bin/env bash
# From a fresh clone to a result: installs what is missing, builds the program, and rates the example case.
#   scripts/run-example.sh [OPTION of `tenbin run`...]
source "$(dirname "$(readlink -f "$0")")/common.sh"
scripts/setup.sh
configure release
build release tenbin
exec build/release/cli/tenbin run scenarios/examples/visual-inspection.json "$@"
