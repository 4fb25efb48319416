#include "engine/study/factors.hpp"

#include <algorithm>
#include <cctype>

#include "engine/core/error.hpp"
#include "engine/core/suggest.hpp"
#include "engine/run/inputs.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/names.hpp"
#include "engine/scenario/sections.hpp"

namespace e2roi::study {
namespace {

bool holds(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void check_sections(const std::vector<std::string>& asked, const std::vector<Factor>& factors) {
  const std::vector<std::string> known = scenario::sections();
  for (const std::string& section : asked) {
    const std::string meant = core::closest(section, known);
    if (!holds(known, section))
      throw core::UsageError("there is no section '" + section + "' of inputs, only " +
                             scenario::comma_list(known) +
                             (meant.empty() ? "" : "; did you mean '" + meant + "'?"));
    if (std::none_of(factors.begin(), factors.end(),
                     [&](const Factor& factor) { return factor.id == section; }))
      throw core::UsageError("section '" + section +
                             "' has no uncertain input in this scenario, so it decides nothing");
  }
}

}  // namespace

std::string input_in_words(const scenario::InputRecord& record) {
  const std::string help = record.help;
  std::string what = help.substr(0, help.find(';'));
  if (!what.empty() && what.back() == '.') what.pop_back();
  if (!what.empty())
    what.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(what.front())));
  return std::string(record.key) + (what.empty() ? "" : " (" + what + ")");
}

Factor section_factor(const std::string& section, std::vector<int> inputs) {
  const std::size_t count = inputs.size();
  return {section, section + " (" + std::to_string(count) + (count == 1 ? " input)" : " inputs)"),
          std::move(inputs)};
}

Factor noise_factor() { return {kNoiseFactor, "chance (monthly noise)", {}}; }

void refuse_certain(const scenario::Scenario& scenario) {
  if (scenario.run.median_inputs)
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "run.inputs is \"median\", which holds every input at its median: a study of "
                      "what they decide needs \"uncertain\"");
  if (run::InputSampler(scenario).drawn().empty())
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "the scenario gives every input one fixed value: there is no uncertainty to "
                      "trace back to them");
}

std::vector<Factor> factors_of(const scenario::Scenario& scenario, const Grouping& grouping) {
  refuse_certain(scenario);
  std::vector<Factor> factors;
  const std::vector<int> drawn = run::InputSampler(scenario).drawn();
  for (const std::string& section : scenario::sections()) {
    const bool is_one = grouping.joins(section);
    std::vector<int> whole;
    for (const int id : drawn) {
      const scenario::InputRecord& record = *scenario.inputs[static_cast<std::size_t>(id)].record;
      if (scenario::section_of(record) != section) continue;
      if (is_one)
        whole.push_back(id);
      else
        factors.push_back({record.key, record.key, {id}});
    }
    if (!whole.empty()) factors.push_back(section_factor(section, std::move(whole)));
  }
  check_sections(grouping.sections, factors);
  if (scenario.run.noise) factors.push_back(noise_factor());
  return factors;
}

std::optional<std::size_t> noise_among(const std::vector<Factor>& factors) {
  for (std::size_t i = 0; i < factors.size(); ++i)
    if (factors[i].is_noise()) return i;
  return std::nullopt;
}

}  // namespace e2roi::study
