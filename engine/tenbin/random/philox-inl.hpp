// Philox4x32-10 over Highway vectors; included once per dispatch target (no include guard of the ordinary
// kind).
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

/// Product of the lower halves of each lane.
template <class D64, class V64 = hn::Vec<D64>>
HWY_INLINE V64 multiply_lower([[maybe_unused]] D64 d64, V64 a, V64 b) {
#if HWY_TARGET == HWY_SCALAR
  return V64((a.raw & 0xffffffffu) * b.raw);
#else
  const hn::Repartition<std::uint32_t, D64> d32;
  return hn::MulEven(hn::BitCast(d32, a), hn::BitCast(d32, b));
#endif
}

/// The keys of the ten rounds, broadcast once per call of a kernel.
template <class D64, class V64 = hn::Vec<D64>>
struct PhiloxKeys {
  HWY_INLINE PhiloxKeys(D64 d64, std::uint64_t seed) : lanes(hn::Iota(d64, 0)) {
    auto low = static_cast<std::uint32_t>(seed);
    auto high = static_cast<std::uint32_t>(seed >> 32);
    for (int round = 0; round < 10; ++round, low += 0x9E3779B9u, high += 0xBB67AE85u) {
      key0[round] = hn::Set(d64, low);
      key1[round] = hn::Set(d64, high);
    }
  }
  V64 key0[10], key1[10];
  V64 lanes;  ///< 0, 1, 2, ...
};

/// The two words of each of the counters first_counter + lane: lower half and upper half of the 128-bit
/// output. Each lane holds one 32-bit counter word in its lower half; upper halves may hold anything until
/// the end.
template <class D64, class V64 = hn::Vec<D64>>
HWY_INLINE void philox_words(D64 d64, const PhiloxKeys<D64>& keys, std::uint64_t address, std::uint32_t block,
                             std::uint64_t first_counter, V64& lower, V64& upper) {
  const V64 multiplier0 = hn::Set(d64, 0xD2511F53u);
  const V64 multiplier1 = hn::Set(d64, 0xCD9E8D57u);
  V64 c0 = hn::Add(keys.lanes, hn::Set(d64, first_counter)), c1 = hn::Set(d64, block);
  V64 c2 = hn::Set(d64, address & 0xffffffffu), c3 = hn::Set(d64, address >> 32);
  for (int round = 0; round < 10; ++round) {
    const V64 product0 = multiply_lower(d64, c0, multiplier0);
    const V64 product1 = multiply_lower(d64, c2, multiplier1);
    c0 = hn::Xor(hn::Xor(hn::ShiftRight<32>(product1), c1), keys.key0[round]);
    c1 = product1;
    c2 = hn::Xor(hn::Xor(hn::ShiftRight<32>(product0), c3), keys.key1[round]);
    c3 = product0;
  }
  const V64 low = hn::Set(d64, 0xffffffffu);
  lower = hn::Or(hn::And(c0, low), hn::ShiftLeft<32>(c1));
  upper = hn::Or(hn::And(c2, low), hn::ShiftLeft<32>(c3));
}

/// One group of sixteen words (Stream::group), from counter 8 * group_index on.
template <class D64>
HWY_INLINE void philox_group(D64 d64, const PhiloxKeys<D64>& keys, std::uint64_t address, std::uint32_t block,
                             std::uint64_t group_index, std::uint64_t* HWY_RESTRICT words) {
  hn::Vec<D64> lower, upper;
  for (std::size_t lane = 0; lane < 8; lane += hn::Lanes(d64)) {
    philox_words(d64, keys, address, block, 8 * group_index + lane, lower, upper);
    hn::StoreU(lower, d64, words + lane);
    hn::StoreU(upper, d64, words + 8 + lane);
  }
}

// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace tenbin
HWY_AFTER_NAMESPACE();

#endif
