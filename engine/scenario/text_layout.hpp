#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/utf8.hpp"

/// Text in columns and paragraphs, measured in characters.
namespace e2roi::scenario {

/// Rows of cells as lines: every column as wide as its widest cell, two blanks between columns,
/// `indent` in front, nothing behind the last cell. Columns with `right` true are aligned right.
inline std::vector<std::string> in_columns(const std::vector<std::vector<std::string>>& rows,
                                           const std::vector<bool>& right,
                                           std::string_view indent) {
  std::vector<std::size_t> widths(right.size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], core::characters(row[i]));
  }
  std::vector<std::string> lines;
  for (const auto& row : rows) {
    std::string line(indent);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string pad(widths[i] - core::characters(row[i]), ' ');
      line += (i == 0 ? "" : "  ") + (right[i] ? pad + row[i] : row[i] + pad);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(line);
  }
  return lines;
}

/// `text` as lines of at most `width` characters, each with `indent` in front and a line break
/// behind; a word longer than that has a line of its own.
inline std::string wrapped(std::string_view text, std::size_t width, const std::string& indent) {
  std::string lines, line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    const std::size_t needed = core::characters(indent) + core::characters(line) + 1;
    if (!line.empty() && needed + core::characters(word) > width) {
      lines += indent + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  return lines + (line.empty() ? "" : indent + line + "\n");
}

}  // namespace e2roi::scenario
