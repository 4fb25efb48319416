#pragma once
#include <string>
#include <string_view>

/// Completion for shells, made from the verbs and the records of all keys.
namespace e2roi::program {

/// The script for "bash", "zsh" or "fish". Throws core::UsageError for another shell.
std::string completion_script(std::string_view shell);

}  // namespace e2roi::program
