#pragma once
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "engine/study/quantities.hpp"
#include "engine/study/saltelli.hpp"

/// Sample matrices and outputs as CSV, in the layout of SALib's Saltelli samples without second
/// order: for each base row A_j, A_j with each factor in turn from B_j, B_j. A column a factor's
/// input, named by its key, in its unit; last a column `noise` with the number of the draw whose
/// monthly noise the row has.  engine/analysis/SENSITIVITY.md
namespace e2roi::study {

/// Every row of a design. Numbers read back as the same.
void write_samples(const SaltelliDesign& design, const scenario::Scenario& scenario,
                   std::ostream& out);

/// Every row of outputs: a column OUTCOME.PATH for each of `columns`.
void write_outputs(const std::vector<OutcomeColumn>& columns, const scenario::Scenario& scenario,
                   std::ostream& out);

/// A design that was made elsewhere: each column is a factor, but for those of sections that are
/// grouped. Inputs that have no column are at their medians, and without a column `noise` there
/// is none. Memory: 16 bytes a base row and column.
/// Throws core::Error (kInvalidScenario) with file, line and column: what NumberCsv refuses, a name
/// that is no input, a value outside its input's bounds, a draw that is no whole number, a row that
/// does not fit the layout; core::UsageError for sections without a column.
///
/// name  of the file, for messages
SaltelliDesign read_samples(std::istream& in, const std::string& name,
                            const scenario::Scenario& scenario, const Grouping& grouping);

/// Rows of outputs that are read where no samples say how many there are.
inline constexpr std::uint64_t kMostOutputRows = 100'000'000;

/// Outputs that were computed elsewhere.
struct GivenOutputs {
  std::vector<std::vector<double>> values;  ///< by column
  std::vector<OutcomeColumn> columns;       ///< of `values`
  std::uint64_t rows = 0;
};

/// Throws core::Error as read_samples(); names are OUTCOME.PATH.
///
/// stride     rows of a base row: their number must be a multiple of it
/// most_rows  more are refused
GivenOutputs read_outputs(std::istream& in, const std::string& name,
                          const scenario::Scenario& scenario, std::uint64_t stride,
                          std::uint64_t most_rows);

}  // namespace e2roi::study
