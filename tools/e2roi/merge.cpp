#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/plan.hpp"
#include "engine/run/run.hpp"
#include "engine/scenario/read.hpp"
#include "tools/e2roi/build_info.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/result_target.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/simulate.hpp"
#include "tools/e2roi/stretch_files.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

/// A shard as its header tells it.
struct Given {
  fs::path file;
  results::ShardHeader header;
  run::Stretch stretch;
};

[[noreturn]] void refuse_to_merge(const std::string& what) {
  throw core::Error(core::ExitCode::kFailed, "merge: " + what);
}

std::vector<Given> read_headers(const std::vector<std::string>& files) {
  std::vector<Given> given;
  for (const std::string& file : files) {
    const results::ShardFile shard(file);
    given.push_back({file, shard.header(), stretch_of(shard.header(), file)});
  }
  return given;
}

/// The first line in which two texts differ, of `text`; cut to what fits a message.
std::string first_difference(const std::string& text, const std::string& other) {
  std::size_t at = 0;
  while (at < text.size() && at < other.size() && text[at] == other[at]) ++at;
  const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  std::string line = text.substr(begin, text.find('\n', begin) - begin);
  constexpr std::size_t kLongest = 80;
  if (line.size() > kLongest) line = line.substr(0, kLongest) + "...";
  return "'" + line + "'";
}

/// Where a shard's run differs from that of most: "its seed is '7', that of the others '8'".
std::string difference(const Entries& odd, const Entries& most) {
  for (const auto& [key, value] : odd) {
    const std::string& other = results::value_of(most, key);
    if (value != other)
      return "its " + key + " has " + first_difference(value, other) + ", that of the others " +
             first_difference(other, value);
  }
  return "it says less of its run than the others";
}

/// Refuses shards of different runs; names those that are not of the run that most are of.
void refuse_mixture(const std::vector<Given>& given) {
  std::map<Entries, std::size_t> votes;
  for (const Given& shard : given) ++votes[run_of(shard.header)];
  if (votes.size() == 1) return;
  // Of equally many the run of the first shard counts as the one that is meant.
  Entries most = run_of(given.front().header);
  for (const auto& [run, count] : votes)
    if (count > votes[most]) most = run;
  std::string odd;
  for (const Given& shard : given)
    if (const Entries run = run_of(shard.header); run != most)
      odd += (odd.empty() ? "" : "; ") + shard.file.string() + " (" + difference(run, most) + ")";
  refuse_to_merge("these shards are not of one run. Not of the run that most are of: " + odd +
                  ". Nothing was written.");
}

void refuse_other_programs(const Given& shard) {
  const BuildInfo& build = build_info();
  const auto made_by = [&shard](const char* key) { return results::value_of(shard.header, key); };
  if (made_by("program_version") == build.version && made_by("program_commit") == build.commit &&
      made_by("model_version") == build.model && made_by("compiler") == build.compiler)
    return;
  refuse_to_merge("the shards were made by e2roi " + made_by("program_version") + " (commit " +
                  made_by("program_commit") + ", model " + made_by("model_version") + ", " +
                  made_by("compiler") + "), this is " + build.version + " (commit " + build.commit +
                  ", model " + build.model + ", " + build.compiler +
                  "): merge them with the program that made them.");
}

/// Refuses a header that says of its run what its scenario does not: the result would carry both.
void refuse_contradiction(const Given& shard, const scenario::Scenario& scenario) {
  const auto check = [&shard](const char* key, const std::string& expected) {
    const std::string& found = results::value_of(shard.header, key);
    if (found != expected)
      throw core::FileError("cannot read " + shard.file.string() + ": its header has " + key + " " +
                            first_difference(found, expected) + ", its scenario " +
                            first_difference(expected, found));
  };
  check("seed", std::to_string(scenario.run.seed));
  check("draws", std::to_string(scenario.run.draws));
  check("scenario", scenario.merged_text);
}

/// What makes the draws that are missing before `to`: the shards that nobody gave, where all that
/// are given are of one cut.
std::string how_to_make(const std::vector<Given>& given) {
  const std::string of = results::value_of(given.front().header, "shards");
  std::vector<std::string> have;
  for (const Given& shard : given) {
    if (of.empty() || results::value_of(shard.header, "shards") != of) return "";
    have.push_back(results::value_of(shard.header, "shard"));
  }
  const std::uint64_t shards = number_of(given.front().header, "shards", given.front().file);
  std::string missing, command;
  constexpr std::uint64_t kMostNamed = 20;
  std::uint64_t named = 0;
  for (std::uint64_t number = 1; number <= shards && named <= kMostNamed; ++number) {
    const std::string text = std::to_string(number);
    if (std::find(have.begin(), have.end(), text) != have.end()) continue;
    if (++named > kMostNamed) break;
    missing += (missing.empty() ? "" : ", ") + text + "/" + of;
    if (command.empty())
      command =
          results::value_of(given.front().header, "run_command") + " --shard " + text + "/" + of;
  }
  if (missing.empty()) return "";
  return " Missing: " + missing + (named > kMostNamed ? " and more" : "") +
         ". Make it with: " + command;
}

