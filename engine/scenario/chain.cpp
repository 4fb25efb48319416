#include "engine/scenario/chain.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <utility>

#include "engine/core/error.hpp"
#include "engine/core/stream_bytes.hpp"
#include "engine/core/utf8.hpp"
#include "engine/scenario/check_value.hpp"
#include "engine/scenario/toml_text.hpp"

namespace e2roi::scenario {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestFile = std::uintmax_t{4} << 20U;  // bytes: 4 MiB
// A scenario has some hundred keys, 64 paths at most, and no list longer than its months or, of
// ties, its units. What has more would only take time: keys and ids are searched one by one.
constexpr std::size_t kMostKeys = 1'000, kMostTables = 1'000, kLongestList = 10'000;
constexpr const char* kCollectionMark = "e2roi.schema.json";

/// The file's bytes, or why there are none.
struct Content {
  std::string bytes, failure;
  bool is_too_large = false;
};

Content content_of(const fs::path& file) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (!fs::exists(status)) return {"", "there is no such file", false};
  if (fs::is_directory(status)) return {"", "it is a folder", false};
  if (!fs::is_regular_file(status)) return {"", "it is not a regular file", false};
  const std::uintmax_t size = fs::file_size(file, error);
  if (!error && size > kLargestFile)
    return {"",
            "it has " + std::to_string(size) + " bytes, and a scenario has at most " +
                std::to_string(kLargestFile),
            true};
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return {"", std::strerror(errno), false};
  // Some files grow meanwhile, or have no size and yet bytes, as those of /proc.
  Content content{core::bytes_of(stream, kLargestFile), "", false};
  if (stream.bad()) return {"", "its content cannot be read", false};
  if (content.bytes.size() > kLargestFile)
    return {"", "it has more than " + std::to_string(kLargestFile) + " bytes", true};
  return content;
}

/// Without the byte order mark that some editors put first.
std::string_view without_mark(std::string_view text) {
  return text.substr(0, 3) == "\xEF\xBB\xBF" ? text.substr(3) : text;
}

/// The first character that is not UTF-8 (or NUL), in the source with that index; line 0 if none.
Place first_broken(const Report& report, int source) {
  const std::vector<std::string>& lines = report.source(source).lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string valid = core::valid_utf8(lines[i]);
    if (valid == lines[i]) continue;
    const auto same = std::mismatch(valid.begin(), valid.end(), lines[i].begin()).first;
    const std::string_view before(valid.data(), static_cast<std::size_t>(same - valid.begin()));
    return {source, static_cast<int>(i) + 1, static_cast<int>(core::characters(before)) + 1};
  }
  return {};
}

/// Reads one text as a layer; an empty one in an encoding that TOML does not have.
Document document_of(std::string_view bytes, const std::string& name, Report& report) {
  const std::string_view text = without_mark(bytes);
  const int source = report.add_source(Source::Kind::kFile, name, text);
  const bool is_utf16 = bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF";
  const bool is_hdf5 = bytes.substr(0, 8) == "\x89HDF\r\n\x1A\n";
  const bool has_no_lines = is_utf16 || is_hdf5;
  const Place broken = has_no_lines ? Place{source, 0, 0} : first_broken(report, source);
  if (!has_no_lines && broken.line == 0) return parse_document(text, source, report);
  report.mistake(broken, is_hdf5 ? "this is a result file, where a scenario is wanted: 'e2roi info "
                                   "--json' has the one it was made from"
                                 : "this is not UTF-8: save the file in that encoding");
  Document nothing;
  nothing.table.kind = Kind::kTable;
  return nothing;
}

/// Reports tables and lists of more than any scenario has, and empties them.
void refuse_excess(Value& value, Report& report) {
  const bool is_table = value.kind == Kind::kTable;
  const bool is_of_tables = !value.items.empty() && value.items.front().kind == Kind::kTable;
  const std::size_t most = is_table ? kMostKeys : is_of_tables ? kMostTables : kLongestList;
  if (value.items.size() > most) {
    report.mistake(value.place, std::string(is_table ? "the table has " : "the list has ") +
                                    std::to_string(value.items.size()) +
                                    (is_table ? " keys" : " elements") + ", but may have at most " +
                                    std::to_string(most));
    value.items.clear();
    if (!is_table) value.kind = Kind::kInvalid;
  }
  for (Value& item : value.items) refuse_excess(item, report);
}

