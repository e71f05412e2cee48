#include "tenbin/simulation/response.hpp"

#include <algorithm>
#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/severity.hpp"
#include "tenbin/severity/special_functions.hpp"

namespace tenbin {
namespace {

real normal_density(real z) {
  constexpr real root_two_pi = 2.50662827463100050241576528481104525301L;
  return std::exp(-z * z / 2) / root_two_pi;
}

/// Z + score_shift as a law of amounts. What is below 0 has probability 1e-19, which no draw of 52 bits
/// meets.
class NormalScore final : public Severity {
 public:
  std::string name() const override { return "normal_score"; }
  std::string fingerprint() const override { return told_by({}); }
  real pdf(real x) const override { return normal_density(x - score_shift); }
  real cdf(real x) const override { return normal_cdf(x - score_shift); }
  real survival(real x) const override { return normal_cdf(score_shift - x); }
  real quantile(real u) const override { return std::max<real>(0, score_shift + normal_quantile(u)); }
  real upper_quantile(real s) const override { return std::max<real>(0, score_shift - normal_quantile(s)); }
  real limited_expected_value(real d) const override {
    if (std::isinf(d)) return score_shift;
    return score_shift * cdf(d) - normal_density(d - score_shift) + d * survival(d);
  }
  real raw_moment(int k) const override {
    if (k == 1) return score_shift;
    if (k == 2) return real{score_shift} * score_shift + 1;
    // E[(m + Z)^k] = m E[(m + Z)^(k-1)] + (k - 1) E[(m + Z)^(k-2)]
    return score_shift * raw_moment(k - 1) + (k - 1) * raw_moment(k - 2);
  }
};

}  // namespace

Response::Response(const std::function<real(real)>& factor) {
  std::vector<real> at(intervals + 1);
  for (int i = 0; i <= intervals; ++i) {
    at[static_cast<std::size_t>(i)] = factor(lowest + i / real{per_unit});
    check_positive_finite("Response", "factor", at[static_cast<std::size_t>(i)]);
  }
  // On a piece a + b (z - z0): integrals of 1, z and z^2 against the normal density have closed forms.
  real mean = 0, square = 0;
  const auto add_constant = [&](real value, real probability) {
    mean += value * probability;
    square += value * value * probability;
  };
  add_constant(at.front(), normal_cdf(lowest));
  add_constant(at.back(), normal_cdf(lowest));  // by symmetry: the ends are -6 and 6
  for (int i = 0; i < intervals; ++i) {
    const real z0 = lowest + i / real{per_unit}, z1 = lowest + (i + 1) / real{per_unit};
    const real slope = (at[static_cast<std::size_t>(i) + 1] - at[static_cast<std::size_t>(i)]) * per_unit;
    const real base = at[static_cast<std::size_t>(i)] - slope * z0;  // the line is base + slope z
    const real p = normal_cdf(z1) - normal_cdf(z0);
    const real m1 = normal_density(z0) - normal_density(z1);
    const real m2 = p + z0 * normal_density(z0) - z1 * normal_density(z1);
    mean += base * p + slope * m1;
    square += base * base * p + 2 * base * slope * m1 + slope * slope * m2;
  }
  variance_ = std::max<real>(0, square / (mean * mean) - 1);
  values_.reserve(at.size());
  for (const real value : at) values_.push_back(static_cast<double>(value / mean));
}

const QuantileTable& normal_score_table() {
  static const QuantileTable table{NormalScore{}};
  return table;
}

}  // namespace tenbin
