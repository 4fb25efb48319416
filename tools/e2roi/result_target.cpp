#include "tools/e2roi/result_target.hpp"

#include <array>
#include <fstream>
#include <string_view>
#include <system_error>

#include "engine/core/error.hpp"
#include "engine/results/file.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "results";

bool starts_as_hdf5(const fs::path& file) {
  constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";
  std::array<char, kSignature.size()> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), start.size());
  return stream && std::string_view(start.data(), start.size()) == kSignature;
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

std::string file_name_of(const std::string& name, std::size_t longest) {
  std::string text;
  for (const char c : name) {
    const bool beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
    if (c >= 'A' && c <= 'Z')
      text += static_cast<char>(c - 'A' + 'a');
    else if (beyond_ascii || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')
      text += c;
    else if (c == '.' && !text.empty())  // a leading dot would hide the file
      text += c;
    else if (!text.empty() && text.back() != '-')
      text += '-';
  }
  if (text.size() > longest) {
    std::size_t end = longest;
    while (end > 0 && is_continuation(text[end])) --end;
    text.resize(end);
  }
  while (!text.empty() && (text.back() == '-' || text.back() == '.')) text.pop_back();
  return text.empty() ? "scenario" : text;
}

fs::path default_base(const std::string& name) { return fs::path(kFolder) / file_name_of(name); }

fs::path default_file(const std::string& name, const std::string& digest) {
  return default_base(name).string() + "-" + digest.substr(0, 8) + ".h5";
}

fs::path beside(const fs::path& file, const std::string& ending) {
  const fs::path folder = file.parent_path();
  if (!folder.empty() && !fs::exists(folder))
    throw core::FileError("cannot read " + file.string() + ": there is no folder " +
                          folder.string());
  return fs::path(file).replace_extension("").string() + ending;
}

DefaultFolder::DefaultFolder() {
  std::error_code error;
  made_ = fs::create_directory(kFolder, error);
  if (error || !fs::is_directory(kFolder))
    throw core::FileError(std::string("cannot make the folder ") + kFolder +
                          "/ here: " + (error ? error.message() : "something else has that name") +
                          "; give the file with --out.");
}

DefaultFolder::~DefaultFolder() {
  std::error_code ignored;
  if (made_) fs::remove(kFolder, ignored);  // leaves a folder that holds something
}

void check_target(const fs::path& file, std::uint64_t bytes) {
  std::error_code ignored;
  if (fs::is_regular_file(file, ignored) && fs::file_size(file, ignored) > 0 &&
      !starts_as_hdf5(file))
    throw core::FileError(file.string() +
                          " exists and is not a result file; it is left as it is. Name another "
                          "file with --out.");
  results::check_writable(file, bytes);
}

}  // namespace e2roi::program
