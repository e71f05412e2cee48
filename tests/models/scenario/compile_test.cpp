#include "tenbin/scenario/compile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::scenario {
namespace {

using testing::HasSubstr;

Scenario read(const std::string& text) {
  ReadResult result = read_scenario(text, "test.json");
  for (const Problem& problem : result.problems) ADD_FAILURE() << problem.text(language::Language::english);
  return result.scenario.value();
}

Scenario main_job() {
  ReadResult result = read_scenario_file(TENBIN_SOURCE_DIR "/scenarios/examples/visual-inspection.json");
  for (const Problem& problem : result.problems) ADD_FAILURE() << problem.text(language::Language::english);
  return result.scenario.value();
}

const std::string standard_job =
    R"({ "format": "tenbin/scenario", "version": 1, "name": "standard job", "currency": "USD",
  "simulation": { "years": 1000, "seed": 7 },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 5 },
                "severity": { "distribution": "lognormal", "mu": 10, "sigma": 1.5 } },
              { "id": "floods", "frequency": { "distribution": "poisson", "mean": 2, "mixing": { "cv": 0.5 } },
                "severity": { "distribution": "lognormal", "mu": 9, "sigma": 1 } },
              { "id": "storms", "frequency": { "distribution": "poisson", "mean": 1,
                                               "mixing": { "cv": 0.5, "group": "weather" } },
                "severity": { "distribution": "lognormal", "mu": 9, "sigma": 1 } } ],
  "coverage_designs": [ { "id": "base", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "perils": ["claims", "floods"], "deductible": { "type": "ordinary", "amount": 10000 }, "occurrence_limit": 1000000 },
      { "id": "storms_only", "cover": "all", "perils": ["storms"] } ],
      "aggregate_limit": 5000000 } ] } ] })";

TEST(Compile, PerilsGivenDirectly) {
  const Plan plan = compile(read(standard_job)).plan;
  EXPECT_EQ(plan.seed, 7U);
  EXPECT_EQ(plan.years, 1000);
  EXPECT_EQ(plan.heads, std::vector<std::string>{"loss"});
  EXPECT_TRUE(plan.parties.empty());
  ASSERT_EQ(plan.sources.size(), 3U);
  EXPECT_EQ(plan.sources[0].entity, "");
  EXPECT_EQ(plan.sources[0].peril, "claims");
  ASSERT_TRUE(std::holds_alternative<PoissonClusters>(plan.sources[0].counts));
  EXPECT_EQ(std::get<PoissonClusters>(plan.sources[0].counts).rate, 5);
  ASSERT_EQ(plan.sources[0].heads.size(), 1U);
  EXPECT_EQ(plan.sources[0].heads[0].probability, 1);
  ASSERT_EQ(plan.designs.size(), 1U);
  const PolicyPlan& policy = plan.designs[0].policies.at(0);
  EXPECT_EQ(policy.aggregate.limit(), 5e6);
  ASSERT_EQ(policy.sections.size(), 2U);
  EXPECT_EQ(policy.sections[0].covered.size(), 2U);
  EXPECT_EQ(apply(policy.sections[0].occurrence, 15000), 5000);
  EXPECT_EQ(apply(policy.sections[0].occurrence, 2e6), 1e6);
  ASSERT_EQ(policy.sections[1].covered.size(), 1U);
  EXPECT_EQ(policy.sections[1].covered[0].source, 2);
  EXPECT_EQ(policy.sections[1].covered[0].weight, 1);
}

TEST(Compile, MixingOfItsOwnIsExactAndSharedMixingIsAFactor) {
  const Plan plan = compile(read(standard_job)).plan;
  // Gamma-mixed Poisson = negative binomial (r = 1/cv^2, b = mean cv^2).
  const auto& own = std::get<PoissonClusters>(plan.sources[1].counts);
  const auto exact = std::get<PoissonClusters>(NegativeBinomial{4, 0.5L}.count_scheme());
  EXPECT_NEAR(static_cast<double>(own.rate / exact.rate), 1, 1e-15);
  EXPECT_TRUE(plan.sources[1].frequency_factors.empty());
  ASSERT_EQ(plan.sources[2].frequency_factors.size(), 1U);
  EXPECT_EQ(plan.sources[2].frequency_factors[0].group, "mixing/weather");
  EXPECT_EQ(plan.sources[2].frequency_factors[0].years_per_draw, 1);
  EXPECT_EQ(plan.cluster_years(), 1);
}

