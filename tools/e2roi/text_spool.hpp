#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

/// Texts that are needed again later, so many that memory is no place for them.
namespace e2roi::program {

/// Keeps the last few in memory and the rest in a file that has no name, so nothing of it stays,
/// however the process ends. Where the disk takes no more, texts stay in memory.
class TextSpool {
 public:
  /// Where a text is.
  struct Place {
    std::uint64_t at = 0;
    std::uint32_t size = 0;
  };

  /// folder     of the file; it is made when first needed
  /// in_memory  most bytes in memory
  explicit TextSpool(std::filesystem::path folder, std::size_t in_memory = std::size_t{1} << 20U);
  ~TextSpool();
  TextSpool(const TextSpool&) = delete;
  TextSpool& operator=(const TextSpool&) = delete;

  Place add(const std::string& text);
  /// Throws core::FileError if the disk does not give it back.
  std::string text(const Place& place) const;
  std::uint64_t bytes_on_disk() const { return on_disk_; }

 private:
  void move_to_disk();

  std::filesystem::path folder_;
  std::size_t most_in_memory_;
  int file_ = -1;
  std::uint64_t on_disk_ = 0;  ///< the first of all bytes, in the file
  std::string recent_;         ///< the rest
};

}  // namespace e2roi::program
