#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tenbin/core/real.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::audit {

/// Whether the audited system rests on a foundation model, whose inside nobody at hand can inspect.
enum class Inspectability { open, opaque_foundation_model };

/// What is audited, and at whom: how well it can be audited at all.
struct AuditedSystem {
  std::string use_case;
  std::string business_type;
  Inspectability inspectability = Inspectability::open;
  std::string people{};  ///< who can be hurt; empty: workers and businesses
};

/// The system of a deployment: opaque where one of its components is a foundation model.
AuditedSystem audited_system(const scenario::Deployment& deployment);

/// What a quality audit says about true quality: theta ~ N(mu, tau^2) in its class, score S = theta + bias +
/// eps with eps ~ N(0, sd^2), hence theta | S ~ N(mu + Z (S - bias - mu), tau^2 (1 - Z)), Z = tau^2 / (tau^2
/// + sd^2): normal prior and normal error (Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.5; Z is
/// Buehlmann's credibility). A required item that failed is a fact: quality is then min(theta, cap).
struct Belief {
  real prior_mean = 50;     ///< mu [score]
  real prior_sd = 15;       ///< tau [score]
  real credibility = 0;     ///< Z, 0 without an audit
  real score = 50;          ///< S on the class's scale; the prior's mean without an audit
  real bias = 0;            ///< of the method [score]
  real normal_mean = 50;    ///< of theta | S before the cap
  real normal_sd = 15;      ///< of theta | S before the cap; 0 where the audit is exact
  std::optional<real> cap;  ///< upper bound of quality
  /// Percentage and weight of each dimension of the checklist; empty where only a score is known.
  struct Part {
    real percent = 0, weight = 0;
  };
  std::map<std::string, Part> dimensions;

  /// Mean of quality after the cap.
  real mean() const;
  /// Standard deviation of quality after the cap.
  real sd() const;
  /// The case is for a human underwriter: a required item failed.
  bool refer() const { return cap.has_value(); }
  /// E[exp(-a Q)] of quality Q after the cap, any finite a: with theta | S ~ N(m, s^2) and cap c,
  /// exp(-a m + a^2 s^2 / 2) Phi((c - m)/s + a s) + exp(-a c) Phi((m - c)/s).
  real exponential_moment(real a) const;
};

/// Error of a score: sd of the method x feasibility of auditing that use case and business type x opacity x
/// people/WHO/audit_error, because a test bench has no consumers and few old people in it, x growth per
/// quarter of age.
/// @throw ParameterError for an unknown method, use case or business type
real score_error_sd(const scenario::Audit& audit, const AuditedSystem& system,
                    library::LibraryReader& library);

/// A percentage of the checklist on the class's scale: mu + tau (percent - m) / s, with m and s the library's
/// mean and spread of percentages in a class; within [0, 100].
real on_class_scale(real percent, library::LibraryReader& library);

/// Belief from an audit; without one, the class's prior. Where the audit gives percentages of the checklist,
/// S is their mean, weighted by the use case (audit/weight/...), on the class's scale.
/// @throw ParameterError for an unknown method, use case or business type, score outside [0, 100], negative
/// age
Belief believe(const std::optional<scenario::Audit>& audit, const AuditedSystem& system,
               library::LibraryReader& library);

/// The belief as one peril reads it: the dimensions that matter to the peril weigh more (library numbers
/// audit/relevance/EFFECT/DIMENSION, 1 where there is none). One quality per deployment: credibility,
/// remaining error and cap stay, only the score moves. The same belief where no percentages are known.
Belief belief_about(const Belief& belief, std::string_view effect, library::LibraryReader& library);

}  // namespace tenbin::audit
