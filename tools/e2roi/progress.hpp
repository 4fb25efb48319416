#pragma once
#include <string>

#include "engine/run/run.hpp"

/// How far a run is, on standard error: a bar that renews itself where a person looks on, a line
/// each tenth elsewhere.
namespace e2roi::program {

/// The words of a progress report without a bar: "8,400 of 20,000 draws, 12,300/s, 1 s left, mean
/// NPV 3.2 M EUR ± 0.1 M (first path)". What is not known yet is left out.
std::string progress_text(const run::Progress& progress);

/// "[=====>    ] 42 % " and as many of the words as fit into `columns` characters, never more.
std::string progress_bar(const run::Progress& progress, std::size_t columns);

/// Shows the reports of one run. Made before it, gone after it.
class ProgressDisplay {
 public:
  enum class Form { kNone, kBar, kLines };

  /// kNone if `quiet`, else what suits standard error.
  static Form suitable(bool quiet);

  explicit ProgressDisplay(Form form) : form_(form) {}
  ~ProgressDisplay();  ///< wipes the bar
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  void show(const run::Progress& progress);

 private:
  Form form_;
  double shown_at_ = -1;  ///< [s] since the run began
  int tenths_shown_ = 0;
  bool bar_drawn_ = false;
};

}  // namespace e2roi::program
