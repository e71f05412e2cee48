#include "tenbin/contract/terms.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <vector>

#include "tenbin/contract/waiting_period.hpp"
#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

struct Row {
  double loss;
  double payment;
};

void expect_payments(const OccurrenceTerms& terms, std::initializer_list<Row> rows) {
  for (const auto& [loss, payment] : rows) EXPECT_EQ(apply(terms, loss), payment) << "loss " << loss;
}

TEST(OccurrenceTerms, NoTermsPayTheLoss) {
  const OccurrenceTerms terms;
  EXPECT_TRUE(terms.pays_everything());
  expect_payments(terms, {{0, 0}, {1e-300, 1e-300}, {12.5, 12.5}, {1e300, 1e300}});
}

TEST(OccurrenceTerms, OrdinaryDeductibleLimitShare) {
  // 75 % of 24 in excess of 6
  expect_payments(OccurrenceTerms(Deductible::ordinary(6), 24, 0.75),
                  {{0, 0},
                   {6, 0},
                   {6.5, 0.375},  // 0.75 * 0.5
                   {14, 6},       // 0.75 * 8
                   {30, 18},      // 0.75 * 24: exhausted exactly at 6 + 24
                   {31, 18},
                   {1e9, 18}});
}

TEST(OccurrenceTerms, LimitIsAWidthAndMayBeSmallerThanTheAttachment) {
  // 100 in excess of 1000
  expect_payments(OccurrenceTerms(Deductible::ordinary(1000), 100),
                  {{999, 0}, {1000, 0}, {1040, 40}, {1100, 100}, {5000, 100}});
}

TEST(OccurrenceTerms, FranchiseAtItsEdge) {
  // loss < 50 pays nothing, loss >= 50 pays in full
  expect_payments(OccurrenceTerms(Deductible::franchise(50)),
                  {{0, 0}, {49.999, 0}, {50, 50}, {50.001, 50.001}, {80, 80}});
  // with limit 60 and share 1/2: min(50, 60) / 2 = 25; min(80, 60) / 2 = 30
  expect_payments(OccurrenceTerms(Deductible::franchise(50), 60, 0.5), {{49, 0}, {50, 25}, {80, 30}});
  // limit below the franchise: 40 as soon as the loss is 50
  expect_payments(OccurrenceTerms(Deductible::franchise(50), 40), {{45, 0}, {50, 40}});
}

TEST(OccurrenceTerms, PercentageOfLossWithMinimumAndMaximum) {
  // 10 % of the loss, at least 20, at most 100
  expect_payments(OccurrenceTerms(Deductible::percentage_of_loss(0.125, 20, 100)),
                  {{10, 0},  // deductible 20 > loss
                   {20, 0},
                   {100, 80},       // 12.5 -> 20
                   {160, 140},      // 20: the minimum ends
                   {400, 350},      // 50
                   {800, 700},      // 100: the maximum begins
                   {2000, 1900}});  // 250 -> 100
  // then limit 300 and share 1/2: min(350, 300) / 2
  expect_payments(OccurrenceTerms(Deductible::percentage_of_loss(0.125, 20, 100), 300, 0.5),
                  {{100, 40}, {400, 150}});
}

TEST(OccurrenceTerms, WholeLossAsDeductiblePaysOnlyAboveTheMaximum) {
  expect_payments(OccurrenceTerms(Deductible::percentage_of_loss(1, 0, 100)), {{50, 0}, {100, 0}, {130, 30}});
  expect_payments(OccurrenceTerms(Deductible::percentage_of_loss(0, 5)), {{4, 0}, {5, 0}, {8, 3}});
}

TEST(OccurrenceTerms, PercentageOfSumInsured) {
  // 2 % of 10,000 = 200; at least 250 -> 250; at most 150 -> 150
  EXPECT_EQ(Deductible::percentage_of_sum_insured(0.02, 10000).apply(1000), 800);
  EXPECT_EQ(Deductible::percentage_of_sum_insured(0.02, 10000, 250).apply(1000), 750);
  EXPECT_EQ(Deductible::percentage_of_sum_insured(0.02, 10000, 0, 150).apply(1000), 850);
}

