#pragma once

#include <utility>
#include <vector>

#include "tenbin/core/real.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::perils {

/// A guarantee that the error rate of an AI stays at or below a promised one for twelve months.
struct GuaranteeTerms {
  real promised = 0;      ///< K: error rate promised, in (0, 1)
  real tolerance = 0;     ///< d: a shortfall counts above K + d
  long test_samples = 0;  ///< of the acceptance test
  long test_errors = 0;
  real prior_errors = 0.5L;  ///< Jeffreys' prior: Beta(1/2, 1/2)
  real prior_successes = 0.5L;
  real drift_mean = 0;          ///< of the logit of the error rate [1/month]
  real drift_sd = 0;            ///< of the logit of the error rate [1/month^(1/2)]; 0: no drift
  int monitoring_months = 1;    ///< a check each so many months
  long monitoring_samples = 1;  ///< decisions looked at in a check
  int cure_months = 0;          ///< time to repair after a check has failed, before anything is owed
  real cure_success = 0;        ///< probability that the repair succeeds
  long retest_samples = 1;      ///< of the test that settles a claim
  real volume = 0;              ///< decisions a year
  real unit_loss = 0;           ///< [currency] for each wrong decision above the promise
  real maximum = 0;             ///< L: most that is paid [currency]
};

/// What the guarantee costs in a year.
struct GuaranteeYear {
  real claim = 0;     ///< probability that anything is paid; there is at most one claim
  real payment = 0;   ///< expected payment [currency/yr]
  real alarm = 0;     ///< expected number of failed checks, false alarms included
  real retained = 0;  ///< expected shortfall before a check fails and during repair, which the guarantee does
                      ///< not pay [currency/yr]
  /// Payments with their probabilities; those of a year without payment are left out. Ascending.
  std::vector<std::pair<real, real>> payments;
};

/// The error rate starts at p_0 ~ Beta(a + errors, b + samples - errors), the posterior of the acceptance
/// test (the counts to be seen are beta-binomial); its logit is a random walk, logit p_t = logit p_(t-1) +
/// N(drift_mean, drift_sd^2) a month. Every `monitoring_months` a sample is looked at and fails where its
/// share of errors is above K + d. After `cure_months` of further drift the repair has succeeded or not. If
/// it has, the model passes acceptance again: the walk starts anew from the posterior given p <= K. If it has
/// not, a re-test of n decisions with X errors settles the year:
///   payment = min(L, max(0, X/n - K - d) x volume x remaining share of the year x unit loss).
/// Nothing is owed where the cure ends after the term. Computed by quadrature over the logit (trapezoidal
/// rule on an even grid: spectral accuracy for these smooth densities; Trefethen and Weideman 2014, SIAM
/// Review 56:385), with exact binomial probabilities.
/// @throw ParameterError for terms out of range
GuaranteeYear guarantee_year(const GuaranteeTerms& terms);

/// Terms of a deployment's guarantee, with the library's numbers for what is not stated.
/// @throw ParameterError where the annual fee is needed for the maximum and missing
GuaranteeTerms guarantee_terms(const scenario::Deployment& deployment, library::LibraryReader& library);

/// Peril performance_shortfall from the guarantee: at most one claim a year. Quality does not act on it a
/// second time: what is known of the error rate is the test, which a better audit makes larger.
Source guarantee_source(const scenario::Deployment& deployment, library::LibraryReader& library);

}  // namespace tenbin::perils
