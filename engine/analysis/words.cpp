#include "engine/analysis/words.hpp"

#include <algorithm>
#include <cmath>

#include "engine/analysis/figures.hpp"

namespace e2roi::analysis {
namespace {

std::string money(const Estimate& estimate) {
  const Style style = money_style({estimate});
  return figure(estimate.value, style) + " " + style.unit;
}

std::string chance(const Estimate& share) {
  if (share.value <= 0) return "0 %";
  if (share.value >= 1) return "100 %";
  return figure(share.value, percent_style({share})) + " %";
}

/// ", chance of a loss 22.9 %, chance of being cancelled 9.5 %", as far as they are known.
std::string risks(const PathSummary& path) {
  std::string text;
  if (std::isfinite(path.npv_negative.value))
    text += ", chance of a loss " + chance(path.npv_negative);
  if (std::isfinite(path.cancelled.value))
    text += ", chance of being cancelled " + chance(path.cancelled);
  return text;
}

std::string best_path(const Summary& summary) {
  const PathSummary& best = summary.paths[*summary.best];
  const std::string name = plain(best.name), figures = money(best.npv_median) + risks(best) + ".";
  if (best.npv_median.value < 0)
    return "No path is worth more than staying put; " + name + " comes closest, with median NPV " +
           figures;
  if (best.npv_median.value == 0)
    return name + " is worth no more than staying put: median NPV " + figures;
  if (summary.paths.size() == 2)
    return name + " is worth more than staying put: median NPV " + figures;
  return name + " is worth most: median NPV " + figures;
}

}  // namespace

std::string headline(const Summary& summary) {
  if (!summary.best) return "There is no path here whose worth against staying put could be told.";
  const PathSummary& best = summary.paths[*summary.best];
  std::string text = best_path(summary);
  if (best.npv_median.value > 0 && best.npv_horizon_median.value <= 0)
    text += " Within the " + std::to_string(summary.months) + " months alone its median is " +
            money(best.npv_horizon_median) +
            ": the gain lies beyond them, where benefits are an assumption.";
  return text;
}

std::vector<std::string> limits(const Summary& summary) {
  std::vector<std::string> texts = {
      "Priors are wide and many are a modeller's judgement; the evidence is mostly correlational, "
      "some of it from vendors."};
  const std::string months = std::to_string(summary.months);
  if (summary.counts_beyond_horizon)
    texts.push_back("NPV counts what is left of the benefits after " + months +
                    " months, by an assumption; NPV in " + months + " months leaves that out.");
  if (const std::string note = design_note(summary.sampling); !note.empty()) texts.push_back(note);
  return texts;
}

std::string design_note(const std::string& sampling) {
  if (sampling == "monte-carlo") return "";
  return "Inputs were drawn by a design (" + plain(sampling) +
         "), so draws are not independent: ± and intervals are of the error that as many "
         "independent draws would leave, and the true one is usually smaller. Runs with other "
         "seeds show it.";
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string plain(std::string name) {
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return name;
}

std::string name_of(const Label& label) {
  return plain(label.name.empty() ? label.id : label.name);
}

}  // namespace e2roi::analysis
