#include "engine/scenario/units.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "engine/core/number_text.hpp"
#include "engine/core/suggest.hpp"
#include "engine/scenario/text_pieces.hpp"

namespace e2roi::scenario {
namespace {

enum class Dimension {
  kRatio,
  kTime,
  kRootMonth,
  kMoney,
  kCustomer,
  kContact,
  kEmployee,
  kAgent,
  kHandOff,
  kEscalation
};

/// A word for a unit and how much of its dimension it is, as multiply/divide.
struct Word {
  const char* text;
  Dimension dimension;
  std::uint64_t multiply = 1, divide = 1;
};

using enum Dimension;

// Times in minutes. The first word of a size is the one that messages show.
constexpr Word kWords[] = {
    {"1", kRatio},
    {"%", kRatio, 1, 100},
    {"percent", kRatio, 1, 100},
    {"minute", kTime, 1},
    {"hour", kTime, 60},
    {"day", kTime, 1'440},
    {"week", kTime, 10'080},
    {"month", kTime, 43'800},
    {"year", kTime, 525'600},
    {"minutes", kTime, 1},
    {"hours", kTime, 60},
    {"days", kTime, 1'440},
    {"weeks", kTime, 10'080},
    {"months", kTime, 43'800},
    {"years", kTime, 525'600},
    {"min", kTime, 1},
    {"h", kTime, 60},
    {"d", kTime, 1'440},
    {"sqrt(month)", kRootMonth},
    {"EUR", kMoney},
    {"k EUR", kMoney, 1'000},
    {"M EUR", kMoney, 1'000'000},
    {"kEUR", kMoney, 1'000},
    {"MEUR", kMoney, 1'000'000},
    {"euro", kMoney},
    {"euros", kMoney},
    {"\u20AC", kMoney},
    {"k\u20AC", kMoney, 1'000},
    {"k \u20AC", kMoney, 1'000},
    {"M\u20AC", kMoney, 1'000'000},
    {"M \u20AC", kMoney, 1'000'000},
    {"customer", kCustomer},
    {"customers", kCustomer},
    {"contact", kContact},
    {"contacts", kContact},
    {"employee", kEmployee},
    {"employees", kEmployee},
    {"agent", kAgent},
    {"agents", kAgent},
    {"hand-off", kHandOff},
    {"hand-offs", kHandOff},
    {"escalation", kEscalation},
    {"escalations", kEscalation},
};

const Word* find_word(std::string_view text) {
  const auto* const found = std::find_if(std::begin(kWords), std::end(kWords),
                                         [text](const Word& word) { return word.text == text; });
  return found == std::end(kWords) ? nullptr : found;
}

/// The words between "/" and "per"; runs of blanks inside a word become one.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> parts(1);
  std::string piece;
  const auto end_piece = [&] {
    if (piece == "per") {
      parts.emplace_back();
    } else if (!piece.empty()) {
      parts.back() += (parts.back().empty() ? "" : " ") + piece;
    }
    piece.clear();
  };
  for (const char c : trimmed(text)) {
    if (c == '/' || c == ' ' || c == '\t') {
      end_piece();
      if (c == '/') parts.emplace_back();
    } else {
      piece += c;
    }
  }
  end_piece();
  if (parts.size() > 1 && parts[0].empty()) parts[0] = "1";  // "/month"
  return parts;
}

/// A unit in words: above the line and below it; nothing where a word is not known.
struct Parsed {
  const Word* above = nullptr;
  std::vector<const Word*> below;
};

std::optional<Parsed> parse(std::string_view text) {
  Parsed parsed;
  for (const std::string& part : words_of(text)) {
    const Word* const word = find_word(part);
    if (word == nullptr) return std::nullopt;
    if (parsed.above == nullptr) {
      parsed.above = word;
    } else {
      parsed.below.push_back(word);
    }
  }
  return parsed;
}

/// A fraction that stays in lowest terms.
struct Ratio {
  std::uint64_t above = 1, below = 1;

  void times(std::uint64_t multiply, std::uint64_t divide) {
    above *= multiply;
    below *= divide;
    const std::uint64_t common = std::gcd(above, below);
    above /= common;
    below /= common;
  }
};

std::string join(const std::vector<std::string>& words, const char* last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? last : ", ";
    text += words[i];
  }
  return text;
}

/// The words of a dimension that messages show, from a list that starts with them.
std::vector<std::string> shown_words(Dimension dimension) {
  std::vector<std::string> words;
  for (const Word& word : kWords) {
    const bool synonym = std::any_of(std::begin(kWords), &word, [&](const Word& earlier) {
      return earlier.dimension == word.dimension &&
             earlier.multiply * word.divide == word.multiply * earlier.divide;
    });
    if (word.dimension == dimension && !synonym) words.emplace_back(word.text);
  }
  return words;
}

}  // namespace

double UnitChange::apply(double value) const {
  const double converted = value * multiply / divide;
  const double decimal = core::rounded(converted, 12);
  return std::abs(decimal - converted) <= 5e-16 * std::abs(converted) ? decimal : converted;
}

std::optional<UnitChange> unit_change(std::string_view written, std::string_view unit) {
  if (trimmed(written).empty()) return UnitChange{};
  const std::optional<Parsed> from = parse(written);
  std::optional<Parsed> to = parse(unit);
  if (!from || !to || from->above->dimension != to->above->dimension) return std::nullopt;
  Ratio ratio;
  ratio.times(from->above->multiply, from->above->divide);
  ratio.times(to->above->divide, to->above->multiply);
  for (const Word* const word : from->below) {
    const auto match = std::find_if(to->below.begin(), to->below.end(), [word](const Word* other) {
      return other->dimension == word->dimension;
    });
    if (match == to->below.end()) return std::nullopt;
    ratio.times((*match)->multiply, word->multiply);
    to->below.erase(match);
  }
  return UnitChange{static_cast<double>(ratio.above), static_cast<double>(ratio.below)};
}

std::string accepted_units(std::string_view unit) {
  const std::optional<Parsed> record = parse(unit);
  if (!record) return std::string(unit);
  std::string below;
  std::vector<std::string> other_times;
  for (const Word* const word : record->below) {
    below += std::string("/") + word->text;
    if (word->dimension != kTime) continue;
    other_times = shown_words(kTime);
    std::erase(other_times, word->text);
  }
  std::vector<std::string> whole = shown_words(record->above->dimension);
  for (std::string& word : whole) word += below;
  std::string text = join(whole, below.empty() ? " or " : ", ");
  if (!other_times.empty()) text += "; also per " + join(other_times, " or ");
  return text;
}

std::string unit_mistake(std::string_view written, std::string_view unit) {
  std::string meant;
  for (const std::string& part : words_of(written)) {
    std::vector<std::string_view> known;
    for (const Word& word : kWords) known.emplace_back(word.text);
    if (find_word(part) != nullptr || !meant.empty()) continue;
    meant = core::closest(part, known);
    // In words as short as these, two slips make anything of anything.
    if (core::slips_between(part, meant) > 1 && part.size() < 6) meant.clear();
  }
  std::string text = "the unit \"" + std::string(trimmed(written)) + "\" does not convert to ";
  text += unit == "1" ? "a plain number" : std::string(unit);
  if (!meant.empty()) text += ", did you mean \"" + meant + "\"?";
  return text + (meant.empty() ? "; write " : " Write ") + accepted_units(unit);
}

}  // namespace e2roi::scenario