/// The shards in the order of their draws. Refuses draws that are missing or given twice.
std::vector<Given> in_order(std::vector<Given> given, std::uint64_t first_draw,
                            std::uint64_t draws) {
  std::stable_sort(given.begin(), given.end(), [](const Given& a, const Given& b) {
    return a.stretch.place < b.stretch.place;
  });
  std::uint64_t done = 0;
  const auto refuse_gap = [&](std::uint64_t to) {
    refuse_to_merge("draws " + grouped(first_draw + done) + " to " + grouped(first_draw + to - 1) +
                    (given.size() == 1
                         ? std::string(" are not in the shard.")
                         : " are in none of the " + std::to_string(given.size()) + " shards.") +
                    how_to_make(given));
  };
  for (std::size_t i = 0; i < given.size(); ++i) {
    const run::Stretch& stretch = given[i].stretch;
    if (stretch.place > done) refuse_gap(stretch.place);
    if (stretch.place < done)
      refuse_to_merge(
          given[i - 1].file.string() + " and " + given[i].file.string() +
          (stretch == given[i - 1].stretch
               ? " hold the same draws: give one of them."
               : " overlap: both hold draw " + grouped(first_draw + stretch.place) + "."));
    done = stretch.place + stretch.draws;
  }
  if (done < draws) refuse_gap(draws);
  return given;
}

/// The shards as a run asks for them: one at a time.
class Shards : public run::StretchStore {
 public:
  explicit Shards(const std::vector<Given>& given) : given_(given) {}
  std::unique_ptr<run::StretchReader> load(const run::Stretch& stretch,
                                           const run::Parts& parts) override {
    if (stop_requested()) throw run::Stopped();
    const Given& shard = given_of(stretch);
    auto file = std::make_unique<results::ShardFile>(shard.file);
    if (file->header() != shard.header)
      refuse_to_merge(shard.file.string() + " has just been changed.");
    file->read(parts);
    return stretch_reader(std::move(file));
  }
  std::unique_ptr<run::StretchWriter> save(const run::Stretch& /*stretch*/,
                                           std::uint64_t /*blocks*/,
                                           std::size_t /*values*/) override {
    return nullptr;  // never asked for: what cannot be loaded is an error
  }
  void other_machine(const run::Stretch& stretch) override {
    refuse_to_merge(given_of(stretch).file.string() +
                    " was made on a machine that draws other inputs, or computes other series, "
                    "than this one; e2roi promises equal bits, so please report it. Nothing was "
                    "written.");
  }

 private:
  const Given& given_of(const run::Stretch& stretch) const {
    return *std::find_if(given_.begin(), given_.end(),
                         [&](const Given& candidate) { return candidate.stretch == stretch; });
  }

  const std::vector<Given>& given_;
};

core::ExitCode merge_shards(const Arguments& arguments) {
  const std::vector<Given> all = read_headers(arguments.operands);
  refuse_mixture(all);
  refuse_other_programs(all.front());
  scenario::ReadOptions from_text;
  from_text.use_environment = false;
  const scenario::Scenario scenario = scenario::read_text(
      results::value_of(all.front().header, "scenario"), all.front().file.string(), from_text);
  refuse_contradiction(all.front(), scenario);
  run::Options options;
  options.threads = threads_of(arguments);
  options.stop = &stop_requested();
  options.first_draw = number_of(all.front().header, "first_draw", all.front().file);
  const std::vector<Given> given = in_order(all, options.first_draw, scenario.run.draws);

  std::optional<DefaultFolder> folder;
  std::optional<fs::path> out;
  if (arguments.has("out"))
    out = arguments.get<std::string>("out");
  else
    folder.emplace();
  check_target(out.value_or(default_file(scenario.name, "00000000")),
               static_cast<std::uint64_t>(run::need(scenario, options.threads).result_bytes));

  watch_signals();
  std::vector<run::Stretch> stretches;
  for (const Given& shard : given) stretches.push_back(shard.stretch);
  Shards shards(given);
  try {
    print_result(finish(run::run(scenario, options, stretches, shards),
                        run_of(given.front().header), options, out),
                 std::nullopt, arguments);
  } catch (const run::Stopped&) {
    throw core::Error(signal_exit_code(), signal_text() + ": nothing was written.");
  }
  return core::ExitCode::kOk;
}

}  // namespace

Verb merge_verb() {
  po::options_description options("Options");
  options.add_options()("out", po::value<std::string>()->value_name("FILE"),
                        "result file; results/NAME-DIGEST.h5 by default")(
      "threads", po::value<Count>()->value_name("N"),
      "threads to use; the result is the same for any number")(
      "json", "print the decision table as JSON")("quiet", "say nothing of the file")("help,h",
                                                                                      "this text");
  return {"merge",
          "SHARD...",
          "put the shards of a run together: the bytes of the whole run's result file",
          Operand::kResult,
          1,
          SIZE_MAX,
          {{"e2roi merge bank.h5-*.shard --out bank.h5", "all that 'run --shard' has written"},
           {"e2roi merge results/*.shard", "into results/NAME-DIGEST.h5"}},
          options,
          merge_shards};
}

}  // namespace e2roi::program
