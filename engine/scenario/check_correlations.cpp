#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "engine/core/number_text.hpp"
#include "engine/core/suggest.hpp"
#include "engine/sampling/copula.hpp"
#include "engine/scenario/check.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/names.hpp"

namespace e2roi::scenario {
namespace {

using core::number_text;
using sampling::RankCorrelation;

/// Whether the table gives that key, rightly or wrongly: nothing needs to be said of its absence.
bool gives(const Value& table, std::string_view name) {
  const Value* item = table.find(name);
  return item != nullptr &&
         (!item->is_valid() || item->kind != Kind::kList || !item->items.empty());
}

std::string key_of(int id) { return input_records()[static_cast<std::size_t>(id)].key; }
std::string both(int first, int second) { return key_of(first) + " with " + key_of(second); }

/// Collects the pairs of all [[correlation]] tables.
class CorrelationCheck {
 public:
  CorrelationCheck(const std::vector<CheckedInput>& inputs, Report& report)
      : inputs_(inputs), report_(report) {}

  void add(const Value& table, const std::string& name) {
    const bool has_rank = gives(table, "rank"), has_ranks = gives(table, "ranks");
    if (has_rank == has_ranks)
      mistake(table.place, name + (has_rank ? " gives both rank and ranks" : " gives no rank") +
                               ": give rank = 0.6 for all its pairs, or ranks, a row and a column "
                               "for each input");
    const Value* keys = table.find_valid("inputs");
    if (keys == nullptr) {
      is_sound_ = false;
      return;
    }
    const std::vector<std::optional<int>> ids = ids_of(*keys, name);
    const Value *rank = table.find_valid("rank"), *ranks = table.find_valid("ranks");
    if (has_rank && rank == nullptr) is_sound_ = false;
    if (has_ranks && ranks == nullptr) is_sound_ = false;
    if (has_rank && has_ranks) return;
    if (rank != nullptr) {
      for (std::size_t i = 0; i < ids.size(); ++i)
        for (std::size_t j = i + 1; j < ids.size(); ++j)
          add_pair(ids[i], ids[j], rank->number, keys->items[j].place);
    } else if (has_ranks && ranks != nullptr && is_correlation_matrix(*ranks, *keys, name)) {
      for (std::size_t i = 0; i < ids.size(); ++i)
        for (std::size_t j = i + 1; j < ids.size(); ++j) {
          const Value& value = ranks->items[i].items[j];
          add_pair(ids[i], ids[j], value.number, value.place);
        }
    }
  }

  /// The pairs, if they can hold together; reports the groups in which they cannot.
  std::vector<RankCorrelation> pairs(const Place& place) {
    if (!is_sound_) return {};
    for (const std::vector<int>& group : sampling::groups_of(pairs_))
      if (const auto repair = sampling::repair(group, pairs_))
        report_.mistake(place_of(group, place), cannot_hold(*repair));
    return pairs_;
  }

 private:
  void mistake(const Place& place, std::string message) {
    report_.mistake(place, std::move(message));
    is_sound_ = false;
  }

  /// One for each key, nothing for one that cannot be correlated, which is reported.
  std::vector<std::optional<int>> ids_of(const Value& keys, const std::string& name) {
    std::vector<std::optional<int>> ids;
    for (const Value& key : keys.items) {
      std::optional<int> id = id_of(key);
      if (id && std::find(ids.begin(), ids.end(), id) != ids.end()) {
        mistake(key.place, name + " names " + key.text + " twice");
        id.reset();
      }
      ids.push_back(id);
    }
    return ids;
  }

  std::optional<int> id_of(const Value& key) {
    std::vector<std::string> known;
    for (const InputRecord& record : input_records()) known.emplace_back(record.key);
    const auto place = std::find(known.begin(), known.end(), key.text);
    if (place == known.end()) {
      mistake(key.place, "there is no uncertain input " + in_quotes(key.text) +
                             did_you_mean(core::closest(key.text, known)));
      return std::nullopt;
    }
    const auto id = place - known.begin();
    const Input& input = inputs_[static_cast<std::size_t>(id)].input;
    if (!input.prior.is_fixed()) return static_cast<int>(id);
    mistake(key.place, key.text + " has one value here, " + number_text(input.prior.quantile(0.5)) +
                           ", and cannot be correlated: give it a distribution or leave it out");
    return std::nullopt;
  }

