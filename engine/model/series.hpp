#pragma once
#include <array>

/// What the model reports: monthly series and outcomes, each with name, unit and meaning. The one
/// list that kernel, run, result files and pages share.  MODEL.md, finance and series.
namespace e2roi::model {

// X(name, unit, meaning)
// clang-format off
#define E2ROI_SERIES(X)                                                               \
  X(openness, "1", "openness of leaders, mean over people")                           \
  X(empowerment, "1", "empowerment of people, mean over customer contacts")           \
  X(weaving, "1", "weaving: 0 = silos, 1 = one fabric")                               \
  X(listening, "1", "share of public talk that the company listens to")               \
  X(tooling, "1", "social intranet and service tools")                                \
  X(fatigue, "1", "change fatigue")                                                   \
  X(support, "1", "support of leaders for the path")                                  \
  X(active, "1", "share of draws in which the path has not been cancelled")           \
  X(response_hours, "hour", "mean clock hours until a contact is answered")           \
  X(within_tolerance, "1", "share of contacts answered within what customers accept") \
  X(first_contact, "1", "share of contacts resolved at first contact")                \
  X(delighted, "1", "share of contacts answered well and fast")                       \
  X(failed, "1", "share of contacts not heard, not answered or answered badly")       \
  X(lost, "1", "share of contacts that gave up waiting")                              \
  X(customers, "customer", "customers of the company")                                \
  X(detractor, "1", "share of customers who are detractors")                          \
  X(neutral, "1", "share of customers who are neutral")                               \
  X(loyal, "1", "share of customers who are loyal")                                   \
  X(advocate, "1", "share of customers who are advocates")                            \
  X(net_promoters, "1", "advocates less detractors, as shares of customers")          \
  X(churn, "1/month", "share of customers who leave in the month")                    \
  X(buzz, "1", "word of mouth against that of today")                                 \
  X(attention, "1", "share of the engagement pie that the company holds")             \
  X(attention_rival, "1", "share of the engagement pie that rivals hold")             \
  X(fit, "1", "fit of products and processes to what customers want")                 \
  X(crisis, "1/month", "crisis stock: extra hazard of disappointment")                \
  X(backlog, "hour", "work left over from earlier months")                            \
  X(utilisation, "1", "work arriving against capacity")                               \
  X(rival, "customer", "customers of rivals")                                         \
  X(prospects, "customer", "people who are nobody's customer")                        \
  X(stage, "1", "stage of the Social Engagement Journey, 1 to 5")                     \
  X(benefit, "EUR/month", "benefit of the month against stay, all rungs")             \
  X(savings, "EUR/month", "benefit, rung 1: savings in service")                      \
  X(revenue, "EUR/month", "benefit, rung 2: revenue from fit, buzz and attention")    \
  X(loyalty_value, "EUR/month", "benefit, rung 3: margin held through loyalty")       \
  X(people, "EUR/month", "benefit, rung 4: people who stay")                          \
  X(collaboration, "EUR/month", "benefit, rung 5: working together")                  \
  X(cost, "EUR/month", "cost of the month, with the cost of leaving a path")          \
  X(cumulative, "EUR", "discounted benefit less cost so far")                         \
  X(belief, "EUR/month", "monthly benefit that leaders believe in")                   \
  X(belief_sd, "EUR/month", "standard deviation of that belief")                      \
  X(measured, "EUR/month", "monthly benefit as measured")                             \
  X(won, "customer/month", "newcomers of the month")

// Outcomes: one number a path and draw. The last five are the present values of the rungs.
#define E2ROI_OUTCOMES(X)                                                              \
  X(npv, "EUR", "net present value against stay, with terminal value")                 \
  X(npv_horizon, "EUR", "net present value against stay within the horizon")           \
  X(roi, "1", "npv / pv_cost; undefined without cost")                                 \
  X(payback, "month", "month from which the path stays paid back; undefined if never") \
  X(cancel_month, "month", "month in which leaders stop the path; undefined if never") \
  X(customers, "customer", "customers at the horizon")                                 \
  X(advocate, "1", "share of advocates at the horizon")                                \
  X(detractor, "1", "share of detractors at the horizon")                              \
  X(net_promoters, "1", "advocates less detractors at the horizon")                    \
  X(pv_cost, "EUR", "present value of cost")                                           \
  X(pv_benefit, "EUR", "present value of benefit against stay")                        \
  X(terminal, "EUR", "part of pv_benefit that comes after the horizon")                \
  X(belief, "EUR/month", "monthly benefit that leaders believe in, last month")        \
  X(belief_sd, "EUR/month", "standard deviation of that belief")                       \
  X(pv_rung_savings, "EUR", "present value of rung 1, savings")                        \
  X(pv_rung_revenue, "EUR", "present value of rung 2, revenue")                        \
  X(pv_rung_loyalty, "EUR", "present value of rung 3, loyalty")                        \
  X(pv_rung_people, "EUR", "present value of rung 4, people")                          \
  X(pv_rung_collaboration, "EUR", "present value of rung 5, collaboration")

// clang-format on

struct QuantityRecord {
  const char* name;
  const char* unit;
  const char* meaning;
};

#define E2ROI_NAME(name, unit, meaning) name,
#define E2ROI_RECORD(name, unit, meaning) QuantityRecord{#name, unit, meaning},
namespace series {
enum Index : int { E2ROI_SERIES(E2ROI_NAME) kEnd };
inline constexpr int kCount = kEnd;
}  // namespace series
namespace outcome {
enum Index : int { E2ROI_OUTCOMES(E2ROI_NAME) kEnd };
inline constexpr int kCount = kEnd;
}  // namespace outcome
inline constexpr std::array<QuantityRecord, series::kCount> kSeries = {E2ROI_SERIES(E2ROI_RECORD)};
inline constexpr std::array<QuantityRecord, outcome::kCount> kOutcomes = {
    E2ROI_OUTCOMES(E2ROI_RECORD)};
#undef E2ROI_NAME
#undef E2ROI_RECORD

}  // namespace e2roi::model
