#include "engine/study/sobol_study.hpp"

#include <algorithm>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/sobol_indices.hpp"
#include "engine/analysis/words.hpp"
#include "engine/core/error.hpp"
#include "engine/model/series.hpp"
#include "engine/run/run.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/study/resample.hpp"

namespace e2roi::study {
namespace {

using analysis::Estimate;
using analysis::SobolIndices;

constexpr std::size_t kResamples = 400, kFactorsShown = 12;

std::string percent_interval(const Estimate& share) {
  const analysis::Style style = analysis::percent_style({share});
  return analysis::figure(share.value, style) + " % (" + analysis::figure(share.low, style) +
         " to " + analysis::figure(share.high, style) + ")";
}

/// The same; where the interval reaches 0, only its upper end.
std::string at_most(const Estimate& share) {
  if (share.low > 0) return percent_interval(share);
  const analysis::Style style = analysis::percent_style({share});
  return "at most " + analysis::figure(std::max(share.high, 0.0), style) + " %";
}

/// The factor other than the noise that decides most with `shares`.
std::size_t strongest(const std::vector<Factor>& factors, const std::vector<Estimate>& shares) {
  std::size_t best = factors.size();
  for (std::size_t f = 0; f < factors.size(); ++f)
    if (!factors[f].is_noise() && (best == factors.size() || shares[f].value > shares[best].value))
      best = f;
  return best;
}

/// An input with what it is; a section by its name.
std::string in_words(const Factor& factor) {
  if (factor.inputs.size() != 1 || factor.name != factor.id) return factor.name;
  return input_in_words(scenario::input_records()[static_cast<std::size_t>(factor.inputs[0])]);
}

std::string sentence(const Quantity& quantity, const SobolIndices& indices,
                     const std::vector<Factor>& factors) {
  std::string text = "Of the uncertainty in " + analysis::plain(quantity.phrase) + ", ";
  if (const auto noise = noise_among(factors))
    text += percent_interval(indices.others) + " could in principle be known beforehand, " +
            at_most(indices.first_order[*noise]) +
            " is pure chance, and the rest is how the two act together; ";
  const std::size_t best = strongest(factors, indices.total);
  return text + in_words(factors[best]) + " alone decides " +
         percent_interval(indices.first_order[best]) + ", with all that it acts together with " +
         percent_interval(indices.total[best]) + ".";
}

std::vector<analysis::Line> lines_of(const Quantity& quantity, const SobolIndices& indices,
                                     const std::vector<Factor>& factors) {
  std::vector<std::size_t> order(factors.size());
  for (std::size_t f = 0; f < order.size(); ++f) order[f] = f;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return indices.total[a].value > indices.total[b].value;
  });
  std::vector<analysis::Line> lines;
  for (const std::size_t f : order)
    lines.push_back({{quantity.path, quantity.outcome, {factors[f].id, factors[f].name}},
                     {indices.total[f], indices.first_order[f]}});
  return lines;
}

analysis::Table split_table() {
  return {"split",
          "What could be known and what is chance, share of the variance (95 % interval)",
          {"path", "outcome"},
          {"path", "outcome"},
          {{"known", "inputs alone", "1", "share of the variance that inputs decide without noise",
            analysis::Show::kPercent},
           {"chance", "chance alone", "1", "share of the variance that monthly noise decides alone",
            analysis::Show::kPercent},
           {"together", "both together", "1",
            "share of the variance that comes from inputs and noise acting together",
            analysis::Show::kPercent}},
          {}};
}

analysis::Table indices_table() {
  return {"indices",
          "Sobol indices: share of the variance that each factor has a part in (total), and that "
          "it decides alone (95 % interval)",
          {"path", "outcome", "factor"},
          {"path", "outcome", "factor"},
          {{"total", "total", "1", "total-effect Sobol index", analysis::Show::kPercent},
           {"first_order", "alone", "1", "first-order Sobol index", analysis::Show::kPercent}},
          {}};
}

