#include "engine/core/outcome.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "engine/core/statistics.hpp"

namespace e2roi::core {
namespace {

/// The arrays that describe one quantity, filled one row of draws after another.
class Outcome {
 public:
  Outcome(const NamedArray& draws, std::size_t quantiles)
      : mean_(made(draws, "mean", "mean of")),
        sd_(made(draws, "sd", "standard deviation of")),
        error_(made(draws, "standard_error", "standard error of the mean of")),
        quantile_(made(draws, "quantile", "quantiles of")),
        quantile_error_(made(draws, "quantile_standard_error", "standard error of quantiles of")),
        defined_(made(draws, "defined", "share of draws that have a value of")) {
    defined_.unit = "1";
    for (NamedArray* array : {&quantile_, &quantile_error_}) {
      array->axes.push_back("quantile");
      array->shape.push_back(quantiles);
    }
  }

  void add(const Statistics& row) {
    mean_.values.push_back(row.mean);
    sd_.values.push_back(row.sd);
    error_.values.push_back(row.standard_error);
    append(quantile_, row.quantiles);
    append(quantile_error_, row.quantile_standard_errors);
    defined_.values.push_back(row.share_defined);
  }

  void move_to(std::vector<NamedArray>& arrays) {
    for (NamedArray* array : {&mean_, &sd_, &error_, &quantile_, &quantile_error_, &defined_}) {
      array->can_be_undefined =
          array->can_be_undefined || std::any_of(array->values.begin(), array->values.end(),
                                                 [](double value) { return std::isnan(value); });
      arrays.push_back(std::move(*array));
    }
  }

 private:
  static NamedArray made(const NamedArray& draws, const std::string& suffix,
                         const std::string& phrase) {
    NamedArray array;
    array.group = "outcome";
    array.name = draws.name + "_" + suffix;
    array.long_name = phrase + " " + draws.long_name;
    array.unit = draws.unit;
    array.axes.assign(draws.axes.begin(), draws.axes.end() - 1);
    array.shape.assign(draws.shape.begin(), draws.shape.end() - 1);
    array.can_be_undefined = draws.can_be_undefined && suffix != "defined";
    return array;
  }

  static void append(NamedArray& array, const std::vector<double>& values) {
    array.values.insert(array.values.end(), values.begin(), values.end());
  }

  NamedArray mean_, sd_, error_, quantile_, quantile_error_, defined_;
};

/// Share of draws on one side of 0, and its standard error, a value a path.
template <class Test>
void add_share(std::vector<NamedArray>& arrays, const NamedArray& npv, std::size_t draws,
               const std::string& name, const std::string& phrase, Test counts) {
  NamedArray share{"outcome",           name, phrase, "1", {npv.axes.front()},
                   {npv.shape.front()}, {},   false};
  NamedArray error = share;
  error.name += "_standard_error";
  error.long_name = "standard error of the " + phrase;
  for (std::size_t first = 0; first < npv.values.size(); first += draws) {
    const auto row = std::span(npv.values).subspan(first, draws);
    const auto hits = static_cast<double>(std::count_if(row.begin(), row.end(), counts));
    share.values.push_back(hits / static_cast<double>(draws));
    error.values.push_back(share_standard_error(share.values.back(), draws));
  }
  arrays.push_back(std::move(share));
  arrays.push_back(std::move(error));
}

}  // namespace

void one_by_one(std::size_t count, const std::function<void(std::size_t)>& body) {
  for (std::size_t i = 0; i < count; ++i) body(i);
}

std::vector<NamedArray> outcome_arrays(const ResultSet& results, const Loop& loop) {
  std::vector<const NamedArray*> quantities;
  std::vector<std::span<const double>> rows;
  for (const NamedArray& array : results.arrays) {
    if (array.group != "draws" || array.axes.empty() || array.axes.back() != "draw") continue;
    const std::size_t draws = array.shape.back();
    if (draws == 0) continue;
    quantities.push_back(&array);
    for (std::size_t first = 0; first < array.values.size(); first += draws)
      rows.push_back(std::span(array.values).subspan(first, draws));
  }
  std::vector<Statistics> of_row(rows.size());
  loop(rows.size(),
       [&](std::size_t row) { of_row[row] = statistics(rows[row], results.quantiles); });

  std::vector<NamedArray> arrays;
  auto row = of_row.begin();
  for (const NamedArray* array : quantities) {
    const std::size_t draws = array->shape.back();
    Outcome outcome(*array, results.quantiles.size());
    for (std::size_t first = 0; first < array->values.size(); first += draws) outcome.add(*row++);
    outcome.move_to(arrays);
    if (array->name == "npv" && array->axes.size() == 2) {
      add_share(arrays, *array, draws, "npv_positive",
                "share of draws with a net present value above 0",
                [](double value) { return value > 0; });
      add_share(arrays, *array, draws, "npv_negative",
                "share of draws with a net present value below 0",
                [](double value) { return value < 0; });
    }
  }
  return arrays;
}

}  // namespace e2roi::core
