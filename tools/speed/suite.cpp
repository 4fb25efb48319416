#include "tools/speed/suite.hpp"

#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "engine/scenario/read.hpp"
#include "tools/speed/machine.hpp"

namespace e2roi::speed {
namespace {

constexpr const char* kColumns =
    "what,level,rate,unit,goal,met,draws,machine,compiler,flags,commit";

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

bool is_met(const Figure& figure) {
  return figure.goal.kind == Goal::kAtLeast ? figure.rate >= figure.goal.value
                                            : figure.rate <= figure.goal.value;
}

/// In millions where that reads better.
std::string readable(double value) {
  char text[32];
  const bool in_millions = value >= 1e5;
  std::snprintf(text, sizeof text, "%.3g%s", in_millions ? value / 1e6 : value,
                in_millions ? " M" : "");
  return text;
}

}  // namespace

Report::Report(const Options& options, std::string part)
    : part_(std::move(part)), file_(options.folder / (part_ + ".csv")) {
  std::filesystem::create_directories(options.folder);
}

void Report::add(const Figure& figure) {
  const bool has_goal = figure.goal.kind != Goal::kNone;
  const std::string verdict = is_met(figure) ? "met" : "not met";
  std::string goal;
  if (has_goal)
    goal = std::string("goal at ") + (figure.goal.kind == Goal::kAtLeast ? "least " : "most ") +
           readable(figure.goal.value) + ": " + verdict;
  std::printf("%-9s %-34s %-10s %10s %-13s %s\n", part_.c_str(), figure.what.c_str(),
              figure.level.c_str(), readable(figure.rate).c_str(), figure.unit.c_str(),
              goal.c_str());
  std::fflush(stdout);

  std::string header;
  std::getline(std::ifstream(file_), header);
  if (!header.empty() && header != kColumns) {  // of another version of the suite
    std::filesystem::rename(file_, file_.parent_path() / (part_ + "-older.csv"));
    header.clear();
  }
  std::ofstream rows(file_, std::ios::app);
  if (header.empty()) rows << kColumns << "\n";
  rows << "\"" << figure.what << "\"," << figure.level << "," << number(figure.rate) << ","
       << figure.unit << "," << (has_goal ? number(figure.goal.value) : "") << ","
       << (has_goal ? verdict : "") << "," << figure.draws << "," << machine_row() << "\n";
}

void Report::check(const std::string& sentence, bool is_right) {
  std::printf("%-9s %s: %s\n", part_.c_str(), sentence.c_str(), is_right ? "yes" : "NO");
  is_right_ = is_right_ && is_right;
}

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::vector<std::vector<double>> seconds_by_turns(double seconds, std::size_t times,
                                                  const std::vector<std::function<void()>>& works) {
  std::vector<std::vector<double>> taken(works.size());
  std::vector<double> totals(works.size());
  for (;;) {
    const auto least = std::min_element(totals.begin(), totals.end());
    const auto fewest =
        std::min_element(taken.begin(), taken.end(),
                         [](const auto& a, const auto& b) { return a.size() < b.size(); });
    if (*least >= seconds && fewest->size() >= times) return taken;
    const std::ptrdiff_t next = *least < seconds ? least - totals.begin() : fewest - taken.begin();
    const auto i = static_cast<std::size_t>(next);
    const double from = seconds_now();
    works[i]();
    taken[i].push_back(seconds_now() - from);
    totals[i] += taken[i].back();
  }
}

double median(std::vector<double> seconds) {
  std::sort(seconds.begin(), seconds.end());
  const std::size_t n = seconds.size();
  return (seconds[(n - 1) / 2] + seconds[n / 2]) / 2;
}

scenario::Scenario scenario_of(const Options& options, std::uint64_t draws) {
  return scenario::read(options.scenario, {{"run.draws=" + std::to_string(draws)}, true, false});
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "e2roi-speed-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("no temporary folder could be made as " + name);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace e2roi::speed
