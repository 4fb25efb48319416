#include "engine/analysis/figures.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/analysis/text_table.hpp"
#include "engine/analysis/words.hpp"
#include "tests/analysis/example_results.hpp"

using namespace e2roi::analysis;
using e2roi::tests::kNaN;

TEST_CASE("figures: money comes in the unit that fits its largest figure") {
  CHECK(money_style({{999, 0.1}}).unit == "EUR");
  CHECK(money_style({{1'000, 0.1}}).unit == "k EUR");
  CHECK(money_style({{-13'826'959, 1}, {12, 1}}).unit == "M EUR");
  CHECK(money_style({{2.5e9, 1}}).unit == "bn EUR");
  CHECK(money_style({{kNaN, kNaN}}).unit == "EUR");
}

TEST_CASE("figures: the error decides how many digits are shown") {
  const std::vector<Estimate> figures = {{13'826'959.27, 170'000}, {-6'175'568.87, 60'000}};
  const Style style = money_style(figures);
  CHECK(figure_with_error(figures[0], style) == "13.8 ± 0.2");
  CHECK(figure_with_error(figures[1], style) == "-6.2 ± 0.1");
  CHECK(decimals_for({{1, 0.1}}, 1) == 1);
  CHECK(decimals_for({{1, 0.099}}, 1) == 2);
  CHECK(decimals_for({{1, 3}}, 1) == 0);
  CHECK(decimals_for({{1, 1e-9}}, 1) == 3);
  CHECK(decimals_for({{1, 0}, {2, kNaN}}, 1) == 1);
}

TEST_CASE("figures: an error much smaller than its column's is shown all the same") {
  const std::vector<Estimate> figures = {
      {13'826'959, 170'000}, {-9'328'000, 41'000}, {440'000, 30}, {0, 0}, {2'000'000, 1e-3}};
  const Style style = money_style(figures);
  CHECK(figure_with_error(figures[0], style) == "13.8 ± 0.2");
  CHECK(figure_with_error(figures[1], style) == "-9.33 ± 0.04");
  CHECK(figure_with_error(figures[2], style) == "0.44000 ± 0.00003");
  CHECK(figure_with_error(figures[3], style) == "0.0 ± 0.0");
  CHECK(figure_with_error(figures[4], style) == "2.0 ± 0.0");  // beyond six decimals nobody reads
  const Style percent{0.01, 1, "%"};
  CHECK(figure_with_interval(Estimate::with_interval(0, 0, 1.92e-4), percent) ==
        "0.000 (0.000 to 0.019)");
  CHECK(figure_with_interval(Estimate::with_interval(0.5, 0.49, 0.51), percent) ==
        "50.0 (49.0 to 51.0)");
  CHECK(percent_with_error({0.004, 4e-4}, percent) == "0.40 % ± 0.04");
  Style fixed = style;
  fixed.is_fixed = true;
  CHECK(figure_with_error(figures[1], fixed) == "-9.3 ± 0.0");
}

TEST_CASE("figures: shares are per cent, with the error in the same unit") {
  const Estimate share = {0.771, 0.00297};
  CHECK(percent_with_error(share, percent_style({share})) == "77.1 % ± 0.3");
  CHECK(percent_with_error({0.5, kNaN}, percent_style({{0.5, kNaN}})) == "50.0 %");
}

TEST_CASE("figures: nothing is a dash, and no figure is minus nothing") {
  CHECK(figure(kNaN, Style()) == "–");
  CHECK(figure_with_error({kNaN, 1}, Style()) == "–");
  CHECK(percent_with_error({kNaN, 1}, Style()) == "–");
  CHECK(figure(-0.04, Style()) == "0.0");
  CHECK(figure(-0.0, Style()) == "0.0");
  CHECK(figure(-0.06, Style()) == "-0.1");
  CHECK(figure(-1e300, {1, 0, ""}).size() == 302);
}

TEST_CASE("figures: customers come in thousands or millions") {
  CHECK(count_style({{9'999, 1}}).unit == "");
  CHECK(count_style({{10'000, 1}}).unit == "k");
  const Estimate customers = {1'165'116.3, 1'500};
  CHECK(figure_with_error(customers, count_style({customers})) == "1.165 ± 0.002");
  CHECK(count_style({customers}).unit == "M");
}

TEST_CASE("figures: large whole numbers are grouped in threes") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1'000) == "1,000");
  CHECK(grouped(18'446'744'073'709'551'615U) == "18,446,744,073,709,551,615");
}

TEST_CASE("table: columns are as wide as their widest cell in characters, not in bytes") {
  CHECK(table_text({{"path", "a", "long heading"}, {"Crédit", "± 1", "x"}, {"b"}}) ==
        "path      a  long heading\n"
        "Crédit  ± 1             x\n"
        "b\n");
}

TEST_CASE("table: text is broken at spaces, and a word that is too long stands alone") {
  CHECK(wrapped("eins zwei drei", 9) == "eins zwei\ndrei\n");
  CHECK(wrapped("± ± ±", 3) == "± ±\n±\n");
  CHECK(wrapped("a verylongword b", 4) == "a\nverylongword\nb\n");
  // A number and its unit stay together.
  CHECK(wrapped("(worst 5 %) loses 2.5 M EUR; then", 12) ==
        "(worst 5 %)\nloses\n2.5 M EUR;\nthen\n");
}

TEST_CASE("table: a long name is cut between characters and says so") {
  CHECK(shortened("Crédit", 6) == "Crédit");
  CHECK(shortened("Crédité", 6) == "Crédi…");
  CHECK(shortened("éééé", 3) == "éé…");
}

TEST_CASE("words: a name cannot move the cursor of a terminal") {
  CHECK(plain("a\x1B[2Jb\nc\x7F") == "a [2Jb c ");
  CHECK(plain("Crédit") == "Crédit");
}
