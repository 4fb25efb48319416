#pragma once
#include <cstddef>

/// The model over double with the C library's exp, log and pow (libm_twin.cpp). Plain C, because
/// that file compiles the project under another name.
extern "C" {
void e2roi_libm_simulate(const void* task);                 ///< a model::BlockTask
std::size_t e2roi_libm_scratch_bytes(const void* setting);  ///< a model::Setting
}
