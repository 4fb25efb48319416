#include <openssl/evp.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

#include "engine/results/file.hpp"

namespace e2roi::results {
namespace {

/// SHA-256 of a stream of numbers.
class NumberDigest {
 public:
  NumberDigest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    if (context_ == nullptr || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      fail();
  }

  void add(double value) {
    // Which NaN an operation gives is the processor's choice: one stands for all.
    const std::uint64_t bits =
        std::isnan(value) ? 0x7ff8000000000000U : std::bit_cast<std::uint64_t>(value);
    static_assert(std::endian::native == std::endian::little,
                  "the digest is of little-endian bytes");
    std::memcpy(buffer_.data() + used_, &bits, sizeof bits);
    used_ += sizeof bits;
    if (used_ == buffer_.size()) flush();
  }

  std::string hex() {
    flush();
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_DigestFinal_ex(context_.get(), digest.data(), &length) != 1) fail();
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
      text += "0123456789abcdef"[digest[i] >> 4U];
      text += "0123456789abcdef"[digest[i] & 15U];
    }
    return text;
  }

 private:
  [[noreturn]] static void fail() {
    throw std::runtime_error("OpenSSL offers no SHA-256, which the digest of a result needs");
  }
  void flush() {
    if (EVP_DigestUpdate(context_.get(), buffer_.data(), used_) != 1) fail();
    used_ = 0;
  }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
  std::array<unsigned char, 32'768> buffer_{};
  std::size_t used_ = 0;
};

}  // namespace

std::string digest(const core::ResultSet& results) {
  NumberDigest sum;
  for (const char* group : {"draws", "inputs"})
    for (const core::NamedArray& array : results.arrays)
      if (array.group == group)
        for (const double value : array.values) sum.add(value);
  return sum.hex();
}

}  // namespace e2roi::results
