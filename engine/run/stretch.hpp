#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

/// Stretches: neighbouring draws of a run that are simulated, kept and brought back together.
/// Shards and checkpoints are made of them; however a run is cut, its result has the same bits.
namespace e2roi::run {

struct Stretch {
  std::uint64_t place = 0;  ///< position of its first draw in the run; 0 = the run's first
  std::uint64_t draws = 0;  ///< > 0
  bool operator==(const Stretch&) const = default;
};

/// Blocks that a run touches; as many stretches as it can be cut into.
std::uint64_t blocks_of(std::uint64_t first_draw, std::uint64_t draws);

/// Cuts a run of `draws` draws from `first_draw` on into `count` stretches, at whole blocks, as
/// evenly as they allow. `count` is in 1 … blocks_of(first_draw, draws).
std::vector<Stretch> cut_evenly(std::uint64_t first_draw, std::uint64_t draws, std::uint64_t count);

/// Cuts a run wherever a whole multiple of `every` draws, rounded up to whole blocks, begins; not
/// at all where `every` is 0.
std::vector<Stretch> cut_every(std::uint64_t first_draw, std::uint64_t draws, std::uint64_t every);

/// What a stretch has found out beside its outcomes, as memory to write to a file or to fill from
/// one; of inputs, which can be drawn again, checksums. How many parts there are and how long
/// depends on scenario and stretch alone.
using Parts = std::vector<std::span<std::byte>>;

/// A stretch on its way to a store, block by block, so that no memory need hold its outcomes.
class StretchWriter {
 public:
  virtual ~StretchWriter() = default;
  /// Outcomes of the stretch's block number `block` (0 = its first), as many values for each.
  /// Threads may put different blocks at the same time.
  virtual void put(std::uint64_t block, std::span<const double> outcomes) = 0;
  /// All else. From now on the stretch is kept; without it nothing is.
  virtual void finish(const Parts& parts) = 0;
};

/// The outcomes of a stretch that a store has kept.
class StretchReader {
 public:
  virtual ~StretchReader() = default;
  /// Fills `outcomes` with what was put of that block; false if it cannot be trusted. Threads may
  /// get different blocks at the same time.
  virtual bool get(std::uint64_t block, std::span<double> outcomes) = 0;
};

/// Where finished stretches are kept.
class StretchStore {
 public:
  virtual ~StretchStore() = default;
  /// Fills `parts` with what was saved of that stretch; nullptr if there is nothing of it, or
  /// nothing that can be trusted: then the parts hold anything.
  virtual std::unique_ptr<StretchReader> load(const Stretch& stretch, const Parts& parts) = 0;
  /// Called where what was loaded cannot be used, for the machine that made it draws other inputs
  /// than this one or counts series into other bins; after that the stretch is simulated.
  virtual void other_machine(const Stretch& /*stretch*/) {}
  /// values  how many there will be for each block
  virtual std::unique_ptr<StretchWriter> save(const Stretch& stretch, std::uint64_t blocks,
                                              std::size_t values) = 0;
};

/// A stretch of draws inside one block.
struct Piece {
  std::uint64_t first;  ///< number of its first draw
  std::uint64_t place;  ///< position of that draw in the run
  int draws;
};

/// Cuts a stretch at whole multiples of the block size, so that a block holds the same draws in
/// every run that covers it.
std::vector<Piece> pieces_of(std::uint64_t first_draw, const Stretch& stretch);

}  // namespace e2roi::run
