#include <initializer_list>

#include "engine/core/number_text.hpp"
#include "engine/sampling/distribution.hpp"

namespace e2roi::sampling {
namespace {

using core::number_text;

/// One argument as written; no name where its place says which it is.
struct Argument {
  std::string name;
  double value;
};

std::string call(const char* family, std::initializer_list<Argument> arguments) {
  std::string text = family;
  char before = '(';
  for (const Argument& argument : arguments) {
    text += before;
    if (before == ',') text += ' ';
    if (!argument.name.empty()) text += argument.name + ": ";
    text += number_text(argument.value);
    before = ',';
  }
  return text + ")";
}

struct Spelling {
  std::string operator()(const Fixed& d) const { return number_text(d.value); }
  std::string operator()(const Uniform& d) const {
    return call("uniform", {{"", d.low}, {"", d.high}});
  }
  std::string operator()(const Triangular& d) const {
    return call("triangular", {{"", d.low}, {"", d.mode}, {"", d.high}});
  }
  std::string operator()(const Pert& d) const {
    return call("pert", {{"", d.low}, {"", d.mode}, {"", d.high}});
  }
  std::string operator()(const Normal& d) const {
    return call("normal", {{"mean", d.mean}, {"sd", d.sd}});
  }
  std::string operator()(const Lognormal& d) const {
    return call("lognormal", {{"median", d.median}, {"p90", d.p90}});
  }
  std::string operator()(const Beta& d) const {
    if (d.high == 1) return call("beta", {{"", d.a}, {"", d.b}});
    return call("beta", {{"a", d.a}, {"b", d.b}, {"high", d.high}});
  }
  std::string operator()(const Discrete& d) const {
    std::string text;
    for (const auto& [value, probability] : d.points) {
      text += (text.empty() ? "discrete(" : ", ") + number_text(value) + ": " +
              number_text(probability);
    }
    return text + ")";
  }
  std::string operator()(const Metalog& d) const {
    return call("metalog", {{"p10", d.p10}, {"p50", d.p50}, {"p90", d.p90}});
  }
};

}  // namespace

std::string Distribution::text() const { return std::visit(Spelling{}, shape_); }

}  // namespace e2roi::sampling
