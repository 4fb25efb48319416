#include "engine/study/saltelli.hpp"

#include <algorithm>
#include <array>

#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"

namespace e2roi::study {
namespace {

using model::kBlockDraws;

/// Writes one column of a block: what A has, but B's value in B's own row and in the row of the
/// column's factor.
///
/// offset  place of the block's first row within its base row
template <class Value>
void expand(const Value* a, const Value* b, int factor, std::uint64_t offset, std::uint64_t stride,
            int count, Value* to) {
  auto place = -static_cast<std::int64_t>(offset);
  const auto step = static_cast<std::int64_t>(stride);
  const auto end = static_cast<std::int64_t>(count);
  for (std::size_t j = 0; place < end; ++j, place += step) {
    std::fill(to + std::max<std::int64_t>(place, 0), to + std::min(place + step, end), a[j]);
    const auto put = [&](std::int64_t row) {
      if (row >= 0 && row < end) to[row] = b[j];
    };
    put(place + step - 1);
    if (factor >= 0) put(place + 1 + factor);
  }
}

}  // namespace

SaltelliDesign::SaltelliDesign(std::vector<Factor> factors, std::unique_ptr<const BaseRows> base)
    : factors_(std::move(factors)),
      factor_of_(model::kInputs, -1),
      noise_factor_(-1),
      base_(std::move(base)) {
  for (std::size_t f = 0; f < factors_.size(); ++f) {
    if (factors_[f].is_noise()) noise_factor_ = static_cast<int>(f);
    for (const int id : factors_[f].inputs)
      factor_of_[static_cast<std::size_t>(id)] = static_cast<int>(f);
  }
}

void SaltelliDesign::fill(const run::Rows& rows) const {
  const std::uint64_t first = rows.first / stride(), offset = rows.first % stride();
  const std::uint64_t last = (rows.first + static_cast<std::uint64_t>(rows.count) - 1) / stride();
  const auto count = static_cast<int>(last - first + 1);
  base_->fill(first, count, rows.inputs);
  std::array<double, kBlockDraws> made;
  for (std::size_t id = 0; id < factor_of_.size(); ++id) {
    double* column = rows.inputs + id * kBlockDraws;
    std::copy_n(column, kBlockDraws, made.begin());
    expand(made.data(), made.data() + kFirstOfB, factor_of_[id], offset, stride(), rows.count,
           column);
  }
  if (noise_factor_ < 0) return;
  std::array<std::uint64_t, kMostBaseRows> a, b;
  for (int j = 0; j < count; ++j) {
    const std::uint64_t row = std::min(first + static_cast<std::uint64_t>(j), base() - 1);
    const BaseRows::Noise noise = base_->noise(row);
    a[static_cast<std::size_t>(j)] = noise.a;
    b[static_cast<std::size_t>(j)] = noise.b;
  }
  expand(a.data(), b.data(), noise_factor_, offset, stride(), rows.count, rows.noise);
}

}  // namespace e2roi::study
