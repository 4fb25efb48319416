#include "engine/scenario/json_text.hpp"

#include "engine/core/json.hpp"
#include "engine/core/utf8.hpp"

namespace e2roi::scenario {

JsonNode JsonNode::text(const std::string& value) {
  JsonNode node(Kind::kAtom);
  node.atom_ = core::json_string(value);
  return node;
}

JsonNode JsonNode::number(double value) {
  JsonNode node(Kind::kAtom);
  node.atom_ = core::json_number(value);
  return node;
}

JsonNode JsonNode::flag(bool value) {
  JsonNode node(Kind::kAtom);
  node.atom_ = value ? "true" : "false";
  return node;
}

JsonNode JsonNode::list(std::vector<JsonNode> items) {
  JsonNode node(Kind::kList);
  for (JsonNode& item : items) node.members_.emplace_back("", std::move(item));
  return node;
}

JsonNode JsonNode::texts(const std::vector<std::string>& values) {
  std::vector<JsonNode> items;
  for (const std::string& value : values) items.push_back(text(value));
  return list(std::move(items));
}

JsonNode& JsonNode::add(const std::string& name, JsonNode value) {
  members_.emplace_back(name, std::move(value));
  return *this;
}

std::string JsonNode::in_one_line() const {
  if (kind_ == Kind::kAtom) return atom_;
  std::string line;
  for (const auto& [name, value] : members_) {
    line += line.empty() ? "" : ", ";
    line += (kind_ == Kind::kObject ? core::json_string(name) + ": " : "") + value.in_one_line();
  }
  return kind_ == Kind::kObject ? "{ " + line + " }" : "[" + line + "]";
}

std::string JsonNode::written(const std::string& indent) const {
  constexpr std::size_t kWidth = 100;
  const std::string line = in_one_line();
  if (kind_ == Kind::kAtom || core::characters(indent + line) <= kWidth) return line;
  const std::string inner = indent + "  ";
  std::string lines;
  for (const auto& [name, value] : members_) {
    lines += (lines.empty() ? "\n" : ",\n") + inner;
    lines += (kind_ == Kind::kObject ? core::json_string(name) + ": " : "") + value.written(inner);
  }
  return (kind_ == Kind::kObject ? "{" : "[") + lines + "\n" + indent +
         (kind_ == Kind::kObject ? "}" : "]");
}

}  // namespace e2roi::scenario
