#include "engine/study/sensitivity.hpp"

#include <memory>

#include "engine/study/sobol_study.hpp"
#include "tools/e2roi/count.hpp"
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

/// Options that only a Sobol study has.
void check_together(const Arguments& arguments) {
  if (arguments.has("sobol")) return;
  for (const char* option : {"base", "groups", "group"})
    if (arguments.has(option))
      throw core::UsageError(std::string("sensitivity: --") + option +
                             " is about Sobol indices: give --sobol as well.");
}

study::Evaluation evaluation_of(const Arguments& arguments, std::uint64_t rows) {
  return {threads_of(arguments), &stop_requested(), row_progress(arguments, rows)};
}

analysis::Report from_draws(const scenario::Scenario& scenario, const study::Asked& asked,
                            const Arguments& arguments) {
  return study::sensitivity(scenario, asked, evaluation_of(arguments, scenario.run.draws));
}

analysis::Report from_design(const scenario::Scenario& scenario, const study::Asked& asked,
                             const Arguments& arguments) {
  const study::Grouping grouping{arguments.has("groups"), words_of(arguments, "group")};
  const std::uint64_t base =
      arguments.has("base") ? arguments.get<Count>("base").value : kDefaultBase;
  std::vector<study::Factor> factors = study::factors_of(scenario, grouping);
  study::refuse_base(base, factors.size(), asked.outcomes.size() + 1, scenario);
  const study::SaltelliDesign design(std::move(factors),
                                     std::make_unique<study::DrawnBase>(scenario, base));
  const run::OutcomeTable table = study::outcomes_of(
      scenario, asked, design.rows(), [&](const run::Rows& rows) { design.fill(rows); },
      evaluation_of(arguments, design.rows()));
  return study::sobol_report(design.factors(), design.base(), study::columns_of(table), asked,
                             scenario);
}

core::ExitCode act(const Arguments& arguments) {
  check_together(arguments);
  const scenario::Scenario scenario = read_scenario(arguments.operands[0], arguments);
  const study::Asked asked = study::asked(question_of(arguments), scenario);
  check_out(arguments);
  const analysis::Report report = stoppable([&] {
    return arguments.has("sobol") ? from_design(scenario, asked, arguments)
                                  : from_draws(scenario, asked, arguments);
  });
  deliver(report, scenario, arguments, "sensitivity");
  return core::ExitCode::kOk;
}

}  // namespace

Verb sensitivity_verb() {
  po::options_description options("Options");
  options.add_options()("sobol",
                        "Sobol indices by a design of their own, instead of from the draws")(
      "base", po::value<Count>()->value_name("N"),
      "base rows of the design (1024 by default, best a power of two): it evaluates N rows for "
      "each "
      "factor, and 2 N more")(
      "groups", "inputs by their section as factors, not one by one: fewer rows, shorter tables")(
      "group", po::value<Words>()->composing()->value_name("SECTION"),
      "the inputs of this section as one factor; may be repeated")(
      "outcome", po::value<Words>()->composing()->value_name("NAME"),
      "what is to be explained, npv by default; may be repeated")(
      "path", po::value<std::string>()->value_name("ID"),
      "path to speak of; the one with the best median NPV by default. --json and --out have all")(
      "against", po::value<std::string>()->value_name("ID"),
      "explain the difference to this path: what decides the choice between them");
  add_study_options(options);
  return {"sensitivity",
          "SCENARIO",
          "which uncertain inputs an outcome hangs on, and how much of it is chance",
          Operand::kScenario,
          1,
          1,
          {{"e2roi sensitivity scenarios/workshop-bank/scenario.toml",
            "shares, rank correlations and a tornado from ordinary draws"},
           {"e2roi sensitivity scenarios/workshop-bank/scenario.toml --sobol --groups",
            "Sobol indices of each section of inputs, chance apart"}},
          options,
          act};
}

}  // namespace e2roi::program
