#include "tools/e2roi/remarks.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <variant>

#include "engine/core/json.hpp"
#include "engine/scenario/input_records.hpp"
#include "tools/e2roi/count.hpp"

namespace e2roi::program {
namespace {

using scenario::Scenario;
using Remarks = std::vector<std::string>;

void about_run(const Scenario& scenario, Remarks& remarks) {
  constexpr std::uint64_t kFewDraws = 1000;
  if (scenario.run.draws < kFewDraws)
    remarks.push_back("With " + grouped(scenario.run.draws) +
                      " draws the 5 % and 95 % quantiles are rough; " + grouped(kFewDraws) +
                      " or more are usual.");
  if (!scenario.run.noise)
    remarks.push_back("run.noise is false: months have no chance in them, only the inputs differ.");
  if (scenario.run.sampling == "latin-hypercube")
    remarks.push_back(
        "run.sampling is \"latin-hypercube\": every draw depends on run.draws, so the first 1,000 "
        "of 10,000 draws are not a run of 1,000.");
  if (scenario.run.sampling == "sobol" && !std::has_single_bit(scenario.run.draws))
    remarks.push_back(
        "run.sampling is \"sobol\": its points are balanced when run.draws is a "
        "power of 2, here " +
        grouped(std::bit_floor(scenario.run.draws)) + " or " +
        grouped(std::bit_floor(scenario.run.draws) * 2) + ".");
  if (scenario.run.median_inputs)
    remarks.push_back(
        "run.inputs is \"median\": the result shows nothing of what is unsure about the inputs.");
}

void about_company(const Scenario& scenario, Remarks& remarks) {
  double shares = 0;
  for (const scenario::BusinessUnit& unit : scenario.company.units) shares += unit.contact_share;
  if (std::abs(shares - 1) > 1e-9)
    remarks.push_back("The units' contact shares sum to " + core::json_number(shares) +
                      "; they are divided by that.");
}

void about_inputs(const Scenario& scenario, Remarks& remarks) {
  std::string triangles;
  for (const scenario::Input& input : scenario.inputs) {
    if (!input.overridden) continue;
    const std::string key = input.record->key;
    if (std::holds_alternative<sampling::Triangular>(input.prior.shape()))
      triangles += (triangles.empty() ? "" : ", ") + key;
    const double lo = input.record->lo, hi = input.record->hi;
    if (input.prior.quantile(0.001) < lo || input.prior.quantile(0.999) > hi)
      remarks.push_back(key + ": draws outside " + core::json_number(lo) + " to " +
                        core::json_number(hi) +
                        " are set to the nearer of these, which happens "
                        "more often than once in 1,000 draws.");
  }
  if (!triangles.empty())
    remarks.push_back(
        "The ends of triangular(low, likely, high) are the true ends, which nothing can pass "
        "(here: " +
        triangles +
        "). Are they 10 % and 90 % estimates? Write triangular(p10: low, likely: mode, p90: "
        "high).");
}

void about_path(const scenario::Path& path, int months, Remarks& remarks) {
  const auto beyond = [&](double month) { return month < 0 || month >= months; };
  const auto works = [](const std::vector<scenario::Point>& points, double rest) {
    return std::any_of(points.begin(), points.end(),
                       [&](const scenario::Point& point) { return point.value != rest; });
  };
  bool does_something = works(path.staffing, 1) || !path.one_offs.empty();
  for (const auto& points : path.levers) does_something = does_something || works(points, 0);
  if (!does_something)
    remarks.push_back("Path '" + path.id + "' pulls no lever: it is 'stay' by another name.");
  for (const scenario::OneOff& one_off : path.one_offs)
    if (beyond(one_off.month))
      remarks.push_back("Path '" + path.id + "': the one-off cost in month " +
                        core::json_number(one_off.month) + " is outside months 0 to " +
                        std::to_string(months - 1) + " and not counted.");
}

}  // namespace

std::vector<std::string> remarks(const Scenario& scenario) {
  Remarks found;
  about_run(scenario, found);
  about_company(scenario, found);
  about_inputs(scenario, found);
  for (const scenario::Path& path : scenario.paths) about_path(path, scenario.run.months, found);
  return found;
}

}  // namespace e2roi::program
