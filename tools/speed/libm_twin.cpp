// The scalar twin as any compiler makes it without our help: the model's own source over double,
// with exp, log and pow from the C library, under the compiler's default flags for numbers
// (CMakeLists.txt). What the kernel is measured against.
//
// The templates of the model over double exist in the engine already, and a linker keeps one of two
// functions of the same name. Here the whole project therefore has another name, and is entered
// through an extern "C" function.
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#define e2roi e2roi_libm
#include "engine/core/real.hpp"

namespace e2roi::core {
inline namespace E2ROI_LEVEL {

// Overloads that are no templates come first wherever the model says exp(x) of a double.
inline double exp(double x) { return __builtin_exp(x); }
inline double exp_bounded(double x) { return __builtin_exp(x); }
inline double exp_clamped(double x) { return __builtin_exp(x); }
inline double log(double x) { return __builtin_log(x); }
inline double log_positive(double x) { return __builtin_log(x); }
inline double pow(double x, double y) { return __builtin_pow(x, y); }

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::core

#include "engine/model/enterprise.hpp"
#undef e2roi

#include "tools/speed/libm_twin.hpp"

// Task and setting are of the same headers, so of the same layout, whatever the project is called.
extern "C" void e2roi_libm_simulate(const void* task) {
  e2roi_libm::model::simulate<double>(*static_cast<const e2roi_libm::model::BlockTask*>(task));
}
extern "C" std::size_t e2roi_libm_scratch_bytes(const void* setting) {
  return e2roi_libm::model::scratch_bytes<double>(
      *static_cast<const e2roi_libm::model::Setting*>(setting));
}
