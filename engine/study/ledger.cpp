#include "engine/study/ledger.hpp"

#include <algorithm>

#include "engine/analysis/moments.hpp"
#include "engine/analysis/shapley.hpp"
#include "engine/model/series.hpp"
#include "engine/study/path_costs.hpp"

namespace e2roi::study {
namespace {

namespace outcome = model::outcome;
using analysis::kLedgerRungs;
using analysis::RunningMoments;

bool moves(const std::vector<scenario::Point>& points, double rest) {
  return std::any_of(points.begin(), points.end(),
                     [rest](const scenario::Point& point) { return point.value != rest; });
}

std::vector<scenario::Point>& points_of(scenario::Path& path, std::size_t part) {
  return part == kStaffing ? path.staffing : path.levers[part];
}

/// Sums of one row of the ledger.
struct RowMoments {
  std::array<RunningMoments, kLedgerRungs> rungs;
  RunningMoments cost, npv;

  void add(const std::array<double, kLedgerRungs>& benefits, double spent, double worth) {
    for (std::size_t k = 0; k < kLedgerRungs; ++k) rungs[k].add(benefits[k]);
    cost.add(spent);
    npv.add(worth);
  }
  analysis::LedgerRow row(const std::string& id) const {
    analysis::LedgerRow row{id, {}, cost.mean(), npv.mean()};
    for (std::size_t k = 0; k < kLedgerRungs; ++k) row.rungs[k] = rungs[k].mean();
    return row;
  }
};

struct SynergyMoments {
  RunningMoments alone, shared, last, left_out;
};

double sum_of(const std::array<double, kLedgerRungs>& benefits) {
  double sum = 0;
  for (const double benefit : benefits) sum += benefit;
  return sum;
}

/// Adds up draw after draw; keeps none.
class LedgerSums {
 public:
  LedgerSums(const std::vector<std::size_t>& players, const PathCosts& costs)
      : players_(players),
        costs_(costs),
        shapley_(players.size()),
        worth_(kLedgerRungs * shapley_.coalitions()),
        values_(kLedgerRungs * players.size()),
        synergies_(players.size()) {}

  void add(const run::OutcomeTable& table, std::size_t row, CostFacts facts) {
    const std::size_t coalitions = shapley_.coalitions(), all = coalitions - 1;
    // The Evaluator's path 0 is stay, so coalition c is its path c + 1.
    const auto of = [&](int index, std::size_t coalition) {
      return table.column(index, coalition + 1)[row];
    };
    facts.cancel_month = of(outcome::cancel_month, all);
    const std::array<double, kParts> costs = costs_.of(facts);
    for (std::size_t k = 0; k < kLedgerRungs; ++k) {
      const std::span<double> worth(worth_.data() + k * coalitions, coalitions);
      for (std::size_t c = 0; c < coalitions; ++c)
        worth[c] = of(outcome::pv_rung_savings + static_cast<int>(k), c);
      shapley_.values(worth, std::span(values_).subspan(k * players_.size(), players_.size()));
    }
    for (std::size_t i = 0; i < players_.size(); ++i) {
      std::array<double, kLedgerRungs> benefits{};
      for (std::size_t k = 0; k < kLedgerRungs; ++k) benefits[k] = values_[k * players_.size() + i];
      const double shared = sum_of(benefits), cost = costs[players_[i]];
      parts_[players_[i]].add(benefits, cost, shared - cost);
      const std::size_t bit = std::size_t{1} << i, without = all & ~bit;
      synergies_[i].alone.add(sum_of(benefits_of(bit)) - sum_of(benefits_of(0)));
      synergies_[i].shared.add(shared);
      synergies_[i].last.add(sum_of(benefits_of(all)) - sum_of(benefits_of(without)));
      synergies_[i].left_out.add(of(outcome::npv, all) - of(outcome::npv, without));
    }
    // Spent whatever the levers do; on its own it brings nothing.
    const std::array<double, kLedgerRungs> none = benefits_of(0);
    parts_[kOneOffs].add(none, costs[kOneOffs], sum_of(none) - costs[kOneOffs]);
    total_.add(benefits_of(all), of(outcome::pv_cost, all), of(outcome::npv, all));
  }

