#include "tools/e2roi/until.hpp"

#include <algorithm>

#include "engine/run/plan.hpp"
#include "engine/study/until.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/study_options.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

constexpr std::uint64_t kTimesDraws = 50;

}  // namespace

void add_until_options(po::options_description& options) {
  options.add_options()("until", po::value<std::string>()->value_name("RULE"),
                        "take as many draws as the decision needs: 'p_wrong < 1 %', "
                        "'loss < 100k EUR' or 'se(npv) < 1e5'")(
      "max-draws", po::value<Count>()->value_name("N"),
      "most draws that --until takes; 50 times run.draws by default");
}

std::optional<analysis::StopRule> stop_rule_of(const Arguments& arguments) {
  if (!arguments.has("until")) {
    if (arguments.has("max-draws"))
      throw core::UsageError("run: --max-draws goes with --until; --draws says how many to take.");
    return std::nullopt;
  }
  if (arguments.has("max-draws") && arguments.get<Count>("max-draws").value < analysis::kFirstLook)
    throw core::UsageError("run: --max-draws is " +
                           std::to_string(arguments.get<Count>("max-draws").value) +
                           " and must be at least " + std::to_string(analysis::kFirstLook) +
                           ", the draws before the first look.");
  return analysis::parse_stop_rule(arguments.get<std::string>("until"), study::stop_outcomes());
}

std::uint64_t most_draws_of(const scenario::Scenario& scenario, const Arguments& arguments,
                            int threads) {
  study::refuse_until(scenario);
  scenario::Scenario largest = scenario;
  const bool is_given = arguments.has("max-draws");
  const std::uint64_t draws = scenario.run.draws;
  largest.run.draws = is_given                           ? arguments.get<Count>("max-draws").value
                      : draws > UINT64_MAX / kTimesDraws ? UINT64_MAX
                                                         : draws * kTimesDraws;
  largest.run.draws = std::max(largest.run.draws, analysis::kFirstLook);
  try {
    run::refuse_if_too_large(largest, threads);
  } catch (const core::RunError& error) {
    throw core::RunError("--until may take up to " + grouped(largest.run.draws) + " draws (" +
                         (is_given ? "--max-draws"
                                   : "50 times run.draws; --max-draws N asks for "
                                     "fewer") +
                         "): " + error.what());
  }
  return largest.run.draws;
}

analysis::StopState draws_until(const scenario::Scenario& scenario, const analysis::StopRule& rule,
                                const Arguments& arguments, int threads, std::uint64_t first_draw) {
  study::UntilOptions options;
  options.threads = threads;
  options.first_draw = first_draw;
  options.most_draws = most_draws_of(scenario, arguments, threads);
  options.progress = row_progress(arguments, options.most_draws);
  options.stop = &stop_requested();
  return study::draws_until(scenario, rule, options);
}

Arguments with_draws(Arguments arguments, std::uint64_t draws) {
  arguments.options.erase("draws");
  arguments.options.insert({"draws", po::variable_value(boost::any(Count{draws}), false)});
  return arguments;
}

analysis::Report until_report(const scenario::Scenario& scenario, const analysis::StopRule& rule,
                              const analysis::StopState& state) {
  std::vector<analysis::Label> paths = {{"stay", "Stay"}};
  for (const scenario::Path& path : scenario.paths) paths.push_back({path.id, path.name});
  return analysis::stop_report(rule, state, paths, scenario.name);
}

std::string until_record(const analysis::StopRule& rule, const analysis::StopState& state) {
  return rule.text + (state.holds ? ": holds after " : ": does not hold after ") +
         std::to_string(state.draws) + " draws";
}

}  // namespace e2roi::program
