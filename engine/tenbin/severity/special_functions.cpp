#include "tenbin/severity/special_functions.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "tenbin/severity/root.hpp"

namespace tenbin {
namespace {

namespace policies = boost::math::policies;

/// Everything stays in long double; a result outside its range is 0 or infinity. A failed inverse returns its
/// last guess, which `accepted` judges.
using Policy = policies::policy<policies::promote_float<false>, policies::promote_double<false>,
                                policies::overflow_error<policies::ignore_error>,
                                policies::underflow_error<policies::ignore_error>,
                                policies::evaluation_error<policies::ignore_error>>;
constexpr Policy policy{};

constexpr real root_two = 1.41421356237309504880168872420969807857L;

/// Whether `probability` at a guessed quantile is the wanted one up to roundings of the probability and of
/// the guess.
/// @param steepness d ln probability / d ln guess
bool accepted(real probability, real wanted, real steepness) {
  constexpr real tolerance = 20 * std::numeric_limits<real>::epsilon();
  return std::abs(probability - wanted) <= tolerance * (1 + std::abs(steepness)) * wanted;
}

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

// Boost's inverses miss or give up for some small shapes, so each result is checked, and solved for where it
// fails.

real gamma_lower_inverse(real shape, real u) {
  const real guess = boost::math::gamma_p_inv(shape, u, policy);
  const bool usable = guess > 0 && std::isfinite(guess);
  if (usable && accepted(gamma_lower(shape, guess), u, guess * gamma_density(shape, guess) / u)) return guess;
  if (u > 0.5L) return gamma_upper_inverse(shape, 1 - u);
  return root_in_logarithm([&](real x) { return safe_log(gamma_lower(shape, x)) - std::log(u); }, 0,
                           shape + 1);
}

real gamma_upper_inverse(real shape, real s) {
  const real guess = boost::math::gamma_q_inv(shape, s, policy);
  const bool usable = guess > 0 && std::isfinite(guess);
  if (usable && accepted(gamma_upper(shape, guess), s, guess * gamma_density(shape, guess) / s)) return guess;
  if (s > 0.5L) return gamma_lower_inverse(shape, 1 - s);
  // Chernoff: Q(shape, x) <= s from x = shape + sqrt(2 shape L) + L on, with L = -ln s (Boucheron, Lugosi,
  // Massart, Concentration inequalities, 2013, section 2.4)
  const real exponent = -std::log(s);
  const real high = shape + std::sqrt(2 * shape * exponent) + exponent;
  return root_in_logarithm([&](real x) { return std::log(s) - safe_log(gamma_upper(shape, x)); }, 0, high);
}

real gamma_density(real shape, real x) { return boost::math::gamma_p_derivative(shape, x, policy); }

real beta_lower(real a, real b, real x) {
  if (x >= 1) return 1;
  return x > 0 ? boost::math::ibeta(a, b, x, policy) : 0;
}

real beta_upper(real a, real b, real x) {
  if (x >= 1) return 0;
  return x > 0 ? boost::math::ibetac(a, b, x, policy) : 1;
}

real beta_lower_inverse(real a, real b, real u) {
  const real guess = boost::math::ibeta_inv(a, b, u, policy);
  const bool usable = guess > 0 && guess < 1;
  if (usable && accepted(beta_lower(a, b, guess), u, guess * beta_density(a, b, guess) / u)) return guess;
  const real target = std::log(u);
  if (beta_lower(a, b, 0.5L) >= u) {
    return root_in_logarithm([&](real x) { return safe_log(beta_lower(a, b, x)) - target; }, 0, 0.5L);
  }
  return 1 - root_in_logarithm([&](real z) { return target - safe_log(beta_upper(b, a, z)); }, 0, 0.5L);
}

real beta_upper_inverse(real a, real b, real s) {
  const real guess = boost::math::ibetac_inv(a, b, s, policy);
  const bool usable = guess > 0 && guess < 1;
  if (usable && accepted(beta_upper(a, b, guess), s, guess * beta_density(a, b, guess) / s)) return guess;
  const real target = std::log(s);
  if (beta_upper(a, b, 0.5L) <= s) {
    return root_in_logarithm([&](real x) { return target - safe_log(beta_upper(a, b, x)); }, 0, 0.5L);
  }
  return 1 - root_in_logarithm([&](real z) { return safe_log(beta_lower(b, a, z)) - target; }, 0, 0.5L);
}

real beta_density(real a, real b, real x) { return boost::math::ibeta_derivative(a, b, x, policy); }

real expm1_ratio(real a, real x) { return a == 0 ? x : std::expm1(a * x) / a; }

real log1p_ratio(real a, real x) { return a == 0 ? x : std::log1p(a * x) / a; }

}  // namespace tenbin
