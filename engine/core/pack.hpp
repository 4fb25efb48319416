#pragma once
#include <bit>
#include <cstdint>

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

/// A pack of eight draws: the `Real` of the fast kernel. Element-wise IEEE arithmetic without
/// contraction, so that every lane gives the bits that `Real = double` gives, on every level.
///
/// The kernel is compiled once per x86-64 level into one program. All of this lives in a namespace
/// of the level, so that no inline function is shared between objects compiled for different
/// machines (the linker would keep one copy, perhaps one that this machine cannot run).
#if !defined(E2ROI_LEVEL)
#define E2ROI_LEVEL baseline
#endif
#define E2ROI_INLINE inline __attribute__((always_inline))

namespace e2roi::core {
inline namespace E2ROI_LEVEL {

#if defined(__AVX512F__) && defined(__AVX512DQ__)
inline constexpr int kRegisterLanes = 8;
#elif defined(__AVX2__)
inline constexpr int kRegisterLanes = 4;
#else
inline constexpr int kRegisterLanes = 2;
#endif
#if !defined(E2ROI_PACK_LANES)
#define E2ROI_PACK_LANES 8  // the page's kernel has fewer: tools/page/engine
#endif
inline constexpr int kPackLanes = E2ROI_PACK_LANES;
inline constexpr int kPackRegisters = kPackLanes / kRegisterLanes;

typedef double RegisterOfDouble __attribute__((vector_size(kRegisterLanes * 8)));
typedef std::int64_t RegisterOfInt __attribute__((vector_size(kRegisterLanes * 8)));
typedef std::uint64_t RegisterOfWord __attribute__((vector_size(kRegisterLanes * 8)));

/// Eight values of one register type, with its operators lane by lane.
template <class Register>
struct Lanes {
  Register part[kPackRegisters];
};

template <class Out, class F, class... In>
E2ROI_INLINE Out each_register(F function, const In&... in) {
  if constexpr (kPackRegisters == 1) {
    return {{function(in.part[0]...)}};
  } else if constexpr (kPackRegisters == 2) {
    return {{function(in.part[0]...), function(in.part[1]...)}};
  } else {
    return {{function(in.part[0]...), function(in.part[1]...), function(in.part[2]...),
             function(in.part[3]...)}};
  }
}

/// Eight 64-bit words: bits of eight doubles, or random words.
struct PackBits : Lanes<RegisterOfWord> {
  PackBits() = default;
  E2ROI_INLINE PackBits(const Lanes<RegisterOfWord>& lanes) : Lanes(lanes) {}
  E2ROI_INLINE PackBits(std::uint64_t word) {
    for (RegisterOfWord& p : part) p = word - RegisterOfWord{};
  }
};
/// Eight truth values, all ones or all zeros.
struct PackMask : Lanes<RegisterOfInt> {
  PackMask() = default;
  E2ROI_INLINE PackMask(const Lanes<RegisterOfInt>& lanes) : Lanes(lanes) {}
};
/// Eight doubles.
struct Pack : Lanes<RegisterOfDouble> {
  static constexpr int kWidth = kPackLanes;
  Pack() = default;
  E2ROI_INLINE Pack(const Lanes<RegisterOfDouble>& lanes) : Lanes(lanes) {}
  E2ROI_INLINE Pack(double value) {
    for (RegisterOfDouble& p : part) p = value - RegisterOfDouble{};
  }
};

#define E2ROI_PACK_OPERATOR(type, result, operation)                                           \
  E2ROI_INLINE result operator operation(const type& a, const type& b) {                       \
    using Out = decltype(result::part[0] + result::part[0]);                                   \
    return each_register<Lanes<Out>>([](auto x, auto y) { return Out(x operation y); }, a, b); \
  }
E2ROI_PACK_OPERATOR(Pack, Pack, +)
E2ROI_PACK_OPERATOR(Pack, Pack, -)
E2ROI_PACK_OPERATOR(Pack, Pack, *)
E2ROI_PACK_OPERATOR(Pack, Pack, /)
E2ROI_PACK_OPERATOR(Pack, PackMask, <)
E2ROI_PACK_OPERATOR(Pack, PackMask, <=)
E2ROI_PACK_OPERATOR(Pack, PackMask, >)
E2ROI_PACK_OPERATOR(Pack, PackMask, >=)
E2ROI_PACK_OPERATOR(PackMask, PackMask, &)
E2ROI_PACK_OPERATOR(PackMask, PackMask, |)
E2ROI_PACK_OPERATOR(PackBits, PackBits, +)
E2ROI_PACK_OPERATOR(PackBits, PackBits, -)
E2ROI_PACK_OPERATOR(PackBits, PackBits, ^)
E2ROI_PACK_OPERATOR(PackBits, PackBits, &)
E2ROI_PACK_OPERATOR(PackBits, PackBits, |)
#undef E2ROI_PACK_OPERATOR

E2ROI_INLINE Pack operator-(const Pack& a) {
  return each_register<Lanes<RegisterOfDouble>>([](auto x) { return -x; }, a);
}
E2ROI_INLINE Pack& operator+=(Pack& a, const Pack& b) { return a = a + b; }
E2ROI_INLINE PackMask operator!(const PackMask& a) {
  return each_register<Lanes<RegisterOfInt>>([](auto x) { return ~x; }, a);
}
E2ROI_INLINE PackBits operator<<(const PackBits& a, int n) {
  return each_register<Lanes<RegisterOfWord>>([n](auto x) { return x << n; }, a);
}
E2ROI_INLINE PackBits operator>>(const PackBits& a, int n) {
  return each_register<Lanes<RegisterOfWord>>([n](auto x) { return x >> n; }, a);
}

/// a where the mask is true, else b.
E2ROI_INLINE Pack select(const PackMask& mask, const Pack& a, const Pack& b) {
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto m, auto x, auto y) { return RegisterOfDouble(m ? x : y); }, mask, a, b);
}
/// a < b ? a : b, the semantics of x86's minimum: b where either is NaN.
E2ROI_INLINE Pack min(const Pack& a, const Pack& b) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x, auto y) { return RegisterOfDouble(_mm512_min_pd(x, y)); }, a, b);
#elif defined(__AVX2__)
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x, auto y) { return RegisterOfDouble(_mm256_min_pd(x, y)); }, a, b);
#elif defined(__SSE2__)
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x, auto y) { return RegisterOfDouble(_mm_min_pd(x, y)); }, a, b);
#elif defined(__wasm_simd128__)  // pmin(x, y) is y < x ? y : x
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x, auto y) { return RegisterOfDouble(wasm_f64x2_pmin(y, x)); }, a, b);
#else
  return select(a < b, a, b);
