#include <bit>
#include <boost/random/detail/sobol_table.hpp>

#include "engine/sampling/sobol.hpp"

namespace e2roi::sampling {

/// Bratley & Fox (1988), section 2: with the polynomial x^d + a1 x^(d-1) + … + 1,
/// m[k] = 2 a1 m[k-1] ^ 4 a2 m[k-2] ^ … ^ 2^d m[k-d] ^ m[k-d].
std::array<std::uint32_t, kSobolBits> sobol_integers(int dimension) {
  std::array<std::uint32_t, kSobolBits> m;
  if (dimension == 0) {
    m.fill(1);
    return m;
  }
  using Table = boost::random::detail::qrng_tables::sobol;
  const auto row = static_cast<std::size_t>(dimension - 1);
  const std::uint32_t polynomial = Table::polynomial(row);
  const auto degree = static_cast<std::size_t>(std::bit_width(polynomial) - 1);
  for (std::size_t k = 0; k < degree; ++k) m[k] = Table::minit(row, k);
  for (std::size_t k = degree; k < kSobolBits; ++k) {
    m[k] = m[k - degree];
    for (std::size_t back = 1; back <= degree; ++back)
      if ((polynomial >> (degree - back)) & 1u) m[k] ^= m[k - back] << back;
  }
  return m;
}

}  // namespace e2roi::sampling
