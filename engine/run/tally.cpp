#include "engine/run/tally.hpp"

#include <string_view>

namespace e2roi::run {

#define E2ROI_DECLARE(level)                                                                    \
  namespace level {                                                                             \
  RowSums tally_row(const double* values, std::size_t stride, int draws, const RowRange& range, \
                    std::uint16_t* counts);                                                     \
  }
E2ROI_DECLARE(v2)
E2ROI_DECLARE(v3)
E2ROI_DECLARE(v4)
#undef E2ROI_DECLARE

TallyRow tally_for(const char* level) {
  const std::string_view name(level);
  if (name == "x86-64-v4") return v4::tally_row;
  if (name == "x86-64-v3") return v3::tally_row;
  return v2::tally_row;
}

}  // namespace e2roi::run
