#pragma once

#include <string>
#include <vector>

#include "tenbin/frequency/frequency.hpp"
#include "tenbin/severity/severity.hpp"

namespace tenbin::perils {

/// Damage heads. The order is that of the plan's columns.
enum class Damage {
  loss,                   ///< of a peril that is given directly
  third_party,            ///< injury and property of third parties
  recall,                 ///< cost of recalling products, the maker's part of it
  financial_loss,         ///< pure financial loss of a customer
  interruption,           ///< gross profit lost
  incident_response,      ///< cost of a cyber incident
  performance_shortfall,  ///< owed where a guaranteed performance is missed
  corrective_cost,        ///< repairing the AI system itself
};
inline constexpr int damage_heads = 8;
/// e.g. "third_party"
std::string to_string(Damage head);

/// Who bears a head before insurance.
enum class Bearing {
  business_user,
  integrator,
  fixed_shares,        ///< by the liability rule
  recourse_has_failed  ///< the suppliers' part of the fixed shares falls back on the business user
};

/// A random factor of mean about 1 on frequency or size; factors of one group are comonotone (see
/// FactorPlan).
struct Factor {
  std::string group;
  int years_per_draw = 1;
  SeverityPtr law;
};

/// One head that an event may cause; each head at most once in a source.
struct HeadLaw {
  Damage head = Damage::loss;
  real probability = 1;
  SeverityPtr law;
  Bearing bearing = Bearing::business_user;
  /// [currency/hour] of full production, where the head is an interruption; else 0
  real amount_per_hour = 0;
};

/// Events of one peril at one deployment, with laws that can still be evaluated exactly.
struct Source {
  std::string entity;  ///< deployment
  std::string peril;   ///< name of the peril, with "/..." where it is cut in parts
  FrequencyPtr frequency;
  std::vector<Factor> frequency_factors;
  std::vector<Factor> severity_factors;
  std::vector<HeadLaw> heads;

  /// Name of the peril without its part, e.g. "inspection_miss".
  std::string peril_name() const { return peril.substr(0, peril.find('/')); }
};

}  // namespace tenbin::perils
