#include "tools/e2roi/simulate.hpp"

#include "engine/results/file.hpp"
#include "tools/e2roi/provenance.hpp"
#include "tools/e2roi/result_target.hpp"

namespace e2roi::program {
namespace {

core::ResultSet simulated(const Simulation& simulation) {
  try {
    return run::run(simulation.scenario, simulation.options);
  } catch (const run::Stopped&) {
    throw StoppedEarly("");
  }
}

}  // namespace

Simulated simulate(const Simulation& simulation) {
  const scenario::Scenario& scenario = simulation.scenario;
  Simulated done;
  done.results = simulated(simulation);
  for (const auto& note : simulation.notes) done.results.provenance.push_back(note);
  done.comparison = analysis::comparison_of(done.results);
  if (done.comparison)
    analysis::add_report(done.results,
                         analysis::comparison_report(*done.comparison, done.results.title));
  done.digest = add_provenance(done.results, scenario, simulation.overrides);
  done.file = simulation.out.value_or(default_file(scenario.name, done.digest));
  check_target(done.file, 0);
  const std::atomic<bool>* stop = simulation.options.stop;
  if (stop != nullptr && *stop) throw StoppedEarly("");
  results::write(done.results, done.file);
  return done;
}

}  // namespace e2roi::program
