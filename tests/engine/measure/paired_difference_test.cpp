#include "tenbin/measure/paired_difference.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/measure/coverage.hpp"
#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

using test::Coverage;

const std::vector<double> levels_asked{0.9, 0.99};

TEST(PairedDifference, OfAColumnWithItselfIsExactlyZero) {
  std::mt19937_64 generator(1);
  std::exponential_distribution<double> draw;
  std::vector<double> x(10'000);
  for (double& v : x) v = draw(generator);
  for (const int cluster : {1, 16}) {
    const AnnualSample a(x, cluster, levels_asked);
    const PairedDifference difference(a, a);
    for (const Estimate& e : {difference.mean(), difference.var(0.9), difference.tvar(0.99)}) {
      EXPECT_EQ(e.value, 0);
      EXPECT_EQ(e.standard_error, 0);
      EXPECT_TRUE(e.reliable);
    }
  }
}

TEST(PairedDifference, OfAScaledColumnHasTheScaledErrors) {
  // 3X - X = 2X: the difference must have twice the errors of X itself.
  std::mt19937_64 generator(2);
  std::exponential_distribution<double> draw;
  std::vector<double> x(100'000), y(100'000);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = draw(generator);
    y[i] = 3 * x[i];
  }
  for (const int cluster : {1, 16}) {
    const AnnualSample a(y, cluster, levels_asked);
    const AnnualSample b(x, cluster, levels_asked);
    const PairedDifference difference(a, b);
    EXPECT_NEAR(difference.mean().value, 2 * b.mean().value, 1e-12);
    EXPECT_NEAR(difference.mean().standard_error, 2 * b.mean().standard_error, 1e-12);
    EXPECT_NEAR(difference.tvar(0.99).value, 2 * b.tvar(0.99).value, 1e-11);
    EXPECT_NEAR(difference.tvar(0.99).standard_error, 2 * b.tvar(0.99).standard_error, 1e-11);
    EXPECT_NEAR(difference.var(0.9).value, 2 * b.var(0.9).value, 1e-12);
    EXPECT_NEAR(difference.var(0.9).standard_error / (2 * b.var(0.9).standard_error), 1, 1e-4);  // n - 1
  }
}

TEST(PairedDifference, CoversTheExactDifferenceAndIsFarTighterThanUnpaired) {
  // a = X ~ Exp(1), b = min(X, 4): means 1 and 1 - e^-4; TVaR90 differ by P(X > 4)/0.1 as both have VaR90 =
  // ln 10. c = X + Y/2 with Y ~ Exp(1) independent: P(X + Y/2 > t) = 2 e^-t - e^-2t.
  const double q = std::log(10.0);
  // 2 e^-t - e^-2t = s: e^-t = 1 - sqrt(1 - s)
  const double tail = 1 - std::sqrt(0.9);
  const double q_c = -std::log(tail);
  const double tvar_c = q_c + (2 * tail - tail * tail / 2) / 0.1;
  Coverage mean("mean a-b", std::exp(-4.0)), tvar("TVaR90 a-b", std::exp(-4.0) / 0.1),
      var_c("VaR90 c-a", q_c - q), tvar_c_a("TVaR90 c-a", tvar_c - (q + 1));
  Coverage worlds("TVaR90 c-a in worlds", tvar_c - (q + 1));
  double paired = 0;
  double unpaired = 0;
  std::vector<double> x(16'000), limited(x), sum(x);
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    std::mt19937_64 generator(seed);
    std::exponential_distribution<double> draw;
    for (std::size_t i = 0; i < x.size(); ++i) {
      x[i] = draw(generator);
      limited[i] = std::min(x[i], 4.0);
      sum[i] = x[i] + 0.5 * draw(generator);
    }
    const AnnualSample a(x, 1, levels_asked), b(limited, 1, levels_asked), c(sum, 1, levels_asked);
    const PairedDifference of_limit(a, b);
    mean.add(of_limit.mean());
    tvar.add(of_limit.tvar(0.9));
    const PairedDifference of_sum(c, a);
    var_c.add(of_sum.var(0.9));
    tvar_c_a.add(of_sum.tvar(0.9));
    const AnnualSample a16(x, 16, levels_asked), c16(sum, 16, levels_asked);
    worlds.add(PairedDifference(c16, a16).tvar(0.9));
    paired += of_limit.mean().standard_error;
    unpaired += std::hypot(a.mean().standard_error, b.mean().standard_error);
  }
  mean.expect_right();
  tvar.expect_right();
  var_c.expect_right();
  tvar_c_a.expect_right();
  worlds.expect_right();
  // SD of (X - 4)+ is sqrt(2 e^-4 - e^-8) = 0.19 against sqrt(1 + Var min(X, 4)) = 1.37
  EXPECT_LT(paired, 0.16 * unpaired);
}

TEST(PairedDifference, RefusesColumnsOfOtherYearsOrWorlds) {
  const std::vector<double> x(100, 1.0), y(99, 1.0);
  const AnnualSample a(x, 1, {}), b(y, 1, {}), c(x, 16, {});
  EXPECT_THROW(PairedDifference(a, b), ParameterError);
  EXPECT_THROW(PairedDifference(a, c), ParameterError);
}

TEST(PairedDifference, CannotTellWhereOneTailIsTooThin) {
  std::mt19937_64 generator(3);
  std::exponential_distribution<double> draw;
  std::vector<double> x(500), y(500);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = draw(generator);
    y[i] = 2 * x[i];
  }
  const AnnualSample a(x, 1, levels_asked), b(y, 1, levels_asked);
  const PairedDifference difference(a, b);
  EXPECT_TRUE(difference.tvar(0.9).reliable);
  for (const Estimate& e : {difference.var(0.99), difference.tvar(0.99)}) {  // five years beyond
    EXPECT_FALSE(e.reliable);
    EXPECT_EQ(e.standard_error, std::numeric_limits<double>::infinity());
  }
}

}  // namespace
}  // namespace tenbin
