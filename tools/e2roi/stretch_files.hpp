#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/results/file_lock.hpp"
#include "engine/results/shard.hpp"
#include "engine/run/stretch.hpp"
#include "tools/e2roi/provenance.hpp"

/// Finished stretches of runs as files: what says to which run they belong, and the folder in which
/// a run keeps its checkpoints.
namespace e2roi::program {

/// Header of a stretch's file: the entries of its run, then the stretch. `more`: further entries,
/// which do not tell one run from another.
results::ShardHeader shard_header(const Entries& run, const run::Stretch& stretch,
                                  const Entries& more = {});

/// What of a header is about the run: all before the stretch. Equal for all shards of one run.
Entries run_of(const results::ShardHeader& header);

/// The whole number that a header gives for a key. Throws core::FileError if it gives none.
std::uint64_t number_of(const results::ShardHeader& header, const std::string& key,
                        const std::filesystem::path& file);

/// Throws core::FileError where a header says nothing that makes sense.
run::Stretch stretch_of(const results::ShardHeader& header, const std::filesystem::path& file);

/// A stretch on its way to a file of its own. `done` is called when that stands.
std::unique_ptr<run::StretchWriter> stretch_writer(
    const results::ShardHeader& header, std::uint64_t blocks, std::size_t values,
    const std::filesystem::path& file, results::Durability durability,
    std::function<void()> done = [] {});

/// Outcomes from a stretch's file. `damaged`, if any, is called once where one cannot be trusted,
/// which then is not an error.
std::unique_ptr<run::StretchReader> stretch_reader(std::unique_ptr<results::ShardFile> file,
                                                   std::function<void()> damaged = {});

/// Eight hexadecimal digits that stand for a run in names of files.
std::string short_name_of(const Entries& run);

/// The checkpoints of one run: a folder with a file a stretch, and a lock. What is not whole or of
/// another run is not loaded and will be replaced.
class Checkpoints : public run::StretchStore {
 public:
  /// Makes the folder beside `base`: BASE-<short name of the run>.parts. Throws core::Error with
  /// ExitCode::kStoppedEarly if another process is at work there.
  Checkpoints(const std::filesystem::path& base, Entries run);
  ~Checkpoints() override;
  Checkpoints(const Checkpoints&) = delete;
  Checkpoints& operator=(const Checkpoints&) = delete;

  std::unique_ptr<run::StretchReader> load(const run::Stretch& stretch,
                                           const run::Parts& parts) override;
  std::unique_ptr<run::StretchWriter> save(const run::Stretch& stretch, std::uint64_t blocks,
                                           std::size_t values) override;

  std::uint64_t draws_kept() const { return kept_; }  ///< loaded or saved
  const std::filesystem::path& folder() const { return folder_; }

  /// Removes every stretch, for the result is written.
  void clear();

 private:
  std::filesystem::path file_of(const run::Stretch& stretch) const;

  std::filesystem::path folder_;
  Entries run_;
  std::optional<results::FileLock> lock_;
  std::uint64_t kept_ = 0;
};

/// Removes what a process that was killed between writing the result and clearing up has left of a
/// run's checkpoints. Those that another process is at work on stay.
void remove_checkpoints(const std::filesystem::path& base, const Entries& run);

/// What is kept of an unfinished run or shard of `draws` draws, and how to go on; "" if nothing is.
///
/// command  what to type to go on; "" = "the same command"
std::string kept_text(const Checkpoints& checkpoints, std::uint64_t draws,
                      const std::string& command);

}  // namespace e2roi::program
