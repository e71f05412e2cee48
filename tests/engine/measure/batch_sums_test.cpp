#include "tenbin/measure/batch_sums.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/annual_sample.hpp"

namespace tenbin {
namespace {

TEST(BatchSums, AreTheMeanOfTheWholeColumnHoweverItComes) {
  std::vector<double> column(10'007);
  for (std::size_t i = 0; i < column.size(); ++i)
    column[i] = i % 7 == 0 ? std::sqrt(static_cast<double>(i)) : 0;
  const AnnualSample sample(column, 16, {});
  constexpr std::size_t batch_years = 48;
  const LinearFigure expected = LinearFigures(sample, batch_years).mean();
  for (const std::size_t piece : {1UL, 47UL, 48UL, 4096UL, 20'000UL}) {
    BatchSums sums(batch_years);
    for (std::size_t at = 0; at < column.size(); at += piece)
      sums.append(std::span(column).subspan(at, std::min(piece, column.size() - at)));
    const LinearFigure mean = sums.mean();
    EXPECT_NEAR(mean.value, expected.value, 1e-13 * expected.value);
    ASSERT_EQ(mean.batches(), expected.batches());
    for (std::size_t b = 0; b < mean.batches(); ++b)
      EXPECT_NEAR(mean.influence[b], expected.influence[b], 1e-13 * expected.value);
  }
}

TEST(BatchSums, HaveNoMeanWithoutYears) { EXPECT_THROW(BatchSums(16).mean(), ParameterError); }

}  // namespace
}  // namespace tenbin
