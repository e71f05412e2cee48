#include "tenbin/simulation/poisson_inversion.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/poisson.hpp>
#include <random>

#include "tenbin/core/error.hpp"
#include "tenbin/random/stream.hpp"

namespace tenbin {
namespace {

TEST(PoissonInversion, InvertsTheDistributionFunction) {
  std::mt19937_64 generator(11);
  for (double mean : {1e-9, 0.003, 0.5, 1.0, 12.3, 16.0, 300.0, 20480.0, 1e6, 4e8}) {
    const PoissonInversion invert(mean);
    const boost::math::poisson_distribution<long double> poisson(mean);
    for (int i = 0; i < 400; ++i) {
      const double u = unit_interval(generator());
      const auto n = static_cast<long double>(invert(u));
      // F(n - 1) < u <= F(n), up to the rounding of F: Boost's own error grows with the mean.
      const long double slack = 1e-15L + 1e-18L * static_cast<long double>(mean);
      ASSERT_LE(u, cdf(poisson, n) + slack) << mean << " " << u;
      if (n > 0) {
        ASSERT_GT(u, cdf(poisson, n - 1) - slack) << mean << " " << u;
      }
    }
  }
}

TEST(PoissonInversion, OfMeanZeroIsZero) {
  const PoissonInversion invert(0);
  EXPECT_EQ(invert(unit_interval(0)), 0);
  EXPECT_EQ(invert(unit_interval(~std::uint64_t{0})), 0);
}

TEST(PoissonInversion, RisesWithTheMean) {
  std::mt19937_64 generator(12);
  std::vector<double> uniforms(200);
  for (double& u : uniforms) u = unit_interval(generator());
  std::vector<std::int64_t> before(uniforms.size(), 0);
  for (real mean = 0.01L; mean < 5000; mean *= 1.13L) {
    const PoissonInversion invert(mean);
    for (std::size_t i = 0; i < uniforms.size(); ++i) {
      const std::int64_t n = invert(uniforms[i]);
      ASSERT_GE(n, before[i]) << mean;
      before[i] = n;
    }
  }
}

TEST(PoissonInversion, RefusesAMeanOutOfRange) {
  EXPECT_THROW(PoissonInversion(-1), ParameterError);
  EXPECT_THROW(PoissonInversion(2e9L), ParameterError);
}

}  // namespace
}  // namespace tenbin
