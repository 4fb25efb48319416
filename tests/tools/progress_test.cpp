#include "tools/e2roi/progress.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "engine/core/utf8.hpp"

using e2roi::core::characters;
using e2roi::program::progress_bar;
using e2roi::program::progress_text;
using e2roi::run::Progress;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("progress: draws done, draws a second, time left and the headline's standard error") {
  CHECK(progress_text({5000, 20000, 2.0, 3.21e6, 0.054e6}) ==
        "5,000 of 20,000 draws, 2,500/s, 6 s left, mean NPV of the first path 3.210 ± 0.054 M EUR");
  CHECK(progress_text({5000, 20000, 2.0, -3.21e6, 2.2e6}) ==
        "5,000 of 20,000 draws, 2,500/s, 6 s left, mean NPV of the first path -3.2 ± 2.2 M EUR");
  CHECK(progress_text({1, 3, 3600.0, 812, 40}) ==
        "1 of 3 draws, 0/s, 2.0 h left, mean NPV of the first path 812 ± 40 EUR");
}

TEST_CASE("progress: what is not known yet is left out") {
  CHECK(progress_text({0, 20000, 0.0, kNaN, kNaN}) == "0 of 20,000 draws");
  CHECK(progress_text({256, 20000, 1.0, 1e6, kNaN}) == "256 of 20,000 draws, 256/s, 78 s left");
}

TEST_CASE("progress: the bar never passes the width it has, and leaves out the least first") {
  const Progress progress{8400, 20000, 1.0, 3.21e6, 0.054e6};
  CHECK(progress_bar(progress, 200) ==
        "[========            ] 42 %  8,400 of 20,000 draws, 8,400/s, 2 s left, mean NPV of the "
        "first path 3.210 ± 0.054 M EUR");
  CHECK(progress_bar(progress, 60) ==
        "[========            ] 42 %  8,400 of 20,000 draws, 8,400/s");
  for (std::size_t columns = 0; columns < 130; ++columns)
    CHECK(characters(progress_bar(progress, columns)) <= columns);
}
