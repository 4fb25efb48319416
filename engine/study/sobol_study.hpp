#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/analysis/report.hpp"
#include "engine/study/quantities.hpp"
#include "engine/study/saltelli.hpp"

/// A Sobol study: first-order and total indices of all factors, of all paths and outcomes at once.
/// engine/analysis/SENSITIVITY.md
namespace e2roi::study {

/// How rows are evaluated.
struct Evaluation {
  int threads = 0;  ///< 0: as many as there are
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::uint64_t)> progress;  ///< called with rows done; may be empty
};

/// Throws core::UsageError if there are too few base rows, core::RunError if so many do not fit
/// into memory.
void refuse_base(std::uint64_t base, std::size_t factors, std::size_t outcomes,
                 const scenario::Scenario& scenario);

/// Outcomes of `asked` and the NPV for every row that `fill` makes.
run::OutcomeTable outcomes_of(const scenario::Scenario& scenario, const Asked& asked,
                              std::uint64_t rows, const run::FillRows& fill,
                              const Evaluation& evaluation);

/// The report (kind "sensitivity", tables `split` and `indices`) from the outputs of a design.
///
/// factors, base  of the design
/// columns        by row of the design
analysis::Report sobol_report(const std::vector<Factor>& factors, std::uint64_t base,
                              const std::vector<OutcomeColumn>& columns, const Asked& asked,
                              const scenario::Scenario& scenario);

}  // namespace e2roi::study
