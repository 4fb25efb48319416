#include "engine/study/variants.hpp"

#include <algorithm>
#include <map>

#include "engine/core/number_text.hpp"
#include "engine/core/suggest.hpp"
#include "engine/run/run.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/read.hpp"
#include "engine/study/knobs.hpp"

namespace e2roi::study {
namespace {

using scenario::Diagnostic;

/// Mistakes of a list are reported together, but no more than these.
constexpr std::size_t kMostVariantMistakes = 20;

/// A key as --set knows it: inputs may be named without "inputs.".
std::string full_key(const std::string& key) {
  return scenario::find_input(key) != nullptr ? "inputs." + key : key;
}

/// What is wrong with a key that begins like an input or nearly is one; "" if nothing.
std::string input_mistake(const std::string& key) {
  if (scenario::find_input(key) != nullptr) return "";
  std::vector<std::string_view> all, own;
  const std::string section = key.substr(0, key.find('.') + 1);
  for (const scenario::InputRecord& record : scenario::input_records()) {
    all.emplace_back(record.key);
    if (all.back().starts_with(section)) own.push_back(all.back());
  }
  const std::string meant = core::closest(key, all);
  if (!meant.empty()) return "there is no input '" + key + "'; did you mean '" + meant + "'?";
  if (own.empty()) return "";
  std::string list;
  for (const std::string_view each : own) list += (list.empty() ? "" : ", ") + std::string(each);
  return "there is no input '" + key + "'; of that section there are " + list;
}

/// What is wrong with an axis's name; "" if nothing.
std::string key_mistake(const std::string& key) {
  if (is_knob(key)) return "";
  if (key.find('.') == std::string::npos) {
    std::string all;
    for (const char* knob : knobs()) all += std::string(all.empty() ? "" : ", ") + knob;
    const std::string meant = core::closest(key, knobs());
    return "'" + key + "' is neither a key such as company.care_staff nor one of " + all +
           (meant.empty() ? "" : "; did you mean '" + meant + "'?");
  }
  if (full_key(key) == "run.draws") return "the draws of a cell are set by --draws";
  return input_mistake(key);
}

std::string factor_mistake(const std::string& key, double value) {
  if (!is_knob(key) || (value >= 0 && value <= kLargestFactor)) return "";
  return key + " is " + core::number_text(value) + ", but a factor must be between 0 and " +
         core::number_text(kLargestFactor);
}

/// Names and factors, before anything is read.
void check_knobs(const Cells& cells) {
  std::vector<Diagnostic> mistakes;
  const auto line_text = [&cells](int line) {
    return cells.lines[static_cast<std::size_t>(line - 1)];
  };
  for (std::size_t a = 0; a < cells.axes.size(); ++a) {
    const Axis& axis = cells.axes[a];
    const std::string wrong = key_mistake(axis.key);
    if (!wrong.empty() && !cells.is_list)
      throw core::UsageError("--grid: " + wrong + (wrong.ends_with('?') ? "" : "."));
    if (!wrong.empty())
      mistakes.push_back({cells.file, cells.key_places[a].line, cells.key_places[a].column, wrong,
                          line_text(cells.key_places[a].line)});
    for (std::size_t i = 0; i < axis.values.size(); ++i) {
      const std::string bad = factor_mistake(axis.key, axis.values[i]);
      if (bad.empty()) continue;
      if (!cells.is_list) throw core::UsageError("--grid: " + bad + ".");
      const Cells::Place& place = cells.value_places[i][a];
      mistakes.push_back({cells.file, place.line, place.column, bad, line_text(place.line)});
    }
    for (std::size_t other = 0; other < a; ++other) {
      const std::string& key = cells.axes[other].key;
      const bool same = full_key(axis.key) == full_key(key);
      if (same || (is_knob(axis.key) && is_knob(key) && overlap(axis.key, key)))
        throw core::UsageError(key == axis.key
                                   ? "'" + key + "' is given twice."
                                   : "'" + key + "' and '" + axis.key + "' change the same" +
                                         (same ? " key." : ": take one of them."));
    }
  }
  if (!mistakes.empty()) throw scenario::InvalidScenario(mistakes);
}

/// KEY=VALUE of each axis that is no knob.
struct Setting {
  std::size_t axis;
  std::string text;
};

std::vector<Setting> settings_of(const Cells& cells, std::size_t cell) {
  std::vector<Setting> settings;
  const std::vector<double> values = cells.values(cell);
  for (std::size_t a = 0; a < values.size(); ++a)
    if (!is_knob_axis(cells.axes[a]))
      settings.push_back({a, full_key(cells.axes[a].key) + "=" + core::number_text(values[a])});
  return settings;
}

/// What the reader says of a cell, at the place where the user wrote it.
Diagnostic at_its_place(Diagnostic mistake, const Cells& cells, std::size_t cell,
                        const std::vector<Setting>& settings) {
  for (const Setting& setting : settings) {
    if (mistake.line != 0 || mistake.source_line != setting.text) continue;
    if (!cells.is_list) {
      mistake.file = "--grid";
      return mistake;
    }
    const bool is_key = mistake.column <= static_cast<int>(setting.text.find('=')) + 1;
    const Cells::Place& place =
        is_key ? cells.key_places[setting.axis] : cells.value_places[cell][setting.axis];
    return {cells.file, place.line, place.column, mistake.message,
            cells.lines[static_cast<std::size_t>(place.line - 1)]};
  }
  return mistake;
}

scenario::Scenario read_cell(const scenario::Scenario& base, const std::vector<Setting>& settings) {
  scenario::ReadOptions options;
  options.use_environment = false;  // it has had its say on the base
  std::string name = (base.file.empty() ? base.name : base.file) + ", merged, with";
  for (const Setting& setting : settings) {
    options.set.push_back(setting.text);
    name += " " + setting.text;
  }
  scenario::Scenario scenario = scenario::read_text(base.merged_text, name, options);
  scenario.merged_text.clear();
  scenario.origins.clear();
  return scenario;
}

}  // namespace

bool is_knob_axis(const Axis& axis) { return is_knob(axis.key); }

std::vector<Variant> variants_of(const scenario::Scenario& base, const Cells& cells,
                                 const std::atomic<bool>* stop) {
  check_knobs(cells);
  std::vector<Variant> variants;
  std::map<std::string, std::size_t> known;
  std::vector<Diagnostic> mistakes;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const std::vector<Setting> settings = settings_of(cells, cell);
    std::string all;
    for (const Setting& setting : settings) all += setting.text + "\n";
    const auto [found, is_new] = known.try_emplace(all, variants.size());
    if (is_new) {
      if (stop != nullptr && *stop) throw run::Stopped();
      variants.push_back({settings.empty() ? base : scenario::Scenario{}, {}});
      try {
        if (!settings.empty()) variants.back().scenario = read_cell(base, settings);
      } catch (const scenario::InvalidScenario& invalid) {
        for (const Diagnostic& each : invalid.diagnostics()) {
          const Diagnostic mistake = at_its_place(each, cells, cell, settings);
          const bool said = std::any_of(mistakes.begin(), mistakes.end(), [&](const auto& other) {
            return other.message == mistake.message && other.line == mistake.line;
          });
          if (!said) mistakes.push_back(mistake);
        }
        // One cell of a grid is wrong like the next; a list has mistakes of its own in each line.
        if (!cells.is_list || mistakes.size() >= kMostVariantMistakes) break;
      }
    }
    variants[found->second].cells.push_back(cell);
  }
  if (!mistakes.empty()) throw scenario::InvalidScenario(mistakes);
  return variants;
}

}  // namespace e2roi::study
