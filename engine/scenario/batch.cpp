#include "engine/scenario/batch.hpp"

#include <glob.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "engine/core/number_text.hpp"
#include "engine/core/stream_bytes.hpp"
#include "engine/core/suggest.hpp"
#include "engine/core/utf8.hpp"
#include "engine/scenario/chain.hpp"
#include "engine/scenario/check_value.hpp"
#include "engine/scenario/key_records.hpp"
#include "engine/scenario/names.hpp"
#include "engine/scenario/setting_key.hpp"
#include "engine/scenario/text_pieces.hpp"
#include "engine/scenario/toml_text.hpp"

namespace e2roi::scenario {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kBatchKeys = {"name",    "scenarios", "set",
                                             "variant", "cross",     "samples"};

std::string name_of(const fs::path& file) {
  const std::string stem = file.stem().string();
  const std::string folder = fs::absolute(file).parent_path().filename().string();
  if (stem == "batch" && !folder.empty()) return folder;
  return stem.ends_with(".batch") ? stem.substr(0, stem.size() - 6) : stem;
}

/// A value as it would be typed behind --set KEY=.
std::string typed(const Value& value) {
  switch (value.kind) {
    case Kind::kText:
      return toml_string(value.text);
    case Kind::kWhole:
      return std::to_string(value.whole);
    case Kind::kNumber: {
      const std::string text = core::number_text(value.number);
      return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
    }
    case Kind::kFlag:
      return value.flag ? "true" : "false";
    default:
      break;
  }
  const bool is_list = value.kind == Kind::kList;
  std::string text;
  for (const Value& item : value.items)
    text += (text.empty() ? "" : ", ") +
            (is_list ? "" : (is_bare_key(item.key) ? item.key : toml_string(item.key)) + " = ") +
            typed(item);
  return is_list ? "[" + text + "]" : "{" + text + "}";
}

/// Files that a path with * and ? stands for, in the order of their names.
std::vector<fs::path> matches(const fs::path& folder, const std::string& pattern) {
  std::string escaped;
  for (const char c : folder.string()) {
    if (std::string_view("*?[]\\").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  const std::string whole =
      fs::path(pattern).is_absolute() || escaped.empty() ? pattern : escaped + "/" + pattern;
  glob_t found{};
  std::vector<fs::path> files;
  if (glob(whole.c_str(), 0, nullptr, &found) == 0)
    for (std::size_t i = 0; i < found.gl_pathc; ++i)
      files.push_back(fs::path(found.gl_pathv[i]).lexically_normal());
  globfree(&found);
  return files;
}

/// Checks a key and, where its record is enough to tell, its value.
void check_setting(const std::string& key, const Place& key_place, const Value& value,
                   Report& report) {
  const SettingKey found = find_setting(key);
  if (!found.mistake.empty()) {
    report.mistake(key_place, found.mistake);
    return;
  }
  const bool is_leaf = found.record != nullptr && found.record->type != KeyType::kTable &&
                       found.record->type != KeyType::kTables;
  if (is_leaf) check_value(value, *found.record, key, report);
}

/// The same for KEY=VALUE; `place`: of the character with an offset in the text.
template <class PlaceOf>
void check_setting_text(const std::string& text, const std::string& taker, const PlaceOf& place,
                        Report& report) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    report.mistake(place(0), taker + " takes KEY=VALUE, such as run.draws=5000");
    return;
  }
  const std::size_t from = std::min(text.find_first_not_of(" \t", equals + 1), text.size());
  Value value = parse_typed(text.substr(from), place(from));
  value.place = place(from);
  check_setting(std::string(trimmed(std::string_view(text).substr(0, equals))), place(0), value,
                report);
}

/// Reads the values of a batch file one by one and keeps every mistake.
class BatchReader {
 public:
  BatchReader(const fs::path& file, bool allow_outside, Report& report)
      : file_(file), allow_outside_(allow_outside), report_(report) {}

  Batch read(const Value& table, bool is_whole) {
    batch_.name = name_of(file_);
    refuse_unknown(table, "", kBatchKeys);
    if (const Value* name = table.find("name"); name != nullptr && is_text(*name, "name"))
      batch_.name = name->text;
    const Value* scenarios = table.find("scenarios");
    if (scenarios == nullptr && is_whole)
      report_.mistake({0, 1, 1},
                      "a batch file names its scenarios, such as scenarios = [\"*.toml\"]");
    if (scenarios != nullptr) read_scenarios(*scenarios);
    if (const Value* set = table.find("set")) batch_.set = settings(*set, "set");
    if (const Value* list = table.find("variant")) read_variants(*list);
    if (const Value* list = table.find("cross")) read_crosses(*list);
    if (const Value* samples = table.find("samples"); samples && is_text(*samples, "samples"))
      read_samples(*samples);
    return std::move(batch_);
  }

