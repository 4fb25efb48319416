#include <cmath>
#include <cstdint>

#include "engine/core/number_text.hpp"
#include "engine/scenario/check.hpp"
#include "engine/scenario/key_records.hpp"

namespace e2roi::scenario {
namespace {

using core::number_text;

constexpr double kSumTolerance = 1e-9;               // of the loyalty shares
constexpr double kLeastSum = 1e-6, kMostSum = 1e12;  // of headcounts and contact shares

void check_loyalty(const Value& company, Report& report) {
  const Value* loyalty = company.find_valid("loyalty");
  if (loyalty == nullptr) return;
  double sum = 0;
  for (const Value& share : loyalty->items) {
    if (!share.is_valid()) return;
    sum += share.number;
  }
  if (std::abs(sum - 1) > kSumTolerance)
    report.mistake(loyalty->place, "the four shares of company.loyalty sum to " + number_text(sum) +
                                       ", but must sum to 1 within 1e-9 [1]");
}

void check_market(const Value& company, Report& report) {
  const Value* customers = company.find_valid("customers");
  const Value* rivals = company.find_valid("rival_customers");
  const Value* market = company.find_valid("market_size");
  if (customers == nullptr || rivals == nullptr || market == nullptr) return;
  const double sum = customers->number + rivals->number;
  if (market->number < sum)
    report.mistake(market->place, "company.market_size is " + number_text(market->number) +
                                      ", but must be at least customers + rival_customers = " +
                                      number_text(customers->number) + " + " +
                                      number_text(rivals->number) + " = " + number_text(sum) +
                                      " [customer]");
}

void check_sum_over_units(const Value& units, const char* name, const char* unit, Report& report) {
  double sum = 0;
  for (const Value& table : units.items) {
    const Value* value = table.find_valid(name);
    if (value == nullptr) return;
    sum += value->number;
  }
  if (sum < kLeastSum || sum > kMostSum)
    report.mistake(units.items.front().place,
                   std::string("the sum of ") + name + " over the units is " + number_text(sum) +
                       ", but must be between " + bound_text(kLeastSum) + " and " +
                       bound_text(kMostSum) + " [" + unit + "]");
}

void check_ties(const Value& ties, std::size_t units, Report& report) {
  if (ties.items.empty()) return;
  const std::string count = std::to_string(units) + (units == 1 ? " unit" : " units");
  if (ties.items.size() != units)
    report.mistake(ties.place, "company.ties has " + std::to_string(ties.items.size()) +
                                   (ties.items.size() == 1 ? " row" : " rows") +
                                   ", but there are " + count);
  for (std::size_t i = 0; i < ties.items.size(); ++i) {
    const Value& row = ties.items[i];
    const std::string which = "row " + std::to_string(i + 1) + " of company.ties";
    double sum = 0;
    for (const Value& tie : row.items) sum += tie.number;
    if (row.items.size() != units)
      report.mistake(row.place, which + " has " + std::to_string(row.items.size()) +
                                    " numbers, but there are " + count);
    else if (sum <= 0)
      report.mistake(row.place, which + " is all 0: nobody to learn from");
  }
}

void check_company(const Value& company, Report& report) {
  check_loyalty(company, report);
  check_market(company, report);
  const Value* units = company.find_valid("unit");
  if (units == nullptr || units->items.empty()) return;
  check_sum_over_units(*units, "headcount", "employee", report);
  check_sum_over_units(*units, "contact_share", "1", report);
  if (const Value* ties = company.find_valid("ties"))
    check_ties(*ties, units->items.size(), report);
}

void check_run(const Value& run, Report& report) {
  if (const Value* quantiles = run.find_valid("quantiles"))
    for (std::size_t i = 1; i < quantiles->items.size(); ++i) {
      const double before = quantiles->items[i - 1].number, now = quantiles->items[i].number;
      if (now <= before)
        report.mistake(quantiles->items[i].place, "run.quantiles must rise strictly, but " +
                                                      number_text(now) + " follows " +
                                                      number_text(before));
    }
  const Value* draws = run.find_valid("draws");
  const Value* kept = run.find_valid("keep_trajectories");
  if (draws != nullptr && kept != nullptr && kept->whole > draws->whole)
    report.mistake(kept->place, "run.keep_trajectories is " + std::to_string(kept->whole) +
                                    ", but must be at most run.draws = " +
                                    std::to_string(draws->whole) + " [draw]");
}

void check_path(const Value& path, Report& report) {
  const Value* id = path.find_valid("id");
  if (id != nullptr && id->text == "stay")
    report.mistake(id->place,
                   "the id \"stay\" is reserved for the path that changes nothing, which every "
                   "scenario has");
  const std::string name = id == nullptr ? "the path" : "path." + id->text;
  for (const Value& plan : path.items) {
    const KeyRecord* record = find_key("path[]." + plan.key);
    if (record == nullptr || record->type != KeyType::kPoints || !plan.is_valid()) continue;
    for (std::size_t i = 1; i < plan.items.size(); ++i) {
      const double before = plan.items[i - 1].items[0].number;
      const double month = plan.items[i].items[0].number;
      if (month <= before)
        report.mistake(plan.items[i].items[0].place,
                       "point " + std::to_string(i + 1) + " of " + name + "." + plan.key +
                           " is in month " + number_text(month) +
                           ", but must be later than month " + number_text(before) +
                           " of the point before");
    }
  }
}

}  // namespace

void check_together(const Value& table, Report& report) {
  if (const Value* run = table.find_valid("run")) check_run(*run, report);
  if (const Value* company = table.find_valid("company")) check_company(*company, report);
  if (const Value* paths = table.find_valid("path"))
    for (const Value& path : paths->items) check_path(path, report);
  check_pilot(table, report);
}

}  // namespace e2roi::scenario
