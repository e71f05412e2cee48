// Philox4x32-10 over Highway vectors; included once per dispatch target (no include guard of the ordinary kind).
#if defined(TENBIN_RANDOM_PHILOX_INL_HPP_) == defined(HWY_TARGET_TOGGLE)
#ifdef TENBIN_RANDOM_PHILOX_INL_HPP_
#undef TENBIN_RANDOM_PHILOX_INL_HPP_
#else
#define TENBIN_RANDOM_PHILOX_INL_HPP_
#endif

#include <hwy/highway.h>

#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace tenbin {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Each 64-bit lane holds one 32-bit counter word in its lower half; a lane is one counter. Rounds keep the upper
/// halves dirty where MulEven ignores them and mask once at the end.
template <class D64, class V64 = hn::Vec<D64>>
struct PhiloxState {
  V64 c0, c1, c2, c3;
};

template <class D64, class V64 = hn::Vec<D64>>
HWY_INLINE void philox_rounds(D64 d64, PhiloxState<D64>& s, std::uint64_t seed) {
  const hn::Repartition<std::uint32_t, D64> d32;
  const V64 multiplier0 = hn::Set(d64, 0xD2511F53u);
  const V64 multiplier1 = hn::Set(d64, 0xCD9E8D57u);
  auto key0 = static_cast<std::uint32_t>(seed);
  auto key1 = static_cast<std::uint32_t>(seed >> 32);
  V64 c0 = s.c0, c1 = s.c1, c2 = s.c2, c3 = s.c3;
  for (int round = 0; round < 10; ++round) {
    const V64 product0 = hn::MulEven(hn::BitCast(d32, c0), hn::BitCast(d32, multiplier0));
    const V64 product1 = hn::MulEven(hn::BitCast(d32, c2), hn::BitCast(d32, multiplier1));
    c0 = hn::Xor(hn::Xor(hn::ShiftRight<32>(product1), c1), hn::Set(d64, key0));
    c1 = product1;
    c2 = hn::Xor(hn::Xor(hn::ShiftRight<32>(product0), c3), hn::Set(d64, key1));
    c3 = product0;
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  s = {c0, c1, c2, c3};
}

/// The two words of each of the counters first_counter + lane: lower half and upper half of the 128-bit output.
template <class D64, class V64 = hn::Vec<D64>>
HWY_INLINE void philox_words(D64 d64, std::uint64_t seed, std::uint64_t address, std::uint32_t block,
                             std::uint64_t first_counter, V64& lower, V64& upper) {
  PhiloxState<D64> s{hn::Iota(d64, first_counter), hn::Set(d64, block), hn::Set(d64, address & 0xffffffffu),
                     hn::Set(d64, address >> 32)};
  philox_rounds(d64, s, seed);
  const V64 low = hn::Set(d64, 0xffffffffu);
  lower = hn::Or(hn::And(s.c0, low), hn::ShiftLeft<32>(s.c1));
  upper = hn::Or(hn::And(s.c2, low), hn::ShiftLeft<32>(s.c3));
}

/// One group of sixteen words (Stream::group), from counter 8 * group_index on.
template <class D64>
HWY_INLINE void philox_group(D64 d64, std::uint64_t seed, std::uint64_t address, std::uint32_t block,
                             std::uint64_t group_index, std::uint64_t* HWY_RESTRICT words) {
  hn::Vec<D64> lower, upper;
  for (std::size_t lane = 0; lane < 8; lane += hn::Lanes(d64)) {
    philox_words(d64, seed, address, block, 8 * group_index + lane, lower, upper);
    hn::StoreU(lower, d64, words + lane);
    hn::StoreU(upper, d64, words + 8 + lane);
  }
}

// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace tenbin
HWY_AFTER_NAMESPACE();

#endif
