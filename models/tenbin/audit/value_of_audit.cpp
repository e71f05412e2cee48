#include "tenbin/audit/value_of_audit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tenbin/core/error.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::audit {
namespace {

constexpr real points = 50;
constexpr real bad_case_z = 1.6448536269514722L;  // normal quantile at 95 %

real normal_cdf(real z) { return std::erfc(-z * std::numbers::sqrt2_v<real> / 2) / 2; }

/// A term today: expected loss g and strength per point a; after a shift t of the posterior mean with
/// variance s^2 it is g exp(-a t - a^2 s^2 / 2).
struct Today {
  real expected = 0, slope = 0;
};

real covariance(const std::vector<Today>& terms, real variance) {
  real sum = 0;
  for (const Today& left : terms) {
    for (const Today& right : terms) {
      sum += left.expected * right.expected * std::expm1(left.slope * right.slope * variance);
    }
  }
  return sum;
}

/// Shift of the posterior mean at which the expected loss is `wanted`: falls in the shift. Bisection.
real shift_at(const std::vector<Today>& terms, real variance, real wanted) {
  const auto loss = [&](real shift) {
    real sum = 0;
    for (const Today& term : terms)
      sum += term.expected * std::exp(-term.slope * shift - term.slope * term.slope * variance / 2);
    return sum;
  };
  const real sd = std::sqrt(variance);
  real low = -40 * sd;
  real high = 40 * sd;
  if (loss(low) <= wanted) return low;  // never as bad as that
  if (loss(high) >= wanted) return high;
  for (int i = 0; i < 200; ++i) {
    const real middle = (low + high) / 2;
    (loss(middle) > wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

AuditProspect prospect(const LossOfQuality& loss, const Belief& belief, real sd,
                       library::LibraryReader& library) {
  check_positive_finite("prospect", "sd", sd);
  if (belief.cap) {
    throw ParameterError(
        "prospect: a required item failed (that is a fact, which no audit changes); repair it first");
  }
  const real variance = belief.normal_sd * belief.normal_sd;
  AuditProspect result;
  result.error_sd = sd;
  result.credibility = variance / (variance + sd * sd);
  const real moved = variance * result.credibility;
  const real left = variance - moved;
  result.quality_sd_after = std::sqrt(left);

  std::vector<Today> terms;
  for (const LossTerm& term : loss.terms()) {
    const Belief about = belief_about(belief, term.effect, library);
    terms.push_back({expected_term(term, about), term.strength / points});
    result.loss_now += terms.back().expected;
  }
  const real variance_now = covariance(terms, variance);
  const real variance_moved = covariance(terms, moved);
  result.loss_sd_now = std::sqrt(variance_now);
  result.loss_sd_moved = std::sqrt(variance_moved);
  result.loss_sd_after = std::sqrt(std::max(variance_now - variance_moved, real{0}));

  const real expense = library("rating/expense");
  const real kept = 1 - expense - library("rating/profit");
  result.premium_now = result.loss_now / kept;
  const real z = result.credibility;
  for (const auto& [expected, slope] : terms) {
    const real at_mean = expected * std::exp(-slope * slope * variance / 2);  // at theta = m
    result.bad_case_now += at_mean * std::exp(bad_case_z * slope * belief.normal_sd);
    result.bad_case_after +=
        at_mean * std::exp(slope * slope * moved / 2 + bad_case_z * slope * result.quality_sd_after);
    // Given theta = m + d the result is T ~ N(Z d, Z^2 sd^2).
    const real known = at_mean * std::exp(slope * slope * (left + z * z * sd * sd) / 2);
    const real shift = slope * z * belief.normal_sd;
    result.premium_if_better += known * std::exp(-shift) / kept;
    result.premium_if_worse += known * std::exp(shift) / kept;
  }

  const real reach = result.premium_now * (1 - expense);
  const real spread = std::sqrt(moved);
  if (spread > 0) {
    const real edge = shift_at(terms, moved, reach);
    result.chance = normal_cdf(edge / spread);
    for (const auto& [expected, slope] : terms)
      result.worth += expected * normal_cdf((edge + slope * moved) / spread);
    result.worth = std::max(result.worth - reach * result.chance, real{0});
  }
  return result;
}

std::vector<AuditProspect> audit_prospects(const LossOfQuality& loss, const Belief& belief,
                                           const AuditedSystem& system, library::LibraryReader& library) {
  std::vector<AuditProspect> result;
  for (const std::string& method : scenario::audit_methods()) {
    scenario::Audit audit;
    audit.method = method;
    AuditProspect entry = prospect(loss, belief, score_error_sd(audit, system, library), library);
    entry.method = method;
    entry.price = library("audit/price/" + method);
    result.push_back(std::move(entry));
  }
  return result;
}

}  // namespace tenbin::audit
