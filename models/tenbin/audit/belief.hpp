#pragma once

#include <optional>
#include <string_view>

#include "tenbin/core/real.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::audit {

/// Whether the audited system rests on a foundation model, whose inside nobody at hand can inspect.
enum class Inspectability { open, opaque_foundation_model };

/// What a quality audit says about true quality: theta ~ N(mu, tau^2) in its class, score S = theta + bias +
/// eps with eps ~ N(0, sd^2), hence theta | S ~ N(mu + Z (S - bias - mu), tau^2 (1 - Z)), Z = tau^2 / (tau^2
/// + sd^2): normal prior and normal error (Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.5; Z is
/// Buehlmann's credibility). A required item that failed is a fact: quality is then min(theta, cap).
struct Belief {
  real prior_mean = 50;     ///< mu [score]
  real prior_sd = 15;       ///< tau [score]
  real credibility = 0;     ///< Z, 0 without an audit
  real normal_mean = 50;    ///< of theta | S before the cap
  real normal_sd = 15;      ///< of theta | S before the cap; 0 where the audit is exact
  std::optional<real> cap;  ///< upper bound of quality

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

/// Error of a score: sd of the method x feasibility of auditing that business type x opacity x growth per
/// quarter of age.
/// @throw ParameterError for an unknown method or business type
real score_error_sd(const scenario::Audit& audit, std::string_view business_type,
                    Inspectability inspectability, library::LibraryReader& library);

/// Belief from an audit; without one, the class's prior.
/// @throw ParameterError for an unknown method or business type, score outside [0, 100], negative age
Belief believe(const std::optional<scenario::Audit>& audit, std::string_view business_type,
               Inspectability inspectability, library::LibraryReader& library);

}  // namespace tenbin::audit
