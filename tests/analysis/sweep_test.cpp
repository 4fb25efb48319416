#include "engine/analysis/sweep.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "engine/analysis/sweep_words.hpp"

namespace e2roi::analysis {
namespace {

CellFigures cell(double median, double spread, double roi_spread) {
  CellFigures figures;
  figures.npv_mean = figures.npv_median = {median, 0.2e6};
  figures.npv_sd = {spread, 0.1e6};
  figures.loss = {0.25, 0.01};
  figures.net_promoters = {0.1, 0.01};
  figures.roi_sd = {roi_spread, 0.01};
  figures.roi_iqr = {roi_spread, 0.01};
  return figures;
}

/// Two paths over openness 0, 0.5, 1 × weaving 0, 1: the second path is worth
/// -3 + 8 openness + 2 weaving million, the first nothing.
Sweep sweep_example() {
  Sweep sweep{"Bank",
              2000,
              {{"openness", {0, 0.5, 1}, true}, {"weaving", {0, 1}, true}},
              false,
              {{"brand", "Brand"}, {"business", "Business"}},
              {}};
  for (const double openness : {0.0, 0.5, 1.0})
    for (const double weaving : {0.0, 1.0})
      sweep.cells.push_back({cell(0, 1e6, 1.0), cell(-3e6 + 8e6 * openness + 2e6 * weaving,
                                                     5e6 + 5e6 * openness, 0.5 + openness)});
  return sweep;
}

}  // namespace

TEST_CASE("sweep: cells and places, the last axis fastest") {
  const Sweep sweep = sweep_example();
  CHECK(sweep.places(3) == std::vector<std::size_t>{1, 1});
  CHECK(sweep.cell_at({2, 0}) == 4);
  CHECK(best_cell(sweep).cell == 5);
  CHECK(best_cell(sweep).path == 1);
}

TEST_CASE("sweep: where worth turns negative is linear between cells") {
  // With weaving 1: -1 at openness 0, 3 at 0.5: 0 at 0.125. Along weaving it stays above 0.
  const Sweep sweep = sweep_example();
  const Crossing openness = crossing_from(sweep, {5, 1}, 0);
  CHECK(openness.below.value == doctest::Approx(0.125));
  // With 1.96 errors of 0.2 more or less: -0.608 to 3.392, and -1.392 to 2.608.
  CHECK(openness.below.low == doctest::Approx(0.5 * 0.608 / 4).epsilon(1e-3));
  CHECK(openness.below.high == doctest::Approx(0.5 * 1.392 / 4).epsilon(1e-3));
  CHECK(std::isnan(openness.above.value));
  CHECK(std::isnan(crossing_from(sweep, {5, 1}, 1).below.value));
  // So close to 0 at the end of the axis that it may be beyond it.
  Sweep close = sweep_example();
  close.cells[1][1].npv_median.value = -0.1e6;
  CHECK(crossing_from(close, {5, 1}, 0).below.low == 0);
}

TEST_CASE("sweep: sentences say where it is best, where negative, and how hard to predict") {
  const Report report = sweep_report(sweep_example());
  CHECK(report.sentences[0] ==
        "Business is worth most at openness 1 and weaving 1: median NPV 7.0 ± 0.2 M EUR, chance of "
        "a loss 25 % ± 1, net promoters 0.10 ± 0.01; its median NPV is above 0 in 4 of 6 cells.");
  CHECK(report.sentences[1] ==
        "From there it turns negative with openness below 0.12 (0.08 to 0.17).");
  CHECK(report.sentences[2] ==
        "From openness 0 and weaving 0 to openness 1 and weaving 1 the standard deviation of NPV "
        "rises from 5.0 ± 0.1 to 10.0 ± 0.1 M EUR, that of ROI rises from 0.50 ± 0.01 to 1.50 ± "
        "0.01: the more social, the harder to predict.");
}

TEST_CASE("sweep: a terminal sees a matrix, JSON and files every path and cell") {
  const Report report = sweep_report(sweep_example());
  const std::string text = report_text(report), json = report_json(report);
  CHECK(text.find("openness \\ weaving     0     1\n"
                  "0                   -3.0  -1.0\n") != std::string::npos);
  for (const char* figure : {"Chance of a loss of Business (%)", "Median net promoters of Business",
                             "Standard deviation of ROI of Business"})
    CHECK(text.find(figure) != std::string::npos);
  CHECK(text.find("Every path in every cell") == std::string::npos);
  CHECK(json.find("matrix") == std::string::npos);
  CHECK(json.find("{\"path\": \"business\", \"openness\": \"0.5\", \"weaving\": \"1\", "
                  "\"npv_mean\": {\"value\": 3e+06, ") != std::string::npos);
  core::ResultSet results;
  results.path_ids = {"stay", "brand", "business"};
  add_report(results, report);
  const core::NamedArray* median = results.find("sweep", "cells_npv_median");
  REQUIRE(median != nullptr);
  CHECK(median->axes == std::vector<std::string>{"path", "openness", "weaving"});
  CHECK(median->shape == std::vector<std::size_t>{3, 3, 2});
  CHECK(median->values[2 * 6 + 1 * 2 + 1] == 3e6);
  CHECK(results.labels[0].second == std::vector<std::string>{"0", "0.5", "1"});
  CHECK(results.labels.size() == 2);
}

TEST_CASE("sweep: nowhere above 0, ROI undefined at one end") {
  Sweep sweep = sweep_example();
  for (auto& cells : sweep.cells)
    for (CellFigures& figures : cells) figures.npv_median.value = -1e6;
  sweep.cells.front()[0].roi_sd = sweep.cells.front()[1].roi_sd = {};
  const Report report = sweep_report(sweep);
  REQUIRE(report.sentences.size() == 2);
  CHECK(report.sentences[0] ==
        "In none of 6 cells is a path worth more than staying put; Brand comes closest at "
        "openness 0 and weaving 0: median NPV -1.0 ± 0.2 M EUR, chance of a loss 25 % ± 1, net "
        "promoters 0.10 ± 0.01.");
  CHECK(report.sentences[1].find("undefined where nothing is spent") != std::string::npos);
}

TEST_CASE("sweep: a cell where nothing is left of a path is not its best") {
  // Nothing of it: exactly 0 in every draw. All else loses.
  Sweep sweep = sweep_example();
  sweep.paths.pop_back();
  for (auto& cells : sweep.cells) {
    cells.pop_back();
    cells[0].npv_median.value = -2e6;
  }
  sweep.cells[3][0].npv_median.value = -1e6;
  sweep.cells[0][0] = {};
  sweep.cells[0][0].npv_median = sweep.cells[0][0].npv_sd = {0, 0};
  CHECK(best_cell(sweep).cell == 3);
  CHECK(sweep_report(sweep).sentences[0].find(
            "In none of 6 cells is Brand worth more than staying put; it comes closest at openness "
            "0.5 and weaving 1") == 0);
  for (auto& cells : sweep.cells) cells[0] = sweep.cells[0][0];
  CHECK(best_cell(sweep).cell == 0);
}

TEST_CASE("sweep: a list has samples of its own") {
  Sweep sweep = sweep_example();
  sweep.is_list = true;
  sweep.axes = {{"openness", {0.1, 0.2, 0.3, 0.4, 0.5, 0.6}, true},
                {"finance.margin", {8, 9, 10, 11, 12, 13}, false}};
  const Report report = sweep_report(sweep);
  REQUIRE(report.sentences.size() == 1);
  CHECK(report.sentences[0].find("at sample 6 (openness 0.6 and finance.margin 13)") !=
        std::string::npos);
  core::ResultSet results;
  results.path_ids = {"stay", "brand", "business"};
  add_report(results, report);
  CHECK(results.find("sweep", "cells_loss")->axes == std::vector<std::string>{"path", "sample"});
  CHECK(results.find("sweep", "samples_finance.margin")->values[2] == 10);
}

}  // namespace e2roi::analysis
