#include "engine/run/stretch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/real.hpp"
#include "engine/run/plan.hpp"
#include "engine/run/run.hpp"
#include "engine/scenario/read.hpp"
#include "tests/run/same_results.hpp"

namespace e2roi::run {
namespace {

using tests::check_same;

scenario::Scenario bank(std::vector<std::string> settings) {
  const std::string file = std::string(E2ROI_TESTS) + "/../scenarios/workshop-bank/scenario.toml";
  return scenario::read(file, {std::move(settings), false, false});
}

/// Keeps stretches in memory: of each its blocks, then its parts.
class Memory : public StretchStore {
 public:
  using Kept = std::vector<std::vector<std::byte>>;

  std::unique_ptr<StretchReader> load(const Stretch& stretch, const Parts& parts) override {
    const auto found = kept.find({stretch.place, stretch.draws});
    if (found == kept.end()) return nullptr;
    const Kept& all = found->second;
    REQUIRE(all.size() > parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto& part = all[all.size() - parts.size() + i];
      REQUIRE(part.size() == parts[i].size());
      std::copy(part.begin(), part.end(), parts[i].begin());
    }
    ++loads;
    return std::make_unique<Reader>(all, damaged_block);
  }
  std::unique_ptr<StretchWriter> save(const Stretch& stretch, std::uint64_t blocks,
                                      std::size_t values) override {
    return std::make_unique<Writer>(kept, stretch, blocks, values);
  }
  void other_machine(const Stretch&) override { ++others; }

  std::map<std::pair<std::uint64_t, std::uint64_t>, Kept> kept;
  int loads = 0, others = 0;
  std::uint64_t damaged_block = UINT64_MAX;  ///< of any stretch: not to be trusted

 private:
  class Reader : public StretchReader {
   public:
    Reader(const Kept& kept, std::uint64_t damaged) : kept_(kept), damaged_(damaged) {}
    bool get(std::uint64_t block, std::span<double> outcomes) override {
      const auto& bytes = kept_.at(block);
      if (block == damaged_ || bytes.size() != outcomes.size_bytes()) return false;
      std::memcpy(outcomes.data(), bytes.data(), bytes.size());
      return true;
    }

   private:
    const Kept& kept_;
    const std::uint64_t damaged_;
  };
  class Writer : public StretchWriter {
   public:
    Writer(std::map<std::pair<std::uint64_t, std::uint64_t>, Kept>& kept, const Stretch& stretch,
           std::uint64_t blocks, std::size_t values)
        : kept_(kept), stretch_(stretch), blocks_(blocks), values_(values) {}
    void put(std::uint64_t block, std::span<const double> outcomes) override {
      const auto bytes = std::as_bytes(outcomes);
      if (outcomes.size() == values_) blocks_.at(block).assign(bytes.begin(), bytes.end());
    }
    void finish(const Parts& parts) override {
      for (const auto& part : parts) blocks_.emplace_back(part.begin(), part.end());
      kept_[{stretch_.place, stretch_.draws}] = std::move(blocks_);
    }

