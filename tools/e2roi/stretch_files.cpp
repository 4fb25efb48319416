#include "tools/e2roi/stretch_files.hpp"

#include <charconv>
#include <cstdio>
#include <mutex>
#include <span>
#include <string_view>
#include <system_error>
#include <vector>

#include "engine/core/checksum.hpp"
#include "tools/e2roi/count.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPlace = "stretch_place";
constexpr const char* kDraws = "stretch_draws";

bool read_number(const std::string& text, std::uint64_t& number) {
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end;
}

/// Leaves room for what the folder's name adds, in the 255 bytes that a name may have. A folder
/// that two results share by that is locked by one of them.
std::string shortened(const fs::path& base) {
  constexpr std::size_t kMost = 240;
  fs::path cut = base;
  return cut.replace_filename(base.filename().string().substr(0, kMost)).string();
}

}  // namespace

results::ShardHeader shard_header(const Entries& run, const run::Stretch& stretch,
                                  const Entries& more) {
  results::ShardHeader header = run;
  header.emplace_back(kPlace, std::to_string(stretch.place));
  header.emplace_back(kDraws, std::to_string(stretch.draws));
  header.insert(header.end(), more.begin(), more.end());
  return header;
}

Entries run_of(const results::ShardHeader& header) {
  Entries run;
  for (const auto& entry : header) {
    if (entry.first == kPlace) break;
    run.push_back(entry);
  }
  return run;
}

std::uint64_t number_of(const results::ShardHeader& header, const std::string& key,
                        const fs::path& file) {
  std::uint64_t number = 0;
  if (!read_number(results::value_of(header, key), number))
    throw core::FileError("cannot read " + file.string() + ": it does not say its " + key);
  return number;
}

run::Stretch stretch_of(const results::ShardHeader& header, const fs::path& file) {
  const run::Stretch stretch{number_of(header, kPlace, file), number_of(header, kDraws, file)};
  const std::uint64_t draws = number_of(header, "draws", file);
  const bool is_stretch =
      stretch.draws > 0 && stretch.place < draws && stretch.draws <= draws - stretch.place;
  if (!is_stretch)
    throw core::FileError("cannot read " + file.string() +
                          ": it does not say which draws it holds");
  return stretch;
}

namespace {

class FileWriter : public run::StretchWriter {
 public:
  FileWriter(const results::ShardHeader& header, std::uint64_t blocks, std::size_t values,
             const fs::path& file, results::Durability durability, std::function<void()> done)
      : writer_(header, blocks, values * sizeof(double), file),
        durability_(durability),
        done_(std::move(done)) {}
  void put(std::uint64_t block, std::span<const double> outcomes) override {
    writer_.put(block, std::as_bytes(outcomes));
  }
  void finish(const run::Parts& parts) override {
    writer_.finish(parts, durability_);
    done_();
  }

 private:
  results::ShardWriter writer_;
  const results::Durability durability_;
  const std::function<void()> done_;
};

class FileReader : public run::StretchReader {
 public:
  FileReader(std::unique_ptr<results::ShardFile> file, std::function<void()> damaged)
      : file_(std::move(file)), damaged_(std::move(damaged)) {}
  bool get(std::uint64_t block, std::span<double> outcomes) override {
    try {
      file_->read_block(block, std::as_writable_bytes(outcomes));
      return true;
    } catch (const core::FileError&) {
      if (!damaged_) throw;
      std::call_once(once_, damaged_);
      return false;
    }
  }

 private:
  const std::unique_ptr<results::ShardFile> file_;
  const std::function<void()> damaged_;
  std::once_flag once_;
};

}  // namespace

std::unique_ptr<run::StretchWriter> stretch_writer(const results::ShardHeader& header,
                                                   std::uint64_t blocks, std::size_t values,
                                                   const fs::path& file,
                                                   results::Durability durability,
                                                   std::function<void()> done) {
  return std::make_unique<FileWriter>(header, blocks, values, file, durability, std::move(done));
}

std::unique_ptr<run::StretchReader> stretch_reader(std::unique_ptr<results::ShardFile> file,
                                                   std::function<void()> damaged) {
  return std::make_unique<FileReader>(std::move(file), std::move(damaged));
}

