#include "engine/scenario/describe.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/core/utf8.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/input_text.hpp"
#include "engine/scenario/key_records.hpp"

namespace e2roi::scenario {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string refusal(const std::string& key) {
  try {
    return describe_key(key, model_inputs());
  } catch (const core::UsageError& error) {
    return error.what();
  }
}

/// The model's inputs with one of them replaced as a scenario would.
std::vector<Input> with(const char* key, const std::string& text, const std::string& source,
                        const std::string& note) {
  std::vector<Input> inputs = model_inputs();
  Input& input = inputs[static_cast<std::size_t>(find_input(key)->id)];
  input.prior = parse_input(text, *input.record);
  input.overridden = true;
  input.source = source;
  input.note = note;
  return inputs;
}

}  // namespace

TEST_CASE("describe: every input stands in the list, in a row under its section") {
  const std::vector<std::string> lines = lines_of(describe_inputs(model_inputs()));
  for (const InputRecord& record : input_records()) {
    const std::string key = record.key;
    const std::string name = key.substr(key.find('.') + 1);
    CAPTURE(key);
    const auto row = std::find_if(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.size() > 3 && line[3] != ' ' && line.substr(3, name.size() + 1) == name + " ";
    });
    REQUIRE(row != lines.end());
    CHECK((row->front() == '*') == record.is_assumption());
    std::string heading;
    for (auto line = lines.begin(); line != row; ++line)
      if (has(*line, "  mean  ") || has(*line, " P10 ")) heading = *line;
    CHECK(heading.find(key.substr(0, key.find('.'))) == 3);
  }
}

TEST_CASE("describe: columns are aligned and no line is wider than 120 characters") {
  std::size_t column = 0;
  for (const std::string& line : lines_of(describe_inputs(model_inputs()))) {
    CAPTURE(line);
    CHECK(core::characters(line) <= 120);
    if (has(line, " P10 ")) column = line.find("unit");
    const bool is_row = line.size() > 3 && line[3] != ' ' && column > 0 && !has(line, "e2roi");
    if (is_row && !has(line, " P10 ")) {
      CHECK(line[column - 1] == ' ');
      CHECK(line[column] != ' ');
    }
  }
}

TEST_CASE("describe: a row shows mean and quantiles of the draws") {
  const std::string text = describe_inputs(model_inputs());
  // triangular(10, 20, 36): P10 = 10 + sqrt(0.1 * 26 * 10), P90 = 36 - sqrt(0.1 * 26 * 16).
  CHECK(has(text,
            "openness_half_life         22     15.1    21.58    29.55  month          1 to 240"));
  CHECK(has(text, "triangular(10, 20, 36). Months until full effort"));
  CHECK(has(text, "always 0.015. Size of the monthly"));
}

TEST_CASE("describe: means of clipped values take the bounds into account") {
  const auto mean_of = [](const char* key, const char* text) {
    return summary_of(with(key, text, "", "")[static_cast<std::size_t>(find_input(key)->id)]).mean;
  };
  // uniform(0, 2) clipped to [0, 1]: half of the draws are 1, the others 0.5 on average.
  CHECK(mean_of("response.heard_offline", "uniform(0, 2)") == doctest::Approx(0.75).epsilon(1e-6));
  // normal(0, 1) clipped to [0, 1]: phi(0) - phi(1) + 1 - Phi(1).
  CHECK(mean_of("response.heard_offline", "normal(mean: 0, sd: 1)") ==
        doctest::Approx(0.3989423 - 0.2419707 + 0.1586553).epsilon(1e-5));
  CHECK(mean_of("response.heard_offline", "uniform(0.2, 0.6)") == 0.4);
  const InputSummary clipped =
      summary_of(with("response.heard_offline", "uniform(0, 2)", "", "")[22]);
  CHECK(clipped.p50 == 1);
  CHECK(clipped.p90 == 1);
  CHECK(clipped.p10 == doctest::Approx(0.2));
}

TEST_CASE("describe: one input says all about itself") {
  const std::string text = describe_key("loyalty.churn_base", model_inputs());
  CHECK(text ==
        "loyalty.churn_base\n"
        "  Monthly rate at which neutral customers leave in a normal month; higher loses more "
        "customers and\n"
        "  makes loyalty worth more.\n"
        "\n"
        "  prior         lognormal(median: 0.01, p90: 0.015)\n"
        "  values drawn  mean 0.01051, P10 0.006667, P50 0.01, P90 0.015\n"
        "  unit          1/month\n"
        "  also written  1/month, %/month; also per minute, hour, day, week or year\n"
        "  range         0 to 1: a number outside is refused, draws are clipped to it\n"
        "  source        J1-J8\n"
        "                its entries are in scenarios/EVIDENCE.md\n"
        "  in a file     [inputs]\n"
        "                loyalty.churn_base = \"lognormal(median: 0.01, p90: 0.015)\"\n"
        "  or            --set inputs.loyalty.churn_base=0.01\n");
  CHECK(describe_key("inputs.loyalty.churn_base", model_inputs()) == text);
  CHECK(has(describe_key("finance.margin", model_inputs()), "finance.margin = 9\n"));
  CHECK(has(describe_key("culture.fatigue_gain", model_inputs()),
            "assumption (a modeller's judgement)"));
}

