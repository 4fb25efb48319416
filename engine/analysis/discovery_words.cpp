#include "engine/analysis/discovery_words.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/intervals.hpp"
#include "engine/core/number_text.hpp"

namespace e2roi::analysis {
namespace {

std::string value_text(const RankedCases& cases, std::size_t input, int bin) {
  return core::rounded_text(cases.edge(input, bin), 3);
}

std::string unit_text(const RankedCases& cases, std::size_t input) {
  const std::string& unit = cases.column(input).unit;
  return unit == "1" ? "" : " " + unit;
}

std::string limit_text(const RankedCases& cases, const Limit& limit) {
  const std::string key = cases.column(limit.input).key, unit = unit_text(cases, limit.input);
  const bool from = limit.low > 0, to = limit.high < RankedCases::kBins - 1;
  if (from && to)
    return key + " is between " + value_text(cases, limit.input, limit.low) + " and " +
           value_text(cases, limit.input, limit.high + 1) + unit;
  if (from) return key + " is above " + value_text(cases, limit.input, limit.low) + unit;
  return key + " is below " + value_text(cases, limit.input, limit.high + 1) + unit;
}

/// "56 % (54 to 58)"
std::string with_interval(const Estimate& share) {
  const Style style = percent_style({share});
  return figure(share.value, style) + " % (" + figure(share.low, style) + " to " +
         figure(share.high, style) + ")";
}
std::string of_100(const Estimate& share) {
  const Style style = percent_style({share});
  return figure(share.value, style) + " of 100 futures (" + figure(share.low, style) + " to " +
         figure(share.high, style) + ")";
}

/// "1.2 <= cost_overrun < 1.6": short, for a table.
std::string answer_text(const RankedCases& cases, const Limit& limit) {
  const std::string& key = cases.column(limit.input).key;
  std::string text = key.substr(key.find('.') + 1);
  const bool from = limit.low > 0, to = limit.high < RankedCases::kBins - 1;
  if (from && !to) return text + " >= " + value_text(cases, limit.input, limit.low);
  if (from) text = value_text(cases, limit.input, limit.low) + " <= " + text;
  return text + " < " + value_text(cases, limit.input, limit.high + 1);
}

}  // namespace

std::string base_sentence(const DiscoveryQuestion& question, const Estimate& base) {
  return question.subject + " " + question.failing + " in " + of_100(base) + ".";
}

std::string box_sentence(const RankedCases& cases, const DiscoveryQuestion& question,
                         const JudgedBox& judged) {
  const std::vector<Limit>& limits = judged.box.limits;
  std::string where;
  for (std::size_t i = 0; i < limits.size(); ++i)
    where += (i == 0 ? "" : i + 1 == limits.size() ? " and " : ", ") + limit_text(cases, limits[i]);
  return "Where " + where + ", as in " + of_100(judged.holds.mass) + ", it " + question.failing +
         " in " + with_interval(judged.holds.density) + " of cases; that is " +
         with_interval(judged.holds.coverage) + " of all such futures.";
}

std::string tree_sentence(const RankedCases& cases, const DiscoveryQuestion& question,
                          const DiscoveryFindings& findings) {
  const TreeNode& root = findings.tree.front();
  const auto input = static_cast<std::size_t>(root.question);
  std::size_t draws[2] = {}, counting[2] = {};
  for (const std::uint32_t draw : findings.judged_in) {
    const std::size_t side = cases.bins(input)[draw] < root.bin ? 0 : 1;
    ++draws[side];
    if (cases.counts(draw)) ++counting[side];
  }
  const auto share = [&](std::size_t side) {
    return with_interval(share_estimate(
        static_cast<double>(counting[side]) / static_cast<double>(draws[side]), draws[side]));
  };
  return "The one question that tells most: is " + cases.column(input).key + " below " +
         value_text(cases, input, root.bin) + unit_text(cases, input) + "? If so it " +
         question.failing + " in " + share(0) + " of futures, else in " + share(1) + "; " +
         with_interval(findings.asked_first[input]) +
         " of bootstrap replicates ask about it first.";
}

std::vector<Limit> answers_to(const Tree& tree, int leaf) {
  std::vector<Limit> answers;
  for (int child = leaf; child > 0;) {
    int parent = 0;
    while (tree[static_cast<std::size_t>(parent)].below != child &&
           tree[static_cast<std::size_t>(parent)].above != child)
      ++parent;
    const TreeNode& node = tree[static_cast<std::size_t>(parent)];
    const auto input = static_cast<std::size_t>(node.question);
    auto known = std::find_if(answers.begin(), answers.end(),
                              [&](const Limit& limit) { return limit.input == input; });
    if (known == answers.end()) known = answers.insert(answers.end(), Limit{input});
    if (node.below == child)
      known->high = std::min(known->high, node.bin - 1);
    else
      known->low = std::max(known->low, node.bin);
    child = parent;
  }
  std::reverse(answers.begin(), answers.end());
  return answers;
}

std::string path_to_leaf(const RankedCases& cases, const Tree& tree, int leaf) {
  std::string text;
  for (const Limit& limit : answers_to(tree, leaf))
    text += (text.empty() ? "" : ", ") + answer_text(cases, limit);
  return text.empty() ? "all" : text;
}

}  // namespace e2roi::analysis
