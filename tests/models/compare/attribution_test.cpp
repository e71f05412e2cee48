#include "tenbin/compare/attribution.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tenbin/result/run.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::compare {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Poisson(2) claims of exponential(100); paid above 50.
const std::string text = R"({ "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
  "simulation": { "years": 100000, "seed": 7, "levels": [0.9, 0.99] },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 2 },
                "severity": { "distribution": "exponential", "mean": 100 } } ],
  "coverage_designs": [ { "id": "base", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 50 } } ] } ] } ] })";

using Changes = std::vector<std::pair<std::string, Json>>;

result::Result result_of(const Changes& changes = {}) {
  Json document = Json::parse(text);
  for (const auto& [pointer, value] : changes) document[Json::json_pointer(pointer)] = value;
  const scenario::ReadResult read = scenario::read_scenario(document.dump(), "small.json");
  EXPECT_TRUE(read.scenario) << read.problems.front().text(language::Language::english);
  return result::run(read.scenario.value());
}

const char* const rate = "/perils/0/frequency/mean";
const char* const size = "/perils/0/severity/mean";
const char* const deductible = "/coverage_designs/0/policies/0/sections/0/deductible/amount";

const FigureChange& find(const Attribution& attribution, const std::string& subject,
                         const std::string& measure) {
  for (const FigureChange& change : attribution.figures) {
    if (change.subject == subject && change.measure == measure) return change;
  }
  ADD_FAILURE() << subject << " " << measure;
  static const FigureChange none;
  return none;
}

void expect_is(const Estimate& estimate, double exact) {
  EXPECT_GT(estimate.standard_error, 0);
  EXPECT_LE(std::fabs(estimate.value - exact), 4.5 * estimate.standard_error)
      << estimate.value << " +- " << estimate.standard_error << ", exactly " << exact;
}

void expect_adds_up(const Attribution& attribution) {
  ASSERT_THAT(attribution.figures, ::testing::Not(IsEmpty()));
  for (const FigureChange& change : attribution.figures) {
    double forward = 0, reverse = 0, shapley = 0;
    bool whole = true;
    for (const PartOfChange& part : change.parts) {
      forward += part.forward.value;
      reverse += part.reverse.value;
      shapley += part.shapley ? part.shapley->value : 0;
      whole = whole && part.shapley;
    }
    const double rounding = 1e-9 * (std::fabs(change.first) + std::fabs(change.second));
    EXPECT_NEAR(forward, change.second - change.first, rounding) << change.subject << " " << change.measure;
    EXPECT_NEAR(reverse, change.second - change.first, rounding) << change.subject << " " << change.measure;
    if (whole && !change.parts.empty()) {
      EXPECT_NEAR(shapley, change.second - change.first, rounding) << change.subject << " " << change.measure;
    }
  }
}

Attribution attributed(const result::Result& first, const result::Result& second) {
  return attribute(first, second, {}).attribution.value();
}

// 200 -> 360: claims first 100 and then 3 x 20; amounts first 2 x 20 and then 120; on average 110 and 50.
TEST(Attribution, FrequencyAndSeverityInEveryOrder) {
  const Attribution attribution = attributed(result_of(), result_of({{rate, 3}, {size, 120}}));
  EXPECT_THAT(attribution.parts, ElementsAre(Part::frequency, Part::severity));
  const FigureChange& mean = find(attribution, "ground_up", "mean");
  ASSERT_EQ(mean.parts.size(), 2U);
  expect_is(mean.parts[0].forward, 100);
  expect_is(mean.parts[1].forward, 60);
  expect_is(mean.parts[0].reverse, 120);
  expect_is(mean.parts[1].reverse, 40);
  expect_is(*mean.parts[0].shapley, 110);
  expect_is(*mean.parts[1].shapley, 50);
  expect_adds_up(attribution);
}

// Above a deductible d claims pay 2 x 100 exp(-d/100) a year.
TEST(Attribution, TermsAlone) {
  const Attribution attribution = attributed(result_of(), result_of({{deductible, 100}}));
  EXPECT_THAT(attribution.parts, ElementsAre(Part::terms));
  const FigureChange& paid = find(attribution, "insurer", "mean");
  ASSERT_EQ(paid.parts.size(), 1U);
  expect_is(paid.parts[0].forward, 200 * (std::exp(-1.0) - std::exp(-0.5)));
  const FigureChange& loss = find(attribution, "ground_up", "mean");
  EXPECT_EQ(loss.parts[0].forward.value, 0);
  EXPECT_EQ(loss.first, loss.second);
  expect_adds_up(attribution);
}

