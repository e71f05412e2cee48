#include "tenbin/exact/spectrum.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/exact/discretise.hpp"
#include "tenbin/exact/loss_distribution.hpp"
#include "tenbin/exact/panjer.hpp"
#include "tenbin/frequency/binomial.hpp"
#include "tenbin/frequency/empirical_count.hpp"
#include "tenbin/frequency/gamma_mixed.hpp"
#include "tenbin/frequency/geometric.hpp"
#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/severity/exponential.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/lomax.hpp"

namespace tenbin {
namespace {

double as_double(real x) { return static_cast<double>(x); }

TEST(Spectrum, GoesThereAndBack) {
  const Lattice lattice(2, {0.1, 0.2, 0.3, 0.4});
  for (const double tilt : {0.0, 0.1}) {
    const Lattice back = Spectrum(lattice, 8, tilt).lattice();
    EXPECT_EQ(back.step(), 2);
    for (std::size_t i = 0; i < 8; ++i)
      EXPECT_NEAR(back.probabilities()[i], i < 4 ? lattice.probabilities()[i] : 0, 1e-16);
  }
}

TEST(Spectrum, TwoDice) {
  const double p = 1.0 / 6;
  const Lattice die(1, {0, p, p, p, p, p, p});
  const Lattice sum = convolve(die, die);
  EXPECT_EQ(sum.size(), 13U);
  for (std::size_t i = 2; i <= 12; ++i)
    EXPECT_NEAR(sum.probabilities()[i], (6 - std::abs(static_cast<double>(i) - 7)) / 36, 1e-16);
}

// The transform and the recursion are two programs with nothing in common but the severity.
TEST(Spectrum, PowerIsTheSumOfAsManyAmounts) {
  // 1 or 2 with 1/4 and 3/4, n times: n + Binomial(n, 3/4).
  const Lattice amount(1, {0, 0.25, 0.75});
  for (const unsigned n : {1U, 2U, 7U, 100U}) {
    const Lattice sum = Spectrum(amount, 256).power(n).lattice();
    const Binomial count{static_cast<int>(n), 0.75L};
    for (unsigned k = 0; k <= n; ++k)
      EXPECT_NEAR(sum.probabilities()[n + k], as_double(count.pmf(k)), 1e-14) << n << " " << k;
  }
  EXPECT_THROW(Spectrum(amount, 256).power(0), ParameterError);
}

TEST(Spectrum, AgreesWithPanjer) {
  const Lattice amount = discretise(OccurrenceTerms(Deductible::ordinary(5), 40), Lomax(2, 20), 0.5, 1 << 12);
  const std::vector<FrequencyPtr> counts{
      std::make_shared<Poisson>(6),        std::make_shared<NegativeBinomial>(2, 1.5L),
      std::make_shared<Geometric>(3),      std::make_shared<Binomial>(12, 0.4L),
      std::make_shared<Binomial>(1, 0.4L), gamma_mixed(std::make_shared<Poisson>(6), 0.5L)};
  for (const auto& count : counts) {
    const Lattice recursion = panjer(*count, amount, 3000);
    const Lattice transform = compound(*count, amount, 1 << 12);
    for (std::size_t i = 0; i < 3000; ++i)
      ASSERT_NEAR(transform.probabilities()[i], recursion.probabilities()[i], 1e-15)
          << count->name() << " " << i;
  }
}

// A negative binomial sum is a Poisson sum of clusters, and a geometric sum of exponentials is known:
// P(S > x) = m/(1+m) e^(-x/(1+m)) for Exponential(1).
TEST(Spectrum, GeometricSumOfExponentials) {
  const double h = 1.0 / 512;
  const Lattice sum =
      compound(Geometric(3), discretise(OccurrenceTerms(), Exponential(1), h, 1 << 16), 1 << 16);
  const auto loss = LossDistribution::from(sum, 3);
  EXPECT_NEAR(as_double(loss.mean()), 3, 1e-11);
  for (const double d : {0.0, 1.0, 5.0, 20.0})  // E[(S - d)+] = 3 e^(-d/4)
    EXPECT_NEAR(as_double(loss.stop_loss(d)) / (3 * std::exp(-d / 4)), 1, 1e-6) << d;
}

TEST(Spectrum, TiltingRemovesWhatWrapsRound) {
  // Poisson(30) of ones on 32 points: much of the sum lies beyond.
  const Lattice one(1, {0, 1});
  const Poisson count(30);
  const Lattice wrapped = compound(count, one, 32);
  const Lattice tilted = compound(count, one, 32, 12.0 / 32);
  EXPECT_GT(std::fabs(wrapped.probabilities()[10] - as_double(count.pmf(10))), 1e-3);
  for (std::size_t n = 0; n < 32; ++n)  // e^-12 of what is 32 further up
    EXPECT_NEAR(tilted.probabilities()[n], as_double(count.pmf(static_cast<long>(n))),
                1.01 * std::exp(-12.0) * as_double(count.pmf(static_cast<long>(n) + 32)) + 1e-11)
        << n;
}

// peers.md section 4, C30. N_A ~ P(2), N_B ~ P(3), N_C ~ P(0.5) hits both; X1 ~ Gamma(2, 1), X2 ~ Gamma(3,
// 1).
TEST(Spectrum, CommonShock) {
  const double h = 1.0 / 256;
  const std::size_t size = 1 << 16;
  const Spectrum x1(discretise(OccurrenceTerms(), Gamma(2, 1), h, size), size);
  const Spectrum x2(discretise(OccurrenceTerms(), Gamma(3, 1), h, size), size);
  Spectrum both = x1;
  both *= x2;
  Spectrum total = x1.compound(Poisson(2));
  total *= x2.compound(Poisson(3));
  total *= both.compound(Poisson(0.5L));
  const auto loss = LossDistribution::from(total.lattice(), 15.5L);
  EXPECT_NEAR(as_double(loss.mean()), 15.5, 1e-10);
  EXPECT_NEAR(as_double(loss.variance()) / 63, 1, 1e-6);
  // cov(S1, S2) = 0.5 * 2 * 3 = 3: Var - Var(S1) - Var(S2), with Var(S1) = 2.5 * 6, Var(S2) = 3.5 * 12
  EXPECT_NEAR((as_double(loss.variance()) - 15 - 42) / 2, 3, 1e-4);
  EXPECT_NEAR(loss.quantile(0.95L), 29.921317, h);
  EXPECT_NEAR(loss.quantile(0.99L), 37.594530, h);
  EXPECT_NEAR(loss.quantile(0.995L), 40.592561, h);
  EXPECT_NEAR(as_double(loss.tail_value_at_risk(0.95L)) / 34.648260, 1, 1e-6);
  EXPECT_NEAR(as_double(loss.tail_value_at_risk(0.99L)) / 41.768609, 1, 1e-6);
  EXPECT_NEAR(as_double(loss.tail_value_at_risk(0.995L)) / 44.603530, 1, 1e-6);
}

TEST(Spectrum, SharedGammaFactor) {
  const std::size_t size = 1 << 9;
  const Spectrum one(Lattice(1, {0, 1}), size);
  const Spectrum three(Lattice(1, {0, 0, 0, 1}), size);
  const Poisson first(4), second(2);
  const NegativeBinomial third(2, 1.5L);
  const double cv = 0.5;
  // One line alone is its own gamma mixing.
  const std::vector<Spectrum::Line> single{{&first, &one}};
  const auto alone = Spectrum::with_shared_gamma(single, cv).lattice();
  const auto mixed = gamma_mixed(std::make_shared<Poisson>(4), 0.5L);
  for (std::size_t n = 0; n < 100; ++n)
    EXPECT_NEAR(alone.probabilities()[n], as_double(mixed->pmf(static_cast<long>(n))), 1e-16) << n;
  // Three lines: mean 4 + 3*2 + 3 = 13; variance 4 + 9*2 + 7.5 + cv^2 13^2
  const std::vector<Spectrum::Line> lines{{&first, &one}, {&second, &three}, {&third, &one}};
  const auto loss = LossDistribution::from(Spectrum::with_shared_gamma(lines, cv).lattice(), 13);
  EXPECT_NEAR(as_double(loss.mean()), 13, 1e-11);
  EXPECT_NEAR(as_double(loss.variance()), 29.5 + 0.25 * 169, 1e-9);
}

TEST(Spectrum, RefusesGridsThatDoNotFit) {
  const Lattice lattice(1, {0.5, 0.5});
  EXPECT_THROW(Spectrum(lattice, 6), ParameterError);
  EXPECT_THROW(Spectrum(lattice, 2), ParameterError);
  EXPECT_THROW(Spectrum(Lattice(1, std::vector<double>(9, 1.0 / 9)), 8), ParameterError);
  EXPECT_THROW(Spectrum(lattice, 8, -1), ParameterError);
  Spectrum spectrum(lattice, 8);
  EXPECT_THROW(spectrum *= Spectrum(Lattice(2, {0.5, 0.5}), 8), ParameterError);
  EXPECT_THROW(spectrum *= Spectrum(lattice, 16), ParameterError);
  EXPECT_THROW(spectrum *= Spectrum(lattice, 8, 0.1), ParameterError);
  EXPECT_THROW(Spectrum::with_shared_gamma({}, 0.5), ParameterError);
}

TEST(Panjer, RefusesOtherCountsAndUnderflow) {
  const Lattice amount(1, {0, 1});
  EXPECT_THROW(panjer(EmpiricalCount({0.5L, 0.1L, 0.3L, 0.1L}), amount, 10), ParameterError);
  EXPECT_THROW(panjer(*gamma_mixed(std::make_shared<NegativeBinomial>(2, 1.5L), 0.5L), amount, 10),
               ParameterError);
  EXPECT_THROW(panjer(Poisson(20000), amount, 10), NumericalError);
  EXPECT_THROW(panjer(Poisson(1), amount, 0), ParameterError);
}

}  // namespace
}  // namespace tenbin
