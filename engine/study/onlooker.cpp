#include "engine/study/onlooker.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/model/block.hpp"
#include "engine/model/schedule.hpp"
#include "engine/model/series.hpp"
#include "engine/run/plan.hpp"

namespace e2roi::study {
namespace {

namespace series = model::series;

/// The inputs that seeing needs, in the order in which they are noted.
enum Noted : std::size_t {
  kMargin,
  kDetractor,
  kLoyal,
  kAdvocate,
  kFit,
  kAcquisition,
  kDiscount,
  kHourCost,
  kHurdle
};
const std::vector<std::string> kNoted = {
    "finance.margin",          "finance.margin_detractor",  "finance.margin_loyal",
    "finance.margin_advocate", "finance.margin_fit",        "finance.acquisition_cost",
    "finance.discount_rate",   "finance.contact_hour_cost", "leadership.hurdle"};

/// The series that customers' margin is made of.
constexpr std::array<int, 7> kMarginSeries = {series::customers, series::detractor, series::neutral,
                                              series::loyal,     series::advocate,  series::fit,
                                              series::won};

/// One month of a block: values by row.
using MonthRow = std::array<double, model::kBlockDraws>;

MonthRow month_row(const run::SeriesBlock& block, int month, std::size_t path, int series) {
  MonthRow values{};
  block.row(month, static_cast<int>(path), series).copy(block.count, values.data());
  return values;
}

}  // namespace

Onlooker::Onlooker(const scenario::Scenario& scenario)
    : months_(scenario.run.months),
      normal_hours_(scenario.company.care_staff * scenario.company.hours_per_fte),
      fit_(scenario.company.fit),
      noted_(kNoted),
      sights_(scenario.paths.size() * kChunkDraws) {
  for (const model::Path& path : run::paths_of(scenario)) {
    const double first = model::first_month(path, months_);
    Plan plan{first < months_ ? std::max(0, static_cast<int>(std::ceil(first))) : months_, 0,
              std::max(model::largest(path.staffing, 1.0) - 1.0, 0.0)};
    for (std::size_t lever = 0; lever < path.intensity.size(); ++lever)
      plan.levers +=
          scenario.company.lever_cost[lever] * model::largest(path.intensity[lever], 0.0);
    plans_.push_back(plan);
  }
}

/// Margin of all customers less what winning the month's newcomers costs: the model's revenue and
/// loyalty together, before anything is held against stay [EUR/month].
double Onlooker::margin_of(const double* seen, std::uint64_t row) const {
  const double mix = noted_.at(kDetractor, row) * seen[1] + seen[2] +
                     noted_.at(kLoyal, row) * seen[3] + noted_.at(kAdvocate, row) * seen[4];
  const double uplift = noted_.at(kFit, row) * (seen[5] - fit_) / 0.5;
  return noted_.at(kMargin, row) * seen[0] * mix * (1 + uplift) -
         noted_.at(kAcquisition, row) * seen[6];
}

void Onlooker::watch(const run::SeriesBlock& block) {
  for (std::size_t path = 0; path < plans_.size(); ++path) watch_path(block, path);
}

void Onlooker::watch_path(const run::SeriesBlock& block, std::size_t path) {
  const Plan& plan = plans_[path];
  const std::size_t place = path + 1;  // stay is the block's path 0
  const auto count = static_cast<std::size_t>(block.count);
  Sight* sights = sights_.data() + path * kChunkDraws + block.first;
  std::fill_n(sights, count, Sight{});
  std::array<MonthRow, 2> before{};  // of stay, of the path
  MonthRow cost{};
  for (int t = plan.start; t < months_; ++t) {
    const MonthRow measured = month_row(block, t, place, series::measured);
    cost = month_row(block, t, place, series::cost);
    std::array<std::array<MonthRow, kMarginSeries.size()>, 2> seen{};
    for (std::size_t who = 0; who < 2; ++who)
      for (std::size_t s = 0; s < kMarginSeries.size(); ++s)
        seen[who][s] = month_row(block, t, who * place, kMarginSeries[s]);
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t row = block.first + i;
      const double discount = std::exp(-std::log1p(noted_.at(kDiscount, row)) * t / 12.0);
      sights[i].measured += discount * measured[i];
      sights[i].cost += discount * cost[i];
      for (std::size_t who = 0; who < 2; ++who) {
        std::array<double, kMarginSeries.size()> values{};
        for (std::size_t s = 0; s < values.size(); ++s) values[s] = seen[who][s][i];
        const double margin = margin_of(values.data(), row);
        if (t == plan.start) before[who][i] = margin;
        (who == 0 ? sights[i].rise_of_stay : sights[i].rise) +=
            discount * (margin - before[who][i]);
      }
    }
  }
  const MonthRow belief = month_row(block, months_ - 1, place, series::belief);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t row = block.first + i;
    const double swing = plan.levers + normal_hours_ * noted_.at(kHourCost, row) * plan.staff;
    sights[i].convinced =
        swing > 0 && belief[i] > noted_.at(kHurdle, row) * std::max(cost[i], 0.25 * swing);
  }
}

}  // namespace e2roi::study
