#include "tenbin/severity/layer_moment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tenbin/severity/quadrature.hpp"

namespace tenbin {
namespace {

/// A difference below this part of its terms is not trusted to keep its digits.
constexpr real smallest_difference = 1e-3L;

/// Integral over one piece without knots, 0 < from < to < inf, in the variable ln x, in steps of a factor of
/// e^4: amounts of one distribution spread over many orders of magnitude.
real piece_integral(const Severity& severity, int k, real from, real to) {
  const real order = k;
  const real length = std::log1p((to - from) / from);
  const auto steps = static_cast<int>(std::ceil(length / 4));
  const auto integrand = [&](real y) {
    const real x = std::min(from * std::exp(y), to);
    return order * std::pow(x, order) * severity.survival(x);
  };
  real sum = 0;
  for (int i = 0; i < steps; ++i) {
    sum += integrate(integrand, length * static_cast<real>(i) / steps,
                     length * static_cast<real>(i + 1) / steps);
  }
  return sum;
}

real finite_integral(const Severity& severity, int k, real from, real to) {
  if (!(to > from)) return 0;
  const real order = k;
  real sum = 0;
  if (from == 0) {
    const real positive = severity.survival(0);
    if (!(positive > 0)) return 0;
    // Below the median of the positive part P(X > x) hardly falls, so the head below `start` is start^k P(X >
    // 0) to a relative e^-50 of the whole.
    const real median = positive < 1 ? severity.upper_quantile(positive / 2) : severity.quantile(0.5L);
    const real start = std::min(median, to) * std::exp(-50 / order);
    sum = std::pow(start, order) * severity.survival(start);
    from = start;
  }
  for (const real knot : severity.knots()) {
    if (knot <= from || knot >= to) continue;
    sum += piece_integral(severity, k, from, knot);
    from = knot;
  }
  return sum + piece_integral(severity, k, from, to);
}

/// Where the tail above `from` is light.
real tail_integral(const Severity& severity, int k, real from) {
  const std::vector<real> knots = severity.knots();
  const real last = knots.empty() ? from : std::max(from, knots.back());
  real sum = finite_integral(severity, k, from, last);
  from = last;
  for (real x = from; std::isfinite(x) && severity.survival(x) > 0;) {
    constexpr real factor = 7.38905609893065L;
    const real part = piece_integral(severity, k, x, factor * x);
    sum += part;
    if (part <= std::numeric_limits<real>::epsilon() * 0x1p-4L * sum) break;
    x *= factor;
  }
  return sum;
}

}  // namespace

real layer_moment(const Severity& severity, int k, real from, real to) {
  if (!(to > from)) return 0;
  const bool unlimited = std::isinf(to);
  if (k == 1 || unlimited) {
    const real upper = unlimited ? severity.raw_moment(k) : severity.limited_expected_value(to);
    if (std::isinf(upper) || from == 0) return upper;
    const real lower = k == 1 ? severity.limited_expected_value(from) : finite_integral(severity, k, 0, from);
    if (upper - lower >= smallest_difference * upper) return upper - lower;
  }
  return unlimited ? tail_integral(severity, k, from) : finite_integral(severity, k, from, to);
}

}  // namespace tenbin
