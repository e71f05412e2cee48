#include "tenbin/frequency/frequency.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/binomial.hpp"
#include "tenbin/frequency/empirical_count.hpp"
#include "tenbin/frequency/gamma_mixed.hpp"
#include "tenbin/frequency/geometric.hpp"
#include "tenbin/frequency/logarithmic.hpp"
#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/frequency/poisson.hpp"

namespace tenbin {
namespace {

struct Family {
  std::string label;
  FrequencyPtr frequency;
  long last;  // P(N > last) is below 1e-19
};

std::vector<Family> families() {
  return {{"poisson 5", std::make_shared<Poisson>(5), 60},
          {"poisson 0.01", std::make_shared<Poisson>(0.01L), 12},
          {"poisson 1200", std::make_shared<Poisson>(1200), 1700},
          {"nb 2 1.5", std::make_shared<NegativeBinomial>(2, 1.5L), 110},
          {"nb 180 5/3", std::make_shared<NegativeBinomial>(180, 5 / 3.0L), 700},
          {"nb 0.3 40", std::make_shared<NegativeBinomial>(0.3L, 40), 1800},
          {"nb near poisson", std::make_shared<NegativeBinomial>(3e9L, 1e-9L), 45},
          {"nb 20000 0.5", std::make_shared<NegativeBinomial>(20000, 0.5L), 11500},
          {"geometric 4", std::make_shared<Geometric>(4), 210},
          {"binomial 20 0.3", std::make_shared<Binomial>(20, 0.3L), 20},
          {"binomial 5000 0.02", std::make_shared<Binomial>(5000, 0.02L), 260},
          {"binomial certain", std::make_shared<Binomial>(3, 1), 3},
          {"empirical",
           std::make_shared<EmpiricalCount>(
               std::vector<real>{.05L, .1L, .15L, .2L, .25L, .15L, .06L, .03L, .01L}),
           8},
          {"gamma poisson", gamma_mixed(std::make_shared<Poisson>(4), 0.5L), 130},
          {"gamma nb", gamma_mixed(std::make_shared<NegativeBinomial>(2, 1.5L), 0.5L), 180},
          {"gamma geometric", gamma_mixed(std::make_shared<Geometric>(1.5L), 0.8L), 220},
          {"gamma gamma poisson", gamma_mixed(gamma_mixed(std::make_shared<Poisson>(3), 0.4L), 0.3L), 150}};
}

class EveryFamily : public testing::TestWithParam<Family> {};

TEST_P(EveryFamily, ProbabilitiesSumToOne) {
  const auto& [label, frequency, last] = GetParam();
  real sum = 0;
  for (long n = last; n >= 0; --n) sum += frequency->pmf(n);
  EXPECT_NEAR(static_cast<double>(sum - 1), 0, 1e-15);
  EXPECT_EQ(frequency->pmf(-1), 0);
}

TEST_P(EveryFamily, MomentsAgreeWithProbabilities) {
  const auto& [label, frequency, last] = GetParam();
  real first = 0, second = 0;
  for (long n = last; n >= 0; --n) {
    first += static_cast<real>(n) * frequency->pmf(n);
    const real distance = static_cast<real>(n) - frequency->mean();
    second += distance * distance * frequency->pmf(n);
  }
  EXPECT_NEAR(static_cast<double>(first / frequency->mean()), 1, 1e-14);
  EXPECT_NEAR(static_cast<double>(second - frequency->variance()), 0,
              1e-13 * static_cast<double>(frequency->variance()) + 1e-16);
}

TEST_P(EveryFamily, GeneratingFunctionIsTheSeries) {
  const auto& [label, frequency, last] = GetParam();
  for (const std::complex<double> z :
       {std::complex<double>(0, 0), std::complex<double>(0.5, 0), std::complex<double>(1, 0),
        std::complex<double>(-1, 0), std::complex<double>(0, 1), std::polar(1.0, 0.01),
        std::polar(0.9, 2.5)}) {
    std::complex<real> series = 0;
    const std::complex<real> point(z.real(), z.imag());
    for (long n = last; n >= 0; --n) series = series * point + frequency->pmf(n);
    const auto value = frequency->pgf(z);
    EXPECT_NEAR(value.real(), static_cast<double>(series.real()), 3e-14) << z;
    EXPECT_NEAR(value.imag(), static_cast<double>(series.imag()), 3e-14) << z;
  }
}

// The scheme that the simulation draws from has the same law as the family: Panjer's recursion over the
// clusters, f_n = (rate / n) sum j q_j f_(n-j), or the differences of the annual distribution function.
TEST_P(EveryFamily, CountSchemeHasTheSameProbabilities) {
  const auto& [label, frequency, last] = GetParam();
  const CountScheme scheme = frequency->count_scheme();
  std::vector<real> f;
  const std::size_t size = static_cast<std::size_t>(last) + 1;
  if (const auto* clusters = std::get_if<PoissonClusters>(&scheme)) {
    std::vector<real> sizes;
    if (clusters->size_cdf.empty()) sizes = {1};
    for (std::size_t i = 0; i < clusters->size_cdf.size(); ++i)
      sizes.push_back(clusters->size_cdf[i] - (i == 0 ? 0 : clusters->size_cdf[i - 1]));
    EXPECT_TRUE(clusters->size_cdf.empty() || clusters->size_cdf.back() == 1);
    f = {std::exp(-clusters->rate)};
    for (std::size_t n = 1; n < size; ++n) {
      real sum = 0;
      for (std::size_t j = 1; j <= std::min(n, sizes.size()); ++j)
        sum += static_cast<real>(j) * sizes[j - 1] * f[n - j];
      f.push_back(clusters->rate / static_cast<real>(n) * sum);
    }
  } else {
    const auto& cdf = std::get<AnnualCounts>(scheme).cdf;
    EXPECT_EQ(cdf.back(), 1);
    for (std::size_t n = 0; n < size; ++n)
      f.push_back(n >= cdf.size() ? 0 : cdf[n] - (n == 0 ? 0 : cdf[n - 1]));
  }
  for (std::size_t n = 0; n < size; ++n)
    ASSERT_NEAR(static_cast<double>(f[n] - frequency->pmf(static_cast<long>(n))), 0, 2e-16) << n;
}

TEST_P(EveryFamily, ScaledByOneIsTheSame) {
  const auto& [label, frequency, last] = GetParam();
  const auto same = frequency->scaled(1);
  EXPECT_EQ(same->mean(), frequency->mean());
  EXPECT_EQ(same->pmf(2), frequency->pmf(2));
  EXPECT_EQ(same->name(), frequency->name());
  EXPECT_THROW(frequency->scaled(0), ParameterError);
}

INSTANTIATE_TEST_SUITE_P(Frequency, EveryFamily, testing::ValuesIn(families()),
                         [](const testing::TestParamInfo<Family>& parameter) {
                           std::string name = parameter.param.label;
                           for (char& c : name)
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                           return name;
                         });

TEST(Poisson, ProbabilitiesByHand) {
  // 5^7 e^-5 / 7! = 78125 * 0.006737946999 / 5040
  EXPECT_NEAR(static_cast<double>(Poisson(5).pmf(7)), 0.10444486295705395, 1e-16);
  // e^-1 / 3! = 0.0613132401952404
  EXPECT_NEAR(static_cast<double>(Poisson(1).pmf(3)), std::exp(-1.0) / 6, 1e-17);
}

TEST(Poisson, ScalesItsMean) { EXPECT_EQ(Poisson(5).scaled(0.5L)->mean(), 2.5L); }

// Both sides of the switch between recursion and beta density.
TEST(NegativeBinomial, IsContinuousAtTheCutOff) {
  const real b = 0.5L;
  for (const real r : {27129.0L, 27130.0L}) {  // 11000 / ln 1.5 = 27129.3
    const NegativeBinomial count(r, b);
    const long n = 9900;
    EXPECT_NEAR(static_cast<double>(count.pmf(n + 1) / count.pmf(n) /
                                    ((r + static_cast<real>(n)) / static_cast<real>(n + 1) / 3)),
                1, 1e-14);
  }
  const NegativeBinomial count(27000, b);
  EXPECT_NEAR(static_cast<double>(count.pmf(10000) / count.pmf(9999) / (36999.0L / 10000 / 3)), 1, 1e-13);
}

TEST(NegativeBinomial, ProbabilitiesByHand) {
  // r = 2, b = 1.5: p0 = 2.5^-2 = 0.16, p1 = 2 * 0.6 * 0.16 = 0.192, p2 = 3 * 0.36 * 0.16 = 0.1728
  const NegativeBinomial n(2, 1.5L);
  EXPECT_NEAR(static_cast<double>(n.pmf(0)), 0.16, 1e-17);
  EXPECT_NEAR(static_cast<double>(n.pmf(1)), 0.192, 1e-17);
  EXPECT_NEAR(static_cast<double>(n.pmf(2)), 0.1728, 1e-17);
  EXPECT_EQ(n.mean(), 3);
  EXPECT_EQ(n.variance(), 7.5L);
}

TEST(NegativeBinomial, ClusterRateIsRLog1pB) {
  const auto clusters = std::get<PoissonClusters>(NegativeBinomial(2, 1.5L).count_scheme());
  EXPECT_NEAR(static_cast<double>(clusters.rate), 2 * std::log(2.5), 1e-16);
  // P(size = 1) = 0.6 / ln 2.5
  EXPECT_NEAR(static_cast<double>(clusters.size_cdf[0]), 0.6 / std::log(2.5), 1e-16);
}

TEST(NegativeBinomial, ScalesTheNumberOfClusters) {
  const auto doubled = NegativeBinomial(2, 1.5L).scaled(2);
  EXPECT_EQ(doubled->mean(), 6);
  EXPECT_EQ(doubled->variance(), 15);  // r b (1 + b) = 4 * 1.5 * 2.5
}

TEST(Geometric, ProbabilitiesByHand) {
  // mean 4: p_n = 0.2 * 0.8^n
  EXPECT_NEAR(static_cast<double>(Geometric(4).pmf(3)), 0.2 * 0.512, 1e-17);
  EXPECT_EQ(Geometric(4).scaled(3)->name(), "negative_binomial");
  EXPECT_EQ(Geometric(4).scaled(3)->mean(), 12);
}

TEST(Binomial, ProbabilitiesByHand) {
  // n = 4, p = 1/4: 6 * (1/16) * (9/16) = 54/256
  EXPECT_NEAR(static_cast<double>(Binomial(4, 0.25L).pmf(2)), 54.0 / 256, 1e-17);
  EXPECT_EQ(Binomial(4, 0).pmf(0), 1);
  EXPECT_EQ(Binomial(4, 0).pmf(1), 0);
  EXPECT_EQ(Binomial(4, 0.25L).scaled(4)->mean(), 4);
}

TEST(Empirical, DividesByTheSum) {
  const EmpiricalCount n({0.5L, 0.5L + 5e-10L});
  EXPECT_NEAR(static_cast<double>(n.pmf(0) + n.pmf(1)), 1, 1e-18);
}

TEST(GammaMixed, PoissonIsNegativeBinomial) {
  // cv 0.5, mean 4: r = 1 / 0.25 = 4, b = 4 * 0.25 = 1
  const auto mixed = gamma_mixed(std::make_shared<Poisson>(4), 0.5L);
  const NegativeBinomial same(4, 1);
  EXPECT_EQ(mixed->mean(), same.mean());
  EXPECT_EQ(mixed->variance(), same.variance());
  for (long n = 0; n < 30; ++n) EXPECT_NEAR(static_cast<double>(mixed->pmf(n) / same.pmf(n)), 1, 1e-17) << n;
}

TEST(GammaMixed, ScalingKeepsTheFactor) {
  // Var = m + v^2 m^2: 8 + 0.25 * 64 = 24, and not twice the variance 8 of mean 4.
  EXPECT_EQ(gamma_mixed(std::make_shared<Poisson>(4), 0.5L)->scaled(2)->variance(), 24);
}

// Independent computation: E over G of P(N = n | r G) by the trapezoidal rule in t, G = exp(t), which
// converges exponentially for this integrand.
TEST(GammaMixed, NegativeBinomialAgreesWithQuadrature) {
  const real v = 0.5L, shape = 4, scale = 0.25L;
  const auto mixed = gamma_mixed(std::make_shared<NegativeBinomial>(2, 1.5L), v);
  for (const long n : {0L, 1L, 5L, 20L}) {
    real sum = 0;
    const real step = 1 / 64.0L;
    for (int i = -1400; i <= 400; ++i) {
      const real t = step * static_cast<real>(i);
      const real g = std::exp(t);
      const real weight = std::exp(shape * (t - std::log(scale)) - g / scale - std::lgamma(shape));
      sum += step * weight * NegativeBinomial(2 * g, 1.5L).pmf(n);
    }
    EXPECT_NEAR(static_cast<double>(mixed->pmf(n) / sum), 1, 1e-15) << n;
  }
}

TEST(GammaMixed, RefusesCountsWithoutARate) {
  try {
    gamma_mixed(std::make_shared<Binomial>(4, 0.5L), 0.5L);
    FAIL();
  } catch (const ParameterError& error) {
    EXPECT_STREQ(error.what(),
                 "gamma_mixed: base is binomial, but must be poisson, negative_binomial or geometric (only "
                 "an infinitely "
                 "divisible count has a rate that a random factor can multiply)");
  }
  EXPECT_THROW(gamma_mixed(nullptr, 0.5L), ParameterError);
}

TEST(Frequency, RefusesBadParameters) {
  const real infinity = std::numeric_limits<real>::infinity();
  const real nan = std::numeric_limits<real>::quiet_NaN();
  for (const real bad : {real{0}, real{-1}, infinity, nan}) {
    EXPECT_THROW(Poisson{bad}, ParameterError);
    EXPECT_THROW(Geometric{bad}, ParameterError);
    EXPECT_THROW(NegativeBinomial(bad, 1), ParameterError);
    EXPECT_THROW(NegativeBinomial(1, bad), ParameterError);
    EXPECT_THROW(gamma_mixed(std::make_shared<Poisson>(1), bad), ParameterError);
  }
  EXPECT_THROW(Binomial(0, 0.5L), ParameterError);
  EXPECT_THROW(Binomial((1L << 24) + 1, 0.5L), ParameterError);
  EXPECT_THROW(Binomial(3, 1.5L), ParameterError);
  EXPECT_THROW(Binomial(3, nan), ParameterError);
  EXPECT_THROW(EmpiricalCount({}), ParameterError);
  EXPECT_THROW(EmpiricalCount({0.5L, 0.4L}), ParameterError);
  EXPECT_THROW(EmpiricalCount({1.5L, -0.5L}), ParameterError);
}

TEST(Frequency, MessagesNameArgumentAndRule) {
  try {
    Binomial(10, 0.6L).scaled(2);
    FAIL();
  } catch (const ParameterError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("Binomial::scaled: p * factor is 1.2"));
    EXPECT_THAT(error.what(), testing::HasSubstr("at most 1 (a binomial count cannot exceed its n trials)"));
  }
  try {
    EmpiricalCount({1}).scaled(2);
    FAIL();
  } catch (const ParameterError& error) {
    EXPECT_STREQ(error.what(),
                 "EmpiricalCount::scaled: factor is 2, but must be 1 (a list of count probabilities has no "
                 "exposure to "
                 "scale); use poisson or negative_binomial");
  }
}

TEST(Logarithmic, RefusesATableThatIsTooLarge) {
  EXPECT_THROW(logarithmic_pmf(1e7L, 1e-18L), NumericalError);
}

}  // namespace
}  // namespace tenbin