  void write(analysis::Ledger& ledger, bool has_one_offs) const {
    for (std::size_t i = 0; i < players_.size(); ++i) {
      const char* name = part_name(players_[i]);
      ledger.rows.push_back(parts_[players_[i]].row(name));
      const SynergyMoments& moments = synergies_[i];
      ledger.synergies.push_back({name, moments.alone.mean(), moments.shared.mean(),
                                  moments.last.mean(), moments.left_out.mean()});
    }
    if (has_one_offs) ledger.rows.push_back(parts_[kOneOffs].row(part_name(kOneOffs)));
    ledger.total = total_.row("total");
  }

 private:
  std::array<double, kLedgerRungs> benefits_of(std::size_t coalition) const {
    std::array<double, kLedgerRungs> benefits{};
    for (std::size_t k = 0; k < kLedgerRungs; ++k)
      benefits[k] = worth_[k * shapley_.coalitions() + coalition];
    return benefits;
  }

  std::vector<std::size_t> players_;
  const PathCosts& costs_;
  analysis::Shapley shapley_;
  std::vector<double> worth_;   ///< [rung][coalition] of the draw at hand
  std::vector<double> values_;  ///< [rung][player]
  std::array<RowMoments, kParts> parts_;
  RowMoments total_;
  std::vector<SynergyMoments> synergies_;
};

}  // namespace

Coalitions coalitions_of(const scenario::Scenario& scenario, std::size_t path) {
  Coalitions coalitions{{}, scenario};
  scenario::Path whole = scenario.paths[path];
  for (std::size_t part = 0; part <= kStaffing; ++part)
    if (moves(points_of(whole, part), part == kStaffing ? 1.0 : 0.0))
      coalitions.players.push_back(part);
  coalitions.scenario.paths.clear();
  for (std::size_t members = 0; members < std::size_t{1} << coalitions.players.size(); ++members) {
    scenario::Path some = whole;
    for (std::size_t i = 0; i < coalitions.players.size(); ++i)
      if ((members >> i & 1) == 0) points_of(some, coalitions.players[i]).clear();
    some.id = whole.id + "/" + std::to_string(members);
    coalitions.scenario.paths.push_back(some);
  }
  return coalitions;
}

analysis::Ledger ledger_of(const scenario::Scenario& scenario, std::size_t path, int threads,
                           const std::atomic<bool>* stop, ProgressSum& progress) {
  const scenario::Path& whole = scenario.paths[path];
  const Coalitions coalitions = coalitions_of(scenario, path);
  const PathCosts costs(scenario, whole);
  run::Evaluator evaluator(coalitions.scenario, threads, stop);
  progress.watch(evaluator);
  const run::InputSampler sampler(scenario);
  NotedInputs noted({"finance.discount_rate", "finance.cost_overrun", "leadership.exit_cost_months",
                     "finance.contact_hour_cost"});
  LedgerSums sums(coalitions.players, costs);
  for_each_chunk(scenario.run.draws, [&](std::uint64_t first, std::uint64_t draws) {
    const run::FillRows fill = fill_draws(sampler, first);
    const run::OutcomeTable table = evaluator.evaluate(
        draws,
        [&](const run::Rows& rows) {
          fill(rows);
          noted.note(rows);
        },
        {outcome::pv_rung_savings, outcome::pv_rung_revenue, outcome::pv_rung_loyalty,
         outcome::pv_rung_people, outcome::pv_rung_collaboration, outcome::pv_cost, outcome::npv,
         outcome::cancel_month});
    for (std::uint64_t row = 0; row < draws; ++row)
      sums.add(table, row,
               {noted.at(0, row), noted.at(1, row), noted.at(2, row), noted.at(3, row), 0});
    progress.finished(draws);
  });
  analysis::Ledger ledger{{whole.id, whole.name}, scenario.run.draws, {}, {}, {}};
  sums.write(ledger, std::any_of(whole.one_offs.begin(), whole.one_offs.end(),
                                 [&](const scenario::OneOff& one_off) {
                                   return one_off.month >= 0 && one_off.month < scenario.run.months;
                                 }));
  return ledger;
}

}  // namespace e2roi::study
