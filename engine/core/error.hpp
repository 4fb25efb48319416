#pragma once
#include <stdexcept>
#include <string>

/// What can go wrong, by whose doing. Library code throws one of these with a full sentence;
/// `tools/e2roi/main.cpp` has the one catch and turns the exception into its exit code.
namespace e2roi::core {

/// Exit codes of the command line (the codes 64 and up follow BSD's sysexits.h).
enum class ExitCode : int {
  kOk = 0,
  kFailed = 1,
  kInvalidScenario = 2,
  kDiffers = 3,
  kUsage = 64,
  kInputOutput = 74,
  kStoppedEarly = 75,
  kHungUp = 129,
  kInterrupted = 130,
  kTerminated = 143,
};

/// Base of every error that a user can act on. `what()` is the whole message, without "error:".
class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ExitCode exit_code() const { return code_; }

 private:
  ExitCode code_;
};

/// A run that could not be completed: too large for memory, a value that is not finite.
class RunError : public Error {
 public:
  explicit RunError(const std::string& message) : Error(ExitCode::kFailed, message) {}
};

/// A command line that cannot be understood.
class UsageError : public Error {
 public:
  explicit UsageError(const std::string& message) : Error(ExitCode::kUsage, message) {}
};

/// A file that cannot be read or written.
class FileError : public Error {
 public:
  explicit FileError(const std::string& message) : Error(ExitCode::kInputOutput, message) {}
};

/// Arguments no distribution of that family can have; the scenario reader adds file, line, column.
class DistributionError : public Error {
 public:
  explicit DistributionError(const std::string& message)
      : Error(ExitCode::kInvalidScenario, message) {}
};

}  // namespace e2roi::core