 private:
  void refuse_unknown(const Value& table, const std::string& prefix,
                      const std::vector<std::string>& known) {
    for (const Value& item : table.items) {
      if (std::find(known.begin(), known.end(), item.key) != known.end()) continue;
      const std::string meant = core::closest(item.key, known);
      const std::string has = "; " + (prefix.empty() ? "a batch file" : "[[" + prefix + "]]") +
                              " has " + comma_list(known);
      report_.mistake(item.key_place, "unknown key " + in_quotes(item.key) +
                                          (meant.empty() ? has : did_you_mean(meant)));
    }
  }

  bool is_text(const Value& value, const std::string& key) {
    if (value.kind == Kind::kText && !value.text.empty()) return true;
    if (value.is_valid())
      report_.mistake(value.place, key + " must be a text in quotes, found " + found(value));
    return false;
  }

  bool is_list(const Value& value, const std::string& key) {
    if (value.kind == Kind::kList && !value.items.empty()) return true;
    if (value.is_valid())
      report_.mistake(value.place, key + " must be a list of at least one value in [ ], found " +
                                       (value.kind == Kind::kList ? "none" : found(value)));
    return false;
  }

  bool is_tables(const Value& list, const std::string& key) {
    if (list.kind == Kind::kList &&
        std::all_of(list.items.begin(), list.items.end(),
                    [](const Value& item) { return item.kind == Kind::kTable; }))
      return true;
    if (list.is_valid()) report_.mistake(list.place, key + " is written as [[" + key + "]]");
    return false;
  }

  /// The files that a path in the batch file stands for; none after a mistake.
  std::vector<fs::path> files(const Value& path) {
    const std::vector<fs::path> all = matches(file_.parent_path(), path.text);
    if (all.empty())
      report_.mistake(path.place, "there is no file " + in_quotes(path.text) + near(path));
    for (const fs::path& one : all)
      if (!allow_outside_ && !is_inside(fs::weakly_canonical(fs::absolute(one)), tree_)) {
        report_.mistake(path.place, in_quotes(path.text) +
                                        " leaves the folder tree of the batch file; "
                                        "--allow-outside permits it");
        return {};
      }
    for (const fs::path& one : all)
      if (!fs::is_regular_file(one) && !fs::is_directory(one)) {
        report_.mistake(path.place, in_quotes(one.string(), 200) + " is not a regular file");
        return {};
      }
    return all;
  }

  /// The file beside a missing one that was probably meant.
  std::string near(const Value& path) const {
    const fs::path wanted = file_.parent_path() / path.text;
    std::vector<std::string> names;
    std::error_code ignored;
    const fs::path folder = wanted.parent_path().empty() ? "." : wanted.parent_path();
    for (fs::directory_iterator i(folder, ignored), end; !ignored && i != end; i.increment(ignored))
      names.push_back(i->path().filename().string());
    std::sort(names.begin(), names.end());
    const std::string meant = core::closest(wanted.filename().string(), names);
    if (meant.empty()) return "";
    return did_you_mean((fs::path(path.text).parent_path() / meant).generic_string());
  }

  void read_scenarios(const Value& list) {
    if (!is_list(list, "scenarios")) return;
    for (const Value& item : list.items)
      if (is_text(item, "a scenario"))
        for (const fs::path& file : files(item)) batch_.scenarios.push_back(file);
  }

  void read_samples(const Value& path) {
    const std::vector<fs::path> found = files(path);
    if (found.size() > 1)
      report_.mistake(path.place, "samples is one file, and " + in_quotes(path.text) + " are " +
                                      std::to_string(found.size()));
    if (found.size() == 1) batch_.samples = found.front();
  }

  std::vector<std::string> settings(const Value& list, const std::string& key) {
    std::vector<std::string> texts;
    if (!is_list(list, key)) return texts;
    for (const Value& item : list.items) {
      if (!is_text(item, "an element of " + key)) continue;
      check_setting_text(
          item.text, key, [&](std::size_t offset) { return report_.inside(item, offset); },
          report_);
      texts.push_back(item.text);
    }
    return texts;
  }

  /// The text of `key` in a table that must have it.
  const Value* required(const Value& table, const std::string& list, const char* key) {
    const Value* value = table.find(key);
    if (value == nullptr)
      report_.mistake(table.place, "[[" + list + "]] needs the key " + in_quotes(key));
    return value;
  }

  void read_variants(const Value& list) {
    if (!is_tables(list, "variant")) return;
    std::set<std::string> ids;
    for (const Value& table : list.items) {
      refuse_unknown(table, "variant", {"id", "set"});
      BatchVariant variant;
      if (const Value* id = required(table, "variant", "id"); id && is_text(*id, "id")) {
        variant.id = id->text;
        if (!ids.insert(id->text).second)
          report_.mistake(id->place, "the id " + in_quotes(id->text) + " is there twice");
      }
      // A variant that sets nothing is the scenario as it is, for comparison.
      if (const Value* set = table.find("set");
          set != nullptr && !(set->kind == Kind::kList && set->items.empty()))
        variant.set = settings(*set, "set");
      batch_.variants.push_back(std::move(variant));
    }
  }

