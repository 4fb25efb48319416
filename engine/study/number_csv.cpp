#include "engine/study/number_csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/core/error.hpp"
#include "engine/core/utf8.hpp"

namespace e2roi::study {
namespace {

constexpr std::size_t kLongestLine = 1 << 20;

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A text as a message can quote it.
std::string quotable(const std::string& text) {
  constexpr std::size_t kMost = 40;
  return core::valid_utf8(text.size() > kMost ? text.substr(0, kMost) + "..." : text);
}

std::string count_of(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

NumberCsv::NumberCsv(std::istream& in, std::string name)
    : in_(in), name_(std::move(name)), buffer_(kLongestLine) {
  if (!read_line() || trimmed(text_).empty())
    throw core::Error(core::ExitCode::kInvalidScenario,
                      name_ + ":1:1: the first line must name the columns, and there is nothing");
  if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
  split();
  for (std::size_t column = 0; column + 1 < starts_.size(); ++column) {
    const std::string word = field(column);
    if (word.empty()) refuse(column, "column " + std::to_string(column + 1) + " has no name");
    if (std::find(names_.begin(), names_.end(), word) != names_.end())
      refuse(column, "there are two columns '" + quotable(word) + "'");
    names_.push_back(word);
  }
}

bool NumberCsv::read_line() {
  in_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  if (in_.bad()) throw core::FileError("cannot read " + name_);
  ++line_;
  if (in_.fail() && !in_.eof())
    throw core::Error(core::ExitCode::kInvalidScenario,
                      name_ + ":" + std::to_string(line_) + ":1: the line is longer than " +
                          std::to_string(kLongestLine - 1) + " characters");
  if (in_.fail()) return false;
  auto length = static_cast<std::size_t>(in_.gcount());
  if (length > 0 && !in_.eof()) --length;  // the line's end was counted
  text_.assign(buffer_.data(), length);
  if (!text_.empty() && text_.back() == '\r') text_.pop_back();
  return true;
}

void NumberCsv::split() {
  starts_.assign(1, 0);
  for (std::size_t i = 0; i < text_.size(); ++i)
    if (text_[i] == ',') starts_.push_back(i + 1);
  starts_.push_back(text_.size() + 1);
}

std::string NumberCsv::field(std::size_t column) const {
  return trimmed(text_.substr(starts_[column], starts_[column + 1] - starts_[column] - 1));
}

void NumberCsv::refuse(std::size_t column, const std::string& what) const {
  const std::size_t start = column + 1 < starts_.size() ? starts_[column] : 0;
  throw core::Error(core::ExitCode::kInvalidScenario,
                    name_ + ":" + std::to_string(line_) + ":" +
                        std::to_string(core::characters(text_.substr(0, start)) + 1) + ": " + what);
}

bool NumberCsv::next(std::vector<double>& values) {
  if (!read_line()) return false;
  if (trimmed(text_).empty()) {
    const std::size_t empty = line_;
    while (read_line())
      if (!trimmed(text_).empty())
        refuse(names_.size(),
               "there is an empty line before this one, line " + std::to_string(empty));
    return false;
  }
  split();
  if (starts_.size() != names_.size() + 1)
    refuse(names_.size(), count_of(starts_.size() - 1, "value") + " where the first line has " +
                              count_of(names_.size(), "name"));
  values.resize(names_.size());
  for (std::size_t column = 0; column < names_.size(); ++column) {
    const char* first = text_.data() + starts_[column];
    const char* last = text_.data() + starts_[column + 1] - 1;
    while (first < last && (*first == ' ' || *first == '\t')) ++first;
    while (first < last && (last[-1] == ' ' || last[-1] == '\t')) --last;
    const auto read = std::from_chars(first, last, values[column]);
    if (read.ec != std::errc() || read.ptr != last || !std::isfinite(values[column]))
      refuse(column,
             names_[column] + " is '" + quotable(field(column)) + "', which is no finite number");
  }
  return true;
}

}  // namespace e2roi::study
