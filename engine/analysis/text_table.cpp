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

namespace {

/// Whether a word belongs to the number before it.
bool is_unit(const std::string& word) {
  return word.front() == '%' || word == "k" || word == "M" || word == "bn" ||
         word.compare(0, 3, "EUR") == 0;
}

/// The words of a text, units together with their numbers.
std::vector<std::string> unbroken_words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;)
    if (!words.empty() && is_unit(word))
      words.back() += " " + word;
    else
      words.push_back(word);
  return words;
}

}  // namespace

std::string wrapped(const std::string& text, std::size_t width) {
  std::string lines, line;
  for (const std::string& word : unbroken_words(text)) {
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
