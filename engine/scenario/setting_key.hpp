#pragma once
#include <string>
#include <string_view>

#include "engine/scenario/key_records.hpp"

/// Keys to be set from outside, before it is known in which scenario.
namespace e2roi::scenario {

struct SettingKey {
  const KeyRecord* record = nullptr;  ///< nullptr: an uncertain input, or a mistake
  std::string mistake;                ///< "" where some scenario can have the key
};

/// Looks a key up that names paths and units by their ids, which may be any.
SettingKey find_setting(std::string_view key);

}  // namespace e2roi::scenario
