#include "tools/page/engine/plan.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "engine/core/error.hpp"
#include "engine/core/number_text.hpp"
#include "engine/model/inputs.hpp"
#include "engine/run/inputs.hpp"
#include "engine/sampling/quantiles.hpp"
#include "engine/sampling/sobol.hpp"

namespace e2roi::run {

/// A page has one.
SamplingLevel best_sampling() { return {sampling::independent_uniforms, sampling::curve_values}; }

}  // namespace e2roi::run

namespace e2roi::page {
namespace {

using sampling::Distribution;

std::vector<std::array<std::uint32_t, sampling::kSobolBits>> sobol_table;
int being_read = -1;  ///< id of the input that is being read

/// Takes numbers one after the other.
class Reader {
 public:
  explicit Reader(std::span<const double> numbers) : numbers_(numbers) {}

  double number() {
    if (numbers_.empty()) throw core::RunError("the plan of the page ends too early");
    const double first = numbers_.front();
    numbers_ = numbers_.subspan(1);
    return first;
  }
  bool flag() { return number() != 0; }
  std::size_t count() {
    const double n = number();
    if (!(n >= 0 && n <= static_cast<double>(numbers_.size())))
      throw core::RunError("the plan of the page is damaged");
    return static_cast<std::size_t>(n);
  }
  std::vector<double> row(std::size_t size) {
    std::vector<double> values(size);
    for (double& value : values) value = number();
    return values;
  }
  std::vector<model::Point> points() {
    std::vector<model::Point> points(count());
    for (model::Point& point : points) point = {number(), number()};
    return points;
  }
  bool is_at_end() const { return numbers_.empty(); }

