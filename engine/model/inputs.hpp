#pragma once

/// The uncertain inputs as the model sees them: one named member each, grouped as their keys are.
/// The lists give each input's id (MODEL.md, noise: it names the random words); what an input
/// means, its prior, unit, bounds and source stand in scenario/input_records.cpp. A test holds the
/// two together.
namespace e2roi::model {

// clang-format off
#define E2ROI_CULTURE_INPUTS(X) \
  X(0, openness_half_life) X(1, empowerment_half_life) X(2, weaving_half_life) \
  X(3, listening_half_life) X(4, tooling_half_life) X(5, relapse_half_life) X(6, contagion) \
  X(7, openness_gate) X(8, fatigue_gain) X(9, fatigue_recovery) X(10, culture_noise)
#define E2ROI_LEADERSHIP_INPUTS(X) \
  X(11, support_speed) X(12, judgement_slope) X(13, hurdle) X(14, cancel_hazard) \
  X(15, turnover_hazard) X(16, turnover_drop) X(17, grace_months) X(18, exit_cost_months)
#define E2ROI_RESPONSE_INPUTS(X) \
  X(19, voice_rate) X(20, voice_lift) X(21, voice_noise) X(22, heard_offline) \
  X(23, handle_hours) X(24, handle_saving) X(25, fcr_floor) X(26, fcr_ceiling) \
  X(27, mandate_share) X(28, handoffs) X(29, handoff_weaving) X(30, handoff_hours) \
  X(31, handoff_tooling) X(32, escalation_work) X(33, team_size) X(34, pooling) \
  X(35, arrival_variability) X(36, response_shape) X(37, tolerance_hours) \
  X(38, tolerance_tightening) X(39, quality_floor) X(40, quality_ceiling) X(41, community) \
  X(42, abandonment)
#define E2ROI_IMPROVEMENT_INPUTS(X) \
  X(43, speed) X(44, lead_months) X(45, drift) X(46, relief)
#define E2ROI_LOYALTY_INPUTS(X) \
  X(47, delight_up) X(48, failure_down) X(49, loss_aversion) X(50, slow_weight) X(51, fit_pull) \
  X(52, fade) X(108, anchor) X(53, churn_base) X(54, churn_detractor) X(55, churn_loyal) \
  X(56, churn_advocate) X(57, restlessness_persistence) X(58, restlessness_noise)
#define E2ROI_MARKET_INPUTS(X) \
  X(59, entry_base) X(60, imitation) X(61, rival_churn) X(62, capture) X(63, release) \
  X(64, attention_pull) X(65, buzz_pull) X(66, buzz_memory) X(67, negativity) \
  X(68, rival_midpoint) X(69, rival_ceiling) X(70, rival_width) X(71, crisis_hazard) \
  X(72, crisis_severity) X(73, crisis_spread) X(74, crisis_mitigation) X(75, crisis_persistence) \
  X(76, crisis_voice)
#define E2ROI_FINANCE_INPUTS(X) \
  X(77, margin) X(78, margin_detractor) X(79, margin_loyal) X(80, margin_advocate) \
  X(81, margin_fit) X(82, acquisition_cost) X(83, contact_hour_cost) X(84, releasable) \
  X(85, wage) X(86, staff_turnover) X(87, replacement_wages) X(88, staff_retention) \
  X(89, productivity_gain) X(90, discount_rate) X(91, terminal_fade) X(92, cost_overrun)
#define E2ROI_MEASUREMENT_INPUTS(X) \
  X(93, noise_savings) X(94, noise_revenue) X(95, noise_loyalty) X(96, noise_people) \
  X(97, noise_collaboration) X(98, visible_savings) X(99, visible_revenue) \
  X(100, visible_loyalty) X(101, visible_people) X(102, visible_collaboration) \
  X(103, learning_half_life) X(104, learning_exponent) X(105, promise) X(106, promise_sd) \
  X(107, belief_drift)
// clang-format on

inline constexpr int kInputs = 109;

#define E2ROI_MEMBER(id, name) Real name;
template <class Real>
struct CultureInputs {
  E2ROI_CULTURE_INPUTS(E2ROI_MEMBER)
};
template <class Real>
struct LeadershipInputs {
  E2ROI_LEADERSHIP_INPUTS(E2ROI_MEMBER)
};
template <class Real>
struct ResponseInputs {
  E2ROI_RESPONSE_INPUTS(E2ROI_MEMBER)
};
template <class Real>
struct ImprovementInputs {
  E2ROI_IMPROVEMENT_INPUTS(E2ROI_MEMBER)
};
template <class Real>
struct LoyaltyInputs {
  E2ROI_LOYALTY_INPUTS(E2ROI_MEMBER)
};
template <class Real>
struct MarketInputs {
  E2ROI_MARKET_INPUTS(E2ROI_MEMBER)
};
template <class Real>
struct FinanceInputs {
  E2ROI_FINANCE_INPUTS(E2ROI_MEMBER)
};
template <class Real>
struct MeasurementInputs {
  E2ROI_MEASUREMENT_INPUTS(E2ROI_MEMBER)
};
#undef E2ROI_MEMBER

template <class Real>
struct Inputs {
  CultureInputs<Real> culture;
  LeadershipInputs<Real> leadership;
  ResponseInputs<Real> response;
  ImprovementInputs<Real> improvement;
  LoyaltyInputs<Real> loyalty;
  MarketInputs<Real> market;
  FinanceInputs<Real> finance;
  MeasurementInputs<Real> measurement;
};

/// Calls visit(id, "section.name", member) for every input.
template <class Real, class Visit>
inline void for_each_input(Inputs<Real>& inputs, Visit visit) {
#define E2ROI_VISIT_CULTURE(id, name) visit(id, "culture." #name, inputs.culture.name);
#define E2ROI_VISIT_LEADERSHIP(id, name) visit(id, "leadership." #name, inputs.leadership.name);
#define E2ROI_VISIT_RESPONSE(id, name) visit(id, "response." #name, inputs.response.name);
#define E2ROI_VISIT_IMPROVEMENT(id, name) visit(id, "improvement." #name, inputs.improvement.name);
#define E2ROI_VISIT_LOYALTY(id, name) visit(id, "loyalty." #name, inputs.loyalty.name);
#define E2ROI_VISIT_MARKET(id, name) visit(id, "market." #name, inputs.market.name);
#define E2ROI_VISIT_FINANCE(id, name) visit(id, "finance." #name, inputs.finance.name);
#define E2ROI_VISIT_MEASUREMENT(id, name) visit(id, "measurement." #name, inputs.measurement.name);
  E2ROI_CULTURE_INPUTS(E2ROI_VISIT_CULTURE)
  E2ROI_LEADERSHIP_INPUTS(E2ROI_VISIT_LEADERSHIP)
  E2ROI_RESPONSE_INPUTS(E2ROI_VISIT_RESPONSE)
  E2ROI_IMPROVEMENT_INPUTS(E2ROI_VISIT_IMPROVEMENT)
  E2ROI_LOYALTY_INPUTS(E2ROI_VISIT_LOYALTY)
  E2ROI_MARKET_INPUTS(E2ROI_VISIT_MARKET)
  E2ROI_FINANCE_INPUTS(E2ROI_VISIT_FINANCE)
  E2ROI_MEASUREMENT_INPUTS(E2ROI_VISIT_MEASUREMENT)
#undef E2ROI_VISIT_CULTURE
#undef E2ROI_VISIT_LEADERSHIP
#undef E2ROI_VISIT_RESPONSE
#undef E2ROI_VISIT_IMPROVEMENT
#undef E2ROI_VISIT_LOYALTY
#undef E2ROI_VISIT_MARKET
#undef E2ROI_VISIT_FINANCE
#undef E2ROI_VISIT_MEASUREMENT
}

}  // namespace e2roi::model
