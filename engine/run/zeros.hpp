#pragma once
#include <cstddef>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>

#include <cstdint>
#endif

/// Zeros: large tables of a run.
namespace e2roi::run {

/// `size` zeros, on huge pages where the system grants them: 33 MB of results are touched first by
/// one thread, while the others have nothing to do.
template <class T>
std::vector<T> zeros(std::size_t size) {
  std::vector<T> values;
  values.reserve(size);
#if defined(__linux__)
  constexpr std::uintptr_t kPage = 4096;
  const auto begin = (reinterpret_cast<std::uintptr_t>(values.data()) + kPage - 1) / kPage * kPage;
  const auto end =
      (reinterpret_cast<std::uintptr_t>(values.data()) + size * sizeof(T)) / kPage * kPage;
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
  values.resize(size);
  return values;
}

}  // namespace e2roi::run
