#include "tools/e2roi/progress.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "engine/core/utf8.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/terminal.hpp"

namespace e2roi::program {
namespace {

constexpr double kSecondsBetweenBars = 0.25;

double share_done(const run::Progress& progress) {
  return progress.draws == 0
             ? 1.0
             : static_cast<double>(progress.draws_done) / static_cast<double>(progress.draws);
}

std::string rounded(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::string time_text(double seconds) {
  if (seconds < 99.5) return rounded(std::ceil(seconds), 0) + " s";
  if (seconds < 99.5 * 60) return rounded(seconds / 60, 0) + " min";
  return rounded(seconds / 3600, 1) + " h";
}

/// The headline and its standard error at one scale, the error with two digits.
std::string money_text(double mean, double error) {
  struct Scale {
    double size;
    const char* word;
  };
  constexpr std::array<Scale, 4> kScales = {{{1e9, " bn"}, {1e6, " M"}, {1e3, " k"}, {1, ""}}};
  const double largest = std::max(std::abs(mean), error);
  const auto scale = *std::find_if(kScales.begin(), kScales.end() - 1,
                                   [&](const Scale& s) { return largest >= s.size; });
  const double shown = error / scale.size;
  const int decimals =
      shown > 0 ? std::clamp(1 - static_cast<int>(std::floor(std::log10(shown))), 0, 6) : 0;
  return rounded(mean / scale.size, decimals) + " ± " + rounded(shown, decimals) + scale.word +
         " EUR";
}

/// From the most to the least important.
std::vector<std::string> facts(const run::Progress& progress) {
  std::vector<std::string> words = {grouped(progress.draws_done) + " of " +
                                    grouped(progress.draws) + " draws"};
  if (progress.seconds > 0 && progress.draws_done > progress.loaded) {
    const double rate =
        static_cast<double>(progress.draws_done - progress.loaded) / progress.seconds;
    const auto left = static_cast<double>(progress.draws - progress.draws_done);
    words.push_back(grouped(static_cast<std::uint64_t>(rate)) + "/s");
    if (left > 0) words.push_back(time_text(left / rate) + " left");
  }
  if (std::isfinite(progress.headline) && std::isfinite(progress.headline_error))
    words.push_back("mean NPV of the first path " +
                    money_text(progress.headline, progress.headline_error));
  return words;
}

}  // namespace

std::string progress_text(const run::Progress& progress) {
  std::string text;
  for (const std::string& fact : facts(progress)) text += (text.empty() ? "" : ", ") + fact;
  return text;
}

std::string progress_bar(const run::Progress& progress, std::size_t columns) {
  constexpr std::size_t kCells = 20;
  const double share = share_done(progress);
  const auto full = static_cast<std::size_t>(share * kCells);
  std::string line = "[" + std::string(full, '=') + std::string(kCells - full, ' ') + "] " +
                     rounded(std::floor(share * 100), 0) + " %";
  if (line.size() > columns) return line.substr(0, columns);
  std::string separator = "  ";
  for (const std::string& fact : facts(progress)) {
    if (core::characters(line + separator + fact) > columns) break;
    line += separator + fact;
    separator = ", ";
  }
  return line;
}

ProgressDisplay::Form ProgressDisplay::suitable(bool quiet) {
  if (quiet) return Form::kNone;
  return is_terminal(Stream::kError) ? Form::kBar : Form::kLines;
}

ProgressDisplay::~ProgressDisplay() {
  if (bar_drawn_) std::fputs("\r\033[K", stderr);
}

void ProgressDisplay::show(const run::Progress& progress) {
  if (form_ == Form::kBar) {
    if (shown_at_ >= 0 && progress.seconds - shown_at_ < kSecondsBetweenBars) return;
    shown_at_ = progress.seconds;
    bar_drawn_ = true;
    // One column less than there are: a full line would wrap on some terminals.
    const std::string bar = progress_bar(progress, width(Stream::kError) - 1);
    std::fprintf(stderr, "\r\033[K%s", bar.c_str());
    std::fflush(stderr);
  }
  if (form_ == Form::kLines) {
    const int tenths = static_cast<int>(share_done(progress) * 10);
    if (tenths <= tenths_shown_) return;
    tenths_shown_ = tenths;
    std::fprintf(stderr, "%d %%: %s\n", tenths * 10, progress_text(progress).c_str());
  }
}

}  // namespace e2roi::program
