#include "tools/e2roi/build_info.hpp"

#include "e2roi_build.hpp"   // made by CMake: version, compiler, libraries
#include "e2roi_commit.hpp"  // made by the build: E2ROI_COMMIT

namespace e2roi::program {

const BuildInfo& build_info() {
  static constexpr BuildInfo kInfo = {E2ROI_VERSION, "1", E2ROI_COMMIT, E2ROI_COMPILER,
                                      E2ROI_LIBRARIES};
  return kInfo;
}

}  // namespace e2roi::program
