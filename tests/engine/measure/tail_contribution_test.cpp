#include "tenbin/measure/tail_contribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/measure/coverage.hpp"
#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

using test::Coverage;

struct Pair {
  std::vector<double> a, b, total;
};

/// Bivariate normal of the case C35: means (100, 200), SD (30, 60), correlation 0.5.
Pair bivariate_normal(std::size_t n, std::uint64_t seed) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  Pair p{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    const double z = normal(generator);
    p.a[i] = 100 + 30 * z;
    p.b[i] = 200 + 60 * (0.5 * z + std::sqrt(0.75) * normal(generator));
    p.total[i] = p.a[i] + p.b[i];
  }
  return p;
}

TEST(TailContribution, OfABivariateNormalIsThePublishedSplit) {
  const auto p = bivariate_normal(1'000'000, 1);
  const AnnualSample total(p.total, 1, std::vector<double>{0.99});
  const TailContribution contribution(total, 0.99);
  const Estimate a = contribution.tvar(p.a);
  const Estimate b = contribution.tvar(p.b);
  EXPECT_LE(std::abs(a.value - 160.441377), 4.5 * a.standard_error);
  EXPECT_LE(std::abs(b.value - 351.103443), 4.5 * b.standard_error);
  EXPECT_LT(a.standard_error, 0.4);
  EXPECT_NEAR(a.value + b.value, total.tvar(0.99).value, 1e-9);
}

TEST(TailContribution, OfTheTotalItselfIsItsTvar) {
  const auto p = bivariate_normal(100'000, 2);
  for (const int cluster : {1, 16}) {
    const AnnualSample total(p.total, cluster, std::vector<double>{0.99});
    const TailContribution contribution(total, 0.99);
    const Estimate whole = contribution.tvar(p.total);
    EXPECT_NEAR(whole.value, total.tvar(0.99).value, 1e-9);
    // E[T | T = q] from the window is q up to the window's asymmetry.
    EXPECT_NEAR(whole.standard_error / total.tvar(0.99).standard_error, 1, 0.01);
    const Estimate mean = contribution.combined(p.total, 1, 0);
    EXPECT_NEAR(mean.value, total.mean().value, 1e-9);
    EXPECT_NEAR(mean.standard_error / total.mean().standard_error, 1, 1e-9);
  }
}

TEST(TailContribution, SplitsTiesSoThatItAddsUp) {
  // An atom at the quantile: T = 10 in 20 % of the years, 20 in 3 %; TVaR95 = (3 x 20 + 2 x 10)/5 = 16.
  std::vector<double> a(1000, 0.0), b(1000, 0.0), total(1000);
  for (std::size_t i = 0; i < 230; ++i) {
    a[4 * i] = i < 30 ? 15 : (i % 2 == 0 ? 10 : 4);
    b[4 * i] = i < 30 ? 5 : (i % 2 == 0 ? 0 : 6);
  }
  for (std::size_t i = 0; i < 1000; ++i) total[i] = a[i] + b[i];
  const AnnualSample sample(total, 1, std::vector<double>{0.95});
  const TailContribution contribution(sample, 0.95);
  EXPECT_NEAR(sample.tvar(0.95).value, 16, 1e-12);
  EXPECT_NEAR(contribution.tvar(a).value, (30 * 15 + 20 * 7) / 50.0, 1e-12);
  EXPECT_NEAR(contribution.tvar(b).value, (30 * 5 + 20 * 3) / 50.0, 1e-12);
}

TEST(TailContribution, CoversTheExactShareOver1000Seeds) {
  const double tail = 2.6652142203457944;  // phi(z)/(1-p) at p = 0.99
  const double sd = std::sqrt(900.0 + 3600 + 1800);
  const double exact_a = 100 + 30 * (30 + 0.5 * 60) / sd * tail;
  Coverage of_a("co-TVaR99 of A", exact_a),
      load("mean + 6 % of (co-TVaR - mean)", 0.94 * 100 + 0.06 * exact_a),
      in_worlds("co-TVaR99 of A, worlds", exact_a);
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const auto p = bivariate_normal(16'000, seed);
    const AnnualSample total(p.total, 1, std::vector<double>{0.99});
    const TailContribution contribution(total, 0.99);
    of_a.add(contribution.tvar(p.a));
    load.add(contribution.combined(p.a, 0.94, 0.06));
    const AnnualSample worlds(p.total, 16, std::vector<double>{0.99});
    in_worlds.add(TailContribution(worlds, 0.99).tvar(p.a));
  }
  EXPECT_NEAR(exact_a, 160.441377, 1e-6);
  of_a.expect_right();
  load.expect_right();
  in_worlds.expect_right();
}

TEST(TailContribution, RefusesAndCannotTell) {
  const auto p = bivariate_normal(500, 3);
  const AnnualSample total(p.total, 1, std::vector<double>{0.9, 0.99});
  const TailContribution contribution(total, 0.99);
  EXPECT_FALSE(contribution.tvar(p.a).reliable);
  EXPECT_EQ(contribution.tvar(p.a).standard_error, std::numeric_limits<double>::infinity());
  EXPECT_TRUE(TailContribution(total, 0.9).tvar(p.a).reliable);
  EXPECT_THROW(contribution.tvar(std::vector<double>(499)), ParameterError);
  auto bad = p.a;
  bad[7] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(contribution.tvar(bad), ParameterError);
}

}  // namespace
}  // namespace tenbin
