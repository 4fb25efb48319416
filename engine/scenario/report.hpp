#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/read.hpp"
#include "engine/scenario/value.hpp"

/// Collecting everything that is wrong, with the places where it was written.
namespace e2roi::scenario {

/// A text that says something about the scenario: a file, an environment variable, a --set.
struct Source {
  enum class Kind { kFile, kVariable, kOption };
  Kind kind;
  std::string name;                ///< of the file as people know it; "environment"; "--set"
  std::vector<std::string> lines;  ///< without line ends
};

/// The sources of one scenario, in the order in which they were read, and what is wrong with them.
class Report {
 public:
  /// Takes a text to which places will refer; returns its index.
  int add_source(Source::Kind kind, std::string name, std::string_view text);
  const Source& source(int index) const { return sources_[static_cast<std::size_t>(index)]; }

  /// Notes a mistake. `message` begins in lower case and ends without a full stop. Of more than a
  /// thousand the others are only counted: each is printed with its line.
  void mistake(const Place& place, std::string message);
  bool has_mistakes() const { return !mistakes_.empty(); }

  /// Throws InvalidScenario with every mistake, sorted by source, line and column, if there is one.
  void throw_if_mistaken() const;

  /// "scenario.toml:5", "environment E2ROI_RUN__SEED", "--set", "default".
  std::string origin(const Place& place) const;

  /// Place of the character with that offset inside a text value, as it stands in the source.
  Place inside(const Value& text, std::size_t offset) const;

 private:
  struct Mistake {
    Place place;
    std::string message;
  };
  std::vector<Source> sources_;
  std::vector<Mistake> mistakes_;
  std::size_t not_listed_ = 0;
};

/// What `text` begins with, up to `most` characters, between quotes and fit for one line of a
/// message.
std::string in_quotes(std::string_view text, std::size_t most = 60);

}  // namespace e2roi::scenario
