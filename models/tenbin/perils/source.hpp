#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/frequency/frequency.hpp"
#include "tenbin/severity/severity.hpp"
#include "tenbin/simulation/plan.hpp"

namespace tenbin::perils {

/// Damage heads: kinds of loss that covers tell apart. The order is that of the plan's columns.
enum class Damage {
  loss,                     ///< of a peril that is given directly and names no head
  third_party,              ///< injury and property of third parties, where the two are not told apart
  recall,                   ///< cost of recalling products, the maker's part of it
  financial_loss,           ///< pure financial loss of a customer
  interruption,             ///< gross profit lost by a stop without physical damage
  incident_response,        ///< cost of a cyber or AI-security incident
  performance_shortfall,    ///< owed where a guaranteed performance is missed
  corrective_cost,          ///< repairing the AI system itself: retraining, audit anew
  bodily_injury,            ///< of third parties
  property_damage,          ///< of third parties
  own_property,             ///< the insured's own buildings and stock
  machinery,                ///< the insured's own machines, by breakdown
  business_interruption,    ///< gross profit lost by damage to the insured's own property
  contingent_interruption,  ///< gross profit lost because a cloud, an AI service or a supplier stands still
  extra_expense,            ///< of going on all the same
  employer_liability,       ///< injury of the insured's own workers, above the statutory scheme
  fines,                    ///< fines and penalties
  defence,                  ///< cost of defending claims
  quality_loss,      ///< scrap, rework, poor results: what a system that works badly costs its own user
  attack_liability,  ///< of third parties, by an attack that is recognised as such
};
inline constexpr int damage_heads = 20;
/// e.g. "third_party"
std::string to_string(Damage head);
/// The head of that name, or nothing.
std::optional<Damage> parse_damage(std::string_view name);

/// Who bears a head before insurance.
enum class Bearing {
  business_user,
  integrator,
  developer,
  machine_maker,
  fixed_shares,        ///< by the liability rule
  recourse_has_failed  ///< the suppliers' part of the fixed shares falls back on HeadLaw::answers
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
  /// Part of a third party's loss that is owed by contract alone, beyond what the law asks for
  real contractual_share = 0;
  /// Heads of a source with the same number >= 0 are comonotone; -1: independent
  int dependence_group = -1;
  /// Where the amount is a year's sum of small losses: what each of them is below [currency]; else 0
  real each_below = 0;
  /// Bears what recourse against the AI's suppliers does not bring back
  Bearing answers = Bearing::business_user;
};

/// Hits of common events on a component that deployments share (see CommonCausePlan).
struct CommonCause {
  std::string name;  ///< "COMPONENT/EVENT"
  real rate = 0;     ///< of common events [1/yr]
  SeverityPtr hit;   ///< share of the dependent deployments that an event hits
  SeverityPtr size;  ///< factor on all its losses, mean 1
};

/// Events of one peril at one deployment, with laws that can still be evaluated exactly.
struct Source {
  std::string entity;  ///< deployment
  std::string peril;   ///< name of the peril, with "/..." where it is cut in parts
  FrequencyPtr frequency;
  std::vector<Factor> frequency_factors;
  std::vector<Factor> severity_factors;
  std::vector<HeadLaw> heads;
  SeverityPtr report_lag{};  ///< from occurrence to report [yr]; null: at once
  int history_years = 0;     ///< before the policy year (SourcePlan::history_years)
  CauseGrouping causes = CauseGrouping::each_event;
  AiCause ai_cause = AiCause::none;  ///< kind of AI that may contribute to an event
  double ai_probability = 1;         ///< that it does
  /// What quality changes about it: name in audit/effect/frequency/... and severity/...; empty: nothing
  std::string quality_effect{};
  Occasion occasion = Occasion::event;
  std::optional<CommonCause> common{};  ///< then `frequency` is the marginal law, Poisson with rate x E[hit]

  /// Name of the peril without its part, e.g. "inspection_miss".
  std::string peril_name() const { return peril.substr(0, peril.find('/')); }
};

}  // namespace tenbin::perils
