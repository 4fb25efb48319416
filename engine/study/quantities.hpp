#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/analysis/report.hpp"
#include "engine/run/evaluator.hpp"
#include "engine/scenario/scenario.hpp"

/// What a study explains: outcomes of paths, or of the difference between two.
namespace e2roi::study {

/// The question as it was asked.
struct Question {
  std::vector<std::string> outcomes = {"npv"};  ///< names of outcomes
  std::string path;     ///< id of the path to speak of; empty: of those with an uncertain NPV the
                        ///< best by its median
  std::string against;  ///< id of the path whose outcome is taken off; empty: none
};

/// The question in numbers of the model.
struct Asked {
  std::vector<int> outcomes;                 ///< model::outcome::Index
  std::optional<std::size_t> path, against;  ///< places of paths, stay being 0
};

/// Throws core::UsageError: an unknown outcome or path (with the one that was probably meant), an
/// outcome that has no value in some draws, a path against itself.
Asked asked(const Question& question, const scenario::Scenario& scenario);

/// One outcome of one path by row, from wherever it comes.
struct OutcomeColumn {
  int outcome;       ///< model::outcome::Index
  std::size_t path;  ///< stay being 0
  std::span<const double> values;
};

/// All columns of a table.
std::vector<OutcomeColumn> columns_of(const run::OutcomeTable& table);

/// One quantity to be explained.
struct Quantity {
  analysis::Label path, outcome;
  std::string phrase;  ///< "the NPV of Social Business"
  std::string unit;
  analysis::Show show = analysis::Show::kNumber;
  bool is_main = false;            ///< of the path that the report speaks of
  int index = 0;                   ///< model::outcome::Index
  std::size_t place = 0;           ///< of the path, stay being 0
  std::span<const double> values;  ///< by row
  std::vector<double> difference;  ///< what `values` are where a path is taken off
};

/// The quantities asked for, by outcome, the path spoken of first. Those that do not vary are left
/// out, as are those of other paths that have no value in some row.
/// Throws core::Error if an outcome of the path spoken of is not there, has no value in some row,
/// or does not vary.
///
/// columns  npv of all paths as well, unless the question names a path
std::vector<Quantity> quantities(const std::vector<OutcomeColumn>& columns, const Asked& asked,
                                 const scenario::Scenario& scenario);

/// The same quantity in the rows of another table that has its outcome.
std::vector<double> values_in(const run::OutcomeTable& table, const Quantity& quantity,
                              const Asked& asked);

/// Puts lines in the order in which a report shows them: of every quantity of the path spoken of
/// the first `most`, then everything else. lines[q] are those of quantity q, most important first.
std::vector<analysis::Line> in_order(std::vector<std::vector<analysis::Line>> lines,
                                     const std::vector<Quantity>& quantities, std::size_t most);

}  // namespace e2roi::study
