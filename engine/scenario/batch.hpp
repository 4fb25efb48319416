#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/read.hpp"

/// A batch file: which scenarios to run, and with which changes.  scenarios/README.md
namespace e2roi::scenario {

struct BatchVariant {
  std::string id;
  std::vector<std::string> set;  ///< KEY=VALUE
};

/// A key and the values that it takes in turn.
struct BatchCross {
  std::string key;
  std::vector<std::string> values;  ///< as behind `--set KEY=`
};

/// Every scenario is run with every variant and every combination of the crossed values.
struct Batch {
  std::string name;
  std::vector<std::filesystem::path> scenarios;  ///< folders and files that are there, not read
  std::vector<std::string> set;                  ///< for all, before variants and crosses
  std::vector<BatchVariant> variants;
  std::vector<BatchCross> crosses;
  std::filesystem::path samples;  ///< CSV file whose rows are further variants; "" = none
};

/// Whether a file is meant to be a batch file: it is called batch.toml or ….batch.toml, or has a
/// key at its top that a batch file has and a scenario has not. False if it cannot be read.
bool is_batch_file(const std::filesystem::path& file);

/// Reads a batch file. Its paths are relative to it and may have the patterns * and ? (glob(7)).
/// Every mistake is added to `mistakes`, and what is mistaken is left out: TOML, unknown keys, a
/// pattern without a file, a path that leaves the folder tree (folder_tree_of in chain.hpp) unless
/// `allow_outside`, a key to be set that no scenario has, a value outside its range.
/// Throws core::FileError if it cannot be read.
Batch read_batch(const std::filesystem::path& file, bool allow_outside,
                 std::vector<Diagnostic>& mistakes);

/// Throws InvalidScenario if one of the KEY=VALUE typed behind --set names a key that no scenario
/// has, or a value that it never takes.
void check_typed_settings(const std::vector<std::string>& settings);

/// What is wrong with a key to be set, "" if nothing is. Ids of paths and units are not looked at:
/// each scenario has its own.
std::string setting_mistake(std::string_view key);

/// What is wrong with that value of a key that can be set, "" if nothing is or only the whole
/// scenario can tell.
std::string value_mistake(const std::string& key, double value);

}  // namespace e2roi::scenario
