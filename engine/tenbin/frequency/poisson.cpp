#include "tenbin/frequency/poisson.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include "tenbin/core/error.hpp"

namespace tenbin {

Poisson::Poisson(real mean) : mean_(mean) { check_positive_finite("Poisson", "mean", mean); }

real Poisson::pmf(long n) const {
  if (n < 0) return 0;
  // e^-m m^n / n! is the density of a gamma variable of shape n + 1 at m.
  return boost::math::gamma_p_derivative(static_cast<real>(n) + 1, mean_);
}

std::complex<double> Poisson::log_pgf(std::complex<double> z) const {
  return static_cast<double>(mean_) * (z - 1.0);
}

CountScheme Poisson::count_scheme() const { return PoissonClusters{mean_, {}}; }

FrequencyPtr Poisson::scaled(real factor) const {
  check_positive_finite("Poisson::scaled", "factor", factor);
  return std::make_shared<Poisson>(mean_ * factor);
}

}  // namespace tenbin
