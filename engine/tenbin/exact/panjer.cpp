#include "tenbin/exact/panjer.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "tenbin/core/error.hpp"

namespace tenbin {

Lattice panjer(const Frequency& count, const Lattice& amount, std::size_t points) {
  check(points >= 1, "panjer", "points", static_cast<real>(points), "at least 1");
  // a and b from the ratios p_1/p_0 = a + b and p_2/p_1 = a + b/2; the third ratio tests the class.
  const real p0 = count.pmf(0), p1 = count.pmf(1), p2 = count.pmf(2), p3 = count.pmf(3);
  if (!(p0 > 0 && p1 > 0))
    throw NumericalError("panjer: P(N = 0) underflows (the expected count is too large); use the transform");
  const real r1 = p1 / p0, r2 = p2 / p1;
  real a = 2 * r2 - r1;
  const real b = 2 * (r1 - r2);
  if (std::fabs(p3 - (a + b / 3) * p2) > 1e-12L * p2 || (p2 == 0 && p3 != 0))
    throw ParameterError(
        "panjer: the count " + count.name() +
        " is not of the class p_n = (a + b/n) p_(n-1) (Panjer's recursion holds for it only); use "
        "the transform");
  const auto& q = amount.probabilities();
  const real zero = q[0];
  std::vector<real> f(points);
  // sum of p_n q_0^n = p_0 (1 - a q_0)^(-(a+b)/a), or p_0 e^(b q_0) for a = 0
  if (std::fabs(a) < 1e-14L * std::fmax(std::fabs(b), 1)) a = 0;
  f[0] = p0 * std::exp(a == 0 ? b * zero : -(a + b) / a * std::log1p(-a * zero));
  if (!(f[0] > 0))
    throw NumericalError("panjer: P(S = 0) underflows (the expected count is too large); use the transform");
  for (std::size_t k = 1; k < points; ++k) {
    const std::size_t last = std::min(k, q.size() - 1);
    real sum = 0;
    for (std::size_t j = 1; j <= last; ++j)
      sum += (a + b * static_cast<real>(j) / static_cast<real>(k)) * q[j] * f[k - j];
    f[k] = sum / (1 - a * zero);
  }
  std::vector<double> probabilities(points);
  std::transform(f.begin(), f.end(), probabilities.begin(), [](real p) { return static_cast<double>(p); });
  return {amount.step(), std::move(probabilities)};
}

}  // namespace tenbin
