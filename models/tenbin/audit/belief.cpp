#include "tenbin/audit/belief.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "tenbin/core/error.hpp"

namespace tenbin::audit {
namespace {

constexpr real sqrt_half = std::numbers::sqrt2_v<real> / 2;

real normal_cdf(real z) { return std::erfc(-z * sqrt_half) / 2; }

real normal_pdf(real z) { return std::exp(-z * z / 2) * std::numbers::inv_sqrtpi_v<real> * sqrt_half; }

double known(library::LibraryReader& library, const std::string& id, std::string_view what,
             std::string_view name) {
  if (!library.library().has(id)) {
    throw ParameterError(
        fmt::format("audit: {} '{}' is not known (the library has no number {})", what, name, id));
  }
  return library(id);
}

}  // namespace

real Belief::mean() const {
  if (!cap) return normal_mean;
  if (normal_sd == 0) return std::min(normal_mean, *cap);
  const real z = (*cap - normal_mean) / normal_sd;
  return normal_mean * normal_cdf(z) - normal_sd * normal_pdf(z) + *cap * normal_cdf(-z);
}

real Belief::sd() const {
  if (!cap) return normal_sd;
  if (normal_sd == 0) return 0;
  // Second moment about the cap: no cancellation where nearly all mass lies on it.
  const real z = (*cap - normal_mean) / normal_sd;
  const real second = normal_sd * normal_sd * ((1 + z * z) * normal_cdf(z) + z * normal_pdf(z));
  const real distance = *cap - mean();
  return std::sqrt(std::max(second - distance * distance, real{0}));
}

real Belief::exponential_moment(real a) const {
  const real uncapped = -a * normal_mean + a * a * normal_sd * normal_sd / 2;
  if (!cap) return std::exp(uncapped);
  if (normal_sd == 0) return std::exp(-a * std::min(normal_mean, *cap));
  const real z = (*cap - normal_mean) / normal_sd;
  return std::exp(uncapped) * normal_cdf(z + a * normal_sd) + std::exp(-a * *cap) * normal_cdf(-z);
}

real score_error_sd(const scenario::Audit& audit, std::string_view business_type,
                    Inspectability inspectability, library::LibraryReader& library) {
  real sd = known(library, fmt::format("audit/method/{}/sd", audit.method), "method", audit.method);
  sd *= known(library, fmt::format("audit/feasibility/{}", business_type), "business type", business_type);
  if (inspectability == Inspectability::opaque_foundation_model)
    sd *= library("audit/opaque_foundation_model");
  check_nonnegative_finite("audit", "age_months", audit.age_months);
  return sd * std::pow(1 + real{library("audit/sd_growth_per_quarter")}, real{audit.age_months} / 3);
}

Belief believe(const std::optional<scenario::Audit>& audit, std::string_view business_type,
               Inspectability inspectability, library::LibraryReader& library) {
  Belief belief;
  belief.prior_mean = belief.normal_mean = library("audit/prior/mean");
  belief.prior_sd = belief.normal_sd = library("audit/prior/sd");
  if (!audit) return belief;
  check(audit->score >= 0 && audit->score <= 100, "audit", "score", audit->score, "between 0 and 100");
  const real sd = score_error_sd(*audit, business_type, inspectability, library);
  const real bias = library(fmt::format("audit/method/{}/bias", audit->method));
  const real prior_variance = belief.prior_sd * belief.prior_sd;
  belief.credibility = prior_variance / (prior_variance + sd * sd);
  belief.normal_mean = belief.prior_mean + belief.credibility * (audit->score - bias - belief.prior_mean);
  belief.normal_sd = belief.prior_sd * std::sqrt(1 - belief.credibility);
  if (audit->required_item_failed) belief.cap = library("audit/required_item_cap");
  return belief;
}

}  // namespace tenbin::audit