  /// Crossed values come last: what a variant says of the same key would never count.
  void refuse_undone(const Value& key) {
    for (const BatchVariant& variant : batch_.variants)
      for (const std::string& set : variant.set)
        if (trimmed(std::string_view(set).substr(0, set.find('='))) == key.text)
          report_.mistake(key.place, in_quotes(key.text) +
                                         " is crossed and also set by the variant " +
                                         in_quotes(variant.id) + "; only one of them can count");
  }

  void read_crosses(const Value& list) {
    if (!is_tables(list, "cross")) return;
    for (const Value& table : list.items) {
      refuse_unknown(table, "cross", {"key", "values"});
      const Value* key = required(table, "cross", "key");
      const Value* values = required(table, "cross", "values");
      if (!key || !values || !is_text(*key, "key") || !is_list(*values, "values")) continue;
      for (const BatchCross& other : batch_.crosses)
        if (other.key == key->text)
          report_.mistake(key->place, in_quotes(key->text) + " is crossed twice");
      BatchCross cross{key->text, {}};
      if (const std::string mistake = setting_mistake(key->text); !mistake.empty())
        report_.mistake(report_.inside(*key, 0), mistake);
      refuse_undone(*key);
      for (const Value& value : values->items) {
        if (setting_mistake(key->text).empty())
          check_setting(key->text, key->place, value, report_);
        const std::string text = typed(value);
        if (std::find(cross.values.begin(), cross.values.end(), text) != cross.values.end())
          report_.mistake(value.place, "the value " + text + " is there twice");
        cross.values.push_back(text);
      }
      batch_.crosses.push_back(std::move(cross));
    }
  }

  const fs::path& file_;
  const bool allow_outside_;
  const fs::path tree_ = folder_tree_of(file_);
  Report& report_;
  Batch batch_;
};

/// Bytes of a batch file; throws core::FileError.
std::string bytes_of(const fs::path& file) {
  constexpr std::uintmax_t kLargest = std::uintmax_t{4} << 20U;
  std::error_code error;
  if (!fs::is_regular_file(file, error))
    throw core::FileError("cannot read " + file.string() + ": it is no file");
  if (fs::file_size(file, error) > kLargest)
    throw core::FileError("cannot read " + file.string() + ": it has more than 4 MiB");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw core::FileError("cannot read " + file.string());
  std::string bytes = core::bytes_of(stream, kLargest);
  if (stream.bad())
    throw core::FileError("cannot read " + file.string() + ": its content cannot be read");
  if (bytes.size() > kLargest)
    throw core::FileError("cannot read " + file.string() + ": it has more than 4 MiB");
  return bytes;
}

}  // namespace

bool is_batch_file(const fs::path& file) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return false;
  const std::string name = file.filename().string();
  if (name == "batch.toml" || name.ends_with(".batch.toml")) return true;
  try {
    Report report;
    const std::string text = bytes_of(file);
    const int source = report.add_source(Source::Kind::kFile, file.string(), text);
    const Document document = parse_document(text, source, report);
    for (const char* key : {"scenarios", "variant", "cross", "samples"})
      if (document.table.find(key) != nullptr) return true;
  } catch (const core::FileError&) {
    return false;
  }
  return false;
}

Batch read_batch(const fs::path& file, bool allow_outside, std::vector<Diagnostic>& mistakes) {
  Report report;
  const std::string text = bytes_of(file);
  const Document document = read_document(text, file.string(), report);
  Batch batch = BatchReader(file, allow_outside, report).read(document.table, document.is_whole);
  try {
    report.throw_if_mistaken();
  } catch (const InvalidScenario& invalid) {
    mistakes.insert(mistakes.end(), invalid.diagnostics().begin(), invalid.diagnostics().end());
  }
  return batch;
}

std::string value_mistake(const std::string& key, double value) {
  Report report;
  const std::string text = key + "=" + core::number_text(value);
  const int source = report.add_source(Source::Kind::kOption, "--set", text);
  check_setting_text(
      text, "--set",
      [source](std::size_t) {
        return Place{source, 1, 1};
      },
      report);
  try {
    report.throw_if_mistaken();
  } catch (const InvalidScenario& invalid) {
    return invalid.diagnostics().front().message;
  }
  return "";
}

void check_typed_settings(const std::vector<std::string>& settings) {
  Report report;
  for (const std::string& setting : settings) {
    const std::string text = core::valid_utf8(setting);
    const int source = report.add_source(Source::Kind::kOption, "--set", text);
    const auto place = [&](std::size_t offset) {
      return Place{source, 1, static_cast<int>(core::characters(text.substr(0, offset))) + 1};
    };
    check_setting_text(text, "--set", place, report);
  }
  report.throw_if_mistaken();
}

}  // namespace e2roi::scenario
