#pragma once

#include <random>
#include <string>

#include "engine/support/plans.hpp"
#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/lomax.hpp"
#include "tenbin/severity/uniform.hpp"

namespace tenbin::testing {

/// Four perils: immediate and late reports, series of claims, defence cost, three kinds of AI cause. Heads:
/// damages, second damages, defence, fine. The maker bears 0.6, the integrator 0.4 of everything.
inline Plan plan_of_perils(std::uint64_t seed) {
  Plan plan;
  plan.seed = seed;
  plan.heads = {"damages", "recall", "defence", "fine"};
  const auto head = [&](SourcePlan& peril, int number, const Severity& law, double probability = 1) {
    peril.heads.push_back({number, probability, make_quantile_table(law), -1});
  };
  SourcePlan stop = source("stop", PoissonClusters{0.9L, {}}, Lognormal(3, 1));
  SourcePlan defect = source("defect", NegativeBinomial(0.4L, 2).count_scheme(), Lomax(2.5L, 40));
  defect.causes = CauseGrouping::each_cluster;
  defect.ai_cause = AiCause::predictive;
  defect.ai_probability = 0.4;
  head(defect, 1, Gamma(2, 10), 0.5);
  head(defect, 2, Gamma(2, 6));
  SourcePlan suit = source("suit", PoissonClusters{0.6L, {}}, Lognormal(3, 1.2L));
  suit.report_lag = make_quantile_table(Gamma(2, 0.6L));
  suit.history_years = 4;
  suit.ai_cause = AiCause::generative;
  suit.ai_probability = 0.5;
  head(suit, 2, Gamma(2, 5), 0.8);
  head(suit, 3, Uniform(1, 20), 0.3);
  SourcePlan recall = source("late series", NegativeBinomial(0.3L, 3).count_scheme(), Lognormal(2.5L, 1));
  recall.report_lag = make_quantile_table(Uniform(0, 2));
  recall.history_years = 2;
  recall.causes = CauseGrouping::each_cluster;
  recall.ai_cause = AiCause::predictive;
  recall.frequency_factors.push_back({"market", 1, make_quantile_table(Gamma(4, 0.25L))});
  plan.sources = {stop, defect, suit, recall};
  plan.parties = {{"maker", {}}, {"integrator", {}}};
  for (int s = 0; s < 4; ++s) {
    for (const HeadPlan& entry : plan.sources[static_cast<std::size_t>(s)].heads) {
      plan.parties[0].burden.push_back({s, entry.head, 0.6});
      plan.parties[1].burden.push_back({s, entry.head, 0.4});
    }
  }
  return plan;
}

/// Any terms, on any parts of an insured's loss.
class RandomTerms {
 public:
  explicit RandomTerms(std::uint64_t seed) : engine_(seed) {}

  bool coin(double probability = 0.5) { return unit() < probability; }
  double unit() { return std::uniform_real_distribution<double>(0, 1)(engine_); }
  double between(double low, double high) { return low + (high - low) * unit(); }

  Deductible deductible() {
    switch (static_cast<int>(4 * unit())) {
      case 0:
        return Deductible::ordinary(between(0, 40));
      case 1:
        return Deductible::franchise(between(0, 30));
      case 2:
        return Deductible::percentage_of_loss(unit(), between(0, 10), between(10, 60));
      default:
        return {};
    }
  }

  /// @param kind becomes self_insured now and then, with the deductible that this needs
  OccurrenceTerms occurrence(RetentionKind& kind) {
    Deductible kept = deductible();
    kind = coin(0.3) ? RetentionKind::self_insured : RetentionKind::deductible;
    if (kind == RetentionKind::self_insured) kept = Deductible::ordinary(between(0, 30));
    return OccurrenceTerms(kept, coin() ? between(5, 80) : std::numeric_limits<double>::infinity(),
                           coin() ? between(0.2, 1) : 1);
  }

  AggregateTerms aggregate() {
    if (coin(0.6)) return {};
    return AggregateTerms(coin() ? between(0, 30) : 0,
                          coin(0.8) ? between(10, 150) : std::numeric_limits<double>::infinity());
  }

  PolicyPlan policy(const Plan& plan, const PartyPlan& party, const std::string& id) {
    PolicyPlan policy;
    policy.id = id;
    policy.insured = party.id;
    policy.basis = coin(0.35) ? OccurrenceBasis::cause : OccurrenceBasis::event;
    if (coin(0.4)) {
      policy.trigger = Trigger::claims_made;
      if (coin()) policy.retroactive_years = between(0, 3);
    }
    if (coin()) policy.occurrence = occurrence(policy.retention);
    policy.aggregate = aggregate();
    const int sections = 1 + static_cast<int>(2.99 * unit());
    for (int n = 0; n < sections; ++n) {
      SectionPlan section;
      section.id = "s" + std::to_string(n);
      section.occurrence = occurrence(section.retention);
      section.aggregate = aggregate();
      section.defence_cost = static_cast<DefenceCost>(static_cast<int>(2.99 * unit()));
      section.ai_exclusion = static_cast<AiExclusion>(static_cast<int>(2.99 * unit()));
      policy.sections.push_back(section);
    }
    for (const CoveredHead& entry : party.burden) {
      if (coin(0.15)) continue;  // no section names it
      auto& section = policy.sections[static_cast<std::size_t>(sections * unit() * 0.999)];
      const std::string& head = plan.heads[static_cast<std::size_t>(entry.head)];
      (head == "defence"          ? section.defence
       : head == "fine" && coin() ? section.excluded
                                  : section.covered)
          .push_back(entry);
    }
    return policy;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace tenbin::testing