 private:
  std::span<const double> numbers_;
};

Distribution made(int family, const std::vector<double>& a) {
  constexpr std::array<std::size_t, 11> kArguments = {1, 2, 3, 3, 3, 2, 2, 3, 0, 3, 2};
  const auto index = static_cast<std::size_t>(family);
  if (index >= kArguments.size() || (family != kDiscrete && a.size() != kArguments[index]))
    throw core::RunError("the plan of the page has a distribution of an unknown family");
  switch (family) {
    case kFixed:
      return Distribution::fixed(a[0]);
    case kUniform:
      return Distribution::uniform(a[0], a[1]);
    case kTriangular:
      return Distribution::triangular(a[0], a[1], a[2]);
    case kTriangularP10P90:
      return Distribution::triangular_p10_p90(a[0], a[1], a[2]);
    case kPert:
      return Distribution::pert(a[0], a[1], a[2]);
    case kNormal:
      return Distribution::normal(a[0], a[1]);
    case kLognormal:
      return Distribution::lognormal_p90(a[0], a[1]);
    case kBeta:
      return Distribution::beta(a[0], a[1], a[2]);
    case kMetalog:
      return Distribution::p10_p50_p90(a[0], a[1], a[2]);
    case kInterval:
      return Distribution::interval(a[0], a[1]);
    default:
      break;
  }
  std::vector<std::pair<double, double>> points;
  for (std::size_t i = 0; i + 1 < a.size(); i += 2) points.emplace_back(a[i], a[i + 1]);
  return Distribution::discrete(std::move(points));
}

/// As scenario::range_mistake: bounds clip draws, but numbers beyond them are refused.
void refuse_outside(const scenario::Input& input) {
  const double lo = input.record->lo, hi = input.record->hi;
  const bool is_fixed = input.prior.is_fixed();
  const double highest = input.prior.quantile(is_fixed ? 0.5 : 1 - 1e-6),
               lowest = input.prior.quantile(is_fixed ? 0.5 : 1e-6);
  if (is_fixed ? lowest >= lo && highest <= hi : highest >= lo && lowest <= hi) return;
  throw core::RunError(
      "values must be between " + core::number_text(lo) + " and " + core::number_text(hi) +
      (is_fixed ? ", got " + core::number_text(lowest) : ", and fewer than one in a million are"));
}

void read_run(Reader& from, Plan& plan) {
  const double low = from.number(), high = from.number();
  scenario::RunSettings& run = plan.scenario.run;
  run.seed = static_cast<std::uint64_t>(high) << 32U | static_cast<std::uint64_t>(low);
  run.draws = static_cast<std::uint64_t>(from.number());
  run.months = static_cast<int>(from.number());
  run.noise = from.flag();
  run.terminal_value = from.flag();
  run.median_inputs = from.flag();
  constexpr std::array<const char*, 3> kDesigns = {"monte-carlo", "latin-hypercube", "sobol"};
  run.sampling = kDesigns.at(static_cast<std::size_t>(from.number()));
  run.quantiles = from.row(from.count());
  plan.horizon = {run.months, run.seed, run.noise, run.terminal_value};
}

void read_company(Reader& from, model::Company& company) {
  for (double* value : {&company.customers, &company.market_size, &company.rival_customers})
    *value = from.number();
  for (double& share : company.loyalty) share = from.number();
  for (double* value : {&company.fit, &company.weaving, &company.listening, &company.tooling,
                        &company.care_staff, &company.hours_per_fte, &company.opening_hours})
    *value = from.number();
  for (double& cost : company.lever_cost) cost = from.number();
  company.units.resize(from.count());
  for (model::BusinessUnit& unit : company.units)
    unit = {from.number(), from.number(), from.number(), from.number(), from.number()};
  company.ties.resize(from.count());
  for (std::vector<double>& row : company.ties) row = from.row(company.ties.size());
}

void read_paths(Reader& from, std::vector<model::Path>& paths) {
  paths.resize(from.count());
  for (model::Path& path : paths) {
    path.commitment = from.number();
    for (auto& points : path.intensity) points = from.points();
    path.staffing = from.points();
    path.one_offs.resize(from.count());
    for (model::OneOff& one_off : path.one_offs) one_off = {from.number(), from.number()};
  }
}

void read_inputs(Reader& from, Plan& plan) {
  const std::size_t inputs = from.count();
  if (inputs != model::kInputs)
    throw core::RunError("the plan of the page has " + std::to_string(inputs) +
                         " inputs; this engine's model has " + std::to_string(model::kInputs));
  plan.records.reserve(inputs);
  for (std::size_t id = 0; id < inputs; ++id) {
    being_read = static_cast<int>(id);
    const double lo = from.number(), hi = from.number();
    plan.records.push_back({static_cast<int>(id), "", "", "", lo, hi, "", ""});
    const int family = static_cast<int>(from.number());
    const std::vector<double> arguments = from.row(from.count());
    plan.scenario.inputs.push_back({&plan.records.back(), made(family, arguments), false, {}, {}});
    refuse_outside(plan.scenario.inputs.back());
  }
  being_read = -1;
  const std::size_t pairs = from.count();
  for (std::size_t i = 0; i < pairs; ++i) {
    const auto first = static_cast<int>(from.number()), second = static_cast<int>(from.number());
    plan.scenario.correlations.push_back({first, second, from.number()});
  }
}

}  // namespace

int input_being_read() { return being_read; }

std::unique_ptr<Plan> read_plan(std::span<const double> numbers) {
  Reader from(numbers);
  if (from.number() != kPlanFormat)
    throw core::RunError("the plan of the page is not of format " + std::to_string(kPlanFormat));
  auto plan = std::make_unique<Plan>();
  read_run(from, *plan);
  read_company(from, plan->company);
  read_paths(from, plan->paths);
  read_inputs(from, *plan);
  sobol_table.resize(from.count());
  for (auto& integers : sobol_table)
    for (std::uint32_t& integer : integers) integer = static_cast<std::uint32_t>(from.number());
  if (!from.is_at_end()) throw core::RunError("the plan of the page has more than its layout");
  return plan;
}

}  // namespace e2roi::page

namespace e2roi::sampling {

/// In place of engine/sampling/sobol_integers.cpp, whose table is larger than the engine.
std::array<std::uint32_t, kSobolBits> sobol_integers(int dimension) {
  return page::sobol_table.at(static_cast<std::size_t>(dimension));
}

}  // namespace e2roi::sampling
