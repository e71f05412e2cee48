#include "tenbin/random/stream.hpp"

#include <gtest/gtest.h>
#include <Random123/philox.h>

#include <cmath>
#include <set>
#include <vector>

#include "engine/support/every_target.hpp"

namespace tenbin {
namespace {

// Known answers that Random123 publishes for philox4x32-10 (kat_vectors): all zeros, all ones, digits of pi.
TEST(Philox, KnownAnswerOfZeros) {
  // Zero counter and key: 6627e8d5 e169c58d bc57ac4c 9b00dbd8. Counter 0 holds words 0 and 8.
  const Stream stream(0, 0, 0);
  EXPECT_EQ(stream.word(0), 0xe169c58d6627e8d5u);
  EXPECT_EQ(stream.word(8), 0x9b00dbd8bc57ac4cu);
}

TEST(Philox, KnownAnswerOfPi) {
  // Counter 243f6a88 85a308d3 13198a2e 03707344, key a4093822 299f31d0: d16cfe09 94fdcceb 5001e420 24126ea1.
  const Stream stream(0x299f31d0a4093822u, 0x0370734413198a2eu, 0x85a308d3u);
  // Counter number c = 8 (j / 16) + j % 8 is hit by word j = 16 (c / 8) + c % 8.
  const std::uint64_t counter = 0x243f6a88u, j = 16 * (counter / 8) + counter % 8;
  EXPECT_EQ(stream.word(j), 0x94fdccebd16cfe09u);
  EXPECT_EQ(stream.word(j + 8), 0x24126ea15001e420u);
}

TEST(Philox, KnownAnswerOfOnes) {
  // All ones: 408f276d 41c83b0e a20bc7c6 6d5451fd.
  const Stream stream(~std::uint64_t{0}, ~std::uint64_t{0}, 0xffffffffu);
  const std::uint64_t counter = 0xffffffffu, j = 16 * (counter / 8) + counter % 8;
  EXPECT_EQ(stream.word(j), 0x41c83b0e408f276du);
  EXPECT_EQ(stream.word(j + 8), 0x6d5451fda20bc7c6u);
}

TEST(Stream, KernelGivesTheWordsOfTheReferenceOnEveryTarget) {
  const Stream stream(20260401, stream_address(StreamPurpose::event_draw, "line-7", "inspection_miss"), 17);
  testing::on_every_target([&](const std::string& target) {
    for (std::size_t count :
         {std::size_t{1}, std::size_t{15}, std::size_t{16}, std::size_t{17}, std::size_t{1000}}) {
      std::vector<std::uint64_t> words(count);
      stream.fill(32, words);
      for (std::size_t i = 0; i < count; ++i)
        ASSERT_EQ(words[i], stream.word(32 + i)) << target << " word " << i;
    }
  });
}

TEST(StreamAddress, SeparatesPurposeEntityPerilAndBoundaries) {
  std::set<std::uint64_t> seen;
  for (auto purpose : {StreamPurpose::event_count, StreamPurpose::event_draw}) {
    for (const char* entity : {"", "a", "ab", "b"}) {
      for (const char* peril : {"", "b", "bc", "ab"}) {
        for (std::uint64_t sub : {0u, 1u})
          EXPECT_TRUE(seen.insert(stream_address(purpose, entity, peril, sub)).second);
      }
    }
  }
}

TEST(StreamAddress, IsPartOfTheFormat) {
  // Frozen: a change here changes every result that anyone has published.
  EXPECT_EQ(stream_address(StreamPurpose::event_draw, "line-7", "inspection_miss"),
            stream_address(StreamPurpose::event_draw, "line-7", "inspection_miss", 0));
  EXPECT_EQ(stream_address(StreamPurpose::event_count, "", "claims"), 0x1171923fcb1d969eu);
}

TEST(UnitInterval, ReachesNeitherEnd) {
  EXPECT_EQ(unit_interval(0), 0x1p-53);
  EXPECT_EQ(unit_interval(~std::uint64_t{0}), 1 - 0x1p-53);
}

}  // namespace
}  // namespace tenbin
