#pragma once

#include <string>
#include <vector>

#include "tenbin/audit/belief.hpp"
#include "tenbin/audit/loss_of_quality.hpp"

namespace tenbin::audit {

/// What one more audit is expected to change before its result is known (preposterior analysis: Raiffa and
/// Schlaifer, Applied Statistical Decision Theory, 1961, ch. 5). Today theta ~ N(m, v). The audit has error
/// N(0, sd^2) and credibility Z = v / (v + sd^2); its posterior mean will be m + T, T ~ N(0, v Z), its
/// posterior variance v (1 - Z). All figures are closed forms, because the loss is a sum of exponentials of
/// quality.
struct AuditProspect {
  std::string method;
  real price = 0;             ///< of the audit [library currency/yr]
  real error_sd = 0;          ///< sd [score]
  real credibility = 0;       ///< Z
  real quality_sd_after = 0;  ///< sqrt(v (1 - Z)) [score]
  real loss_now = 0;          ///< E[loss], which no audit changes on average
  real loss_sd_now = 0;       ///< standard deviation of the expected loss over what is open today
  real loss_sd_moved = 0;     ///< part that the audit brings to light: standard deviation of E[loss | result]
  real loss_sd_after = 0;     ///< what stays open on average (root mean square)
  real bad_case_now = 0;      ///< expected loss at the 5 % quantile of quality today
  real bad_case_after = 0;    ///< the same after the audit, on average over its results
  real premium_now = 0;       ///< loss_now / (1 - expense - profit)
  real premium_if_better = 0;  ///< expected premium where true quality is one standard deviation above m
  real premium_if_worse = 0;   ///< and one below
  real worth = 0;   ///< E[(E[loss | result] - R)+], R = premium less expense: loss that the insurer avoids a
                    ///< year by not writing at today's premium what turns out to cost more than R
  real chance = 0;  ///< P(E[loss | result] > R)
};

/// @param sd of the audit's error [score], above 0
/// @throw ParameterError where the belief is capped: a failed required item is a fact, which no audit undoes
AuditProspect prospect(const LossOfQuality& loss, const Belief& belief, real sd,
                       library::LibraryReader& library);

/// One prospect for each method of the library on the system, age 0.
std::vector<AuditProspect> audit_prospects(const LossOfQuality& loss, const Belief& belief,
                                           const AuditedSystem& system, library::LibraryReader& library);

}  // namespace tenbin::audit
