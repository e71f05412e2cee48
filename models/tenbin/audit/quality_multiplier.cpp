#include "tenbin/audit/quality_multiplier.hpp"

#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/mixture.hpp"
#include "tenbin/severity/truncated.hpp"

namespace tenbin::audit {
namespace {

constexpr real points = 50;  ///< of score, to which a strength refers (design section 4)

}  // namespace

QualityMultiplier::QualityMultiplier(const Belief& belief, real strength)
    : belief_(belief), strength_(strength) {
  check_nonnegative_finite("quality multiplier", "strength", strength);
}

real QualityMultiplier::log_norm() const {
  const real spread = strength_ * belief_.prior_sd / points;
  return -strength_ * (belief_.prior_mean - points) / points + spread * spread / 2;
}

real QualityMultiplier::at(real quality) const {
  return std::exp(-strength_ * (quality - points) / points - log_norm());
}

real QualityMultiplier::mean() const {
  return std::exp(strength_ - log_norm()) * belief_.exponential_moment(strength_ / points);
}

real QualityMultiplier::sd() const {
  if (is_constant()) return 0;
  const real first = mean();
  const real second =
      std::exp(2 * (strength_ - log_norm())) * belief_.exponential_moment(2 * strength_ / points);
  return std::sqrt(std::max(second - first * first, real{0}));
}

SeverityPtr QualityMultiplier::law() const {
  if (is_constant()) return std::make_shared<Discrete>(std::vector<real>{mean()}, std::vector<real>{1});
  const real mu = -strength_ * (belief_.normal_mean - points) / points - log_norm();
  const auto lognormal = std::make_shared<Lognormal>(mu, strength_ * belief_.normal_sd / points);
  if (!belief_.cap) return lognormal;
  // Quality above the cap counts as the cap: the multiplier's lower part is an atom at its least value.
  const real least = at(*belief_.cap);
  const real above = lognormal->survival(least);
  constexpr real negligible = std::numeric_limits<real>::epsilon();
  const auto atom = std::make_shared<Discrete>(std::vector<real>{least}, std::vector<real>{1});
  if (above < negligible) return atom;
  if (lognormal->cdf(least) < negligible) return lognormal;
  const auto tail = std::make_shared<Truncated>(lognormal, least, std::numeric_limits<real>::infinity());
  return std::make_shared<Mixture>(std::vector<SeverityPtr>{atom, tail}, std::vector<real>{1 - above, above});
}

}  // namespace tenbin::audit
