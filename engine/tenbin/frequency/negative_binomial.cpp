#include "tenbin/frequency/negative_binomial.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/complex_log1p.hpp"
#include "tenbin/frequency/logarithmic.hpp"

namespace tenbin {

NegativeBinomial::NegativeBinomial(real r, real b) : r_(r), b_(b) {
  check_positive_finite("NegativeBinomial", "r", r);
  check_positive_finite("NegativeBinomial", "b", b);
}

real NegativeBinomial::pmf(long n) const {
  if (n < 0) return 0;
  const real log_zero = -r_ * std::log1p(b_);
  if (log_zero > -11000 && n < 10000) {  // e^-11000 is still a normal number
    real p = std::exp(log_zero);
    for (long k = 1; k <= n; ++k)
      p *= (r_ + static_cast<real>(k - 1)) / static_cast<real>(k) * (b_ / (1 + b_));
    return p;
  }
  // Gamma(r+n) / (Gamma(r) n!) p^r (1-p)^n = p / (r+n) * beta density with parameters (r, n+1) at p = 1 / (1
  // + b)
  const real count = static_cast<real>(n);
  const real p = 1 / (1 + b_);
  return p / (r_ + count) * boost::math::ibeta_derivative(r_, count + 1, p);
}

std::complex<double> NegativeBinomial::log_pgf(std::complex<double> z) const {
  // The argument of the logarithm has real part >= 1, so the principal branch is the continuous one.
  return -static_cast<double>(r_) * complex_log1p(static_cast<double>(b_) * (1.0 - z));
}

CountScheme NegativeBinomial::count_scheme() const {
  return PoissonClusters{r_ * std::log1p(b_), cumulative(logarithmic_pmf(b_, std::ldexp(real{1}, -60)))};
}

FrequencyPtr NegativeBinomial::scaled(real factor) const {
  check_positive_finite("NegativeBinomial::scaled", "factor", factor);
  return std::make_shared<NegativeBinomial>(r_ * factor, b_);
}

}  // namespace tenbin
