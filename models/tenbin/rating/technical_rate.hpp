#pragma once

#include <string>
#include <vector>

#include "tenbin/core/real.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/rating/risk_class.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::rating {

/// One step from the class's loss to the premium.
struct RateFactor {
  std::string id;  ///< exposure | base_rate | performance | quality | share | terms | claims_expense |
                   ///< risk_load | loading
  double value = 1;
};

/// Premium of one policy from closed forms.
struct PolicyRate {
  std::string design, policy, product, insured;
  std::string exposure;             ///< name of the base, e.g. turnover
  std::vector<RateFactor> factors;  ///< multiply out to the technical premium
  double expected_claims = 0;       ///< [currency/yr]
  double technical_premium = 0;     ///< [currency/yr]
  double rate = 0;                  ///< technical premium for one unit of exposure
  double book_skewness = 0;         ///< of the reference book's year
  double annual_terms_at_most = 0;  ///< expected claims that annual terms may take off, at most [share]
  bool has_other_terms = false;     ///< on an event over its sections, claims made, defence cost, exclusions
  /// The normal power approximation is advised for a skewness of at most 1 (Kaas et al.); the bound on annual
  /// terms keeps the premium within about 5 %.
  static constexpr double largest_skewness = 1;
  static constexpr double largest_annual_effect = 0.05;
  /// Closed forms are good enough: a book that is too skewed, annual terms that bite, or event terms need
  /// `tenbin run`.
  bool suffices() const;
};

struct DeploymentClass {
  std::string deployment;
  RiskClass risk_class;
};

struct Rating {
  std::vector<DeploymentClass> classes;
  std::vector<PolicyRate> policies;
};

/// Risk class of each deployment and premium of each policy without simulation. Expected claims are exact
/// before annual terms: sum over covered heads of rate x probability x E[payment], over the law of quality.
/// The premium is that of technical_premium.hpp; its capital comes from the first three cumulants of the
/// policy's year and the normal power approximation of the book's TVaR,
///   TVaR(S_n)/n = mu + sigma/sqrt(n) phi(z)/(1 - level) (1 + gamma z / (6 sqrt(n)))
/// (Kaas, Goovaerts, Dhaene, Denuit, Modern Actuarial Risk Theory, 2nd ed., section 2.5).
/// @throw ParameterError for a scenario without deployments
Rating rate(const scenario::Scenario& scenario, library::LibraryReader& library);

}  // namespace tenbin::rating
