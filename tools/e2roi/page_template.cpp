#include "tools/e2roi/page_template.hpp"

#include "engine/core/error.hpp"
#include "tools/e2roi/embed.hpp"

#ifdef E2ROI_PAGE_FILE
E2ROI_EMBED(e2roi_page, E2ROI_PAGE_FILE)
#endif

namespace e2roi::program {

std::string_view page_template() {
#ifdef E2ROI_PAGE_FILE
  return {e2roi_page_begin, static_cast<std::size_t>(e2roi_page_end - e2roi_page_begin)};
#else
  return {};
#endif
}

std::string filled_page(std::string_view page, const std::string& json) {
  if (page.empty())
    throw core::RunError(
        "this e2roi was built without the page; build it where Node 18 and npm are installed, or "
        "configure with -D E2ROI_PAGE=FILE.html");
  constexpr std::string_view kPlace = "/*DATA*/";
  const std::size_t place = page.find(kPlace);
  if (place == std::string_view::npos)
    throw core::RunError("the page that this e2roi was built with has no place for data");
  std::string filled(page.substr(0, place));
  for (const char c : json) {
    if (c == '<')  // stands in texts only, where JSON knows another spelling
      filled += "\\u003c";
    else
      filled += c;
  }
  return filled.append(page.substr(place + kPlace.size()));
}

}  // namespace e2roi::program
