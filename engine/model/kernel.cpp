// The fast kernel: the month loop over packs of draws. Compiled once per x86-64 level with
// E2ROI_LEVEL = v2, v3, v4; no Eigen and no std:: containers in here (see core/pack.hpp).
#include "engine/model/enterprise.hpp"

namespace e2roi::model {
inline namespace E2ROI_LEVEL {

void simulate_packs(const BlockTask& task) { simulate<core::Pack>(task); }
std::size_t pack_scratch_bytes(const Setting& setting) {
  return scratch_bytes<core::Pack>(setting);
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::model
