#pragma once
#include <functional>
#include <string>
#include <vector>

#include "engine/sampling/distribution.hpp"

/// One or more distributions of every family, with what is known of them from the books.
namespace e2roi::tests {

struct Example {
  sampling::Distribution distribution;
  double mean, sd;   ///< from the family's formulas, not from the engine
  double low, high;  ///< ends of the support
  std::string text;  ///< canonical spelling
};

/// All families; `discrete` and `fixed` too, whose quantile functions have steps.
std::vector<Example> examples();

/// Cumulative probabilities over the whole range that draws can have, both ends included, rising.
std::vector<double> probabilities();

/// Integral of f(quantile(u)) du, by the trapezoidal rule over the logit of u.
double integral(const sampling::Distribution& distribution, const std::function<double(double)>& f);

}  // namespace e2roi::tests