TEST(Attribution, SeedAndYearsAreNoise) {
  const Attribution attribution = attributed(result_of(), result_of({{"/simulation/seed", 8}, {rate, 2.5}}));
  EXPECT_THAT(attribution.parts, ElementsAre(Part::frequency, Part::simulation));
  const FigureChange& mean = find(attribution, "ground_up", "mean");
  ASSERT_EQ(mean.parts.size(), 2U);
  expect_is(mean.parts[0].forward, 50);
  expect_is(mean.parts[1].forward, 0);
  // Two independent means of compound Poisson years, variances 2 x 100^2 x 2.5 each.
  EXPECT_NEAR(mean.parts[1].forward.standard_error, std::sqrt(2 * 50'000.0 / 100'000), 0.03);
  expect_adds_up(attribution);
}

TEST(Attribution, ALongerRunSharesItsBeginning) {
  const Attribution attribution = attributed(result_of(), result_of({{"/simulation/years", 200000}}));
  const FigureChange& mean = find(attribution, "ground_up", "mean");
  ASSERT_EQ(mean.parts.size(), 1U);
  // Var(mean of n - mean of 2 n, nested) = variance x (1/n - 1/(2 n))
  // It is the difference of two variances, 0.4 and 0.2, each from the spread of 3125 batches (relative error
  // sqrt(2/3125) = 0.0253): 0.0113 at most on 0.2, hence 0.0113/(2 x 0.4472) = 0.0126 on the error.
  EXPECT_NEAR(mean.parts[0].forward.standard_error, std::sqrt(40'000.0 / 200'000), 4.5 * 0.0126);
  expect_adds_up(attribution);
}

TEST(Attribution, TheSameResultHasNoParts) {
  const result::Result same = result_of();
  const Attribution attribution = attributed(same, same);
  EXPECT_THAT(attribution.inputs, IsEmpty());
  EXPECT_THAT(attribution.parts, IsEmpty());
  for (const FigureChange& change : attribution.figures) EXPECT_EQ(change.first, change.second);
}

TEST(Attribution, WhatAnotherProgramMadeIsItsOwnPart) {
  const result::Result first = result_of();
  result::Result second = result_of({{rate, 3}});
  for (result::MeasureRow& row : second.measures) {
    if (row.subject == "ground_up" && row.basis == "aep" && row.measure == "mean") row.value += 5;
  }
  const Attribution attribution = attributed(first, second);
  EXPECT_THAT(attribution.parts, ElementsAre(Part::frequency, Part::program));
  const FigureChange& mean = find(attribution, "ground_up", "mean");
  expect_is(mean.parts[0].forward, 100);
  EXPECT_NEAR(mean.parts[1].forward.value, 5, 1e-9);
  expect_adds_up(attribution);
}

// The second policy names a peril that the first input does not have: terms alone cannot be replaced.
TEST(Attribution, PartsThatNeedEachOtherAreReplacedTogether) {
  Json both = Json::parse(text)["perils"];
  both.push_back(both.front());
  both[1]["id"] = "new";
  const result::Result second = result_of(
      {{"/perils", both}, {"/coverage_designs/0/policies/0/sections/0/perils", Json::array({"new"})}});
  const Attribution attribution = attributed(result_of(), second);
  EXPECT_FALSE(attribution.one_by_one);
  EXPECT_THAT(attribution.parts, ElementsAre(Part::together));
  expect_is(find(attribution, "ground_up", "mean").parts.front().forward, 200);
  expect_adds_up(attribution);
}

TEST(Attribution, RefusesDifferentCurrencies) {
  const AttributionOutcome outcome = attribute(result_of(), result_of({{"/currency", "EUR"}}), {});
  ASSERT_TRUE(outcome.fault);
  EXPECT_EQ(language::text(language::Language::english, *outcome.fault).substr(0, 53),
            "the results are in different currencies (USD and EUR;");
}

TEST(InputDifferences, MeetByIdAndSayWhatTheyActOn) {
  const Json first = Json::parse(R"({"name": "x", "simulation": {"seed": 1},
    "deployments": [{"id": "a", "audit": {"score": 50}, "exposure": {"units": 5}}, {"id": "b"}]})");
  const Json second = Json::parse(R"({"name": "y", "simulation": {"seed": 2},
    "deployments": [{"id": "c"}, {"id": "a", "audit": {"score": 60}, "exposure": {"units": 6}}],
    "liability": {"rule": "R"}})");
  std::vector<std::string> lines;
  for (const InputDifference& difference : input_differences(first, second)) {
    std::string line = difference.pointer + ": " + difference.first + " -> " + difference.second + " (";
    for (Part part : difference.parts) line += std::string(to_string(part)) + " ";
    lines.push_back(line + ")");
  }
  EXPECT_THAT(lines, ElementsAre("/name: \"x\" -> \"y\" (none )", "/simulation/seed: 1 -> 2 (simulation )",
                                 "/deployments/a/audit/score: 50 -> 60 (audit )",
                                 "/deployments/a/exposure/units: 5 -> 6 (frequency severity )",
                                 "/deployments/b: {\"id\":\"b\"} ->  (frequency severity )",
                                 "/deployments/c:  -> {\"id\":\"c\"} (frequency severity )",
                                 "/liability:  -> {\"rule\":\"R\"} (liability )"));
}

}  // namespace
}  // namespace tenbin::compare
