// The speed suite: each part prints its figures with goals and checks, and appends them to a CSV
// file. Ends with 1 if a result is wrong, 64 on wrong use, 77 where this processor cannot run what
// E2ROI_ISA asks for.
//
//   speed PART… --scenario FILE --folder FOLDER [--program E2ROI] [--seconds S] [--draws N]
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/model/block.hpp"
#include "tools/speed/suite.hpp"

namespace {

using namespace e2roi::speed;

struct Part {
  const char* name;
  void (*measure)(const Options&, Report&);
};
constexpr Part kParts[] = {
    {"kernel", measure_kernel},
#ifndef E2ROI_KERNEL_ALONE
    {"sampling", measure_sampling},       {"fans", measure_fans},
    {"writing", measure_writing},         {"run", measure_run},
    {"threads", measure_threads},         {"startup", measure_startup},
    {"sensitivity", measure_sensitivity}, {"pieces", measure_pieces},
#endif
};

int usage() {
  std::fprintf(stderr,
               "usage: speed PART... --scenario FILE --folder FOLDER [--program E2ROI]\n"
               "             [--seconds S] [--draws N]\nparts:");
  for (const Part& part : kParts) std::fprintf(stderr, " %s", part.name);
  std::fprintf(stderr, "\n");
  return 64;
}

/// Whether `name` is an option, whose value is then set.
bool set_option(Options& options, const std::string& name, const std::string& value) {
  if (name == "--scenario") {
    options.scenario = value;
  } else if (name == "--folder") {
    options.folder = value;
  } else if (name == "--program") {
    options.program = value;
  } else if (name == "--seconds") {
    options.seconds = std::atof(value.c_str());
  } else if (name == "--draws") {
    options.draws = std::strtoull(value.c_str(), nullptr, 10);
  } else {
    return false;
  }
  return true;
}

const Part* part_named(const std::string& name) {
  for (const Part& part : kParts)
    if (part.name == name) return &part;
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  std::vector<const Part*> parts;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (const Part* part = part_named(word)) {
      parts.push_back(part);
    } else if (i + 1 == argc || !set_option(options, word, argv[++i])) {
      return usage();
    }
  }
  const bool are_sane = options.seconds > 0 && options.draws >= 2000;
  if (parts.empty() || options.scenario.empty() || options.folder.empty() || !are_sane)
    return usage();

  try {
    e2roi::model::best_kernel();
  } catch (const e2roi::core::RunError& error) {
    std::printf("skipped: %s\n", error.what());
    return 77;
  }
  bool is_right = true;
  try {
    for (const Part* part : parts) {
      Report report(options, part->name);
      part->measure(options, report);
      is_right = is_right && report.is_right();
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "speed: %s\n", error.what());
    return 1;
  }
  return is_right ? 0 : 1;
}
