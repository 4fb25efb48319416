#include "engine/model/schedule.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/core/error.hpp"
#include "tests/model/parts.hpp"

namespace e2roi::model {

TEST_CASE("schedule: a plan is flat outside its points and straight between them") {
  const std::vector<Point> points = {{2, 0.2}, {6, 1.0}};
  CHECK(value_at(points, -5, 0) == 0.2);
  CHECK(value_at(points, 2, 0) == 0.2);
  CHECK(value_at(points, 4, 0) == doctest::Approx(0.6));
  CHECK(value_at(points, 6, 0) == 1.0);
  CHECK(value_at(points, 600, 0) == 1.0);
  CHECK(value_at({}, 3, 1.0) == 1.0);
}

TEST_CASE("schedule: a lever leaves rest at its last point at rest") {
  CHECK(leaves_at({{3, 0}, {9, 1}}, 0) == 3);
  CHECK(leaves_at({{0, 0}, {3, 0}, {9, 1}}, 0) == 3);
  CHECK(leaves_at({{7, 0.4}}, 0) == 0);
  CHECK(leaves_at({{-5, 0.4}}, 0) == 0);
  CHECK(leaves_at({{2.5, 0}, {8.25, 0.75}}, 0) == 2.5);
  CHECK(std::isinf(leaves_at({{0, 0}, {9, 0}}, 0)));
  CHECK(std::isinf(leaves_at({}, 0)));
}

TEST_CASE(
    "schedule: the first month is the earliest of levers, staffing and one-offs in the horizon") {
  Path path;
  CHECK(std::isinf(first_month(path, 60)));
  path.one_offs = {{-1, 10}, {60, 10}};
  CHECK(std::isinf(first_month(path, 60)));
  path.one_offs.push_back({40, 10});
  CHECK(first_month(path, 60) == 40);
  path.staffing = {{12, 1}, {13, 0.9}};
  CHECK(first_month(path, 60) == 12);
  path.intensity[kWeaving] = {{2.5, 0}, {3, 1}};
  CHECK(first_month(path, 60) == 2.5);
}

TEST_CASE(
    "schedule: preparing puts stay first, adds up one-offs and finds the plan at full swing") {
  Path path;
  path.commitment = 0.8;
  path.intensity[kListening] = {{0, 0}, {100, 1}};
  path.intensity[kTooling] = {{0, 0.5}};
  path.staffing = {{0, 1}, {90, 1.4}};
  path.one_offs = {{3, 10}, {3, 5}, {70, 1}};
  const PreparedSetting prepared(tests::usual_company(), {path}, Horizon{});
  const Setting& setting = prepared.view();
  REQUIRE(setting.path_count == 2);
  CHECK(setting.paths[0].commitment == 0.5);
  CHECK(setting.paths[0].start == 60);
  CHECK(setting.paths[0].staffing[59] == 1);
  CHECK(setting.paths[1].one_off[3] == 15);
  CHECK(setting.paths[1].one_off[4] == 0);
  CHECK(setting.paths[1].swing_levers == doctest::Approx(100 + 0.5 * 400));
  CHECK(setting.paths[1].swing_staff == doctest::Approx(0.4));
  CHECK(setting.company.prospects == 3000);
  CHECK(setting.company.head_weight[0] == 0.75);
}

TEST_CASE("schedule: rows of ties are divided by their sum, and a row of zeros is refused") {
  Company company = tests::usual_company();
  company.ties = {{1, 3}, {2, 0}};
  const PreparedSetting prepared(company, {}, Horizon{});
  const double* ties = prepared.view().company.ties;
  CHECK(ties[0] == 0.25);
  CHECK(ties[1] == 0.75);
  CHECK(ties[2] == 1.0);
  company.ties = {{1, 3}, {0, 0}};
  CHECK_THROWS_AS(PreparedSetting(company, {}, Horizon{}), core::RunError);
}

}  // namespace e2roi::model
