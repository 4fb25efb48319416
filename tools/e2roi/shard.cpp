#include "tools/e2roi/shard.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "tools/e2roi/count.hpp"

namespace e2roi::program {
namespace {

/// How one scheduler numbers its tasks. Variables may be nullptr: not known.
struct Scheduler {
  const char* name;
  const char* index;   ///< number of this task
  const char* first;   ///< number of the first task; else it is `from`
  const char* last;    ///< number of the last task, from which the count follows
  const char* step;    ///< from one number to the next; else 1
  const char* count;   ///< how many tasks there are
  std::uint64_t from;  ///< number of the first task where no variable says it
};

constexpr std::array<Scheduler, 8> kSchedulers = {{
    {"Slurm array", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_MAX",
     "SLURM_ARRAY_TASK_STEP", "SLURM_ARRAY_TASK_COUNT", 0},
    {"srun", "SLURM_PROCID", nullptr, nullptr, nullptr, "SLURM_NTASKS", 0},
    {"Open MPI", "OMPI_COMM_WORLD_RANK", nullptr, nullptr, nullptr, "OMPI_COMM_WORLD_SIZE", 0},
    {"AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX", nullptr, nullptr, nullptr,
     "AWS_BATCH_JOB_ARRAY_SIZE", 0},
    {"Kubernetes", "JOB_COMPLETION_INDEX", nullptr, nullptr, nullptr, nullptr, 0},
    {"SGE", "SGE_TASK_ID", "SGE_TASK_FIRST", "SGE_TASK_LAST", "SGE_TASK_STEPSIZE", nullptr, 1},
    {"PBS", "PBS_ARRAY_INDEX", nullptr, nullptr, nullptr, nullptr, 1},
    {"Torque", "PBS_ARRAYID", nullptr, nullptr, nullptr, nullptr, 1},
}};

std::string text_of(const Shard& shard) {
  return std::to_string(shard.number) + "/" + std::to_string(shard.of);
}

[[noreturn]] void refuse_auto(const std::string& what) {
  throw core::UsageError("run: --shard auto: " + what);
}

/// The number in a variable; nothing where it is not set, empty or, as SGE has it, "undefined".
std::optional<std::uint64_t> number_in(const Environment& environment, const char* variable) {
  if (variable == nullptr) return std::nullopt;
  const std::optional<std::string> text = environment(variable);
  if (!text || text->empty() || *text == "undefined") return std::nullopt;
  if (text->size() > 18 || text->find_first_not_of("0123456789") != std::string::npos)
    refuse_auto(std::string(variable) + " is '" + *text + "' and must be a whole number.");
  return std::stoull(*text);
}

/// What one scheduler says; nothing if it is not the one.
std::optional<Shard> asked(const Scheduler& scheduler, const Environment& environment,
                           std::optional<std::uint64_t> shards) {
  const auto index = number_in(environment, scheduler.index);
  if (!index) return std::nullopt;
  const std::uint64_t first = number_in(environment, scheduler.first).value_or(scheduler.from);
  const std::uint64_t step =
      std::max<std::uint64_t>(number_in(environment, scheduler.step).value_or(1), 1);
  std::optional<std::uint64_t> count = number_in(environment, scheduler.count), without_gaps;
  if (const auto last = number_in(environment, scheduler.last); last && *last >= first)
    without_gaps = (*last - first) / step + 1;
  if (!count) count = without_gaps;
  const std::string named =
      std::string(scheduler.name) + " (" + scheduler.index + "=" + std::to_string(*index) + ")";
  if (!count && !shards)
    refuse_auto(named + " does not tell how many tasks there are: add --shards N.");
  if (count && shards && *count != *shards)
    refuse_auto(named + " has " + std::to_string(*count) + (*count == 1 ? " task" : " tasks") +
                ", --shards says " + std::to_string(*shards) +
                ". An array that makes some shards again does not know their numbers: give --shard "
                "K/N.");
  if (without_gaps && *count != *without_gaps)
    refuse_auto(named + " is one of " + std::to_string(*count) +
                " tasks, whose numbers have gaps: " +
                "which shard it is cannot be told. Give --shard K/N.");
  if (count && *count == 1 && *index > 1)
    refuse_auto(named + " is the only task of its array. To make that shard again give --shard " +
                std::to_string(*index) + "/N; for a run of one shard number it 1.");
  const std::uint64_t of = count ? *count : *shards;
  if (*index < first || (*index - first) % step != 0 || (*index - first) / step >= of)
    refuse_auto(named + " is none of " + std::to_string(of) + " tasks numbered from " +
                std::to_string(first) + " on in steps of " + std::to_string(step) +
                "; number them without gaps, or give --shard K/N.");
  return Shard{(*index - first) / step + 1, of};
}

/// Slurm numbers the one process that a batch script is as well, beside the number of tasks that it
/// may start, and what mpirun starts in it inherits that; only what srun started is in a step. Nor
/// does the one process of a step of an array's task tell anything of shards.
bool is_no_rank(const Scheduler& scheduler, const Environment& environment) {
  return std::string_view(scheduler.index) == "SLURM_PROCID" &&
         (!number_in(environment, "SLURM_STEP_ID") ||
          (number_in(environment, "SLURM_ARRAY_TASK_ID") &&
           number_in(environment, "SLURM_NTASKS").value_or(1) == 1));
}

std::string all_variables() {
  std::string text;
  for (const Scheduler& scheduler : kSchedulers)
    text +=
        (text.empty() ? "" : ", ") + (scheduler.index + (" (" + std::string(scheduler.name)) + ")");
  return text;
}

std::uint64_t digits(const std::string& whole, const std::string& part) {
  if (part.empty() || part.size() > 9 || part.find_first_not_of("0123456789") != std::string::npos)
    throw core::UsageError("run: --shard is '" + whole +
                           "' and must be 'auto' or K/N such as 3/16, the third of 16.");
  return std::stoull(part);
}

}  // namespace

Shard parse_shard(const std::string& text) {
  const std::size_t slash = text.find('/');
  const Shard shard{digits(text, text.substr(0, slash)),
                    digits(text, slash == std::string::npos ? "" : text.substr(slash + 1))};
  if (shard.of < 1)
    throw core::UsageError("run: --shard " + text + ": there must be at least 1 shard.");
  if (shard.number < 1 || shard.number > shard.of)
    throw core::UsageError("run: --shard " + text + ": shards are numbered from 1 to " +
                           std::to_string(shard.of) + ".");
  return shard;
}

Shard scheduled_shard(const Environment& environment, std::optional<std::uint64_t> shards) {
  struct Answer {
    const Scheduler* scheduler;
    Shard shard;
  };
  std::vector<Answer> answers;
  for (const Scheduler& scheduler : kSchedulers) {
    if (is_no_rank(scheduler, environment)) continue;
    if (const auto shard = asked(scheduler, environment, shards))
      answers.push_back({&scheduler, *shard});
  }
  if (answers.empty() && number_in(environment, "SLURM_PROCID"))
    refuse_auto(
        "Slurm runs this script once (SLURM_PROCID without SLURM_STEP_ID): start the program by "
        "srun in it, submit an array, or give --shard K/N.");
  if (answers.empty())
    refuse_auto("no scheduler is to be seen: none of " + all_variables() +
                " is set. Give --shard K/N.");
  // A job of one task says so beside the array it belongs to: that is no second opinion.
  if (std::any_of(answers.begin(), answers.end(), [](const Answer& a) { return a.shard.of > 1; }))
    std::erase_if(answers, [](const Answer& answer) { return answer.shard.of == 1; });
  for (const Answer& answer : answers)
    if (answer.shard != answers.front().shard)
      refuse_auto(std::string("two schedulers disagree: ") + answers.front().scheduler->name +
                  " (" + answers.front().scheduler->index + ") says " +
                  text_of(answers.front().shard) + ", " + answer.scheduler->name + " (" +
                  answer.scheduler->index + ") says " + text_of(answer.shard) +
                  ". Give --shard K/N, or unset the variables of one.");
  return answers.front().shard;
}

std::optional<Shard> shard_of(const Arguments& arguments) {
  if (!arguments.has("shard")) return std::nullopt;
  const std::string& text = arguments.get<std::string>("shard");
  std::optional<std::uint64_t> shards;
  if (arguments.has("shards")) shards = arguments.get<Count>("shards").value;
  if (shards && *shards == 0) throw core::UsageError("run: --shards is 0 and must be at least 1.");
  if (text == "auto")
    return scheduled_shard(
        [](const char* variable) -> std::optional<std::string> {
          const char* value = std::getenv(variable);
          if (value == nullptr) return std::nullopt;
          return value;
        },
        shards);
  const Shard shard = parse_shard(text);
  if (shards && *shards != shard.of)
    throw core::UsageError("run: --shard " + text + " and --shards " + std::to_string(*shards) +
                           " disagree.");
  return shard;
}

}  // namespace e2roi::program
