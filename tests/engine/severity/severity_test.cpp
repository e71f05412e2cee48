/// Properties of the interface, put to every family (cases.cpp).
#include "tenbin/severity/severity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>
#include <functional>
#include <limits>

#include "engine/severity/cases.hpp"
#include "engine/severity/near.hpp"

namespace tenbin::test {
namespace {

constexpr real epsilon = std::numeric_limits<real>::epsilon();
constexpr real infinity = std::numeric_limits<real>::infinity();

const std::vector<real> tail_probabilities{1e-17L, 1e-15L, 1e-12L, 1e-9L, 1e-6L, 1e-4L, 0.001L, 0.01L,
                                           0.03L,  0.1L,   0.2L,   0.3L,  0.4L,  0.45L, 0.49L,  0.5L};

/// Composite Gauss rule of its own: nothing of the code under test.
real integral(const std::function<real(real)>& f, real from, real to, int panels = 64) {
  real sum = 0;
  for (int i = 0; i < panels; ++i) {
    const real a = from + (to - from) * static_cast<real>(i) / panels;
    const real b = from + (to - from) * static_cast<real>(i + 1) / panels;
    sum += boost::math::quadrature::gauss<real, 20>::integrate(f, a, b);
  }
  return sum;
}

/// Integral in the variable ln x, over 0 < from < to
real log_integral(const std::function<real(real)>& f, real from, real to) {
  const auto in_log = [&](real y) { return f(std::exp(y)) * std::exp(y); };
  const real length = std::log(to / from);
  return integral(in_log, std::log(from), std::log(to), 16 + static_cast<int>(8 * length));
}

class SeverityProperties : public testing::TestWithParam<SeverityCase> {
 protected:
  const Severity& severity() const { return *GetParam().severity; }

  bool has_atom(real x) const { return severity().cdf_below(x) < severity().cdf(x); }

