// What it costs to cut a run into pieces: shards with their merging, and checkpoints, against the
// same run in one go; processes one after the other, on one thread.
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/core/statistics.hpp"
#include "engine/model/block.hpp"
#include "engine/results/file.hpp"
#include "tools/speed/process.hpp"
#include "tools/speed/suite.hpp"

namespace e2roi::speed {
namespace {

namespace fs = std::filesystem;

constexpr double kGoalExtra = 3;  ///< % of the run in one go, at 100,000 draws
constexpr int kRounds = 12;

/// The program with what is run, in a folder of its own. What a command has written before is
/// removed first: the system finds memory sooner that was just given back, so each gets as much.
class Pieces {
 public:
  explicit Pieces(const Options& options) : options_(options) {}

  std::string file(const std::string& name) const { return (folder_ / name.c_str()).string(); }

  Taken run(const std::string& out, const std::vector<std::string>& more) const {
    fs::remove(file(out));
    std::vector<std::string> words = {options_.program.string(),
                                      "run",
                                      options_.scenario.string(),
                                      "--quiet",
                                      "--threads=1",
                                      "--draws=" + std::to_string(options_.draws),
                                      "--out=" + file(out)};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(std::move(words));
  }
  Taken shard(std::uint64_t number, std::uint64_t of) const {
    fs::remove(shard_file(number, of));
    return run("s" + std::to_string(of),
               {"--shard=" + std::to_string(number) + "/" + std::to_string(of), "--force"});
  }
  Taken shards_and_merge(std::uint64_t count, const std::string& out) const {
    std::vector<std::string> merge = {options_.program.string(), "merge", "--quiet", "--threads=1",
                                      "--out=" + file(out)};
    Taken all;
    for (std::uint64_t number = 1; number <= count; ++number) {
      all += shard(number, count);
      merge.push_back(shard_file(number, count));
    }
    fs::remove(file(out));
    return all += run_program(std::move(merge));
  }

 private:
  std::string shard_file(std::uint64_t number, std::uint64_t of) const {
    const auto three = [](std::uint64_t value) {
      const std::string text = std::to_string(value);
      return std::string(3 - text.size(), '0') + text;
    };
    return file("s" + std::to_string(of) + "-" + three(number) + "-of-" + three(of) + ".shard");
  }

  const Options& options_;
  const TemporaryFolder folder_;
};

/// A way to cut a run, and what it costs more than runs in one go, by round [%].
struct Way {
  std::string name, file;
  std::function<Taken(const std::string& file)> run;
  std::vector<double> wall = {}, processor = {}, own = {};

  void add(const Taken& cut, const Taken& before, const Taken& after) {
    const auto extra = [&](double Taken::*of) {
      return 100 * (2 * cut.*of / (before.*of + after.*of) - 1);
    };
    wall.push_back(extra(&Taken::wall));
    processor.push_back(extra(&Taken::processor));
    own.push_back(extra(&Taken::own));
  }
};

std::string digest_of(const std::string& file) { return results::digest(results::read(file)); }

}  // namespace

void measure_pieces(const Options& options, Report& report) {
  if (options.program.empty()) throw std::runtime_error("pieces needs --program E2ROI");
  const Pieces pieces(options);
  const std::uint64_t draws = options.draws;
  const std::uint64_t blocks = (draws + model::kBlockDraws - 1) / model::kBlockDraws;
  const std::string every = "--checkpoint=" + std::to_string(draws / 4);
  std::vector<Way> ways = {{"checkpoints, 4 stretches", "c.h5",
                            [&](const auto& out) { return pieces.run(out, {every}); }},
                           {"2 shards and merge", "m2.h5",
                            [&](const auto& out) { return pieces.shards_and_merge(2, out); }},
                           {"4 shards and merge", "m4.h5",
                            [&](const auto& out) { return pieces.shards_and_merge(4, out); }}};

  // Each way stands between two runs in one go: who is slow for a minute is slow for all three.
  const auto whole = [&] { return pieces.run("whole.h5", {"--checkpoint=0"}); };
  std::vector<double> wholes, small;
  Taken before = whole();
  for (int round = options.seconds < 1 ? 1 : kRounds; round > 0; --round) {
    for (Way& way : ways) {
      const Taken cut = way.run(way.file), after = whole();
      way.add(cut, before, after);
      wholes.push_back(after.wall);
      before = after;
    }
    small.push_back(pieces.shard(2, blocks).processor * 1e3);
  }

  const std::string level = model::best_kernel().level;
  const Goal goal = draws == 100'000 ? at_most(kGoalExtra) : Goal{};
  const auto add = [&](const std::string& what, const std::vector<double>& values,
                       const std::string& unit, Goal wanted) {
    const core::Statistics all = core::statistics(values, std::vector{0.5});
    report.add({what, level, all.quantiles[0], unit, wanted, draws});
    if (values.size() > 1)
      report.add(
          {what + ", standard error", level, all.quantile_standard_errors[0], unit, {}, draws});
  };
  add("run in one go", wholes, "s", {});
  const std::string digest = digest_of(pieces.file("whole.h5"));
  for (const Way& way : ways) {
    add(way.name, way.wall, "% more", goal);
    add(way.name + ", CPU", way.processor, "% more", goal);
    add(way.name + ", CPU in own code", way.own, "% more", goal);
    report.check(way.name + " change no bit", digest_of(pieces.file(way.file)) == digest);
  }
  add("shard of one block, CPU", small, "ms", {});
}

}  // namespace e2roi::speed
