#pragma once
#include <optional>
#include <string>

#include "engine/analysis/stopping.hpp"
#include "engine/scenario/scenario.hpp"
#include "tools/e2roi/verb.hpp"

/// `run --until`: how many draws a decision takes.
namespace e2roi::program {

/// --until, --max-draws.
void add_until_options(boost::program_options::options_description& options);

/// The rule of --until; nothing without. Throws core::UsageError for a rule or a limit that cannot
/// be, also where --max-draws is given without --until.
std::optional<analysis::StopRule> stop_rule_of(const Arguments& arguments);

/// The most draws that --until may take: of --max-draws, else 50 times run.draws, and never fewer
/// than before the first look. Throws core::UsageError or core::RunError, before anything is drawn,
/// where --until cannot be used with the scenario or so many draws cannot fit into memory.
std::uint64_t most_draws_of(const scenario::Scenario& scenario, const Arguments& arguments,
                            int threads);

/// Draws until the rule holds. Throws run::Stopped after a signal.
analysis::StopState draws_until(const scenario::Scenario& scenario, const analysis::StopRule& rule,
                                const Arguments& arguments, int threads, std::uint64_t first_draw);

/// The command line that asks for so many draws instead.
Arguments with_draws(Arguments arguments, std::uint64_t draws);

/// What became of the rule: for people and for the result file, and as an entry of the provenance.
analysis::Report until_report(const scenario::Scenario& scenario, const analysis::StopRule& rule,
                              const analysis::StopState& state);
std::string until_record(const analysis::StopRule& rule, const analysis::StopState& state);

}  // namespace e2roi::program
