#include "engine/scenario/key_records.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace e2roi::scenario {
namespace {

using enum KeyType;

constexpr const char* kFile = "scenarios/REFERENCE.md";
constexpr const char* kFacts = "MODEL.md, schedule";
constexpr const char* kPilot = "analysis/VALUE_OF_INFORMATION.md";
constexpr double kLeast = 1e-6, kMost = 1e12;  // of every amount that multiplies or divides

/// A table or an array of tables.
constexpr KeyRecord table(const char* key, KeyType type, bool required, const char* help) {
  return {.key = key, .type = type, .required = required, .source = kFile, .help = help};
}

constexpr KeyRecord text(const char* key, const char* default_toml, const char* help) {
  return {.key = key, .type = kText, .default_toml = default_toml, .source = kFile, .help = help};
}

constexpr KeyRecord id(const char* key, const char* help) {
  return {.key = key, .type = kId, .required = true, .source = kFile, .help = help};
}

constexpr KeyRecord flag(const char* key, const char* default_toml, const char* source,
                         const char* help) {
  return {.key = key, .type = kFlag, .default_toml = default_toml, .source = source, .help = help};
}

/// A number that only the scenario can know.
constexpr KeyRecord amount(const char* key, const char* unit, double lo, double hi,
                           const char* help) {
  return {.key = key,
          .type = kNumber,
          .unit = unit,
          .lo = lo,
          .hi = hi,
          .required = true,
          .source = kFacts,
          .help = help};
}

/// A number in [0, 1] that only the scenario can know, or with a default.
constexpr KeyRecord share(const char* key, const char* help) {
  return amount(key, "1", 0, 1, help);
}
constexpr KeyRecord share(const char* key, const char* default_toml, const char* source,
                          const char* help) {
  KeyRecord record = share(key, help);
  record.required = false;
  record.default_toml = default_toml;
  record.source = source;
  return record;
}

constexpr KeyRecord lever_cost(const char* key, const char* help) {
  KeyRecord record = amount(key, "EUR/month", kLeast, kMost, help);
  record.or_zero = true;
  record.required = false;
  record.default_toml = "0";
  return record;
}

/// A piecewise linear plan with values in [lo, hi].
constexpr KeyRecord plan(const char* key, double lo, double hi, const char* help) {
  return {.key = key,
          .type = kPoints,
          .unit = "1",
          .lo = lo,
          .hi = hi,
          .default_toml = "[]",
          .source = "MODEL.md, schedule",
          .help = help};
}

constexpr KeyRecord kKeys[] = {
    text("extends", "",
         "Scenario file that this one starts from, relative to this file; its values hold unless "
         "this file gives its own."),
    text("name", "",
         "Title of the scenario in tables and result files; without one, the file's name."),
    text("note", "\"\"",
         "Free text for readers: where the figures come from, what the case is about."),

    table("run", kTable, false, "How the scenario is run."),
    {.key = "run.draws",
     .type = kWhole,
     .unit = "draw",
     .lo = 1,
     .hi = 1e12,
     .default_toml = "20000",
     .source = kFile,
     .help = "Number of Monte Carlo futures; standard errors fall with its square root."},
    {.key = "run.months",
     .type = kWhole,
     .unit = "month",
     .lo = 1,
     .hi = 600,
     .default_toml = "60",
     .source = kFacts,
     .help = "Horizon: how many months every draw is followed."},
    {.key = "run.seed",
     .type = kSeed,
     .unit = "1",
     .lo = 0,
     .hi = 18446744073709551615.0,
     .default_toml = "1",
     .source = "MODEL.md, noise",
     .help = "Names the random numbers: equal seeds give equal results; above 9223372036854775807 "
             "written in quotes."},
    {.key = "run.sampling",
     .type = kChoice,
     .default_toml = "\"monte-carlo\"",
     .choices = "monte-carlo latin-hypercube sobol",
     .source = "engine/analysis/DESIGNS.md",
     .help = "Design of the inputs' draws: independent, one in each of as many strata, or a "
             "scrambled Sobol sequence (draws best a power of 2)."},
    flag("run.noise", "true", "MODEL.md, noise",
         "False is quiet mode: no monthly noise, and no crisis, turnover or cancellation by "
         "chance."),
    {.key = "run.inputs",
     .type = kChoice,
     .default_toml = "\"uncertain\"",
     .choices = "uncertain median",
     .source = kFile,
     .help = "uncertain draws every input from its distribution; median holds each at its median."},
    flag("run.terminal_value", "true", "MODEL.md, finance",
         "Whether benefits that fade out after the horizon count in NPV and ROI."),
    flag("run.fans", "true", kFile,
         "Whether mean, standard deviation and quantiles over draws of every monthly series are "
         "kept; without them a run takes about half the time."),
    {.key = "run.quantiles",
     .type = kNumbers,
     .unit = "1",
     .lo = 0,
     .hi = 1,
     .open = true,
     .min_items = 1,
     .max_items = 99,
     .default_toml = "[0.05, 0.25, 0.5, 0.75, 0.95]",
     .source = kFile,
     .help = "Probabilities, strictly rising, at which every monthly series is summarised."},
    {.key = "run.keep_trajectories",
     .type = kWhole,
     .unit = "draw",
     .lo = 0,
     .hi = 1e12,
     .default_toml = "0",
     .source = kFile,
     .help = "Number of first draws whose whole monthly series are kept; at most run.draws."},

    table("company", kTable, true, "Facts of the company and its market at the start of month 0."),
    amount("company.customers", "customer", kLeast, kMost, "Customers of the company."),
    amount("company.market_size", "customer", kLeast, kMost,
           "Everybody in the market: customers, rivals' customers and prospects."),
    amount("company.rival_customers", "customer", 0, kMost, "Customers of all rivals together."),
    table("company.loyalty", kTable, true,
          "How the customers spread over the four loyalty states; the shares sum to 1."),
    share("company.loyalty.detractor", "Share of customers who speak against the company."),
    share("company.loyalty.neutral", "Share of customers who stay but do not care."),
    share("company.loyalty.loyal", "Share of customers who come back by choice."),
    share("company.loyalty.advocate", "Share of customers who recommend the company to others."),
    share("company.fit", "0.5", "MODEL.md, improvement",
          "How well products and processes suit what customers want today."),
    share("company.weaving", "0", "MODEL.md, culture",
          "How well units work together today: 0 = silos, 1 = one fabric."),
    share("company.listening", "0", "MODEL.md, culture",
          "How far the company hears today what customers say online."),
    share("company.tooling", "0", "MODEL.md, culture",
          "How far social intranet and service tools are in use today."),
    amount("company.care_staff", "FTE", kLeast, kMost,
           "Full-time equivalents that answer customers."),
    amount("company.hours_per_fte", "hour/month", kLeast, kMost,
           "Working hours per month that one full-time equivalent spends on contacts."),
    amount("company.opening_hours", "hour/month", kLeast, 730,
           "Clock hours per month in which contacts are answered; 730 = round the clock."),
    table("company.lever_cost", kTable, false,
          "What each lever costs per month at intensity 1; a lever without a cost is free."),
    lever_cost("company.lever_cost.listening", "Cost of listening to customers at intensity 1."),
    lever_cost("company.lever_cost.openness",
               "Cost of the work on open leadership at intensity 1."),
    lever_cost("company.lever_cost.empowerment", "Cost of empowering people at intensity 1."),
    lever_cost("company.lever_cost.tooling",
               "Cost of social intranet and service tools at intensity 1."),
    lever_cost("company.lever_cost.weaving", "Cost of weaving the units together at intensity 1."),
    {.key = "company.ties",
     .type = kMatrix,
     .unit = "1",
     .lo = 0,
     .hi = kMost,
     .max_items = 64,
     .default_toml = "[]",
     .source = "MODEL.md, culture",
     .help = "Who learns from whom: a row and a column per unit, no row all zero, rows normalised; "
             "empty: every other unit equally."},
    {.key = "company.unit",
     .type = kTables,
     .min_items = 1,
     .max_items = 64,
     .required = true,
     .source = kFacts,
     .help = "The business units; a child's unit changes the base's unit of the same id."},
    id("company.unit[].id", "Name of the unit in keys and results, unique in the company."),
    amount("company.unit[].headcount", "employee", 0, kMost,
           "Employees of the unit; the sum over the units must be above 0."),
    amount("company.unit[].contact_share", "1", 0, kMost,
           "The unit's part of customer contacts; divided by the sum over the units."),
    share("company.unit[].openness", "How openly the unit is led today."),
    share("company.unit[].empowerment",
          "How far the unit's people may decide for the customer today."),
    share("company.unit[].resistance", "0", kFacts,
          "How much of every push for change the unit absorbs: 1 = nothing moves."),

    table("inputs", kTable, false,
          "Uncertain inputs whose prior this scenario replaces, as section.name."),

    {.key = "correlation",
     .type = kTables,
     .max_items = 1000,
     .source = "engine/analysis/DESIGNS.md",
     .help = "Uncertain inputs that rise and fall together; all tables make up one matrix, in "
             "which inputs that no table pairs are independent."},
    {.key = "correlation[].inputs",
     .type = kTexts,
     .min_items = 2,
     .max_items = 109,
     .required = true,
     .source = "engine/analysis/DESIGNS.md",
     .help = "The inputs, as section.name; each must be uncertain in this scenario."},
    {.key = "correlation[].rank",
     .type = kNumber,
     .unit = "1",
     .lo = -1,
     .hi = 1,
     .open = true,
     .source = "engine/analysis/DESIGNS.md",
     .help = "Spearman's rank correlation of every two of the inputs."},
    {.key = "correlation[].ranks",
     .type = kMatrix,
     .unit = "1",
     .lo = -1,
     .hi = 1,
     .max_items = 109,
     .default_toml = "[]",
     .source = "engine/analysis/DESIGNS.md",
     .help = "Instead of rank, Spearman's correlations as a matrix in the order of inputs: "
             "symmetric, 1 on the diagonal."},
    text("correlation[].source", "\"\"", "Where the correlation comes from, for readers."),

    table("pilot", kTable, false,
          "A trial of one path in some units before the whole company chooses: e2roi voi says what "
          "it is worth to watch it first."),
    {.key = "pilot.months",
     .type = kWhole,
     .unit = "month",
     .lo = 0,
     .hi = 600,
     .default_toml = "0",
     .source = kPilot,
     .help = "How long the trial is watched before the choice, at most run.months; 0 = not fixed: "
             "trials of every length up to the horizon are valued."},
    {.key = "pilot.units",
     .type = kTexts,
     .max_items = 64,
     .default_toml = "[]",
     .source = kPilot,
     .help = "Ids of the units that try the path; empty: all of them."},
    {.key = "pilot.measures",
     .type = kChoices,
     .max_items = 5,
     .default_toml = "[]",
     .choices = "savings revenue loyalty people collaboration",
     .source = kPilot,
     .help = "Rungs of benefit that the trial measures; empty: all of them."},
    text("pilot.path", "\"\"",
         "Id of the path that is tried; empty: the one with the highest mean NPV."),

    {.key = "path",
     .type = kTables,
     .min_items = 1,
     .max_items = 64,
     .required = true,
     .source = kFacts,
     .help = "The transformation paths to compare with staying put; a child's path changes the "
             "base's path of the same id."},
    id("path[].id", "Name of the path in keys and results, unique; stay is reserved."),
    text("path[].name", "", "Name of the path for people; without one, its id."),
    share("path[].commitment", "0.5", kFacts,
          "How far leaders set the example at the start; people levers work only so far."),
    plan("path[].listening", 0, 1,
         "Intensity of listening over time as [month, intensity] points, linear between, flat "
         "outside."),
    plan("path[].openness", 0, 1,
         "Intensity of the work on open leadership over time as [month, intensity] points."),
    plan("path[].empowerment", 0, 1,
         "Intensity of empowering people over time as [month, intensity] points."),
    plan("path[].tooling", 0, 1,
         "Intensity of bringing in tools over time as [month, intensity] points."),
    plan("path[].weaving", 0, 1,
         "Intensity of weaving units together over time as [month, intensity] points."),
    plan("path[].staffing", 0.05, 20,
         "Multiplier of company.care_staff over time as [month, multiplier] points; without points "
         "1."),
    table("path[].one_off", kTables, false, "Costs that fall in one month."),
    {.key = "path[].one_off[].month",
     .type = kWhole,
     .unit = "month",
     .lo = -1e6,
     .hi = 1e6,
     .required = true,
     .source = "MODEL.md, schedule",
     .help = "Month in which the cost falls; outside the horizon it is ignored."},
    {.key = "path[].one_off[].cost",
     .type = kNumber,
     .unit = "EUR",
     .lo = kLeast,
     .hi = kMost,
     .or_zero = true,
     .required = true,
     .source = kFacts,
     .help = "The amount."},
    text("path[].one_off[].what", "\"\"", "What the money is spent on, for readers."),
};

}  // namespace

