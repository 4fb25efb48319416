#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "tools/e2roi/json_writer.hpp"
#include "tools/e2roi/page_data.hpp"

namespace e2roi::program {
namespace {

/// The series that the page draws.
constexpr std::array<const char*, 21> kShown = {
    "customers",     "openness",  "empowerment", "support", "active",          "response_hours",
    "net_promoters", "attention", "benefit",     "savings", "attention_rival", "revenue",
    "loyalty_value", "people",    "cost",        "belief",  "collaboration",   "cumulative",
    "measured",      "rival",     "stage"};

constexpr std::array<double, 5> kWanted = {0.05, 0.25, 0.5, 0.75, 0.95};
constexpr std::array<const char*, 5> kNames = {"p5", "p25", "p50", "p75", "p95"};

/// Seven digits: more than a picture shows, and half the size.
std::string seven_digits(double value) {
  if (!std::isfinite(value)) return "null";
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                 std::chars_format::general, 7)
                       .ptr;
  return {digits.data(), end};
}

/// Of the quantiles that a file holds, the place of the one nearest to each that is drawn.
std::array<std::size_t, 5> places_of(const std::vector<double>& held) {
  std::array<std::size_t, 5> places{};
  for (std::size_t q = 0; q < kWanted.size(); ++q)
    for (std::size_t i = 0; i < held.size(); ++i)
      if (std::abs(held[i] - kWanted[q]) < std::abs(held[places[q]] - kWanted[q])) places[q] = i;
  return places;
}

std::string fan(const PagePath& path, const std::string& name) {
  const auto mean = path.values("series", name + "_mean");
  const auto quantiles = path.values("series", name);
  const std::vector<double>& held = path.results->quantiles;
  const std::array<std::size_t, 5> places = places_of(held);
  JsonObject object;
  object.add("mean", json_array(mean, seven_digits));
  for (std::size_t q = 0; q < kNames.size(); ++q) {
    std::vector<double> over_months;
    for (std::size_t month = 0; month < mean.size() && !held.empty(); ++month)
      over_months.push_back(quantiles[month * held.size() + places[q]]);
    object.add(kNames[q], json_array(over_months, seven_digits));
  }
  return object.text();
}

}  // namespace

std::string page_series(const std::vector<PagePath>& paths) {
  const core::ResultSet& first = *paths.front().results;
  JsonObject names;
  bool is_empty = true;
  for (const char* name : kShown) {
    const core::NamedArray* array = first.find("series", name);
    if (array == nullptr) continue;
    is_empty = false;
    const std::string& label = array->long_name;
    names.add(
        name,
        JsonObject()
            .add_text("unit", array->unit)
            .add_text("label", label.substr(0, label.rfind(", quantiles")))
            .add("paths", json_array(paths, [&](const PagePath& path) { return fan(path, name); }))
            .text());
  }
  const auto& held = first.quantiles;
  if (is_empty || std::find(held.begin(), held.end(), 0.5) == held.end()) return "null";
  return JsonObject()
      .add("months", std::to_string(first.months.size()))
      .add("quantiles",
           json_array(places_of(first.quantiles),
                      [&](std::size_t place) { return core::json_number(first.quantiles[place]); }))
      .add("names", names.text())
      .text();
}

std::string page_stages(const std::vector<PagePath>& paths) {
  constexpr std::size_t kStages = 5;
  if (paths.front().values("series", "stage_share").empty()) return "null";
  return JsonObject()
      .add("paths", json_array(paths,
                               [](const PagePath& path) {
                                 const auto shares = path.values("series", "stage_share");
                                 std::vector<std::span<const double>> months;
                                 for (std::size_t at = 0; at + kStages <= shares.size();
                                      at += kStages)
                                   months.push_back(shares.subspan(at, kStages));
                                 return json_array(months, [](const auto& month) {
                                   return json_array(month, seven_digits);
                                 });
                               }))
      .text();
}

}  // namespace e2roi::program