std::vector<std::string> notes(std::uint64_t base, std::size_t factors) {
  return {
      "Saltelli design of " + analysis::grouped(base) + " base rows and " +
          std::to_string(factors) + " factors, " + analysis::grouped(base * (factors + 2)) +
          " evaluations. Total: Jansen (1999). Alone: of the estimators of Jansen (1999) and "
          "Saltelli et al. (2010) the one with the smaller error. Intervals: bootstrap over base "
          "rows.",
      "Shares are of the variance under the scenario's own ranges: wider ranges make an input more "
      "important. Do not believe them where a few extreme draws make most of the variance, or "
      "where inputs depend on each other."};
}

}  // namespace

void refuse_base(std::uint64_t base, std::size_t factors, std::size_t outcomes,
                 const scenario::Scenario& scenario) {
  if (!scenario.correlations.empty())
    throw core::UsageError(
        "Sobol indices take inputs that are independent, and this scenario has "
        "[[correlation]]: leave --sobol out, or --set 'correlation=[]'");
  if (base < analysis::kFewestBaseRows)
    throw core::UsageError("Sobol indices need at least " +
                           std::to_string(analysis::kFewestBaseRows) + " base rows, here are " +
                           std::to_string(base));
  if (base > UINT32_MAX)
    throw core::UsageError("a design has at most 4294967295 base rows, not " +
                           std::to_string(base));
  const double rows = static_cast<double>(base) * static_cast<double>(factors + 2);
  const double paths = static_cast<double>(scenario.paths.size() + 1);
  const double bytes = 8 * rows * paths * static_cast<double>(outcomes) +
                       static_cast<double>(base) * (24 * static_cast<double>(factors) + kResamples);
  const double available = run::need(scenario, 1).available_bytes;
  if (bytes <= available) return;
  throw core::RunError(
      "this study needs " + analysis::grouped(static_cast<std::uint64_t>(bytes / 1e6)) +
      " MB of memory for " + analysis::grouped(static_cast<std::uint64_t>(rows)) +
      " evaluations and " + analysis::grouped(static_cast<std::uint64_t>(available / 1e6)) +
      " MB are available; take fewer base rows or outcomes");
}

run::OutcomeTable outcomes_of(const scenario::Scenario& scenario, const Asked& asked,
                              std::uint64_t rows, const run::FillRows& fill,
                              const Evaluation& evaluation) {
  run::Evaluator evaluator(scenario, evaluation.threads, evaluation.stop);
  if (evaluation.progress) evaluator.on_progress(evaluation.progress);
  std::vector<int> outcomes = asked.outcomes;
  if (std::find(outcomes.begin(), outcomes.end(), model::outcome::npv) == outcomes.end())
    outcomes.push_back(model::outcome::npv);
  return evaluator.evaluate(rows, fill, outcomes);
}

analysis::Report sobol_report(const std::vector<Factor>& factors, std::uint64_t base,
                              const std::vector<OutcomeColumn>& columns, const Asked& asked,
                              const scenario::Scenario& scenario) {
  const std::vector<Quantity> all = quantities(columns, asked, scenario);
  const analysis::Resampling resampling = resampled(scenario.run.seed, base, kResamples);
  const auto noise = noise_among(factors);
  analysis::Report report{"sensitivity", scenario.name, {}, {}, notes(base, factors.size())};
  analysis::Table split = split_table(), table = indices_table();
  std::vector<std::vector<analysis::Line>> lines;
  for (const Quantity& quantity : all) {
    const SobolIndices indices =
        analysis::sobol_indices(quantity.values, factors.size(), resampling, noise);
    if (quantity.is_main) {
      report.sentences.push_back(sentence(quantity, indices, factors));
      table.most_shown += std::min(kFactorsShown, factors.size());
    }
    if (noise)
      split.lines.push_back({{quantity.path, quantity.outcome},
                             {indices.others, indices.first_order[*noise], indices.together}});
    lines.push_back(lines_of(quantity, indices, factors));
  }
  table.lines = in_order(std::move(lines), all, kFactorsShown);
  if (noise) report.tables.push_back(std::move(split));
  report.tables.push_back(std::move(table));
  return report;
}

}  // namespace e2roi::study
