#include "tenbin/frequency/logarithmic.hpp"

#include <cmath>
#include <cstddef>

#include "tenbin/core/error.hpp"

namespace tenbin {

std::vector<real> logarithmic_pmf(real b, real tail) {
  check_positive_finite("logarithmic_pmf", "b", b);
  constexpr std::size_t largest_table = std::size_t{1} << 24;
  const real q = b / (1 + b);
  const real log_term = std::log1p(b);
  std::vector<real> pmf;
  real power = q;  // q^k
  for (std::size_t k = 1;; ++k, power *= q) {
    const real size = static_cast<real>(k);
    pmf.push_back(power / (size * log_term));
    // sum over j > k of q^j / j < q^(k+1) / ((k+1)(1-q)), and 1 - q = 1 / (1 + b)
    const real rest = power * q * (1 + b) / ((size + 1) * log_term);
    if (rest < tail) break;
    if (k == largest_table)
      throw NumericalError(
          "logarithmic_pmf: more than 2^24 cluster sizes are needed (overdispersion b is too large); use a "
          "smaller coefficient of variation");
  }
  // Backwards, so that the small terms are summed first and the sum is exactly 1.
  real above = 0;
  for (std::size_t i = pmf.size() - 1; i > 0; --i) above += pmf[i];
  pmf.back() += 1 - (above + pmf.front());
  if (pmf.back() < 0) pmf.back() = 0;
  return pmf;
}

std::vector<real> cumulative(const std::vector<real>& pmf) {
  std::vector<real> cdf;
  cdf.reserve(pmf.size());
  real sum = 0;
  for (const real p : pmf) cdf.push_back(sum = std::fmin(sum + p, real{1}));
  if (!cdf.empty()) cdf.back() = 1;
  return cdf;
}

}  // namespace tenbin
