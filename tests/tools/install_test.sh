#!/usr/bin/env bash
# An installed engine can be found and used by another project: find_package(e2roi), e2roi::engine.
#
#   install_test.sh BUILD_FOLDER PROJECT_FOLDER CXX_COMPILER
set -euo pipefail
build=$1 project=$2 compiler=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

quietly() { "$@" >"$folder/log" 2>&1 || { cat "$folder/log"; return 1; }; }

quietly cmake --install "$build" --prefix "$folder/prefix"
quietly cmake -S "$project/tests/tools/consumer" -B "$folder/consumer" -G Ninja \
  -DCMAKE_PREFIX_PATH="$folder/prefix" -DCMAKE_CXX_COMPILER="$compiler"
quietly cmake --build "$folder/consumer"

said=$("$folder/consumer/consumer" "$project/scenarios/workshop-bank/scenario.toml")
echo "$said"
[[ $said == *": mean NPV "*" EUR" ]] || { echo "that is not what the consumer should say"; exit 1; }
"$folder/prefix/bin/e2roi" version
# Nothing that was installed knows where it was built.
if grep -rlF "$project/" "$folder/prefix/lib" --include='*.cmake'; then
  echo "these files name the project's folder"
  exit 1
fi
