#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// Cases: draws with their inputs as ranks, and whether each counts. What scenario discovery works
/// on: a rule that looks at ranks does not care how an input is spread.
namespace e2roi::analysis {

/// An input as the caller has it, a value a draw.
struct CaseColumn {
  std::string key, unit;
  std::span<const double> values;
};

class RankedCases {
 public:
  /// Finest steps of a rule: a 128th of the draws, to either side.
  static constexpr int kBins = 128;

  /// columns  uncertain inputs, all of one length [draw]
  /// counts   whether the draw is one to be explained (a failure), as long as the columns
  RankedCases(std::vector<CaseColumn> columns, std::vector<std::uint8_t> counts);

  std::size_t inputs() const { return columns_.size(); }
  std::size_t draws() const { return counts_.size(); }
  const CaseColumn& column(std::size_t input) const { return columns_[input]; }
  bool counts(std::size_t draw) const { return counts_[draw] != 0; }
  /// Bin of each draw, 0 … kBins-1, rising with the value; equal values share a bin.
  std::span<const std::uint8_t> bins(std::size_t input) const {
    return std::span(bins_).subspan(input * draws(), draws());
  }
  /// Between the values of bin - 1 and of `bin`, in the unit of the input: where a rule "at least
  /// this bin" draws its line. 1 <= bin < kBins.
  double edge(std::size_t input, int bin) const;

 private:
  std::vector<CaseColumn> columns_;
  std::vector<std::uint8_t> counts_;
  std::vector<std::uint8_t> bins_;  ///< [input][draw]
};

/// How often each draw is used: 1, or in a bootstrap replicate as often as it was drawn.
using Weights = std::vector<std::uint8_t>;

}  // namespace e2roi::analysis
