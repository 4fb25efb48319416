#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

/// One quantity by draw, sorted once: what quantiles, tail means and dominance are read from.
namespace e2roi::analysis {

/// Levels 1 %, 2 % … 100 %.
inline constexpr std::size_t kLevels = 100;
inline constexpr double level_of(std::size_t step) { return static_cast<double>(step + 1) / 100; }

/// Lower tails of a distribution at every level p: of the n draws the k = ceil(n·p) least, the last
/// of them in part where n·p is no whole number.
struct Tail {
  double quantile = 0;  ///< q: the k-th least value
  double mean = 0;      ///< of the least share p: (Σ of the k least − (k − n·p)·q) / (n·p)
  double shortfall_sum = 0, shortfall_square_sum = 0;  ///< of (q − x)⁺ over draws
};

class Ranked {
 public:
  /// `values` are finite and stay alive.
  explicit Ranked(std::span<const double> values);

  std::span<const double> by_draw() const { return values_; }
  std::span<const double> rising() const { return rising_; }
  /// Draws in rising order of their values; draws of equal values in the order of their numbers.
  std::span<const std::uint32_t> order() const { return order_; }
  const Tail& tail(std::size_t step) const { return tails_[step]; }

  /// The first level whose k least draws include this one, by draw: 0 … kLevels-1.
  std::span<const std::uint8_t> steps() const { return steps_; }

 private:
  std::span<const double> values_;
  std::vector<double> rising_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint8_t> steps_;
  std::array<Tail, kLevels> tails_;
};

}  // namespace e2roi::analysis