TEST(OccurrenceTerms, RecallRiderPaysNinetyPercent) {
  // recall costs of 40 million yen, limit 30 million, 90 %: 0.9 * min(40, 30) = 27 million
  const OccurrenceTerms rider(Deductible{}, 30e6, 0.9);
  expect_payments(rider, {{10e6, 9e6}, {30e6, 27e6}, {40e6, 27e6}});
  EXPECT_EQ(rider.largest_payment(), 27e6);
}

// Whatever the terms: nothing is paid for nothing, a larger loss never pays less, no payment exceeds the
// share of the loss or of the limit, and no deductible helps the insured.
TEST(OccurrenceTerms, PaymentsAreOrderedAndBounded) {
  std::mt19937_64 engine(11);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int trial = 0; trial < 500; ++trial) {
    const double minimum = 200 * unit(engine), share = 1 - 0.99 * unit(engine),
                 limit = 1 + 1000 * unit(engine);
    const std::vector<Deductible> deductibles{
        Deductible(), Deductible::ordinary(minimum), Deductible::franchise(minimum),
        Deductible::percentage_of_loss(unit(engine), minimum, minimum + 500 * unit(engine)),
        Deductible::percentage_of_sum_insured(unit(engine), 1000, minimum)};
    std::vector<double> losses(40);
    for (double& loss : losses) loss = std::exp(12 * unit(engine) - 2);
    std::sort(losses.begin(), losses.end());
    for (const Deductible& deductible : deductibles) {
      const OccurrenceTerms terms(deductible, limit, share);
      EXPECT_EQ(apply(terms, 0.0), 0);
      double before = 0;
      for (const double loss : losses) {
        const double payment = apply(terms, loss);
        ASSERT_GE(payment, before);
        ASSERT_LE(payment, share * loss);
        ASSERT_LE(payment, terms.largest_payment());
        ASSERT_LE(payment, apply(OccurrenceTerms(Deductible(), limit, share), loss));
        before = payment;
      }
    }
  }
}

TEST(AggregateTerms, DeductibleThenLimit) {
  const AggregateTerms terms(100, 250);
  EXPECT_EQ(apply(terms, 0), 0);
  EXPECT_EQ(apply(terms, 100), 0);
  EXPECT_EQ(apply(terms, 180), 80);
  EXPECT_EQ(apply(terms, 350), 250);
  EXPECT_EQ(apply(terms, 1e9), 250);
  EXPECT_TRUE(AggregateTerms{}.pays_everything());
  EXPECT_EQ(apply(AggregateTerms{}, 7.5), 7.5);
}

// peers.md section 4, C29: 500k excess of 250k, annual deductible 250k, annual limit 1m, claims 600k and
// 500k: 350k + 250k = 600k, less 250k: 350k.
TEST(AggregateTerms, LayerWithAnnualDeductible) {
  const OccurrenceTerms layer(Deductible::ordinary(250e3), 500e3);
  EXPECT_EQ(apply(AggregateTerms(250e3, 1e6), apply(layer, 600e3) + apply(layer, 500e3)), 350e3);
}

TEST(RunningAggregate, LetsThroughInTheOrderOfTheYear) {
  RunningAggregate year(AggregateTerms(100, 250));
  EXPECT_EQ(year.add(60), 0);     // 60 of the deductible used
  EXPECT_EQ(year.add(60), 20);    // sum 120
  EXPECT_EQ(year.add(200), 200);  // sum 320 -> 220
  EXPECT_EQ(year.add(200), 30);   // limit
  EXPECT_EQ(year.add(1), 0);
  EXPECT_EQ(year.paid(), 250);
  year.start_year();
  EXPECT_EQ(year.add(150), 50);
}

