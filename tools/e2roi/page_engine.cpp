#include "tools/e2roi/page_engine.hpp"

#include <cstddef>

#include "tools/e2roi/embed.hpp"

#ifdef E2ROI_PAGE_ENGINE_FILE
E2ROI_EMBED(e2roi_page_engine, E2ROI_PAGE_ENGINE_FILE)
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
