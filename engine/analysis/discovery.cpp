#include "engine/analysis/discovery.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/analysis/bootstrap.hpp"
#include "engine/analysis/decision_tree.hpp"
#include "engine/analysis/discovery_findings.hpp"
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

Holds holds_of(const BoxFigures& figures) {
  return {share_estimate(double(figures.inside) / double(figures.all), figures.all),
          share_estimate(figures.density(), figures.inside),
          share_estimate(figures.coverage(), figures.all_counting)};
}

JudgedBox judged(const RankedCases& cases, const Box& box, const Draws& others) {
  JudgedBox result{box, holds_of(figures_of(cases, box, others)), {}, {}};
  for (std::size_t i = 0; i < box.limits.size(); ++i) {
    Box rest = box;
    rest.limits.erase(rest.limits.begin() + static_cast<std::ptrdiff_t>(i));
    const BoxFigures figures = figures_of(cases, rest, others);
    result.without.push_back(share_estimate(figures.density(), figures.inside));
  }
  return result;
}

/// How often boxes of bootstrap replicates of the draws restrict the same ends, by limit.
std::vector<Estimate> stability_of(const RankedCases& cases, const Draws& found_in, const Box& box,
                                   const DiscoveryQuestion& question) {
  std::vector<std::size_t> hits(box.limits.size());
  for (std::size_t r = 0; r < question.replicates; ++r) {
    const Weights weights = bootstrap_weights(cases.draws(), found_in, question.seed, r);
    const Box again = find_box(cases, found_in, weights);
    for (std::size_t i = 0; i < box.limits.size(); ++i)
      for (const Limit& limit : again.limits)
        if (limit.input == box.limits[i].input && (box.limits[i].low == 0 || limit.low > 0) &&
            (box.limits[i].high == RankedCases::kBins - 1 || limit.high < RankedCases::kBins - 1))
          ++hits[i];
  }
  std::vector<Estimate> shares;
  for (const std::size_t count : hits)
    shares.push_back(
        share_estimate(double(count) / double(question.replicates), question.replicates));
  return shares;
}

/// Box after box, each found in what the ones before have left over. Ends where a box is no denser
/// than all draws together, beyond what chance allows.
std::vector<JudgedBox> boxes_of(const RankedCases& cases, const Parts& parts,
                                const DiscoveryQuestion& question, double base_rate) {
  std::vector<JudgedBox> boxes;
  Draws left = parts.found_in;
  while (boxes.size() < kMostBoxes) {
    Box box = find_box(cases, left, {});
    drop_idle_limits(cases, parts.cut_in, box);
    JudgedBox next = judged(cases, box, parts.judged_in);
    if (next.box.limits.empty() || !(next.holds.density.low > base_rate)) break;
    next.stable = stability_of(cases, left, next.box, question);
    std::erase_if(left, [&](std::uint32_t draw) { return next.box.holds(cases, draw); });
    boxes.push_back(std::move(next));
    const bool is_left = std::any_of(left.begin(), left.end(),
                                     [&](std::uint32_t draw) { return cases.counts(draw); });
    if (!is_left) break;
  }
  return boxes;
}

Holds any_of(const RankedCases& cases, const std::vector<JudgedBox>& boxes, const Draws& others) {
  BoxFigures figures;
  for (const std::uint32_t draw : others) {
    const bool counts = cases.counts(draw);
    ++figures.all;
    if (counts) ++figures.all_counting;
    if (std::none_of(boxes.begin(), boxes.end(),
                     [&](const JudgedBox& each) { return each.box.holds(cases, draw); }))
      continue;
    ++figures.inside;
    if (counts) ++figures.counting;
  }
  return holds_of(figures);
}

/// By input: how often the trees of bootstrap replicates ask about it first.
std::vector<Estimate> first_questions(const RankedCases& cases, const Draws& found_in,
                                      const DiscoveryQuestion& question) {
  std::vector<std::size_t> hits(cases.inputs());
  for (std::size_t r = 0; r < question.replicates; ++r) {
    const Weights weights = bootstrap_weights(cases.draws(), found_in, question.seed, r);
    const int first = grow_tree(cases, found_in, weights, {.depth = 1}).front().question;
    if (first >= 0) ++hits[static_cast<std::size_t>(first)];
  }
  std::vector<Estimate> shares;
  for (const std::size_t count : hits)
    shares.push_back(
        share_estimate(double(count) / double(question.replicates), question.replicates));
  return shares;
}

DiscoveryFindings findings_of(const RankedCases& cases, const DiscoveryQuestion& question) {
  const Parts parts = parts_of(cases);
  Draws every(cases.draws());
  std::iota(every.begin(), every.end(), 0U);
  const BoxFigures all = figures_of(cases, {}, every);
  DiscoveryFindings findings;
  findings.base = share_estimate(all.density(), all.all);
  findings.boxes = boxes_of(cases, parts, question, findings.base.high);
  findings.any = any_of(cases, findings.boxes, parts.judged_in);
  for (Box& box : boxes_on_the_way(cases, parts.found_in)) {
    const Holds holds = holds_of(figures_of(cases, box, parts.judged_in));
    findings.peeling.push_back({std::move(box), holds});
  }
  findings.tree = grow_tree(cases, parts.found_in, {});
  findings.judged_in = parts.judged_in;
  findings.asked_first = first_questions(cases, parts.found_in, question);
  return findings;
}

}  // namespace

Report discovery(const RankedCases& cases, const DiscoveryQuestion& question) {
  refuse_too_few(cases, question);
  const DiscoveryFindings findings = findings_of(cases, question);
  Report report{"discovery", question.title, {}, {}, {}};
  report.sentences.push_back(base_sentence(question, findings.base));
  report.sentences.push_back(
      findings.boxes.empty()
          ? "No box of a few inputs tells those futures from the others beyond doubt: " +
                grouped(cases.draws()) +
                " draws are too few to, or what decides is chance, or many inputs together."
          : box_sentence(cases, question, findings.boxes.front()));
  if (findings.tree.front().question >= 0)
    report.sentences.push_back(tree_sentence(cases, question, findings));
  report.tables = discovery_tables(cases, question, findings);
  report.notes = {
      "Rules were found in half of the draws, cut to what holds in a quarter, and judged in the "
      "last quarter. In brackets: 95 % intervals for the number of draws, not for what the model "
      "leaves out."};
  if (findings.boxes.size() > 1)
    report.notes.emplace_back(
        "A later box was looked for in the futures that the boxes before it leave over, but its "
        "figures count all futures: boxes overlap, and their shares do not add up.");
  report.notes.emplace_back(
      "--json and the result file have every step of peeling too (peeling, peeling_limits): "
      "coverage "
      "against density, for those who choose a box themselves.");
  report.notes.emplace_back(
      "A box names what goes together with failure in this model under these priors; it is no "
      "proof of cause (engine/analysis/DISCOVERY.md).");
  return report;
}

}  // namespace e2roi::analysis
