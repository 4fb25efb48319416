#pragma once
#include <string>
#include <utility>
#include <vector>

/// JSON as a tree that is written with indentation, for files that people read and compare.
namespace e2roi::scenario {

class JsonNode {
 public:
  static JsonNode text(const std::string& value);
  static JsonNode number(double value);  ///< finite
  static JsonNode flag(bool value);
  static JsonNode list(std::vector<JsonNode> items);
  static JsonNode texts(const std::vector<std::string>& values);
  static JsonNode object() { return JsonNode(Kind::kObject); }

  /// Adds a member to an object; members are written in the order in which they were added.
  JsonNode& add(const std::string& name, JsonNode value);

  /// The node over several lines, its members two blanks further in than `indent`; a node that
  /// fits into a line of 100 characters is written in one.
  std::string written(const std::string& indent = "") const;

 private:
  enum class Kind { kAtom, kList, kObject };
  explicit JsonNode(Kind kind) : kind_(kind) {}
  std::string in_one_line() const;

  Kind kind_;
  std::string atom_;
  std::vector<std::pair<std::string, JsonNode>> members_;  ///< of a list without names
};

}  // namespace e2roi::scenario
