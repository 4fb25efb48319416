#include "tools/e2roi/page_engine.hpp"

#include <cstddef>

#ifdef E2ROI_PAGE_ENGINE_FILE
// The bytes as they are: no compiler needs to read them as text.
__asm__(
    ".pushsection .rodata\n"
    ".global e2roi_page_engine_begin\n"
    ".global e2roi_page_engine_end\n"
    "e2roi_page_engine_begin:\n"
    ".incbin \"" E2ROI_PAGE_ENGINE_FILE
    "\"\n"
    "e2roi_page_engine_end:\n"
    ".byte 0\n"
    ".popsection\n");
extern "C" {
extern const char e2roi_page_engine_begin[];  // NOLINT(readability-identifier-naming)
extern const char e2roi_page_engine_end[];    // NOLINT(readability-identifier-naming)
}
#endif

namespace e2roi::program {

std::string_view page_engine() {
#ifdef E2ROI_PAGE_ENGINE_FILE
  return {e2roi_page_engine_begin,
          static_cast<std::size_t>(e2roi_page_engine_end - e2roi_page_engine_begin)};
#else
  return {};
#endif
}

}  // namespace e2roi::program
