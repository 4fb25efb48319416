#pragma once
#include <cstdint>
#include <vector>

#include "engine/model/block.hpp"
#include "engine/scenario/scenario.hpp"

/// Drawing the uncertain inputs: each value is a function of (seed, draw, input id) and nothing
/// else, so any draw can be made alone.  MODEL.md, noise.
namespace e2roi::run {

class InputSampler {
 public:
  explicit InputSampler(const scenario::Scenario& scenario);

  /// Values of `draws` draws from `first_draw` on, at most model::kBlockDraws.
  ///
  /// values  [input id][model::kBlockDraws]; each in the unit and within the bounds of its record
  void fill(std::uint64_t first_draw, int draws, double* values) const;

 private:
  struct Column {
    int id;
    bool is_drawn;  ///< else `fixed` in every draw
    double fixed;
    const scenario::Input* input;
  };
  void block_uniforms(std::uint64_t first_draw, int draws, std::uint64_t block,
                      double (*uniforms)[model::kBlockDraws]) const;
  double bounded(const scenario::Input& input, double value) const;

  std::uint64_t seed_;
  std::vector<Column> columns_;
};

}  // namespace e2roi::run
