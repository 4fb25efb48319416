# shellcheck shell=bash
# Sourced by tools/speed/run and tools/speed/gate.

# The last core that this process may use: the first ones serve most interrupts.
one_core() {
  local list
  list=$(taskset -cp $$)
  echo "${list##*[ ,-]}"
}
