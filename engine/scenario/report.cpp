#include "engine/scenario/report.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/core/utf8.hpp"

namespace e2roi::scenario {
namespace {

constexpr std::size_t kMostMistakes = 1'000;
constexpr std::size_t kShown = 100;  // characters of a source line that are shown

/// The characters (code points) of a line, fit for a terminal: whatever would move the cursor
/// becomes one blank, so that the caret stands below its column.
std::vector<std::string> characters_of(std::string_view line) {
  std::vector<std::string> characters;
  const std::string valid = core::valid_utf8(line);
  for (const char c : valid) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U)
      characters.back() += c;
    else
      characters.emplace_back(1, byte < 0x20 || byte == 0x7F ? ' ' : c);
  }
  return characters;
}

std::string joined(const std::vector<std::string>& characters, std::size_t first,
                   std::size_t last) {
  std::string text;
  for (std::size_t i = first; i < last; ++i) text += characters[i];
  return text;
}

/// The source line and the caret below it; of a long line the part around the column.
std::string excerpt(const Diagnostic& diagnostic) {
  const std::vector<std::string> all = characters_of(diagnostic.source_line);
  const std::size_t column =
      std::min(static_cast<std::size_t>(std::max(diagnostic.column, 1)) - 1, all.size());
  std::size_t first = 0, last = all.size();
  if (all.size() > kShown) {
    first = column < kShown / 2 ? 0 : std::min(column - kShown / 2, all.size() - kShown);
    last = first + kShown;
  }
  const std::string before = first > 0 ? "..." : "", after = last < all.size() ? "..." : "";
  const std::string number = diagnostic.line > 0 ? std::to_string(diagnostic.line) : "";
  return "\n  " + number + " | " + before + joined(all, first, last) + after + "\n  " +
         std::string(number.size(), ' ') + " | " +
         std::string(column - first + before.size(), ' ') + "^";
}

std::string text_of(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics)
    text += (text.empty() ? "" : "\n") + diagnostic.text();
  return text;
}

/// Bytes of `line` before the character with that column.
std::size_t bytes_before(std::string_view line, int column) {
  std::size_t byte = 0;
  for (int passed = 0; byte < line.size(); ++byte) {
    if ((static_cast<unsigned char>(line[byte]) & 0xC0U) != 0x80U && ++passed == column) break;
  }
  return byte;
}

}  // namespace

std::string Diagnostic::text() const {
  std::string place = file;
  if (line > 0) place += ":" + std::to_string(line) + ":" + std::to_string(column);
  return place + ": error: " + message + (column > 0 ? excerpt(*this) : "");
}

InvalidScenario::InvalidScenario(std::vector<Diagnostic> diagnostics)
    : core::Error(core::ExitCode::kInvalidScenario, text_of(diagnostics)),
      diagnostics_(std::move(diagnostics)) {}

int Report::add_source(Source::Kind kind, std::string name, std::string_view text) {
  Source source{kind, std::move(name), {}};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    source.lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  sources_.push_back(std::move(source));
  return static_cast<int>(sources_.size()) - 1;
}

void Report::mistake(const Place& place, std::string message) {
  if (mistakes_.size() < kMostMistakes)
    mistakes_.push_back({place, std::move(message)});
  else
    ++not_listed_;
}

void Report::throw_if_mistaken() const {
  if (mistakes_.empty()) return;
  std::vector<Mistake> sorted = mistakes_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Mistake& a, const Mistake& b) {
    return std::tie(a.place.source, a.place.line, a.place.column) <
           std::tie(b.place.source, b.place.line, b.place.column);
  });
  std::vector<Diagnostic> diagnostics;
  for (const Mistake& mistake : sorted) {
    const Place& place = mistake.place;
    const Source& from = source(std::max(place.source, 0));
    const auto line = static_cast<std::size_t>(place.line);
    Diagnostic diagnostic{core::valid_utf8(from.name), 0, place.column, mistake.message, ""};
    if (from.kind == Source::Kind::kFile) diagnostic.line = place.line;
    if (line > 0 && line <= from.lines.size()) diagnostic.source_line = from.lines[line - 1];
    diagnostics.push_back(std::move(diagnostic));
  }
  if (not_listed_ > 0)
    diagnostics.push_back(
        {diagnostics.back().file, 0, 0,
         "there are " + std::to_string(not_listed_) + " more mistakes, which are not listed", ""});
  throw InvalidScenario(std::move(diagnostics));
}

std::string Report::origin(const Place& place) const {
  if (place.source < 0) return "default";
  const Source& from = source(place.source);
  if (from.kind == Source::Kind::kOption) return from.name;
  if (from.kind == Source::Kind::kVariable)
    return from.name + " " + from.lines[0].substr(0, from.lines[0].find('='));
  return from.name + ":" + std::to_string(place.line);
}

Place Report::inside(const Value& text, std::size_t offset) const {
  const Place start = text.place;
  const std::vector<std::string>& lines = source(start.source).lines;
  if (start.line < 1 || static_cast<std::size_t>(start.line) > lines.size()) return start;
  std::string_view rest = lines[static_cast<std::size_t>(start.line) - 1];
  rest.remove_prefix(bytes_before(rest, start.column));
  Place place = start;
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) {  // typed without quotes
    place.column += static_cast<int>(offset);
    return place;
  }
  const char quote = rest[0];
  if (rest.substr(0, 3) == std::string(3, quote)) return start;  // may run over several lines
  const std::vector<std::string> characters = characters_of(rest);
  std::size_t at = 1;
  for (std::size_t passed = 0; passed < offset && at + 1 < characters.size(); ++passed) {
    if (quote == '"' && characters[at] == "\\") {  // one character, several columns
      const std::string& escape = characters[at + 1];
      at += escape == "u" ? 6 : escape == "U" ? 10 : 2;
    } else {
      ++at;
    }
  }
  place.column += static_cast<int>(at);
  return place;
}

std::string in_quotes(std::string_view text, std::size_t most) {
  const std::vector<std::string> all = characters_of(text);
  const bool whole = all.size() <= most;
  return "\"" + joined(all, 0, std::min(all.size(), most)) + (whole ? "\"" : "...\"");
}

}  // namespace e2roi::scenario
