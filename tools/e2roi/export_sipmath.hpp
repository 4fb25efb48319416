#pragma once
#include <cstdint>

#include "tools/e2roi/export_data.hpp"

/// A result set's outcomes as a library of SIPs, SIPmath 3.0 JSON (ProbabilityManagement.org):
/// stored arrays of draws, so that trial i is the same future in all of them. EXPORT.md says which
/// of the standard's fields are written.
namespace e2roi::program {

/// Writes the library. An outcome that is undefined in some draw is no SIP, for an array has
/// numbers only; in its place stands NAME_defined, 1 where it has a value and else 0.
void write_sipmath(const core::ResultSet& results, std::uint64_t draws, const TextSink& sink);

}  // namespace e2roi::program
