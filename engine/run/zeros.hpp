#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

/// Zeros: large tables of a run, on huge pages where the system grants them.
namespace e2roi::run {

inline constexpr std::size_t kPage = 4'096, kHugePage = std::size_t{2} << 20;

/// Asks for huge pages for all pages that hold some of `size` bytes; what else is on the first and
/// the last of them is not harmed.
inline void want_huge_pages([[maybe_unused]] const void* bytes, [[maybe_unused]] std::size_t size) {
#if defined(__linux__)
  const auto address = reinterpret_cast<std::uintptr_t>(bytes);
  const std::uintptr_t begin = address / kPage * kPage;
  const std::uintptr_t end = (address + size + kPage - 1) / kPage * kPage;
  madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

/// An empty vector with room for `size` values. Tables that are made room for one after the other
/// and only then filled share huge pages that none of them fills alone.
template <class T>
std::vector<T> room(std::size_t size) {
  std::vector<T> values;
  values.reserve(size);
  if (size > 0) want_huge_pages(values.data(), size * sizeof(T));
  return values;
}

/// `size` zeros: 33 MB of results are touched first by one thread, while the others have nothing to
/// do.
template <class T>
std::vector<T> zeros(std::size_t size) {
  std::vector<T> values = room<T>(size);
  values.resize(size);
  return values;
}

/// Memory that begins on a huge page, if it is large enough to fill much of one: what a thread
/// works in then lies side by side in its second cache, whichever pages the system has left.
template <class T>
struct OnHugePages {
  using value_type = T;
  OnHugePages() = default;
  template <class U>
  OnHugePages(const OnHugePages<U>& /*other*/) {}
  T* allocate(std::size_t size) {
    constexpr std::size_t kLine = 64, kWorthwhile = kHugePage / 4;
    const std::size_t bytes = size * sizeof(T);
    const std::size_t grain = bytes < kWorthwhile ? kLine : kHugePage;
    void* memory = std::aligned_alloc(grain, (bytes + grain - 1) / grain * grain);
    if (memory == nullptr) throw std::bad_alloc();
    if (grain == kHugePage) want_huge_pages(memory, (bytes + grain - 1) / grain * grain);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t /*size*/) { std::free(memory); }
  bool operator==(const OnHugePages& /*other*/) const { return true; }
};

}  // namespace e2roi::run