  bool is_correlation_matrix(const Value& ranks, const Value& keys, const std::string& name) {
    const std::size_t size = keys.items.size();
    const std::string inputs = std::to_string(size) + " inputs";
    if (ranks.items.size() != size) {
      mistake(ranks.place, name + ".ranks has " + std::to_string(ranks.items.size()) +
                               (ranks.items.size() == 1 ? " row" : " rows") + ", but there are " +
                               inputs);
      return false;
    }
    bool is_right = true;
    for (std::size_t i = 0; i < size; ++i)
      if (const Value& row = ranks.items[i]; row.items.size() != size) {
        mistake(row.place, "row " + std::to_string(i + 1) + " of " + name + ".ranks has " +
                               std::to_string(row.items.size()) + " numbers, but there are " +
                               inputs);
        is_right = false;
      }
    for (std::size_t i = 0; i < size && is_right; ++i)
      for (std::size_t j = 0; j <= i; ++j)
        if (const std::string wrong = wrong_with(ranks, i, j); !wrong.empty()) {
          mistake(ranks.items[i].items[j].place, "row " + std::to_string(i + 1) + ", column " +
                                                     std::to_string(j + 1) + " of " + name +
                                                     ".ranks is " + wrong);
          is_right = false;
        }
    return is_right;
  }

  /// What is wrong with an element on the diagonal or below it, or "".
  static std::string wrong_with(const Value& ranks, std::size_t i, std::size_t j) {
    const double value = ranks.items[i].items[j].number;
    const double mirrored = ranks.items[j].items[i].number;
    const std::string text = number_text(value);
    if (i == j) return value == 1 ? "" : text + ", but must be 1: an input with itself";
    if (value != mirrored)
      return text + ", but must be as in row " + std::to_string(j + 1) + ", column " +
             std::to_string(i + 1) + ": " + number_text(mirrored);
    return std::abs(value) < 1 ? "" : text + ", but must be above -1 and below 1 [1]";
  }

  void add_pair(std::optional<int> a, std::optional<int> b, double rank, const Place& place) {
    if (!a || !b) return;
    const std::pair<int, int> pair = std::minmax(*a, *b);
    const auto [known, is_new] = places_.try_emplace(pair, place);
    if (is_new) {
      pairs_.push_back({pair.first, pair.second, rank});
      return;
    }
    mistake(
        place,
        "the correlation of " + both(pair.first, pair.second) + " is given twice, first " +
            (known->second.source == place.source ? "in line " + std::to_string(known->second.line)
                                                  : "at " + report_.origin(known->second)));
  }

  /// Where the first pair of a group is given.
  Place place_of(const std::vector<int>& group, const Place& otherwise) const {
    for (const RankCorrelation& pair : pairs_)
      if (std::binary_search(group.begin(), group.end(), pair.first))
        return places_.at({pair.first, pair.second});
    return otherwise;
  }

  double given(int first, int second) const {
    for (const RankCorrelation& pair : pairs_)
      if (pair.first == first && pair.second == second) return pair.rank;
    return 0;
  }

  std::string cannot_hold(const sampling::Repair& repair) const {
    constexpr std::size_t kMostNamed = 10;
    std::vector<std::string> changes;
    for (const RankCorrelation& pair : repair.nearest) {
      const double now = given(pair.first, pair.second);
      if (std::abs(pair.rank - now) < 0.005) continue;
      const bool is_given = places_.count({pair.first, pair.second}) != 0;
      changes.push_back(both(pair.first, pair.second) + " " + number_text(pair.rank) + " (" +
                        (is_given ? "not " + number_text(now) : std::string("not given: 0")) + ")");
    }
    std::string text =
        "these rank correlations cannot hold together: the least eigenvalue of their matrix is " +
        core::rounded_text(repair.least_eigenvalue, 2) + ", but must be above 0";
    if (changes.size() <= kMostNamed) text += "; the nearest that can: " + comma_list(changes);
    return text + "; or all that are given times " + number_text(repair.factor);
  }

  const std::vector<CheckedInput>& inputs_;
  Report& report_;
  bool is_sound_ = true;
  std::vector<RankCorrelation> pairs_;           ///< each with first < second
  std::map<std::pair<int, int>, Place> places_;  ///< where each pair was given
};

}  // namespace

std::vector<RankCorrelation> check_correlations(const Value* tables,
                                                const std::vector<CheckedInput>& inputs,
                                                Report& report) {
  if (tables == nullptr || !tables->is_valid()) return {};
  CorrelationCheck check(inputs, report);
  for (std::size_t i = 0; i < tables->items.size(); ++i)
    if (tables->items[i].kind == Kind::kTable)
      check.add(tables->items[i], "correlation#" + std::to_string(i + 1));
  return check.pairs(tables->place);
}

}  // namespace e2roi::scenario
