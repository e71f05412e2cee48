#include "tenbin/simulation/page_pool.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <thread>
#include <vector>

#include "tenbin/simulation/year_column.hpp"

namespace tenbin {
namespace {

std::span<unsigned char> bytes_of(Pages pages) {
  return {static_cast<unsigned char*>(pages.memory), pages.bytes};
}

bool is_zero(std::span<const unsigned char> bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](unsigned char byte) { return byte == 0; });
}

TEST(PagePool, RoundsUpToWholePages) {
  EXPECT_EQ(whole_pages(1), 4096U);
  EXPECT_EQ(whole_pages(800'000), 802'816U);
  EXPECT_EQ(whole_pages((1U << 20) + 1), 1U << 21) << "half a large page is worth a large one";
}

TEST(PagePool, HandsTheSamePagesOutAgainCleared) {
  // A size that nothing else of the program takes.
  const std::size_t size = 37 * 4096;
  const Pages first = take_pages(size);
  EXPECT_TRUE(is_zero(bytes_of(first)));
  std::ranges::fill(bytes_of(first), std::uint8_t{0xA5});
  give_back_pages(first);
  const Pages second = take_pages(size);
  EXPECT_EQ(second.memory, first.memory);
  EXPECT_TRUE(is_zero(bytes_of(second)));
  const Pages third = take_pages(size);
  EXPECT_NE(third.memory, second.memory) << "what is handed out is not handed out twice";
  give_back_pages(second);
  give_back_pages(third);
}

TEST(PagePool, GrownPagesKeepWhatTheyHeldAndAreZeroBeyond) {
  Pages pages = take_pages(41 * 4096);
  std::ranges::fill(bytes_of(pages), std::uint8_t{0x5A});
  pages = grow_pages(pages, 83 * 4096);
  const auto bytes = bytes_of(pages);
  ASSERT_EQ(bytes.size(), 83U * 4096U);
  EXPECT_TRUE(std::ranges::all_of(bytes.first(41UL * 4096), [](unsigned char byte) { return byte == 0x5A; }));
  EXPECT_TRUE(is_zero(bytes.subspan(41UL * 4096)));
  give_back_pages(pages);
}

TEST(PagePool, WhatIsTooMuchToKeepGoesBackToTheSystem) {
  const Pages large = take_pages(std::size_t{3} << 27);
  EXPECT_EQ(large.bytes, std::size_t{3} << 27);
  give_back_pages(large);
  give_back_pages({});
}

TEST(PagePool, ThreadsNeverShareAPiece) {
  std::vector<int> faults(4, 0);
  std::vector<std::jthread> threads;
  for (std::size_t thread = 0; thread < faults.size(); ++thread) {
    threads.emplace_back([thread, &faults] {
      for (int round = 0; round < 500; ++round) {
        const Pages pages = take_pages(43 * 4096);
        const auto bytes = bytes_of(pages);
        faults[thread] += is_zero(bytes) ? 0 : 1;
        std::ranges::fill(bytes, static_cast<unsigned char>(thread + 1));
        faults[thread] +=
            std::ranges::count(bytes, static_cast<unsigned char>(thread + 1)) == 43 * 4096 ? 0 : 1;
        give_back_pages(pages);
      }
    });
  }
  threads.clear();
  EXPECT_EQ(faults, std::vector<int>(4, 0));
}

TEST(YearColumn, IsZeroAlsoWhereItsPagesWereUsedBefore) {
  const std::size_t years = 12'345;
  {
    YearColumn used;
    used.grow(years);
    std::fill_n(used.data(), years, 1.0);
  }
  YearColumn column;
  column.grow(years / 2);
  column.grow(years);
  EXPECT_EQ(std::count(column.data(), column.data() + years, 0.0), static_cast<std::ptrdiff_t>(years));
}

}  // namespace
}  // namespace tenbin
