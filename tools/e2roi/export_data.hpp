#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result_set.hpp"

/// What every format of `e2roi export` writes: a result set seen as columns. EXPORT.md says how
/// each format lays them out.
namespace e2roi::program {

/// One outcome of one path by draw.
struct OutcomeColumn {
  const core::NamedArray* array = nullptr;
  std::string name;                ///< "npv"; with a part of it, "pv_rung_savings"
  std::string meaning;             ///< one phrase
  std::size_t path = 0;            ///< place among the paths
  std::span<const double> values;  ///< one a draw, NaN = undefined
};

/// The first `draws` draws of every outcome: outcome by outcome, in each part by part, in each path
/// by path, as they stand in the result set, which must outlive the columns.
std::vector<OutcomeColumn> outcome_columns(const core::ResultSet& results, std::uint64_t draws);

/// Quantiles over draws of one monthly quantity, and its mean and standard deviation.
struct Fan {
  const core::NamedArray* quantiles = nullptr;  ///< (path, month, quantile)
  const core::NamedArray* mean = nullptr;       ///< (path, month); nullptr where there is none
  const core::NamedArray* sd = nullptr;         ///< the same
  std::string meaning;                          ///< one phrase
};

/// The fans of a result set; none where it was run without. Refer to its arrays.
std::vector<Fan> fans_of(const core::ResultSet& results);

/// "p5", "p2.5": the column of a quantile.
std::string quantile_name(double probability);

/// Unit and meaning of an input by its key; empty where this program does not know it.
struct InputFacts {
  std::string unit, meaning;
};
InputFacts input_facts(const std::string& key);

/// Number of draws to write: all, or the first `most` where it is above 0.
std::uint64_t draws_to_write(const core::ResultSet& results, std::uint64_t most);

/// The label of a result set's provenance; empty where it has none.
std::string provenance_of(const core::ResultSet& results, std::string_view key);

/// Takes text bit by bit.
using TextSink = std::function<void(std::string_view)>;

/// Gathers text and hands it to a sink in pieces of about 64 kB; the rest when asked.
class TextWriter {
 public:
  explicit TextWriter(TextSink sink) : sink_(std::move(sink)) { text_.reserve(2 * kPiece); }

  TextWriter& operator<<(std::string_view text) {
    text_ += text;
    if (text_.size() >= kPiece) flush();
    return *this;
  }
  void flush() {
    sink_(text_);
    text_.clear();
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{1} << 16U;
  TextSink sink_;
  std::string text_;
};

}  // namespace e2roi::program
