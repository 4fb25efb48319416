#include "tools/e2roi/simulate.hpp"

#include <future>

#include "engine/results/file.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/result_target.hpp"
#include "tools/e2roi/stretch_files.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;

/// What its checkpoints and shards are called after, before there is a digest.
fs::path base_of(const Simulation& simulation) {
  return simulation.out.value_or(default_base(simulation.scenario.name));
}

/// What the run of a scenario does not know of.
void add_extras(core::ResultSet& results, const Simulation& simulation) {
  for (const auto& note : simulation.notes) results.provenance.push_back(note);
  for (const analysis::Report& report : simulation.reports) analysis::add_report(results, report);
}

/// With checkpoints; they are removed when the result is written.
Simulated in_stretches(const Simulation& simulation, const std::vector<run::Stretch>& stretches) {
  Entries run =
      provenance_of(simulation.scenario, simulation.options.first_draw, simulation.overrides);
  Checkpoints checkpoints(base_of(simulation), run, simulation.command);
  const auto kept = [&] {
    return kept_text(checkpoints, simulation.scenario.run.draws, simulation.command);
  };
  try {
    core::ResultSet results =
        run::run(simulation.scenario, simulation.options, stretches, checkpoints);
    add_extras(results, simulation);
    Simulated done = finish(std::move(results), std::move(run), simulation.options, simulation.out);
    checkpoints.clear();
    return done;
  } catch (const run::Stopped&) {
    throw StoppedEarly(kept());
  } catch (const core::FileError& error) {
    if (kept().empty()) throw;
    throw core::Error(core::ExitCode::kStoppedEarly, std::string(error.what()) + ". " + kept());
  }
}

}  // namespace

std::uint64_t checkpoint_of(const Arguments& arguments) {
  if (!arguments.has("checkpoint")) return kCheckpointDraws;
  const std::uint64_t draws = arguments.get<Count>("checkpoint").value;
  return draws == 0 ? UINT64_MAX : draws;
}

Simulated simulate(const Simulation& simulation) {
  const std::vector<run::Stretch> stretches = run::cut_every(
      simulation.options.first_draw, simulation.scenario.run.draws, simulation.checkpoint);
  if (stretches.size() > 1) return in_stretches(simulation, stretches);
  try {
    core::ResultSet results = run::run(simulation.scenario, simulation.options);
    add_extras(results, simulation);
    return finish(
        std::move(results),
        provenance_of(simulation.scenario, simulation.options.first_draw, simulation.overrides),
        simulation.options, simulation.out);
  } catch (const run::Stopped&) {
    throw StoppedEarly("");
  }
}

Simulated finish(core::ResultSet results, Entries run, const run::Options& options,
                 const std::optional<fs::path>& file) {
  // Beside what follows, as long as that leaves the arrays alone.
  const auto beside = std::launch::async | std::launch::deferred;
  const auto how = options.threads == 1 ? std::launch::deferred : beside;
  std::future<std::string> digest =
      std::async(how, [&results] { return results::digest(results); });
  Simulated done;
  done.summary = analysis::summarise(results);
  done.comparison = analysis::comparison_of(results);
  done.digest = digest.get();
  if (done.comparison) {
    analysis::add_report(results, analysis::comparison_report(*done.comparison, results.title));
    for (analysis::ComparedPath& path : done.comparison->input) path.npv = path.net_promoters = {};
  }
  add_provenance(results, std::move(run), done.digest);
  done.file = file.value_or(default_file(results.title, done.digest));
  check_target(done.file, 0);
  if (options.stop != nullptr && *options.stop) throw run::Stopped();
  results::write(std::move(results), done.file);
  return done;
}

std::string result_json(const analysis::Summary& summary,
                        const std::optional<analysis::Comparison>& comparison,
                        const std::optional<analysis::Report>& until) {
  std::string until_json = until ? analysis::report_json(*until) : "";
  if (until) until_json.pop_back();  // its newline
  return analysis::decision_json(
      summary,
      comparison ? analysis::comparison_sentences(*comparison) : std::vector<std::string>(),
      until_json);
}

void print_result(const Simulated& made, const std::optional<analysis::Report>& until,
                  const Arguments& arguments) {
  const bool is_quiet = arguments.has("quiet");
  if (arguments.has("json")) {
    print(result_json(made.summary, made.comparison, until));
    if (!is_quiet && until) say("e2roi: " + until->sentences.front() + "\n");
    if (!is_quiet) say("e2roi: wrote " + made.file.string() + ", digest " + made.digest + "\n");
    return;
  }
  print(made.summary.title + "\n\n" + analysis::decision_text(made.summary) +
        analysis::comparison_text(made.comparison, made.summary.draws) +
        (until ? "\n" + analysis::report_text(*until) : "") + "\nDigest  " + made.digest +
        "\nResult  " + made.file.string() + "\n");
}

}  // namespace e2roi::program
