#include "engine/results/probe.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

using e2roi::results::Probe;
using e2roi::results::probe;

namespace {

constexpr std::uint64_t kMegabyte = 1 << 20;

Probe tried(const std::function<void()>& act) { return probe(act, 64 * kMegabyte, 1); }

}  // namespace

TEST_CASE("probe: what ends well has no error, and leaves nothing behind") {
  int changed = 0;
  const Probe probe = tried([&changed] { changed = 1; });
  CHECK(probe.has_ended);
  CHECK_FALSE(probe.error.has_value());
  CHECK(changed == 0);
}

TEST_CASE("probe: an exception comes back as its text, an empty and a long one too") {
  for (const std::string& text : {std::string("no such group"), std::string()})
    CHECK(tried([&text] { throw std::runtime_error(text); }).error == text);
  const Probe probe = tried([] { throw std::runtime_error(std::string(100'000, 'x')); });
  CHECK(probe.error.value_or("").starts_with("xxx"));
}

TEST_CASE("probe: a crash, an abort, an end on its own and a loop without end are survived") {
  CHECK_FALSE(tried([] { std::abort(); }).has_ended);
  CHECK_FALSE(tried([] { std::raise(SIGSEGV); }).has_ended);
  CHECK_FALSE(tried([] { _exit(0); }).has_ended);
  CHECK_FALSE(tried([] {
                volatile bool goes_on = true;
                while (goes_on) {
                }
              }).has_ended);
}

#ifndef E2ROI_IS_SANITIZED
TEST_CASE("probe: more memory than allowed is not there") {
  const auto take = [](std::size_t bytes) {
    return tried([bytes] {
      const std::vector<char> memory(bytes);
      // Somebody may look at it, or a compiler would not ask for it at all.
      __asm__ volatile("" : : "r"(memory.data()) : "memory");
    });
  };
  CHECK_FALSE(take(16 * kMegabyte).error.has_value());
  CHECK(take(1'024 * kMegabyte).error == std::bad_alloc().what());
}
#endif
