#include "engine/results/scales.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <limits>

#include "engine/core/utf8.hpp"
#include "engine/results/layout.hpp"
#include "engine/results/variables.hpp"

namespace e2roi::results {
namespace {

using hdf5::Handle;

struct About {
  const char* axis;
  const char* long_name;
  const char* unit;  ///< empty: none
};

constexpr std::array<About, 8> kAbout = {{
    {"path", "transformation path", ""},
    {"month", "months since the start", "month"},
    {"quantile", "probability of the quantile", "1"},
    {"rung", "rung of the benefit, from tangible to intangible", ""},
    {"input", "uncertain input", ""},
    {"unit", "business unit", ""},
    {"draw", "number of the draw", "1"},
    {"kept_draw", "number of the draw whose monthly series was kept", "1"},
}};

/// netCDF-4's own sentence for a dimension that has a length and nothing else.
std::string only_a_dimension(hsize_t extent) {
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(),
                "This is a netCDF dimension but not a netCDF variable.%10llu",
                static_cast<unsigned long long>(extent));
  return text.data();
}

std::vector<std::uint64_t> draw_numbers(std::uint64_t first, hsize_t count) {
  std::vector<std::uint64_t> numbers;
  numbers.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) numbers.push_back(first + i);
  return numbers;
}

/// Signed wherever it fits, for R and others have no unsigned numbers. The bits are the same.
hid_t type_of_numbers(std::uint64_t last) {
  return last <= std::uint64_t{std::numeric_limits<std::int64_t>::max()} ? H5T_STD_I64LE
                                                                         : H5T_STD_U64LE;
}

}  // namespace

Handle Scales::make_variable(const std::string& axis, hsize_t extent) const {
  const std::string name = layout::name_in_file(group_name_, axis);
  Handle scale;
  if (const auto* texts = layout::texts_of(results_, axis)) {
    std::vector<std::string> valid;
    for (const std::string& text : *texts) valid.push_back(core::valid_utf8(text));
    scale = file_.create_texts(group_, name, {extent}, valid);
  } else if (const auto* numbers = layout::numbers_of(results_, axis)) {
    scale = file_.create_variable(group_, name, H5T_IEEE_F64LE, {extent});
    hdf5::write_values(scale, H5T_NATIVE_DOUBLE, numbers->data());
  } else if (axis == "draw") {
    const auto draws = draw_numbers(results_.first_draw, extent);
    const hid_t type = type_of_numbers(draws.back());
    scale = file_.create_variable(group_, name, type, {extent});
    hdf5::write_values(scale, type, draws.data());
  } else {
    scale = file_.create_variable(group_, name, H5T_IEEE_F32LE, {extent});
    hdf5::make_scale(scale, only_a_dimension(extent));
    return scale;
  }
  hdf5::make_scale(scale, name);
  for (const About& about : kAbout)
    if (name == about.axis) {
      file_.add_attribute(scale, "long_name", about.long_name);
      if (*about.unit != '\0') file_.add_attribute(scale, "units", about.unit);
    }
  return scale;
}

void Scales::make(const std::string& axis, std::size_t extent) {
  if (extent == 0 || made_.contains(axis)) return;
  Handle variable = make_variable(axis, extent);
  const hobj_ref_t reference = hdf5::reference_to(variable);
  made_.emplace(axis, Scale{std::move(variable), reference, {}});
}

void Scales::attach(hid_t variable, const std::vector<std::string>& axes) {
  const hobj_ref_t reference = hdf5::reference_to(variable);
  std::vector<hobj_ref_t> scales;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    Scale& scale = made_.at(axes[i]);
    scales.push_back(scale.reference);
    scale.attached.push_back({reference, static_cast<int>(i)});
  }
  if (!scales.empty()) hdf5::write_dimension_list(variable, list_type_, scales);
  std::string names;
  for (const std::string& axis : axes)
    names += (names.empty() ? "" : " ") + layout::name_in_file(group_name_, axis);
  file_.add_attribute(variable, layout::kDimensions, names);
}

void Scales::list_variables() const {
  for (const auto& [axis, scale] : made_)
    if (!scale.attached.empty()) hdf5::write_reference_list(scale.variable, scale.attached);
}

}  // namespace e2roi::results
