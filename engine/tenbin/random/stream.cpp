#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tenbin/random/stream.cpp"
#include <hwy/foreach_target.h>
// Highway wants its own header after foreach_target.
#include <hwy/highway.h>

#include <algorithm>

#include "tenbin/random/philox-inl.hpp"
#include "tenbin/random/stream.hpp"

HWY_BEFORE_NAMESPACE();
namespace tenbin {
namespace HWY_NAMESPACE {

void fill_words(std::uint64_t seed, std::uint64_t address, std::uint32_t block, std::uint64_t first,
                std::uint64_t* words, std::size_t count) {
  using Tag = hn::CappedTag<std::uint64_t, 8>;
  const Tag d64;
  const PhiloxKeys<Tag> keys(d64, seed);
  std::uint64_t group_index = first / Stream::group;
  for (; count >= Stream::group; count -= Stream::group, words += Stream::group, ++group_index) {
    philox_group(d64, keys, address, block, group_index, words);
  }
  if (count > 0) {
    std::uint64_t rest[Stream::group];
    philox_group(d64, keys, address, block, group_index, rest);
    std::copy_n(rest, count, words);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace tenbin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <Random123/philox.h>

namespace tenbin {

HWY_EXPORT(fill_words);

std::uint64_t Stream::word(std::uint64_t index) const {
  const std::uint64_t number = 8 * (index / group) + index % 8;
  const philox4x32_ctr_t counter{{static_cast<std::uint32_t>(number), block_,
                                  static_cast<std::uint32_t>(address_),
                                  static_cast<std::uint32_t>(address_ >> 32)}};
  const philox4x32_key_t key{{static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32)}};
  const philox4x32_ctr_t out = philox4x32(counter, key);
  const std::size_t half = 2 * (index / 8 % 2);
  return static_cast<std::uint64_t>(out.v[half]) | static_cast<std::uint64_t>(out.v[half + 1]) << 32;
}

void Stream::fill(std::uint64_t first, std::span<std::uint64_t> words) const {
  HWY_DYNAMIC_DISPATCH(fill_words)(seed_, address_, block_, first, words.data(), words.size());
}

}  // namespace tenbin
#endif  // HWY_ONCE
