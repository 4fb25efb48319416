#include "engine/scenario/batch.hpp"
#include "engine/study/cells.hpp"
#include "engine/study/number_csv.hpp"
#include "tests/fuzz/target.hpp"

// Any bytes as a batch file, as its CSV of samples and as a CSV of numbers: each reader gets each
// input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace e2roi;
  static const fuzz::ScratchFile scratch("batch.toml");
  const std::string& file = scratch.holding(data, size);
  fuzz::succeeds([&] {
    std::vector<scenario::Diagnostic> mistakes;
    const scenario::Batch batch = scenario::read_batch(file, false, mistakes);
    for (const scenario::Diagnostic& mistake : mistakes) mistake.text();
    if (mistakes.empty()) fuzz::check(!batch.scenarios.empty(), "a batch without scenarios");
    scenario::check_typed_settings(batch.set);
  });
  fuzz::succeeds([&] {
    const study::Cells cells = study::list_of(file);
    for (const study::Axis& axis : cells.axes) scenario::setting_mistake(axis.key);
    fuzz::check(cells.size() > 0, "a list without samples");
    fuzz::check(cells.values(cells.size() - 1).size() == cells.axes.size(), "a sample too short");
  });
  fuzz::succeeds([&] {
    std::ifstream stream(file, std::ios::binary);
    study::NumberCsv csv(stream, "fuzz.csv");
    for (std::vector<double> values; csv.next(values);)
      fuzz::check(values.size() == csv.names().size(), "a line too short");
  });
  return 0;
}
