#include "engine/study/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/given_data_shares.hpp"
#include "engine/analysis/terminal_table.hpp"
#include "engine/analysis/words.hpp"
#include "engine/core/error.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/study/draw_findings.hpp"

namespace e2roi::study {
namespace {

using analysis::Estimate;
using analysis::Line;
using analysis::Show;

constexpr std::size_t kMostShown = 12;

void refuse_draws(std::uint64_t draws, std::size_t inputs) {
  const std::uint64_t fewest =
      std::max<std::uint64_t>(analysis::kFewestDrawsForShares, 2 * inputs + 10);
  if (draws < fewest)
    throw core::UsageError("shares and partial correlations of " + std::to_string(inputs) +
                           " uncertain inputs need at least " + std::to_string(fewest) +
                           " draws, here are " + std::to_string(draws));
  if (draws > UINT32_MAX)
    throw core::UsageError("shares and correlations take at most 4294967295 draws, not " +
                           std::to_string(draws));
}

/// One of the three tables: a title, columns, what makes a line important, and its figures.
struct Form {
  analysis::Table table;
  std::function<double(const Findings&, std::size_t)> importance;
  std::function<std::vector<Estimate>(const Findings&, std::size_t)> figures;
  std::string outcome = {};   ///< the only one in this table; empty: all
  analysis::Table base = {};  ///< of a tornado: where its bars begin
  std::vector<std::vector<Line>> lines = {};
};

analysis::Table empty_table(const std::string& name, const std::string& title,
                            std::vector<analysis::Column> columns) {
  return {
      name, title, {"path", "outcome", "input"}, {"path", "outcome", "input"}, std::move(columns),
      {}};
}

/// Shares and correlations: the same columns for all outcomes.
std::vector<Form> forms_of_all() {
  const auto share = [](const Findings& found, std::size_t i) { return found.shares[i].value; };
  const auto correlation = [](const Findings& found, std::size_t i) {
    return std::abs(found.correlations[i].partial.value);
  };
  return {
      {empty_table(
           "shares", "Share of the variance that each input decides alone (± one standard error)",
           {{"first_order", "share", "1", "first-order share of the variance", Show::kPercent}}),
       share, [](const Findings& found, std::size_t i) { return std::vector{found.shares[i]}; }},
      {empty_table("correlations",
                   "Rank correlation with each input, and with all others held (95 % interval)",
                   {{"rank", "rank", "1", "Spearman's rank correlation", Show::kNumber},
                    {"partial", "partial", "1", "partial rank correlation", Show::kNumber}}),
       correlation, [](const Findings& found, std::size_t i) {
         return std::vector{found.correlations[i].rank, found.correlations[i].partial};
       }}};
}

/// What the tornado's bars begin at, for files.
analysis::Table base_of(const std::string& name, const Quantity& quantity) {
  analysis::Table table{name + "_base",
                        "Every input at its median, no noise",
                        {"path", "outcome"},
                        {"path", "outcome"},
                        {{"at_medians", "at medians", quantity.unit,
                          "outcome with every input at its median and no noise", quantity.show}},
                        {},
                        0};
  table.where = analysis::Where::kFiles;
  return table;
}

/// The tornado: its columns have the outcome's unit.
Form tornado_of(const std::string& name, const Quantity& quantity) {
  const auto column = [&](const char* id, const char* heading, const char* meaning) {
    return analysis::Column{id, heading, quantity.unit, meaning, quantity.show};
  };
  return {
      empty_table(name,
                  "Each input at its 10 % and 90 % quantile with the others at their medians and "
                  "no noise, and the mean over the draws with the lowest and the highest tenth of "
                  "it (± one standard error)",
                  {column("at_p10", "at P10", "outcome with the input at its 10 % quantile"),
                   column("at_p90", "at P90", "outcome with the input at its 90 % quantile"),
                   column("lowest_tenth", "lowest tenth", "mean where the input is lowest"),
                   column("highest_tenth", "highest tenth", "mean where the input is highest")}),
      [](const Findings& found, std::size_t i) {
        return std::abs(found.tornado[i].at_p90.value - found.tornado[i].at_p10.value);
      },
      [](const Findings& found, std::size_t i) {
        const Findings::Bar& bar = found.tornado[i];
        return std::vector{bar.at_p10, bar.at_p90, bar.lowest_tenth, bar.highest_tenth};
      }};
}

/// All tables; where units differ each outcome has a tornado of its own.
std::vector<Form> forms(const std::vector<Quantity>& all) {
  std::vector<Form> forms = forms_of_all();
  const bool is_one_unit = std::all_of(all.begin(), all.end(), [&](const Quantity& quantity) {
    return quantity.unit == all.front().unit;
  });
  for (const Quantity& quantity : all) {
    if (!quantity.is_main) continue;
    const std::string name = is_one_unit ? "tornado" : "tornado_" + quantity.outcome.id;
    forms.push_back(tornado_of(name, quantity));
    forms.back().base = base_of(name, quantity);
    if (is_one_unit) break;
    forms.back().outcome = quantity.outcome.id;
  }
  return forms;
}

/// Lines of one table for one quantity, the most important input first.
std::vector<Line> lines_of(const Form& form, const Quantity& quantity, const Findings& found,
                           const std::vector<std::string>& keys) {
  std::vector<std::size_t> order(keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const double x = form.importance(found, a), y = form.importance(found, b);
    return std::isfinite(x) && (!std::isfinite(y) || x > y);
  });
  std::vector<Line> lines;
  for (const std::size_t i : order)
    lines.push_back({{quantity.path, quantity.outcome, {keys[i], ""}}, form.figures(found, i)});
  return lines;
}

std::string percent(const Estimate& share) {
  return analysis::percent_with_error(share, analysis::percent_style({share}));
}

/// What the draws say, in a sentence. `inputs`: as input_in_words().
std::string sentence(const Quantity& quantity, const Findings& found,
                     const std::vector<std::string>& inputs, const scenario::Scenario& scenario) {
  const auto best = static_cast<std::size_t>(
      std::max_element(found.shares.begin(), found.shares.end(),
                       [](const Estimate& a, const Estimate& b) { return a.value < b.value; }) -
      found.shares.begin());
  const std::string text = "Of the uncertainty in " + analysis::plain(quantity.phrase) + ", ";
  const std::string others =
      "any other of the " + std::to_string(inputs.size()) + " uncertain inputs; ";
  if (!scenario.correlations.empty())
    return text + "knowing " + inputs[best] + " would take away " + percent(found.shares[best]) +
           ", more than knowing " + others +
           "some of them are correlated, so such shares overlap and do not add up.";
  return text + inputs[best] + " alone decides " + percent(found.shares[best]) + ", more than " +
         others + "one by one they add up to " + percent(found.sum_of_shares) +
         ", and the rest is inputs acting together" +
         (scenario.run.noise ? " and chance, which --sobol tells apart."
                             : ", of which --sobol says more.");
}

/// What the tornado says, in a sentence: from where to where, and by which input.
std::string swing_sentence(const Quantity& quantity, const Findings& found,
                           const std::vector<std::string>& keys) {
  const auto length = [](const Findings::Bar& bar) {
    return std::abs(bar.at_p90.value - bar.at_p10.value);
  };
  const auto longest = std::max_element(
      found.tornado.begin(), found.tornado.end(),
      [&](const Findings::Bar& a, const Findings::Bar& b) { return length(a) < length(b); });
  const std::vector<Estimate> figures = {found.at_medians, longest->at_p10, longest->at_p90,
                                         longest->lowest_tenth, longest->highest_tenth};
  const analysis::Style style = quantity.show == Show::kMoney   ? analysis::money_style(figures)
                                : quantity.show == Show::kCount ? analysis::count_style(figures)
                                                                : analysis::number_style(figures);
  const auto text = [&](const Estimate& estimate) {
    return analysis::figure_with_error(estimate, style) +
           (style.unit.empty() ? "" : " " + style.unit);
  };
  const std::string begin = "With every input at its median and no noise, " +
                            analysis::plain(quantity.phrase) + " would be " +
                            text(found.at_medians);
  if (!(length(*longest) > 0)) return begin + "; no input alone moves that.";
  return begin + "; " + keys[static_cast<std::size_t>(longest - found.tornado.begin())] +
         " moves that most, from " + text(longest->at_p10) + " at its 10 % quantile to " +
         text(longest->at_p90) + " at its 90 % quantile; over the draws the mean goes from " +
         text(longest->lowest_tenth) + " in its lowest tenth to " + text(longest->highest_tenth) +
         " in its highest.";
}

/// For terminals, where the report speaks of one quantity: its lines without the labels that all of
/// them share.
void add_terminal_table(std::vector<analysis::Table>& tables, const Quantity& quantity) {
  analysis::Table small = tables.back();
  tables.back().where = analysis::Where::kFiles;
  small.where = analysis::Where::kTerminal;
  small.title += "; " + analysis::plain(quantity.phrase);
  small.axes = {"input"};
  small.heads = {"input"};
  small.lines.clear();
  for (const Line& line : tables.back().lines)
    if (line.labels[0].id == quantity.path.id && line.labels[1].id == quantity.outcome.id)
      small.lines.push_back({{line.labels.back()}, line.figures});
  std::vector<Estimate> shown;  // decides the unit of money, which stands in the title
  for (std::size_t i = 0; i < std::min(small.most_shown, small.lines.size()); ++i)
    shown.insert(shown.end(), small.lines[i].figures.begin(), small.lines[i].figures.end());
  const analysis::Style money = analysis::money_style(shown);
  for (std::size_t c = 0; c < small.columns.size(); ++c)  // exact figures: as many digits as others
    if (small.columns[c].show == Show::kMoney &&
        std::isnan(small.lines.front().figures[c].standard_error))
      small.columns[c].decimals = money.decimals;
  tables.push_back(analysis::terminal_table(std::move(small), money));
}

std::vector<std::string> notes(std::uint64_t draws, bool is_monte_carlo, bool is_correlated) {
  std::vector<std::string> notes = {
      "Shares and correlations from " + analysis::grouped(draws) +
          " draws, without a design. Share: variance of the mean over " +
          std::to_string(analysis::bins_for(draws)) +
          " bins of the input (Plischke, Borgonovo & Smith 2013), freed of its bias; what an input "
          "does only together with others is not in it. Rank correlations miss what goes up and "
          "down again.",
      "The tornado's first two columns are exact, but of one corner of what is possible; in the "
      "other two all other inputs and the noise are at play."};
  if (!is_monte_carlo)
    notes.push_back(
        "Errors are those of independent draws; with this design they tend to be too "
        "wide.");
  if (is_correlated)
    notes.push_back(
        "Inputs are correlated: shares, rank correlations and tenths count what an input's "
        "companions do along with it; partial correlations and the tornado's first two columns "
        "hold them still, at values that may not go together.");
  return notes;
}

}  // namespace

