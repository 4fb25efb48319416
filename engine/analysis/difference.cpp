#include "engine/analysis/difference.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include "engine/core/error.hpp"
#include "engine/core/statistics.hpp"

namespace e2roi::analysis {
namespace {

using Values = std::span<const double>;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<double, 3> kProbabilities = {0.05, 0.5, 0.95};
constexpr std::array<Figure, 5> kFigures = {Figure::kMean, Figure::kSd, Figure::kLow,
                                            Figure::kMedian, Figure::kHigh};

bool equal_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
         (std::isnan(a) && std::isnan(b));
}

/// The draws of one quantity of one path in one run.
class Side {
 public:
  Side(Values values, bool is_npv)
      : values_(values), is_npv_(is_npv), about_(core::statistics(values, kProbabilities)) {
    const auto counted =
        std::count_if(values.begin(), values.end(), [this](double value) { return counts(value); });
    share_ = static_cast<double>(counted) / static_cast<double>(values.size());
  }

  double value(Figure figure) const {
    if (figure == Figure::kMean) return about_.mean;
    if (figure == Figure::kSd) return about_.sd;
    if (figure == Figure::kShare) return share_;
    return about_.quantiles[quantile_of(figure)];
  }

  /// Standard deviation of the draws, of a share that of yes and no.
  double sd(Figure figure) const {
    return figure == Figure::kShare ? std::sqrt(share_ * (1 - share_)) : about_.sd;
  }

  /// How much draw `i` pulls at a figure (its influence function, Hampel 1974): the variance of
  /// these over draws / n is the square of the figure's standard error. The density at a quantile
  /// is the one that its standard error by order statistics implies.
  double influence(Figure figure, std::size_t i) const {
    const double value = values_[i];
    if (figure == Figure::kShare) return (counts(value) ? 1 : 0) - share_;
    if (std::isnan(value)) return 0;
    const double off = value - about_.mean, defined = about_.share_defined;
    if (figure == Figure::kMean) return off / defined;
    if (figure == Figure::kSd)
      return about_.sd > 0 ? (off * off / about_.sd - about_.sd) / (2 * defined) : 0;
    const std::size_t q = quantile_of(figure);
    const double p = kProbabilities[q], below = value <= about_.quantiles[q] ? 1 : 0;
    return (p - below) * about_.quantile_standard_errors[q] *
           std::sqrt(static_cast<double>(about_.defined) / (p * (1 - p))) / defined;
  }

  Values values() const { return values_; }
  bool is_whole() const { return about_.defined == about_.count; }

 private:
  static std::size_t quantile_of(Figure figure) {
    return static_cast<std::size_t>(figure) - static_cast<std::size_t>(Figure::kLow);
  }
  bool counts(double value) const { return is_npv_ ? value > 0 : !std::isnan(value); }

  Values values_;
  bool is_npv_;
  core::Statistics about_;
  double share_;
};

/// Standard error of a mean of `count` numbers.
template <class Number>
double error_of_mean(std::size_t count, const Number& number) {
  if (count < 2) return kUnknown;
  const auto n = static_cast<double>(count);
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < count; ++i) sum += number(i);
  for (std::size_t i = 0; i < count; ++i) squares += std::pow(number(i) - sum / n, 2);
  return std::sqrt(squares / (n - 1) / n);
}

double error_of_change(const Side& before, const Side& after, Figure figure, bool is_paired) {
  const auto old = [&](std::size_t i) { return before.influence(figure, i); };
  const auto now = [&](std::size_t i) { return after.influence(figure, i); };
  if (is_paired)
    return error_of_mean(before.values().size(), [&](std::size_t i) { return now(i) - old(i); });
  return std::hypot(error_of_mean(before.values().size(), old),
                    error_of_mean(after.values().size(), now));
}

double size_in_sd(double before, double after, double sd) {
  if (equal_bits(before, after) || before == after) return 0;
  const double size = std::abs(after - before) / sd;
  return std::isfinite(size) ? size : std::numeric_limits<double>::infinity();
}

/// Compares the runs array by array.
class Comparer {
 public:
  Comparer(const core::ResultSet& before, const core::ResultSet& after, bool same_futures,
           double tolerance)
      : before_(before), after_(after) {
    result_.tolerance = tolerance;
    result_.before = before.draws;
    result_.after = after.draws;
    if (same_futures) pair();
    differs_.resize(result_.is_paired ? result_.before : 0);
  }

  Difference compare() {
    list_missing();
    for (const core::NamedArray& array : before_.arrays)
      if (const core::NamedArray* other = is_output(array) ? twin(array, before_, after_) : nullptr)
        compare_array(array, *other);
    result_.changed =
        static_cast<std::uint64_t>(std::count(differs_.begin(), differs_.end(), true));
    std::stable_sort(result_.movements.begin(), result_.movements.end(),
                     [](const Movement& a, const Movement& b) { return a.in_sd > b.in_sd; });
    return std::move(result_);
  }

 private:
  /// Only draws that both runs have, if there are any.
  void pair() {
    const std::uint64_t first = std::max(before_.first_draw, after_.first_draw);
    const std::uint64_t last =
        std::min(before_.first_draw + (before_.draws - 1), after_.first_draw + (after_.draws - 1));
    if (first > last) return;
    const std::uint64_t common = last - first + 1;
    result_.is_paired = true;
    result_.left_out = before_.draws + after_.draws - 2 * common;
    result_.before = result_.after = common;
    skip_before_ = first - before_.first_draw;
    skip_after_ = first - after_.first_draw;
  }

  static bool is_output(const core::NamedArray& array) {
    return array.group == "draws" && array.axes.size() >= 2 && array.axes.front() == "path" &&
           array.axes.back() == "draw";
  }

