#include "tenbin/severity/quadrature.hpp"

#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>

namespace tenbin {
namespace {

constexpr real tolerance = 1e-16L;

/// One application of the rule, mapped from (-1, 1): Boost leaves its error estimate unscaled on other
/// intervals.
real apply_rule(const std::function<real(real)>& function, real from, real to, real* error) {
  const real middle = (from + to) / 2;
  const real half = (to - from) / 2;
  const auto mapped = [&](real t) { return half * function(middle + half * t); };
  return boost::math::quadrature::gauss_kronrod<real, 61>::integrate(mapped, real{-1}, real{1}, 0, tolerance,
                                                                     error);
}

real refine(const std::function<real(real)>& function, real from, real to, real goal, int depth) {
  real error = 0;
  const real estimate = apply_rule(function, from, to, &error);
  if (depth == 0 || error <= std::max(goal, tolerance * std::abs(estimate))) return estimate;
  const real middle = (from + to) / 2;
  return refine(function, from, middle, goal / 2, depth - 1) +
         refine(function, middle, to, goal / 2, depth - 1);
}

}  // namespace

real integrate(const std::function<real(real)>& function, real from, real to) {
  if (!(to > from)) return 0;
  real error = 0;
  const real estimate = apply_rule(function, from, to, &error);
  const real goal = tolerance * std::abs(estimate);
  if (error <= goal) return estimate;
  constexpr int depth = 12;
  const real middle = (from + to) / 2;
  return refine(function, from, middle, goal / 2, depth) + refine(function, middle, to, goal / 2, depth);
}

}  // namespace tenbin
