#include "engine/scenario/describe.hpp"

#include "engine/scenario/reference.hpp"
#include "engine/scenario/schema.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

/// Forms that describe everything there is: at most one, and without a key.
void check_form(const Arguments& arguments) {
  std::vector<std::string> asked;
  for (const char* form : {"json", "schema", "reference"})
    if (arguments.has(form)) asked.push_back(std::string("--") + form);
  if (asked.size() > 1)
    throw core::UsageError("describe: " + asked[0] + " and " + asked[1] +
                           " are two answers; ask for one.");
  if (!asked.empty() && !arguments.operands.empty())
    throw core::UsageError("describe: " + asked[0] + " is about all keys; leave '" +
                           arguments.operands[0] + "' out.");
  if (arguments.has("scenario") && (arguments.has("schema") || arguments.has("reference")))
    throw core::UsageError("describe: " + asked[0] +
                           " is the same for all scenarios; leave --scenario out.");
}

std::string description(const Arguments& arguments) {
  if (arguments.has("schema")) return scenario::schema();
  if (arguments.has("reference")) return scenario::reference();
  const std::vector<scenario::Input> inputs =
      arguments.has("scenario")
          ? read_scenario(arguments.get<std::string>("scenario"), arguments).inputs
          : scenario::model_inputs();
  if (arguments.has("json")) return scenario::describe_json(inputs);
  return arguments.operands.empty() ? scenario::describe_inputs(inputs)
                                    : scenario::describe_key(arguments.operands[0], inputs);
}

core::ExitCode print_description(const Arguments& arguments) {
  check_form(arguments);
  std::string text = description(arguments);
  if (text.empty() || text.back() != '\n') text += '\n';
  print(text);
  return core::ExitCode::kOk;
}

}  // namespace

Verb describe_verb() {
  po::options_description options("Options");
  options.add_options()("scenario", po::value<std::string>()->value_name("FILE"),
                        "show the inputs as this scenario has them")(
      "allow-outside", "let 'extends' leave the folder tree of the scenario")(
      "json", "print all inputs and keys as JSON")(
      "schema", "print the JSON Schema of scenario files, for editors")(
      "reference", "print the reference page, in Markdown")("help,h", "this text");
  return {"describe",
          "[KEY]",
          "explain the uncertain inputs and the keys of a scenario: prior, unit, source",
          Operand::kKey,
          0,
          1,
          {{"e2roi describe", "every uncertain input with mean, P10, P50, P90, unit and source"},
           {"e2roi describe loyalty.churn_base", "one input; 'loyalty' for its whole section"},
           {"e2roi describe company.fit", "a key of the scenario file, with its range"},
           {"e2roi describe --scenario bank.toml", "the inputs as that scenario has them"}},
          options,
          print_description};
}

}  // namespace e2roi::program
