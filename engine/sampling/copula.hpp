#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

/// Correlated inputs: a Gaussian copula with given rank correlations (Iman & Conover 1982 on what
/// is wanted; Nelsen 2006 on copulas).  engine/analysis/DESIGNS.md
namespace e2roi::sampling {

/// Spearman's rank correlation of two inputs.
struct RankCorrelation {
  int first, second;  ///< their ids, different
  double rank;        ///< [1], in (-1, 1)
};

/// Correlation of the normal numbers under which two inputs have that rank correlation: 2
/// sin(pi rank / 6) (Pearson 1907). Equal bits everywhere.
double normal_correlation(double rank);
/// The inverse: 6/pi asin(correlation / 2).
double rank_correlation(double correlation);

/// Inputs that hang together, by rising id, each with every other through some pairs.
/// Every pair is given at most once.
std::vector<std::vector<int>> groups_of(std::span<const RankCorrelation> pairs);

/// Makes independent uniforms dependent: u becomes Phi(L Phi^-1(u)), where L L' are the
/// correlations of the normal numbers. Each input stays uniform. The first input of a group (the
/// lowest id) keeps its bits, and so do inputs in no group; so of a Latin hypercube or Sobol's
/// points the first margin stays stratified, the others are mixtures that are not.
class GaussianCopula {
 public:
  static constexpr std::size_t kMostInputs = 256;  ///< of a group

  /// Throws core::RunError if the pairs of a group cannot hold together.
  explicit GaussianCopula(std::span<const RankCorrelation> pairs);

  bool is_independent() const { return groups_.empty(); }

  /// columns  [input id][stride], uniforms within [2^-53, 1 - 2^-53], and so they stay; `draws`
  ///          rows are changed, rounded up to a multiple of core::kPackLanes
  void apply(int draws, std::size_t stride, double* columns) const;

 private:
  struct Group {
    std::vector<int> ids;
    std::vector<double> root;  ///< L, row by row, n × n
  };
  std::vector<Group> groups_;
};

/// What can be said of correlations that cannot hold together.
struct Repair {
  double least_eigenvalue;               ///< of the normal numbers' correlations
  std::vector<RankCorrelation> nearest;  ///< of all pairs of the group, whole hundredths; can hold
  double factor;                         ///< all given ranks times this can hold; whole hundredths
};

/// Nothing if the correlations of a group (with 0 for pairs that are not given) can hold together;
/// else the nearest ones that can: by least squares (Higham 2002), rounded, and drawn towards 0 as
/// far as rounding makes necessary.
std::optional<Repair> repair(const std::vector<int>& ids, std::span<const RankCorrelation> pairs);

}  // namespace e2roi::sampling
