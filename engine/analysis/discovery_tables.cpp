#include <algorithm>
#include <string>

#include "engine/analysis/discovery_findings.hpp"
#include "engine/analysis/discovery_words.hpp"
#include "engine/analysis/intervals.hpp"

namespace e2roi::analysis {
namespace {

Label box_label(std::size_t box) {
  return {"box-" + std::to_string(box + 1), "box " + std::to_string(box + 1)};
}

Label leaf_label(const RankedCases& cases, const Tree& tree, std::size_t place) {
  return {"leaf-" + std::to_string(place), path_to_leaf(cases, tree, static_cast<int>(place))};
}

std::vector<Estimate> figures_of(const Holds& holds) {
  return {holds.mass, holds.density, holds.coverage};
}

/// Where a limit begins and ends in the unit of its input; NaN: it does not.
std::vector<Estimate> ends_of(const RankedCases& cases, const Limit& limit) {
  return {limit.low > 0 ? Estimate{cases.edge(limit.input, limit.low)} : Estimate{},
          limit.high < RankedCases::kBins - 1 ? Estimate{cases.edge(limit.input, limit.high + 1)}
                                              : Estimate{}};
}

Table table_of_boxes(const DiscoveryQuestion& question, const DiscoveryFindings& findings) {
  Table table{
      "boxes",
      "Where it " + question.failing + ": boxes, judged in draws they were not found in",
      {"box"},
      {"box"},
      {{"mass", "of all futures", "1", "share of futures in the box", Show::kPercent},
       {"density", question.failing, "1", "share of the box that fails", Show::kPercent},
       {"coverage", "of all such", "1", "share of all failures in the box", Show::kPercent}},
      {}};
  for (std::size_t b = 0; b < findings.boxes.size(); ++b)
    table.lines.push_back({{box_label(b)}, figures_of(findings.boxes[b].holds)});
  if (findings.boxes.size() > 1)
    table.lines.push_back({{{"any", "any of them"}}, figures_of(findings.any)});
  table.lines.push_back({{{"all", "all futures"}}, {Estimate{1.0}, findings.base, Estimate{1.0}}});
  return table;
}

Table table_of_limits(const RankedCases& cases, const DiscoveryQuestion& question,
                      const DiscoveryFindings& findings) {
  Table table{"limits",
              "The boxes' rules, each input in its own unit; without it: " + question.failing +
                  ", in the box without that rule; stable: share of " +
                  std::to_string(question.replicates) +
                  " bootstrap replicates that restrict the same end",
              {"box", "input"},
              {"box", "input"},
              {{"from", "from", "unit of the input", "least value in the box", Show::kNumber},
               {"to", "to", "unit of the input", "greatest value in the box", Show::kNumber},
               {"density_without", "without it", "1",
                "share that fails in the box without this limit", Show::kPercent},
               {"stable", "stable", "1", "share of bootstrap replicates with the same limit",
                Show::kPercent}},
              {}};
  for (std::size_t b = 0; b < findings.boxes.size(); ++b) {
    const JudgedBox& judged = findings.boxes[b];
    for (std::size_t i = 0; i < judged.box.limits.size(); ++i) {
      std::vector<Estimate> figures = ends_of(cases, judged.box.limits[i]);
      figures.push_back(judged.without[i]);
      figures.push_back(judged.stable[i]);
      table.lines.push_back(
          {{box_label(b), {cases.column(judged.box.limits[i].input).key, ""}}, figures});
    }
  }
  return table;
}

Table table_of_leaves(const RankedCases& cases, const DiscoveryQuestion& question,
                      const DiscoveryFindings& findings) {
  const Tree& tree = findings.tree;
  std::vector<std::size_t> draws(tree.size()), counting(tree.size());
  for (const std::uint32_t draw : findings.judged_in) {
    const auto leaf = static_cast<std::size_t>(leaf_of(cases, tree, draw));
    ++draws[leaf];
    if (cases.counts(draw)) ++counting[leaf];
  }
  Table table{"leaves",
              "The same as a tree of yes-or-no questions",
              {"leaf"},
              {"futures in which"},
              {{"mass", "of all futures", "1", "share of futures in the leaf", Show::kPercent},
               {"density", question.failing, "1", "share of the leaf that fails", Show::kPercent}},
              {}};
  table.label_width = 76;
  const std::size_t all = findings.judged_in.size();
  for (std::size_t place = 0; place < tree.size(); ++place)
    if (tree[place].question < 0)
      table.lines.push_back(
          {{leaf_label(cases, tree, place)},
           {share_estimate(double(draws[place]) / double(all), all),
            share_estimate(double(counting[place]) / double(draws[place]), draws[place])}});
  std::stable_sort(table.lines.begin(), table.lines.end(), [](const Line& a, const Line& b) {
    return a.figures[1].value > b.figures[1].value;
  });
  return table;
}

Label step_label(std::size_t step) { return {std::to_string(step + 1), ""}; }

Table table_of_peeling(const DiscoveryFindings& findings) {
  Table table{"peeling",
              "Peeling from all futures inwards: boxes judged in draws they were not found in",
              {"step"},
              {"step"},
              {{"inputs", "inputs", "1", "inputs that the box restricts", Show::kWhole},
               {"mass", "of all futures", "1", "share of futures in the box", Show::kPercent},
               {"density", "density", "1", "share of the box that fails", Show::kPercent},
               {"coverage", "coverage", "1", "share of all failures in the box", Show::kPercent}},
              {}};
  table.where = Where::kFiles;
  for (std::size_t step = 0; step < findings.peeling.size(); ++step) {
    const auto& [box, holds] = findings.peeling[step];
    std::vector<Estimate> figures = figures_of(holds);
    figures.insert(figures.begin(), Estimate{static_cast<double>(box.limits.size())});
    table.lines.push_back({{step_label(step)}, figures});
  }
  return table;
}

Table table_of_peeling_limits(const RankedCases& cases, const DiscoveryFindings& findings) {
  Table table{"peeling_limits",
              "The rules of each step of peeling",
              {"step", "input"},
              {"step", "input"},
              {{"from", "from", "unit of the input", "least value in the box", Show::kNumber},
               {"to", "to", "unit of the input", "greatest value in the box", Show::kNumber}},
              {}};
  table.where = Where::kFiles;
  for (std::size_t step = 0; step < findings.peeling.size(); ++step)
    for (const Limit& limit : findings.peeling[step].box.limits)
      table.lines.push_back(
          {{step_label(step), {cases.column(limit.input).key, ""}}, ends_of(cases, limit)});
  return table;
}

/// What a leaf's name says, for programs.
Table table_of_leaf_limits(const RankedCases& cases, const Tree& tree) {
  Table table{"leaf_limits",
              "The answers that lead to each leaf",
              {"leaf", "input"},
              {"leaf", "input"},
              {{"from", "from", "unit of the input", "least value in the leaf", Show::kNumber},
               {"to", "to", "unit of the input", "values in the leaf are below", Show::kNumber}},
              {}};
  table.where = Where::kFiles;
  for (std::size_t place = 0; place < tree.size(); ++place)
    if (tree[place].question < 0)
      for (const Limit& limit : answers_to(tree, static_cast<int>(place)))
        table.lines.push_back(
            {{leaf_label(cases, tree, place), {cases.column(limit.input).key, ""}},
             ends_of(cases, limit)});
  return table;
}

Table table_of_questions(const RankedCases& cases, const DiscoveryFindings& findings) {
  Table table{"questions",
              "Inputs that bootstrap replicates of the tree ask about first",
              {"input"},
              {"input"},
              {{"asked_first", "first", "1", "share of replicates whose tree begins with it",
                Show::kPercent}},
              {}};
  table.where = Where::kFiles;
  for (std::size_t input = 0; input < cases.inputs(); ++input)
    table.lines.push_back({{{cases.column(input).key, ""}}, {findings.asked_first[input]}});
  return table;
}

}  // namespace

std::vector<Table> discovery_tables(const RankedCases& cases, const DiscoveryQuestion& question,
                                    const DiscoveryFindings& findings) {
  std::vector<Table> tables;
  tables.push_back(table_of_boxes(question, findings));
  if (findings.boxes.empty())
    tables.back().where = Where::kFiles;
  else
    tables.push_back(table_of_limits(cases, question, findings));
  if (!findings.peeling.empty()) {
    tables.push_back(table_of_peeling(findings));
    tables.push_back(table_of_peeling_limits(cases, findings));
  }
  tables.push_back(table_of_leaves(cases, question, findings));
  if (findings.tree.size() > 1) tables.push_back(table_of_leaf_limits(cases, findings.tree));
  tables.push_back(table_of_questions(cases, findings));
  return tables;
}

}  // namespace e2roi::analysis
