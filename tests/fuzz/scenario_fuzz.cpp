#include "engine/scenario/read.hpp"
#include "tests/fuzz/target.hpp"

// Any bytes as a scenario: text, values, merging, every check, the scenario filled in. What is
// valid is read again from its merged text, as `verify` and `merge` do, and must say the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace e2roi;
  const scenario::ReadOptions options{{}, false, false};
  std::optional<scenario::Scenario> read;
  try {
    read = scenario::read_text(fuzz::text_of(data, size), "fuzz.toml", options);
  } catch (const core::Error&) {
    return 0;
  }
  fuzz::check(
      scenario::read_text(read->merged_text, "merged", options).merged_text == read->merged_text,
      "the merged text is read as another scenario");
  return 0;
}