#endif
}
/// a > b ? a : b, the semantics of x86's maximum: b where either is NaN.
E2ROI_INLINE Pack max(const Pack& a, const Pack& b) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x, auto y) { return RegisterOfDouble(_mm512_max_pd(x, y)); }, a, b);
#elif defined(__AVX2__)
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x, auto y) { return RegisterOfDouble(_mm256_max_pd(x, y)); }, a, b);
#elif defined(__SSE2__)
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x, auto y) { return RegisterOfDouble(_mm_max_pd(x, y)); }, a, b);
#elif defined(__wasm_simd128__)  // pmax(x, y) is x < y ? y : x
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x, auto y) { return RegisterOfDouble(wasm_f64x2_pmax(y, x)); }, a, b);
#else
  return select(a > b, a, b);
#endif
}
/// Correctly rounded square root.
E2ROI_INLINE Pack sqrt(const Pack& a) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x) { return RegisterOfDouble(_mm512_sqrt_pd(x)); }, a);
#elif defined(__AVX2__)
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x) { return RegisterOfDouble(_mm256_sqrt_pd(x)); }, a);
#elif defined(__SSE2__)
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x) { return RegisterOfDouble(_mm_sqrt_pd(x)); }, a);
#elif defined(__wasm_simd128__)
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x) { return RegisterOfDouble(wasm_f64x2_sqrt(x)); }, a);
#else
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x) {
        for (int i = 0; i < kRegisterLanes; ++i) x[i] = __builtin_sqrt(x[i]);
        return x;
      },
      a);
