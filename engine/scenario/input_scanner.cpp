#include "engine/scenario/input_scanner.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/core/suggest.hpp"
#include "engine/scenario/input_families.hpp"

namespace e2roi::scenario {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::string listed_families() {
  std::string text;
  for (const std::string& name : families()) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// The family that was probably meant: by few slips, or by the same beginning ("triangle").
std::string meant_family(const std::string& word) {
  const std::vector<std::string> known = families();
  const std::string meant = core::closest(word, known);
  if (!meant.empty() || word.size() < 3) return meant;
  const auto same = std::find_if(known.begin(), known.end(), [&](const std::string& family) {
    return family.compare(0, 3, word, 0, 3) == 0;
  });
  return same == known.end() ? "" : *same;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  ScannedInput input() {
    skip_blanks();
    if (at_end()) fail(at_, "an input is a number or a distribution, got nothing");
    ScannedInput scanned = is_letter(text_[at_]) ? distribution() : number_or_interval();
    if (!at_end()) fail(at_, "unexpected \"" + std::string(text_.substr(at_)) + "\" at the end");
    return scanned;
  }

 private:
  [[noreturn]] static void fail(std::size_t offset, const std::string& message) {
    throw ScanError{offset, message};
  }
  bool at_end() const { return at_ == text_.size(); }
  bool at(char c) const { return !at_end() && text_[at_] == c; }
  void skip_blanks() {
    while (!at_end() && is_blank(text_[at_])) ++at_;
  }

  std::string word() {
    const std::size_t start = at_;
    while (!at_end() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  ScannedInput distribution() {
    ScannedInput scanned;
    scanned.offset = at_;
    scanned.family = word();
    const std::vector<std::string> known = families();
    if (std::find(known.begin(), known.end(), scanned.family) == known.end()) {
      const std::string meant = meant_family(scanned.family);
      fail(scanned.offset, "unknown distribution \"" + scanned.family + "\"" +
                               (meant.empty() ? "; known are " + listed_families()
                                              : ", did you mean \"" + meant + "\"?"));
    }
    skip_blanks();
    if (!at('(')) fail(at_, "expected ( after " + scanned.family);
    do {
      ++at_;
      scanned.arguments.push_back(argument());
    } while (at(','));
    if (!at(')')) fail(at_, at_end() ? "a ) is missing at the end" : "expected , or )");
    ++at_;
    skip_blanks();
    scanned.unit_offset = at_;
    scanned.unit = std::string(text_.substr(at_));
    at_ = text_.size();
    return scanned;
  }

  ScannedArgument argument() {
    skip_blanks();
    ScannedArgument scanned;
    scanned.offset = at_;
    const bool named = !at_end() && is_letter(text_[at_]);
    if (named) {
      scanned.name = word();
      skip_blanks();
      if (!at(':')) fail(at_, "expected : after " + scanned.name);
    } else {
      scanned.quantity = quantity(",:)");
    }
    if (!at(':')) return scanned;
    ++at_;
    skip_blanks();
    if (!named) scanned.point = scanned.quantity;
    scanned.quantity = quantity(",)");
    return scanned;
  }

  ScannedInput number_or_interval() {
    ScannedInput scanned;
    scanned.offset = at_;
    do {
      skip_blanks();
      ScannedArgument number;
      number.offset = at_;
      number.quantity = quantity("");
      scanned.arguments.push_back(number);
    } while (scanned.arguments.size() < 2 && take_to());
    return scanned;
  }

  /// The word "to" between the ends of an interval.
  bool take_to() {
    if (text_.substr(at_, 2) != "to") return false;
    at_ += 2;
    return true;
  }

  /// A number and its unit, which ends before one of `ends`, before "to" or at the end.
  Quantity quantity(std::string_view ends) {
    Quantity result;
    result.offset = at_;
    result.value = number();
    skip_blanks();
    result.unit_offset = at_;
    int open = 0;  // brackets of sqrt(month)
    const auto ends_here = [&] {
      if (at_end() || (open == 0 && ends.find(text_[at_]) != ends.npos)) return true;
      const std::string_view rest = text_.substr(at_);
      return ends.empty() && rest.substr(0, 2) == "to" && is_blank(text_[at_ - 1]) &&
             (rest.size() == 2 || is_blank(rest[2]));
    };
    while (!ends_here()) {
      if (text_[at_] == '(') ++open;
      if (text_[at_] == ')') --open;
      ++at_;
    }
    result.unit = std::string(text_.substr(result.unit_offset, at_ - result.unit_offset));
    while (!result.unit.empty() && is_blank(result.unit.back())) result.unit.pop_back();
    check_unit(result);
    return result;
  }

  /// Refuses what looks like a unit but is a habit of writing numbers that no scenario knows.
  static void check_unit(const Quantity& quantity) {
    const std::string& unit = quantity.unit;
    if (unit.rfind(',', 0) == 0) {
      fail(quantity.unit_offset,
           "a number has no comma: write 1_000 for a thousand, 0.5 for a half");
    }
    for (const char* const dash : {"-", "..", "\u2013"}) {
      if (unit.rfind(dash, 0) == 0) {
        fail(quantity.unit_offset, "an interval is written with to, as \"2 to 5\"");
      }
    }
  }

  /// Digits with single _ between them; how many there were.
  std::size_t digits(std::string& plain) {
    std::size_t count = 0;
    while (!at_end() &&
           (is_digit(text_[at_]) || (text_[at_] == '_' && count > 0 && is_digit(text_[at_ - 1]) &&
                                     at_ + 1 < text_.size() && is_digit(text_[at_ + 1])))) {
      if (text_[at_] != '_') plain += text_[at_];
      ++count;
      ++at_;
    }
    return count;
  }

  double number() {
    const std::size_t start = at_;
    std::string plain;
    if (at('+') || at('-')) {
      if (at('-')) plain = "-";
      ++at_;
    }
    const auto expect = [&](std::size_t count) {
      if (count > 0) return;
      if (at_end()) fail(at_, "a number is missing at the end");
      fail(start, "expected a number, got \"" + std::string(text_.substr(start)) + "\"");
    };
    expect(digits(plain));
    if (at('.')) {
      plain += '.';
      ++at_;
      expect(digits(plain));
    }
    if (exponent_follows()) {
      plain += 'e';
      ++at_;
      if (at('-')) plain += '-';
      if (at('+') || at('-')) ++at_;
      expect(digits(plain));
    }
    double value = 0;
    const auto end = plain.data() + plain.size();
    if (std::from_chars(plain.data(), end, value).ec != std::errc{}) {
      fail(start, "the number " + std::string(text_.substr(start, at_ - start)) +
                      " is too large or too small for a computer");
    }
    return value;
  }

  bool exponent_follows() const {
    std::size_t next = at_;
    if (next == text_.size() || (text_[next] != 'e' && text_[next] != 'E')) return false;
    ++next;
    if (next < text_.size() && (text_[next] == '+' || text_[next] == '-')) ++next;
    return next < text_.size() && is_digit(text_[next]);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

ScannedInput scan_input(std::string_view text) { return Scanner(text).input(); }

}  // namespace e2roi::scenario
