#include "engine/model/finance.hpp"

#include "tests/model/parts.hpp"

namespace e2roi::model {
namespace {

const double kNever = std::numeric_limits<double>::quiet_NaN();
const Books<double> kEmpty{0, 0, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, kNever};

}  // namespace

TEST_CASE("finance: the base is what customers bring in by loyalty, by hand") {
  Inputs<double> in = tests::usual_inputs();
  const PreparedSetting prepared(tests::usual_company(), {}, Horizon{});
  const Earnings<double> earnings =
      earnings_of(in.finance, prepared.view().company, {0.4, 0.2, 0.5, 0.1, 0.3}, 600.0, 40'800.0,
                  1.0, Customers<double>{250, 400, 200, 150}, 0.1, Entry<double>{50, 12, 10}, 20.0);
  const double base = (0.9 * 250 + 400 + 1.1 * 200 + 1.2 * 150) * 9;
  CHECK(earnings.rung[kLoyaltyValue] == doctest::Approx(base - 20 * 9 - 40 * 10));
  CHECK(earnings.rung[kRevenue] == doctest::Approx(base * 0.02 * 0.1 / 0.5 + 20 * 9 - 40 * 2));
  CHECK(earnings.rung[kSavings] == doctest::Approx(600 * 34 * 0.6));
  CHECK(earnings.rung[kPeople] == doctest::Approx(40 * 0.12 / 12 * 6 * 4800 * 0.25 * 0.3));
  CHECK(earnings.rung[kCollaboration] == doctest::Approx(40 * 4800 * 0.015 * 0.3 * 0.5 * 0.4));
}

TEST_CASE("finance: fewer hours than stay needs are savings, and so are people sent home") {
  const Earnings<double> stay{{1000, 5, 7, 9, 11}}, path{{400, 6, 9, 12, 15}};
  const Earnings<double> benefits = benefits_of(path, stay);
  CHECK(benefits.rung[kSavings] == 600);
  CHECK(benefits.rung[kRevenue] == 1);
  CHECK(benefits.rung[kCollaboration] == 4);
}

TEST_CASE("finance: payback is the first month of the stretch that lasts to the horizon") {
  Books<double> books = kEmpty;
  const double flows[] = {0, -10, 15, -20, 30, 1};
  for (int t = 0; t < 6; ++t)
    book(Earnings<double>{}, std::max(flows[t], 0.0), std::max(-flows[t], 0.0), 1.0, t, false,
         books);
  CHECK(books.cumulative == 16);
  CHECK(books.payback == 4);
}

TEST_CASE("finance: a month before any cost does not count as paid back, nor does never") {
  Books<double> books = kEmpty;
  for (int t = 0; t < 3; ++t) book(Earnings<double>{}, 5.0, 0.0, 1.0, t, false, books);
  CHECK(std::isnan(books.payback));
  book(Earnings<double>{}, 0.0, 1.0, 1.0, 3, false, books);
  CHECK(books.payback == 3);
  book(Earnings<double>{}, 0.0, 100.0, 1.0, 4, false, books);
  CHECK(std::isnan(books.payback));
}

TEST_CASE("finance: the terminal value is the late months' mean, fading and discounted for ever") {
  Inputs<double> in = tests::usual_inputs();
  Books<double> books = kEmpty;
  books.late[kRevenue] = 60;
  books.benefit[kRevenue] = 100;
  books.cost = 50;
  const double log_discount = std::log(1.08) / 12, last = std::pow(1.08, -59.0 / 12);
  const Worth<double> worth = worth_of(in.finance, books, log_discount, last, 6, true);
  double by_summing = 0;
  for (int t = 1; t < 2000; ++t)
    by_summing += last * 10 * std::pow(0.95, t) * std::pow(1.08, -t / 12.0);
  CHECK(worth.terminal == doctest::Approx(by_summing));
  CHECK(worth.npv == doctest::Approx(100 + by_summing - 50));
  CHECK(worth.roi == doctest::Approx(worth.npv / 50));
  CHECK(worth_of(in.finance, books, log_discount, last, 6, false).terminal == 0);
  books.cost = 0;
  CHECK(std::isnan(worth_of(in.finance, books, log_discount, last, 6, true).roi));
}

}  // namespace e2roi::model
