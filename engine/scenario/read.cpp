#include "engine/scenario/read.hpp"

#include <utility>

#include "engine/scenario/assignment.hpp"
#include "engine/scenario/chain.hpp"
#include "engine/scenario/check.hpp"
#include "engine/scenario/fill.hpp"
#include "engine/scenario/merge.hpp"
#include "engine/scenario/report.hpp"

namespace e2roi::scenario {
namespace {

/// Everything after the files: base < child < environment < --set, checked as one.
Scenario scenario_of(Chain&& chain, const std::string& file, const ReadOptions& options,
                     Report& report) {
  Value merged;
  merged.kind = Kind::kTable;
  for (auto layer = chain.layers.rbegin(); layer != chain.layers.rend(); ++layer) {
    check_ids(*layer, report);
    merge(merged, std::move(*layer));
  }
  if (options.use_environment) apply_environment(merged, report);
  for (const std::string& option : options.set) apply_option(option, merged, report);

  const std::string title = std::filesystem::path(file).stem().string();
  const Checked checked = check(merged, title, chain.is_whole, report);
  report.throw_if_mistaken();

  Scenario scenario = fill(checked);
  scenario.file = file;
  scenario.merged_text = merged_text(checked);
  scenario.origins = origins(checked, report);
  return scenario;
}

}  // namespace

Scenario read(const std::filesystem::path& file, const ReadOptions& options) {
  const std::filesystem::path actual = scenario_file(file);
  Report report;
  Chain chain = read_chain(actual, options.allow_outside, report);
  return scenario_of(std::move(chain), actual.string(), options, report);
}

Scenario read_text(const std::string& text, const std::string& name, const ReadOptions& options) {
  Report report;
  Chain chain = read_alone(text, name, report);
  return scenario_of(std::move(chain), name, options, report);
}

}  // namespace e2roi::scenario
