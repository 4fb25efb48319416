#pragma once
#include <cstdint>
#include <vector>

#include "engine/model/block.hpp"
#include "engine/sampling/copula.hpp"
#include "engine/sampling/curve.hpp"
#include "engine/sampling/design.hpp"
#include "engine/sampling/independent.hpp"
#include "engine/scenario/scenario.hpp"

/// Drawing the uncertain inputs: each value is a function of (seed, draw, input id), of
/// those correlated with it and in a Latin hypercube of the number of draws, and nothing else, so
/// any draw can be made alone. MODEL.md, noise; engine/analysis/DESIGNS.md.
namespace e2roi::run {

/// What of sampling is compiled once per x86-64 level; same bits from each.
struct SamplingLevel {
  sampling::Uniforms independent_uniforms;
  sampling::CurveValues curve_values;
};

/// That of this machine (model::best_kernel). The page's engine has its own.
SamplingLevel best_sampling();

class InputSampler {
 public:
  explicit InputSampler(const scenario::Scenario& scenario);

  /// Values of `draws` draws from `first_draw` on, at most model::kBlockDraws.
  ///
  /// values  [input id][model::kBlockDraws]; each in the unit and within the bounds of its record
  void fill(std::uint64_t first_draw, int draws, double* values) const;

  /// The uniform numbers in (0, 1) behind those values, of the inputs that are drawn.
  ///
  /// columns  [input id][model::kBlockDraws]
  void uniforms(std::uint64_t first_draw, int draws, double* columns) const;

  /// Makes independent uniform numbers in (0, 1) dependent as the scenario's correlations say, in
  /// place (sampling::GaussianCopula); changes nothing where it has none.
  ///
  /// columns  [input id][model::kBlockDraws], of which `draws` rows, rounded up to whole packs
  void correlate(int draws, double* columns) const;

  /// Whether any two drawn inputs are correlated.
  bool is_correlated() const { return !copula_.is_independent(); }

  /// Turns uniform numbers in (0, 1) into values, in place: each input's own quantile function,
  /// then the bounds of its record. What is not drawn becomes its one value.
  ///
  /// columns  [input id][model::kBlockDraws], of which `draws` rows are turned
  void to_values(int draws, double* columns) const;

  /// Ids of the inputs that are drawn, rising: the uncertain ones, none with median inputs.
  std::vector<int> drawn() const;

 private:
  struct Column {
    int id;
    bool is_drawn;  ///< else `fixed` in every draw
    double fixed;
    const scenario::Input* input;
  };
  double bounded(const scenario::Input& input, double value) const;

  SamplingLevel level_;
  std::uint64_t seed_;
  sampling::Design design_;
  sampling::GaussianCopula copula_;
  std::vector<Column> columns_;
};

}  // namespace e2roi::run
