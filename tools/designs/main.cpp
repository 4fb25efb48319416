// The error of each sampling design against draws, as the table of engine/analysis/DESIGNS.md:
//
//   design_errors SCENARIO [SEEDS [MOST_DRAWS]]
//
// The standard deviation over SEEDS (64) of a mean over 128, 512, 2048 … MOST_DRAWS (8192) draws.
// All designs are unbiased, so that is the root mean square error; of 64 seeds its own relative
// standard error is 9 %.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/run/run.hpp"
#include "engine/sampling/design.hpp"
#include "engine/sampling/independent.hpp"
#include "engine/scenario/read.hpp"

namespace e2roi {
namespace {

constexpr const char* kDesigns[] = {"monte-carlo", "latin-hypercube", "sobol"};

/// A mean of that design, seed and number of draws.
using MeanOf = std::function<double(const std::string& design, std::uint64_t seed, std::uint64_t)>;

/// Of the product of 1 + (u_i - 1/2) / i over five inputs, true mean 1 (tests/sampling/
/// design_test.cpp).
double smooth_mean(const std::string& name, std::uint64_t seed, std::uint64_t draws) {
  constexpr std::size_t kInputs = 5;
  std::vector<double> u(8 * draws);
  const sampling::Design design(sampling::design_named(name), seed, kInputs, draws);
  const auto count = static_cast<int>(draws);
  for (std::size_t block = 0; block < 2; ++block) {
    sampling::FourRows rows{};
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = u.data() + (4 * block + i) * draws;
    sampling::independent_uniforms(seed, block, 0, count, rows);
  }
  for (std::size_t i = 0; i < kInputs; ++i)
    design.arrange(static_cast<int>(i), 0, count, u.data() + i * draws);
  double sum = 0;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    double product = 1;
    for (std::size_t i = 0; i < kInputs; ++i)
      product *= 1 + (u[i * draws + draw] - 0.5) / static_cast<double>(i + 1);
    sum += product;
  }
  return sum / static_cast<double>(draws);
}

/// Of the NPV of the scenario's second path [EUR].
double npv_mean(scenario::Scenario scenario, const std::string& design, std::uint64_t seed,
                std::uint64_t draws) {
  scenario.run.sampling = design;
  scenario.run.seed = seed;
  scenario.run.draws = draws;
  scenario.run.fans = false;
  const core::ResultSet results = run::run(scenario);
  const std::vector<double>& npv = results.find("draws", "npv")->values;
  double sum = 0;
  for (std::uint64_t draw = 0; draw < draws; ++draw) sum += npv[2 * draws + draw];
  return sum / static_cast<double>(draws);
}

double error_of(const MeanOf& mean, const std::string& design, std::uint64_t seeds,
                std::uint64_t draws) {
  double sum = 0, squares = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const double value = mean(design, seed, draws);
    const double before = value - sum / static_cast<double>(seed > 1 ? seed - 1 : 1);
    sum += value;
    if (seed > 1) squares += before * (value - sum / static_cast<double>(seed));
  }
  return std::sqrt(squares / static_cast<double>(seeds - 1));
}

void print_table(const char* what, const MeanOf& mean, std::uint64_t seeds, std::uint64_t most) {
  std::printf("\n| %s, draws | %s | %s | %s |\n|---|---|---|---|\n", what, kDesigns[0], kDesigns[1],
              kDesigns[2]);
  for (std::uint64_t draws = 128; draws <= most; draws *= 4) {
    std::printf("| %llu |", static_cast<unsigned long long>(draws));
    for (const char* design : kDesigns)
      std::printf(" %.3g |", error_of(mean, design, seeds, draws));
    std::printf("\n");
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace e2roi

int main(int count, char** arguments) {
  using namespace e2roi;
  if (count < 2 || count > 4) {
    std::fputs("usage: design_errors SCENARIO [SEEDS [MOST_DRAWS]]\n", stderr);
    return 64;
  }
  try {
    const std::uint64_t seeds = count > 2 ? std::stoull(arguments[2]) : 64;
    const std::uint64_t most = count > 3 ? std::stoull(arguments[3]) : 8192;
    if (seeds < 2) throw std::runtime_error("SEEDS must be 2 or more");
    scenario::Scenario scenario = scenario::read(arguments[1]);
    if (scenario.paths.size() < 2) throw std::runtime_error("the scenario needs two paths");
    const MeanOf npv = [&](const std::string& design, std::uint64_t seed, std::uint64_t draws) {
      return npv_mean(scenario, design, seed, draws);
    };
    print_table("smooth function", smooth_mean, seeds, most);
    for (const bool noise : {false, true}) {
      scenario.run.noise = noise;
      print_table(noise ? "mean NPV with noise [EUR]" : "mean NPV without noise [EUR]", npv, seeds,
                  most);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "design_errors: %s\n", error.what());
    return 1;
  }
  return 0;
}
