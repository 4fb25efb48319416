#include "engine/analysis/verification.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/analysis/figures.hpp"
#include "engine/core/error.hpp"
#include "engine/core/number_text.hpp"
#include "engine/random/words.hpp"

namespace e2roi::analysis {
namespace {

/// In place of a draw's number for what is of all draws: behind every draw.
constexpr std::uint64_t kAllDraws = UINT64_MAX;

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
         (std::isnan(a) && std::isnan(b));
}

bool is_by_draw(const core::NamedArray& array) {
  return array.group == "draws" || array.group == "inputs" || array.group == "trajectories";
}

std::string label_of(const core::ResultSet& results, const std::string& axis, std::size_t i) {
  const auto named = [i](const std::vector<std::string>& labels) {
    return i < labels.size() ? labels[i] : std::to_string(i);
  };
  if (axis == "path") return "path '" + named(results.path_ids) + "'";
  if (axis == "input") return named(results.input_keys);
  if (axis == "rung") return named(results.rungs);
  if (axis == "unit") return "unit '" + named(results.unit_ids) + "'";
  if (axis == "quantile" && i < results.quantiles.size())
    return "quantile " + core::number_text(results.quantiles[i]);
  return axis + " " + std::to_string(i);
}

std::string full_name(const core::NamedArray& array) { return array.group + "/" + array.name; }

constexpr std::size_t kNone = SIZE_MAX;
constexpr const char* kOtherShape = " has another shape in it than its scenario gives";

std::vector<std::string> texts_of(const std::vector<double>& numbers) {
  std::vector<std::string> texts;
  for (const double number : numbers) texts.push_back(core::number_text(number));
  return texts;
}

/// "path 'laggard', month 3"; the last axis of draws is left out.
std::string place_of(const core::ResultSet& results, const core::NamedArray& array,
                     std::size_t index) {
  std::string text;
  for (std::size_t a = array.axes.size(); a-- > 0;) {
    const std::size_t i = index % array.shape[a];
    index /= array.shape[a];
    if (array.axes[a] == "draw" || array.axes[a] == "kept_draw") continue;
    text = label_of(results, array.axes[a], i) + (text.empty() ? "" : ", ") + text;
  }
  return text;
}

std::string value_text(double value) {
  return std::isnan(value) ? "undefined" : core::number_text(value);
}

std::string sentence(const Verification::Difference& difference) {
  const std::string what = difference.quantity +
                           (difference.place.empty() ? "" : " of " + difference.place) + " is " +
                           value_text(difference.stored) + " in the file and " +
                           value_text(difference.again) + " when run again.";
  return difference.draw.empty()
             ? "No draw differs that was run again, but a statistic does: " + what
             : "Draw " + difference.draw + " is the first that differs: " + what;
}

std::string counted(std::uint64_t count, const std::string& what) {
  return grouped(count) + " " + what + (count == 1 ? "" : "s");
}

std::string scope(const Verified& verified) {
  const bool is_all = verified.blocks == verified.of_blocks;
  return is_all ? (verified.blocks == 1 ? "the only block ("
                                        : "all " + grouped(verified.blocks) + " blocks (") +
                      counted(verified.draws, "draw") + ")"
                : grouped(verified.blocks) + " of " + grouped(verified.of_blocks) + " blocks (" +
                      grouped(verified.draws) + " of " + counted(verified.of_draws, "draw") + ")";
}

std::string answer(const Verification& verification, const Verified& verified) {
  const auto first = verification.first();
  if (!first.empty()) return sentence(first.front());
  const bool is_all = verified.blocks == verified.of_blocks;
  std::string text = scope(verified);
  text.front() = text.front() == 'a' ? 'A' : text.front() == 't' ? 'T' : text.front();
  return text + (is_all && verified.blocks == 1 ? " gives" : " give") + " the same bits" +
         ", and the statistics are those of the draws.";
}

/// The first contradictions, "" if there is none.
std::string told_of(const std::set<std::string>& contradictions) {
  constexpr std::size_t kMostTold = 5;
  std::string told;
  std::size_t count = 0;
  for (const std::string& each : contradictions)
    if (++count <= kMostTold) told += (told.empty() ? "" : "; ") + each;
  return told + (count > kMostTold ? "; and " + grouped(count - kMostTold) + " more" : "");
}

Table difference_table(const Verification& verification) {
  Table table{"difference",
              "The first values that differ",
              {"draw", "quantity", "place"},
              {"draw", "quantity", "of"},
              {{"stored", "in the file", "1", "value in the file, in the quantity's unit"},
               {"again", "run again", "1", "value when run again, in the quantity's unit"}},
              {}};
  table.where = Where::kFiles;
  for (const auto& each : verification.first())
    table.lines.push_back(
        {{{each.draw, each.draw.empty() ? "all" : ""}, {each.quantity, ""}, {each.place, ""}},
         {Estimate{each.stored}, Estimate{each.again}}});
  return table;
}

}  // namespace

