#include "tenbin/exact/discretise.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tenbin/contract/expected_payment.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/exponential.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/lomax.hpp"

namespace tenbin {
namespace {

double as_double(real x) { return static_cast<double>(x); }

// Exponential(1), step h: f_0 = 1 - (1 - e^-h)/h, f_j = e^(-(j-1)h) (1 - e^-h)^2 / h, from LEV(d) = 1 - e^-d.
TEST(Discretise, ExponentialInClosedForm) {
  const double h = 0.5;
  const Lattice lattice = discretise(OccurrenceTerms(), Exponential(1), h, 40);
  EXPECT_NEAR(lattice.probabilities()[0], 1 + std::expm1(-h) / h, 1e-16);
  for (std::size_t j = 1; j < 39; ++j)
    EXPECT_NEAR(lattice.probabilities()[j],
                std::exp(-h * static_cast<double>(j - 1)) * std::pow(std::expm1(-h), 2) / h, 1e-16)
        << j;
  // The last point holds everything above: the mean is E[min(X, 19.5)].
  EXPECT_NEAR(as_double(lattice.mean()), -std::expm1(-19.5), 1e-15);
  EXPECT_NEAR(as_double(lattice.mass()), 1, 1e-15);
}

TEST(Discretise, KeepsStopLossPremiumsAtEveryPoint) {
  const Lognormal loss(10, 1.5L);
  const OccurrenceTerms terms(Deductible::ordinary(1e4), 1e6, 0.9);
  const Lattice lattice = discretise(terms, loss, 1000, 1 << 20);
  EXPECT_EQ(lattice.size(), 901U);  // 0.9 * 1e6 / 1000 steps
  EXPECT_NEAR(as_double(lattice.mass()), 1, 1e-14);
  real limited = 0, survival = 1;  // sum of E[min(Y, jh)] step by step
  for (std::size_t j = 0; j < lattice.size(); ++j) {
    const real y = lattice.value(j);
    EXPECT_NEAR(as_double(limited), as_double(limited_expected_payment(terms, loss, y)), 1e-9) << j;
    survival -= lattice.probabilities()[j];
    limited += 1000 * survival;
  }
  EXPECT_NEAR(lattice.probabilities().back() / as_double(exhaustion_probability(terms, loss)), 1, 0.02);
}

TEST(Discretise, AtomsStayWhereTheyAre) {
  const Discrete loss({100, 500, 1000}, {0.80L, 0.16L, 0.04L});
  const Lattice all = discretise(OccurrenceTerms(), loss, 100, 64);
  EXPECT_NEAR(all.probabilities()[1], 0.8, 1e-15);
  EXPECT_NEAR(all.probabilities()[5], 0.16, 1e-15);
  EXPECT_NEAR(all.probabilities()[10], 0.04, 1e-15);
  EXPECT_NEAR(all.probabilities()[0], 0, 1e-15);
  // franchise 500, limit 700: 0, 500, 700
  const Lattice paid = discretise(OccurrenceTerms(Deductible::franchise(500), 700), loss, 100, 64);
  EXPECT_EQ(paid.size(), 8U);
  EXPECT_NEAR(paid.probabilities()[0], 0.8, 1e-15);
  EXPECT_NEAR(paid.probabilities()[5], 0.16, 1e-15);
  EXPECT_NEAR(paid.probabilities()[7], 0.04, 1e-15);
}

TEST(Discretise, FewPointsCutThePayments) {
  const Lattice lattice = discretise(OccurrenceTerms(), Lomax(1.5L, 10), 1, 11);
  EXPECT_EQ(lattice.size(), 11U);
  EXPECT_NEAR(as_double(lattice.mean()), as_double(Lomax(1.5L, 10).limited_expected_value(10)), 1e-15);
}

// The second moment grows by about h^2 / 6 for a smooth loss: E[X^2] = 2 for Exponential(1).
TEST(Discretise, AddsASixthOfTheSquaredStep) {
  const Lattice lattice = discretise(OccurrenceTerms(), Exponential(1), 0.01, 6000);
  EXPECT_NEAR(as_double(lattice.second_moment() - 2) / (1e-4 / 6), 1, 0.01);
}

// Interpolated panels against values computed one by one.
TEST(Discretise, PanelsAreAsGoodAsSingleValues) {
  const Lognormal lognormal(10, 1.5L);
  const Lomax lomax(1.5L, 10);
  const Discrete atoms({100, 777, 30000}, {0.5L, 0.25L, 0.25L});
  const std::vector<std::pair<const Severity*, OccurrenceTerms>> cases{
      {&lognormal, OccurrenceTerms()},
      {&lognormal, OccurrenceTerms(Deductible::ordinary(1e4), 1e6, 0.9)},
      {&lognormal, OccurrenceTerms(Deductible::franchise(40000), 2e6)},
      {&lognormal, OccurrenceTerms(Deductible::percentage_of_loss(0.1, 2000, 30000), 1e6)},
      {&lomax, OccurrenceTerms()},
      {&atoms, OccurrenceTerms(Deductible::ordinary(10))}};
  for (std::size_t c = 0; c < cases.size(); ++c) {
    const Severity* const loss = cases[c].first;
    const OccurrenceTerms& terms = cases[c].second;
    const real h = 37;
    const Lattice lattice = discretise(terms, *loss, 37, 1 << 16);
    EXPECT_NEAR(as_double(lattice.mass()), 1, 1e-14) << c;
    EXPECT_NEAR(as_double(lattice.mean() /
                          limited_expected_payment(terms, *loss, h * static_cast<real>(lattice.size() - 1))),
                1, 1e-14)
        << c;
    const auto limited = [&](std::size_t j) {
      return limited_expected_payment(terms, *loss, h * static_cast<real>(j));
    };
    for (std::size_t j = 1; j + 1 < lattice.size(); j += j < 2000 ? 1 : 61) {
      const real p = (2 * limited(j) - limited(j - 1) - limited(j + 1)) / h;
      ASSERT_NEAR(lattice.probabilities()[j], as_double(p), 2e-14 + 1e-13 * as_double(p)) << c << " " << j;
    }
  }
}

TEST(Discretise, RefusesBadSteps) {
  EXPECT_THROW(discretise(OccurrenceTerms(), Exponential(1), 0, 8), ParameterError);
  EXPECT_THROW(discretise(OccurrenceTerms(), Exponential(1), 1, 1), ParameterError);
}

}  // namespace
}  // namespace tenbin
