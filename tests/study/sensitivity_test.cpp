#include "engine/study/sensitivity.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "engine/core/error.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/study/draw_findings.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::study {
namespace {

using tests::workshop_bank;

const analysis::Table& table(const analysis::Report& report, const std::string& name) {
  for (const analysis::Table& table : report.tables)
    if (table.name == name) return table;
  throw std::out_of_range(name);
}

const analysis::Line& line(const analysis::Report& report, const std::string& name,
                           const std::string& path, const std::string& about) {
  for (const analysis::Line& line : table(report, name).lines)
    if (line.labels[0].id == path && line.labels.back().id == about) return line;
  throw std::out_of_range(about);
}

analysis::Report sobol(const scenario::Scenario& scenario, const Question& question, int threads,
                       std::uint64_t base, const Grouping& grouping = {true, {}}) {
  const SaltelliDesign design(factors_of(scenario, grouping),
                              std::make_unique<DrawnBase>(scenario, base));
  const Asked asked = study::asked(question, scenario);
  const run::OutcomeTable outcomes =
      outcomes_of(scenario, asked, design.rows(), [&](const run::Rows& rows) { design.fill(rows); },
                  {threads, nullptr, {}});
  return sobol_report(design.factors(), base, columns_of(outcomes), asked, scenario);
}

const std::string kPath = "social-business";

}  // namespace

TEST_CASE("sensitivity: shares from draws and from a design agree within their errors") {
  const scenario::Scenario scenario = workshop_bank({"run.draws=8000", "run.months=36"});
  const Asked asked = study::asked({{"npv"}, kPath, ""}, scenario);
  const analysis::Report draws = sensitivity(scenario, asked, {});
  const analysis::Report design = sobol(scenario, {{"npv"}, kPath, ""}, 0, 256, {});
  int compared = 0;
  for (const analysis::Line& share : table(draws, "shares").lines) {
    if (share.labels[0].id != kPath) continue;
    const analysis::Line& index = line(design, "indices", kPath, share.labels[2].id);
    const double error =
        std::hypot(share.figures[0].standard_error, index.figures[1].standard_error);
    CAPTURE(share.labels[2].id);
    CHECK(std::abs(share.figures[0].value - index.figures[1].value) < 4.5 * error);
    ++compared;
  }
  CHECK(compared == 75);
}

TEST_CASE("sensitivity: known, chance and together make up the whole") {
  const analysis::Report report = sobol(workshop_bank({"run.months=24"}), {}, 0, 128);
  REQUIRE(!table(report, "split").lines.empty());
  for (const analysis::Line& line : table(report, "split").lines)
    CHECK(line.figures[0].value + line.figures[1].value + line.figures[2].value ==
          doctest::Approx(1));
  CHECK(report.sentences.front().find("could in principle be known beforehand") !=
        std::string::npos);
}

TEST_CASE("sensitivity: a quiet run has no chance to set apart") {
  const analysis::Report report =
      sobol(workshop_bank({"run.months=24", "run.noise=false"}), {}, 0, 64);
  CHECK(report.tables.size() == 1);
  CHECK(report.sentences.front().find("chance") == std::string::npos);
}

TEST_CASE("sensitivity: reports are the same for any number of threads") {
  const scenario::Scenario scenario = workshop_bank({"run.draws=600", "run.months=12"});
  const Question question{{"npv", "customers"}, "", ""};
  CHECK(report_json(sobol(scenario, question, 1, 64)) ==
        report_json(sobol(scenario, question, 3, 64)));
  const Asked asked = study::asked(question, scenario);
  CHECK(report_json(sensitivity(scenario, asked, {1, nullptr, {}})) ==
        report_json(sensitivity(scenario, asked, {3, nullptr, {}})));
}

TEST_CASE("sensitivity: the tornado moves one input at a time, without noise") {
  const scenario::Scenario scenario = workshop_bank({"run.draws=400"});
  const analysis::Report report =
      sensitivity(scenario, study::asked({{"npv"}, kPath, ""}, scenario), {});
  const scenario::Input& capture = *std::find_if(
      scenario.inputs.begin(), scenario.inputs.end(),
      [](const auto& input) { return std::string(input.record->key) == "market.capture"; });
  const auto alone = [&](double value) {
    const scenario::Scenario at =
        workshop_bank({"run.draws=1", "run.noise=false", "run.inputs=median",
                       "inputs.market.capture=" + std::to_string(value)});
    const run::InputSampler sampler(at);
    const run::OutcomeTable table = outcomes_of(
        at, study::asked({}, at), 1,
        [&](const run::Rows& rows) { sampler.fill(rows.first, rows.count, rows.inputs); }, {});
    return table.column(0, 2)[0];
  };
  const analysis::Line& bar = line(report, "tornado", kPath, "market.capture");
  CHECK(bar.figures[0].value == doctest::Approx(alone(capture.prior.quantile(0.1))).epsilon(1e-4));
  CHECK(bar.figures[1].value == doctest::Approx(alone(capture.prior.quantile(0.9))).epsilon(1e-4));
  CHECK(std::isfinite(bar.figures[2].standard_error));
  // Where the bars begin, for files and in the second sentence; the table for terminals says once
  // what it is about.
  const double base = alone(capture.prior.quantile(0.5));
  CHECK(line(report, "tornado_base", kPath, "npv").figures[0].value ==
        doctest::Approx(base).epsilon(1e-4));
  CHECK(report.sentences[1].find("With every input at its median and no noise, the NPV of Social "
                                 "business would be ") == 0);
  CHECK(report.sentences[1].find("finance.cost_overrun moves that most, from ") !=
        std::string::npos);
  const analysis::Table& small = report.tables[5];
  CHECK(small.where == analysis::Where::kTerminal);
  CHECK(small.axes == std::vector<std::string>{"input"});
  CHECK(small.lines.size() == 75);
  CHECK(small.most_shown == 12);
}

