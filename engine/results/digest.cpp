#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
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

  /// Stretches without NaN, nearly all, go to the digest from where they are.
  void add(std::span<const double> values) {
    static_assert(std::endian::native == std::endian::little,
                  "the digest is of little-endian bytes");
    for (; !values.empty(); values = values.subspan(std::min(kStretch, values.size()))) {
      const std::span<const double> some = values.first(std::min(kStretch, values.size()));
      std::int64_t undefined = 0;  // as wide as a value: then several are looked at at once
      for (const double value : some) undefined |= std::int64_t{value != value};
      if (undefined != 0) {
        // Which NaN an operation gives is the processor's choice: one stands for all.
        std::transform(some.begin(), some.end(), buffer_.begin(), [](double value) {
          return std::isnan(value) ? std::bit_cast<double>(std::uint64_t{0x7ff8000000000000U})
                                   : value;
        });
        update(buffer_.data(), some.size_bytes());
      } else {
        update(some.data(), some.size_bytes());
      }
    }
  }

  std::string hex() {
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
  void update(const void* bytes, std::size_t size) {
    if (EVP_DigestUpdate(context_.get(), bytes, size) != 1) fail();
  }

  static constexpr std::size_t kStretch = 4'096;
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
  std::array<double, kStretch> buffer_{};
};

}  // namespace

std::string digest(const core::ResultSet& results) {
  NumberDigest sum;
  for (const char* group : {"draws", "inputs"})
    for (const core::NamedArray& array : results.arrays)
      if (array.group == group) sum.add(array.values);
  return sum.hex();
}

}  // namespace e2roi::results
