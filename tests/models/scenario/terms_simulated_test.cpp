#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/support/plans.hpp"
#include "models/scenario/files.hpp"
#include "tenbin/exact/collective.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/perils/ai_cause.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/simulation/gap_table.hpp"
#include "tenbin/simulation/simulation.hpp"

/// Terms from the file to the year loss table.
namespace tenbin::scenario {
namespace {

Scenario must_read(const std::string& text) {
  ReadResult result = read_scenario(text, "test.json");
  for (const Problem& problem : result.problems) ADD_FAILURE() << problem.text(language::Language::english);
  return result.scenario.value();
}

Scenario every_term() { return must_read(contents(test_folder / "valid/terms.json")); }

/// Hashes of all subjects by name, and of the gaps.
std::map<std::string, std::uint64_t> hashes(const Scenario& scenario, std::int64_t years = 9000) {
  Plan plan = compile(scenario).plan;
  plan.gap_years = years;
  tenbin::Simulation simulation(plan, 1);
  simulation.run_to(years);
  std::map<std::string, std::uint64_t> result;
  for (const auto& subject : simulation.table().subjects()) {
    result[subject.name + (subject.basis == Basis::aep ? " aep" : " oep")] =
        tenbin::testing::hash(simulation.table().column(subject.column));
  }
  for (const GapRow& row : simulation.gaps().rows) {
    const std::string reason(row.reason ? to_string(*row.reason) : "paid");
    result[row.design + "/" + row.policy + "/" + row.entity + "/" + row.peril + "/" + row.head + " " +
           reason] = tenbin::testing::hash({&row.mean, 1});
  }
  return result;
}

TEST(TermsSimulated, TheOrderOfTheFileChangesNoBit) {
  Scenario scenario = every_term();
  // A second and a third policy of three sections each, and a third peril.
  Peril more = scenario.perils[1];
  more.id = "alarms";
  scenario.perils.push_back(more);
  Policy property;
  property.id = "property";
  for (const char* peril : {"suits", "claims", "alarms"}) {
    Section section;
    section.id = peril;
    section.cover = "all";
    section.perils = {peril};
    section.deductible.type = "ordinary";
    section.deductible.amount = 1e6;
    section.share = 0.7;
    property.sections.push_back(section);
  }
  Policy annual = property;
  annual.id = "annual";
  annual.sections[0].aggregate_limit = 5e6;
  annual.occurrence_limit = 1e7;
  scenario.coverage_designs[0].policies.push_back(property);
  scenario.coverage_designs[0].policies.push_back(annual);
  // Each insures a part of the loss, so that none is paid twice.
  for (Policy& policy : scenario.coverage_designs[0].policies) policy.share = 0.3;
  const auto before = hashes(scenario);
  EXPECT_GT(before.size(), 40u);
  Scenario after = scenario;
  std::reverse(after.perils.begin(), after.perils.end());
  std::rotate(after.coverage_designs[0].policies.begin(), after.coverage_designs[0].policies.begin() + 1,
              after.coverage_designs[0].policies.end());
  for (Policy& policy : after.coverage_designs[0].policies)
    std::reverse(policy.sections.begin(), policy.sections.end());
  EXPECT_EQ(hashes(after), before);
  // A change that is one changes bits.
  after.coverage_designs[0].policies[0].sections[0].occurrence_limit = 1.5e7;
  EXPECT_NE(hashes(after), before);
}

/// One Poisson peril of constant losses and what a policy on it pays a year.
double mean_paid(const std::function<void(Peril&, Policy&)>& change, double* error,
                 std::int64_t years = 200'000) {
  Scenario scenario = must_read(R"({"format": "tenbin/scenario", "version": 1, "name": "t", "currency": "JPY",
    "perils": [{"id": "p", "frequency": {"distribution": "poisson", "mean": 2},
                "severity": {"distribution": "discrete", "values": [100], "probabilities": [1]}}],
    "coverage_designs": [{"id": "d", "policies": [{"id": "q", "sections": [{"cover": "all"}]}]}]})");
  change(scenario.perils[0], scenario.coverage_designs[0].policies[0]);
  const Plan plan = compile(scenario).plan;
  tenbin::Simulation simulation(plan, 2);
  simulation.run_to(years);
  const double levels[] = {0.9};
  const AnnualSample sample(
      simulation.table().column(simulation.table().find("design/d/insurer", Basis::aep)->column), 1, levels);
  *error = sample.mean().standard_error;
  return sample.mean().value;
}

Distribution law(const std::string& family, std::map<std::string, double> parameters) {
  Distribution result;
  result.family = family;
  result.parameters = std::move(parameters);
  return result;
}

TEST(TermsSimulated, ClaimsMadeMeetWhatEarlierYearsLeft) {
  // Rate 2, lag uniform on (0, 2) years. A claim of this year is reported in it with probability
  // int_0^1 (1 - t)/2 dt = 1/4; one of the year before with 1/2, of the year before that with 1/4: 1/4 + 1/2
  // + 1/4 = 1 once two earlier years count. A retroactive date r < 1 years ago adds int over t in (-r, 0) of
  // 1/2 = r/2.
  struct Row {
    int history;
    std::optional<double> retroactive;
    double part;
  };
  for (const Row& row : std::initializer_list<Row>{{0, {}, 0.25},
                                                   {1, {}, 0.75},
                                                   {2, {}, 1},
                                                   {5, {}, 1},
                                                   {5, 0.0, 0.25},
                                                   {5, 0.5, 0.5},
                                                   {5, 1.0, 0.75}}) {
    double error = 0;
    const double paid = mean_paid(
        [&](Peril& peril, Policy& policy) {
          peril.report_lag = law("uniform", {{"low", 0}, {"high", 2}});
          peril.history_years = row.history;
          policy.trigger = "claims_made";
          policy.retroactive_years = row.retroactive;
        },
        &error);
    EXPECT_LT(std::fabs(paid - 200 * row.part), 4.5 * error)
        << row.history << " " << row.part << ": " << paid;
  }
}

TEST(TermsSimulated, LossesOccurringDoNotCareForReports) {
  double error = 0;
  const double paid = mean_paid(
      [](Peril& peril, Policy&) {
        peril.report_lag = law("uniform", {{"low", 0}, {"high", 2}});
        peril.history_years = 5;
      },
      &error);
  EXPECT_LT(std::fabs(paid - 200), 4.5 * error);
}

TEST(TermsSimulated, AnExclusionOfAiTakesOutWhatAiContributedTo) {
  const auto paid = [](const std::string& cause, const std::string& exclusion, double* error) {
    return mean_paid(
        [&](Peril& peril, Policy& policy) {
          peril.ai_cause = cause;
          peril.ai_probability = 0.3;
          policy.ai_exclusion = exclusion;
        },
        error);
  };
  double error = 0;
  for (const auto& [cause, exclusion, part] :
       std::initializer_list<std::tuple<const char*, const char*, double>>{
           {"predictive", "all_ai", 0.7},
           {"generative", "all_ai", 0.7},
           {"predictive", "generative_only", 1},
           {"generative", "generative_only", 0.7},
           {"none", "all_ai", 1}}) {
    const double mean = paid(cause, exclusion, &error);
    EXPECT_LT(std::fabs(mean - 200 * part), 4.5 * error) << cause << " " << exclusion;
  }
}

TEST(TermsSimulated, ABatchClauseSeesTheClustersOfTheCount) {
  // Negative binomial, mean 2 and variance 6: b = 2, r = 1, so clusters at rate ln 3, sizes logarithmic with
  // p = 2/3: P(k) = (2/3)^k / (k ln 3). One deductible of 150 on losses of 100: without the clause nothing;
  // with it 100 k - 150 for k >= 2: E = 100 E[k] - 150 + (150 - 100) P(1) per cluster, E[k] = 2 / ln 3, P(1)
  // = 2 / (3 ln 3): ln 3 (200 / ln 3 - 150) + 50 * 2/3 = 200 - 150 ln 3 + 33.333... = 68.5415...
  double error = 0;
  const auto paid = [&](const std::string& series, const std::string& clause) {
    return mean_paid(
        [&](Peril& peril, Policy& policy) {
          peril.frequency.distribution = law("negative_binomial", {{"mean", 2}, {"variance", 6}});
          peril.series = series;
          policy.batch_clause = clause;
          policy.sections[0].deductible.type = "ordinary";
          policy.sections[0].deductible.amount = 150;
        },
        &error);
  };
  EXPECT_EQ(paid("none", "by_cause"), 0);
  EXPECT_EQ(paid("clusters", "none"), 0);
  const double mean = paid("clusters", "by_cause");
  EXPECT_LT(std::fabs(mean - (200 - 150 * std::log(3.0) + 100.0 / 3)), 4.5 * error) << mean;
}

TEST(TermsSimulated, DefenceCostFollowsItsTreatment) {
  // Losses of 100, defence 30 each, two a year, limit 110: outside 2 (100 + 30), inside 2 x 110, not covered
  // 200; under a retention of 50: outside 2 (100 - 20 + 0), inside 2 (130 - 50), not covered 2 x 50.
  struct Row {
    const char* treatment;
    std::optional<double> retention;
    double paid;
  };
  for (const Row& row : std::initializer_list<Row>{{"outside", {}, 260},
                                                   {"inside", {}, 220},
                                                   {"not_covered", {}, 200},
                                                   {"outside", 50, 160},
                                                   {"inside", 50, 160},
                                                   {"not_covered", 50, 100}}) {
    double error = 0;
    const double paid = mean_paid(
        [&](Peril& peril, Policy& policy) {
          Distribution cost;
          cost.family = "discrete";
          cost.lists = {{"values", {30}}, {"probabilities", {1}}};
          peril.defence_cost = cost;
          policy.sections[0].defence_cost = row.treatment;
          policy.sections[0].self_insured_retention = row.retention;
          policy.sections[0].occurrence_limit = 110;
        },
        &error);
    EXPECT_LT(std::fabs(paid - row.paid), 4.5 * error) << row.treatment << " " << paid;
  }
}

TEST(AiCause, IsThatOfTheUseCaseOrNone) {
  EXPECT_EQ(perils::ai_cause("visual_inspection", "inspection_miss"), AiCause::predictive);
  EXPECT_EQ(perils::ai_cause("generative_content", "defamation"), AiCause::generative);
  EXPECT_EQ(perils::ai_cause("business_agent", "wrong_advice"), AiCause::generative);
  EXPECT_EQ(perils::ai_cause("visual_inspection", "cyber"), AiCause::none);
  EXPECT_EQ(perils::ai_cause("generative_content", "fire"), AiCause::none);
}

}  // namespace
}  // namespace tenbin::scenario
