#pragma once
#include <filesystem>
#include <string>

#include "engine/results/part_file.hpp"
#include "tools/e2roi/verb.hpp"

/// Where `report` and `workshop` write their page.
namespace e2roi::program {

/// --out, else `otherwise` with .html in its folder. Throws core::UsageError unless it ends in
/// .html.
std::filesystem::path page_target(const Arguments& arguments, const std::string& otherwise);

/// Writes the whole page, or nothing: `part` is the part file of `file`. Throws core::FileError.
void write_page(const std::string& page, const std::filesystem::path& file,
                results::PartFile& part);

}  // namespace e2roi::program
