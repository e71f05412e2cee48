#!/usr/bin/env bash
# Installs what is missing of the Debian packages that the project needs. Does nothing where all are there.
#   scripts/setup.sh            what building, running and testing need
#   scripts/setup.sh --reports  also what opens the reports in tests: browser, office suite, pandas, R, sqlite3
#   scripts/setup.sh --dev      also the tools of the developers: format, tidy, clang, coverage, numpy for the benchmark
source "$(dirname "$(readlink -f "$0")")/common.sh"

packages=(g++ cmake ninja-build
  libtbb-dev libeigen3-dev libboost-dev libhwy-dev librandom123-dev  # engine
  nlohmann-json3-dev libfmt-dev libsqlite3-dev libssl-dev            # models
  libcli11-dev libspdlog-dev libxlsxwriter-dev libjs-chart.js        # cli
  libgtest-dev libgmock-dev libvalijson-dev librapidcheck-dev)       # tests
case ${1:-} in
  "") ;;
  --reports) packages+=(chromium fonts-noto-cjk libreoffice-calc-nogui python3-pandas r-base-core sqlite3) ;;
  --dev) packages+=(clang-14 clang clang-format-14 clang-tidy-14 clang-tools-14 gcovr libbenchmark-dev
                    python3-minimal python3-yaml python3-numpy git) ;;
  *) echo "usage: scripts/setup.sh [--dev|--reports]" >&2; exit 2 ;;
esac

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "setup: packages are missing (${missing[*]}) and installing them needs root;" \
    "run as root, or install sudo" >&2; exit 1; }
  as_root=(sudo)
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# quietly COMMAND...: shows the output only where the command fails.
quietly() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@" >"$log" 2>&1 </dev/null && return
  cat "$log" >&2
  echo "setup: this failed: $*" >&2
  exit 1
}
echo "setup: installing ${missing[*]}" >&2
# Lists may be absent or stale; ask again only where something has to be installed.
quietly apt-get -q -o Acquire::Retries=3 -o APT::Update::Error-Mode=any update
quietly apt-get -q -y -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 install --no-install-recommends "${missing[@]}"
