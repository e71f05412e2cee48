#include "tenbin/result/run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "tenbin/scenario/reader.hpp"

namespace tenbin::result {
namespace {

Result of(const std::string& text) {
  scenario::ReadResult read = scenario::read_scenario(text, "test.json");
  for (const scenario::Problem& problem : read.problems)
    ADD_FAILURE() << problem.text(language::Language::english);
  RunOptions options;
  options.threads = 1;
  return run(read.scenario.value(), options);
}

const MeasureRow& row(const Result& result, const std::string& subject, const std::string& measure) {
  const auto found =
      std::find_if(result.measures.begin(), result.measures.end(), [&](const MeasureRow& candidate) {
        return candidate.subject == subject && candidate.measure == measure && candidate.basis == "aep";
      });
  EXPECT_NE(found, result.measures.end()) << subject << " " << measure;
  return *found;
}

void expect_probability(const MeasureRow& row, double exact) {
  EXPECT_LT(std::fabs(row.value - exact), 4.5 * row.standard_error) << row.subject << " " << row.value;
  EXPECT_LT(row.standard_error, 0.005);
}

// Claims of 100: two a year with a defence cost of 30 each besides, one a year without. Sections pay at most
// 250 and 100 of damages a year, the policy 300. Defence cost uses none of it up: with two claims the first
// section has paid 260, and nothing is exhausted.
TEST(RunWithDefenceOutside, LimitsAreUsedUpByDamagesAlone) {
  for (const char* batch : {"none", "by_cause"}) {
    const Result result = of(R"({ "format": "tenbin/scenario", "version": 1, "name": "t", "currency": "JPY",
      "simulation": { "years": 100000, "seed": 3 },
      "perils": [ { "id": "a", "frequency": { "distribution": "poisson", "mean": 2 },
                    "severity": { "distribution": "discrete", "values": [100], "probabilities": [1] },
                    "defence_cost": { "distribution": "discrete", "values": [30], "probabilities": [1] } },
                  { "id": "b", "frequency": { "distribution": "poisson", "mean": 1 },
                    "severity": { "distribution": "discrete", "values": [100], "probabilities": [1] } } ],
      "coverage_designs": [ { "id": "d", "policies": [ { "id": "p", "aggregate_limit": 300,
        "batch_clause": ")" + std::string(batch) +
                             R"(",
        "sections": [ { "id": "A", "cover": "all", "perils": ["a"], "aggregate_limit": 250 },
                      { "id": "B", "cover": "all", "perils": ["b"], "aggregate_limit": 100 } ] } ] } ] })");
    const double none = std::exp(-2.0);  // P(no claim of the first kind)
    const std::string policy = "design/d/policy/p";
    expect_probability(row(result, policy + "/section/A", "probability_of_attachment"), 1 - none);
    expect_probability(row(result, policy + "/section/A", "probability_of_exhaustion"), 1 - 5 * none);
    expect_probability(row(result, policy + "/section/B", "probability_of_exhaustion"), 1 - std::exp(-1.0));
    // At least two of the first kind and one of the second.
    expect_probability(row(result, policy, "probability_of_exhaustion"),
                       (1 - 3 * none) * (1 - std::exp(-1.0)));
    // What is paid has the defence cost: 30 x 2 in a mean year.
    const double damages_of_a = 100 * 2 * none + 200 * 2 * none + 250 * (1 - 5 * none);
    const MeasureRow& mean = row(result, policy + "/section/A", "mean");
    EXPECT_LT(std::fabs(mean.value - (damages_of_a + 60)), 4.5 * mean.standard_error);
  }
}

// Payments by time are differences of sums: 0.1 + 0.2 + ... must still use the limit up.
TEST(RunWithAggregatesByTime, ALimitThatIsReachedInStepsIsUsedUp) {
  const Result result = of(R"({ "format": "tenbin/scenario", "version": 1, "name": "t", "currency": "JPY",
      "simulation": { "years": 100000, "seed": 3 },
      "perils": [ { "id": "a", "frequency": { "distribution": "poisson", "mean": 4 },
                    "severity": { "distribution": "discrete", "values": [0.1, 0.7], "probabilities": [0.5, 0.5] } } ],
      "coverage_designs": [ { "id": "d", "policies": [ { "id": "p", "occurrence_limit": 0.6,
        "sections": [ { "id": "A", "cover": "all", "perils": ["a"], "share": 0.3, "aggregate_limit": 0.11 } ] } ] } ] })");
  // 0.3 x (0.1 i + 0.7 j) >= 0.11 unless j = 0 and i <= 3; each kind comes twice a year.
  const double exact = 1 - std::exp(-4.0) * (1 + 2 + 2 + 8.0 / 6);
  expect_probability(row(result, "design/d/policy/p", "probability_of_exhaustion"), exact);
}

