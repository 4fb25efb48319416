#pragma once
#include <string>
#include <string_view>

/// The page that the build made of tools/page, without data.
namespace e2roi::program {

/// The whole HTML file; empty where the program was built without it.
std::string_view page_template();

/// The page with that JSON inside, safe from whatever a scenario may be called: no text in it can
/// end the element that holds it. Throws core::RunError where the program was built without the
/// page, or the page has no place for data.
std::string filled_page(std::string_view page, const std::string& json);

}  // namespace e2roi::program