std::vector<std::uint64_t> blocks_to_verify(const std::string& digest, std::uint64_t blocks,
                                            std::uint64_t wanted) {
  constexpr std::size_t kDigits = 16;  // of a 64-bit seed
  std::uint64_t seed = 0;
  for (const char digit : digest.substr(0, kDigits))
    seed = seed << 4U | static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranked;
  ranked.reserve(blocks);
  for (std::uint64_t block = 0; block < blocks; ++block)
    ranked.emplace_back(random::block_of(seed, block, random::kVerifyMonth, 0)[0], block);
  const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, blocks));
  std::partial_sort(ranked.begin(), end, ranked.end());
  std::vector<std::uint64_t> chosen;
  for (auto each = ranked.begin(); each != end; ++each) chosen.push_back(each->second);
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

void Verification::note(const Key& key, double stored, double again) {
  ++values_;
  if (const std::uint64_t draw = std::get<0>(key); draw != kAllDraws && !differs_[draw]) {
    differs_[draw] = true;
    ++draws_;
  }
  found_.emplace(key, std::pair{stored, again});
  if (found_.size() > kMostKept) found_.erase(std::prev(found_.end()));
}

void Verification::compare_row(std::size_t array, std::size_t row, std::uint64_t place,
                               const core::NamedArray& again) {
  const core::NamedArray& stored = stored_.arrays[array];
  const std::size_t count = again.shape.back(), begin = row * stored.shape.back() + place;
  for (std::size_t i = 0; i < count; ++i) {
    const double is = stored.values[begin + i], ought = again.values[row * count + i];
    if (!same_bits(is, ought)) note({place + i, array, begin + i}, is, ought);
  }
}

std::size_t Verification::stored_as(const core::NamedArray& made) {
  for (std::size_t array = 0; array < stored_.arrays.size(); ++array)
    if (stored_.arrays[array].group == made.group && stored_.arrays[array].name == made.name) {
      compared_.insert(array);
      return array;
    }
  contradict("it has no " + full_name(made) + ", which its scenario gives");
  return kNone;
}

void Verification::contradict_others() {
  std::set<std::string> groups;
  for (const std::size_t array : compared_) groups.insert(stored_.arrays[array].group);
  for (std::size_t array = 0; array < stored_.arrays.size(); ++array)
    if (groups.count(stored_.arrays[array].group) > 0 && compared_.count(array) == 0)
      contradict("it has " + full_name(stored_.arrays[array]) +
                 ", which its scenario does not give");
}

void Verification::compare_draws(std::uint64_t place, const core::ResultSet& again) {
  for (const core::NamedArray& made : again.arrays) {
    if (!is_by_draw(made) || made.shape.empty() || made.shape.back() == 0) continue;
    const std::size_t array = stored_as(made);
    if (array == kNone) continue;
    const core::NamedArray& stored = stored_.arrays[array];
    const std::size_t rows = made.values.size() / made.shape.back();
    const bool fits = !stored.shape.empty() && stored.shape.size() == made.shape.size() &&
                      std::equal(made.shape.begin(), made.shape.end() - 1, stored.shape.begin()) &&
                      place + made.shape.back() <= stored.shape.back();
    if (!fits) contradict(full_name(made) + kOtherShape);
    for (std::size_t row = 0; fits && row < rows; ++row) compare_row(array, row, place, made);
  }
}

