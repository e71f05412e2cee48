#include "tenbin/simulation/year_loss_table.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tenbin/random/address.hpp"

namespace tenbin {
namespace {

/// A column 0, 1, 2, ... written by blocks, and one that doubles it when asked.
class YearLossTableTest : public ::testing::Test {
 protected:
  YearLossTableTest() : stored_(table_.add_column()) {
    doubled_ =
        table_.add_column([this](const YearLossTable& table, std::size_t first, std::span<double> amounts) {
          const auto source = table.column(stored_);
          EXPECT_EQ(source.size(), first + amounts.size());
          for (std::size_t y = 0; y < amounts.size(); ++y) {
            EXPECT_EQ(amounts[y], 0.0) << "new years are zero";
            amounts[y] = 2 * source[first + y];
          }
          computed_ += amounts.size();
        });
  }

  void grow(std::int64_t years) {
    table_.reserve_years(years);
    for (std::int64_t block = 0; block * block_years < years; ++block) {
      for (int y = 0; y < block_years; ++y)
        table_.block(stored_, block)[y] = static_cast<double>(block * block_years + y);
    }
    table_.set_years(years);
  }

  void expect_doubled() const {
    const auto doubled = table_.column(doubled_);
    ASSERT_EQ(doubled.size(), static_cast<std::size_t>(table_.years()));
    for (std::size_t y = 0; y < doubled.size(); ++y) ASSERT_EQ(doubled[y], 2 * static_cast<double>(y));
  }

  YearLossTable table_;
  std::size_t stored_ = 0, doubled_ = 0;
  std::atomic<std::size_t> computed_ = 0;
};

TEST_F(YearLossTableTest, ComputesADerivedColumnOnceAndOnlyWhenAsked) {
  grow(5'000);
  EXPECT_EQ(computed_, 0u);
  expect_doubled();
  expect_doubled();
  EXPECT_EQ(computed_, 5'000u);
}

TEST_F(YearLossTableTest, ComputesOnlyTheNewYearsOfALongerTable) {
  grow(100);
  expect_doubled();
  for (std::int64_t years : {101, 4096, 4097, 600'000}) {
    grow(years);
    expect_doubled();
    EXPECT_EQ(computed_, static_cast<std::size_t>(years));
  }
}

TEST_F(YearLossTableTest, AnswersThreadsAtTheSameTime) {
  grow(300'000);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([this] { expect_doubled(); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(computed_, 300'000u);
}

}  // namespace
}  // namespace tenbin
