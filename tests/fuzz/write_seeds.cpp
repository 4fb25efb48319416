// Writes the seeds that are no text: a small result file, one with trajectories and an analysis's
// own axis, and a shard.
//
//     write_seeds FOLDER
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <limits>

#include "engine/results/file.hpp"
#include "engine/results/shard.hpp"
#include "tests/fuzz/shard_parts.hpp"

namespace {

using namespace e2roi;

core::NamedArray array_of(const char* group, const char* name, std::vector<std::string> axes,
                          std::vector<std::size_t> shape) {
  core::NamedArray array{group, name, name, "1", std::move(axes), std::move(shape), {}, true};
  std::size_t size = 1;
  for (const std::size_t extent : array.shape) size *= extent;
  for (std::size_t i = 0; i < size; ++i) array.values.push_back(static_cast<double>(i) / 8);
  array.values.back() = std::numeric_limits<double>::quiet_NaN();
  return array;
}

core::ResultSet small_result() {
  core::ResultSet results;
  results.title = "Café";
  results.path_ids = {"stay", "go"};
  results.path_names = {"Stay", "Gehen – jetzt"};
  results.months = {0, 1, 2};
  results.quantiles = {0.5};
  results.rungs = {"savings"};
  results.input_keys = {"finance.margin"};
  results.draws = 2;
  results.arrays = {array_of("series", "customers", {"path", "month", "quantile"}, {2, 3, 1}),
                    array_of("draws", "npv", {"path", "draw"}, {2, 2}),
                    array_of("inputs", "value", {"input", "draw"}, {1, 2})};
  results.provenance = {{"scenario", "name = \"Café\"\n"}, {"seed", "7"}};
  results.provenance.emplace_back("digest", results::digest(results));
  return results;
}

core::ResultSet larger_result() {
  core::ResultSet results = small_result();
  results.kept_trajectories = 1;
  results.unit_ids = {"care", "büro"};
  results.labels = {{"quantity", {"npv", "roi"}}};
  results.arrays.push_back(
      array_of("trajectories", "unit_openness", {"path", "month", "unit", "draw"}, {2, 3, 2, 1}));
  results.arrays.push_back(array_of("study", "share", {"quantity"}, {2}));
  return results;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 64;
  const std::filesystem::path folder = words[1];
  try {
    results::write(small_result(), folder / "small.h5");
    results::write(larger_result(), folder / "larger.h5");
    fuzz::ShardParts parts;
    results::ShardWriter writer({{"draws", "512"}, {"scenario", "a\nb"}, {"stretch_place", "0"}}, 2,
                                fuzz::kShardBlockBytes, folder / "small.shard");
    constexpr std::array<std::byte, fuzz::kShardBlockBytes> block = {std::byte{2}, std::byte{3}};
    for (const std::uint64_t i : {0U, 1U}) writer.put(i, block);
    writer.finish(parts.spans());
  } catch (const core::Error& error) {
    std::fprintf(stderr, "write_seeds: %s\n", error.what());
    return 74;
  }
  return 0;
}
