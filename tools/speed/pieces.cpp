// What it costs to cut a run into pieces: shards with their merging, and checkpoints, against the
// same run in one go; processes one after the other, on one thread.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/model/block.hpp"
#include "engine/results/file.hpp"
#include "tools/speed/process.hpp"
#include "tools/speed/suite.hpp"

namespace e2roi::speed {
namespace {

namespace fs = std::filesystem;

constexpr double kGoalExtra = 3;  ///< % of the run in one go, at 100,000 draws

using Command = std::function<Taken()>;

/// The least that each command takes in `rounds` rounds of all of them. In turns, for a machine
/// that is slow for a while is slow for all; the least, for a command may have to wait until the
/// system finds memory for it, which says nothing of the command.
std::vector<Taken> least_in_turns(int rounds, const std::vector<Command>& commands) {
  std::vector<Taken> least(commands.size());
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < commands.size(); ++i) {
      const Taken now = commands[i]();
      Taken& best = least[i];
      best.wall = round == 0 ? now.wall : std::min(best.wall, now.wall);
      best.processor = round == 0 ? now.processor : std::min(best.processor, now.processor);
    }
  return least;
}

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
  Taken shard(int number, std::uint64_t of) const {
    fs::remove(shard_file(number, of));
    return run("s" + std::to_string(of),
               {"--shard=" + std::to_string(number) + "/" + std::to_string(of), "--force"});
  }
  Taken merge(int shards) const {
    const std::string out = file("merged-" + std::to_string(shards) + ".h5");
    fs::remove(out);
    std::vector<std::string> words = {options_.program.string(), "merge", "--quiet", "--threads=1",
                                      "--out=" + out};
    for (int i = 1; i <= shards; ++i)
      words.push_back(shard_file(i, static_cast<std::uint64_t>(shards)));
    return run_program(std::move(words));
  }

 private:
  std::string shard_file(int number, std::uint64_t of) const {
    const auto three = [](std::uint64_t value) {
      const std::string text = std::to_string(value);
      return std::string(3 - text.size(), '0') + text;
    };
    return file("s" + std::to_string(of) + "-" + three(static_cast<std::uint64_t>(number)) +
                "-of-" + three(of) + ".shard");
  }

  const Options& options_;
  const TemporaryFolder folder_;
};

std::string digest_of(const std::string& file) { return results::digest(results::read(file)); }

}  // namespace

void measure_pieces(const Options& options, Report& report) {
  if (options.program.empty()) throw std::runtime_error("pieces needs --program E2ROI");
  const Pieces pieces(options);
  const std::string level = model::best_kernel().level;
  const std::uint64_t draws = options.draws;
  const std::uint64_t blocks = (draws + model::kBlockDraws - 1) / model::kBlockDraws;
  std::vector<Command> commands = {
      [&] { return pieces.run("whole.h5", {"--checkpoint=0"}); },
      [&] { return pieces.run("checkpoints.h5", {"--checkpoint=" + std::to_string(draws / 4)}); },
      [&] { return pieces.shard(2, blocks); }};
  constexpr int kCuts[] = {2, 4};
  for (const int count : kCuts) {
    for (int number = 1; number <= count; ++number)
      commands.push_back([&pieces, number, count] {
        return pieces.shard(number, static_cast<std::uint64_t>(count));
      });
    commands.push_back([&pieces, count] { return pieces.merge(count); });
  }
  const std::vector<Taken> least = least_in_turns(options.seconds < 1 ? 1 : 12, commands);

  const Goal goal = draws == 100'000 ? at_most(kGoalExtra) : Goal{};
  const Taken& whole = least[0];
  const std::string digest = digest_of(pieces.file("whole.h5"));
  report.add({"run in one go", level, whole.wall, "s", {}, draws});
  const auto add_extra = [&](const std::string& what, const Taken& taken, const char* file) {
    const auto percent = [](double with, double without) { return 100 * (with / without - 1); };
    report.add({what, level, percent(taken.wall, whole.wall), "% more", goal, draws});
    report.add(
        {what + ", CPU", level, percent(taken.processor, whole.processor), "% more", goal, draws});
    report.check(what + " change no bit", digest_of(pieces.file(file)) == digest);
  };
  add_extra("checkpoints, 4 stretches", least[1], "checkpoints.h5");
  std::size_t next = 3;
  for (const int count : kCuts) {
    Taken all;
    for (int command = 0; command <= count; ++command) all += least[next++];
    add_extra(std::to_string(count) + " shards and merge", all,
              ("merged-" + std::to_string(count) + ".h5").c_str());
  }
  report.add({"shard of one block", level, least[2].wall * 1e3, "ms", {}, draws});
  report.add({"shard of one block, CPU", level, least[2].processor * 1e3, "ms", {}, draws});
}

}  // namespace e2roi::speed
