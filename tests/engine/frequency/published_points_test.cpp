#include <gtest/gtest.h>

#include <cmath>

#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/severity/lognormal.hpp"

/// Published points of cyber incidents (Cyentia IRIS 2025, by revenue) that the fitted laws reproduce.
namespace tenbin {
namespace {

TEST(PublishedPoints, IncidentsAYearByRevenue) {
  struct Row {
    real size, mean;
    double one, two, three;  // P(N >= 1), ...
  };
  // Sizes and means are fits with two and three digits; the fit meets the second and third point within 2.5
  // %.
  const Row rows[] = {{0.50L, 0.084L, 0.0748, 0.0083, 0.0010}, {0.37L, 0.099L, 0.0838, 0.0125, 0.0021},
                      {0.31L, 0.125L, 0.0999, 0.0194, 0.0043}, {0.28L, 0.222L, 0.1513, 0.0454, 0.0156},
                      {0.56L, 0.534L, 0.3126, 0.1244, 0.0529}, {0.79L, 0.836L, 0.4343, 0.2045, 0.0989}};
  for (const Row& row : rows) {
    const NegativeBinomial count(row.size, row.mean / row.size);
    const real p0 = count.pmf(0), p1 = count.pmf(1), p2 = count.pmf(2);
    EXPECT_NEAR(static_cast<double>(1 - p0) / row.one, 1, 0.005);
    EXPECT_NEAR(static_cast<double>(1 - p0 - p1) / row.two, 1, 0.025);
    EXPECT_NEAR(static_cast<double>(1 - p0 - p1 - p2) / row.three, 1, 0.025);
  }
  // A published example of one law: 92.6 % of firms have no incident.
  const NegativeBinomial example(0.262L, 0.088L / 0.262L);
  EXPECT_NEAR(static_cast<double>(example.pmf(0)), 0.926, 0.001);
}

TEST(PublishedPoints, SizesByMedianAndTail) {
  struct Row {
    real mu, sigma;
    double median, level, tail;
  };
  // mu with two decimals is half a per cent of the median; sigma with two decimals is 0.8 % of the 95th
  // percentile.
  const Row rows[] = {{13.31L, 2.41L, 603e3, 0.95, 32e6},     {12.79L, 1.97L, 357e3, 0.95, 9.1e6},
                      {13.05L, 1.99L, 466.7e3, 0.95, 12.3e6}, {14.40L, 2.15L, 1.8e6, 0.95, 61.8e6},
                      {14.60L, 2.92L, 2.2e6, 0.95, 266.2e6},  {14.40L, 2.18L, 1.8e6, 0.90, 29.4e6}};
  for (const Row& row : rows) {
    const Lognormal law(row.mu, row.sigma);
    EXPECT_NEAR(static_cast<double>(law.quantile(0.5L)) / row.median, 1, 0.005);
    EXPECT_NEAR(static_cast<double>(law.quantile(row.level)) / row.tail, 1, 0.013);
  }
}

}  // namespace
}  // namespace tenbin
