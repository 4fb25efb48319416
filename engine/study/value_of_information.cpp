#include "engine/study/value_of_information.hpp"

#include <algorithm>

#include "engine/analysis/measurability.hpp"
#include "engine/core/error.hpp"
#include "engine/core/suggest.hpp"
#include "engine/model/series.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/plan.hpp"
#include "engine/run/run.hpp"
#include "engine/run/tables.hpp"
#include "engine/run/tasks.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/sections.hpp"
#include "engine/study/information_findings.hpp"

namespace e2roi::study {
namespace {

namespace outcome = model::outcome;
using analysis::Estimate;
using analysis::Gains;
using analysis::Known;
using model::kRungs;
using NPV = Eigen::Map<const Eigen::MatrixXd>;

constexpr std::uint64_t kDrawsPerTerm = 5, kFewestDraws = 1000;
constexpr double kGoal = 0.9;  // share of draws in which a figure must be right

Worth worth_of(const Gains& gains) {
  return {analysis::mean_of(gains.gain), analysis::mean_of(gains.changed)};
}

std::string section_of(int id) {
  return std::string(scenario::section_of(scenario::input_records()[static_cast<std::size_t>(id)]));
}

/// Drawn inputs by section, in the order of the records.
std::vector<std::pair<std::string, std::vector<int>>> drawn_by_section(
    const scenario::Scenario& scenario) {
  std::vector<std::pair<std::string, std::vector<int>>> sections;
  const std::vector<int> drawn = run::InputSampler(scenario).drawn();
  for (const std::string& name : scenario::sections()) {
    std::vector<int> ids;
    for (const int id : drawn)
      if (section_of(id) == name) ids.push_back(id);
    if (!ids.empty()) sections.emplace_back(name, ids);
  }
  return sections;
}

/// Ids of a group's inputs.
std::vector<int> ids_of(const std::vector<std::string>& keys, const std::vector<int>& drawn) {
  if (keys.size() > kMostTogether)
    throw core::UsageError("--together names " + std::to_string(keys.size()) +
                           " inputs, and at most " + std::to_string(kMostTogether) +
                           " can be valued together.");
  std::vector<int> ids;
  for (const std::string& key : keys) {
    const scenario::InputRecord* record = scenario::find_input(key);
    if (record == nullptr) {
      std::vector<std::string_view> known;
      for (const scenario::InputRecord& each : scenario::input_records())
        known.emplace_back(each.key);
      const std::string meant = core::closest(key, known);
      throw core::UsageError(
          "--together: there is no input '" + key + "'" +
          (meant.empty() ? "; 'e2roi describe' lists them." : "; did you mean '" + meant + "'?"));
    }
    if (std::find(drawn.begin(), drawn.end(), record->id) == drawn.end())
      throw core::UsageError("--together: '" + key +
                             "' is not uncertain in this scenario: there is nothing to know.");
    if (std::find(ids.begin(), ids.end(), record->id) != ids.end())
      throw core::UsageError("--together names '" + key + "' twice in one group.");
    ids.push_back(record->id);
  }
  return ids;
}

void refuse_too_few(const scenario::Scenario& scenario, const InformationOptions& options) {
  const std::uint64_t needed = draws_needed(scenario, options);
  if (scenario.run.draws >= needed) return;
  throw core::Error(core::ExitCode::kInvalidScenario,
                    "run.draws is " + std::to_string(scenario.run.draws) +
                        ", but the regressions on the uncertain inputs of this scenario need at "
                        "least " +
                        std::to_string(needed) + " draws.");
}

/// "a + b"
std::string joined(const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : " + ") + key;
  return text;
}

void sort_by_worth(std::vector<NamedWorth>& list) {
  std::stable_sort(list.begin(), list.end(), [](const NamedWorth& a, const NamedWorth& b) {
    return a.worth.value.value > b.worth.value.value;
  });
}

/// Each input, each section and each group asked for; the last two, which take longest, first.
void value_inputs(const scenario::Scenario& scenario, const InformationOptions& options,
                  const DrawTable& draws, InformationFindings& to) {
  const NPV npv = draws.npv();
  const auto sections = drawn_by_section(scenario);
  const std::vector<int>& drawn = draws.inputs.drawn();
  std::vector<std::vector<double>> scores(model::kInputs);
  const auto at = [](int id) { return static_cast<std::size_t>(id); };
  run::for_each_task(options.threads, drawn.size(), [&](std::size_t i) {
    scores[at(drawn[i])] = normal_scores(draws.inputs.column(drawn[i]));
  });
  for (const int id : drawn) to.singles.push_back({scenario::input_records()[at(id)].key, {}});
  for (const auto& [section, ids] : sections) to.groups.push_back({section, {}});
  for (const auto& keys : options.together) to.together.push_back({joined(keys), {}});
  struct Task {
    std::vector<int> ids;
    NamedWorth* result;
  };
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < sections.size(); ++i)
    tasks.push_back({sections[i].second, &to.groups[i]});
  for (std::size_t i = 0; i < options.together.size(); ++i)
    tasks.push_back({ids_of(options.together[i], drawn), &to.together[i]});
  for (std::size_t i = 0; i < drawn.size(); ++i) tasks.push_back({{drawn[i]}, &to.singles[i]});
  run::for_each_task(options.threads, tasks.size(), [&](std::size_t number) {
    const Task& task = tasks[number];
    std::vector<Known> columns;
    for (const int id : task.ids) columns.emplace_back(scores[at(id)]);
    if (options.stop == nullptr || !*options.stop)
      task.result->worth =
          worth_of(analysis::of_knowing(npv, columns, columns.size() > 1 ? columns.size() : 0));
  });
  if (options.stop != nullptr && *options.stop) throw run::Stopped();
  sort_by_worth(to.singles);
  sort_by_worth(to.groups);
}