TEST(Compile, MainJobIsConserved) {
  const Scenario scenario = main_job();
  const Plan plan = compile(scenario).plan;
  // Every head of every source is borne in full, by parties and victim together.
  std::map<std::pair<int, int>, double> borne;
  for (const PartyPlan& party : plan.parties) {
    for (const CoveredHead& part : party.burden) {
      EXPECT_GT(part.weight, 0);
      borne[{part.source, part.head}] += part.weight;
    }
  }
  std::size_t pairs = 0;
  for (std::size_t source = 0; source < plan.sources.size(); ++source) {
    std::set<int> heads;
    for (const HeadPlan& head : plan.sources[source].heads) heads.insert(head.head);
    pairs += heads.size();
    for (const int head : heads) {
      EXPECT_NEAR((borne[{static_cast<int>(source), head}]), 1, 1e-15) << plan.sources[source].peril;
    }
  }
  EXPECT_EQ(borne.size(), pairs);
  // What a policy covers is at most what its insured bears.
  for (const DesignPlan& design : plan.designs) {
    for (const PolicyPlan& policy : design.policies) {
      for (const SectionPlan& section : policy.sections) {
        for (const CoveredHead& covered : section.covered) {
          const auto party = std::find_if(plan.parties.begin(), plan.parties.end(),
                                          [&](const PartyPlan& p) { return p.id == policy.insured; });
          ASSERT_NE(party, plan.parties.end());
          const auto entry =
              std::find_if(party->burden.begin(), party->burden.end(), [&](const CoveredHead& part) {
                return part.source == covered.source && part.head == covered.head;
              });
          ASSERT_NE(entry, party->burden.end());
          EXPECT_EQ(entry->weight, covered.weight);
        }
      }
    }
  }
  EXPECT_EQ(plan.cluster_years(), 16);
}

TEST(Compile, MainJobStatesWhatItAssumed) {
  const Compiled compiled = compile(main_job());
  ASSERT_EQ(compiled.audits.size(), 1U);
  EXPECT_EQ(compiled.audits[0].deployment, "line-7");
  EXPECT_NEAR(compiled.audits[0].mean, 57.37, 0.01);
  EXPECT_FALSE(compiled.audits[0].refer);
  std::set<std::string> ids;
  for (const result::Assumption& assumption : compiled.assumptions) {
    EXPECT_FALSE(assumption.source.empty());
    ids.insert(assumption.id);
  }
  EXPECT_TRUE(ids.contains("peril/inspection_miss/episodes_per_year"));
  EXPECT_TRUE(ids.contains("audit/method/external_audit/sd"));
  EXPECT_FALSE(ids.contains("audit/method/self_check/sd"));  // not used here
}

TEST(Compile, WaitingTimeBecomesMoney) {
  const Plan plan = compile(main_job()).plan;
  const SectionPlan& interruption = plan.designs[0].policies[1].sections[2];
  EXPECT_EQ(interruption.id, "non_damage_interruption");
  EXPECT_EQ(apply(interruption.occurrence, 12 * 3.1e6 / 24), 0);
  EXPECT_NEAR(apply(interruption.occurrence, 13 * 3.1e6 / 24), 3.1e6 / 24, 1e-6);
}

