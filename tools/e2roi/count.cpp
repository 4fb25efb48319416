#include "tools/e2roi/count.hpp"

#include <boost/program_options.hpp>
#include <limits>

#include "engine/core/error.hpp"

namespace e2roi::program {
namespace {

constexpr std::uint64_t kLargest = std::numeric_limits<std::uint64_t>::max();

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads one text from left to right.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  /// Digits with single underscores between them, at least one digit; "" if there are none.
  std::string digits() {
    std::string found;
    while (!rest_.empty()) {
      const bool joins = rest_.front() == '_' && !found.empty() && rest_.size() > 1;
      if (joins && is_digit(rest_[1])) rest_.remove_prefix(1);
      if (!is_digit(rest_.front())) break;
      found += rest_.front();
      rest_.remove_prefix(1);
    }
    return found;
  }

  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
  throw core::UsageError("'" + std::string(text) + "' " + why);
}

[[noreturn]] void refuse_size(std::string_view text) {
  refuse(text, "is above " + std::to_string(kLargest) + ", the largest number there is");
}

}  // namespace

Count parse_count(std::string_view text) {
  const std::string not_a_number = "is not a whole number such as 20_000, 1e6, 10k or 5M";
  Reader reader(text);
  std::string digits = reader.digits();
  if (digits.empty()) refuse(text, not_a_number);
  std::size_t zeros = 0;  // to be put behind `digits`
  std::size_t decimals = 0;
  if (reader.take('.')) {
    const std::string fraction = reader.digits();
    if (fraction.empty()) refuse(text, not_a_number);
    decimals = fraction.size();
    digits += fraction;
  }
  if (reader.take('e') || reader.take('E')) {
    reader.take('+');
    const std::string exponent = reader.digits();
    if (exponent.empty()) refuse(text, not_a_number);
    zeros = exponent.size() > 3 ? 1000 : std::stoul(exponent);
  }
  if (reader.take('k'))
    zeros += 3;
  else if (reader.take('M'))
    zeros += 6;
  if (!reader.at_end()) refuse(text, not_a_number);

  for (; decimals > zeros; --decimals) {
    if (digits.back() != '0') refuse(text, not_a_number);
    digits.pop_back();
  }
  zeros -= decimals;

  std::uint64_t value = 0;
  for (const char digit : digits) {
    const auto next = static_cast<std::uint64_t>(digit - '0');
    if (value > (kLargest - next) / 10) refuse_size(text);
    value = value * 10 + next;
  }
  for (; zeros > 0 && value > 0; --zeros) {
    if (value > kLargest / 10) refuse_size(text);
    value *= 10;
  }
  return Count{value};
}

std::string grouped(std::uint64_t value) {
  std::string text = std::to_string(value);
  for (std::size_t end = text.size(); end > 3; end -= 3) text.insert(end - 3, ",");
  return text;
}

void validate(boost::any& result, const std::vector<std::string>& words, Count* /*type*/,
              int /*overload*/) {
  namespace po = boost::program_options;
  po::validators::check_first_occurrence(result);
  const std::string& word = po::validators::get_single_string(words);
  try {
    result = parse_count(word);
  } catch (const core::UsageError& error) {
    // Boost puts the option's name in.
    throw po::error_with_option_name("the value of '%canonical_option%': " +
                                     std::string(error.what()));
  }
}

}  // namespace e2roi::program
