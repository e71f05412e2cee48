#include "tenbin/frequency/binomial.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/complex_log1p.hpp"
#include "tenbin/frequency/logarithmic.hpp"

namespace tenbin {

Binomial::Binomial(long trials, real probability) : trials_(trials), probability_(probability) {
  check(trials >= 1 && trials <= (1L << 24), "Binomial", "n", static_cast<real>(trials), "from 1 to 2^24");
  check_probability("Binomial", "p", probability);
}

real Binomial::pmf(long n) const {
  if (n < 0 || n > trials_) return 0;
  if (probability_ == 0) return n == 0 ? 1 : 0;
  if (probability_ == 1) return n == trials_ ? 1 : 0;
  const real trials = static_cast<real>(trials_);
  if (n == 0) return std::exp(trials * std::log1p(-probability_));
  if (n == trials_) return std::exp(trials * std::log(probability_));
  const real count = static_cast<real>(n);
  return boost::math::ibeta_derivative(count + 1, trials - count + 1, probability_) / (trials + 1);
}

std::complex<double> Binomial::pgf(std::complex<double> z) const {
  const std::complex<double> change = static_cast<double>(probability_) * (z - 1.0);
  // Near z = 1 the rounding of 1 + change would be amplified n times.
  if (std::norm(change) < 0.25) return std::exp(static_cast<double>(trials_) * complex_log1p(change));
  std::complex<double> base = 1.0 + change;
  std::complex<double> power = 1.0;
  for (long n = trials_; n > 0; n >>= 1, base *= base)
    if (n & 1) power *= base;
  return power;
}

CountScheme Binomial::count_scheme() const {
  const real tail = std::ldexp(real{1}, -70);
  std::vector<real> probabilities;
  for (long n = 0; n <= trials_; ++n) {
    probabilities.push_back(pmf(n));
    // Past the mean the terms fall at least geometrically with the ratio of the next two.
    if (static_cast<real>(n) > mean()) {
      const real ratio =
          static_cast<real>(trials_ - n) / static_cast<real>(n + 1) * probability_ / (1 - probability_);
      if (ratio < 1 && probabilities.back() * ratio / (1 - ratio) < tail) break;
    }
  }
  return AnnualCounts{cumulative(probabilities)};
}

FrequencyPtr Binomial::scaled(real factor) const {
  check_positive_finite("Binomial::scaled", "factor", factor);
  check(probability_ * factor <= 1, "Binomial::scaled", "p * factor", probability_ * factor,
        "at most 1 (a binomial count cannot exceed its n trials); use poisson");
  return std::make_shared<Binomial>(trials_, probability_ * factor);
}

}  // namespace tenbin
