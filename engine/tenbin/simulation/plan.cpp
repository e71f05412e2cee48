#include "tenbin/simulation/plan.hpp"

#include <algorithm>

#include "tenbin/random/address.hpp"

namespace tenbin {

PolicyTerms terms_of(const PolicyPlan& policy) {
  PolicyTerms terms;
  terms.trigger = policy.trigger;
  terms.retroactive_years = policy.retroactive_years;
  terms.basis = policy.basis;
  for (const SectionPlan& section : policy.sections) {
    terms.sections.push_back({section.ai_exclusion, section.defence_cost, section.retention,
                              section.waiting_amount, section.indemnity_amount, section.occurrence,
                              section.aggregate});
  }
  terms.retention = policy.retention;
  terms.occurrence = policy.occurrence;
  terms.aggregate = policy.aggregate;
  return terms;
}

int Plan::cluster_years() const {
  const auto per_world = [](const FactorPlan& factor) { return factor.years_per_draw > 1; };
  const bool any = std::any_of(sources.begin(), sources.end(), [&](const SourcePlan& source) {
    return std::any_of(source.frequency_factors.begin(), source.frequency_factors.end(), per_world) ||
           std::any_of(source.severity_factors.begin(), source.severity_factors.end(), per_world);
  });
  return any ? world_years : 1;
}

std::size_t Plan::source_heads() const { return heads.size() - (derived ? derived->columns() : 0); }

}  // namespace tenbin
