#pragma once
#include "engine/analysis/figures.hpp"
#include "engine/analysis/report.hpp"

/// Small tables for terminals, beside the full ones for files.
namespace e2roi::analysis {

/// `table` for terminals only, its money in the unit that `style` says: the unit stands once in
/// the title, so that columns can be narrow.
Table terminal_table(Table table, const Style& style);

}  // namespace e2roi::analysis
