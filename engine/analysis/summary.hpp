#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/estimate.hpp"
#include "engine/core/result_set.hpp"

/// The decision table: what a board needs to know of each path, with the
/// error that the number of draws leaves.
namespace e2roi::analysis {

/// One row. Quantiles leave draws out in which the quantity is undefined; shares are of all draws,
/// with an error above 0 also where they are 0 or 1.
struct PathSummary {
  std::string id, name;
  bool is_reference = false;    ///< the path `stay`, against which worth is counted
  Estimate npv_positive;        ///< share of draws with NPV > 0 [1]
  Estimate npv_negative;        ///< share of draws with NPV < 0: the chance of a loss [1]
  Estimate npv_median;          ///< [EUR]
  Estimate npv_low, npv_high;   ///< the 5 % and 95 % quantiles: the 90 % interval [EUR]
  Estimate npv_horizon_median;  ///< median NPV without what comes after the last month [EUR]
  Estimate roi_median;          ///< NPV / cost [1]
  Estimate cancelled;           ///< share of draws in which leaders stop the path [1]
  Estimate net_promoters;       ///< median share of advocates less detractors, at the horizon [1]
  Estimate customers;           ///< median, at the horizon [customer]
  Estimate response_hours;      ///< median, in the last month; no standard error is stored [hour]
};

struct Summary {
  std::string title;
  std::uint64_t draws = 0, first_draw = 0;
  std::string sampling = "monte-carlo";  ///< design of the inputs' draws
  std::size_t months = 0;
  std::vector<PathSummary> paths;      ///< as in the result set: `stay` first
  std::optional<std::size_t> best;     ///< place in `paths` of the highest median NPV but `stay`
  bool counts_beyond_horizon = false;  ///< some NPV counts a terminal value
};

/// Design of the inputs' draws (run.sampling), as the provenance of a result set says.
std::string sampling_of(const core::ResultSet& results);

/// The summary of a result set: quantiles from its group "outcome", where the run has worked them
/// out, else from "draws"; shares from "draws", else from "outcome".
Summary summarise(const core::ResultSet& results);

/// The summary for a terminal: a sentence that names the best path, two tables (± is one standard
/// error), the known limits. Ends with a newline. Fits 100 columns, unless the
/// figures of one table differ by many powers of ten.
std::string decision_text(const Summary& summary);

/// The same as JSON, format "e2roi-summary-1": an object with the keys format, title, draws,
/// first_draw (text: it may have 20 digits), months, best_path, headline, sentences, limits, and
/// paths: for each its id, name, is_reference, and the estimates under the names of PathSummary,
/// each with value, standard_error (null where there is none) and unit. Within the format keys may
/// be added, never taken away or changed. Ends with a newline.
///
/// sentences  what else there is to say of the paths: those of a comparison
/// until      the JSON object that becomes the key "until"; "": no such key
std::string decision_json(const Summary& summary, const std::vector<std::string>& sentences = {},
                          const std::string& until = "");

}  // namespace e2roi::analysis