#endif
}
/// The lanes that are true, lane 0 in the lowest bit.
E2ROI_INLINE unsigned lanes_where(const PackMask& mask) {
  unsigned lanes = 0;
  for (int r = 0; r < kPackRegisters; ++r) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    lanes |= unsigned{_mm512_movepi64_mask(reinterpret_cast<__m512i>(mask.part[r]))};
#elif defined(__AVX2__)
    lanes |= static_cast<unsigned>(_mm256_movemask_pd(reinterpret_cast<__m256d>(mask.part[r])))
             << (r * kRegisterLanes);
#elif defined(__SSE2__)
    lanes |= static_cast<unsigned>(_mm_movemask_pd(reinterpret_cast<__m128d>(mask.part[r])))
             << (r * kRegisterLanes);
#elif defined(__wasm_simd128__)
    lanes |= static_cast<unsigned>(wasm_i64x2_bitmask(mask.part[r])) << (r * kRegisterLanes);
#else
    for (int i = 0; i < kRegisterLanes; ++i)
      lanes |= (mask.part[r][i] != 0 ? 1U : 0U) << (r * kRegisterLanes + i);
#endif
  }
  return lanes;
}
/// Whether any lane is true: for skipping work that no lane needs, never for choosing a result.
E2ROI_INLINE bool any(const PackMask& mask) { return lanes_where(mask) != 0; }

E2ROI_INLINE PackBits to_bits(const Pack& a) {
  return each_register<Lanes<RegisterOfWord>>(
      [](auto x) { return reinterpret_cast<RegisterOfWord>(x); }, a);
}
E2ROI_INLINE Pack from_bits(const PackBits& a) {
  return each_register<Lanes<RegisterOfDouble>>(
      [](auto x) { return reinterpret_cast<RegisterOfDouble>(x); }, a);
}

/// The whole part of each lane as a byte: what is below 1 becomes 0, 255 and above must not occur
/// beyond 32 bits and become 255.
E2ROI_INLINE void store_whole_bytes(std::uint8_t* to, const Pack& a) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  const __m256i whole = _mm512_cvttpd_epi32(a.part[0]);
  const __m128i bytes = _mm256_cvtusepi32_epi8(_mm256_max_epi32(whole, _mm256_setzero_si256()));
  _mm_storel_epi64(reinterpret_cast<__m128i*>(to), bytes);
#elif defined(__AVX2__)
  const __m128i words =
      _mm_packs_epi32(_mm256_cvttpd_epi32(a.part[0]), _mm256_cvttpd_epi32(a.part[1]));
  _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_packus_epi16(words, words));
#elif defined(__SSE2__)
  const __m128i low = _mm_unpacklo_epi64(_mm_cvttpd_epi32(a.part[0]), _mm_cvttpd_epi32(a.part[1]));
  const __m128i high = _mm_unpacklo_epi64(_mm_cvttpd_epi32(a.part[2]), _mm_cvttpd_epi32(a.part[3]));
  const __m128i words = _mm_packs_epi32(low, high);
  _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_packus_epi16(words, words));
#else
  for (int i = 0; i < kPackLanes; ++i) {
    const double lane = a.part[i / kRegisterLanes][i % kRegisterLanes];
    to[i] = static_cast<std::uint8_t>(lane < 0 ? 0 : lane > 255 ? 255 : lane);
  }
#endif
}

