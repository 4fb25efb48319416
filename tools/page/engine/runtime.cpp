// What the engine asks of a C++ run time, in a page: errors. WebAssembly of clang 14 cannot
// catch, so an error leaves its message behind and ends the call; engine.js turns that into an
// Error and starts afresh.
#include <cstdlib>
#include <cstring>
#include <exception>
#include <typeinfo>

#define E2ROI_EXPORT(name) extern "C" __attribute__((export_name(#name)))

namespace {

char message[1024];

void leave(const char* text) {
  std::strncpy(message, text, sizeof message - 1);
  __builtin_trap();
}

}  // namespace

/// Why the last call ended in a trap; "" if nobody said.
E2ROI_EXPORT(error_message) const char* e2roi_error_message() { return message; }

extern "C" {

void* __cxa_allocate_exception(std::size_t size) throw() { return std::malloc(size); }
void __cxa_free_exception(void* exception) throw() { std::free(exception); }
/// All that the engine throws is a std::exception, which stands first in the object.
[[noreturn]] void __cxa_throw(void* object, std::type_info*, void (*)(void*)) {
  leave(static_cast<std::exception*>(object)->what());
  __builtin_unreachable();
}
void abort() {
  leave("");
  __builtin_unreachable();
}

/// Nothing is destroyed at the end of a page.
int __cxa_atexit(void (*)(void*), void*, void*) { return 0; }
/// In place of libc++abi's, which brings printf along.
void abort_message(const char* format, ...) { leave(format); }

}  // extern "C"