std::string refusal(const std::function<void(Scenario&)>& change) {
  Scenario scenario = main_job();
  change(scenario);
  try {
    compile(scenario);
  } catch (const ParameterError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Compile, RefusesInTheScenariosWords) {
  EXPECT_EQ(refusal([](Scenario&) {}), "accepted");
  EXPECT_EQ(refusal([](Scenario& s) { s.deployments[0].exposure.erase("units"); }),
            "deployment 'line-7': exposure 'units' is missing (the size of an AI-caused recall); add it to "
            "the exposure "
            "object");
  EXPECT_THAT(refusal([](Scenario& s) { s.deployments[0].product_class = "jewels"; }),
              HasSubstr("product class 'jewels' is not in the library"));
  EXPECT_THAT(refusal([](Scenario& s) { s.deployments[0].use_case = "jester"; }),
              HasSubstr("use case 'jester'"));
  EXPECT_THAT(refusal([](Scenario& s) { s.currency = "EUR"; }), HasSubstr("currency EUR"));
  EXPECT_THAT(refusal([](Scenario& s) { s.liability->rule = "JOINT"; }),
              HasSubstr("rule 'JOINT' is not known"));
  EXPECT_THAT(refusal([](Scenario& s) { s.liability->shares["victim"] = 0.5; }), HasSubstr("sum of shares"));
  EXPECT_EQ(refusal([](Scenario& s) { s.coverage_designs[0].policies[1].sections[0].cover = "property"; }),
            "design 'base', policy 'maker', section 'product_liability': cover 'property' would never pay "
            "(no peril of this scenario puts such a loss on business_user)");
  EXPECT_THAT(refusal([](Scenario& s) { s.coverage_designs[0].policies[1].sections[0].perils = {"meteor"}; }),
              HasSubstr("peril 'meteor' does not exist"));
  EXPECT_EQ(refusal([](Scenario& s) { s.coverage_designs[0].policies[1].sections[0].perils = {"recall"}; }),
            "design 'base', policy 'maker', section 'product_liability': cover 'product_liability' would "
            "never pay (no "
            "peril of this scenario puts such a loss on business_user)");
  EXPECT_EQ(refusal([](Scenario& s) { s.coverage_designs[0].policies[1].insured = "integrator"; }),
            "design 'base', policy 'maker': smart_factory does not insure the party 'integrator' (it insures "
            "business_user)");
  EXPECT_THAT(refusal([](Scenario& s) { s.coverage_designs[0].policies[1].sections[0].waiting_hours = 5; }),
              HasSubstr("waiting_hours has no meaning"));
}

TEST(Compile, PerilsGivenBesideDeploymentsAreBorneByTheBusinessUser) {
  Scenario scenario = main_job();
  scenario.perils = read(standard_job).perils;
  const Plan plan = compile(scenario).plan;
  for (const PartyPlan& party : plan.parties) {
    for (const CoveredHead& part : party.burden) {
      if (part.source > 2) continue;  // the perils given directly come first
      EXPECT_EQ(party.id, "business_user");
      EXPECT_EQ(part.weight, 1);
    }
  }
  EXPECT_NO_THROW(tenbin::Simulation(plan, 1));
  // The integrator's policy does not cover them, not even with "all".
  Section everything;
  everything.id = everything.cover = "all";
  scenario.coverage_designs[0].policies[0].sections = {everything};
  const Plan wide = compile(scenario).plan;
  for (const CoveredHead& part : wide.designs[0].policies[0].sections[0].covered) EXPECT_GT(part.source, 2);
  EXPECT_NO_THROW(tenbin::Simulation(wide, 1));
}

TEST(Compile, EveryMissRateHasItsTable) {
  for (const double rate : {1e-6, 1e-3, 0.02, 0.3, 0.99}) {
    Scenario scenario = main_job();
    scenario.deployments[0].performance["false_negative_rate"] = rate;
    EXPECT_NO_THROW(compile(scenario)) << rate;
  }
}

TEST(Compile, OneAuditMovesAllItsPerilsTogether) {
  const Plan plan = compile(main_job()).plan;
  int readers = 0;
  for (const SourcePlan& source : plan.sources) {
    for (const auto* factors : {&source.frequency_factors, &source.severity_factors}) {
      for (const FactorPlan& factor : *factors) {
        if (factor.group != "audit/line-7") continue;
        ++readers;
        EXPECT_EQ(factor.years_per_draw, 16);
        // Rising in u for every peril: worse quality is a larger multiplier everywhere.
        EXPECT_LT((*factor.table)(1ULL << 40), (*factor.table)((1ULL << 52) - (1ULL << 40)));
      }
    }
  }
  EXPECT_EQ(readers, 16);
}

}  // namespace
}  // namespace tenbin::scenario