/// Eight neighbouring doubles, at any address.
E2ROI_INLINE Pack load(const double* from) {
  Pack pack;  // a register at a time: GCC would copy the whole through the stack
  for (int r = 0; r < kPackRegisters; ++r)
    __builtin_memcpy(&pack.part[r], from + r * kRegisterLanes, sizeof pack.part[r]);
  return pack;
}
E2ROI_INLINE void store(double* to, const Pack& pack) { __builtin_memcpy(to, &pack, sizeof pack); }

#if defined(__AVX2__) && !defined(__AVX512F__)
/// For each set of the four lanes of a register, as halves: the lanes of the set, the lowest first;
/// and where each lane of the set stands among them.
struct LaneOrders {
  alignas(32) std::int32_t packed[16][8], spread[16][8];
};
inline constexpr LaneOrders kLaneOrders = [] {
  LaneOrders orders{};
  for (int set = 0; set < 16; ++set) {
    for (int lane = 0, place = 0; lane < kRegisterLanes; ++lane) {
      if ((set >> lane & 1) == 0) continue;
      for (int half = 0; half < 2; ++half) {
        orders.packed[set][2 * place + half] = 2 * lane + half;
        orders.spread[set][2 * lane + half] = 2 * place + half;
      }
      ++place;
    }
  }
  return orders;
}();
E2ROI_INLINE __m256d reordered(__m256d values, const std::int32_t* order) {
  const __m256i lanes = _mm256_load_si256(reinterpret_cast<const __m256i*>(order));
  return _mm256_castps_pd(_mm256_permutevar8x32_ps(_mm256_castpd_ps(values), lanes));
}
#endif

/// Writes the lanes of `pack` named by the bits of `lanes`, the lowest first, side by side from
/// `to`, where there must be room for eight. Returns how many they are.
E2ROI_INLINE int store_lanes(unsigned lanes, const Pack& pack, double* to) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  _mm512_storeu_pd(to, _mm512_maskz_compress_pd(static_cast<__mmask8>(lanes), pack.part[0]));
#elif defined(__AVX2__)
  for (int r = 0; r < kPackRegisters; ++r) {
    const unsigned set = lanes >> (r * kRegisterLanes) & 15;
    _mm256_storeu_pd(to, reordered(pack.part[r], kLaneOrders.packed[set]));
    to += __builtin_popcount(set);
  }
#else
  double all[kPackLanes];
  store(all, pack);
  for (unsigned left = lanes; left != 0; left &= left - 1) *to++ = all[__builtin_ctz(left)];
#endif
  return __builtin_popcount(lanes);
}
/// Replaces the lanes of `pack` named by `lanes`, the lowest first, by what stands side by side
/// from `from`, where eight must be readable: undoes store_lanes. Returns how many they are.
E2ROI_INLINE int load_lanes(unsigned lanes, const double* from, Pack& pack) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  pack.part[0] =
      _mm512_mask_expand_pd(pack.part[0], static_cast<__mmask8>(lanes), _mm512_loadu_pd(from));
#elif defined(__AVX2__)
  for (int r = 0; r < kPackRegisters; ++r) {
    const unsigned set = lanes >> (r * kRegisterLanes) & 15;
    const RegisterOfInt bits = {1, 2, 4, 8};
    const RegisterOfInt chosen = (static_cast<std::int64_t>(set) & bits) == bits;
    pack.part[r] = chosen
                       ? RegisterOfDouble(reordered(_mm256_loadu_pd(from), kLaneOrders.spread[set]))
                       : pack.part[r];
    from += __builtin_popcount(set);
  }
#else
  for (unsigned left = lanes; left != 0; left &= left - 1)
    __builtin_memcpy(reinterpret_cast<char*>(&pack) + __builtin_ctz(left) * int{sizeof *from},
                     from++, sizeof *from);
#endif
  return __builtin_popcount(lanes);
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::core
