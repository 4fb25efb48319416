#include <cstdio>
#include <cstdlib>
#include <exception>

#include "engine/results/file.hpp"
#include "tests/results/example_result.hpp"

/// write_example FILE DRAWS KEPT: writes a result file for readers in other languages.
int main(int count, char** words) {
  if (count != 4) return 64;
  try {
    e2roi::results::write(e2roi::tests::example_result(std::strtoull(words[2], nullptr, 10),
                                                       std::strtoull(words[3], nullptr, 10)),
                          words[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 74;
  }
  return 0;
}
