#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "engine/analysis/report.hpp"
#include "engine/scenario/scenario.hpp"

/// Where a path fails: draws of a scenario, handed to analysis/discovery.
namespace e2roi::study {

/// What counts as failing, as typed: "npv < 0", "roi <= 0.2", "net_promoters < -5 %", "cancelled".
struct Failing {
  int outcome = 0;          ///< model::outcome::Index
  bool is_below = true;     ///< below the bound, else above
  bool or_equal = false;    ///< or at it
  double bound = 0;         ///< in the unit of the outcome
  bool is_defined = false;  ///< instead: whether the outcome has a value at all ("cancelled")
  std::string words;        ///< as a verb: "loses money", "has roi < 0.2"

  /// Undefined outcomes do not fail, but for a payback that never comes, which is late.
  bool operator()(double value) const;
};

/// Reads a condition. Throws core::UsageError: what was wrong, which outcomes there are, which was
/// probably meant.
Failing parse_failing(const std::string& text);

struct DiscoverOptions {
  std::string path;  ///< id; empty: the path with the highest median NPV
  Failing failing;
  int threads = 0;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::uint64_t)> progress;
};

/// Simulates scenario.run.draws draws and looks for rules over the uncertain inputs. Memory: 8 + 1
/// bytes a draw and uncertain input. Throws core::UsageError for a path that is not there (stay
/// cannot fail against itself), core::Error (invalid scenario) where no input is uncertain,
/// core::UsageError where too few draws fail, run::Stopped.
analysis::Report discover(const scenario::Scenario& scenario, const DiscoverOptions& options);

}  // namespace e2roi::study
