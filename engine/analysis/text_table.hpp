#pragma once
#include <string>
#include <vector>

namespace e2roi::analysis {

using Row = std::vector<std::string>;

/// Rows as lines of aligned columns, two spaces apart: the first `left` columns to the left, all
/// others to the right. Widths are counted in characters of UTF-8. Rows may be shorter than the
/// longest.
std::string table_text(const std::vector<Row>& rows, std::size_t left = 1);

/// `text` in lines of at most `width` characters, broken at spaces, but not before "%" or between
/// the words of an amount of money ("3.2 M EUR"); ends with a newline.
std::string wrapped(const std::string& text, std::size_t width);

/// `text`, or its beginning and "…" where it is longer than `width` characters.
std::string shortened(const std::string& text, std::size_t width);

}  // namespace e2roi::analysis
