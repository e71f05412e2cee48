#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tenbin/audit/belief.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::perils {

inline constexpr real billion = 1e9L;
inline constexpr real hours_per_day = 24;
inline constexpr real days_per_year = 365;
inline constexpr int years_per_world = 16;

/// What a peril is computed from: the deployment, what is believed of its quality, and the library. Laws are
/// in scenario money, parameters in library money.
class Circumstances {
 public:
  /// @param money_scale amount in scenario money for one unit of library money
  /// @throw ParameterError where the library does not know the use case or the business type
  Circumstances(const scenario::Deployment& deployment, const audit::Belief& belief, real money_scale,
                library::LibraryReader& library);

  const scenario::Deployment& deployment() const { return deployment_; }
  const library::UseCase& use_case() const { return use_case_; }
  real money_scale() const { return money_scale_; }
  library::LibraryReader& library() const { return library_; }

  /// The scenario gives the exposure.
  bool states(const std::string& exposure) const;
  /// @throw ParameterError naming the exposure and what it is needed for, where it is missing or not positive
  real exposure(const std::string& name) const;
  /// The deployment is a supplier's whole business: no turnover, but fees, or a type that has fees.
  bool sells() const;
  /// Consumers use the AI: it is the product of the business, whose turnover stands for its fees.
  bool sells_to_consumers() const;
  /// [bn of library money]; fees do not stand for it: they say nothing of what the buyer makes
  real turnover() const;
  /// Turnover, or the fees of a supplier that states none [bn of library money].
  real income() const;
  /// A test result that the scenario states, else `otherwise`. Without AI the library's figure for people,
  /// use_case/ID/without_ai/performance/NAME, where there is one.
  real performance(const std::string& name, real otherwise) const;

  /// A number by its full id.
  real number(const std::string& id) const { return library_(id); }
  /// peril/PERIL/NAME, unless the library has use_case/ID/PERIL/NAME, which replaces it.
  real number(const std::string& peril, const std::string& name) const;
  bool has(const std::string& peril, const std::string& name) const;
  /// class/PRODUCT_CLASS/NAME
  real of_class(const char* name) const;
  /// Relative frequency or severity for perils without an exposure-based source of their own: by use case
  /// and business type (domain research, section 4). Never on measured rates: these would count twice.
  real relativity(const char* of) const;
  real relativity_of_use_case(const char* of) const;  ///< that of the use case alone
  /// Factor for the people who can be hurt, e.g. "injury_frequency"; 1 where the scenario names none.
  /// @param reference people to whom the rate refers, whose factor is then 1; empty: workers and businesses
  real people(const char* factor, const std::string& reference = {}) const;

  /// exp(N(ln median, sigma^2)) with the median in library money.
  SeverityPtr lognormal(real median, real sigma) const;
  /// Made once in a deployment: laws that several perils share share a table too.
  SeverityPtr once(const std::string& key, const std::function<SeverityPtr()>& make);

  /// An event source of the deployment without factors and heads.
  Source source(std::string peril, FrequencyPtr frequency) const;
  /// The audit's multipliers audit/effect/frequency|severity/EFFECT: one quality per deployment, drawn per
  /// world, the same for all perils. Nothing without AI.
  void add_quality(Source& source, const std::string& effect) const;

  /// The party that the deployment's business is.
  Bearing business() const;
  /// Whose turnover, property and machines are meant: with annual_fee the deployment is one site at a
  /// business user, without it the business's own.
  Bearing owner() const { return states("annual_fee") ? Bearing::business_user : business(); }
  /// Parts of a source: see below.
  std::vector<Source> by_recourse(const Source& whole) const;
  std::vector<Source> by_attack(const Source& whole, const std::string& peril) const;

 private:
  std::string id(const std::string& peril, const std::string& name) const;

  const scenario::Deployment& deployment_;
  const audit::Belief& belief_;
  real money_scale_;
  library::LibraryReader& library_;
  const library::UseCase& use_case_;
  const library::BusinessType& business_type_;
  std::map<std::string, SeverityPtr> shared_;
};

// by_recourse: recourse against the AI's suppliers succeeds with probability liability/recourse_probability,
// event by event: a Poisson stream cut in two (thinning) is two independent Poisson streams, so this is
// exact. Parts "/recourse" and "/no_recourse".
//
// by_attack: a share of the events, peril/PERIL/attack_share, are attacks; each is recognised as such with
// probability peril/PERIL/recognised. Parts "/accident", "/attack_recognised", "/attack_unrecognised". What
// others suffer is liability, unless the attack is recognised: then it is a cyber matter (attack_liability).
// The own cost of an incident is a cyber claim only where the attack is recognised; else nobody pays it
// (quality_loss).

}  // namespace tenbin::perils