void Verification::compare_statistics(const core::ResultSet& again) {
  for (const core::NamedArray& made : again.arrays) {
    if (is_by_draw(made)) continue;
    const std::size_t array = stored_as(made);
    if (array == kNone) continue;
    const core::NamedArray& stored = stored_.arrays[array];
    const bool fits = stored.shape == made.shape;
    if (!fits) contradict(full_name(made) + kOtherShape);
    for (std::size_t i = 0; fits && i < made.values.size(); ++i)
      if (!same_bits(stored.values[i], made.values[i]))
        note({kAllDraws, array, i}, stored.values[i], made.values[i]);
  }
}

void Verification::compare_labels(const core::ResultSet& again) {
  const auto compare = [this](const std::string& what, const std::string& is,
                              const std::string& ought) {
    if (is != ought) contradict(what + " is '" + is + "' in it, '" + ought + "' when run again");
  };
  const auto compare_all = [&](const std::string& what, const std::vector<std::string>& is,
                               const std::vector<std::string>& ought) {
    if (ought.empty()) return;
    if (is.size() != ought.size())
      return compare("the number of labels of " + what, std::to_string(is.size()),
                     std::to_string(ought.size()));
    for (std::size_t i = 0; i < is.size(); ++i)
      compare(what + " " + std::to_string(i), is[i], ought[i]);
  };
  compare("its title", stored_.title, again.title);
  compare_all("path", stored_.path_ids, again.path_ids);
  compare_all("the name of path", stored_.path_names, again.path_names);
  compare_all("rung", stored_.rungs, again.rungs);
  compare_all("input", stored_.input_keys, again.input_keys);
  if (stored_.kept_trajectories > 0) compare_all("unit", stored_.unit_ids, again.unit_ids);
  compare_all("month", texts_of(stored_.months), texts_of(again.months));
  compare_all("quantile", texts_of(stored_.quantiles), texts_of(again.quantiles));
  for (const core::NamedArray& made : again.arrays)
    if (const core::NamedArray* stored = stored_.find(made.group, made.name)) {
      compare("the unit of " + full_name(made), stored->unit, made.unit);
      compare("the long name of " + full_name(made), stored->long_name, made.long_name);
    }
}

Verification::Difference Verification::difference(const Key& key, double stored,
                                                  double again) const {
  const auto& [draw, array, index] = key;
  const core::NamedArray& about = stored_.arrays[array];
  return {draw == kAllDraws ? "" : std::to_string(stored_.first_draw + draw),
          about.group + "/" + about.name, place_of(stored_, about, index), stored, again};
}

std::vector<Verification::Difference> Verification::first() const {
  std::vector<Difference> differences;
  for (const auto& [key, values] : found_)
    differences.push_back(difference(key, values.first, values.second));
  return differences;
}

Report verification_report(const Verification& verification, const Verified& verified,
                           const std::string& title) {
  Report report;
  report.kind = "verification";
  report.title = title;
  if (!verified.other_program.empty()) report.sentences.push_back(verified.other_program);
  const bool differs = verification.values() > 0;
  const std::string told = told_of(verification.contradictions());
  if (differs || told.empty()) report.sentences.push_back(answer(verification, verified));
  if (differs)
    report.sentences.push_back(counted(verification.values(), "value") +
                               (verification.values() == 1 ? " differs, in " : " differ, in ") +
                               counted(verification.draws(), "draw") +
                               "; compared: " + scope(verified) + ".");
  if (!told.empty()) report.sentences.push_back("The file is not what it says: " + told + ".");
  if (!told.empty() && !differs) report.sentences.push_back(answer(verification, verified));
  if (differs) report.tables.push_back(difference_table(verification));
  if (!verified.with_series)
    report.notes.push_back("The monthly series in /series were not compared: --all does that.");
  report.notes.push_back(
      "Nothing confirms how the scenario came about: command, overrides and origins in /provenance "
      "are texts that no bit of the results depends on.");
  if (verified.blocks < verified.of_blocks)
    report.notes.push_back(
        "The file's digest chooses the blocks, so the same file is always verified at the same "
        "places; --blocks N takes more, --all all of them. An error in a "
        "single block is missed with the share of blocks left out.");
  return report;
}

}  // namespace e2roi::analysis
