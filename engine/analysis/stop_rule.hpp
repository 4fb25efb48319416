#pragma once
#include <string>
#include <string_view>
#include <vector>

/// What `run --until` asks for: "p_wrong < 1 %", "loss < 100k EUR", "se(npv) < 1e5".
namespace e2roi::analysis {

struct StopRule {
  enum class Quantity {
    kWrong,          ///< chance that the draws make us choose a path that is not the best [1]
    kLoss,           ///< expected NPV given away by choosing now, upper 95 % bound [EUR]
    kStandardError,  ///< largest standard error of the mean of an outcome, over paths
  };
  Quantity quantity = Quantity::kWrong;
  std::string outcome = "npv";  ///< of kStandardError
  std::string unit = "1";       ///< of the limit
  double limit = 0;
  std::string text;  ///< as typed, without spaces at its ends
};

/// An outcome that a rule may name.
struct OutcomeUnit {
  std::string name, unit;
};

/// Reads a rule: QUANTITY < NUMBER, where <= is the same. Numbers as 1e5, 100_000, 100k, 0.1M,
/// 2bn, each with EUR behind it where the unit is EUR, or % where it is 1. p_wrong must be below
/// 50 %, and all limits above 0. Throws core::UsageError, which says what is allowed and what was
/// probably meant.
StopRule parse_stop_rule(std::string_view text, const std::vector<OutcomeUnit>& outcomes);

}  // namespace e2roi::analysis
