#include <cmath>
#include <string>
#include <vector>

#include "engine/analysis/comparison.hpp"
#include "engine/analysis/figures.hpp"
#include "engine/analysis/text_table.hpp"
#include "engine/analysis/words.hpp"

namespace e2roi::analysis {
namespace {

constexpr std::size_t kSentenceWidth = 100;

/// With so many paths a sentence for each pair can still be read; with more, those with the best.
constexpr std::size_t kMostForAllPairs = 6;

/// "3.2 M EUR", the size only, with no more digits than the error allows.
std::string amount(const Estimate& estimate) {
  const Style style = money_style({estimate});
  return figure(std::abs(estimate.value), style) + " " + style.unit;
}

/// "in 77 of 100 futures"; shares that are not whole per cents are rounded, but never to none or
/// all that are not.
std::string in_futures(double share) {
  if (share <= 0) return "in no future";
  if (share >= 1) return "in every future";
  const auto of_100 = std::lround(share * 100);
  if (of_100 < 1) return "in fewer than 1 of 100 futures";
  if (of_100 > 99) return "in more than 99 of 100 futures";
  return "in " + std::to_string(of_100) + " of 100 futures";
}

bool is_told_from_zero(const Estimate& estimate) { return estimate.low > 0 || estimate.high < 0; }

/// "beats X in 77 of 100 futures and by 3.2 M EUR on average"; where the mean says otherwise than
/// most futures do: "…, yet is worth 3.2 M EUR less on average"
std::string beats(const std::string& other, double share, const Estimate& mean) {
  const std::string head = "beats " + other + " " + in_futures(share);
  if (!is_told_from_zero(mean))
    return head + "; on average the two are " + amount(mean) +
           " apart, too little for these draws to tell";
  const bool agree = (share >= 0.5) == (mean.value > 0);
  if (mean.value > 0)
    return head + (agree ? " and by " + amount(mean) : ", yet is worth " + amount(mean) + " more") +
           " on average";
  return head + (agree ? " and" : ", yet") + " is worth " + amount(mean) + " less on average";
}

std::string name_of(const Comparison& comparison, std::size_t path) {
  return path == 0 ? "staying put" : plain(comparison.input[path].name);
}

std::string bad_case_of(const PathFigures& figures) {
  if (std::isnan(figures.bad_case.value)) return "";
  const double npv = figures.bad_case.value;
  const std::string worst = "its bad case (worst 5 %) ";
  if (npv == 0) return "; " + worst + "costs nothing";
  return npv < 0 ? "; " + worst + "loses " + amount(figures.bad_case)
                 : "; even " + worst + "gains " + amount(figures.bad_case);
}

const PairFigures& pair_with_stay(const Comparison& comparison, std::size_t path) {
  for (const PairFigures& pair : comparison.pairs)
    if (pair.path + pair.other == path && (pair.path == 0 || pair.other == 0)) return pair;
  return comparison.pairs.front();  // never: every path has one
}

/// The same at the beginning of a sentence.
std::string first_name_of(const Comparison& comparison, std::size_t path) {
  return path == 0 ? "Staying put" : name_of(comparison, path);
}

std::string percent(double share) {
  const Style style{0.01, 0, "%"};
  return figure(share, style) + " %";
}

/// What dominance adds to a pair, where it adds something.
std::string dominance_of(const PairFigures& pair) {
  if (pair.first_order.verdict == Verdict::kDominates)
    return "; it is ahead in bad futures as in good ones, at every level that " +
           std::string("these draws can show");
  if (pair.second_order.verdict == Verdict::kDominates)
    return "; whoever shuns risk should prefer it, for its bad cases are milder too";
  if (pair.second_order.verdict == Verdict::kDoesNot)
    return "; but the mean of its worst " + percent(pair.second_order.level) + " is " +
           amount(pair.second_order.gap) + " lower";
  return "";
}

}  // namespace

std::vector<std::string> path_sentences(const Comparison& comparison) {
  std::vector<std::string> sentences;
  for (const PathFigures& figures : comparison.paths) {
    if (figures.path == 0) continue;
    const std::string name = first_name_of(comparison, figures.path);
    const PairFigures& pair = pair_with_stay(comparison, figures.path);
    if (pair.are_identical) {
      sentences.push_back(name + " is worth the same as staying put in every draw.");
      continue;
    }
    const double share = pair.path == 0 ? 1 - pair.beats.value : pair.beats.value;
    sentences.push_back(name + " " + beats("staying put", share, figures.mean) +
                        bad_case_of(figures) + ".");
  }
  return sentences;
}

std::string pair_sentence(const Comparison& comparison, const PairFigures& pair) {
  const std::string name = first_name_of(comparison, pair.path);
  const std::string other = name_of(comparison, pair.other);
  if (pair.are_identical) return name + " and " + other + " are worth the same in every draw.";
  return name + " " + beats(other, pair.beats.value, pair.mean_difference) + dominance_of(pair) +
         ".";
}

std::vector<std::string> main_sentences(const Comparison& comparison) {
  std::vector<std::string> sentences = path_sentences(comparison);
  for (const PairFigures& pair : comparison.pairs)
    if (pair.path != 0 && pair.other != 0 && pair.path == comparison.paths[0].path &&
        pair.other == comparison.paths[1].path)
      sentences.push_back(pair_sentence(comparison, pair));
  return sentences;
}

std::vector<std::string> comparison_sentences(const Comparison& comparison) {
  std::vector<std::string> sentences = path_sentences(comparison);
  const std::size_t best = comparison.paths.front().path;
  for (const PairFigures& pair : comparison.pairs) {
    const bool is_read = comparison.paths.size() <= kMostForAllPairs || pair.path == best;
    if (pair.path != 0 && pair.other != 0 && is_read)
      sentences.push_back(pair_sentence(comparison, pair));
  }
  return sentences;
}

std::string comparison_text(const std::optional<Comparison>& comparison, std::uint64_t draws) {
  if (!comparison && draws > 0 && draws < kFewestToCompare)
    return "\nComparing the paths takes at least " + std::to_string(kFewestToCompare) + " draws.\n";
  if (!comparison) return "";
  std::string text = "\n";
  for (const std::string& sentence : main_sentences(*comparison))
    text += wrapped(sentence, kSentenceWidth);
  return text;
}

}  // namespace e2roi::analysis