std::string short_name_of(const Entries& run) {
  core::Checksum sum;
  for (const auto& [key, value] : run)
    for (const std::string* text : {&key, &value}) {
      const std::uint64_t size = text->size();
      sum.add(std::as_bytes(std::span(&size, 1)));
      sum.add(std::as_bytes(std::span(*text)));
    }
  char digits[9];
  std::snprintf(digits, sizeof digits, "%08x", static_cast<unsigned>(sum.value() >> 32U));
  return digits;
}

namespace {

fs::path checkpoint_folder(const fs::path& base, const Entries& run) {
  return shortened(base) + "-" + short_name_of(run) + ".parts";
}

}  // namespace

Checkpoints::Checkpoints(const fs::path& base, Entries run)
    : folder_(checkpoint_folder(base, run)), run_(std::move(run)) {
  std::error_code error;
  // The process before may remove the folder at this moment: then it is made again.
  for (int attempt = 0; attempt < 10 && !lock_; ++attempt) {
    fs::create_directory(folder_, error);
    if (error || !fs::is_directory(folder_))
      throw core::FileError("cannot make the folder " + folder_.string() + " for checkpoints: " +
                            (error ? error.message() : "something else has that name"));
    try {
      lock_ = results::FileLock::take(folder_ / "lock");
      if (!lock_)
        throw core::Error(core::ExitCode::kStoppedEarly,
                          "another e2roi is at work on this run and keeps its checkpoints in " +
                              folder_.string() + ": wait until it is done.");
    } catch (const core::FileError&) {
      if (attempt == 9 || fs::exists(folder_)) throw;
    }
  }
}

Checkpoints::~Checkpoints() {
  lock_.reset();
  std::error_code ignored;
  fs::remove(folder_, ignored);  // leaves a folder that holds something
}

fs::path Checkpoints::file_of(const run::Stretch& stretch) const {
  return folder_ / ("draws-" + std::to_string(stretch.place) + "-" +
                    std::to_string(stretch.place + stretch.draws - 1) + ".shard");
}

std::unique_ptr<run::StretchReader> Checkpoints::load(const run::Stretch& stretch,
                                                      const run::Parts& parts) {
  const fs::path file = file_of(stretch);
  if (!fs::exists(file)) return nullptr;
  try {
    auto shard = std::make_unique<results::ShardFile>(file);
    if (shard->header() != shard_header(run_, stretch)) return nullptr;
    shard->read(parts);
    kept_ += stretch.draws;
    return stretch_reader(std::move(shard), [this, stretch] { kept_ -= stretch.draws; });
  } catch (const core::FileError&) {
    return nullptr;
  }
}

std::unique_ptr<run::StretchWriter> Checkpoints::save(const run::Stretch& stretch,
                                                      std::uint64_t blocks, std::size_t values) {
  // A stretch that a power cut damages is simulated again; waiting for the disk after each of them
  // would cost every run more than that.
  return stretch_writer(shard_header(run_, stretch), blocks, values, file_of(stretch),
                        results::Durability::kStarted, [this, stretch] { kept_ += stretch.draws; });
}

void Checkpoints::clear() {
  std::error_code ignored;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder_, ignored), end; !ignored && entry != end;
       entry.increment(ignored))
    if (const auto extension = entry->path().extension();
        extension == ".shard" || extension == ".part")
      files.push_back(entry->path());
  for (const fs::path& file : files) fs::remove(file, ignored);
  kept_ = 0;
}

void remove_checkpoints(const fs::path& base, const Entries& run) {
  std::error_code ignored;
  if (!fs::is_directory(checkpoint_folder(base, run), ignored)) return;
  try {
    Checkpoints(base, run).clear();
  } catch (const core::Error&) {  // another process is at work there
  }
}

std::string kept_text(const Checkpoints& checkpoints, std::uint64_t draws,
                      const std::string& command) {
  if (checkpoints.draws_kept() == 0) return "";
  return grouped(checkpoints.draws_kept()) + " of " + grouped(draws) + " draws are kept in " +
         checkpoints.folder().string() + "; go on with " +
         (command.empty() ? "the same command" : command);
}

}  // namespace e2roi::program
