#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tenbin/frequency/frequency.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/severity.hpp"
#include "tenbin/simulation/plan.hpp"

namespace tenbin::testing {

inline SourcePlan source(std::string peril, CountScheme counts, const Severity& severity) {
  SourcePlan plan;
  plan.entity = "site";
  plan.peril = std::move(peril);
  plan.counts = std::move(counts);
  plan.heads.push_back({0, 1, make_quantile_table(severity), -1});
  return plan;
}

/// One section that covers all heads of all sources.
inline PolicyPlan policy_on_everything(const Plan& plan, std::string id, OccurrenceTerms occurrence,
                                       AggregateTerms aggregate = {}) {
  SectionPlan section;
  section.id = "all";
  section.occurrence = occurrence;
  for (std::size_t s = 0; s < plan.sources.size(); ++s) {
    for (const HeadPlan& head : plan.sources[s].heads)
      section.covered.push_back({static_cast<int>(s), head.head, 1});
  }
  PolicyPlan policy;
  policy.id = std::move(id);
  policy.sections.push_back(std::move(section));
  policy.aggregate = aggregate;
  return policy;
}

/// Poisson 5, lognormal (10, 1.5), 1e6 xs 1e4 per claim, 5e6 a year.
inline Plan standard_job(std::uint64_t seed = 1) {
  Plan plan;
  plan.seed = seed;
  plan.heads = {"loss"};
  plan.sources.push_back(source("claims", PoissonClusters{5, {}}, Lognormal(10, 1.5L)));
  plan.designs.push_back(
      {"base",
       {policy_on_everything(plan, "layer", OccurrenceTerms(Deductible::ordinary(1e4), 1e6),
                             AggregateTerms(0, 5e6))}});
  return plan;
}

/// FNV-1a over the bits of a column.
inline std::uint64_t hash(std::span<const double> column) {
  std::uint64_t state = 0xcbf29ce484222325u;
  for (double value : column) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (int shift = 0; shift < 64; shift += 8) state = (state ^ (bits >> shift & 0xffu)) * 0x100000001b3u;
  }
  return state;
}

}  // namespace tenbin::testing
