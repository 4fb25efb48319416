#include "engine/run/tally.hpp"

#include <string_view>

namespace e2roi::run {

#define E2ROI_DECLARE(level)                                                       \
  namespace level {                                                                \
  void tally_rows(const double* values, std::size_t stride, int rows, int draws,   \
                  const RowRange* ranges, std::uint16_t* counts, RowSums* sums);   \
  void widen_rows(const double* one, const double* other, int rows, double* least, \
                  double* greatest);                                               \
  }
E2ROI_DECLARE(v2)
E2ROI_DECLARE(v3)
E2ROI_DECLARE(v4)
#undef E2ROI_DECLARE

RowKernel row_kernel_for(const char* level) {
  const std::string_view name(level);
  if (name == "x86-64-v4") return {v4::tally_rows, v4::widen_rows};
  if (name == "x86-64-v3") return {v3::tally_rows, v3::widen_rows};
  return {v2::tally_rows, v2::widen_rows};
}

}  // namespace e2roi::run
