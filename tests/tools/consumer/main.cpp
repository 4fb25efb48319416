#include <cstdio>
#include <engine/run/run.hpp>
#include <engine/scenario/read.hpp>

/// consumer SCENARIO: the mean NPV of its first path over 256 draws.
int main(int count, char** words) {
  if (count != 2) return 64;
  e2roi::scenario::ReadOptions options;
  options.set = {"run.draws=256"};
  const auto results = e2roi::run::run(e2roi::scenario::read(words[1], options));
  const auto* mean = results.find("outcome", "npv_mean");
  if (mean == nullptr || mean->values.size() < 2) return 1;
  std::printf("%s: mean NPV %.0f EUR\n", results.path_ids[1].c_str(), mean->values[1]);
  return 0;
}
