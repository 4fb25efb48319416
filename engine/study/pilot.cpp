#include "engine/study/pilot.hpp"

#include <algorithm>

#include "engine/core/error.hpp"
#include "engine/run/tables.hpp"

namespace e2roi::study {
namespace {

[[noreturn]] void refuse_pilot(const std::string& why) {
  throw core::Error(core::ExitCode::kInvalidScenario, why);
}

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

/// The path that the scenario names, or the best that begins; 0 if none does.
int path_of(const scenario::Scenario& scenario, const model::Setting& setting,
            const std::vector<double>& mean_npv) {
  int best = 0;
  for (int path = 1; path < setting.path_count; ++path) {
    const std::string& id = scenario.paths[static_cast<std::size_t>(path - 1)].id;
    if (id == scenario.pilot.path) return path;
    if (setting.paths[path].start >= setting.months) continue;
    const auto npv = [&](int p) { return mean_npv[static_cast<std::size_t>(p)]; };
    if (best == 0 || npv(path) > npv(best)) best = path;
  }
  return best;
}

}  // namespace

std::vector<int> lengths_until(int longest) {
  std::vector<int> months;
  for (int length = 3; length < longest; length *= 2) months.push_back(length);
  months.push_back(longest);
  return months;
}

Pilot pilot_of(const scenario::Scenario& scenario, const model::Setting& setting,
               const std::vector<double>& mean_npv) {
  const scenario::Pilot& given = scenario.pilot;
  Pilot pilot;
  pilot.is_given =
      given.months > 0 || !given.units.empty() || !given.measures.empty() || !given.path.empty();
  pilot.is_open = given.months == 0;
  pilot.path = path_of(scenario, setting, mean_npv);
  const int start = setting.paths[pilot.path].start;
  const int watched = setting.months - start;
  const std::string horizon = " of " + std::to_string(setting.months) + " months";
  if (watched < 1 && !given.path.empty())
    refuse_pilot("pilot.path is '" + given.path + "', which never begins within the horizon" +
                 horizon + ": there is nothing to watch.");
  if (watched < 1) pilot.path = 0;
  if (pilot.path == 0) return pilot;
  if (given.months > watched)
    refuse_pilot("pilot.months is " + std::to_string(given.months) + ", but path '" +
                 scenario.paths[static_cast<std::size_t>(pilot.path - 1)].id +
                 "' begins in month " + std::to_string(start) + horizon +
                 " and can be watched for " + std::to_string(watched) + " at most.");
  pilot.months = lengths_until(given.months > 0 ? given.months : watched);

  const std::vector<std::string> rungs = run::labelled_results(scenario, 0).rungs;
  for (int rung = 0; rung < model::kRungs; ++rung)
    if (holds(given.measures, rungs[static_cast<std::size_t>(rung)])) pilot.rungs.push_back(rung);
  if (given.units.empty()) return pilot;
  pilot.headcount_share = pilot.contact_share = 0;
  for (int unit = 0; unit < setting.company.units; ++unit)
    if (holds(given.units, scenario.company.units[static_cast<std::size_t>(unit)].id)) {
      pilot.headcount_share += setting.company.head_weight[unit];
      pilot.contact_share += setting.company.contact_weight[unit];
    }
  return pilot;
}

}  // namespace e2roi::study
