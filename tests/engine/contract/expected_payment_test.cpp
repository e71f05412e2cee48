#include "tenbin/contract/expected_payment.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/exponential.hpp"
#include "tenbin/severity/lomax.hpp"
#include "tenbin/severity/uniform.hpp"

namespace tenbin {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

double as_double(real x) { return static_cast<double>(x); }

// Lomax alpha 4, theta 10: E[(X - 6)+ ^ 24] = 10/3 ((10/16)^3 - (10/40)^3), times 75 %. Loss Models 9.14 has
// a maximum covered loss of 24, that is a layer of 18 excess of 6, and .54674480 per loss.
TEST(ExpectedPayment, ParetoLayerInClosedForm) {
  const Lomax loss(4, 10);
  const OccurrenceTerms layer(Deductible::ordinary(6), 24, 0.75);
  EXPECT_NEAR(as_double(expected_payment(layer, loss)), 2.5 * (0.244140625 - 0.015625), 1e-16);
  const OccurrenceTerms book(Deductible::ordinary(6), 18, 0.75);
  EXPECT_NEAR(as_double(expected_payment(book, loss)), 0.54674480, 5e-9);
  EXPECT_NEAR(as_double(payment_probability(layer, loss)), std::pow(10.0 / 16, 4), 1e-16);
  EXPECT_NEAR(as_double(exhaustion_probability(layer, loss)), std::pow(10.0 / 40, 4), 1e-17);
}

TEST(ExpectedPayment, ExponentialByHand) {
  const Exponential loss(100);
  const auto lev = [](double d) { return 100 * -std::expm1(-d / 100); };
  const auto above = [](double d) { return std::exp(-d / 100); };
  EXPECT_NEAR(as_double(expected_payment(OccurrenceTerms(), loss)), 100, 1e-13);
  EXPECT_NEAR(as_double(expected_payment(OccurrenceTerms(Deductible{}, 50, 0.9), loss)), 0.9 * lev(50),
              1e-13);
  EXPECT_NEAR(as_double(expected_payment(OccurrenceTerms(Deductible::ordinary(30)), loss)), 100 * above(30),
              1e-13);
  // franchise 30: E[X; X >= 30] = (30 + 100) e^-0.3
  EXPECT_NEAR(as_double(expected_payment(OccurrenceTerms(Deductible::franchise(30)), loss)), 130 * above(30),
              1e-12);
  // franchise 30, limit 20: 20 P(X >= 30)
  EXPECT_NEAR(as_double(expected_payment(OccurrenceTerms(Deductible::franchise(30), 20), loss)),
              20 * above(30), 1e-13);
  EXPECT_NEAR(as_double(exhaustion_probability(OccurrenceTerms(Deductible::franchise(30), 20), loss)),
              above(30), 1e-15);
  // franchise 30, limit 80: 30 P(X >= 30) + LEV(80) - LEV(30)
  EXPECT_NEAR(as_double(expected_payment(OccurrenceTerms(Deductible::franchise(30), 80), loss)),
              30 * above(30) + lev(80) - lev(30), 1e-13);
  EXPECT_NEAR(as_double(exhaustion_probability(OccurrenceTerms(Deductible::franchise(30), 80), loss)),
              above(80), 1e-15);
  EXPECT_NEAR(as_double(payment_probability(OccurrenceTerms(Deductible::franchise(30), 80), loss)), above(30),
              1e-15);
  // 10 % of the loss: 0.9 E[X]
  EXPECT_NEAR(as_double(expected_payment(OccurrenceTerms(Deductible::percentage_of_loss(0.125)), loss)), 87.5,
              1e-13);
  // 12.5 %, at least 20, at most 100: slope 1 from 20 to 160, 7/8 to 800, 1 above; payments 140 and 700 at
  // the knots
  const OccurrenceTerms percentage(Deductible::percentage_of_loss(0.125, 20, 100));
  const double by_hand = (lev(160) - lev(20)) + 0.875 * (lev(800) - lev(160)) + (100 - lev(800));
  EXPECT_NEAR(as_double(expected_payment(percentage, loss)), by_hand, 1e-12);
  // with limit 350, reached at 160 + 210 / 0.875 = 400
  const OccurrenceTerms limited(Deductible::percentage_of_loss(0.125, 20, 100), 350, 0.5);
  EXPECT_NEAR(as_double(expected_payment(limited, loss)),
              0.5 * ((lev(160) - lev(20)) + 0.875 * (lev(400) - lev(160))), 1e-12);
  EXPECT_NEAR(as_double(exhaustion_probability(limited, loss)), above(400), 1e-15);
  EXPECT_NEAR(as_double(payment_survival(limited, loss, 70)), above(160), 1e-15);  // 70 = 140 / 2
  EXPECT_EQ(payment_survival(limited, loss, 175), 0);
  EXPECT_EQ(exhaustion_probability(percentage, loss), 0);
}

TEST(ExpectedPayment, AtomsAtTheKnots) {
  // 20 w.p. 1/2, 50 w.p. 1/4, 100 w.p. 1/4
  const Discrete loss({20, 50, 100}, {0.5L, 0.25L, 0.25L});
  const OccurrenceTerms franchise(Deductible::franchise(50));
  EXPECT_NEAR(as_double(expected_payment(franchise, loss)), 12.5 + 25, 1e-15);
  EXPECT_NEAR(as_double(payment_probability(franchise, loss)), 0.5, 1e-17);
  EXPECT_NEAR(as_double(payment_probability(OccurrenceTerms(Deductible::ordinary(50)), loss)), 0.25, 1e-17);
  const OccurrenceTerms layer(Deductible::ordinary(20), 30);
  EXPECT_NEAR(as_double(exhaustion_probability(layer, loss)), 0.5, 1e-17);  // 50 exhausts 30 excess of 20
  EXPECT_NEAR(as_double(expected_payment(layer, loss)), 15, 1e-15);
  EXPECT_EQ(payment_survival(layer, loss, 30), 0);
}

TEST(ExpectedPayment, InfiniteMean) {
  const Lomax loss(0.8L, 10);
  EXPECT_EQ(expected_payment(OccurrenceTerms(Deductible::ordinary(5)), loss),
            std::numeric_limits<real>::infinity());
  EXPECT_TRUE(std::isfinite(expected_payment(OccurrenceTerms(Deductible::ordinary(5), 100), loss)));
}

// The closed forms against the payment function itself: E[min(Y, y)] and P(Y > y) by the midpoint rule over
// the quantiles of a uniform loss, for every kind of terms.
TEST(ExpectedPayment, AgreesWithThePaymentFunction) {
  const Uniform loss(0, 1000);
  const std::vector<OccurrenceTerms> contracts{
      OccurrenceTerms(),
      OccurrenceTerms(Deductible::ordinary(130), 400, 0.8),
      OccurrenceTerms(Deductible::franchise(300), 500, 0.5),
      OccurrenceTerms(Deductible::franchise(300), 200),
      OccurrenceTerms(Deductible::percentage_of_loss(0.25, 50, 150), 420, 0.9),
      OccurrenceTerms(Deductible::percentage_of_loss(1, 10, 150)),
      OccurrenceTerms(Deductible::percentage_of_loss(0, 25, 150), 60),
      OccurrenceTerms(Deductible::percentage_of_loss(0.25, 50, unlimited))};
  constexpr int cells = 20000;
  for (std::size_t c = 0; c < contracts.size(); ++c) {
    for (const double y : {0.0, 10.0, 99.0, 250.0, 2000.0}) {
      double limited = 0, above = 0;
      for (int i = 0; i < cells; ++i) {
        const double payment = apply(contracts[c], 1000 * (i + 0.5) / cells);
        limited += std::min(payment, y) / cells;
        above += payment > y ? 1.0 / cells : 0.0;
      }
      EXPECT_NEAR(as_double(limited_expected_payment(contracts[c], loss, y)), limited, 0.02) << c << " " << y;
      EXPECT_NEAR(as_double(payment_survival(contracts[c], loss, y)), above, 1.01 / cells) << c << " " << y;
    }
  }
}

TEST(ExpectedPayment, KnotsOfThePayment) {
  const auto as_doubles = [](const std::vector<real>& knots) {
    return std::vector<double>(knots.begin(), knots.end());
  };
  const Discrete atoms({20, 50, 100}, {0.5L, 0.25L, 0.25L});
  // 20 and 50 pay 0 and 15, 100 is cut to 60 / 2
  EXPECT_EQ(as_doubles(payment_knots(OccurrenceTerms(Deductible::ordinary(20), 60, 0.5), atoms)),
            (std::vector<double>{0, 15, 30}));
  const Exponential smooth(100);
  EXPECT_EQ(
      as_doubles(payment_knots(OccurrenceTerms(Deductible::percentage_of_loss(0.125, 20, 100)), smooth)),
      (std::vector<double>{0, 140, 700}));
  EXPECT_EQ(as_doubles(payment_knots(OccurrenceTerms(Deductible::franchise(30), 80), smooth)),
            (std::vector<double>{0, 30, 80}));
}

TEST(ExpectedPayment, RefusesNegativeLevels) {
  const Exponential loss(1);
  EXPECT_THROW(limited_expected_payment(OccurrenceTerms(), loss, -1), ParameterError);
  EXPECT_THROW(payment_survival(OccurrenceTerms(), loss, -1), ParameterError);
}

}  // namespace
}  // namespace tenbin
