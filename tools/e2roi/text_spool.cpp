#include "tools/e2roi/text_spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/core/error.hpp"
#include "engine/results/part_file.hpp"

namespace e2roi::program {
namespace {

/// A file in that folder without a name; -1 where there can be none.
int nameless_file(const std::filesystem::path& folder) {
  const int file = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) return file;  // not every file system has such files
  try {
    const results::PartFile named(folder / "index.rows");  // removes the name at the end
    return open(named.path().c_str(), O_RDWR | O_CLOEXEC);
  } catch (const core::FileError&) {
    return -1;
  }
}

bool put_all(int file, const std::string& text, std::uint64_t at) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count =
        pwrite(file, text.data() + done, text.size() - done, static_cast<off_t>(at + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

}  // namespace

TextSpool::TextSpool(std::filesystem::path folder, std::size_t in_memory)
    : folder_(std::move(folder)), most_in_memory_(in_memory) {}

TextSpool::~TextSpool() {
  if (file_ >= 0) close(file_);
}

TextSpool::Place TextSpool::add(const std::string& text) {
  const Place place{on_disk_ + recent_.size(), static_cast<std::uint32_t>(text.size())};
  recent_ += text;
  if (recent_.size() > most_in_memory_) move_to_disk();
  return place;
}

void TextSpool::move_to_disk() {
  if (file_ < 0) file_ = nameless_file(folder_);
  if (file_ < 0 || !put_all(file_, recent_, on_disk_)) {
    most_in_memory_ *= 2;  // tried again when there is as much again
    return;
  }
  on_disk_ += recent_.size();
  recent_.clear();
}

std::string TextSpool::text(const Place& place) const {
  if (place.at >= on_disk_) return recent_.substr(place.at - on_disk_, place.size);
  std::string text(place.size, '\0');
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count =
        pread(file_, text.data() + done, text.size() - done, static_cast<off_t>(place.at + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0)
      throw core::FileError("cannot read back the rows of the index kept in " + folder_.string() +
                            ": " + std::strerror(count < 0 ? errno : EIO));
    done += static_cast<std::size_t>(count);
  }
  return text;
}

}  // namespace e2roi::program
