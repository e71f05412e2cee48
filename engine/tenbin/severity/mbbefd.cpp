#include "tenbin/severity/mbbefd.hpp"

#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/quadrature.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin {

Mbbefd::Mbbefd(real b, real g, real sum_insured)
    : b_(b), g_(g), sum_insured_(sum_insured), gamma_(-std::log(b)), one_minus_b_over_b_((1 - b) / b) {
  check_nonnegative_finite("Mbbefd", "b", b);
  check_finite("Mbbefd", "g", g);
  check(g >= 1, "Mbbefd", "g", g, "at least 1 (the total loss has probability 1/g)");
  check_positive_finite("Mbbefd", "sum_insured", sum_insured);
}

Mbbefd Mbbefd::swiss_re(real c, real sum_insured) {
  check(c >= 0 && c <= 30, "Mbbefd::swiss_re", "c", c, "between 0 and 30");
  return {std::exp(3.1L - 0.15L * c * (1 + c)), std::exp((0.78L + 0.12L * c) * c), sum_insured};
}

/// P(X <= x) / P(X > x) = (g - 1) h(x/M), 0 <= x < M
real Mbbefd::odds(real x) const {
  if (certain_total_loss()) return 0;
  const real y = x / sum_insured_;
  const real h = b_ == 1 ? y : std::expm1(gamma_ * y) / one_minus_b_over_b_;
  return (g_ - 1) * h;
}

real Mbbefd::at_odds(real odds) const {
  if (certain_total_loss() || odds >= g_ - 1) return sum_insured_;
  const real h = odds / (g_ - 1);
  const real y = b_ == 1 ? h : std::log1p(h * one_minus_b_over_b_) / gamma_;
  return sum_insured_ * std::fmin(y, 1);
}

real Mbbefd::pdf(real x) const {
  if (x < 0 || x >= sum_insured_ || certain_total_loss()) return 0;
  const real slope = b_ == 1 ? 1 : gamma_ * std::exp(gamma_ * x / sum_insured_) / one_minus_b_over_b_;
  const real tail = survival(x);
  return (g_ - 1) * slope * tail * tail / sum_insured_;
}

real Mbbefd::cdf(real x) const {
  if (x >= sum_insured_) return 1;
  return x > 0 ? odds(x) / (1 + odds(x)) : 0;
}

real Mbbefd::survival(real x) const {
  if (x >= sum_insured_) return 0;
  return x > 0 ? 1 / (1 + odds(x)) : 1;
}

real Mbbefd::cdf_below(real x) const {
  if (x != sum_insured_) return cdf(x);
  return certain_total_loss() ? 0 : (g_ - 1) / g_;
}

real Mbbefd::survival_from(real x) const {
  if (x != sum_insured_) return survival(x);
  return certain_total_loss() ? 1 : 1 / g_;
}

real Mbbefd::quantile(real u) const { return at_odds(u / (1 - u)); }

real Mbbefd::upper_quantile(real s) const { return at_odds((1 - s) / s); }

real Mbbefd::limited_expected_value(real d) const {
  if (!(d > 0)) return 0;
  const real y = d >= sum_insured_ ? 1 : d / sum_insured_;
  if (certain_total_loss()) return sum_insured_ * y;
  if (b_ == 1) return sum_insured_ * std::log1p((g_ - 1) * y) / (g_ - 1);
  // The fused product is rounded once, so a keeps its digits where b g is near 1.
  const real a = std::fma(-g_, b_, 1.0L) / (1 - b_);
  const real step = std::expm1(-gamma_ * y);  // b^y - 1
  if (a == 0) return -sum_insured_ * step / gamma_;
  // ln(1 + a (b^y - 1)), of positive terms only where the argument is small
  const real logarithm = a * step > -0.5L ? std::log1p(a * step) : std::log((1 - a) + a * (1 + step));
  return -sum_insured_ * logarithm / (gamma_ * a);
}

real Mbbefd::raw_moment(int k) const {
  if (k == 1) return limited_expected_value(sum_insured_);
  const real order = k;
  const real total = std::pow(sum_insured_, order);
  if (certain_total_loss()) return total;
  // E[(X/M)^k] = 1/g + integral over t in (0, ln g) of y(t)^k e^-t, with t = -ln P(X > x)
  const auto integrand = [&](real t) {
    return std::pow(at_odds(std::expm1(t)) / sum_insured_, order) * std::exp(-t);
  };
  return total * (integrate(integrand, 0, std::log(g_)) + 1 / g_);
}

}  // namespace tenbin