  /// The same quantity of the other run, if it is in the same unit and of the same rungs.
  static const core::NamedArray* twin(const core::NamedArray& array, const core::ResultSet& of,
                                      const core::ResultSet& other) {
    const core::NamedArray* same = other.find("draws", array.name);
    const bool fits = same != nullptr && same->unit == array.unit && same->axes == array.axes &&
                      std::equal(array.shape.begin() + 1, array.shape.end() - 1,
                                 same->shape.begin() + 1, same->shape.end() - 1) &&
                      (array.axes.size() == 2 || of.rungs == other.rungs);
    return fits ? same : nullptr;
  }

  static std::string what_differs(const core::NamedArray& array, const core::NamedArray* other) {
    if (other == nullptr) return "";
    return other->unit == array.unit ? " with other rungs" : " in " + array.unit;
  }

  static void list(const core::ResultSet& of, const core::ResultSet& other,
                   std::vector<std::string>& missing) {
    for (const std::string& id : of.path_ids)
      if (std::find(other.path_ids.begin(), other.path_ids.end(), id) == other.path_ids.end())
        missing.push_back("path '" + id + "'");
    for (const core::NamedArray& array : of.arrays)
      if (is_output(array) && twin(array, of, other) == nullptr)
        missing.push_back("quantity '" + array.name + "'" +
                          what_differs(array, other.find("draws", array.name)));
  }
  void list_missing() {
    list(before_, after_, result_.removed);
    list(after_, before_, result_.added);
  }

  void compare_array(const core::NamedArray& old, const core::NamedArray& now) {
    const std::size_t rows = old.values.size() / old.shape.front() / old.shape.back();
    for (std::size_t path = 0; path < before_.path_ids.size(); ++path) {
      const auto same =
          std::find(after_.path_ids.begin(), after_.path_ids.end(), before_.path_ids[path]);
      if (same == after_.path_ids.end()) continue;
      const auto other = static_cast<std::size_t>(same - after_.path_ids.begin());
      for (std::size_t row = 0; row < rows; ++row) {
        Movement movement;
        movement.path = {before_.path_ids[path], before_.path_names[path]};
        movement.quantity = old.name;
        if (rows > 1)
          movement.quantity +=
              "_" + (row < before_.rungs.size() ? before_.rungs[row] : std::to_string(row));
        movement.unit = old.unit;
        compare_rows(
            std::move(movement),
            Values(old.values)
                .subspan((path * rows + row) * before_.draws + skip_before_, result_.before),
            Values(now.values)
                .subspan((other * rows + row) * after_.draws + skip_after_, result_.after));
      }
    }
  }

  void compare_rows(Movement movement, Values old, Values now) {
    const bool is_npv = movement.quantity == "npv";
    movement.changed = result_.is_paired ? mark_changed(old, now) : kUnknown;
    const Side before(old, is_npv);
    if (movement.changed == 0) return add_all(movement, before, before);
    add_all(movement, before, Side(now, is_npv));
  }

  /// Share of draws with other bits.
  double mark_changed(Values old, Values now) {
    std::size_t changed = 0;
    for (std::size_t i = 0; i < old.size(); ++i)
      if (!equal_bits(old[i], now[i])) {
        ++changed;
        differs_[i] = true;
      }
    return static_cast<double>(changed) / static_cast<double>(old.size());
  }

  void add_all(const Movement& movement, const Side& before, const Side& after) {
    for (const Figure figure : kFigures) add(movement, figure, before, after);
    if (movement.quantity == "npv" || !before.is_whole() || !after.is_whole())
      add(movement, Figure::kShare, before, after);
  }

  void add(Movement movement, Figure figure, const Side& before, const Side& after) {
    movement.figure = figure;
    movement.before = before.value(figure);
    movement.after = after.value(figure);
    movement.change.value = movement.after - movement.before;
    movement.change.standard_error =
        movement.changed == 0 ? 0 : error_of_change(before, after, figure, result_.is_paired);
    movement.in_sd = size_in_sd(movement.before, movement.after, before.sd(figure));
    movement.is_beyond = movement.in_sd > result_.tolerance;
    result_.beyond += movement.is_beyond ? 1 : 0;
    result_.movements.push_back(std::move(movement));
  }

  const core::ResultSet &before_, &after_;
  Difference result_;
  std::uint64_t skip_before_ = 0, skip_after_ = 0;
  std::vector<bool> differs_;  ///< by common draw
};

void check(const core::ResultSet& results) {
  const core::NamedArray* npv = results.find("draws", "npv");
  bool fits =
      npv != nullptr && results.draws > 0 && results.path_names.size() == results.path_ids.size();
  for (const core::NamedArray& array : results.arrays)
    if (fits && array.group == "draws")
      fits = array.shape.size() >= 2 && array.shape.front() == results.path_ids.size() &&
             array.shape.back() == results.draws && !array.values.empty();
  if (!fits) throw core::RunError("the run '" + results.title + "' holds no draws to compare");
}

}  // namespace

bool Difference::has_moved() const {
  return beyond > 0 || (tolerance == 0 && changed > 0) || !added.empty() || !removed.empty();
}

bool FolderDifference::has_moved() const {
  return !only_old.empty() || !only_new.empty() ||
         std::any_of(files.begin(), files.end(),
                     [](const FileDifference& file) { return file.difference.has_moved(); });
}

Difference difference(const core::ResultSet& before, const core::ResultSet& after,
                      bool same_futures, double tolerance) {
  check(before);
  check(after);
  return Comparer(before, after, same_futures, tolerance).compare();
}

}  // namespace e2roi::analysis
