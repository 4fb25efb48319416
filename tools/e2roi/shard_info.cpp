#include "tools/e2roi/shard_info.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <system_error>
#include <vector>

#include "engine/core/json.hpp"
#include "engine/results/shard.hpp"
#include "engine/scenario/read.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/stretch_files.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;

/// A shard as its header tells it. A checkpoint has no number.
struct Told {
  fs::path file;
  results::ShardHeader header;
  std::string title, run;  ///< run: eight digits that stand for it in names of files
  run::Stretch stretch;
  std::uint64_t first_draw, draws, shards = 0;  ///< of the run
  std::optional<std::uint64_t> number;

  const std::string& at(const char* key) const { return results::value_of(header, key); }
  std::uint64_t first() const { return first_draw + stretch.place; }
  std::uint64_t last() const { return first() + stretch.draws - 1; }
};

Told told_by(const fs::path& file) {
  const results::ShardFile shard(file);
  Told told{.file = file,
            .header = shard.header(),
            .title = {},
            .run = {},
            .stretch = {},
            .first_draw = number_of(shard.header(), "first_draw", file),
            .draws = number_of(shard.header(), "draws", file),
            .number = {}};
  told.stretch = stretch_of(told.header, file);
  told.run = short_name_of(run_of(told.header));
  scenario::ReadOptions from_text;
  from_text.use_environment = false;
  told.title = scenario::read_text(told.at("scenario"), file.string(), from_text).name;
  if (told.at("shard").empty()) {
    told.run = short_name_of(what_draws_depend_on(run_of(told.header)));
    return told;
  }
  told.number = number_of(told.header, "shard", file);
  told.shards = number_of(told.header, "shards", file);
  return told;
}

/// Where the shard stands beside others under the names that `run --shard` gives them: what comes
/// before the number, and its digits. Nothing where the file was renamed.
struct Name {
  std::string base;
  std::size_t width;
};
std::optional<Name> name_of(const Told& told) {
  const std::string of = std::to_string(told.shards), number = std::to_string(*told.number);
  const std::size_t width = std::max<std::size_t>(of.size(), 3);
  const std::string end = "-" + std::string(width - number.size(), '0') + number + "-of-" +
                          std::string(width - of.size(), '0') + of + ".shard";
  const std::string name = told.file.string();
  if (!name.ends_with(end)) return std::nullopt;
  return Name{name.substr(0, name.size() - end.size()), width};
}

/// Numbers of the shards that are not there beside this one, a few of them.
std::vector<std::uint64_t> missing_beside(const Told& told, const Name& name) {
  constexpr std::size_t kMost = 20;
  const std::string of = std::to_string(told.shards);
  std::vector<std::uint64_t> missing;
  for (std::uint64_t i = 1; i <= told.shards && missing.size() < kMost; ++i) {
    const std::string number = std::to_string(i);
    std::error_code ignored;
    if (!fs::exists(name.base + "-" + std::string(name.width - number.size(), '0') + number +
                        "-of-" + std::string(name.width - of.size(), '0') + of + ".shard",
                    ignored))
      missing.push_back(i);
  }
  return missing;
}

/// What to do next.
struct Next {
  std::string why, command;
};
Next next_of(const Told& told) {
  if (!told.number)
    return {
        "it is a checkpoint: the run goes on from it with the command that began it, typed in the "
        "same folder, and removes it at its end",
        told.at("run_command").empty() ? "e2roi batch ..." : told.at("run_command")};
  const std::string of = std::to_string(told.shards);
  const std::optional<Name> name = name_of(told);
  if (!name) return {"give merge all " + of + " shards", "e2roi merge SHARD..."};
  const std::vector<std::uint64_t> missing = missing_beside(told, *name);
  if (missing.empty())
    return {"all " + of + " shards are here",
            "e2roi merge " + quoted_file(name->base) + "-*.shard --out " +
                quoted_file(name->base.ends_with(".h5") ? name->base : name->base + ".h5")};
  std::string numbers;
  for (const std::uint64_t number : missing)
    numbers += (numbers.empty() ? "" : ", ") + std::to_string(number) + "/" + of;
  return {"not here: " + numbers,
          told.at("run_command") + " --shard " + std::to_string(missing.front()) + "/" + of};
}

std::string line(const std::string& label, const std::string& text) {
  return label + std::string(std::max<std::size_t>(10, label.size() + 1) - label.size(), ' ') +
         text + "\n";
}

}  // namespace

std::string shard_info(const fs::path& file) {
  const Told told = told_by(file);
  const Next next = next_of(told);
  const std::string draws = "draws " + grouped(told.first()) + " to " + grouped(told.last()) +
                            ", " + grouped(told.stretch.draws) + " of the run's " +
                            grouped(told.draws);
  return told.title + "\n\n" +
         (told.number ? line("Shard", std::to_string(*told.number) + " of " +
                                          std::to_string(told.shards) + ": " + draws)
                      : line("Stretch", draws)) +
         line("Run", told.run + ", the same for all " + (told.number ? "shards" : "checkpoints") +
                         " that go together") +
         line("Seed", told.at("seed")) +
         line("Made by", "e2roi " + told.at("program_version") + " (" + told.at("program_commit") +
                             "), model " + told.at("model_version") + ", " + told.at("compiler")) +
         line("Whole run", told.at("command")) + line("Next", next.command) + line("", next.why) +
         "\nIts values are checked when they are merged.\n";
}

std::string shard_info_json(const fs::path& file) {
  const Told told = told_by(file);
  const Next next = next_of(told);
  std::string entries;
  for (const auto& [key, value] : run_of(told.header))
    entries +=
        (entries.empty() ? "" : ",") + core::json_string(key) + ":" + core::json_string(value);
  return "{\"format\":\"e2roi-shard-info-1\",\"name\":" + core::json_string(told.title) +
         (told.number ? ",\"shard\":" + std::to_string(*told.number) +
                            ",\"shards\":" + std::to_string(told.shards)
                      : "") +
         ",\"run\":" + core::json_string(told.run) +
         ",\"first_draw\":" + core::json_string(std::to_string(told.first())) +
         ",\"draws\":" + std::to_string(told.stretch.draws) +
         ",\"draws_of_run\":" + std::to_string(told.draws) +
         ",\"next\":" + core::json_string(next.command) +
         ",\"why\":" + core::json_string(next.why) + ",\"provenance\":{" + entries + "}}\n";
}

}  // namespace e2roi::program
