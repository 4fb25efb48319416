#pragma once
#include <cstddef>
#include <span>

/// Order statistics without sorting.
namespace e2roi::core {

/// Moves the values of some ranks to where sorting would put them; the others end up anywhere, some
/// of them lost. A tenth of a sort's time where values are spread, never more than a few times n.
///
/// values  finite numbers, in any order
/// ranks   strictly rising, each below values.size()
void settle(std::span<double> values, std::span<const std::size_t> ranks);

}  // namespace e2roi::core
