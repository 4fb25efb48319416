#pragma once
#include "engine/analysis/report.hpp"
#include "engine/study/quantities.hpp"
#include "engine/study/sobol_study.hpp"

/// Sensitivity from ordinary draws, without a design: shares, rank correlations, tornado.
/// engine/analysis/SENSITIVITY.md
namespace e2roi::study {

/// The report (kind "sensitivity", tables `shares`, `correlations` and `tornado`) from
/// scenario.run.draws draws. Memory: 8 bytes a draw for each uncertain input and each outcome of
/// each path, 4 more for each uncertain input.
/// Throws core::UsageError if there are too few draws, core::Error as quantities() and
/// refuse_certain(), run::Stopped.
analysis::Report sensitivity(const scenario::Scenario& scenario, const Asked& asked,
                             const Evaluation& evaluation);

}  // namespace e2roi::study
