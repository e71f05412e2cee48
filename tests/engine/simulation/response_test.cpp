#include "tenbin/simulation/response.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin {
namespace {

/// Mean and variance over Z by a fine trapezoidal rule, whose error on the piecewise linear function is below
/// h^2/12 of its slopes' jumps.
std::pair<double, double> moments(const Response& response) {
  constexpr int per_unit = 4096;
  double mean = 0, square = 0, weights = 0;
  for (int i = -8 * per_unit; i <= 8 * per_unit; ++i) {
    const double z = static_cast<double>(i) / per_unit;
    const double weight = std::exp(-z * z / 2);
    const double value = response(z);
    mean += weight * value;
    square += weight * value * value;
    weights += weight;
  }
  mean /= weights;
  return {mean, square / weights - mean * mean};
}

TEST(Response, HasMeanOneWhateverTheFactor) {
  const std::function<real(real)> factors[] = {
      [](real z) { return std::exp(0.9L * z); }, [](real z) { return std::exp(-0.9L * z); },
      [](real z) { return 3 + std::tanh(z); }, [](real) -> real { return 7; }};
  for (const auto& factor : factors) {
    const Response response(factor);
    const auto [mean, variance] = moments(response);
    EXPECT_NEAR(mean, 1, 1e-7);
    EXPECT_NEAR(variance, static_cast<double>(response.variance()), 1e-6);
  }
}

TEST(Response, IsCloseToTheLognormalThatItInterpolates) {
  // Linear interpolation of e^(s z) over h is at most s^2 h^2 / 8 too large in relative terms; h = 1/8.
  constexpr double s = 0.9;
  const Response response([](real z) { return std::exp(real{s} * z); });
  for (const double z : {-3.0, -1.06, 0.0, 0.4, 2.7}) {
    const double exact = std::exp(s * z - s * s / 2);
    EXPECT_NEAR(response(z) / exact, 1, 2 * s * s / 64 / 8) << z;
  }
  EXPECT_NEAR(static_cast<double>(response.variance()), std::expm1(s * s), 0.005);
}

TEST(Response, IsConstantBeyondTheKnots) {
  const Response response([](real z) { return 10 + z; });
  EXPECT_EQ(response(-9), response(-6));
  EXPECT_EQ(response(40), response(6));
  EXPECT_NEAR(response(0), 1, 1e-15);
  EXPECT_NEAR(response(1), 1.1, 1e-9);
}

TEST(Response, NormalScoreIsNormal) {
  for (const double u : {1e-6, 0.02, 0.5, 0.9, 1 - 1e-6}) {
    const auto word = static_cast<std::uint64_t>(u * 0x1p52);
    const double exact = (static_cast<double>(word) + 0.5) * 0x1p-52;
    EXPECT_NEAR(normal_score_table()(word) - score_shift, static_cast<double>(normal_quantile(exact)), 2e-8);
  }
}

TEST(Response, RefusesFactorsThatAreNotPositive) {
  EXPECT_THROW(Response([](real z) { return z; }), ParameterError);
  EXPECT_THROW(Response([](real) { return std::numeric_limits<real>::infinity(); }), ParameterError);
}

}  // namespace
}  // namespace tenbin
