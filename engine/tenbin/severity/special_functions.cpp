#include "tenbin/severity/special_functions.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

namespace tenbin {
namespace {

namespace policies = boost::math::policies;

/// Everything stays in long double; a result outside its range is 0 or infinity.
using Policy =
    policies::policy<policies::promote_float<false>, policies::promote_double<false>,
                     policies::overflow_error<policies::ignore_error>,
                     policies::underflow_error<policies::ignore_error>, policies::max_root_iterations<400>>;
constexpr Policy policy{};

constexpr real root_two = 1.41421356237309504880168872420969807857L;

}  // namespace

real normal_cdf(real z) { return std::erfc(-z / root_two) / 2; }

real normal_quantile(real u) { return -root_two * boost::math::erfc_inv(2 * u, policy); }

real gamma_lower(real shape, real x) {
  if (std::isinf(x)) return 1;
  return x > 0 ? boost::math::gamma_p(shape, x, policy) : 0;
}

real gamma_upper(real shape, real x) {
  if (std::isinf(x)) return 0;
  return x > 0 ? boost::math::gamma_q(shape, x, policy) : 1;
}

real gamma_lower_inverse(real shape, real u) { return boost::math::gamma_p_inv(shape, u, policy); }

real gamma_upper_inverse(real shape, real s) { return boost::math::gamma_q_inv(shape, s, policy); }

real gamma_density(real shape, real x) { return boost::math::gamma_p_derivative(shape, x, policy); }

real beta_lower(real a, real b, real x) {
  if (x >= 1) return 1;
  return x > 0 ? boost::math::ibeta(a, b, x, policy) : 0;
}

real beta_upper(real a, real b, real x) {
  if (x >= 1) return 0;
  return x > 0 ? boost::math::ibetac(a, b, x, policy) : 1;
}

real beta_lower_inverse(real a, real b, real u) { return boost::math::ibeta_inv(a, b, u, policy); }

real beta_upper_inverse(real a, real b, real s) { return boost::math::ibetac_inv(a, b, s, policy); }

real beta_density(real a, real b, real x) { return boost::math::ibeta_derivative(a, b, x, policy); }

real expm1_ratio(real a, real x) { return a == 0 ? x : std::expm1(a * x) / a; }

real log1p_ratio(real a, real x) { return a == 0 ? x : std::log1p(a * x) / a; }

}  // namespace tenbin