analysis::Report sensitivity(const scenario::Scenario& scenario, const Asked& asked,
                             const Evaluation& evaluation) {
  refuse_certain(scenario);
  DrawnInputs inputs(scenario, 0);
  refuse_draws(scenario.run.draws, inputs.ids().size());
  inputs = DrawnInputs(scenario, scenario.run.draws);
  const run::OutcomeTable table = outcomes_of(
      scenario, asked, scenario.run.draws, [&](const run::Rows& rows) { inputs.draw(rows); },
      evaluation);
  scenario::Scenario quiet = scenario;
  quiet.run.noise = false;
  const run::OutcomeTable tornado =
      outcomes_of(quiet, asked, 2 * inputs.ids().size() + 1, tornado_rows(scenario, inputs.ids()),
                  {evaluation.threads, evaluation.stop, {}});

  const std::vector<OutcomeColumn> columns = columns_of(table);
  const std::vector<Quantity> all = quantities(columns, asked, scenario);
  inputs.rank();
  const analysis::RankCorrelations correlations(inputs.ranks(), inputs.ids().size(),
                                                inputs.draws());
  std::vector<std::string> keys, in_words;
  for (const int id : inputs.ids()) {
    const scenario::InputRecord& record = *scenario.inputs[static_cast<std::size_t>(id)].record;
    keys.emplace_back(record.key);
    in_words.push_back(input_in_words(record));
  }

  std::vector<Form> tables = forms(all);
  analysis::Report report{"sensitivity", scenario.name, {}, {}, {}};
  report.notes = notes(scenario.run.draws, scenario.run.sampling == "monte-carlo",
                       !scenario.correlations.empty());
  for (const Quantity& quantity : all) {
    const Findings found =
        findings(inputs, correlations, quantity.values, values_in(tornado, quantity, asked));
    if (quantity.is_main) {
      report.sentences.push_back(sentence(quantity, found, in_words, scenario));
      report.sentences.push_back(swing_sentence(quantity, found, keys));
    }
    for (Form& form : tables) {
      const bool belongs = form.outcome.empty() || form.outcome == quantity.outcome.id;
      form.lines.push_back(belongs ? lines_of(form, quantity, found, keys) : std::vector<Line>{});
      if (belongs && !form.base.name.empty())
        form.base.lines.push_back({{quantity.path, quantity.outcome}, {found.at_medians}});
      if (quantity.is_main && belongs) form.table.most_shown += std::min(kMostShown, keys.size());
    }
  }
  const auto main_quantities = std::count_if(
      all.begin(), all.end(), [](const Quantity& quantity) { return quantity.is_main; });
  for (Form& form : tables) {
    form.table.lines = in_order(std::move(form.lines), all, kMostShown);
    report.tables.push_back(std::move(form.table));
    if (main_quantities == 1) add_terminal_table(report.tables, all.front());
    if (!form.base.name.empty()) report.tables.push_back(std::move(form.base));
  }
  return report;
}

}  // namespace e2roi::study
