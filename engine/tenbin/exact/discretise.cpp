#include "tenbin/exact/discretise.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "tenbin/contract/expected_payment.hpp"
#include "tenbin/core/error.hpp"

namespace tenbin {

Lattice discretise(const OccurrenceTerms& terms, const Severity& loss, double step, std::size_t points) {
  check_positive_finite("discretise", "step", step);
  check(points >= 2, "discretise", "points", static_cast<real>(points), "at least 2");
  // The number of steps to the largest payment; one within rounding of a whole number is that number.
  const double steps = terms.largest_payment() / step;
  const double whole = std::round(steps);
  const double needed = std::fabs(steps - whole) <= 1e-9 * steps ? whole : std::ceil(steps);
  const std::size_t last =
      needed < static_cast<double>(points - 1) ? static_cast<std::size_t>(needed) : points - 1;

  const real h = step;
  std::vector<double> probabilities(last + 1);
  real before = 0;  // L((j-1) h)
  real here = 0;    // L(j h)
  for (std::size_t j = 0; j <= last; ++j) {
    // Beyond the last point payments are cut, so L is constant.
    const real next = j < last ? limited_expected_payment(terms, loss, h * static_cast<real>(j + 1)) : here;
    const real p = (j == 0 ? 1 - next / h : ((here - before) - (next - here)) / h);
    probabilities[j] = static_cast<double>(std::max(p, real{0}));
    before = here;
    here = next;
  }
  return {step, std::move(probabilities)};
}

}  // namespace tenbin
