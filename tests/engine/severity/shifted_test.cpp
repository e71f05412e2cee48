#include "tenbin/severity/shifted.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/exponential.hpp"
#include "tenbin/severity/uniform.hpp"

namespace tenbin {
namespace {

constexpr real infinity = std::numeric_limits<real>::infinity();

TEST(Shifted, ExponentialHasClosedForms) {
  // X = 3 + Y, Y exponential of mean 2: E[X^2] = 9 + 12 + 8, E[min(X, 5)] = 3 + 2 (1 - e^-1)
  const Shifted severity{std::make_shared<Exponential>(2.0L), 3};
  EXPECT_EQ(severity.mean(), 5);
  EXPECT_NEAR(static_cast<double>(severity.raw_moment(2)), 29, 1e-15);
  EXPECT_NEAR(static_cast<double>(severity.variance()), 4, 1e-14);
  EXPECT_NEAR(static_cast<double>(severity.limited_expected_value(5)), 3 + 2 * (1 - std::exp(-1.0)), 1e-15);
  EXPECT_EQ(severity.limited_expected_value(2), 2);
  EXPECT_EQ(severity.limited_expected_value(infinity), 5);
  EXPECT_NEAR(static_cast<double>(severity.cdf(5)), 1 - std::exp(-1.0), 1e-16);
  EXPECT_NEAR(static_cast<double>(severity.survival(5)), std::exp(-1.0), 1e-16);
  EXPECT_NEAR(static_cast<double>(severity.pdf(5)), std::exp(-1.0) / 2, 1e-16);
  EXPECT_EQ(severity.cdf(2.9L), 0);
  EXPECT_EQ(severity.survival(2.9L), 1);
  EXPECT_EQ(severity.pdf(2.9L), 0);
  EXPECT_NEAR(static_cast<double>(severity.quantile(0.5L)), 3 + 2 * std::log(2.0), 1e-15);
  EXPECT_NEAR(static_cast<double>(severity.upper_quantile(1e-12L)), 3 + 2 * 12 * std::log(10.0), 1e-12);
}

TEST(Shifted, MovesKnotsAndAtoms) {
  const Shifted uniform{std::make_shared<Uniform>(1.0L, 2.0L), 4};
  EXPECT_EQ(uniform.knots(), (std::vector<real>{4, 5, 6}));
  const Shifted atom{std::make_shared<Discrete>(std::vector<real>{1, 3}, std::vector<real>{0.25L, 0.75L}), 2};
  EXPECT_EQ(atom.cdf(3), 0.25L);
  EXPECT_EQ(atom.cdf_below(3), 0);
  EXPECT_EQ(atom.survival_from(3), 1);
  EXPECT_EQ(atom.survival(3), 0.75L);
  EXPECT_EQ(atom.quantile(0.2L), 3);
  EXPECT_EQ(atom.quantile(0.3L), 5);
}

TEST(Shifted, RefusesBadParameters) {
  EXPECT_THROW((Shifted{nullptr, 1}), ParameterError);
  EXPECT_THROW((Shifted{std::make_shared<Exponential>(2.0L), -1}), ParameterError);
  EXPECT_THROW((Shifted{std::make_shared<Exponential>(2.0L), infinity}), ParameterError);
}

}  // namespace
}  // namespace tenbin
