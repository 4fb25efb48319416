#include "engine/analysis/stopping.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace e2roi::analysis {
namespace {

/// Error of the bound on the loss: it holds with 95 %.
constexpr double kLossError = 0.05;

/// Draws at which the confidence sequence is tightest: a run of ordinary length.
constexpr double kTightest = 20'000;

/// The variance of the mixture, in units of the variance of one draw, that makes it tightest there
/// (Waudby-Smith et al. 2024, eq. 11).
double mixture_variance(double error) {
  const double l = -2 * std::log(error);
  return (l + std::log(l) + 1) / kTightest;
}

}  // namespace

void Moments::add(std::span<const double> block) {
  double n = 0, sum = 0;
  for (const double value : block)
    if (!std::isnan(value)) {
      ++n;
      sum += value;
    }
  if (n == 0) return;
  const double mean = sum / n;
  double squares = 0;
  for (const double value : block)
    if (!std::isnan(value)) squares += (value - mean) * (value - mean);
  const double apart = mean - mean_, total = count_ + n;
  squares_ += squares + apart * apart * count_ * n / total;
  mean_ += apart * n / total;
  count_ = total;
}

double Moments::sd() const {
  if (count_ < 2) return std::numeric_limits<double>::quiet_NaN();
  return std::sqrt(squares_ / (count_ - 1));
}

Moments Moments::negated() const {
  Moments other = *this;
  other.mean_ = -mean_;
  return other;
}

double Moments::standard_error() const { return sd() / std::sqrt(count_); }

// The mixture of the likelihood ratios of all positive means, half-normal with variance rho²:
//   M = 2 / sqrt(v) exp(x²/2) Phi(x),  v = 1 + n rho²,  x = rho S / sqrt(v),  S = sum / sd
// starts at 1 and is a martingale where the mean is 0, so it passes 1/error with probability of at
// most `error`, ever (Ville 1939). Phi(x) >= 1 - exp(-x²/2)/2 makes that 1/M <= sqrt(v) / (2
// exp(x²/2) - 1), which can be solved for S.

double chance_of_error(const Moments& moments, double error) {
  if (!(moments.mean() > 0)) return 1;
  const double sd = moments.sd();
  if (!(sd > 0)) return std::isnan(sd) ? 1 : 0;
  const double rho2 = mixture_variance(error), v = 1 + moments.count() * rho2;
  const double sum = moments.mean() * moments.count() / sd;
  return std::min(1.0, std::sqrt(v) / (2 * std::exp(rho2 * sum * sum / (2 * v)) - 1));
}

double confidence_width(const Moments& moments, double error) {
  const double rho2 = mixture_variance(error), n = moments.count(), v = 1 + n * rho2;
  const double x2 = 2 * std::log(0.5 + std::sqrt(v) / (2 * error));
  return moments.sd() * std::sqrt(v * x2 / rho2) / n;
}

StopWatch::StopWatch(StopRule rule, std::size_t paths)
    : rule_(std::move(rule)),
      paths_(paths),
      npv_(paths),
      outcome_(paths),
      differences_(paths * (paths - 1) / 2) {}

const Moments& StopWatch::difference(std::size_t a, std::size_t b) const {
  return differences_[a * (a - 1) / 2 + b];
}

void StopWatch::add(const std::vector<std::span<const double>>& npv,
                    const std::vector<std::span<const double>>& outcome) {
  scratch_.resize(npv.front().size());
  for (std::size_t a = 0; a < paths_; ++a) {
    npv_[a].add(npv[a]);
    if (!outcome.empty()) outcome_[a].add(outcome[a]);
    for (std::size_t b = 0; b < a; ++b) {
      for (std::size_t i = 0; i < scratch_.size(); ++i) scratch_[i] = npv[a][i] - npv[b][i];
      differences_[a * (a - 1) / 2 + b].add(scratch_);
    }
  }
}

Moments StopWatch::lead_of(std::size_t best, std::size_t rival) const {
  return best > rival ? difference(best, rival) : difference(rival, best).negated();
}

StopState StopWatch::look() const {
  StopState state;
  state.draws = static_cast<std::uint64_t>(npv_.front().count());
  for (std::size_t p = 1; p < paths_; ++p)
    if (npv_[p].mean() >= npv_[state.best].mean()) state.best = p;
  look_at_rivals(state);
  if (rule_.quantity == StopRule::Quantity::kStandardError) look_at_errors(state);
  state.holds = state.draws >= kFirstLook && state.value < rule_.limit;
  return state;
}

void StopWatch::look_at_rivals(StopState& state) const {
  const bool is_wrong = rule_.quantity == StopRule::Quantity::kWrong;
  const auto rivals = static_cast<double>(paths_ - 1);  // each gets its share of the error
  const double error = (is_wrong ? rule_.limit : kLossError) / rivals;
  double most = -std::numeric_limits<double>::infinity();
  state.value = 0;
  for (std::size_t p = 0; p < paths_; ++p) {
    if (p == state.best) continue;
    const Moments lead = lead_of(state.best, p);
    state.rivals.push_back({p, {lead.mean(), lead.standard_error()}, 0, 0});
    if (lead.mean() == 0 && lead.sd() == 0) continue;  // the same in every draw: no wrong choice
    const double chance = std::min(1.0, rivals * chance_of_error(lead, error));
    const double lost = std::max(confidence_width(lead, kLossError / rivals) - lead.mean(), 0.0);
    state.rivals.back().p_wrong = chance;
    state.rivals.back().most_lost = lost;
    state.most_lost = std::max(state.most_lost, lost);
    // Chances end at 1: of several there, the one with the least lead for its error.
    const double hardest = -lead.mean() / lead.standard_error();
    if (is_wrong ? hardest > most : lost > most) {
      most = is_wrong ? hardest : lost;
      state.rival = p;
      state.lead = lead.mean();
      state.value = is_wrong ? chance : lost;
    }
    state.has_rival = true;
  }
}

void StopWatch::look_at_errors(StopState& state) const {
  const std::vector<Moments>& moments = rule_.outcome == "npv" ? npv_ : outcome_;
  state.value = -1;
  for (std::size_t p = 0; p < paths_; ++p) {
    state.means.push_back({moments[p].mean(), moments[p].standard_error()});
    if (moments[p].count() == 0) state.means.back() = {};
    if (moments[p].count() == 0) continue;  // undefined in every draw, such as the ROI of stay
    const double error = moments[p].standard_error();
    if (std::isfinite(error) && error <= state.value) continue;
    state.rival = p;
    state.value = std::isfinite(error) ? error : std::numeric_limits<double>::infinity();
  }
  // Undefined in all draws of all paths: nothing is known of it.
  if (state.value < 0) state.value = std::numeric_limits<double>::infinity();
}

}  // namespace e2roi::analysis
