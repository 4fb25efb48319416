#include "engine/study/sensitivity.hpp"

#include <memory>

#include "engine/study/sample_files.hpp"
#include "engine/study/sobol_study.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/csv_files.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
using Words = std::vector<std::string>;

constexpr std::uint64_t kDefaultBase = 1024;

Words words_of(const Arguments& arguments, const char* option) {
  return arguments.has(option) ? arguments.get<Words>(option) : Words{};
}

std::string word_of(const Arguments& arguments, const char* option) {
  return arguments.has(option) ? arguments.get<std::string>(option) : "";
}

study::Question question_of(const Arguments& arguments) {
  study::Question question;
  if (arguments.has("outcome")) question.outcomes = words_of(arguments, "outcome");
  question.path = word_of(arguments, "path");
  question.against = word_of(arguments, "against");
  return question;
}

/// Options that need another one, or exclude it.
void check_together(const Arguments& arguments) {
  for (const char* option : {"base", "groups", "group", "write-samples", "write-outputs",
                             "read-samples", "read-outputs"})
    if (arguments.has(option) && !arguments.has("sobol"))
      throw core::UsageError(std::string("sensitivity: --") + option +
                             " is about Sobol indices: give --sobol as well.");
  const auto exclude = [&](const char* a, const char* b, const std::string& why) {
    if (arguments.has(a) && arguments.has(b))
      throw core::UsageError(std::string("sensitivity: --") + a + " and --" + b +
                             " exclude each other: " + why + ".");
  };
  exclude("groups", "group", "--groups makes a factor of every section");
  exclude("base", "read-samples", "the file has its own number of base rows");
  exclude("base", "read-outputs", "the file has its own number of base rows");
  exclude("write-samples", "read-samples", "the samples are there");
  exclude("write-samples", "read-outputs", "nothing is sampled");
  exclude("write-outputs", "read-outputs", "the outputs are there");
  if (arguments.has("write-samples") &&
      word_of(arguments, "write-samples") == word_of(arguments, "write-outputs"))
    throw core::UsageError("sensitivity: --write-samples and --write-outputs name the same file.");
}

study::Evaluation evaluation_of(const Arguments& arguments, std::uint64_t rows) {
  return {threads_of(arguments), &stop_requested(), row_progress(arguments, rows)};
}

void tell(const CsvTarget& file, const Arguments& arguments) {
  if (!arguments.has("quiet")) say("e2roi: wrote " + file.path().string() + "\n");
}

/// The design of a Sobol study: read from a file, or made.
study::SaltelliDesign design_of(const scenario::Scenario& scenario, const Arguments& arguments) {
  const study::Grouping grouping{arguments.has("groups"), words_of(arguments, "group")};
  const std::string file = word_of(arguments, "read-samples");
  if (!file.empty()) {
    std::ifstream in = opened(file);
    return study::read_samples(in, file, scenario, grouping);
  }
  const std::uint64_t base =
      arguments.has("base") ? arguments.get<Count>("base").value : kDefaultBase;
  return {study::factors_of(scenario, grouping),
          std::make_unique<study::DrawnBase>(scenario, base)};
}

/// From outputs that were computed elsewhere, for the design's factors.
analysis::Report from_outputs(const scenario::Scenario& scenario, const study::Asked& asked,
                              const study::SaltelliDesign& design, const Arguments& arguments) {
  const std::string file = word_of(arguments, "read-outputs");
  std::ifstream in = opened(file);
  const bool has_samples = arguments.has("read-samples");
  const study::GivenOutputs outputs = study::read_outputs(
      in, file, scenario, design.stride(), has_samples ? design.rows() : study::kMostOutputRows);
  const std::uint64_t base = outputs.rows / design.stride();
  if (has_samples && base != design.base())
    throw core::Error(core::ExitCode::kInvalidScenario,
                      file + " has " + std::to_string(outputs.rows) + " rows and " +
                          word_of(arguments, "read-samples") + " has " +
                          std::to_string(design.rows()));
  study::refuse_base(base, design.factors().size(), asked.outcomes.size(), scenario);
  return study::sobol_report(design.factors(), base, outputs.columns, asked, scenario);
}

/// What a matrix made elsewhere leaves open.
std::string note_of(const std::string& file, bool has_noise) {
  return "Samples are those of " + file + "; inputs without a column there are at their medians" +
         (has_noise ? "." : ", and without a column 'noise' there is no monthly noise.");
}

