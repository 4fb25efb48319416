# shellcheck shell=bash
# The Debian packages that building, testing and CI need, and installing what is missing of them.
# Sourced by tools/quickstart, tools/test and .ci/run.

# Who needs it, package, why.
readonly E2ROI_PACKAGES='
build g++                           compiles the engine (C++20)
build cmake                         configures the build
build ninja-build                   runs the build
build libboost-program-options-dev  command line; brings the headers of Boost.Math and Boost.Random along
build libeigen3-dev                 linear algebra
build libhdf5-dev                   result files
build libssl-dev                    SHA-256 of the digest
build libtbb-dev                    threads
build libtomlplusplus-dev           scenario files
build libxxhash-dev                 checksums of shards and checkpoints
build libxlsxwriter-dev             Excel workbooks
build doctest-dev                   tests
test  nlohmann-json3-dev            reads the golden cases
test  python3                       tests of the program and of the include rules
test  python3-numpy                 the model, written a second time
test  python3-h5py                  reads result files as a user would
test  python3-xarray                the same
test  python3-h5netcdf              one of its two engines
test  python3-netcdf4               the other one
test  netcdf-bin                    ncdump reads result files
test  python3-openpyxl              reads exported workbooks
test  python3-matplotlib            tools/plot
test  python3-jsonschema            checks the scenarios against the generated schema
test  python3-xxhash                forges shards
test  binutils                      nm looks into the kernels
test  python3-openturns             Sobol indices, and the rival of the speed suite
test  slurmctld                     controller of the cluster that tools/cluster/slurm is tested on
test  slurmd                        its node
test  slurm-client                  sbatch and scontrol
test  munge                         its authentication
page  nodejs                        builds the page of e2roi report, and drives its tests
page  npm                           fetches what package-lock.json names
page  chromium                      the browser that tests the page
page  clang                         compiles the engine of the page to WebAssembly
page  lld                           links it
page  wasi-libc                     its C library
page  libc++-14-dev-wasm32          its C++ library
page  libc++abi-14-dev-wasm32       what that stands on
page  libclang-rt-14-dev-wasm32     own functions of the compiler
ci    git                           lists the files to check
ci    clang                         the second compiler
ci    libclang-rt-14-dev            libFuzzer and sanitizers of clang
ci    clang-format-14               pinned: another version formats otherwise
ci    clang-tidy-14                 static analysis
ci    shellcheck                    checks the shell scripts
ci    zsh                           loads its completion script
ci    fish                          loads its completion script
'

# packages_for GROUP…: the names, one a line.
packages_for() {
  local group
  for group in "$@"; do
    awk -v group="$group" '$1 == group { print $2 }' <<<"$E2ROI_PACKAGES"
  done
}

# Node may come from elsewhere than Debian, whose npm would then clash with it: the command counts.
is_installed() {
  case $1 in
    nodejs) command -v node >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    *) [[ $(dpkg-query -W -f='${Status}' "$1" 2>/dev/null) == *" ok installed" ]] ;;
  esac
}

# without_services RUNNER… -- COMMAND…: installing starts no daemon meanwhile, for tests start what
# they need themselves. Where an administrator has a policy of his own it holds.
without_services() {
  local runner=()
  while [[ $1 != -- ]]; do
    runner+=("$1")
    shift
  done
  shift
  local policy=/usr/sbin/policy-rc.d
  if [[ -e $policy ]]; then
    "$@"
    return
  fi
  (
    trap '"${runner[@]}" rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | "${runner[@]}" install -m 755 /dev/stdin "$policy"
    "$@"
  )
}

# apt_install RUNNER… -- PACKAGE…: RUNNER is empty or sudo. Fetches the package lists where they are
# missing, or where installing fails without fresh ones.
apt_install() {
  local runner=()
  while [[ $1 != -- ]]; do
    runner+=("$1")
    shift
  done
  shift
  local apt=("${runner[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120)
  local log
  log=$(mktemp)
  if ! compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null; then
    "${apt[@]}" update >>"$log" 2>&1 || true
  fi
  if ! "${apt[@]}" install -y --no-install-recommends "$@" >>"$log" 2>&1; then
    "${apt[@]}" update >>"$log" 2>&1 || true
    if ! "${apt[@]}" install -y --no-install-recommends "$@" >>"$log" 2>&1; then
      tail -n 20 "$log" >&2
      echo "e2roi: installing failed; all that apt-get said is in $log" >&2
      return 1
    fi
  fi
  rm -f "$log"
}

# ensure_packages GROUP…: silent if nothing is missing; else lists what is, and installs it as root
# or through sudo, or says how to and fails.
ensure_packages() {
  if ! command -v dpkg-query >/dev/null; then
    echo "e2roi: this is no Debian; if building fails, look for the packages in tools/packages.sh" >&2
    return 0
  fi
  local name missing=()
  for name in $(packages_for "$@"); do
    is_installed "$name" || missing+=("$name")
  done
  ((${#missing[@]} == 0)) && return 0

  echo "Missing packages:" >&2
  for name in "${missing[@]}"; do
    awk -v name="$name" '$2 == name { $1 = ""; $2 = sprintf("  %-29s", $2); print; exit }' \
      <<<"$E2ROI_PACKAGES" >&2
  done
  if ((EUID == 0)); then
    echo "Installing them with apt-get ..." >&2
    without_services -- apt_install -- "${missing[@]}"
  elif command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
    echo "Installing them with sudo apt-get ..." >&2
    without_services sudo -- apt_install sudo -- "${missing[@]}"
  else
    echo "e2roi: installing needs root. Have this done, then try again:" >&2
    echo "  apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
    return 1
  fi
}

# configure PRESET: CMake's words only where it fails. A build folder that was moved or made by
# another CMake is configured afresh.
configure() {
  local log=build/$1-configure.log
  mkdir -p build
  cmake --preset "$1" >"$log" 2>&1 || cmake --fresh --preset "$1" >"$log" 2>&1 || {
    cat "$log" >&2
    return 1
  }
}

# build PRESET TARGET…: says what it does only if there is something to do, and all of the words of
# ninja and the compilers only if they fail.
build() {
  local preset=$1 log=build/$1-build.log
  shift
  if ! cmake --build --preset "$preset" --target "$@" 2>&1 | tee "$log" | show_progress "$*"; then
    tail -n 60 "$log" >&2
    return 1
  fi
}

# Reads ninja's words: one line for the first thing that is built, a counter on a terminal.
show_progress() {
  local line begun=
  while IFS= read -r line; do
    [[ $line =~ ^(\[[0-9]+/[0-9]+\])\ (Building|Linking) ]] || continue
    [[ -n $begun ]] || echo "Building $1 (minutes the first time) ..." >&2
    begun=yes
    [[ ! -t 2 ]] || printf '\r%s ' "${BASH_REMATCH[1]}" >&2
  done
  [[ -z $begun || ! -t 2 ]] || printf '\r\033[K' >&2
}
