#pragma once
#include <cstdint>

#include "engine/analysis/report.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/study/information_options.hpp"

/// What it is worth to know more before choosing a path, what a pilot would tell, and when a path's
/// return can be measured at all. analysis/VALUE_OF_INFORMATION.md, analysis/MEASURABILITY.md.
namespace e2roi::study {

/// Rows that value_of_information() simulates, for its progress.
std::uint64_t rows_of_information(const scenario::Scenario& scenario);

/// Fewest draws that the regressions of this scenario need: five for each term of the largest, and
/// no less than 1,000.
std::uint64_t draws_needed(const scenario::Scenario& scenario,
                           const InformationOptions& options = {});

/// Most inputs of a group that is valued together: all its pairs are terms of one regression.
inline constexpr std::size_t kMostTogether = 30;

/// The report "voi". Throws core::Error (exit code 2) for too few draws, and for a pilot that
/// cannot be; core::UsageError for a group with an unknown or a certain input, one twice, or more
/// than kMostTogether; run::Stopped if `options.stop` was set.
analysis::Report value_of_information(const scenario::Scenario& scenario,
                                      const InformationOptions& options);

}  // namespace e2roi::study