analysis::Report from_design(scenario::Scenario scenario, const study::Asked& asked,
                             const Arguments& arguments) {
  CsvTarget samples(arguments, "write-samples"), outputs(arguments, "write-outputs");
  const study::SaltelliDesign design = design_of(scenario, arguments);
  if (!study::noise_among(design.factors())) scenario.run.noise = false;
  if (arguments.has("read-outputs")) return from_outputs(scenario, asked, design, arguments);
  study::refuse_base(design.base(), design.factors().size(), asked.outcomes.size() + 1, scenario);
  if (samples) {
    samples.write([&](std::ostream& out) { study::write_samples(design, scenario, out); });
    tell(samples, arguments);
  }
  const run::OutcomeTable table = study::outcomes_of(
      scenario, asked, design.rows(), [&](const run::Rows& rows) { design.fill(rows); },
      evaluation_of(arguments, design.rows()));
  const std::vector<study::OutcomeColumn> columns = study::columns_of(table);
  analysis::Report report =
      study::sobol_report(design.factors(), design.base(), columns, asked, scenario);
  if (arguments.has("read-samples"))
    report.notes.push_back(note_of(word_of(arguments, "read-samples"), scenario.run.noise));
  if (outputs) {
    outputs.write([&](std::ostream& out) { study::write_outputs(columns, scenario, out); });
    tell(outputs, arguments);
  }
  return report;
}

analysis::Report report_of(const scenario::Scenario& scenario, const study::Asked& asked,
                           const Arguments& arguments) {
  if (arguments.has("sobol")) return from_design(scenario, asked, arguments);
  return study::sensitivity(scenario, asked, evaluation_of(arguments, scenario.run.draws));
}

/// The verb and its own options, as typed.
std::string command_of(const Arguments& arguments) {
  std::string text = "sensitivity";
  for (const char* flag : {"sobol", "groups"})
    if (arguments.has(flag)) text += std::string(" --") + flag;
  if (arguments.has("base"))
    text += " --base " + std::to_string(arguments.get<Count>("base").value);
  for (const char* option : {"group", "outcome"})
    for (const std::string& word : words_of(arguments, option))
      text += std::string(" --") + option + " " + word;
  for (const char* option :
       {"path", "against", "write-samples", "write-outputs", "read-samples", "read-outputs"})
    if (arguments.has(option))
      text += std::string(" --") + option + " " + word_of(arguments, option);
  return text;
}

core::ExitCode study_sensitivity(const Arguments& arguments) {
  check_together(arguments);
  const scenario::Scenario scenario = read_scenario(arguments.operands[0], arguments);
  const study::Asked asked = study::asked(question_of(arguments), scenario);
  check_out(arguments);
  const analysis::Report report = stoppable([&] { return report_of(scenario, asked, arguments); });
  deliver(report, scenario, arguments, command_of(arguments));
  return core::ExitCode::kOk;
}

po::options_description own_options() {
  po::options_description options("Options");
  const auto word = [](const char* name) { return po::value<std::string>()->value_name(name); };
  const auto words = [](const char* name) {
    return po::value<Words>()->composing()->value_name(name);
  };
  options.add_options()("sobol",
                        "Sobol indices by a design of their own, instead of shares from the draws")(
      "base", po::value<Count>()->value_name("N"),
      "base rows of the design (1024 by default; best a power of two): N rows are evaluated for "
      "each factor, and 2 N more")("groups",
                                   "sections of inputs as factors: fewer rows, shorter tables")(
      "group", words("SECTION"), "the inputs of this section as one factor; may be repeated")(
      "outcome", words("NAME"), "what is to be explained, npv by default; may be repeated")(
      "path", word("ID"),
      "path to speak of; by default the one with the best median NPV. --json and --out have all")(
      "against", word("ID"),
      "explain the difference to this path: what decides the choice between them")(
      "write-samples", word("X.csv"), "write the design's rows, in the layout of SALib")(
      "write-outputs", word("Y.csv"), "write the outcomes of each row, a column an outcome.path")(
      "read-samples", word("X.csv"), "evaluate these rows instead of making a design")(
      "read-outputs", word("Y.csv"), "use these outcomes instead of evaluating anything");
  return options;
}

}  // namespace

Verb sensitivity_verb() {
  po::options_description options = own_options();
  add_study_options(options);
  return {"sensitivity",
          "SCENARIO",
          "which inputs an outcome hangs on, and how much of it is chance",
          Operand::kScenario,
          1,
          1,
          {{"e2roi sensitivity scenarios/workshop-bank/scenario.toml",
            "shares, rank correlations and a tornado from ordinary draws"},
           {"e2roi sensitivity scenarios/workshop-bank/scenario.toml --sobol --groups",
            "Sobol indices of each section of inputs, chance apart"},
           {"e2roi sensitivity bank.toml --sobol --path social-brand --against social-business",
            "what decides the choice between two paths"},
           {"e2roi sensitivity bank.toml --sobol --write-samples X.csv --write-outputs Y.csv",
            "for SALib and others"}},
          options,
          study_sensitivity};
}

}  // namespace e2roi::program