// Four fires a year: each burns 100, stops the line for 50 and, one in five, hurts a neighbour for 200. In a
// mean year 400, 200 and 4 x 0.2 x 200 = 160; a fire and its stop are one event, so the property's payment is
// twice the stop's in every year.
TEST(RunWithSeveralHeads, AnEventCausesEachOfThem) {
  const Result result = of(R"({ "format": "tenbin/scenario", "version": 1, "name": "t", "currency": "JPY",
      "simulation": { "years": 50000, "seed": 3 },
      "perils": [ { "id": "fire", "head": "own_property",
        "frequency": { "distribution": "poisson", "mean": 4 },
        "severity": { "distribution": "discrete", "values": [100], "probabilities": [1] },
        "further_heads": [
          { "head": "business_interruption", "gross_profit_per_hour": 10,
            "severity": { "distribution": "discrete", "values": [50], "probabilities": [1] } },
          { "head": "property_damage", "probability": 0.2,
            "severity": { "distribution": "discrete", "values": [200], "probabilities": [1] } } ] } ],
      "coverage_designs": [ { "id": "d", "policies": [ { "id": "p", "product": "smart_factory",
        "insured": "business_user", "sections": [ { "cover": "property" },
          { "cover": "business_interruption", "waiting_hours": 0 }, { "cover": "product_liability" } ] } ] } ] })");
  const std::string section = "design/d/policy/p/section/";
  const MeasureRow& property = row(result, section + "property", "mean");
  const MeasureRow& stop = row(result, section + "business_interruption", "mean");
  const MeasureRow& neighbour = row(result, section + "product_liability", "mean");
  EXPECT_LT(std::fabs(property.value - 400), 4.5 * property.standard_error);
  EXPECT_NEAR(property.value, 2 * stop.value, 1e-9 * property.value);
  EXPECT_NEAR(property.standard_error, 2 * stop.standard_error, 1e-9 * property.standard_error);
  EXPECT_LT(std::fabs(neighbour.value - 160), 4.5 * neighbour.standard_error);
}

// Two policies of one factory name what the other does not: together nothing is "not covered", and no residue
// of rounding says so.
TEST(RunWithTwoPolicies, WhatTheOtherCoversIsNoGap) {
  const Result result = of(R"({ "format": "tenbin/scenario", "version": 1, "name": "t", "currency": "JPY",
      "simulation": { "years": 20000, "seed": 3 },
      "perils": [ { "id": "fire", "head": "own_property", "frequency": { "distribution": "poisson", "mean": 3 },
                    "severity": { "distribution": "lognormal", "mu": 15.3, "sigma": 1.7 } },
                  { "id": "lot", "head": "recall", "frequency": { "distribution": "poisson", "mean": 2 },
                    "severity": { "distribution": "lognormal", "mu": 14.9, "sigma": 1.1 } } ],
      "coverage_designs": [ { "id": "d", "policies": [
        { "id": "p", "product": "smart_factory", "insured": "business_user",
          "sections": [ { "cover": "property", "deductible": { "type": "ordinary", "amount": 1e5 } } ] },
        { "id": "q", "product": "smart_factory", "insured": "business_user",
          "sections": [ { "cover": "recall", "share": 0.9 } ] } ] } ] })");
  std::vector<std::string> together;
  for (const GapFigure& gap : result.gaps) {
    EXPECT_GT(std::fabs(gap.mean), 1) << gap.policy << " " << gap.reason;
    if (gap.policy.empty() && gap.head.empty()) together.push_back(gap.reason);
  }
  EXPECT_EQ(together, (std::vector<std::string>{"paid", "deductible", "share"}));
}

}  // namespace
}  // namespace tenbin::result