TEST_CASE("sensitivity: the difference to a path is explained, and that path left out") {
  const analysis::Report report =
      sobol(workshop_bank({"run.months=24"}), {{"npv"}, "social-brand", kPath}, 0, 64);
  for (const analysis::Line& line : table(report, "indices").lines) {
    CHECK(line.labels[0].id != kPath);
    CHECK(line.labels[1].id == "npv_less_social-business");
  }
  // Row by row, the path taken off from the other.
  const std::vector<double> a = {1, 5, 9}, b = {4, 2, 2};
  const Asked asked{{0}, 2, 1};
  const auto differences =
      quantities({{0, 1, a}, {0, 2, b}}, asked, workshop_bank({"run.months=24"}));
  REQUIRE(differences.size() == 1);
  CHECK(differences[0].values[0] == 3);
  CHECK(differences[0].values[2] == -7);
  CHECK(differences[0].path.id == kPath);
  // NPV against stay is NPV: the same shares.
  const scenario::Scenario scenario = workshop_bank({"run.months=24"});
  const analysis::Report plain = sobol(scenario, {{"npv"}, kPath, ""}, 0, 64);
  const analysis::Report against = sobol(scenario, {{"npv"}, kPath, "stay"}, 0, 64);
  CHECK(line(plain, "indices", kPath, "market").figures[0].value ==
        line(against, "indices", kPath, "market").figures[0].value);
}

TEST_CASE("sensitivity: outcomes of different units have tornadoes of their own") {
  const scenario::Scenario scenario = workshop_bank({"run.draws=300", "run.months=12"});
  const analysis::Report report =
      sensitivity(scenario, study::asked({{"npv", "customers"}, kPath, ""}, scenario), {});
  CHECK(table(report, "tornado_npv").columns[0].unit == "EUR");
  CHECK(table(report, "tornado_customers").columns[0].unit == "customer");
  CHECK(report.sentences.size() == 4);
  // The first lines are about the path spoken of, twelve of each outcome.
  const analysis::Table& shares = table(report, "shares");
  REQUIRE(shares.most_shown == 24);
  for (std::size_t i = 0; i < 24; ++i) {
    CHECK(shares.lines[i].labels[0].id == kPath);
    CHECK(shares.lines[i].labels[1].id == (i < 12 ? "npv" : "customers"));
  }
}

TEST_CASE("sensitivity: sentences say what an input is, and of correlated ones no sum") {
  const scenario::Scenario apart = workshop_bank({"run.draws=400"});
  const Question question{{"npv"}, kPath, ""};
  const std::string alone = sensitivity(apart, study::asked(question, apart), {}).sentences[0];
  CHECK(alone.find("finance.cost_overrun (real cost of levers and one-offs as a multiple of the "
                   "planned cost) alone decides ") != std::string::npos);
  CHECK(alone.find("one by one they add up to ") != std::string::npos);
  const scenario::Scenario together = workshop_bank(
      {"run.draws=400",
       "correlation=[{inputs=[\"finance.cost_overrun\",\"response.voice_rate\"],rank=0.7}]"});
  const analysis::Report report = sensitivity(together, study::asked(question, together), {});
  CHECK(report.sentences[0].find("such shares overlap and do not add up") != std::string::npos);
  CHECK(report.sentences[0].find("one by one") == std::string::npos);
  CHECK(report.notes.back().find("Inputs are correlated: ") == 0);
}

TEST_CASE("sensitivity: questions that have no answer are refused") {
  const scenario::Scenario scenario = workshop_bank({"run.draws=159", "run.months=12"});
  const auto refuses = [&](const Question& question, const char* message) {
    CHECK_THROWS_WITH_AS(study::asked(question, scenario), doctest::Contains(message),
                         core::UsageError);
  };
  refuses({{"npw"}, "", ""}, "there is no outcome 'npw'");
  refuses({{"npw"}, "", ""}, "did you mean 'npv'?");
  refuses({{"payback"}, "", ""}, "has no value in some draws");
  refuses({{"npv"}, "social-busines", ""}, "did you mean 'social-business'?");
  refuses({{"npv"}, "", "social"}, "there is no path 'social'");
  refuses({{"npv"}, kPath, kPath}, "against itself");
  CHECK_THROWS_WITH_AS(sensitivity(scenario, study::asked({}, scenario), {}),
                       doctest::Contains("need at least 200 draws, here are 159"),
                       core::UsageError);
  CHECK_THROWS_WITH_AS(refuse_base(63, 76, 1, scenario), doctest::Contains("at least 64 base rows"),
                       core::UsageError);
  CHECK_THROWS_WITH_AS(refuse_base(4'000'000'000, 76, 1, scenario),
                       doctest::Contains("MB are available"), core::RunError);
  CHECK_THROWS_WITH_AS(sobol(scenario, {{"npv"}, "stay", ""}, 0, 64),
                       doctest::Contains("is the same in all draws"), core::Error);
  CHECK_THROWS_WITH_AS(sobol(scenario, {{"roi"}, "stay", ""}, 0, 64),
                       doctest::Contains("has no value in 704 of 704 draws"), core::Error);
}

}  // namespace e2roi::study
