#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "tools/e2roi/verb.hpp"

/// Which part of a run this process is to do: --shard K/N, or what a scheduler says.
namespace e2roi::program {

struct Shard {
  std::uint64_t number = 1;  ///< 1 … of
  std::uint64_t of = 1;
  bool operator==(const Shard&) const = default;
};

/// An environment variable's value; nothing where it is not set.
using Environment = std::function<std::optional<std::string>(const char*)>;

/// "3/16". Throws core::UsageError.
Shard parse_shard(const std::string& text);

/// What Slurm (array or srun), Open MPI, AWS Batch, Kubernetes, SGE and PBS say in their variables.
/// `shards`: --shards, for those that do not tell how many there are. Throws core::UsageError where
/// none is set, two disagree, or one makes no sense; each is named.
Shard scheduled_shard(const Environment& environment, std::optional<std::uint64_t> shards);

/// Of --shard and --shards; nothing without --shard.
std::optional<Shard> shard_of(const Arguments& arguments);

}  // namespace e2roi::program