   private:
    std::map<std::pair<std::uint64_t, std::uint64_t>, Kept>& kept_;
    const Stretch stretch_;
    Kept blocks_;
    const std::size_t values_;
  };
};

/// Simulates every stretch on its own, then puts them together in another order.
core::ResultSet merged(const scenario::Scenario& scenario, std::vector<Stretch> stretches,
                       std::uint64_t first_draw = 0) {
  Options options;
  options.first_draw = first_draw;
  options.threads = 2;
  Memory memory;
  for (const Stretch& stretch : stretches) run_stretch(scenario, options, stretch, memory);
  std::reverse(stretches.begin(), stretches.end());
  if (stretches.size() > 2) std::swap(stretches[0], stretches[1]);
  core::ResultSet results = run(scenario, options, stretches, memory);
  CHECK(memory.loads == static_cast<int>(stretches.size()));
  return results;
}

core::ResultSet single(const scenario::Scenario& scenario, std::uint64_t first_draw = 0) {
  Options options;
  options.first_draw = first_draw;
  return run(scenario, options);
}

}  // namespace

TEST_CASE("stretch: an even cut covers a run at whole blocks, none longer by more than a block") {
  for (const std::uint64_t first : {0U, 5U, 256U, 1000U})
    for (const std::uint64_t draws : {1U, 255U, 256U, 257U, 10'000U, 99'999U}) {
      const std::uint64_t blocks = blocks_of(first, draws);
      CHECK(blocks == (first + draws + 255) / 256 - first / 256);  // by hand: blocks touched
      for (const std::uint64_t count : {std::uint64_t{1}, std::uint64_t{3}, blocks}) {
        if (count > blocks) continue;
        std::uint64_t done = 0, least = UINT64_MAX, most = 0;
        for (const Stretch& stretch : cut_evenly(first, draws, count)) {
          CHECK(stretch.place == done);
          CHECK(stretch.draws > 0);
          CHECK((done == 0 || (first + done) % 256 == 0));
          done += stretch.draws;
          least = std::min(least, pieces_of(first, stretch).size());
          most = std::max(most, pieces_of(first, stretch).size());
        }
        CHECK(done == draws);
        CHECK(most - least <= 1);
      }
    }
}

TEST_CASE("stretch: checkpoints lie where whole multiples begin, whatever the run's first draw") {
  CHECK(cut_every(0, 1000, 0) == std::vector<Stretch>{{0, 1000}});
  CHECK(cut_every(0, 1000, 1000) == std::vector<Stretch>{{0, 1000}});
  CHECK(cut_every(0, 1000, 300) == std::vector<Stretch>{{0, 512}, {512, 488}});  // 300 -> 512
  CHECK(cut_every(500, 1000, 512) == std::vector<Stretch>{{0, 12}, {12, 512}, {524, 476}});
}

TEST_CASE("stretch: 1 to 7 shards in any order give the bits of one run, series counted") {
  const scenario::Scenario scenario = bank({"run.draws=3500", "run.keep_trajectories=600"});
  REQUIRE_FALSE(keeps_every_value(shape_of(scenario)));
  const core::ResultSet whole = single(scenario);
  for (std::uint64_t count = 1; count <= 7; ++count)
    check_same(whole, merged(scenario, cut_evenly(0, 3500, count)));
}

TEST_CASE("stretch: the same where every value is kept") {
  const scenario::Scenario scenario = bank({"run.draws=400", "run.keep_trajectories=3"});
  REQUIRE(keeps_every_value(shape_of(scenario)));
  check_same(single(scenario), merged(scenario, cut_evenly(0, 400, 2)));
}

TEST_CASE("stretch: the same with a first draw inside a block, with every design, without noise") {
  const scenario::Scenario later = bank({"run.draws=2000"});
  check_same(single(later, 777), merged(later, cut_evenly(777, 2000, 3), 777));
  for (const std::string design : {"sobol", "latin-hypercube"}) {
    const scenario::Scenario spread = bank({"run.draws=2000", "run.sampling=" + design});
    check_same(single(spread), merged(spread, cut_evenly(0, 2000, 3)));
  }
  const scenario::Scenario quiet = bank({"run.draws=1500", "run.noise=false"});
  check_same(single(quiet), merged(quiet, cut_evenly(0, 1500, 2)));
  const scenario::Scenario plain = bank({"run.draws=1500", "run.fans=false"});
  check_same(single(plain), merged(plain, cut_evenly(0, 1500, 2)));
}

TEST_CASE("stretch: unequal stretches and counts of 16 and 32 bits add up alike") {
  // 66,048 draws are more blocks than 16-bit counts can take; one month keeps it quick.
  const scenario::Scenario scenario = bank({"run.draws=70000", "run.months=12"});
  REQUIRE_FALSE(keeps_every_value(shape_of(scenario)));
  check_same(single(scenario), merged(scenario, {{0, 66'048}, {66'048, 256}, {66'304, 3'696}}));
}

TEST_CASE("stretch: a run goes on from what is kept, simulates the rest, and ends the same") {
  const scenario::Scenario scenario = bank({"run.draws=3000"});
  const core::ResultSet whole = single(scenario);
  const std::vector<Stretch> stretches = cut_every(0, 3000, 512);
  Memory memory;
  check_same(whole, run(scenario, {}, stretches, memory));
  CHECK(memory.kept.size() == stretches.size() - 1);  // the last is needed at once
  CHECK(memory.loads == 0);
  for (std::size_t lost = 0; lost + 1 < stretches.size(); ++lost) {
    memory.loads = 0;
    memory.kept.erase({stretches[lost].place, stretches[lost].draws});
    check_same(whole, run(scenario, {}, stretches, memory));
    CHECK(memory.loads == static_cast<int>(stretches.size()) - 2);
  }
}

TEST_CASE("stretch: a shard goes on from its checkpoints, and ends the same") {
  const auto in_pieces = [](const scenario::Scenario& scenario, const Stretch& shard,
                            std::uint64_t every) {
    std::vector<Stretch> pieces = cut_every(shard.place, shard.draws, every);
    for (Stretch& piece : pieces) piece.place += shard.place;
    Memory whole, shards, checkpoints;
    run_stretch(scenario, {}, shard, whole);
    run_stretch(scenario, {}, shard, shards, pieces, &checkpoints);
    CHECK(shards.kept == whole.kept);
    CHECK(checkpoints.kept.size() == pieces.size() - 1);
    checkpoints.kept.erase({pieces[0].place, pieces[0].draws});
    run_stretch(scenario, {}, shard, shards, pieces, &checkpoints);
    CHECK(shards.kept == whole.kept);
    CHECK(checkpoints.loads == static_cast<int>(pieces.size()) - 2);
  };
  in_pieces(bank({"run.draws=3000", "run.keep_trajectories=1200"}), {1024, 1500}, 512);
  in_pieces(bank({"run.draws=400"}), {0, 400}, 256);  // every value kept
  // Added piece by piece the counts are flushed to 32 bits, though the shard's fit into 16.
  in_pieces(bank({"run.draws=40000", "run.months=3"}), {256, 120 * 256}, 256);
  in_pieces(bank({"run.draws=80000", "run.months=3"}), {256, 300 * 256}, 8192);
}

TEST_CASE("stretch: series counted into other bins are not added to ours") {
  const scenario::Scenario scenario = bank({"run.draws=3000"});
  const std::vector<Stretch> stretches = cut_every(0, 3000, 1024);
  Memory memory;
  const core::ResultSet whole = run(scenario, {}, stretches, memory);
  // The ranges are the fourth and third part from the end; another sign makes other bins.
  auto& parts = memory.kept.at({stretches[1].place, stretches[1].draws});
  parts[parts.size() - 4][7] ^= std::byte{0x80};
  check_same(whole, run(scenario, {}, stretches, memory));
  CHECK(memory.others == 1);
}

TEST_CASE("stretch: what was found of other inputs than ours is not taken") {
  const scenario::Scenario scenario = bank({"run.draws=3000", "run.fans=false"});
  const std::vector<Stretch> stretches = cut_every(0, 3000, 1024);
  Memory memory;
  const core::ResultSet whole = run(scenario, {}, stretches, memory);
  // The checksums of inputs are the last part of a run without fans: one for each of 4 blocks.
  auto& parts = memory.kept.at({stretches[1].place, stretches[1].draws});
  REQUIRE(parts.back().size() == 4 * sizeof(std::uint64_t));
  parts.back()[9] ^= std::byte{1};
  check_same(whole, run(scenario, {}, stretches, memory));
  CHECK(memory.others == 1);
  // A shard leaves the comparison to whoever puts shards together.
  memory.kept.at({stretches[1].place, stretches[1].draws}).back()[9] ^= std::byte{1};
  Memory shards;
  run_stretch(scenario, {}, {0, 3000}, shards, stretches, &memory);
  CHECK(memory.others == 1);
  run(scenario, {}, {{0, 3000}}, shards);
  CHECK(shards.others == 1);
}

TEST_CASE("stretch: one with a damaged block is simulated again, in a run and in a shard") {
  const scenario::Scenario scenario = bank({"run.draws=3000", "run.keep_trajectories=1200"});
  const std::vector<Stretch> stretches = cut_every(0, 3000, 1024);
  Memory memory, whole_shard, shard;
  const core::ResultSet whole = run(scenario, {}, stretches, memory);
  run_stretch(scenario, {}, {0, 3000}, whole_shard);
  memory.damaged_block = 2;
  check_same(whole, run(scenario, {}, stretches, memory));
  run_stretch(scenario, {}, {0, 3000}, shard, stretches, &memory);
  CHECK(shard.kept == whole_shard.kept);
  CHECK(memory.others == 0);
}

TEST_CASE("stretch: progress tells what was loaded from what was simulated") {
  const scenario::Scenario scenario = bank({"run.draws=2048"});
  const std::vector<Stretch> stretches = cut_every(0, 2048, 1024);
  Memory memory;
  run(scenario, {}, stretches, memory);
  Options options;
  Progress last;
  options.progress = [&](const Progress& now) { last = now; };
  run(scenario, options, stretches, memory);
  CHECK(last.draws_done == 2048);
  CHECK(last.loaded == 1024);
}

}  // namespace e2roi::run
