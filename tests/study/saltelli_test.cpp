#include "engine/study/saltelli.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "engine/core/error.hpp"
#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/study/resample.hpp"
#include "engine/study/sample_files.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::study {
namespace {

using tests::workshop_bank;

using model::kBlockDraws;

SaltelliDesign design_of(const scenario::Scenario& scenario, std::uint64_t base,
                         const Grouping& grouping = {}) {
  return {factors_of(scenario, grouping), std::make_unique<DrawnBase>(scenario, base)};
}

/// All rows of a design, each the inputs by id and then the noise.
std::vector<std::vector<double>> rows_of(const SaltelliDesign& design) {
  std::vector<std::vector<double>> all(design.rows());
  std::vector<double> inputs(model::kInputs * kBlockDraws);
  std::vector<std::uint64_t> noise(kBlockDraws);
  for (std::uint64_t first = 0; first < design.rows(); first += kBlockDraws) {
    const auto count = std::min<std::uint64_t>(kBlockDraws, design.rows() - first);
    design.fill({first, static_cast<int>((count + 7) / 8 * 8), inputs.data(), noise.data()});
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t id = 0; id < model::kInputs; ++id)
        all[first + i].push_back(inputs[id * kBlockDraws + i]);
      all[first + i].push_back(static_cast<double>(noise[i]));
    }
  }
  return all;
}

SaltelliDesign read(const std::string& text, const scenario::Scenario& scenario,
                    const Grouping& grouping = {}) {
  std::istringstream in(text);
  return read_samples(in, "X.csv", scenario, grouping);
}

