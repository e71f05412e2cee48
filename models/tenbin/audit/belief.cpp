#include "tenbin/audit/belief.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// Mean by weight; equal weights where all of them are 0.
real weighted_percent(const std::map<std::string, Belief::Part>& dimensions) {
  real sum = 0;
  real weights = 0;
  real plain = 0;
  for (const auto& [id, part] : dimensions) {
    sum += part.weight * part.percent;
    weights += part.weight;
    plain += part.percent;
  }
  return weights > 0 ? sum / weights : plain / static_cast<real>(dimensions.size());
}

void observe(Belief& belief, real score) {
  belief.score = score;
  belief.normal_mean = belief.prior_mean + belief.credibility * (score - belief.bias - belief.prior_mean);
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

AuditedSystem audited_system(const scenario::Deployment& deployment) {
  const bool opaque =
      std::any_of(deployment.components.begin(), deployment.components.end(),
                  [](const scenario::Component& component) { return component.kind == "foundation_model"; });
  return {deployment.use_case, deployment.business_type,
          opaque ? Inspectability::opaque_foundation_model : Inspectability::open, deployment.people};
}

real score_error_sd(const scenario::Audit& audit, const AuditedSystem& system,
                    library::LibraryReader& library) {
  real sd = known(library, fmt::format("audit/method/{}/sd", audit.method), "method", audit.method);
  sd *= known(library, fmt::format("audit/feasibility/{}", system.business_type), "business type",
              system.business_type);
  sd *= known(library, fmt::format("audit/feasibility/use_case/{}", system.use_case), "use case",
              system.use_case);
  if (system.inspectability == Inspectability::opaque_foundation_model)
    sd *= library("audit/opaque_foundation_model");
  if (!system.people.empty())
    sd *= known(library, fmt::format("people/{}/audit_error", system.people), "people", system.people);
  check_nonnegative_finite("audit", "age_months", audit.age_months);
  return sd * std::pow(1 + real{library("audit/sd_growth_per_quarter")}, real{audit.age_months} / 3);
}

real on_class_scale(real percent, library::LibraryReader& library) {
  const real distance =
      (percent - library("audit/checklist/class_mean")) / library("audit/checklist/class_sd");
  const real score = library("audit/prior/mean") + library("audit/prior/sd") * distance;
  return std::clamp(score, real{0}, real{100});
}

Belief believe(const std::optional<scenario::Audit>& audit, const AuditedSystem& system,
               library::LibraryReader& library) {
  Belief belief;
  belief.prior_mean = belief.normal_mean = belief.score = library("audit/prior/mean");
  belief.prior_sd = belief.normal_sd = library("audit/prior/sd");
  // Answers that have not been read tell nothing yet.
  const bool is_unread = audit && !audit->checklist.empty() && audit->dimensions.empty();
  if (!audit || is_unread) return belief;
  const real sd = score_error_sd(*audit, system, library);
  belief.bias = library(fmt::format("audit/method/{}/bias", audit->method));
  const real prior_variance = belief.prior_sd * belief.prior_sd;
  belief.credibility = prior_variance / (prior_variance + sd * sd);
  belief.normal_sd = belief.prior_sd * std::sqrt(1 - belief.credibility);
  for (const auto& [dimension, percent] : audit->dimensions) {
    check(percent >= 0 && percent <= 100, "audit", dimension, percent, "between 0 and 100");
    const real weight = library(fmt::format("audit/weight/{}/{}", system.use_case, dimension));
    belief.dimensions[dimension] = {percent, weight};
  }
  if (!belief.dimensions.empty()) {
    observe(belief, on_class_scale(weighted_percent(belief.dimensions), library));
  } else {
    check(audit->score.has_value(), "audit", "score", 0, "given, where there is no checklist");
    check(*audit->score >= 0 && *audit->score <= 100, "audit", "score", *audit->score, "between 0 and 100");
    observe(belief, *audit->score);
  }
  if (audit->required_item_failed) belief.cap = library("audit/required_item_cap");
  return belief;
}

Belief belief_about(const Belief& belief, std::string_view effect, library::LibraryReader& library) {
  if (belief.dimensions.empty()) return belief;
  Belief about = belief;
  for (auto& [dimension, part] : about.dimensions) {
    const std::string id = fmt::format("audit/relevance/{}/{}", effect, dimension);
    if (library.library().has(id)) part.weight *= library(id);
  }
  observe(about, on_class_scale(weighted_percent(about.dimensions), library));
  return about;
}

}  // namespace tenbin::audit
