#include "tenbin/contract/occurrence_kernel.hpp"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

// Losses over many magnitudes, the edges of the terms below, and a length that leaves a rest on every vector
// width.
std::vector<double> losses() {
  std::vector<double> result{0, 49.99999999999999, 50, 50.00000000000001, 20, 160, 800, 1e300, 5e-324};
  std::mt19937_64 engine(7);
  std::uniform_real_distribution<double> exponent(-5, 8);
  while (result.size() < 1003) result.push_back(std::pow(10.0, exponent(engine)));
  return result;
}

std::vector<OccurrenceTerms> terms() {
  return {OccurrenceTerms(),
          OccurrenceTerms(Deductible{}, 777.7, 0.9),
          OccurrenceTerms(Deductible::ordinary(50)),
          OccurrenceTerms(Deductible::ordinary(33.3), 100.1, 0.7),
          OccurrenceTerms(Deductible::franchise(50), 1e4, 0.3),
          OccurrenceTerms(Deductible::percentage_of_loss(0.125, 20, 100), 1e5, 0.9),
          OccurrenceTerms(Deductible::percentage_of_loss(0.1)),
          OccurrenceTerms(Deductible::percentage_of_loss(1, 1, unlimited), 5)};
}

class EveryTarget : public testing::TestWithParam<std::int64_t> {
 protected:
  void SetUp() override {
    hwy::SetSupportedTargetsForTest(GetParam());
    hwy::GetChosenTarget().DeInit();
  }
  void TearDown() override {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
  }
};

void expect_same_bits(double vector, double scalar, std::size_t row) {
  ASSERT_EQ(std::bit_cast<std::uint64_t>(vector), std::bit_cast<std::uint64_t>(scalar)) << "row " << row;
}

TEST_P(EveryTarget, OccurrenceHasTheBitsOfTheScalarFunction) {
  const auto column = losses();
  for (const auto& contract : terms()) {
    std::vector<double> payments(column.size());
    apply_column(contract, column, payments);
    for (std::size_t i = 0; i < column.size(); ++i)
      expect_same_bits(payments[i], apply(contract, column[i]), i);
  }
}

TEST_P(EveryTarget, AggregateHasTheBitsOfTheScalarFunction) {
  const auto column = losses();
  for (const auto& contract : {AggregateTerms(), AggregateTerms(33.3), AggregateTerms(100.1, 777.7)}) {
    std::vector<double> payments(column.size());
    apply_column(contract, column, payments);
    for (std::size_t i = 0; i < column.size(); ++i)
      expect_same_bits(payments[i], apply(contract, column[i]), i);
  }
}

TEST_P(EveryTarget, WaitingPeriodHasTheBitsOfTheScalarFunction) {
  const auto column = losses();
  std::vector<double> durations(column.rbegin(), column.rend());
  durations[3] = 0;
  for (const auto& contract : {WaitingPeriod(), WaitingPeriod(12), WaitingPeriod(0.3, 47.9)}) {
    std::vector<double> payments(column.size());
    apply_column(contract, column, durations, payments);
    for (std::size_t i = 0; i < column.size(); ++i)
      expect_same_bits(payments[i], apply(contract, column[i], durations[i]), i);
  }
}

TEST_P(EveryTarget, WorksInPlaceAndOnShortColumns) {
  const OccurrenceTerms contract(Deductible::ordinary(10), 30, 0.5);
  for (std::size_t length = 0; length < 20; ++length) {
    std::vector<double> column(length, 30.0);
    apply_column(contract, column, column);
    for (const double payment : column) EXPECT_EQ(payment, 10);  // (30 - 10) / 2
  }
}

INSTANTIATE_TEST_SUITE_P(Kernel, EveryTarget, testing::ValuesIn(hwy::SupportedAndGeneratedTargets()),
                         [](const testing::TestParamInfo<std::int64_t>& parameter) {
                           return std::string(hwy::TargetName(parameter.param));
                         });

TEST(Kernel, RefusesColumnsOfDifferentLength) {
  const std::vector<double> three(3);
  std::vector<double> two(2);
  EXPECT_THROW(apply_column(OccurrenceTerms(), three, two), ParameterError);
  EXPECT_THROW(apply_column(AggregateTerms(), three, two), ParameterError);
  EXPECT_THROW(apply_column(WaitingPeriod(), two, three, two), ParameterError);
}

}  // namespace
}  // namespace tenbin