/// Everything, and the inputs without the chance of the months.
void value_everything(const NPV& npv, const analysis::Bounds& bounds, InformationFindings& to) {
  const Gains everything = analysis::of_everything(npv);
  to.everything = worth_of(everything);
  to.inputs = {analysis::between(bounds), analysis::mean_of(bounds.changed)};
  std::vector<double> rest;
  for (std::size_t i = 0; i < bounds.lower.size(); ++i)
    rest.push_back(everything.gain[i] - (bounds.lower[i] + bounds.upper[i]) / 2);
  to.chance = analysis::mean_of(rest);
}

/// What watching for one of the pilot's lengths is worth.
struct LengthWorth {
  std::vector<Worth> rungs;  ///< one a rung that is measured
  Gains all;
};

/// What watching tells: of each rung its sums over the months and over each length before. The sums
/// of the last two lengths may act together.
///
/// scores  [length · kRungs + rung][draw]
LengthWorth value_length(const NPV& npv, const Pilot& pilot, std::size_t length,
                         const std::vector<std::vector<double>>& scores) {
  const std::size_t rungs = pilot.rungs.size();
  std::vector<Known> columns;
  for (std::size_t back = 0; back <= length; ++back)
    for (const int rung : pilot.rungs)
      columns.emplace_back(scores[(length - back) * kRungs + static_cast<std::size_t>(rung)]);
  LengthWorth worth;
  for (std::size_t k = 0; k < rungs; ++k) {
    std::vector<Known> own;
    for (std::size_t c = k; c < columns.size(); c += rungs) own.push_back(columns[c]);
    worth.rungs.push_back(
        worth_of(analysis::of_knowing(npv, own, std::min<std::size_t>(own.size(), 2))));
  }
  worth.all = analysis::of_knowing(npv, columns, std::min(columns.size(), 2 * rungs));
  return worth;
}

void value_pilot(const NPV& npv, const InformationOptions& options, const Measured& measured,
                 InformationFindings& to) {
  const Pilot& pilot = to.pilot;
  const std::size_t lengths = pilot.months.size();
  std::vector<std::vector<double>> scores(measured.signals.size());
  run::for_each_task(options.threads, scores.size(),
                     [&](std::size_t i) { scores[i] = normal_scores(measured.signals[i]); });
  std::vector<LengthWorth> worths(lengths);
  run::for_each_task(options.threads, lengths, [&](std::size_t task) {
    const std::size_t length = lengths - 1 - task;  // the longest takes most time
    worths[length] = value_length(npv, pilot, length, scores);
  });
  for (std::size_t j = 0; j < lengths; ++j) {
    const std::vector<double>& gain = worths[j].all.gain;
    for (std::size_t k = 0; k < pilot.rungs.size(); ++k)
      to.watched.push_back({to.measures[static_cast<std::size_t>(pilot.rungs[k])].id,
                            pilot.months[j], worths[j].rungs[k]});
    if (pilot.rungs.size() > 1)
      to.watched.push_back({"all", pilot.months[j], worth_of(worths[j].all)});
    std::vector<double> net;
    for (std::size_t i = 0; i < gain.size(); ++i) net.push_back(gain[i] - measured.costs[j][i]);
    to.balances.push_back({pilot.months[j], analysis::mean_of(gain),
                           analysis::mean_of(measured.costs[j]), analysis::mean_of(net)});
  }
}

/// How much of the value of a path's rungs is not seen in the last month, and of all together.
std::array<Estimate, kRungs + 1> hidden_shares(const DrawTable& draws, const Measured& measured,
                                               std::size_t path) {
  std::array<Estimate, kRungs + 1> shares;
  std::vector<double> all_parts(draws.draws()), all(draws.draws());
  for (std::size_t rung = 0; rung < kRungs; ++rung) {
    const auto pv =
        draws.outcomes.column(outcome::pv_rung_savings + static_cast<int>(rung), path + 1);
    const std::vector<double>& seen = measured.seen[path * kRungs + rung];
    std::vector<double> parts, wholes;
    for (std::size_t i = 0; i < pv.size(); ++i) {
      wholes.push_back(std::abs(pv[i]));
      parts.push_back((1 - seen[i]) * wholes.back());
      all[i] += wholes.back();
      all_parts[i] += parts.back();
    }
    shares[rung] = analysis::ratio_of_sums(parts, wholes);
  }
  shares[kRungs] = analysis::ratio_of_sums(all_parts, all);
  return shares;
}