std::string error_of(const std::string& text, const Grouping& grouping = {}) {
  try {
    read(text, workshop_bank(), grouping);
  } catch (const core::Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("saltelli: each row has one factor from B and all others from A") {
  for (const bool grouped : {false, true}) {
    const scenario::Scenario scenario = workshop_bank();
    const SaltelliDesign design = design_of(scenario, 70, {grouped, {}});
    const std::vector<std::vector<double>> rows = rows_of(design);
    REQUIRE(design.factors().size() == (grouped ? 9 : 76));
    REQUIRE(rows.size() == 70 * (design.factors().size() + 2));
    for (std::uint64_t j = 0; j < 70; ++j) {
      const auto& a = rows[j * design.stride()];
      const auto& b = rows[(j + 1) * design.stride() - 1];
      for (std::size_t f = 0; f < design.factors().size(); ++f) {
        std::vector<double> expected = a;
        const Factor& factor = design.factors()[f];
        for (const int id : factor.inputs)
          expected[static_cast<std::size_t>(id)] = b[static_cast<std::size_t>(id)];
        if (factor.is_noise()) expected.back() = b.back();
        CHECK(rows[j * design.stride() + 1 + f] == expected);
      }
      CHECK(a.back() == static_cast<double>(2 * j));
      CHECK(b.back() == static_cast<double>(2 * j + 1));
    }
  }
}

TEST_CASE("saltelli: A and B are independent samples of the inputs' distributions") {
  const scenario::Scenario scenario = workshop_bank();
  const SaltelliDesign design = design_of(scenario, 512, {true, {}});
  const std::vector<std::vector<double>> rows = rows_of(design);
  for (const scenario::Input& input : scenario.inputs) {
    const auto id = static_cast<std::size_t>(input.record->id);
    const double median = input.prior.quantile(0.5);
    int a_below = 0, b_below = 0, both_below = 0;
    for (std::uint64_t j = 0; j < 512; ++j) {
      const bool a = rows[j * design.stride()][id] < median;
      const bool b = rows[(j + 1) * design.stride() - 1][id] < median;
      a_below += a;
      b_below += b;
      both_below += a && b;
    }
    if (input.prior.is_fixed()) continue;
    CAPTURE(input.record->key);
    CHECK(a_below == 256);  // of a Sobol sequence exactly half
    CHECK(b_below == 256);
    // Independent halves: 128 +- 5.7 (hypergeometric); 4.5 of these for each of 75 inputs.
    CHECK(std::abs(both_below - 128) < 26);
  }
}

TEST_CASE("saltelli: sections become factors, one, some or all") {
  const scenario::Scenario scenario = workshop_bank();
  const std::vector<Factor> some = factors_of(scenario, {false, {"market"}});
  const auto market = std::find_if(some.begin(), some.end(),
                                   [](const Factor& factor) { return factor.id == "market"; });
  REQUIRE(market != some.end());
  CHECK(some.size() == 76 - market->inputs.size() + 1);
  CHECK(some.back().is_noise());
  CHECK_FALSE(noise_among(factors_of(workshop_bank({"run.noise=false"}))).has_value());
  CHECK_THROWS_WITH_AS(factors_of(scenario, {false, {"markt"}}),
                       doctest::Contains("did you mean 'market'"), core::UsageError);
  CHECK_THROWS_WITH_AS(factors_of(workshop_bank({"run.inputs=median"})),
                       doctest::Contains("at its median"), core::Error);
}

TEST_CASE("saltelli: a design written and read is the same design") {
  const scenario::Scenario scenario = workshop_bank();
  for (const Grouping& grouping : {Grouping{}, Grouping{true, {}}, Grouping{false, {"market"}}}) {
    const SaltelliDesign design = design_of(scenario, 9, grouping);
    std::ostringstream out;
    write_samples(design, scenario, out);
    const SaltelliDesign again = read(out.str(), scenario, grouping);
    REQUIRE(again.factors().size() == design.factors().size());
    for (std::size_t f = 0; f < again.factors().size(); ++f)
      CHECK(again.factors()[f].id == design.factors()[f].id);
    CHECK(rows_of(again) == rows_of(design));
  }
}

TEST_CASE("saltelli: inputs without a column are at their medians, and noise is no factor") {
  const scenario::Scenario scenario = workshop_bank();
  const SaltelliDesign design = read(
      "\xEF\xBB\xBF"
      "finance.margin, market.capture\r\n9,0.3\r\n8,0.3\r\n9, 0.4\r\n8,0.4\r\n\r\n",
      scenario);
  CHECK(design.base() == 1);
  CHECK_FALSE(noise_among(design.factors()).has_value());
  const std::vector<std::vector<double>> rows = rows_of(design);
  REQUIRE(rows.size() == 4);
  for (const scenario::Input& input : scenario.inputs) {
    const auto id = static_cast<std::size_t>(input.record->id);
    const std::string key = input.record->key;
    if (key == "finance.margin") CHECK(rows[1][id] == 8);
    if (key == "market.capture") CHECK(rows[2][id] == 0.4);
    if (key != "finance.margin" && key != "market.capture")
      CHECK(rows[1][id] == input.prior.quantile(0.5));
  }
}

TEST_CASE("saltelli: what is wrong with a sample file is named with line and column") {
  const auto says = [](const std::string& text, const char* message) {
    CHECK(error_of(text) == message);
  };
  says("", "X.csv:1:1: the first line must name the columns, and there is nothing");
  says("finance.margn\n",
       "X.csv:1:1: there is no input 'finance.margn'; did you mean 'finance.margin'?");
  says("finance.margin,,noise\n", "X.csv:1:16: column 2 has no name");
  says("noise,noise\n", "X.csv:1:7: there are two columns 'noise'");
  says("finance.margin\n9\nabc\n", "X.csv:3:1: finance.margin is 'abc', which is no finite number");
  says("finance.margin\n9\n\n8\n", "X.csv:4:1: there is an empty line before this one, line 3");
  says("finance.margin,noise\n9,1\n9,nan\n",
       "X.csv:3:3: noise is 'nan', which is no finite number");
  says("finance.margin,noise\n9,1\n9,1,1\n",
       "X.csv:3:5: 3 values where the first line has 2 names");
  says("finance.margin,noise\n9,1.5\n",
       "X.csv:2:3: noise is 1.5 and must be the number of a draw: whole, from 0 to 2^53 - 1");
  says("noise,finance.margin\n1,-3\n",
       "X.csv:2:3: finance.margin is -3 and must be between 0 and "
       "1000000 [EUR/customer/month]");
  says("finance.margin\n9\n8\n8\n9\n9\n",
       "X.csv:7:1: the file ends within a base row: 2 of its 3 rows are there");
  says("finance.margin,noise\n9,1\n9,2\n8,1\n8,2\n",
       "X.csv:5:1: of the 4 rows up to here, row 2 has 9 as finance.margin where the last one has "
       "8: rows must be in the order of SALib's samples with calc_second_order=False");
  says("finance.margin\n" + std::string(1 << 20, '9') + "\n",
       "X.csv:2:1: the line is longer than 1048575 characters");
  CHECK(error_of("noise\n1\n2\n2\n", {false, {"market"}}) ==
        "there is no column of section 'market'; did you mean 'market'?");
}

TEST_CASE("saltelli: outputs written and read are the same, others are refused") {
  const scenario::Scenario scenario = workshop_bank();
  const std::vector<double> y = {1.0 / 3, -2e300, 5e-324};
  std::ostringstream out;
  write_outputs({{0, 2, y}, {2, 0, y}}, scenario, out);
  const auto read_back = [&](const std::string& text, std::uint64_t stride, std::uint64_t most) {
    std::istringstream in(text);
    return read_outputs(in, "Y.csv", scenario, stride, most);
  };
  const GivenOutputs outputs = read_back(out.str(), 3, 3);
  REQUIRE(outputs.columns.size() == 2);
  CHECK(outputs.rows == 3);
  CHECK(outputs.columns[0].outcome == 0);
  CHECK(outputs.columns[0].path == 2);
  CHECK(outputs.columns[1].outcome == 2);
  CHECK(std::equal(y.begin(), y.end(), outputs.columns[1].values.begin()));
  CHECK_THROWS_WITH_AS(read_back("npv.social-bisness\n", 3, 3),
                       doctest::Contains("did you mean 'npv.social-business'"), core::Error);
  CHECK_THROWS_WITH_AS(read_back("npv.stay\n1\n2\n", 3, 9),
                       doctest::Contains("no multiple of the 3"), core::Error);
  CHECK_THROWS_WITH_AS(read_back(out.str(), 3, 2), doctest::Contains("more rows than the 2"),
                       core::Error);
}

TEST_CASE("resample: as many rows as there are, spread as drawing with replacement spreads them") {
  const analysis::Resampling resampling = resampled(7, 1000, 40);
  std::vector<double> columns(4 * 1000);
  for (std::size_t row = 0; row < 1000; ++row) {
    columns[analysis::column_place(0, row, 1000)] = 1;
    columns[analysis::column_place(1, row, 1000)] = static_cast<double>(row);
  }
  const std::vector<double> sums = resampling.sums(columns);
  double mean = 0;
  for (std::size_t r = 0; r < 40; ++r) {
    CHECK(sums[4 * r] == 1000);
    mean += sums[4 * r + 1] / 40'000;
    CHECK(sums[4 * r + 1] != sums[4 * ((r + 1) % 40) + 1]);
  }
  // Each replicate's mean has the error 288.7 / sqrt(1000), 40 of them 1.44; 4.5 of these.
  CHECK(std::abs(mean - 499.5) < 6.5);
}

}  // namespace e2roi::study
