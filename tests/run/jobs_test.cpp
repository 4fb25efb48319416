#include "engine/run/jobs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace e2roi;

TEST_CASE("jobs: each is done once, for any number of threads") {
  for (const int threads : {1, 2, 7}) {
    std::vector<std::atomic<int>> done(100);
    run::do_jobs(threads, 1e9,
                 {done.size(), [](std::size_t) { return 1.0; }, [&](std::size_t i) { ++done[i]; }});
    CHECK(std::all_of(done.begin(), done.end(), [](const auto& times) { return times == 1; }));
  }
  run::do_jobs(3, 0, {0, {}, {}});
}

TEST_CASE("jobs: together they never take more memory than the budget, but for one alone") {
  std::atomic<int> used{0}, most{0};
  const auto bytes = [](std::size_t i) { return i == 5 ? 30.0 : 4.0; };
  run::do_jobs(8, 10, {40, bytes, [&](std::size_t i) {
                         const int mine = static_cast<int>(bytes(i));
                         const int now = used += mine;
                         if (i == 5) CHECK(now == 30);
                         if (i != 5) most = std::max(most.load(), now);
                         std::this_thread::sleep_for(std::chrono::milliseconds(1));
                         used -= mine;
                       }});
  CHECK(most <= 10);
}

TEST_CASE("jobs: what a job throws comes out, and none begins after it") {
  std::atomic<int> begun{0};
  CHECK_THROWS_AS(run::do_jobs(1, 1,
                               {10, [](std::size_t) { return 0.0; },
                                [&](std::size_t i) {
                                  ++begun;
                                  if (i == 3) throw std::runtime_error("four");
                                }}),
                  std::runtime_error);
  CHECK(begun == 4);
}
