#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/analysis/report.hpp"
#include "engine/study/measuring.hpp"
#include "engine/study/pilot.hpp"

/// What a study of information found, before it is put into words.
namespace e2roi::study {

/// What knowing something is worth, and how often it would change the choice.
struct Worth {
  analysis::Estimate value;    ///< [EUR]
  analysis::Estimate changes;  ///< share of draws [1]
};

struct NamedWorth {
  std::string name;  ///< key of an input, or a section
  Worth worth;
};

/// Watching one rung, or all that the pilot measures, for some months.
struct WatchedWorth {
  std::string measure;
  int months;
  Worth worth;
};

struct PilotBalance {
  int months;
  analysis::Estimate worth, cost, net;  ///< [EUR]
};

/// How well a Measure of a path can be measured.
struct Measurability {
  analysis::Estimate sign_months;  ///< until its sign is right [month]
  analysis::Estimate size_months;  ///< until it is within half of the truth [month]
  analysis::Estimate sign_right;   ///< share of draws, last month [1]
  analysis::Estimate hidden;       ///< share of the value not seen in the last month [1]
};

struct InformationFindings {
  std::uint64_t draws = 0;
  int months = 0;
  std::vector<analysis::Label> paths;     ///< stay first
  std::vector<analysis::Label> measures;  ///< by Measure
  int chosen = 0;                         ///< path that is best without knowing more
  bool has_noise = true;
  Worth everything, inputs;
  analysis::Estimate chance;                ///< everything less inputs [EUR]
  std::vector<NamedWorth> singles, groups;  ///< falling
  std::vector<NamedWorth> together;         ///< as asked for
  Pilot pilot;
  std::vector<std::string> pilot_units;
  std::vector<WatchedWorth> watched;
  std::vector<PilotBalance> balances;
  std::vector<std::array<Measurability, kMeasures>> measurable;  ///< [path without stay]
};

/// Adds sentences and notes.
void say(const InformationFindings& found, analysis::Report& report);

/// The report "voi".
analysis::Report report_of(const InformationFindings& findings);

}  // namespace e2roi::study
