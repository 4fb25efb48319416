#include <charconv>
#include <cmath>
#include <fstream>

#include "engine/core/error.hpp"
#include "engine/core/stream_bytes.hpp"
#include "engine/core/utf8.hpp"
#include "engine/scenario/read.hpp"
#include "engine/study/cells.hpp"

namespace e2roi::study {
namespace {

constexpr std::size_t kLargestFile = std::size_t{64} << 20U;  // bytes: 64 MiB
constexpr std::size_t kLongestLine = 100'000;  // bytes: a mistake is shown with its line
constexpr std::size_t kMostLines = 1'000'000, kMostKeys = 1'000;
constexpr std::size_t kMostMistakes = 100;  // after so many the file is something else

struct Field {
  std::string text;
  int column;  ///< from 1, in characters
};

[[noreturn]] void too_large(const std::filesystem::path& file, std::size_t most,
                            const std::string& what) {
  throw core::FileError("cannot read '" + file.string() + "': it has more than " +
                        std::to_string(most) + " " + what + ".");
}

/// All of a stream; not by the file's size, for a pipe has none and a device no end.
std::string text_of(std::istream& stream, const std::filesystem::path& file) {
  std::string text = core::bytes_of(stream, kLargestFile);
  if (stream.bad())
    throw core::FileError("cannot read '" + file.string() + "': its content cannot be read.");
  if (text.size() > kLargestFile) too_large(file, kLargestFile, "bytes");
  return text;
}

/// The lines of a file without their ends, nor the mark of byte order that Excel puts before the
/// first.
std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file))
    throw core::FileError("cannot read '" + file.string() + "'.");
  const std::string text = text_of(stream, file);
  if (text.starts_with("\x89HDF\r\n\x1A\n"))
    throw core::Error(core::ExitCode::kInvalidScenario,
                      file.string() + " is a result file; samples are wanted as CSV.");
  std::vector<std::string> lines;
  for (std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < text.size();) {
    if (lines.size() == kMostLines) too_large(file, kMostLines, "lines");
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(core::valid_utf8(line));
    at = end + 1;
  }
  return lines;
}

constexpr std::uint64_t kLargestWhole =
    (std::uint64_t{1} << 53U) - 1;  // beyond, doubles leave some out

/// Whether a whole number, a seed for instance, would be another one as a double.
bool is_rounded_whole(const std::string& text, double value) {
  return text.find_first_not_of("-0123456789") == std::string::npos &&
         std::abs(value) > static_cast<double>(kLargestWhole);
}

bool is_blank(const std::string& line) {
  return line.find_first_not_of(" \t") == std::string::npos;
}

/// A line apart at its commas: no key and no number has one, so quotes only come off.
std::vector<Field> fields_of(const std::string& line) {
  std::vector<Field> fields;
  std::size_t counted = 0, characters = 0;  // up to the field before
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(',', at), line.size());
    const std::size_t first = std::min(line.find_first_not_of(" \t\"", at), end);
    const std::size_t last = line.find_last_not_of(" \t\"", end == 0 ? 0 : end - 1);
    const std::string text =
        first < end && last != std::string::npos ? line.substr(first, last - first + 1) : "";
    characters += core::characters(line.substr(counted, first - counted));
    counted = first;
    fields.push_back({text, static_cast<int>(characters) + 1});
    at = end + 1;
  }
  return fields;
}

/// Reads line after line and keeps every mistake.
class ListReader {
 public:
  explicit ListReader(const std::filesystem::path& file) {
    cells_.is_list = true;
    cells_.file = file.string();
    cells_.lines = lines_of(file);
  }

  Cells read() {
    for (std::size_t i = 0; i < cells_.lines.size() && mistakes_.size() < kMostMistakes; ++i) {
      if (is_blank(cells_.lines[i])) continue;
      line_ = static_cast<int>(i) + 1;
      if (cells_.lines[i].size() > kLongestLine) {
        const std::size_t bytes = cells_.lines[i].size();
        cells_.lines[i].clear();
        mistake(1, "the line has " + std::to_string(bytes) + " bytes, but may have at most " +
                       std::to_string(kLongestLine));
        break;
      }
      const std::vector<Field> fields = fields_of(cells_.lines[i]);
      if (cells_.axes.empty() && !mistakes_.empty()) break;
      if (cells_.axes.empty())
        keys(fields);
      else
        sample(fields);
    }
    line_ = 1;
    if (cells_.axes.empty() && mistakes_.empty())
      mistake(1, "the file is empty; its first line must name keys");
    else if (cells_.size() == 0 && mistakes_.empty())
      mistake(1, "there is no sample below the keys");
    if (cells_.size() > kMostCells)
      mistake(1, "there are " + std::to_string(cells_.size()) + " samples, and at most " +
                     std::to_string(kMostCells) + " are allowed");
    if (!mistakes_.empty()) throw scenario::InvalidScenario(mistakes_);
    return cells_;
  }

 private:
  void mistake(int column, const std::string& message) {
    const auto at = static_cast<std::size_t>(line_ - 1);
    mistakes_.push_back(
        {cells_.file, line_, column, message, at < cells_.lines.size() ? cells_.lines[at] : ""});
  }

  void keys(const std::vector<Field>& fields) {
    if (fields.size() > kMostKeys)
      return mistake(1, "there are " + std::to_string(fields.size()) + " keys, and at most " +
                            std::to_string(kMostKeys) + " are allowed");
    for (const Field& field : fields) {
      if (field.text.find(';') != std::string::npos)
        return mistake(field.column, "keys and values are separated by commas, not semicolons");
      if (mistakes_.size() >= kMostMistakes) return;
      for (const Axis& axis : cells_.axes)
        if (axis.key == field.text) mistake(field.column, "'" + field.text + "' is named twice");
      if (field.text.empty()) mistake(field.column, "a key is missing");
      cells_.axes.push_back({field.text, {}});
      cells_.key_places.push_back({line_, field.column});
    }
  }

  void sample(const std::vector<Field>& fields) {
    if (fields.size() != cells_.axes.size()) {
      mistake(
          1, (fields.size() == 1 ? "there is 1 value for "
                                 : "there are " + std::to_string(fields.size()) + " values for ") +
                 std::to_string(cells_.axes.size()) + (cells_.axes.size() == 1 ? " key" : " keys"));
      return;
    }
    cells_.value_places.emplace_back();
    for (std::size_t a = 0; a < fields.size() && mistakes_.size() < kMostMistakes; ++a) {
      const std::string& text = fields[a].text;
      double value = 0;
      const char* end = text.data() + text.size();
      const auto [stop, error] = std::from_chars(text.data(), end, value);
      if (error != std::errc() || stop != end || !std::isfinite(value))
        mistake(fields[a].column, text.empty() ? "a value for " + cells_.axes[a].key + " is missing"
                                               : "'" + text + "' is not a number");
      else if (is_rounded_whole(text, value))
        mistake(fields[a].column, "'" + text + "' has too many digits: whole numbers go up to " +
                                      std::to_string(kLargestWhole));
      cells_.axes[a].values.push_back(value);
      cells_.value_places.back().push_back({line_, fields[a].column});
    }
  }

  Cells cells_;
  int line_ = 1;
  std::vector<scenario::Diagnostic> mistakes_;
};

}  // namespace

Cells list_of(const std::filesystem::path& file) { return ListReader(file).read(); }

}  // namespace e2roi::study