/// Months are counted from a path's first.
std::array<Measurability, kMeasures> measurability_of(
    const std::array<MonthCounts, kMeasures>& counts, std::size_t start, std::uint64_t draws,
    const std::array<Estimate, kRungs + 1>& hidden) {
  std::array<Measurability, kMeasures> result;
  for (std::size_t k = 0; k < kMeasures; ++k) {
    const auto from = [&](const std::vector<std::uint32_t>& all) {
      return std::span(all).subspan(std::min(start, all.size()));
    };
    const auto there = from(counts[k].there), sign = from(counts[k].sign);
    result[k].sign_months = analysis::months_until(sign, there, draws, kGoal);
    result[k].size_months = analysis::months_until(from(counts[k].size), there, draws, kGoal);
    if (!there.empty()) result[k].sign_right = analysis::share_of(sign.back(), there.back());
    if (k < hidden.size()) result[k].hidden = hidden[k];
  }
  return result;
}

InformationFindings named(const scenario::Scenario& scenario) {
  InformationFindings findings;
  findings.draws = scenario.run.draws;
  findings.months = scenario.run.months;
  findings.has_noise = scenario.run.noise;
  const core::ResultSet labels = run::labelled_results(scenario, 0);
  for (std::size_t p = 0; p < labels.path_ids.size(); ++p)
    findings.paths.push_back({labels.path_ids[p], labels.path_names[p]});
  for (const std::string& rung : labels.rungs) findings.measures.push_back({rung, ""});
  findings.measures.push_back({"benefit", "all rungs"});
  findings.measures.push_back({"return", "net of cost"});
  return findings;
}

}  // namespace

std::uint64_t rows_of_information(const scenario::Scenario& scenario) {
  return scenario.run.draws * (2 + kReplicates);
}

std::uint64_t draws_needed(const scenario::Scenario& scenario, const InformationOptions& options) {
  std::uint64_t needed = kFewestDraws;
  for (const auto& keys : options.together)
    needed = std::max(needed, kDrawsPerTerm * analysis::most_terms(keys.size(), keys.size()));
  for (const auto& [section, ids] : drawn_by_section(scenario))
    needed = std::max(needed, kDrawsPerTerm * analysis::most_terms(ids.size(), ids.size()));
  const std::size_t sums = lengths_until(scenario.run.months).size() * kRungs;
  needed = std::max(needed, kDrawsPerTerm * analysis::most_terms(sums, std::size_t{2} * kRungs));
  return needed;
}

analysis::Report value_of_information(const scenario::Scenario& scenario,
                                      const InformationOptions& options) {
  for (const auto& keys : options.together) ids_of(keys, run::InputSampler(scenario).drawn());
  refuse_too_few(scenario, options);
  std::uint64_t before = 0;
  const auto progress = [&](std::uint64_t done) {
    if (options.progress) options.progress(before + done);
  };
  run::Evaluator evaluator(scenario, options.threads, options.stop);
  evaluator.on_progress(progress);
  const model::PreparedSetting setting(run::company_of(scenario), run::paths_of(scenario),
                                       run::horizon_of(scenario));

  InformationFindings findings = named(scenario);
  const DrawTable draws = simulate_draws(scenario, evaluator);
  const NPV npv = draws.npv();
  findings.chosen = analysis::best_by_mean(npv) + 1;
  std::vector<double> mean_npv = {0};
  for (Eigen::Index d = 0; d < npv.cols(); ++d) mean_npv.push_back(npv.col(d).mean());
  findings.pilot = pilot_of(scenario, setting.view(), mean_npv);
  findings.pilot_units = scenario.pilot.units;

  before += scenario.run.draws;
  const Measured measured =
      measure(scenario, evaluator, setting.view(), draws.inputs, findings.pilot);
  before += scenario.run.draws;
  value_everything(npv, bounds_of_inputs(scenario, options, findings.chosen - 1, progress),
                   findings);
  value_inputs(scenario, options, draws, findings);
  value_pilot(npv, options, measured, findings);
  for (std::size_t p = 0; p + 1 < findings.paths.size(); ++p)
    findings.measurable.push_back(measurability_of(
        measured.counts[p], static_cast<std::size_t>(setting.view().paths[p + 1].start),
        findings.draws, hidden_shares(draws, measured, p)));
  return report_of(findings);
}

}  // namespace e2roi::study
