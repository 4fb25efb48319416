#!/usr/bin/env bash
# The kernels of different x86-64 levels share no inline function: the linker would keep one copy,
# perhaps one that this machine cannot run. Every weak symbol must carry its level in its name.
#
#   kernel_symbols_test.sh LEVEL OBJECT...
set -euo pipefail
level=$1
shift
shared=$(nm --defined-only "$@" | awk '$2 ~ /^[WVu]$/ { print $3 }' | grep -v "2$level" || true)
if [ -n "$shared" ]; then
  echo "weak symbols of the $level kernel without $level in their name:"
  echo "$shared"
  exit 1
fi
echo "the $level kernel shares no inline function"
