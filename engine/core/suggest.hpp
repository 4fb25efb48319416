#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// "Did you mean": the known word that a mistyped one was most likely meant to be.
namespace e2roi::core {

/// Number of single typing slips between two words: a letter too many, too few, another one, or
/// two neighbours swapped (optimal string alignment distance; Damerau 1964). Counts bytes.
inline std::size_t slips_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + other});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

/// The candidate with the fewest slips from `word`, the first of several; "" if none is within two
/// slips, or if it would take as many slips as the word has letters (then anything would fit).
/// `candidates` is any range of things a std::string_view can be made from.
template <class Candidates>
std::string closest(std::string_view word, const Candidates& candidates) {
  std::size_t fewest = 3;
  std::string best;
  for (const auto& candidate : candidates) {
    const std::string_view known(candidate);
    const std::size_t slips = slips_between(word, known);
    if (slips < fewest && slips < std::max(word.size(), known.size())) {
      fewest = slips;
      best = known;
    }
  }
  return best;
}

}  // namespace e2roi::core
