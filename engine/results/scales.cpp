#include "engine/results/scales.hpp"

#include <hdf5_hl.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <string_view>

#include "engine/core/utf8.hpp"
#include "engine/results/layout.hpp"
#include "engine/results/variables.hpp"

namespace e2roi::results {
namespace {

using hdf5::checked;
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

/// Signed wherever it fits, for R and others have no unsigned numbers.
hid_t type_of_numbers(std::uint64_t last) {
  return last <= std::uint64_t{std::numeric_limits<std::int64_t>::max()} ? H5T_STD_I64LE
                                                                         : H5T_STD_U64LE;
}

/// Longest name of an axis that is read back, far above any that is written.
using AxisName = std::array<char, 256>;

/// What H5DSiterate_scales calls for the scale of an axis. Nothing may be thrown through the
/// library's frames. The scale's own label is its name, but for one that is only a dimension: that
/// is named by its place in the file.
herr_t take_name(hid_t /*variable*/, unsigned /*axis*/, hid_t scale, void* data) {
  AxisName& name = *static_cast<AxisName*>(data);
  if (H5DSget_scale_name(scale, name.data(), name.size()) < 0) return -1;
  if (std::string_view(name.data()).starts_with("This is a netCDF dimension")) {
    const ssize_t length = H5Iget_name(scale, name.data(), name.size());
    if (length < 0 || static_cast<std::size_t>(length) >= name.size()) return -1;
  }
  return 1;  // one scale an axis: stop
}

}  // namespace

Handle Scales::make_variable(const std::string& axis, hsize_t extent) const {
  const std::string name = layout::name_in_file(group_name_, axis);
  Handle scale;
  if (const auto* texts = layout::texts_of(results_, axis)) {
    std::vector<std::string> valid;
    for (const std::string& text : *texts) valid.push_back(core::valid_utf8(text));
    scale = hdf5::create_variable(group_, name, hdf5::text_type(), {extent});
    hdf5::write_texts(scale, valid);
  } else if (const auto* numbers = layout::numbers_of(results_, axis)) {
    scale = hdf5::create_variable(group_, name, H5T_IEEE_F64LE, {extent});
    hdf5::write_values(scale, H5T_NATIVE_DOUBLE, numbers->data());
  } else if (axis == "draw") {
    const auto draws = draw_numbers(results_.first_draw, extent);
    scale = hdf5::create_variable(group_, name, type_of_numbers(draws.back()), {extent});
    hdf5::write_values(scale, H5T_NATIVE_UINT64, draws.data());
  } else {
    scale = hdf5::create_variable(group_, name, H5T_IEEE_F32LE, {extent});
    checked(H5DSset_scale(scale, only_a_dimension(extent).c_str()));
    return scale;
  }
  checked(H5DSset_scale(scale, name.c_str()));
  for (const About& about : kAbout)
    if (name == about.axis) {
      hdf5::add_attribute(scale, "long_name", about.long_name);
      if (*about.unit != '\0') hdf5::add_attribute(scale, "units", about.unit);
    }
  return scale;
}

void Scales::make(const std::string& axis, std::size_t extent) {
  if (extent > 0 && !made_.contains(axis)) made_.emplace(axis, make_variable(axis, extent));
}

void Scales::attach(hid_t variable, const std::vector<std::string>& axes) const {
  for (std::size_t i = 0; i < axes.size(); ++i)
    checked(H5DSattach_scale(variable, made_.at(axes[i]), static_cast<unsigned>(i)));
}

std::vector<std::string> axes_of(hid_t variable, std::size_t rank) {
  std::vector<std::string> axes;
  for (unsigned i = 0; i < rank; ++i) {
    AxisName name{};
    checked(H5DSiterate_scales(variable, i, nullptr, take_name, &name));
    const std::string path(name.data(), strnlen(name.data(), name.size()));
    axes.push_back(layout::name_in_memory(path.substr(path.rfind('/') + 1)));
  }
  return axes;
}

bool is_scale(hid_t dataset) { return checked(H5DSis_scale(dataset)) > 0; }

}  // namespace e2roi::results
