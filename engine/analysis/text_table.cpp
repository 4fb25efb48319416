#include "engine/analysis/text_table.hpp"

#include <algorithm>
#include <sstream>

#include "engine/core/utf8.hpp"

namespace e2roi::analysis {

using core::characters;

std::string table_text(const std::vector<Row>& rows, std::size_t left) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i == widths.size()) widths.push_back(0);
      widths[i] = std::max(widths[i], characters(row[i]));
    }
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - characters(row[i]), ' ');
      line += (i == 0 ? "" : "  ") + (i < left ? row[i] + space : space + row[i]);
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

std::string wrapped(const std::string& text, std::size_t width) {
  std::istringstream words(text);
  std::string lines, line;
  for (std::string word; words >> word;) {
    if (!line.empty() && characters(line) + 1 + characters(word) > width) {
      lines += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return lines + line + "\n";
}

std::string shortened(const std::string& text, std::size_t width) {
  if (characters(text) <= width) return text;
  std::string beginning;
  for (const char c : text) {
    if (characters(beginning + c) == width) break;
    beginning += c;
  }
  return beginning + "…";
}

}  // namespace e2roi::analysis
