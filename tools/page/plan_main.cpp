// page_plan SCENARIO [KEY=VALUE…]: prints what the page's engine would run. For tests and
// measurements; the program puts the same into a page.
#include <cstdio>
#include <exception>
#include <iostream>

#include "engine/scenario/read.hpp"
#include "tools/e2roi/page_plan.hpp"

int main(int count, char** arguments) try {
  if (count < 2) {
    std::fputs("usage: page_plan SCENARIO [KEY=VALUE...]\n", stderr);
    return 64;
  }
  e2roi::scenario::ReadOptions options;
  options.set.assign(arguments + 2, arguments + count);
  options.use_environment = false;
  std::cout << e2roi::program::plan_json(e2roi::scenario::read(arguments[1], options)) << '\n';
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "error: %s\n", error.what());
  return 1;
}