std::string bound_text(double bound) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), bound).ptr;
  std::string text(digits.data(), end);
  const auto exponent = text.find('e');
  if (exponent == std::string::npos) return text;
  const bool small = text[exponent + 1] == '-';
  const auto first = text.find_first_not_of("+-0", exponent + 1);
  return text.substr(0, exponent + 1) + (small ? "-" : "") + text.substr(first);
}

std::string_view KeyRecord::name() const {
  const std::string_view whole = key;
  const auto dot = whole.rfind('.');
  return dot == std::string_view::npos ? whole : whole.substr(dot + 1);
}

std::string_view KeyRecord::parent() const {
  const std::string_view whole = key;
  const auto dot = whole.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : whole.substr(0, dot);
}

std::span<const KeyRecord> key_records() { return kKeys; }

const KeyRecord* find_key(std::string_view key) {
  for (const KeyRecord& record : kKeys)
    if (key == record.key) return &record;
  return nullptr;
}

std::string range_text(const KeyRecord& record) {
  const std::string unit = *record.unit == '\0' ? "" : " [" + std::string(record.unit) + "]";
  // A double would round the largest seed.
  if (record.type == kSeed) return "between 0 and 18446744073709551615" + unit;
  if (std::isinf(record.lo) && std::isinf(record.hi)) return "finite" + unit;
  const std::string lo = bound_text(record.lo), hi = bound_text(record.hi);
  if (record.open) return "above " + lo + " and below " + hi + unit;
  return (record.or_zero ? "0 or between " : "between ") + lo + " and " + hi + unit;
}

}  // namespace e2roi::scenario
