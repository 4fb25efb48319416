#pragma once
#include <string>
#include <string_view>

/// What is wrong with a line that is no TOML, in words that say how to write it instead.
namespace e2roi::scenario {

/// The message for toml++'s `description` of a mistake in `line`. `column` counts characters from 1
/// and is moved to where the mistake is, if toml++ noticed it only later.
std::string toml_mistake(std::string_view description, std::string_view line, int& column);

}  // namespace e2roi::scenario
