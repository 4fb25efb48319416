#include "engine/model/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/core/error.hpp"
#include "engine/core/real.hpp"

namespace e2roi::model {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

std::vector<double> every_month(const std::vector<Point>& points, int months, double otherwise) {
  std::vector<double> values(static_cast<std::size_t>(months));
  for (int t = 0; t < months; ++t)
    values[static_cast<std::size_t>(t)] = value_at(points, t, otherwise);
  return values;
}

bool within(double month, int months) { return month >= 0 && month < months; }

/// One member of all units, divided by `scale`.
std::vector<double> of_units(const Company& company, double BusinessUnit::*member,
                             double scale = 1) {
  std::vector<double> values;
  for (const BusinessUnit& unit : company.units) values.push_back(unit.*member / scale);
  return values;
}

/// Sums run in the order of the units, so that every machine gives the same bits.
std::vector<double> normalised_rows(const std::vector<std::vector<double>>& ties) {
  std::vector<double> all;
  for (const std::vector<double>& row : ties) {
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    if (!(sum > 0))
      throw core::RunError(
          "a row of company.ties is all zero: a unit needs at least one unit to look to");
    for (const double tie : row) all.push_back(tie / sum);
  }
  return all;
}

}  // namespace

double value_at(const std::vector<Point>& points, double month, double otherwise) {
  if (points.empty()) return otherwise;
  if (month <= points.front().month) return points.front().value;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point& from = points[i - 1];
    const Point& to = points[i];
    if (month < to.month)
      return from.value +
             (to.value - from.value) * ((month - from.month) / (to.month - from.month));
  }
  return points.back().value;
}

double leaves_at(const std::vector<Point>& points, double rest) {
  for (std::size_t i = 0; i < points.size(); ++i)
    if (points[i].value != rest) return i == 0 ? 0.0 : points[i - 1].month;
  return kNever;
}

double largest(const std::vector<Point>& points, double otherwise) {
  if (points.empty()) return otherwise;
  return std::max_element(points.begin(), points.end(),
                          [](const Point& a, const Point& b) { return a.value < b.value; })
      ->value;
}

double first_month(const Path& path, int months) {
  double first = leaves_at(path.staffing, 1.0);
  for (const auto& points : path.intensity) first = std::min(first, leaves_at(points, 0.0));
  for (const OneOff& one_off : path.one_offs)
    if (within(one_off.month, months)) first = std::min(first, one_off.month);
  return first;
}

const double* PreparedSetting::keep(std::vector<double> values) {
  arrays_.push_back(std::make_unique<std::vector<double>>(std::move(values)));
  return arrays_.back()->data();
}

PreparedSetting::PreparedSetting(const Company& company, const std::vector<Path>& paths,
                                 const Horizon& horizon) {
  CompanyFacts& facts = setting_.company;
  facts.customers = company.customers;
  facts.rival = company.rival_customers;
  facts.market_size = company.market_size;
  facts.prospects =
      std::max(company.market_size - company.customers - company.rival_customers, 0.0);
  std::copy(company.loyalty.begin(), company.loyalty.end(), facts.loyalty);
  facts.fit = company.fit;
  facts.weaving = company.weaving;
  facts.listening = company.listening;
  facts.tooling = company.tooling;
  facts.care_staff = company.care_staff;
  facts.hours_per_fte = company.hours_per_fte;
  facts.opening_hours = company.opening_hours;
  std::copy(company.lever_cost.begin(), company.lever_cost.end(), facts.lever_cost);

  double contacts = 0;
  for (const BusinessUnit& unit : company.units) {
    facts.headcount += unit.headcount;
    contacts += unit.contact_share;
  }
  facts.units = static_cast<int>(company.units.size());
  facts.head_weight = keep(of_units(company, &BusinessUnit::headcount, facts.headcount));
  facts.contact_weight = keep(of_units(company, &BusinessUnit::contact_share, contacts));
  facts.openness = keep(of_units(company, &BusinessUnit::openness));
  facts.empowerment = keep(of_units(company, &BusinessUnit::empowerment));
  std::vector<double> willingness;
  for (const BusinessUnit& unit : company.units) willingness.push_back(1.0 - unit.resistance);
  facts.willingness = keep(std::move(willingness));
  facts.ties = company.ties.empty() ? nullptr : keep(normalised_rows(company.ties));

  std::vector<Path> all(1);  // stay: nothing planned, commitment 0.5
  all.insert(all.end(), paths.begin(), paths.end());
  for (const Path& path : all) {
    PathSchedule schedule{};
    schedule.commitment = path.commitment;
    schedule.first = first_month(path, horizon.months);
    schedule.start = schedule.first < horizon.months
                         ? std::max(0, static_cast<int>(std::ceil(schedule.first)))
                         : horizon.months;
    for (std::size_t lever = 0; lever < kLevers; ++lever) {
      schedule.intensity[lever] = keep(every_month(path.intensity[lever], horizon.months, 0.0));
      schedule.swing_levers += company.lever_cost[lever] * largest(path.intensity[lever], 0.0);
    }
    schedule.swing_staff = std::max(largest(path.staffing, 1.0) - 1.0, 0.0);
    schedule.staffing = keep(every_month(path.staffing, horizon.months, 1.0));
    std::vector<double> one_off(static_cast<std::size_t>(horizon.months), 0.0);
    for (const OneOff& item : path.one_offs)
      if (within(item.month, horizon.months))
        one_off[static_cast<std::size_t>(item.month)] += item.cost;
    schedule.one_off = keep(std::move(one_off));
    paths_.push_back(schedule);
  }

  std::vector<double> log_count;
  for (int n = 0; n <= horizon.months; ++n) log_count.push_back(core::log(1.0 + n));
  setting_.log_count = keep(std::move(log_count));
  setting_.paths = paths_.data();
  setting_.path_count = static_cast<int>(paths_.size());
  setting_.months = horizon.months;
  setting_.seed = horizon.seed;
  setting_.noise = horizon.noise;
  setting_.terminal_value = horizon.terminal_value;
}

}  // namespace e2roi::model
