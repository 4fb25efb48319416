#include "engine/scenario/input_records.hpp"

#include <algorithm>

namespace e2roi::scenario {
namespace {

// Element i has id i. A new input takes the next free id at the end, whatever its section: an id
// names the random words of its input, so another order would change every result.
constexpr InputRecord kInputs[] = {
    {0, "culture.openness_half_life", "month", "triangular(10, 20, 36)", 1, 240, "H9",
     "Months until full effort under fully committed leaders has closed half of what a unit lacks "
     "in openness; higher means slower change."},
    {1, "culture.empowerment_half_life", "month", "triangular(8, 18, 36)", 1, 240, "H9",
     "Months until full effort under fully committed leaders has closed half of what a unit lacks "
     "in empowerment; higher means slower change."},
    {2, "culture.weaving_half_life", "month", "triangular(10, 22, 40)", 1, 240, "H8,H9",
     "Months until full effort under fully committed leaders has closed half of the way from silos "
     "to one fabric; higher means slower change."},
    {3, "culture.listening_half_life", "month", "triangular(2, 4, 8)", 0.5, 60, "3.7 (ING)",
     "Months until full effort has closed half of what the company does not yet hear; higher means "
     "slower change."},
    {4, "culture.tooling_half_life", "month", "triangular(4, 9, 18)", 0.5, 60, "3.7 (ING)",
     "Months until full effort has put half of the missing service tools and social intranet in "
     "place; higher means slower change."},
    {5, "culture.relapse_half_life", "month", "triangular(9, 18, 36)", 1, 240, "G5",
     "Months until half of what was gained is lost again once the effort behind it stops; higher "
     "makes gains last longer."},
    {6, "culture.contagion", "1/month", "triangular(0.01, 0.04, 0.1)", 0, 1, "3.7 (Rabobank), A2",
     "Speed at which a unit moves towards its peers in openness and empowerment when the company "
     "is one fabric; higher makes units alike sooner."},
    {7, "culture.openness_gate", "1", "uniform(0.3, 0.8)", 0, 1, "1d, F3",
     "Part of the push for empowerment that is lost in a unit without any openness; higher makes "
     "empowerment wait for openness."},
    {8, "culture.fatigue_gain", "1", "triangular(0.4, 0.8, 1.4)", 0, 10, "assumption",
     "Change fatigue caused by each month's push on people, per unit of push; higher tires people "
     "sooner and slows the people levers."},
    {9, "culture.fatigue_recovery", "month", "triangular(3, 6, 12)", 0.5, 60, "assumption",
     "Mean number of months that change fatigue lasts; higher means that people stay tired "
     "longer."},
    {10, "culture.culture_noise", "1/sqrt(month)", "0.015", 0, 0.5, "assumption",
     "Size of the monthly chance movements of a unit's openness and empowerment; higher makes "
     "culture less predictable."},
    {11, "leadership.support_speed", "1/month", "triangular(0.04, 0.08, 0.16)", 0, 1, "assumption",
     "Part of the gap between leaders' support and what their judgement calls for that closes each "
     "month; higher makes leaders react faster to good and to bad news."},
    {12, "leadership.judgement_slope", "1", "triangular(0.8, 1.5, 3)", 0, 20, "assumption",
     "Sharpness of leaders' judgement around the hurdle; higher turns a gradual opinion into a yes "
     "or a no."},
    {13, "leadership.hurdle", "1", "1", 0, 10, "assumption",
     "Believed benefit per euro of monthly cost at which leaders are half convinced; higher makes "
     "leaders harder to satisfy."},
    {14, "leadership.cancel_hazard", "1/month", "triangular(0.02, 0.05, 0.1)", 0, 1,
     "H3, assumption",
     "Monthly rate at which a running programme that leaders do not support at all is cancelled "
     "(support lowers it); higher ends more programmes early."},
    {15, "leadership.turnover_hazard", "1/month", "0.0097", 0, 1, "H11",
     "Monthly rate at which the sponsoring leader leaves; higher means that support breaks down "
     "more often."},
    {16, "leadership.turnover_drop", "1", "triangular(0.1, 0.3, 0.6)", 0, 1, "assumption",
     "Part of the support that leaves with a sponsoring leader; higher makes a change of leader "
     "more damaging."},
    {17, "leadership.grace_months", "month", "9", 0, 120, "assumption",
     "Months from its start during which a programme is not cancelled; higher gives it more time "
     "to show results."},
    {18, "leadership.exit_cost_months", "month", "3", 0, 24, "assumption",
     "Cost of cancelling a programme, in months of its lever cost at that time; higher makes "
     "cancelling dearer."},
    {19, "response.voice_rate", "contact/customer/month", "triangular(0.08, 0.12, 0.18)", 0, 5,
     "assumption",
     "Contacts a customer makes in a month as the company is today; higher means more work and "
     "more occasions to delight or to fail."},
    {20, "response.voice_lift", "1", "triangular(0.05, 0.25, 0.6)", 0, 5, "D9, D11",
     "Relative rise in contacts when a company that did not listen comes to listen fully; higher "
     "brings more contacts with listening."},
    {21, "response.voice_noise", "1", "0.08", 0, 1, "assumption",
     "Monthly chance variation of contacts (standard deviation of the logarithm); higher makes the "
     "load less even."},
    {22, "response.heard_offline", "1", "triangular(0.65, 0.78, 0.88)", 0, 1, "E11, 3.7",
     "Part of contacts that reaches the company without any listening, by telephone, letter or "
     "visit; higher leaves less to gain from listening."},
    {23, "response.handle_hours", "hour", "0.2", 0.001, 40, "assumption",
     "Mean working time of one contact without tooling; higher puts more load on the same staff."},
    {24, "response.handle_saving", "1", "triangular(0.05, 0.15, 0.3)", 0, 0.9, "assumption",
     "Part of the working time of a contact that full tooling saves; higher makes tooling worth "
     "more."},
    {25, "response.fcr_floor", "1", "triangular(0.5, 0.6, 0.68)", 0, 1, "E14",
     "Part of contacts resolved at first contact when nobody is empowered; higher means fewer "
     "hand-offs from the start."},
    {26, "response.fcr_ceiling", "1", "triangular(0.78, 0.85, 0.92)", 0, 1, "E14",
     "Part of contacts resolved at first contact with full empowerment and full tooling; higher "
     "makes empowerment worth more."},
    {27, "response.mandate_share", "1", "uniform(0.3, 0.7)", 0, 1, "F2",
     "Part of empowerment's gain in first-contact resolution that needs a mandate only and no "
     "tools; higher lets empowerment work without tooling."},
    {28, "response.handoffs", "hand-off/escalation", "triangular(1.2, 1.8, 3)", 0, 20, "K2",
     "Hand-offs of a contact that is not resolved at once, in a company of silos; higher means "
     "slower answers and more work."},
    {29, "response.handoff_weaving", "1", "uniform(0.4, 0.8)", 0, 1, "K2",
     "Part of the hand-offs that disappears when the company is one fabric; higher makes weaving "
     "worth more."},
    {30, "response.handoff_hours", "hour", "triangular(3, 8, 20)", 0, 1000, "E13, assumption",
     "Clock hours that each hand-off adds to the response without tooling; higher means slower "
     "answers."},
    {31, "response.handoff_tooling", "1", "uniform(0.2, 0.6)", 0, 1, "F11",
     "Part of the hours of a hand-off that full tooling saves; higher makes tooling worth more."},
    {32, "response.escalation_work", "1", "0.6", 0, 10, "K2",
     "Extra work of each hand-off, as a multiple of the work of the contact itself; higher puts "
     "more load on the staff."},
    {33, "response.team_size", "agent", "12", 1, 10000, "assumption",
     "Care agents that share one queue in a company of silos; higher shortens the wait."},
    {34, "response.pooling", "1", "3", 0, 100, "assumption",
     "Growth of the shared queue when the company becomes one fabric (0: none, 3: four times the "
     "team); higher makes weaving shorten the wait more."},
    {35, "response.arrival_variability", "1", "triangular(1, 1.5, 2.5)", 0, 20, "assumption",
     "Irregularity of arrivals and work, where 1 is purely random arrival; higher lengthens the "
     "wait in proportion."},
    {36, "response.response_shape", "1", "triangular(1.2, 1.6, 2.2)", 0.2, 20, "E8",
     "Sharpness with which customers' patience ends around the tolerated time; higher turns fading "
     "patience into a deadline."},
    {37, "response.tolerance_hours", "hour", "lognormal(median: 6, p90: 15)", 0.01, 10000,
     "E8, E13",
     "Response time that half of the customers still accept at the start, in clock hours; higher "
     "means more patient customers."},
    {38, "response.tolerance_tightening", "1/year", "triangular(0, 0.05, 0.12)", -0.5, 3,
     "assumption",
     "Rate at which the tolerated response time shrinks from year to year; higher makes a company "
     "that stays as it is fall behind sooner."},
    {39, "response.quality_floor", "1", "triangular(0.6, 0.7, 0.78)", 0, 1, "assumption",
     "Part of answers that are adequate when nobody is empowered; higher means fewer failures from "
     "the start."},
    {40, "response.quality_ceiling", "1", "triangular(0.84, 0.9, 0.96)", 0, 1, "F2",
     "Part of answers that are adequate with full empowerment and openness; higher makes "
     "empowerment and openness worth more."},
    {41, "response.community", "1", "triangular(0.2, 0.8, 2)", 0, 20, "3.6 (A1, BT, giffgaff)",
     "Part of contacts answered by other customers per share of advocates, with full listening and "
     "openness; higher takes more work off the staff."},
    {42, "response.abandonment", "1/month", "triangular(0.6, 0.8, 0.95)", 0, 1, "assumption",
     "Part of the waiting backlog that gives up each month; higher empties the backlog sooner but "
     "fails more customers."},
    {43, "improvement.speed", "1/month", "triangular(0.02, 0.06, 0.14)", 0, 1, "assumption",
     "Monthly rate at which missing fit is taken up in improvements with full listening, "
     "empowerment and weaving; higher improves products and processes sooner."},
    {44, "improvement.lead_months", "month", "triangular(4, 8, 16)", 1, 60, "H8",
     "Mean months from starting an improvement until customers notice it; higher delays what "
     "improvement brings."},
    {45, "improvement.drift", "1/month", "triangular(0.001, 0.003, 0.006)", 0, 1, "assumption",
     "Part of the fit of products and processes that is lost each month as wishes move on; higher "
     "makes standing still cost more."},
    {46, "improvement.relief", "1", "triangular(0.2, 0.5, 1)", 0, 2, "assumption",
     "Relative fall in contacts per unit of fit gained; higher lets better products save more "
     "service work."},
    {47, "loyalty.delight_up", "1", "triangular(0.12, 0.25, 0.4)", 0, 5, "D5, D11",
     "Rate at which one contact that delights moves a customer up one state of loyalty; higher "
     "makes good service build loyalty faster."},
    {48, "loyalty.failure_down", "1", "triangular(0.05, 0.1, 0.16)", 0, 5, "D6",
     "Rate at which one contact that disappoints moves a customer down one state, before the "
     "weights of failed and slow answers; higher makes bad service cost more loyalty."},
    {49, "loyalty.loss_aversion", "1", "triangular(1.1, 1.9, 2.3)", 0, 10, "D1, D2, D4",
     "Weight of a loss against an equal gain, for failed contacts and for fit that is lost; higher "
     "makes failures cost more loyalty."},
    {50, "loyalty.slow_weight", "1", "uniform(0.2, 0.6)", 0, 5, "E5, E7",
     "Weight of an adequate answer that came too late, where a failed one weighs loss_aversion; "
     "higher makes slowness cost more loyalty."},
    {51, "loyalty.fit_pull", "1/month", "triangular(0.005, 0.015, 0.035)", 0, 1, "C3",
     "Monthly rate of moves up (or down) in loyalty per unit of fit gained (or lost); higher makes "
     "improvement build loyalty faster."},
    {52, "loyalty.fade", "1/month", "triangular(0.006, 0.012, 0.02)", 0, 1, "assumption",
     "Monthly rate at which feelings fade: detractors become neutral, advocates loyal, loyal "
     "customers neutral; higher makes loyalty need more upkeep."},
    {53, "loyalty.churn_base", "1/month", "lognormal(median: 0.01, p90: 0.015)", 0, 1, "J1-J8",
     "Monthly rate at which neutral customers leave in a normal month; higher loses more customers "
     "and makes loyalty worth more."},
    {54, "loyalty.churn_detractor", "1", "triangular(1.3, 1.7, 2.4)", 0, 50, "B11",
     "Churn of detractors as a multiple of the churn of neutral customers; higher makes preventing "
     "detractors worth more."},
    {55, "loyalty.churn_loyal", "1", "uniform(0.7, 0.9)", 0, 1, "B11",
     "Churn of loyal customers as a multiple of the churn of neutral customers; higher makes "
     "loyalty worth less."},
    {56, "loyalty.churn_advocate", "1", "uniform(0.5, 0.75)", 0, 1, "B11, B14",
     "Churn of advocates as a multiple of the churn of neutral customers; higher makes advocates "
     "worth less."},
    {57, "loyalty.restlessness_persistence", "1", "0.85", 0, 0.999, "C2",
     "Part of the market's mood that carries over to the next month; higher gives longer waves of "
     "switching."},
    {58, "loyalty.restlessness_noise", "1", "0.12", 0, 2, "C2",
     "Size of the waves in customers' readiness to switch (standard deviation of the logarithm); "
     "higher makes churn less predictable."},
    {59, "market.entry_base", "1/month", "triangular(0.02, 0.035, 0.06)", 0, 1, "assumption",
     "Monthly rate at which prospects choose a supplier of their own accord; higher gives the "
     "market more new customers to win."},
    {60, "market.imitation", "1/month", "triangular(0.01, 0.03, 0.05)", 0, 1, "A2",
     "Rise in the monthly rate of entry when the whole market is already served; higher lets a "
     "served market draw prospects in faster."},
    {61, "market.rival_churn", "1/month", "triangular(0.008, 0.011, 0.015)", 0, 1, "J1-J8",
     "Monthly rate at which customers of rivals leave and become prospects; higher gives more "
     "customers to win."},
    {62, "market.capture", "1/month", "triangular(0.01, 0.03, 0.06)", 0, 0.5, "assumption",
     "Part of the free attention that a fully engaged company wins in a month; higher rewards "
     "those who move early."},
    {63, "market.release", "1/month", "triangular(0.003, 0.008, 0.02)", 0, 1, "assumption",
     "Part of the attention held that is lost again each month; higher makes a lead in engagement "
     "fade sooner."},
    {64, "market.attention_pull", "1", "triangular(0.2, 0.6, 1.2)", 0, 10, "A7",
     "Pull of attention on customers who choose or consider leaving (effect on the logarithm of "
     "the odds); higher makes attention worth more, to rivals as well."},
    {65, "market.buzz_pull", "1", "triangular(0.3, 0.9, 1.8)", 0, 10, "A8",
     "Pull of word of mouth on customers who choose (effect on the logarithm of the odds); higher "
     "makes advocates win more customers."},
    {66, "market.buzz_memory", "month", "3", 1, 60, "A6",
     "Months that word of mouth is remembered on average; higher makes buzz build up and die down "
     "more slowly."},
    {67, "market.negativity", "1", "triangular(1.2, 2, 3)", 0, 20, "A12, D1",
     "Weight of what a detractor says against what an advocate of a fully open company says; "
     "higher makes detractors and crises harm buzz more."},
    {68, "market.rival_midpoint", "month", "triangular(18, 36, 72)", -240, 600, "G4",
     "Month at which rivals have reached half of their final engagement; higher gives a longer "
     "lead to those who move early."},
    {69, "market.rival_ceiling", "1", "triangular(0.2, 0.45, 0.7)", 0, 1, "G4, G10",
     "Engagement that rivals reach in the end (1: fully engaged); higher leaves less attention to "
     "win."},
    {70, "market.rival_width", "month", "9", 0.5, 120, "assumption",
     "Months over which rivals' engagement rises around the midpoint; higher makes their rise more "
     "gradual."},
    {71, "market.crisis_hazard", "1/month", "triangular(0.004, 0.012, 0.025)", 0, 1,
     "I4, assumption", "Monthly rate at which a public crisis hits; higher means more crises."},
    {72, "market.crisis_severity", "1", "lognormal(median: 0.05, p90: 0.11)", 0, 1, "I1",
     "Typical size of a crisis, as the extra monthly rate of moves down in loyalty; higher makes "
     "each crisis worse."},
    {73, "market.crisis_spread", "1", "0.6", 0, 3, "assumption",
     "Spread of the sizes of crises (standard deviation of the logarithm); higher gives more very "
     "large ones."},
    {74, "market.crisis_mitigation", "1", "uniform(0.3, 0.8)", 0, 1, "I3, I6",
     "Part of a crisis that answering every customer in time and full openness avoid; higher makes "
     "response and openness worth more."},
    {75, "market.crisis_persistence", "1", "0.5", 0, 0.95, "I7",
     "Part of a crisis that carries over to the next month; higher makes crises last longer."},
    {76, "market.crisis_voice", "1", "3", 0, 100, "I8",
     "Relative rise in contacts per unit of crisis; higher floods the staff more during a crisis."},
    {77, "finance.margin", "EUR/customer/month", "9", 0, 1000000, "scenario",
     "Contribution of a neutral customer in a month; higher makes every customer kept or won worth "
     "more."},
    {78, "finance.margin_detractor", "1", "uniform(0.8, 0.95)", 0, 10, "B12",
     "Contribution of a detractor as a multiple of that of a neutral customer; higher makes "
     "detractors cost less."},
    {79, "finance.margin_loyal", "1", "uniform(1.02, 1.15)", 0, 10, "B10",
     "Contribution of a loyal customer as a multiple of that of a neutral customer; higher makes "
     "loyalty worth more."},
    {80, "finance.margin_advocate", "1", "uniform(1.08, 1.3)", 0, 10, "B10, B1, B4",
     "Contribution of an advocate as a multiple of that of a neutral customer; higher makes "
     "advocates worth more."},
    {81, "finance.margin_fit", "1", "triangular(0, 0.02, 0.06)", 0, 5, "assumption",
     "Relative rise in contribution when the fit of products and processes rises by 0.5; higher "
     "makes improvement worth more."},
    {82, "finance.acquisition_cost", "EUR/customer", "triangular(20, 40, 70)", 0, 1000000, "B3",
     "Cost of winning one new customer; higher makes growth dearer and customers kept worth more."},
    {83, "finance.contact_hour_cost", "EUR/hour", "triangular(28, 34, 42)", 0, 10000, "K1, K3",
     "Cost of an hour of care staff; higher makes work saved worth more and extra staff dearer."},
    {84, "finance.releasable", "1", "uniform(0.3, 0.9)", 0, 1, "assumption",
     "Part of the service work saved that turns into money; higher makes savings worth more."},
    {85, "finance.wage", "EUR/employee/month", "4800", 0, 1000000, "scenario",
     "Mean wage cost of an employee in a month; higher makes staff kept and productivity worth "
     "more."},
    {86, "finance.staff_turnover", "1/year", "0.12", 0, 5, "F5",
     "Part of the staff that leaves in a year; higher makes keeping staff worth more."},
    {87, "finance.replacement_wages", "month", "triangular(3, 6, 12)", 0, 60, "assumption",
     "Cost of replacing one employee, in months of wage; higher makes keeping staff worth more."},
    {88, "finance.staff_retention", "1", "triangular(0, 0.25, 0.6)", 0, 1, "F5",
     "Part of staff turnover that full openness and empowerment avoid; higher makes openness and "
     "empowerment worth more."},
    {89, "finance.productivity_gain", "1", "triangular(0, 0.015, 0.05)", 0, 1, "G1, H5",
     "Part of the wage sum gained in productivity with full tooling, weaving and openness; higher "
     "makes collaboration worth more."},
    {90, "finance.discount_rate", "1/year", "0.08", -0.05, 2, "scenario",
     "Yearly rate at which later money counts for less; higher makes late benefits worth less."},
    {91, "finance.terminal_fade", "1/month", "triangular(0.03, 0.05, 0.1)", 0.005, 1, "assumption",
     "Part of the benefits that fades away each month after the horizon; higher makes what was "
     "built worth less."},
    {92, "finance.cost_overrun", "1", "lognormal(median: 1.15, p90: 1.84)", 0.01, 100, "L1",
     "Real cost of levers and one-offs as a multiple of the planned cost; higher makes every "
     "programme dearer."},
    {93, "measurement.noise_savings", "1", "0.1", 0, 10, "1b, assumption",
     "Relative error with which savings are measured in the first month; higher misleads leaders "
     "more."},
    {94, "measurement.noise_revenue", "1", "0.3", 0, 10, "1b, assumption",
     "Relative error with which revenue benefits are measured in the first month; higher misleads "
     "leaders more."},
    {95, "measurement.noise_loyalty", "1", "0.5", 0, 10, "1b, C6",
     "Relative error with which loyalty benefits are measured in the first month; higher misleads "
     "leaders more."},
    {96, "measurement.noise_people", "1", "0.75", 0, 10, "1b, assumption",
     "Relative error with which benefits of staff kept are measured in the first month; higher "
     "misleads leaders more."},
    {97, "measurement.noise_collaboration", "1", "1", 0, 10, "1b, assumption",
     "Relative error with which collaboration benefits are measured in the first month; higher "
     "misleads leaders more."},
    {98, "measurement.visible_savings", "1", "0.9", 0, 1, "1b, L7",
     "Part of savings that leaders can see at first; higher lets them judge the programme fairly "
     "sooner."},
    {99, "measurement.visible_revenue", "1", "0.6", 0, 1, "1b, assumption",
     "Part of revenue benefits that leaders can see at first; higher lets them judge the programme "
     "fairly sooner."},
    {100, "measurement.visible_loyalty", "1", "0.4", 0, 1, "1b, assumption",
     "Part of loyalty benefits that leaders can see at first; higher lets them judge the programme "
     "fairly sooner."},
    {101, "measurement.visible_people", "1", "0.25", 0, 1, "1b, assumption",
     "Part of the benefits of staff kept that leaders can see at first; higher lets them judge the "
     "programme fairly sooner."},
    {102, "measurement.visible_collaboration", "1", "0.1", 0, 1, "1b, assumption",
     "Part of collaboration benefits that leaders can see at first; higher lets them judge the "
     "programme fairly sooner."},
    {103, "measurement.learning_half_life", "month", "triangular(12, 24, 60)", 1, 600, "H10",
     "Months of measuring until half of the unseen benefits have become visible; higher makes the "
     "measurement mature more slowly."},
    {104, "measurement.learning_exponent", "1", "uniform(0.15, 0.4)", 0, 2, "K5, K6",
     "Speed at which the error of measurement falls with the months measured (exponent of a power "
     "law); higher makes the measurement precise sooner."},
    {105, "measurement.promise", "1", "1.5", -10, 100, "L6, assumption",
     "Monthly benefit promised at the start, per euro of the plan's monthly cost at full swing; "
     "higher means more patience at first."},
    {106, "measurement.promise_sd", "1", "1", 0.001, 100, "L6, assumption",
     "Doubt about that promise (standard deviation, per euro of monthly cost at full swing); "
     "higher makes leaders believe measurements sooner."},
    {107, "measurement.belief_drift", "1", "0.15", 0, 10, "assumption",
     "Change in the true benefit that leaders allow for each month, per euro of monthly cost at "
     "full swing; higher makes them follow the latest measurements."},
    {108, "loyalty.anchor", "1", "triangular(0.5, 0.9, 1)", 0, 1, "assumption",
     "Part of today's imbalance between moves up and down that forces outside this model hold in "
     "place; higher keeps loyalty nearer to today's where nothing is done."},
};

constexpr bool ids_are_positions() {
  int position = 0;
  for (const InputRecord& record : kInputs) {
    if (record.id != position++) return false;
  }
  return true;
}
static_assert(ids_are_positions(), "element i of the input records must have id i");

}  // namespace

std::span<const InputRecord> input_records() { return kInputs; }

const InputRecord* find_input(std::string_view key) {
  const auto* const found = std::find_if(std::begin(kInputs), std::end(kInputs),
                                         [key](const InputRecord& r) { return r.key == key; });
  return found == std::end(kInputs) ? nullptr : found;
}

}  // namespace e2roi::scenario