class ChainReader {
 public:
  ChainReader(const fs::path& file, bool allow_outside, Report& report)
      : tree_(folder_tree_of(file)), allow_outside_(allow_outside), report_(report) {}

  Chain read(fs::path file) {
    Content content = content_of(file);
    if (content.is_too_large) {
      const int source = report_.add_source(Source::Kind::kFile, file.string(), "");
      report_.mistake({source, 0, 0}, "the file is refused: " + content.failure);
      chain_.is_whole = false;
      return std::move(chain_);
    }
    if (!content.failure.empty())
      throw core::FileError("cannot read the scenario " + file.string() + ": " + content.failure);
    while (true) {
      seen_.push_back(fs::weakly_canonical(file));
      names_.push_back(file.string());
      Document document = document_of(content.bytes, file.string(), report_);
      refuse_excess(document.table, report_);
      chain_.is_whole = chain_.is_whole && document.is_whole;
      chain_.layers.push_back(std::move(document.table));
      const std::optional<fs::path> base = base_of(chain_.layers.back(), file, content);
      if (!base) return std::move(chain_);
      file = *base;
    }
  }

 private:
  std::optional<fs::path> refuse(const Value& extends, const std::string& why) {
    report_.mistake(extends.place, why);
    chain_.is_whole = false;
    return std::nullopt;
  }

  /// The file that this layer extends, with its content; nothing if none, or if it is refused.
  std::optional<fs::path> base_of(const Value& layer, const fs::path& file, Content& content) {
    const Value* extends = layer.find("extends");
    if (extends == nullptr) return std::nullopt;
    if (extends->kind != Kind::kText || extends->text.empty())
      return refuse(*extends,
                    "extends must be the name of a file in quotes, found " + found(*extends));
    const fs::path base = (file.parent_path() / extends->text).lexically_normal();
    const fs::path real = fs::weakly_canonical(fs::absolute(base));
    if (!allow_outside_ && !is_inside(real, tree_))
      return refuse(*extends, "extends leaves the folder tree of the scenario with " +
                                  in_quotes(extends->text) + "; --allow-outside permits it");
    const auto seen = std::find(seen_.begin(), seen_.end(), real);
    if (seen != seen_.end()) {
      std::string circle;
      for (auto i = seen - seen_.begin(); i < std::ssize(names_); ++i)
        circle += names_[static_cast<std::size_t>(i)] + " -> ";
      return refuse(*extends, "extends goes round in a circle: " + circle + base.string());
    }
    content = content_of(base);
    if (!content.failure.empty())
      return refuse(*extends,
                    "cannot read " + in_quotes(base.string(), 200) + ": " + content.failure);
    return base;
  }

  fs::path tree_;
  bool allow_outside_;
  Report& report_;
  Chain chain_;
  std::vector<fs::path> seen_;      // canonical
  std::vector<std::string> names_;  // as people know them
};

}  // namespace

bool is_inside(const fs::path& file, const fs::path& folder) {
  const auto [end, ignored] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return end == folder.end();
}

fs::path folder_tree_of(const fs::path& file) {
  const fs::path folder = fs::weakly_canonical(fs::absolute(file).parent_path());
  const fs::path above = folder.parent_path();
  std::error_code ignored;
  return fs::is_regular_file(above / kCollectionMark, ignored) ? above : folder;
}

Chain read_chain(const fs::path& file, bool allow_outside, Report& report) {
  try {
    return ChainReader(file, allow_outside, report).read(file);
  } catch (const fs::filesystem_error& error) {
    throw core::FileError("cannot read the scenario " + file.string() + ": " +
                          error.code().message());
  }
}

Chain read_alone(const std::string& text, const std::string& name, Report& report) {
  Document document = document_of(text, name, report);
  refuse_excess(document.table, report);
  if (const Value* extends = document.table.find("extends"))
    report.mistake(extends->key_place, "a scenario that is no file cannot extend one");
  Chain chain;
  chain.is_whole = document.is_whole;
  chain.layers.push_back(std::move(document.table));
  return chain;
}

Document read_document(std::string_view bytes, const std::string& name, Report& report) {
  return document_of(bytes, name, report);
}

fs::path scenario_file(const fs::path& file) {
  std::error_code ignored;
  return fs::is_directory(file, ignored) ? file / "scenario.toml" : file;
}

}  // namespace e2roi::scenario
