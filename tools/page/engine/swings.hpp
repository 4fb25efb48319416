#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/analysis/tornado.hpp"
#include "tools/page/engine/session.hpp"

/// Swings: which inputs a path's outcome swings with, as analysis::Tornado tells the program's
/// report, but in steps so small that a worker is never away for long.
namespace e2roi::page {

class Swings {
 public:
  /// 12 bytes a draw and an input that is drawn: some 16 MB for 20,000 draws.
  Swings(const Session& session, std::uint64_t draws);

  /// Draws the inputs of draws `first` … first+count-1 as the session's plan says.
  void draw(const Session& session, std::uint64_t first, std::uint64_t count);
  /// Puts the draws in the order of an input; after all are drawn, inputs rising.
  void order(std::size_t input);
  /// What an input does to an outcome (by draw); nothing where it is the same in all draws.
  std::optional<analysis::Swing> of(std::size_t input, std::span<const double> outcome) const;

  /// An input's values in the first draws.
  std::vector<double> values(std::size_t input, std::uint64_t draws) const;

 private:
  std::uint64_t draws_;
  std::vector<std::vector<double>> values_;  ///< [input], by draw; one value where it is not drawn
  std::vector<std::optional<analysis::Tornado>> one_of_each_;  ///< by input, of that input alone
};

}  // namespace e2roi::page