TEST_CASE("describe: what a scenario replaces is marked and keeps its source and the prior") {
  const auto inputs = with("finance.margin", "8 to 10", "annual report 2012", "before provisions");
  const std::string list = describe_inputs(inputs);
  CHECK(has(list, "=  margin "));
  CHECK(has(list, "(the model's own: 9)"));
  CHECK(has(list, "Source: annual report 2012. Note: before provisions"));
  CHECK(has(list, "= a value of this scenario"));
  CHECK_FALSE(has(describe_inputs(model_inputs()), "= a value of this scenario"));
  const std::string one = describe_key("finance.margin", inputs);
  CHECK(has(one, "this scenario   lognormal(median: 8.94427"));
  CHECK(has(one, "its source      annual report 2012"));
  CHECK(has(one, "model's prior   9\n"));
}

TEST_CASE("describe: a section, a key and a table of keys are described") {
  const std::string section = describe_key("improvement", model_inputs());
  CHECK(has(section, "lead_months"));
  CHECK_FALSE(has(section, "churn_base"));
  const std::string key = describe_key("run.months", model_inputs());
  CHECK(has(key, "range    between 1 and 600 [month]"));
  CHECK(has(key, "default  60"));
  CHECK(has(describe_key("path.commitment", model_inputs()), "path[].commitment\n"));
  CHECK(has(describe_key("path[].commitment", model_inputs()), "path[].commitment\n"));
  CHECK(has(describe_key("company", model_inputs()), "  company.customers\n"));
  CHECK(has(describe_key("company.customers", model_inputs()), "required"));
}

TEST_CASE("describe: every key and every input can be asked for") {
  for (const KeyRecord& record : key_records())
    CHECK(has(describe_key(record.key, model_inputs()), record.key));
  for (const InputRecord& record : input_records())
    CHECK(has(describe_key(record.key, model_inputs()), record.prior));
}

TEST_CASE("describe: a key that nothing has is refused with the one that was meant") {
  const std::string where = " 'e2roi describe' lists all inputs, scenarios/REFERENCE.md all keys.";
  CHECK(refusal("loyalty.chrun_base") ==
        "there is no key 'loyalty.chrun_base'; did you mean 'loyalty.churn_base'?" + where);
  CHECK(refusal("churn_base") ==
        "there is no key 'churn_base'; did you mean 'loyalty.churn_base'?" + where);
  CHECK(refusal("drwas") == "there is no key 'drwas'; did you mean 'run.draws'?" + where);
  CHECK(refusal("run.drwas") == "there is no key 'run.drwas'; did you mean 'run.draws'?" + where);
  CHECK(refusal("weather") == "there is no key 'weather'." + where);
}

TEST_CASE("describe: the JSON holds every input and every key") {
  const auto json = nlohmann::json::parse(describe_json(with("finance.margin", "9.5", "x", "y")));
  CHECK(json["format"] == "e2roi-describe-1");
  REQUIRE(json["inputs"].size() == 109);
  CHECK(json["keys"].size() == key_records().size());
  const auto& half_life = json["inputs"][0];
  CHECK(half_life["key"] == "culture.openness_half_life");
  CHECK(half_life["distribution"] == "triangular(10, 20, 36)");
  CHECK(half_life["mean"] == 22);
  CHECK(half_life["assumption"] == false);
  CHECK(half_life["overridden"] == false);
  CHECK(half_life["lo"] == 1);
  const auto& margin = json["inputs"][77];
  CHECK(margin["overridden"] == true);
  CHECK(margin["distribution"] == "9.5");
  CHECK(margin["prior"] == "9");
  CHECK(margin["source"] == "x");
  CHECK(margin["note"] == "y");
  CHECK(json["inputs"][8]["assumption"] == true);
  const auto own = with("culture.fatigue_gain", "0.8", "survey", "");
  CHECK(nlohmann::json::parse(describe_json(own))["inputs"][8]["assumption"] == false);
}

}  // namespace e2roi::scenario
