#!/usr/bin/env bash
# Formats every C++ file of the project; with --check only says which files are not formatted.
source "$(dirname "$(readlink -f "$0")")/common.sh"
tool=$(command -v clang-format-14) || { echo "format: clang-format-14 is missing; run scripts/setup.sh --dev" >&2; exit 1; }
mapfile -t files < <(find engine models cli bench tests \( -name '*.cpp' -o -name '*.hpp' \) | sort)
case ${1:-} in
  "") "$tool" -i "${files[@]}" ;;
  --check) "$tool" --dry-run --Werror "${files[@]}" && echo "${#files[@]} files are formatted" ;;
  *) echo "usage: scripts/format.sh [--check]" >&2; exit 2 ;;
esac