  /// Amounts over the whole range, the knots among them
  std::vector<real> amounts() const {
    std::vector<real> result = severity().knots();
    for (const real p : tail_probabilities) {
      result.push_back(severity().quantile(p));
      result.push_back(severity().upper_quantile(p));
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }

  /// Distance of x from the knots around it, as a part of x
  real room(real x) const {
    real nearest = 1;
    for (const real knot : severity().knots()) nearest = std::min(nearest, std::abs(x - knot) / x);
    return nearest;
  }

  /// Integral over (0, d) of P(X > x), piece by piece between the knots
  real survival_integral(real d) const {
    std::vector<real> edges = amounts();
    edges.push_back(d);
    std::sort(edges.begin(), edges.end());
    const auto survival = [this](real x) { return severity().survival(x); };
    const real positive = severity().survival(0);
    if (positive == 0) return 0;
    real from = std::min(d, severity().upper_quantile(positive * (1 - 1e-6L))) * 1e-22L;
    if (from == 0) from = d * 1e-22L;
    real sum = from * positive;
    for (const real edge : edges) {
      if (edge <= from || edge > d) continue;
      sum += log_integral(survival, from, edge);
      from = edge;
    }
    return sum;
  }
};

// A quantile is right if it is so within a few roundings of the amount and of the probability.
constexpr real amount_rounding = 20 * epsilon;
constexpr real probability_rounding = 200 * epsilon;

TEST_P(SeverityProperties, QuantileInvertsTheDistributionFunction) {
  for (const real u : tail_probabilities) {
    const real x = severity().quantile(u);
    ASSERT_TRUE(std::isfinite(x) && x >= 0) << "u = " << u;
    EXPECT_GE(severity().cdf(x * (1 + amount_rounding)), u * (1 - probability_rounding))
        << "u = " << u << ", x = " << x;
    EXPECT_LE(severity().cdf_below(x * (1 - amount_rounding)), u * (1 + probability_rounding))
        << "u = " << u << ", x = " << x;
  }
}

TEST_P(SeverityProperties, UpperQuantileInvertsTheSurvivalFunction) {
  for (const real s : tail_probabilities) {
    const real x = severity().upper_quantile(s);
    ASSERT_TRUE(std::isfinite(x) && x >= 0) << "s = " << s;
    EXPECT_LE(severity().survival(x * (1 + amount_rounding)), s * (1 + probability_rounding))
        << "s = " << s << ", x = " << x;
    EXPECT_GE(severity().survival_from(x * (1 - amount_rounding)), s * (1 - probability_rounding))
        << "s = " << s << ", x = " << x;
  }
}

TEST_P(SeverityProperties, BothQuantilesAgreeAndRise) {
  const std::vector<Severity::Break> breaks = severity().breaks();
  real last = 0;
  for (int i = 1; i < 200; ++i) {
    const real u = static_cast<real>(i) / 200;
    const bool at_break = std::any_of(breaks.begin(), breaks.end(),
                                      [u](const auto& b) { return std::abs(b.lower - u) < 1e-15L; });
    const real x = severity().quantile(u);
    EXPECT_GE(x, last) << "u = " << u;
    last = x;
    if (at_break) continue;  // the two may choose different sides of a jump
    const real upper = severity().upper_quantile(1 - u);
    const real density = severity().pdf(x);
    // rounding of u and 1 - u, seen through the slope of the quantile
    const real slope = density > 0 ? 1 / density : 0;
    EXPECT_TRUE(near(x, upper, 200 * epsilon * (x + slope))) << "u = " << u;
  }
}

TEST_P(SeverityProperties, ProbabilitiesOfBothSidesAddToOne) {
  for (const real x : amounts()) {
    EXPECT_TRUE(near(severity().cdf(x) + severity().survival(x), 1, 50 * epsilon)) << "x = " << x;
    EXPECT_TRUE(near(severity().cdf_below(x) + severity().survival_from(x), 1, 50 * epsilon)) << "x = " << x;
    EXPECT_LE(severity().cdf_below(x), severity().cdf(x));
    EXPECT_GE(severity().survival_from(x), severity().survival(x));
  }
  EXPECT_EQ(severity().cdf(-1), 0);
  EXPECT_EQ(severity().survival(-1), 1);
  EXPECT_EQ(severity().pdf(-1), 0);
  EXPECT_EQ(severity().cdf(infinity), 1);
  EXPECT_EQ(severity().survival(infinity), 0);
}

TEST_P(SeverityProperties, DensityIsTheSlopeOfTheDistributionFunction) {
  for (const real x : amounts()) {
    if (!(x > 0) || room(x) == 0) continue;
    // Five-point rule in ln x; the step keeps clear of the knots and follows the curvature of narrow
    // densities.
    const real density = severity().pdf(x);
    const bool upper = severity().cdf(x) > 0.5L;
    const real probability = upper ? severity().survival(x) : severity().cdf(x);
    const real width = density > 0 ? std::min(real{1}, probability / (x * density)) : 1;
    const real h = 1e-3L * std::min(width, room(x));
    if (h < 1e-6L * width) continue;
    const auto f = [&](real y) {
      return upper ? -severity().survival(x * std::exp(y)) : severity().cdf(x * std::exp(y));
    };
    const real slope = (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h * x);
    const real rounding = 50 * epsilon * (probability + x * density) / (h * x);
    EXPECT_TRUE(near(density, slope, 1e-9L * density + rounding)) << "x = " << x;
  }
}

TEST_P(SeverityProperties, DensityIntegratesToTheProbabilityBetweenAmounts) {
  const std::vector<real> points = amounts();
  for (std::size_t i = 1; i < points.size(); ++i) {
    const real a = points[i - 1];
    const real b = points[i];
    if (!(a > 0) || std::log(b / a) < 1e-12L) continue;
    const real probability = severity().survival(a) < 0.5L
                                 ? severity().survival(a) - severity().survival_from(b)
                                 : severity().cdf_below(b) - severity().cdf(a);
    const real larger = std::min(severity().survival(a), severity().cdf_below(b));
    // Beside an infinite density at the end of the support: left to the test of quantiles.
    if (room(b) < 1e-3L && b / a < 1.01L && !(severity().pdf(b) < 2 * severity().pdf(a))) continue;
    if (!std::isfinite(severity().pdf(b))) continue;
    const real sum = log_integral([this](real x) { return severity().pdf(x); }, a, b);
    EXPECT_TRUE(near(sum, probability, 1e-11L * probability + 2000 * epsilon * larger * (1 + b / (b - a))))
        << a << " to " << b;
  }
}

TEST_P(SeverityProperties, LimitedExpectedValueIsTheIntegralOfTheSurvivalFunction) {
  for (const real u : {1e-9L, 0.001L, 0.1L, 0.5L, 0.9L, 0.99L, 0.9999L}) {
    const real d = severity().quantile(u);
    if (!(d > 0)) continue;
    const real expected = survival_integral(d);
    EXPECT_TRUE(near(severity().limited_expected_value(d), expected, 1e-13L * expected))
        << "u = " << u << ", d = " << d;
  }
  EXPECT_EQ(severity().limited_expected_value(0), 0);
}

TEST_P(SeverityProperties, LimitedExpectedValueRisesWithTheSurvivalProbability) {
  const std::vector<real> points = amounts();
  for (std::size_t i = 1; i < points.size(); ++i) {
    const real a = points[i - 1];
    const real b = points[i];
    const real step = severity().limited_expected_value(b) - severity().limited_expected_value(a);
    const real rounding = 100 * epsilon * (severity().limited_expected_value(b) + b * severity().survival(a));
    EXPECT_LE(step, (b - a) * severity().survival(a) + rounding) << a << " to " << b;
    EXPECT_GE(step, (b - a) * severity().survival_from(b) - rounding) << a << " to " << b;
  }
}

TEST_P(SeverityProperties, LimitedExpectedValueAtInfinityIsTheMean) {
  const real mean = severity().mean();
  if (std::isinf(mean)) {
    EXPECT_EQ(severity().limited_expected_value(infinity), infinity);
    EXPECT_EQ(severity().variance(), infinity);
  } else {
    EXPECT_TRUE(near(severity().limited_expected_value(infinity), mean, 20 * epsilon * mean));
  }
}

TEST_P(SeverityProperties, RawMomentsAreIntegralsOfTheQuantile) {
  const std::vector<Severity::Break> breaks = severity().breaks();
  for (int k = 1; k <= 3; ++k) {
    const real moment = severity().raw_moment(k);
    const auto edge = [&](real s) {
      return severity().upper_quantile(s) * std::pow(s, 1 / static_cast<real>(k));
    };
    if (std::isinf(moment)) {
      // s^(1/k) times the quantile at 1 - s does not fall towards 0.
      EXPECT_GE(edge(1e-17L), edge(1e-14L) * (1 - 1e-9L)) << "k = " << k;
      continue;
    }
    // Only just finite: out of reach of quadrature, see exact_test.cpp.
    if (edge(1e-17L) > 0.5L * edge(1e-14L)) continue;
    // u = e^-t below 1/2 and s = e^-t above, in pieces between the breaks
    const auto half = [&](bool upper) {
      std::vector<real> edges{std::log(2.0L), 11000};
      for (const auto& b : breaks) {
        const real p = upper ? b.upper : b.lower;
        if (p < 0.5L) edges.push_back(-std::log(p));
      }
      std::sort(edges.begin(), edges.end());
      const auto f = [&](real t) -> real {
        const real p = std::exp(-t);
        const real x = upper ? severity().upper_quantile(p) : severity().quantile(p);
        return p * std::pow(x, static_cast<real>(k));
      };
      // Double exponential where the quantile may be steep beside a break, then panels of growing length: the
      // integrand falls like an exponential.
      static boost::math::quadrature::tanh_sinh<real> near_breaks;
      edges.insert(edges.end() - 1, edges[edges.size() - 2] + 1);
      real sum = 0;
      for (std::size_t i = 1; i + 1 < edges.size(); ++i) {
        if (edges[i] - edges[i - 1] > 1e-17L)
          sum += near_breaks.integrate(std::function<real(real)>(f), edges[i - 1], edges[i], 1e-14L);
      }
      real step = 0.25L;
      for (real a = edges[edges.size() - 2]; a < edges.back(); a += step, step *= 1.1L) {
        const real part = boost::math::quadrature::gauss<real, 20>::integrate(f, a, a + step);
        sum += part;
        if (part < 1e-17L * sum) break;
      }
      return sum;
    };
    const real expected = half(false) + half(true);
    EXPECT_TRUE(near(moment, expected, 1e-11L * expected)) << "k = " << k;
  }
}

TEST_P(SeverityProperties, QuantileIsSmoothOrConstantBetweenBreaks) {
  std::vector<Severity::Break> edges = severity().breaks();
  for (std::size_t i = 0; i < edges.size(); ++i) {
    EXPECT_GT(edges[i].lower, 0);
    EXPECT_GT(edges[i].upper, 0);
    EXPECT_TRUE(near(edges[i].lower + edges[i].upper, 1, 10 * epsilon));
    if (i > 0) {
      EXPECT_TRUE(edges[i].lower > edges[i - 1].lower || edges[i].upper < edges[i - 1].upper);
    }
  }
  edges.insert(edges.begin(), {0, 1});
  edges.push_back({1, 0});
  for (std::size_t i = 1; i < edges.size(); ++i) {
    std::vector<real> values;
    for (int j = 1; j <= 9; ++j) {
      const real part = static_cast<real>(j) / 10;
      const real lower = edges[i - 1].lower + part * (edges[i].lower - edges[i - 1].lower);
      const real upper = edges[i].upper + (1 - part) * (edges[i - 1].upper - edges[i].upper);
      values.push_back(lower < 0.5L ? severity().quantile(lower) : severity().upper_quantile(upper));
    }
    if (values.front() == values.back()) {
      EXPECT_TRUE(has_atom(values.front())) << "piece " << i;
      continue;
    }
    for (std::size_t j = 0; j < values.size(); ++j) {
      if (j > 0) {
        EXPECT_GT(values[j], values[j - 1]) << "piece " << i;
      }
      EXPECT_FALSE(has_atom(values[j])) << "piece " << i;
      EXPECT_GT(severity().pdf(values[j]), 0) << "piece " << i;
    }
  }
}

TEST_P(SeverityProperties, KnotsAreSortedAndFinite) {
  const std::vector<real> knots = severity().knots();
  EXPECT_TRUE(std::is_sorted(knots.begin(), knots.end()));
  for (const real knot : knots) EXPECT_TRUE(std::isfinite(knot) && knot >= 0);
}

INSTANTIATE_TEST_SUITE_P(Families, SeverityProperties, testing::ValuesIn(severity_cases()),
                         [](const auto& parameter) { return parameter.param.label; });

}  // namespace
}  // namespace tenbin::test
