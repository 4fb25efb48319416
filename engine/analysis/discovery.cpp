#include "engine/analysis/discovery.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/analysis/bootstrap.hpp"
#include "engine/analysis/decision_tree.hpp"
#include "engine/analysis/discovery_words.hpp"
#include "engine/analysis/figures.hpp"
#include "engine/analysis/intervals.hpp"
#include "engine/analysis/prim.hpp"
#include "engine/core/error.hpp"

namespace e2roi::analysis {
namespace {

constexpr std::size_t kMostBoxes = 3;

using Draws = std::vector<std::uint32_t>;

/// Rules are found in half of the draws, cut to what holds in a quarter, judged in the last
/// quarter.
struct Parts {
  Draws found_in, cut_in, judged_in;
};

Parts parts_of(const RankedCases& cases) {
  Parts parts;
  for (std::size_t draw = 0; draw < cases.draws(); ++draw)
    (draw % 2 == 0   ? parts.found_in
     : draw % 4 == 1 ? parts.cut_in
                     : parts.judged_in)
        .push_back(static_cast<std::uint32_t>(draw));
  return parts;
}

void refuse_too_few(const RankedCases& cases, const DiscoveryQuestion& question) {
  std::size_t counting = 0;
  for (std::size_t draw = 0; draw < cases.draws(); ++draw)
    if (cases.counts(draw)) ++counting;
  const std::size_t fewer = std::min(counting, cases.draws() - counting);
  if (fewer >= kFewestCases) return;
  const bool is_rare = counting < cases.draws() - counting;
  std::string text = question.subject + " " + question.failing + " in " + grouped(counting) +
                     " of " + grouped(cases.draws()) + " draws; at least " +
                     std::to_string(kFewestCases) + " of either kind are needed to look for a rule";
  if (fewer > 0 && is_rare)
    text += ": about " + grouped(cases.draws() * kFewestCases / fewer + 1) + " draws";
  throw core::UsageError(text);
}

/// A box and how it does in draws that it was not found in.
struct JudgedBox {
  Box box;
  Estimate mass, density, coverage;
};

JudgedBox judged(const RankedCases& cases, Box box, const Draws& others) {
  const BoxFigures figures = figures_of(cases, box, others);
  return {std::move(box), share_estimate(double(figures.inside) / double(figures.all), figures.all),
          share_estimate(figures.density(), figures.inside),
          share_estimate(figures.coverage(), figures.all_counting)};
}

/// Box after box, each found in what the ones before have left over. Ends where a box is no denser
/// than all draws together, beyond what chance allows.
std::vector<JudgedBox> boxes_of(const RankedCases& cases, const Parts& parts, double base_rate) {
  std::vector<JudgedBox> boxes;
  Draws left = parts.found_in;
  while (boxes.size() < kMostBoxes) {
    Box box = find_box(cases, left, {});
    drop_idle_limits(cases, parts.cut_in, box);
    JudgedBox next = judged(cases, std::move(box), parts.judged_in);
    if (next.box.limits.empty() || !(next.density.low > base_rate)) break;
    std::erase_if(left, [&](std::uint32_t draw) { return next.box.holds(cases, draw); });
    boxes.push_back(std::move(next));
    const bool is_left = std::any_of(left.begin(), left.end(),
                                     [&](std::uint32_t draw) { return cases.counts(draw); });
    if (!is_left) break;
  }
  return boxes;
}

/// How often bootstrap replicates of the draws restrict the same ends as the first box.
struct Stability {
  std::vector<double> low, high;  ///< by limit of the box
  double root = 0;                ///< of the tree: same first question
};

Stability stability_of(const RankedCases& cases, const Draws& found_in, const Box& box,
                       const Tree& tree, const DiscoveryQuestion& question) {
  Stability stability{std::vector<double>(box.limits.size()),
                      std::vector<double>(box.limits.size()), 0};
  for (std::size_t r = 0; r < question.replicates; ++r) {
    const Weights weights = bootstrap_weights(cases.draws(), found_in, question.seed, r);
    const Box again = find_box(cases, found_in, weights);
    for (std::size_t i = 0; i < box.limits.size(); ++i)
      for (const Limit& limit : again.limits) {
        if (limit.input != box.limits[i].input) continue;
        if (limit.low > 0) ++stability.low[i];
        if (limit.high < RankedCases::kBins - 1) ++stability.high[i];
      }
    if (grow_tree(cases, found_in, weights).front().question == tree.front().question)
      ++stability.root;
  }
  const auto replicates = static_cast<double>(question.replicates);
  for (double& count : stability.low) count /= replicates;
  for (double& count : stability.high) count /= replicates;
  stability.root /= replicates;
  return stability;
}

Label box_label(std::size_t box) {
  return {"box-" + std::to_string(box + 1), "box " + std::to_string(box + 1)};
}

Table table_of_boxes(const std::vector<JudgedBox>& boxes, const DiscoveryQuestion& question) {
  Table table{
      "boxes",
      "Where it " + question.failing + ": boxes, judged in draws they were not found in",
      {"box"},
      {"box"},
      {{"mass", "of all futures", "1", "share of futures in the box", Show::kPercent},
       {"density", "failing in it", "1", "share of the box that fails", Show::kPercent},
       {"coverage", "of all failures", "1", "share of all failures in the box", Show::kPercent}},
      {}};
  for (std::size_t b = 0; b < boxes.size(); ++b)
    table.lines.push_back({{box_label(b)}, {boxes[b].mass, boxes[b].density, boxes[b].coverage}});
  return table;
}

Table table_of_limits(const RankedCases& cases, const std::vector<JudgedBox>& boxes,
                      const Stability& stability, std::size_t replicates) {
  Table table{"limits",
              "The boxes' rules, each input in its own unit; stable: share of " +
                  std::to_string(replicates) + " bootstrap replicates that restrict the same end",
              {"box", "input"},
              {"box", "input"},
              {{"from", "from", "unit of the input", "least value in the box", Show::kNumber},
               {"to", "to", "unit of the input", "greatest value in the box", Show::kNumber},
               {"stable", "stable", "1", "share of bootstrap replicates with the same limit",
                Show::kPercent}},
              {}};
  for (std::size_t b = 0; b < boxes.size(); ++b)
    for (std::size_t i = 0; i < boxes[b].box.limits.size(); ++i) {
      const Limit& limit = boxes[b].box.limits[i];
      const bool from = limit.low > 0, to = limit.high < RankedCases::kBins - 1;
      Estimate stable;  // both ends where there are two
      if (b == 0)
        stable = share_estimate(
            std::min(from ? stability.low[i] : 1.0, to ? stability.high[i] : 1.0), replicates);
      table.lines.push_back(
          {{box_label(b), {cases.column(limit.input).key, ""}},
           {from ? Estimate{cases.edge(limit.input, limit.low)} : Estimate{},
            to ? Estimate{cases.edge(limit.input, limit.high + 1)} : Estimate{}, stable}});
    }
  return table;
}

Table table_of_leaves(const RankedCases& cases, const Tree& tree, const Draws& judged_in,
                      const DiscoveryQuestion& question) {
  std::vector<std::size_t> draws(tree.size()), counting(tree.size());
  for (const std::uint32_t draw : judged_in) {
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
  for (std::size_t place = 0; place < tree.size(); ++place) {
    if (tree[place].question >= 0) continue;
    const std::string name = path_to_leaf(cases, tree, static_cast<int>(place));
    table.lines.push_back(
        {{{"leaf-" + std::to_string(place), name}},
         {share_estimate(double(draws[place]) / double(judged_in.size()), judged_in.size()),
          share_estimate(double(counting[place]) / double(draws[place]), draws[place])}});
  }
  std::stable_sort(table.lines.begin(), table.lines.end(), [](const Line& a, const Line& b) {
    return a.figures[1].value > b.figures[1].value;
  });
  return table;
}

}  // namespace

Report discovery(const RankedCases& cases, const DiscoveryQuestion& question) {
  refuse_too_few(cases, question);
  const Parts parts = parts_of(cases);
  Draws every(cases.draws());
  std::iota(every.begin(), every.end(), 0U);
  const BoxFigures all = figures_of(cases, {}, every);
  const Estimate base = share_estimate(all.density(), all.all);
  const std::vector<JudgedBox> boxes = boxes_of(cases, parts, base.high);
  const Tree tree = grow_tree(cases, parts.found_in, {});
  const Box first = boxes.empty() ? Box{} : boxes.front().box;
  const Stability stability = stability_of(cases, parts.found_in, first, tree, question);

  Report report{"discovery", question.title, {}, {}, {}};
  report.sentences.push_back(base_sentence(question, base));
  if (boxes.empty())
    report.sentences.push_back(
        "No rule over the inputs tells those futures from the others: what "
        "decides is chance, or many inputs together.");
  else
    report.sentences.push_back(box_sentence(cases, question, boxes.front().box, boxes.front().mass,
                                            boxes.front().density, boxes.front().coverage));
  if (tree.front().question >= 0)
    report.sentences.push_back(tree_sentence(cases, tree, parts.judged_in, stability.root));
  if (!boxes.empty()) {
    report.tables.push_back(table_of_boxes(boxes, question));
    report.tables.push_back(table_of_limits(cases, boxes, stability, question.replicates));
  }
  report.tables.push_back(table_of_leaves(cases, tree, parts.judged_in, question));
  report.notes = {
      "Rules were found in half of the draws, cut to what holds in a quarter, and judged in the "
      "last quarter. In brackets: 95 % intervals for the number of draws, not for what the model "
      "leaves out.",
      "A box names what goes together with failure in this model under these priors; it is no "
      "proof of cause (engine/analysis/DISCOVERY.md)."};
  return report;
}

}  // namespace e2roi::analysis
