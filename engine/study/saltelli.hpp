#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/run/evaluator.hpp"
#include "engine/study/base_rows.hpp"
#include "engine/study/factors.hpp"

/// Saltelli's design (Saltelli 2002): for each base row A_j, then A_j with each factor in turn from
/// B_j, then B_j. The layout of SALib without second order.
namespace e2roi::study {

class SaltelliDesign {
 public:
  SaltelliDesign(std::vector<Factor> factors, std::unique_ptr<const BaseRows> base);

  const std::vector<Factor>& factors() const { return factors_; }
  std::uint64_t base() const { return base_->size(); }
  std::uint64_t stride() const { return factors_.size() + 2; }
  std::uint64_t rows() const { return base() * stride(); }

  /// A run::FillRows: each base row's values are made once a block and copied.
  void fill(const run::Rows& rows) const;

 private:
  std::vector<Factor> factors_;
  std::vector<int> factor_of_;  ///< by input id; -1 = none: an input that no factor moves
  int noise_factor_;            ///< -1: rows keep the noise of A
  std::unique_ptr<const BaseRows> base_;
};

}  // namespace e2roi::study
