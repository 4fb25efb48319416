#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/analysis/difference.hpp"
#include "engine/analysis/figures.hpp"
#include "engine/analysis/words.hpp"
#include "engine/core/number_text.hpp"

namespace e2roi::analysis {
namespace {

constexpr std::size_t kMostShown = 10;

const char* id_of(Figure figure) {
  constexpr const char* kIds[] = {"mean", "sd", "q05", "q50", "q95", "share"};
  return kIds[static_cast<std::size_t>(figure)];
}

std::string quantity_name(const std::string& quantity) {
  return quantity == "npv" ? "NPV" : quantity;
}

std::string sd_text(double in_sd) {
  return std::isfinite(in_sd) ? core::rounded_text(in_sd, 2) + " sd" : "the old draws do not vary";
}

Show show_of(const Movement& movement) {
  if (movement.figure == Figure::kShare) return Show::kPercent;
  if (movement.unit == "EUR") return Show::kMoney;
  return movement.unit == "customer" ? Show::kCount : Show::kNumber;
}

std::string amount(const Movement& movement) {
  Estimate size = movement.change;
  size.value = std::abs(size.value);
  switch (show_of(movement)) {
    case Show::kMoney: {
      const Style style = money_style({size});
      return figure_with_error(size, style) + " " + style.unit;
    }
    case Show::kPercent:
      return figure_with_error(size, percent_style({size})) + " percentage points";
    default:
      break;
  }
  const std::string text =
      core::rounded_text(size.value, 3) + (std::isfinite(size.standard_error)
                                               ? " ± " + core::rounded_text(size.standard_error, 1)
                                               : "");
  return text + (movement.unit == "1" ? "" : " " + movement.unit);
}

std::string figures_beyond(const Difference& difference) {
  return grouped(difference.beyond) + " of " + grouped(difference.movements.size()) +
         " figures moved" +
         (difference.tolerance > 0
              ? " by more than " + core::number_text(difference.tolerance) + " sd"
              : "");
}

/// The mean NPV that moved most beyond the tolerance, else whatever did.
const Movement* headline_of(const Difference& difference) {
  const auto first = [&](bool npv_only) {
    return std::find_if(
        difference.movements.begin(), difference.movements.end(), [&](const Movement& each) {
          return each.is_beyond &&
                 (!npv_only || (each.quantity == "npv" && each.figure == Figure::kMean));
        });
  };
  const auto end = difference.movements.end();
  if (const auto npv = first(true); npv != end) return &*npv;
  const auto any = first(false);
  return any == end ? nullptr : &*any;
}

void say_lead(const Difference& difference, std::vector<std::string>& sentences) {
  if (const Movement* headline = headline_of(difference)) {
    sentences.push_back(movement_text(*headline) + "; " + figures_beyond(difference) + ".");
    if (const Movement& most = difference.movements.front(); headline != &most)
      sentences.push_back("The largest move: " + movement_text(most) + ".");
  } else if (difference.movements.empty()) {
    sentences.push_back("No path and quantity is in both runs: nothing can be compared.");
  } else if (difference.movements.front().in_sd > 0) {
    sentences.push_back("Nothing moved by more than " + core::number_text(difference.tolerance) +
                        " sd. The largest move: " + movement_text(difference.movements.front()) +
                        ".");
  } else if (difference.changed > 0) {
    sentences.push_back("No figure moved, though draws changed.");
  } else {
    const bool is_all = difference.added.empty() && difference.removed.empty();
    sentences.push_back((is_all ? "Nothing moved: all " : "Nothing else moved: all ") +
                        grouped(difference.movements.size()) +
                        (is_all ? " figures are the same." : " figures of both are the same."));
  }
}

/// What is in one run only.
void say_missing(const Difference& difference, std::vector<std::string>& sentences) {
  if (!difference.removed.empty())
    sentences.push_back("Only in the old run: " + listed(difference.removed) + ".");
  if (!difference.added.empty())
    sentences.push_back("Only in the new run: " + listed(difference.added) + ".");
}

std::string about_draws(const Difference& difference) {
  if (!difference.is_paired)
    return "The runs have no draws in common: changes carry the sampling error of both, " +
           grouped(difference.before) + " old draws and " + grouped(difference.after) +
           " new ones.";
  std::string text = grouped(difference.changed) + " of " + grouped(difference.before) +
                     " common draws changed in some output.";
  if (difference.left_out > 0)
    text += " " + grouped(difference.left_out) + " draws that only one run has are left out.";
  return text;
}

Line line_of(const Movement& each) {
  const double errors = each.change.standard_error > 0
                            ? std::abs(each.change.value) / each.change.standard_error
                            : std::numeric_limits<double>::quiet_NaN();
  return {{each.path, {each.quantity, quantity_name(each.quantity)}, {id_of(each.figure), ""}},
          {Estimate{each.before}, Estimate{each.after}, each.change, Estimate{each.in_sd},
           Estimate{errors}, Estimate{each.changed}}};
}

Table figure_table(const Difference& difference) {
  Table table{
      "figure",
      "All figures, the largest move first",
      {"path", "quantity", "statistic"},
      {"path", "quantity", "figure"},
      {{"old", "old", "1", "figure of the old run, in the quantity's unit"},
       {"new", "new", "1", "figure of the new run, in the quantity's unit"},
       {"change", "change", "1", "new less old, in the quantity's unit"},
       {"in_sd", "in old sd", "1", "size of the change in standard deviations of old draws"},
       {"in_standard_errors", "in errors", "1", "size of the change in its standard errors"},
       {"changed", "draws changed", "1", "share of common draws with other bits"}},
      {}};
  table.where = Where::kFiles;
  for (const Movement& each : difference.movements) table.lines.push_back(line_of(each));
  return table;
}

Table moved_table(const Difference& difference) {
  Table table{"moved",
              "What moved, the largest move first",
              {"path", "figure"},
              {"path", "figure"},
              {{"in_sd", "in old sd", "1", "", Show::kNumber, 3},
               {"in_errors", "in standard errors", "1", "", Show::kNumber, 1},
               {"changed", "draws changed", "1", "", Show::kPercent, 1}},
              {},
              2 * kMostShown};
  table.where = Where::kTerminal;
  for (const Movement& each : difference.movements) {
    const Line line = line_of(each);
    if (each.in_sd > 0)
      table.lines.push_back({{each.path, {figure_name(each), ""}},
                             {line.figures[3], line.figures[4], line.figures[5]}});
  }
  return table;
}

/// Old, new and change of what moved and is of one kind.
Table values_table(const Difference& difference, const Movement& like) {
  const Show show = show_of(like);
  const std::string kind = show == Show::kPercent ? "Shares"
                           : show == Show::kMoney ? "Money"
                                                  : "Unit: " + like.unit;
  Table table{"values",
              kind + ": the largest moves, ± one standard error",
              {"path", "figure"},
              {"path", "figure"},
              {{"old", "old", like.unit, "", show},
               {"new", "new", like.unit, "", show},
               {"change", "change", like.unit, "", show}},
              {},
              kMostShown};
  table.where = Where::kTerminal;
  for (const Movement& each : difference.movements)
    if (each.in_sd > 0 && show_of(each) == show &&
        (show == Show::kPercent || each.unit == like.unit))
      table.lines.push_back({{each.path, {figure_name(each), ""}},
                             {Estimate{each.before}, Estimate{each.after}, each.change}});
  return table;
}

/// A table for each unit, in the order of their largest moves.
void add_values_tables(const Difference& difference, std::vector<Table>& tables) {
  std::vector<std::string> done;
  for (const Movement& each : difference.movements) {
    const std::string kind = each.figure == Figure::kShare ? "share" : each.unit;
    if (!(each.in_sd > 0) || std::find(done.begin(), done.end(), kind) != done.end()) continue;
    done.push_back(kind);
    tables.push_back(values_table(difference, each));
  }
}

std::vector<std::string> notes(bool is_paired, double tolerance) {
  std::vector<std::string> texts = {
      "sd: standard deviation of the old draws, of a share that of yes and no. A figure moved if "
      "it "
      "changed by more than the tolerance, " +
      core::number_text(tolerance) +
      " sd; with 0 any changed bit counts. – in old sd: the old draws "
      "do not vary, or the figure is defined in one run only: that is beyond every tolerance."};
  texts.push_back(
      is_paired
          ? "Draws are paired by number: errors of changes are those of paired influences "
            "(Hampel 1974). They say what other draws would have shown, not whether the change "
            "is right."
          : "Without common draws an unchanged model moves figures by about a standard error: "
            "look at the column of standard errors, and take a tolerance above noise.");
  return texts;
}

}  // namespace

std::string figure_name(const Movement& movement) {
  const std::string name = quantity_name(movement.quantity);
  switch (movement.figure) {
    case Figure::kMean:
      return "mean " + name;
    case Figure::kSd:
      return "standard deviation of " + name;
    case Figure::kLow:
      return "5 % quantile of " + name;
    case Figure::kMedian:
      return "median " + name;
    case Figure::kHigh:
      return "95 % quantile of " + name;
    case Figure::kShare:
      break;
  }
  if (movement.quantity == "npv") return "P(NPV > 0)";
  return movement.quantity == "cancel_month" ? "P(cancelled)" : "P(" + name + " is defined)";
}

std::string movement_text(const Movement& movement) {
  const std::string what = (movement.figure == Figure::kShare ? "" : "The ") +
                           figure_name(movement) + " of " + name_of(movement.path);
  if (std::isnan(movement.after)) return what + " is no longer defined";
  if (std::isnan(movement.before)) return what + " was undefined and is now there";
  return what + (movement.change.value < 0 ? " fell by " : " rose by ") + amount(movement) + " (" +
         sd_text(movement.in_sd) + ")";
}

Report difference_report(const Difference& difference, const std::string& title) {
  Report report;
  report.kind = "difference";
  report.title = title;
  // First what closes the gate.
  const bool leads = headline_of(difference) != nullptr;
  if (!leads) say_missing(difference, report.sentences);
  say_lead(difference, report.sentences);
  report.sentences.push_back(about_draws(difference));
  if (leads) say_missing(difference, report.sentences);
  const bool anything = !difference.movements.empty() && difference.movements.front().in_sd > 0;
  if (anything) report.tables.push_back(moved_table(difference));
  if (anything) add_values_tables(difference, report.tables);
  report.tables.push_back(figure_table(difference));
  report.notes = notes(difference.is_paired, difference.tolerance);
  return report;
}

Report folder_difference_report(const FolderDifference& difference, double tolerance,
                                const std::string& title) {
  Report report;
  report.kind = "difference";
  report.title = title;
  Table table{"file",
              "The largest move of each file",
              {"file"},
              {"file"},
              {{"in_sd", "largest in old sd", "1",
                "largest move in standard deviations of old draws", Show::kNumber, 3},
               {"beyond", "figures moved", "1", "figures beyond the tolerance", Show::kWhole},
               {"changed", "draws changed", "1", "common draws with other bits", Show::kWhole}},
              {}};
  std::size_t moved = 0;
  const FileDifference* most = nullptr;
  const auto size = [](const FileDifference& file) {
    return file.difference.movements.empty() ? 0 : file.difference.movements.front().in_sd;
  };
  for (const FileDifference& file : difference.files) {
    moved += file.difference.has_moved() ? 1 : 0;
    if (size(file) > 0 && (most == nullptr || size(file) > size(*most))) most = &file;
    table.lines.push_back(
        {{{file.name, ""}},
         {Estimate{size(file)}, Estimate{static_cast<double>(file.difference.beyond)},
          file.difference.is_paired ? Estimate{static_cast<double>(file.difference.changed)}
                                    : Estimate()}});
  }
  std::stable_sort(table.lines.begin(), table.lines.end(), [](const Line& a, const Line& b) {
    return a.figures.front().value > b.figures.front().value;
  });
  const std::string of = grouped(difference.files.size()) +
                         (difference.files.size() == 1 ? " pair of files" : " pairs of files");
  report.sentences.push_back(moved == 0 ? "Nothing moved in " + of + "."
                                        : grouped(moved) + " of " + of + " moved.");
  if (most != nullptr)
    report.sentences.push_back("The largest move, in " + most->name + ": " +
                               movement_text(most->difference.movements.front()) + ".");
  if (!difference.only_old.empty())
    report.sentences.push_back("Only in the old folder: " + listed(difference.only_old) + ".");
  if (!difference.only_new.empty())
    report.sentences.push_back("Only in the new folder: " + listed(difference.only_new) + ".");
  report.tables.push_back(std::move(table));
  report.notes = {notes(true, tolerance).front(),
                  "'e2roi diff OLD/FILE NEW/FILE' shows every figure of one pair."};
  return report;
}

}  // namespace e2roi::analysis
