#include "tenbin/measure/quotient.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace tenbin {
namespace {

double error_of(const LinearFigure& figure) {
  const std::array<WeightedFigure, 1> alone{{{1, &figure}}};
  return weighted_sum(alone).standard_error;
}

struct Pair {
  std::vector<double> n, d;
};

/// n = 3 d + noise of alternating sign.
Pair years(double noise) {
  Pair pair;
  for (int y = 0; y < 4000; ++y) {
    pair.d.push_back(10 + y % 7);
    pair.n.push_back(3 * pair.d.back() + noise * ((y * 37) % 11 - 5));
  }
  return pair;
}

LinearFigure mean_of(const std::vector<double>& column) {
  const AnnualSample sample(column, 1, {});
  return LinearFigures(sample, 1).mean();
}

TEST(Quotient, IsExactWhereBothMoveTogether) {
  const Pair pair = years(0);
  const LinearFigure ratio = quotient(mean_of(pair.n), mean_of(pair.d));
  EXPECT_NEAR(ratio.value, 3, 1e-14);
  EXPECT_NEAR(error_of(ratio), 0, 1e-14);
}

// SE^2 = sum (n - r d)^2 / (n (n - 1)) / mean(d)^2, the textbook form.
TEST(Quotient, HasTheErrorOfTheRatioEstimator) {
  const Pair pair = years(2);
  const LinearFigure n = mean_of(pair.n), d = mean_of(pair.d), ratio = quotient(n, d);
  double squares = 0;
  for (std::size_t y = 0; y < pair.n.size(); ++y) {
    const double residual = pair.n[y] - n.value / d.value * pair.d[y];
    squares += residual * residual;
  }
  const auto count = static_cast<double>(pair.n.size());
  EXPECT_NEAR(error_of(ratio) / (std::sqrt(squares / (count * (count - 1))) / d.value), 1, 1e-9);
}

TEST(Quotient, HasNoMeaningWithoutABase) {
  const LinearFigure ratio = quotient(mean_of({1, 2}), mean_of({0, 0}));
  EXPECT_EQ(ratio.value, 0);
  EXPECT_FALSE(ratio.reliable);
}

}  // namespace
}  // namespace tenbin
