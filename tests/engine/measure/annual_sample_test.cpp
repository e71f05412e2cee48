#include "tenbin/measure/annual_sample.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include "engine/measure/coverage.hpp"
#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

using test::Coverage;
using ::testing::HasSubstr;

std::vector<double> one_to_ten() {
  std::vector<double> x(10);
  std::iota(x.begin(), x.end(), 1.0);
  std::shuffle(x.begin(), x.end(), std::mt19937_64(1));
  return x;
}

std::string message_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const ParameterError& error) {
    return error.what();
  }
  return "no error";
}

std::vector<double> exponential(std::size_t n, std::uint64_t seed) {
  std::mt19937_64 generator(seed);
  std::exponential_distribution<double> draw;
  std::vector<double> x(n);
  for (double& v : x) v = draw(generator);
  return x;
}

TEST(QuantileRank, IsExactWhereTheProductIsAnInteger) {
  EXPECT_EQ(quantile_rank(1'000'000, 0.995), 995'000U);
  EXPECT_EQ(quantile_rank(1'000'000, 0.999), 999'000U);
  EXPECT_EQ(quantile_rank(10, 0.7), 7U);  // 10 * 0.7 = 7.000000000000001 with some roundings
  EXPECT_EQ(quantile_rank(10, 0.85), 9U);
  EXPECT_EQ(quantile_rank(10, 0), 1U);
  EXPECT_EQ(quantile_rank(1, 0.5), 1U);
  for (std::size_t n = 1; n <= 1000; ++n) {
    for (std::size_t k = 1; k < n; ++k) {
      const double level = static_cast<double>(k) / static_cast<double>(n);
      ASSERT_EQ(quantile_rank(n, level), k) << n;
      ASSERT_EQ(quantile_rank(n, 1 - static_cast<double>(n - k) / static_cast<double>(n)), k) << n;
      ASSERT_EQ(quantile_rank(n, level + 1e-9), k + 1) << n;
      ASSERT_EQ(quantile_rank(n, level - 1e-9), k) << n;
    }
  }
  for (const double period :
       {2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 250.0, 500.0, 1000.0, 10'000.0}) {
    EXPECT_EQ(quantile_rank(1'000'000, 1 - 1 / period),
              1'000'000U - static_cast<std::size_t>(1'000'000 / period));
  }
}

TEST(AnnualSample, TvarIsAcerbiTascheAlsoBetweenRanks) {
  const auto x = one_to_ten();
  const std::vector<double> levels{0, 0.5, 0.55, 0.85, 0.9, 0.95};
  const AnnualSample sample(x, 1, levels);
  EXPECT_EQ(sample.var(0.85).value, 9);
  EXPECT_NEAR(sample.tvar(0.85).value, 29.0 / 3, 1e-12);  // (10 + 9 / 2) / 1.5
  EXPECT_EQ(sample.var(0.9).value, 9);
  EXPECT_NEAR(sample.tvar(0.9).value, 10, 1e-12);
  EXPECT_EQ(sample.var(0.95).value, 10);
  EXPECT_EQ(sample.tvar(0.95).value, 10);
  EXPECT_EQ(sample.var(0.5).value, 5);
  EXPECT_NEAR(sample.tvar(0.5).value, 8, 1e-12);
  EXPECT_NEAR(sample.tvar(0.55).value, (6 * 0.5 + 7 + 8 + 9 + 10) / 4.5, 1e-12);
  EXPECT_EQ(sample.var(0).value, 1);
  EXPECT_NEAR(sample.tvar(0).value, 5.5, 1e-12);
}

TEST(AnnualSample, MomentsOfASmallSample) {
  const auto x = one_to_ten();
  const AnnualSample sample(x, 1, {});
  EXPECT_EQ(sample.mean().value, 5.5);
  EXPECT_NEAR(sample.mean().standard_error, std::sqrt(55.0 / 6 / 10), 1e-14);
  EXPECT_NEAR(sample.sd().value, std::sqrt(55.0 / 6), 1e-14);
  // delta method: (m4 - m2^2) / (4 m2 n), m2 = 8.25, m4 = 120.8625
  EXPECT_NEAR(sample.sd().standard_error, std::sqrt((120.8625 - 8.25 * 8.25) / (4 * 8.25 * 10)), 1e-13);
  EXPECT_NEAR(sample.skewness().value, 0, 1e-14);
}

TEST(AnnualSample, SkewnessOfATwoPointSample) {
  // Bernoulli(p): skewness (1 - 2p)/sqrt(p(1-p)); as a function of p alone its delta-method error is exact.
  std::vector<double> x(1000, 0.0);
  for (std::size_t i = 0; i < 100; ++i) x[10 * i] = 7;
  const AnnualSample sample(x, 1, {});
  const double p = 0.1;
  const double v = p * (1 - p);
  EXPECT_NEAR(sample.skewness().value, (1 - 2 * p) / std::sqrt(v), 1e-12);
  const double derivative = -2 / std::sqrt(v) - 0.5 * (1 - 2 * p) * (1 - 2 * p) / (v * std::sqrt(v));
  EXPECT_NEAR(sample.skewness().standard_error, std::abs(derivative) * std::sqrt(v / 1000), 1e-12);
  EXPECT_NEAR(sample.sd().standard_error, 7 * std::abs(1 - 2 * p) / (2 * std::sqrt(v)) * std::sqrt(v / 1000),
              1e-12);
}

TEST(AnnualSample, MomentsKeepTheirDigitsFarFromZeroAndAtEveryScale) {
  auto x = exponential(100'000, 2);
  const AnnualSample plain(x, 1, {});
  auto shifted = x;
  for (double& v : shifted)
    v = std::ldexp(std::nearbyint(std::ldexp(v, 20)), -20);  // so that the shift is exact
  auto far = shifted;
  for (double& v : far) v += 0x1p30;
  const AnnualSample near_sample(shifted, 1, {});
  const AnnualSample far_sample(far, 1, {});
  EXPECT_NEAR(far_sample.sd().value / near_sample.sd().value, 1, 1e-12);
  EXPECT_NEAR(far_sample.skewness().value / near_sample.skewness().value, 1, 1e-10);
  EXPECT_NEAR(far_sample.skewness().standard_error / near_sample.skewness().standard_error, 1, 1e-10);
  for (const int exponent : {-900, -60, 60, 900}) {
    auto scaled = x;
    for (double& v : scaled) v = std::ldexp(v, exponent);
    const AnnualSample sample(scaled, 1, {});
    EXPECT_EQ(sample.mean().value, std::ldexp(plain.mean().value, exponent));
    EXPECT_EQ(sample.sd().value, std::ldexp(plain.sd().value, exponent));
    EXPECT_EQ(sample.sd().standard_error, std::ldexp(plain.sd().standard_error, exponent));
    EXPECT_EQ(sample.skewness().value, plain.skewness().value);
    EXPECT_EQ(sample.skewness().standard_error, plain.skewness().standard_error);
  }
}

TEST(AnnualSample, QuantilesMatchAFullSortAtEveryLevelAndSize) {
  for (const std::size_t n :
       {std::size_t{1}, std::size_t{2}, std::size_t{17}, std::size_t{999}, std::size_t{200'003}}) {
    for (const double zero_share : {0.0, 0.3, 0.97}) {
      auto x = exponential(n, 3);
      std::mt19937_64 generator(4);
      std::uniform_real_distribution<double> uniform;
      for (double& v : x) v = uniform(generator) < zero_share ? 0 : std::min(v, 5.0);  // atoms at both ends
      auto sorted = x;
      std::sort(sorted.begin(), sorted.end());
      for (const double lowest : {0.0, 0.2, 0.5, 0.9, 0.99}) {
        for (const int cluster : {1, 16}) {
          const std::vector<double> levels{0.999, lowest, 0.995};
          const AnnualSample sample(x, cluster, levels);
          for (const double level : levels) {
            const std::size_t rank = quantile_rank(n, level);
            ASSERT_EQ(sample.var(level).value, sorted[rank - 1]) << n << " " << level;
            long double beyond = 0;
            for (std::size_t i = rank; i < n; ++i) beyond += sorted[i];
            const long double years = static_cast<long double>(n) * (1 - static_cast<long double>(level));
            beyond += sorted[rank - 1] * (years - static_cast<long double>(n - rank));
            ASSERT_NEAR(sample.tvar(level).value, static_cast<double>(beyond / years), 1e-10)
                << n << " " << level;
          }
        }
      }
    }
  }
}

TEST(AnnualSample, AThresholdMisledByTheSubsampleIsMended) {
  // All that the strided subsample sees is large: the threshold is too high, and everything must be taken.
  const std::size_t n = 1'000'000;
  auto x = exponential(n, 5);
  for (std::size_t i = 0; i < n; i += n / 8192) x[i] += 100;
  auto sorted = x;
  std::sort(sorted.begin(), sorted.end());
  const AnnualSample sample(x, 1, std::vector<double>{0.9, 0.99});
  EXPECT_EQ(sample.var(0.9).value, sorted[899'999]);
  EXPECT_EQ(sample.var(0.99).value, sorted[989'999]);
  EXPECT_EQ(sample.lowest_rank(), 1U);
}

TEST(AnnualSample, LevelsBetweenThePreparedOnesAreServedAndLowerOnesRefused) {
  const auto x = exponential(200'000, 6);
  const AnnualSample sample(x, 1, std::vector<double>{0.9});
  const AnnualSample other(x, 1, std::vector<double>{0.97});
  EXPECT_EQ(sample.var(0.97).value, other.var(0.97).value);
  EXPECT_EQ(sample.tvar(0.97).standard_error, other.tvar(0.97).standard_error);
  EXPECT_THAT(
      message_of([&] { sample.var(0.5); }),
      HasSubstr("AnnualSample: level 0.5 was not prepared (amounts below the lowest level given are not "
                "sorted); give it to the constructor"));
  const AnnualSample without(x, 1, {});
  EXPECT_THROW(without.tvar(0.99), ParameterError);
}

TEST(AnnualSample, RefusesBadInput) {
  const std::vector<double> none;
  EXPECT_THAT(message_of([&] { AnnualSample(none, 1, {}); }),
              HasSubstr("number of years is 0, but must be at least 1"));
  auto x = exponential(100, 7);
  EXPECT_THAT(message_of([&] { AnnualSample(x, 3, {}); }),
              HasSubstr("cluster_years is 3, but must be 1 or a multiple"));
  EXPECT_THROW(AnnualSample(x, 0, {}), ParameterError);
  EXPECT_THROW(AnnualSample(x, -8, {}), ParameterError);
  for (const double level : {-0.1, 1.0, 1.5, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW(AnnualSample(x, 1, std::vector<double>{level}), ParameterError) << level;
  }
  const AnnualSample sample(x, 1, {});
  EXPECT_THROW(sample.probability_above(std::numeric_limits<double>::quiet_NaN()), ParameterError);
  x[42] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(message_of([&] { AnnualSample(x, 1, {}); }),
              HasSubstr("amount of year 42 is nan, but must be finite"));
  x[42] = std::numeric_limits<double>::infinity();
  EXPECT_THAT(message_of([&] { AnnualSample(x, 1, {}); }),
              HasSubstr("amount of year 42 is inf, but must be finite"));
  const std::vector<double> huge(100, 1e308);
  EXPECT_THAT(message_of([&] { AnnualSample(huge, 1, {}); }), HasSubstr("sum of the amounts is inf"));
}

TEST(AnnualSample, MostlyZeroYears) {
  // 3 % of the years carry 1, 2, ..., 300.
  std::vector<double> x(10'000, 0.0);
  for (std::size_t i = 0; i < 300; ++i) x[31 * i + 5] = static_cast<double>(i + 1);
  for (const int cluster : {1, 16}) {
    const AnnualSample sample(x, cluster, std::vector<double>{0.9, 0.97, 0.98});
    EXPECT_EQ(sample.var(0.9).value, 0);
    EXPECT_EQ(sample.var(0.9).standard_error, 0);
    EXPECT_TRUE(sample.var(0.9).reliable);
    EXPECT_NEAR(sample.tvar(0.9).value, 45150.0 / 1000, 1e-10);
    EXPECT_TRUE(sample.tvar(0.9).reliable);
    // Var(TVaR) = Var(X) / (n (1-p)^2) where the quantile is the atom at zero
    if (cluster == 1) {
      EXPECT_NEAR(sample.tvar(0.9).standard_error, sample.mean().standard_error / 0.1, 1e-12);
    }
    EXPECT_EQ(sample.var(0.97).value, 0);
    EXPECT_GT(sample.var(0.97).standard_error, 0);  // on the edge of the atom
    EXPECT_EQ(sample.var(0.98).value, 100);
  }
}

TEST(AnnualSample, AllYearsEqual) {
  for (const double amount : {0.0, 5.0}) {
    const std::vector<double> x(1000, amount);
    for (const int cluster : {1, 16}) {
      const AnnualSample sample(x, cluster, std::vector<double>{0.5, 0.9});
      EXPECT_EQ(sample.mean().value, amount);
      EXPECT_EQ(sample.mean().standard_error, 0);
      EXPECT_FALSE(sample.mean().reliable);
      EXPECT_EQ(sample.sd().value, 0);
      EXPECT_TRUE(std::isnan(sample.skewness().value));
      EXPECT_EQ(sample.var(0.9).value, amount);
      EXPECT_FALSE(sample.var(0.9).reliable);
      EXPECT_EQ(sample.tvar(0.9).value, amount);
      EXPECT_FALSE(sample.tvar(0.9).reliable);
    }
  }
}

TEST(AnnualSample, SaysWhenTheTailIsTooThin) {
  const auto x = exponential(1000, 8);
  const AnnualSample sample(x, 1, std::vector<double>{0.005, 0.95, 0.99, 0.995, 0.9999});
  EXPECT_TRUE(sample.var(0.95).reliable);
  EXPECT_TRUE(sample.var(0.99).reliable);  // ten years beyond
  for (const double level : {0.995, 0.9999}) {
    EXPECT_FALSE(sample.var(level).reliable);
    EXPECT_FALSE(sample.tvar(level).reliable);
    EXPECT_TRUE(std::isinf(sample.var(level).standard_error));
    EXPECT_TRUE(std::isinf(sample.tvar(level).standard_error));
  }
  EXPECT_FALSE(sample.var(0.005).reliable);  // five years below
  EXPECT_TRUE(sample.tvar(0.005).reliable);
  // Ten years beyond, but all in one world
  std::vector<double> clustered(1600, 1.0);
  for (std::size_t i = 0; i < 1600; ++i) clustered[i] += 1e-3 * static_cast<double>(i % 13);
  for (std::size_t i = 0; i < 16; ++i) clustered[800 + i] = 10 + static_cast<double>(i);
  const AnnualSample worlds(clustered, 16, std::vector<double>{0.992});  // 12.8 years beyond
  EXPECT_FALSE(worlds.var(0.992).reliable);
  EXPECT_FALSE(worlds.tvar(0.992).reliable);
  EXPECT_FALSE(worlds.mean().reliable);
}

TEST(AnnualSample, MeanCarriedByAFewYearsIsNotReliable) {
  std::vector<double> x(100'000, 0.0);
  for (std::size_t i = 0; i < 5; ++i) x[1000 * i] = 1e6;
  EXPECT_FALSE(AnnualSample(x, 1, {}).mean().reliable);
  for (std::size_t i = 5; i < 20; ++i) x[1000 * i] = 1e6;
  EXPECT_TRUE(AnnualSample(x, 1, {}).mean().reliable);
  for (double& v : x) v = 1e6 - v;  // the same seen from above
  EXPECT_TRUE(AnnualSample(x, 1, {}).mean().reliable);
}

TEST(AnnualSample, ProbabilitiesAndTheirAgrestiCoullErrors) {
  std::vector<double> x(1000, 0.0);
  for (std::size_t i = 0; i < 40; ++i) x[25 * i] = i < 15 ? 100 : 50;
  const AnnualSample sample(x, 1, {});
  EXPECT_EQ(sample.probability_above(0).value, 0.04);
  EXPECT_EQ(sample.probability_above(50).value, 0.015);
  EXPECT_EQ(sample.probability_at_least(50).value, 0.04);
  EXPECT_EQ(sample.probability_at_least(100).value, 0.015);
  EXPECT_EQ(sample.probability_above(100).value, 0);
  EXPECT_EQ(sample.probability_at_least(0).value, 1);
  const double z2 = normal_975 * normal_975;
  const double p = (40 + z2 / 2) / (1000 + z2);
  EXPECT_NEAR(sample.probability_above(0).standard_error, std::sqrt(p * (1 - p) / (1000 + z2)), 1e-15);
  EXPECT_TRUE(sample.probability_above(0).reliable);
  // No hit is no certainty: 0 of 1000 leaves the interval of Agresti and Coull, about [0, 0.005].
  const Estimate none = sample.probability_above(100);
  EXPECT_NEAR(none.standard_error, 0.0014, 1e-4);
  EXPECT_FALSE(none.reliable);
  EXPECT_GT(sample.probability_at_least(0).standard_error, 0);
  // In worlds it is as if there were 1000/16 years only.
  const AnnualSample worlds(x, 16, {});
  EXPECT_NEAR(worlds.probability_above(100).standard_error / none.standard_error, 16, 2.5);
}

TEST(AnnualSample, WorldsOfIdenticalYearsCountAsOneYearEach) {
  // Every year 16 times: all errors must be those of the plain sample with a sixteenth of the years, times
  // sqrt(C/(C-1)) for the number of clusters.
  const std::size_t worlds = 20'000;
  const auto base = exponential(worlds, 9);
  std::vector<double> x;
  for (const double v : base) x.insert(x.end(), 16, v);
  const std::vector<double> levels{0.9, 0.99};
  const AnnualSample plain(base, 1, levels);
  const AnnualSample clustered(x, 16, levels);
  const double correction = std::sqrt(static_cast<double>(worlds) / static_cast<double>(worlds - 1));
  const auto expect_same = [](const Estimate& a, const Estimate& b, double factor) {
    EXPECT_NEAR(a.value / b.value, 1, 1e-4);  // n - 1 in the SD
    EXPECT_NEAR(a.standard_error / (b.standard_error * factor), 1, 1e-9);
  };
  expect_same(clustered.mean(), plain.mean(), 1);
  expect_same(clustered.sd(), plain.sd(), correction);
  expect_same(clustered.skewness(), plain.skewness(), correction);
  expect_same(clustered.tvar(0.9), plain.tvar(0.9), 1);
  expect_same(clustered.tvar(0.99), plain.tvar(0.99), 1);
  // The window of the spacing is 16^(1/2) times narrower here, so these agree within its noise only (200
  // ranks: 7 %).
  EXPECT_NEAR(clustered.var(0.9).standard_error / plain.var(0.9).standard_error, 1, 0.35);
  const Estimate p = clustered.probability_above(2);
  EXPECT_NEAR(p.standard_error / plain.probability_above(2).standard_error, 1, 1e-3);
}

TEST(AnnualSample, AShortLastWorldIsAllowed) {
  const auto x = exponential(100'005, 10);
  const std::vector<double> levels{0.5, 0.99};
  const AnnualSample plain(x, 1, levels);
  const AnnualSample clustered(x, 16, levels);
  // Independent years: the clustered errors differ by noise of relative size 1/sqrt(2 x 6251 worlds) = 0.9 %,
  // more for the heavier influence of SD, skewness and tails.
  EXPECT_NEAR(clustered.mean().standard_error / plain.mean().standard_error, 1, 0.04);
  EXPECT_NEAR(clustered.tvar(0.99).standard_error / plain.tvar(0.99).standard_error, 1, 0.3);
  EXPECT_NEAR(clustered.var(0.5).standard_error / plain.var(0.5).standard_error, 1, 0.04);
  EXPECT_NEAR(clustered.probability_above(1).standard_error / plain.probability_above(1).standard_error, 1,
              0.04);
}

TEST(AnnualSample, ErrorsOfTheExponentialLaw) {
  // Exact asymptotic errors for Exp(1), n years: mean 1/sqrt n; SD sqrt((9-1)/4/n); VaR sqrt(p/(1-p)/n);
  // TVaR sqrt((1 + p)/((1-p) n)) (Manistre and Hancock: tail variance 1, TVaR - q = 1).
  const std::size_t n = 1'000'000;
  const auto x = exponential(n, 11);
  const std::vector<double> levels{0.9, 0.99, 0.995, 0.999};
  const AnnualSample sample(x, 1, levels);
  const double years = static_cast<double>(n);
  EXPECT_NEAR(sample.mean().standard_error * std::sqrt(years), 1, 0.01);
  EXPECT_NEAR(sample.sd().standard_error * std::sqrt(years), std::sqrt(2.0), 0.02);
  for (const double p : levels) {
    const double tail = years * (1 - p);
    // relative errors of the reported figures: spacing 1/sqrt(2 x window), tail variance sqrt(2 x
    // 4)/2/sqrt(tail)
    const double of_spacing = 4.5 / std::sqrt(2 * static_cast<double>(spacing_window(n, p)));
    EXPECT_NEAR(sample.var(p).standard_error / std::sqrt(p / (1 - p) / years), 1, of_spacing) << p;
    EXPECT_NEAR(sample.tvar(p).standard_error / std::sqrt((1 + p) / tail), 1, 4.5 * std::sqrt(2 / tail)) << p;
  }
}

/// Coverage over 1,000 seeds. \sa coverage_long_test.cpp for the standard job.
void expect_coverage(std::size_t n, const std::function<double(std::mt19937_64&)>& draw, double mean,
                     double sd, double skewness, const std::function<double(double)>& var,
                     const std::function<double(double)>& tvar) {
  Coverage of_mean("mean", mean), of_sd("SD", sd), of_skewness("skewness", skewness),
      of_var("VaR99.5", var(0.995)), of_tvar("TVaR99", tvar(0.99)), of_median("VaR50", var(0.5));
  const std::vector<double> levels{0.5, 0.99, 0.995};
  std::vector<double> x(n);
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    std::mt19937_64 generator(seed);
    for (double& v : x) v = draw(generator);
    const AnnualSample sample(x, 1, levels);
    of_mean.add(sample.mean());
    of_sd.add(sample.sd());
    of_skewness.add(sample.skewness());
    of_var.add(sample.var(0.995));
    of_tvar.add(sample.tvar(0.99));
    of_median.add(sample.var(0.5));
  }
  of_mean.expect_right();
  of_sd.expect_right();
  of_var.expect_right();
  of_tvar.expect_right();
  of_median.expect_right();
  // The sixth moment behind the error of the skewness is itself poorly known; it is read within 10 %.
  EXPECT_NEAR(of_skewness.ratio(), 1, 0.15) << of_skewness.text();
}

TEST(AnnualSampleCoverage, Exponential) {
  expect_coverage(
      20'000, [](std::mt19937_64& g) { return std::exponential_distribution<double>()(g); }, 1, 1, 2,
      [](double p) { return -std::log1p(-p); }, [](double p) { return 1 - std::log1p(-p); });
}

TEST(AnnualSampleCoverage, Lognormal) {
  const double sigma = 0.5;
  const auto z = [](double p) {
    return p == 0.5 ? 0 : (p == 0.99 ? 2.3263478740408408 : 2.5758293035489004);
  };
  const double w = std::exp(sigma * sigma);
  expect_coverage(
      20'000, [sigma](std::mt19937_64& g) { return std::exp(sigma * std::normal_distribution<double>()(g)); },
      std::exp(sigma * sigma / 2), std::sqrt((w - 1) * w), (w + 2) * std::sqrt(w - 1),
      [=](double p) { return std::exp(sigma * z(p)); },
      [=](double p) {
        return std::exp(sigma * sigma / 2) * 0.5 * std::erfc((z(p) - sigma) / std::sqrt(2.0)) / (1 - p);
      });
}

TEST(AnnualSampleCoverage, WorldsNeedClusteredErrors) {
  // X = M E: E exponential, M = 1/2 or 3/2 with equal chances, one M for the 16 years of a world.
  // P(X > x) = (e^(-2x) + e^(-2x/3)) / 2
  const auto survival = [](double x) { return 0.5 * (std::exp(-2 * x) + std::exp(-x / 1.5)); };
  const auto var = [&](double p) {
    double low = 0, high = 100;
    for (int i = 0; i < 200; ++i) {
      const double middle = 0.5 * (low + high);
      (survival(middle) > 1 - p ? low : high) = middle;
    }
    return low;
  };
  const auto tvar = [&](double p) {
    const double q = var(p);
    return q + 0.5 * (0.5 * std::exp(-2 * q) + 1.5 * std::exp(-q / 1.5)) / (1 - p);
  };
  const double sd = std::sqrt(1.5);  // E X^2 = 2 E M^2 = 2.5
  Coverage mean("mean", 1), deviation("SD", sd), var90("VaR90", var(0.9)), var995("VaR99.5", var(0.995)),
      tvar99("TVaR99", tvar(0.99)), attach("P(X > 1)", survival(1));
  Coverage naive_mean("naive mean", 1), naive_var("naive VaR90", var(0.9)),
      naive_tvar("naive TVaR99", tvar(0.99)), naive_attach("naive P(X > 1)", survival(1));
  const std::vector<double> levels{0.9, 0.99, 0.995};
  std::vector<double> x(16 * 3200);
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    std::mt19937_64 generator(seed);
    std::exponential_distribution<double> draw;
    double factor = 1;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (i % 16 == 0) factor = (generator() >> 63) == 0 ? 0.5 : 1.5;
      x[i] = factor * draw(generator);
    }
    const AnnualSample clustered(x, 16, levels);
    mean.add(clustered.mean());
    deviation.add(clustered.sd());
    var90.add(clustered.var(0.9));
    var995.add(clustered.var(0.995));
    tvar99.add(clustered.tvar(0.99));
    attach.add(clustered.probability_above(1));
    const AnnualSample naive(x, 1, levels);
    naive_mean.add(naive.mean());
    naive_var.add(naive.var(0.9));
    naive_tvar.add(naive.tvar(0.99));
    naive_attach.add(naive.probability_above(1));
  }
  mean.expect_right();
  deviation.expect_right();
  var90.expect_right();
  var995.expect_right();
  tvar99.expect_right();
  attach.expect_right();
  EXPECT_LT(naive_mean.share(), 0.80) << naive_mean.text();
  EXPECT_LT(naive_var.share(), 0.90) << naive_var.text();
  EXPECT_LT(naive_attach.share(), 0.85) << naive_attach.text();
  EXPECT_LT(naive_tvar.ratio(), tvar99.ratio()) << naive_tvar.text();
}

}  // namespace
}  // namespace tenbin