TEST(WaitingPeriod, TwelveHoursOnAnOutageOfFifteenAndAHalf) {
  // 2 million yen an hour: 31 million lost, 3.5 h = 7 million paid
  EXPECT_EQ(apply(WaitingPeriod(12), 31e6, 15.5), 7e6);
}

TEST(WaitingPeriod, EdgesAndIndemnityPeriod) {
  EXPECT_EQ(apply(WaitingPeriod(12), 24.0, 12), 0);
  EXPECT_EQ(apply(WaitingPeriod(12), 24.0, 6), 0);
  EXPECT_EQ(apply(WaitingPeriod(), 24.0, 6), 24);
  EXPECT_EQ(apply(WaitingPeriod(), 24.0, 0), 0);
  EXPECT_EQ(apply(WaitingPeriod(12), 0.0, 48), 0);
  // at most 24 h after the wait: 96 h at 1 an hour pay 24, not 84
  EXPECT_EQ(apply(WaitingPeriod(12, 24), 96, 96), 24);
  EXPECT_EQ(apply(WaitingPeriod(12, 24), 30, 30), 18);
}

std::string message(const std::function<void()>& action) {
  try {
    action();
  } catch (const ParameterError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Terms, RefuseBadNumbers) {
  EXPECT_EQ(message([] { Deductible::ordinary(-1); }),
            "Deductible::ordinary: amount is -1, but must be zero or positive, and finite");
  EXPECT_EQ(message([] { Deductible::franchise(unlimited); }),
            "Deductible::franchise: amount is inf, but must be zero or positive, and finite");
  EXPECT_EQ(message([] { Deductible::percentage_of_loss(10); }),
            "Deductible::percentage_of_loss: rate is 10, but must be between 0 and 1");
  EXPECT_EQ(message([] { Deductible::percentage_of_loss(0.5, 20, 10); }),
            "Deductible::percentage_of_loss: maximum is 10, but must be at least the minimum");
  EXPECT_EQ(message([] { Deductible::percentage_of_sum_insured(0.5, 0); }),
            "Deductible::percentage_of_sum_insured: sum_insured is 0, but must be positive and finite");
  EXPECT_EQ(message([] { OccurrenceTerms(Deductible{}, 0); }),
            "OccurrenceTerms: limit is 0, but must be positive (leave it out for no limit)");
  EXPECT_EQ(message([] { OccurrenceTerms(Deductible{}, 1, 0); }),
            "OccurrenceTerms: share is 0, but must be above 0 and at most 1");
  EXPECT_EQ(message([] { OccurrenceTerms(Deductible{}, 1, 1.5); }),
            "OccurrenceTerms: share is 1.5, but must be above 0 and at most 1");
  EXPECT_EQ(message([] { AggregateTerms(-1); }),
            "AggregateTerms: deductible is -1, but must be zero or positive, and finite");
  EXPECT_EQ(message([] { AggregateTerms(0, -5); }),
            "AggregateTerms: limit is -5, but must be positive (leave it out for no limit)");
  EXPECT_EQ(message([] { WaitingPeriod(-1); }),
            "WaitingPeriod: hours is -1, but must be zero or positive, and finite");
  EXPECT_EQ(message([] { WaitingPeriod(1, 0); }),
            "WaitingPeriod: indemnity_hours is 0, but must be positive (leave it out for no end of the "
            "indemnity period)");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(Deductible::ordinary(nan), ParameterError);
  EXPECT_THROW(Deductible::percentage_of_loss(nan), ParameterError);
  EXPECT_THROW(Deductible::percentage_of_loss(0.1, 0, nan), ParameterError);
  EXPECT_THROW(OccurrenceTerms(Deductible{}, nan), ParameterError);
  EXPECT_THROW(OccurrenceTerms(Deductible{}, 1, nan), ParameterError);
  EXPECT_THROW(AggregateTerms(0, nan), ParameterError);
}

}  // namespace
}  // namespace tenbin
