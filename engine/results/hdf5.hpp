#pragma once
#include <H5public.h>
#include <hdf5.h>

#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

/// HDF5's C library with C++ manners: handles close themselves, failures are exceptions, nothing is
/// printed. Knows nothing of results.
namespace e2roi::results::hdf5 {

/// A call of the library failed. `what()` is its innermost complaint.
class Failure : public std::runtime_error {
 public:
  Failure(const std::string& message, int error) : std::runtime_error(message), error_(error) {}
  /// The operating system's error number behind it, 0 if there was none.
  int error() const { return error_; }

 private:
  int error_;
};

/// Throws Failure with what the library's error stack says about the call that just failed.
[[noreturn]] void throw_failure();

/// The result of a call of the library; throws Failure if it is negative.
template <class Result>
Result checked(Result result) {
  if (result < 0) throw_failure();
  return result;
}

/// While one lives, the library prints no errors in this thread. To be made before anything else is
/// asked of the library: then it does not tidy up at the end of the process either, which prints
/// "infinite loop closing library" where a damaged file could not be closed. What is open is closed
/// by its Handle.
/// The library knows no threads: as long as one of these lives, others wait.
class Quiet {
 public:
  Quiet() : alone_(library_mutex()) {
    H5dont_atexit();
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  ~Quiet() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  static std::mutex& library_mutex() {
    static std::mutex mutex;
    return mutex;
  }

  const std::lock_guard<std::mutex> alone_;
  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

/// Owns one identifier of the library.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  /// Takes the result of a call that makes or opens something; throws Failure if it failed.
  Handle(hid_t id, Close closer) : id_(checked(id)), close_(closer) {}
  ~Handle() { reset(); }
  Handle(Handle&& other) noexcept
      : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  operator hid_t() const { return id_; }  // NOLINT: stands for the identifier in every call

  /// Closes now; throws Failure, and still owns the identifier, if that fails.
  void close() {
    checked(close_(id_));
    id_ = H5I_INVALID_HID;
  }
  /// Closes now, come what may.
  void reset() {
    if (id_ >= 0) close_(id_);
    id_ = H5I_INVALID_HID;
  }

 private:
  hid_t id_ = H5I_INVALID_HID;
  Close close_ = nullptr;
};

Handle property_list(hid_t kind);
Handle open_group(hid_t parent, const std::string& name);
Handle open_dataset(hid_t parent, const std::string& name);
Handle dataspace_of(hid_t dataset);
Handle type_of(hid_t dataset);

/// Strings of any length, UTF-8: the only kind of text that every reader takes as coordinates.
Handle text_type();

}  // namespace e2roi::results::hdf5
