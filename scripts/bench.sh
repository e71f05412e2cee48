#!/usr/bin/env bash
# Speed: the standard job by the engine, by numpy and by the whole program side by side on one core, then the
# benchmark programs of bench/.
#   scripts/bench.sh [--repetitions N] [--years N] [--job-only]
source "$(dirname "$(readlink -f "$0")")/common.sh"
kernels=yes
options=()
for option in "$@"; do
  if [ "$option" = --job-only ]; then kernels=; else options+=("$option"); fi
done
/usr/bin/python3 -c 'import numpy' 2>/dev/null || { echo "bench: python3 with numpy is missing; run scripts/setup.sh --dev" >&2; exit 1; }
configure bench >/dev/null
build bench
/usr/bin/python3 bench/peers/compare.py --build-folder build/bench "${options[@]}"
[ -n "$kernels" ] || exit 0
for program in build/bench/bench/bench_*; do
  [ -f "$program" ] && [ -x "$program" ] || continue
  echo
  echo "== ${program##*/}"
  taskset -c 0 "$program" --benchmark_counters_tabular=true 2>&1
done
