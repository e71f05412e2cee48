#include "tenbin/compare/trace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tenbin/result/run.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::compare {
namespace {

using ::testing::HasSubstr;

// Two perils, a policy with everything that the order of events can matter to: section aggregate, policy
// deductible, policy aggregate.
const std::string text = R"({ "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
  "simulation": { "years": 10000, "seed": 3, "levels": [0.9, 0.99] },
  "perils": [ { "id": "large", "frequency": { "distribution": "poisson", "mean": 2 },
                "severity": { "distribution": "lognormal", "mu": 4, "sigma": 1.2 } },
              { "id": "small", "frequency": { "distribution": "negative_binomial", "r": 2, "b": 1.5 },
                "severity": { "distribution": "exponential", "mean": 10 } } ],
  "coverage_designs": [
    { "id": "plain", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 50 }, "occurrence_limit": 200, "share": 0.8 } ] } ] },
    { "id": "rich", "policies": [ { "id": "both", "deductible": { "type": "ordinary", "amount": 5 },
      "aggregate_limit": 350, "sections": [
        { "id": "a", "cover": "all", "perils": ["large"], "occurrence_limit": 200, "aggregate_limit": 300 },
        { "id": "b", "cover": "all", "perils": ["small"], "aggregate_deductible": 20,
          "aggregate_limit": "unlimited" } ] } ] } ] })";

result::Result stored(const std::string& scenario_text = text) {
  const scenario::ReadResult read = scenario::read_scenario(scenario_text, "small.json");
  EXPECT_TRUE(read.scenario) << read.problems.front().text(language::Language::english);
  result::Result result = result::run(read.scenario.value());
  result.version = "0.1.0";
  result.build = "commit 0123";
  return result;
}

TraceOutcome traced(const result::Result& result, const TraceOptions& options) {
  return trace(result, "result.json", "0.1.0", "commit 4567", options);
}

TEST(Trace, GivesTheWorstYearsOfTheRunInOrder) {
  const result::Result result = stored();
  const Plan plan = scenario::compile(result.input).plan;
  Simulation simulation(plan, 1);
  simulation.run_to(10000);
  const auto column = simulation.table().column(simulation.table().find("ground_up", Basis::aep)->column);
  std::vector<double> sorted(column.begin(), column.end());
  std::sort(sorted.rbegin(), sorted.rend());
  TraceOptions options;
  options.worst = 30;
  options.subject = "ground_up";
  const TraceOutcome outcome = traced(result, options);
  ASSERT_TRUE(outcome.trace);
  ASSERT_EQ(outcome.trace->years.size(), 30U);
  for (std::size_t i = 0; i < 30; ++i) {
    const TracedYear& year = outcome.trace->years[i];
    EXPECT_EQ(year.value, sorted[i]);
    EXPECT_EQ(year.value, column[static_cast<std::size_t>(year.year)]);
    double sum = 0, last = 0;
    for (const TracedEvent& event : year.events) {
      sum += event.loss;
      EXPECT_GE(event.time, last);
      last = event.time;
    }
    EXPECT_NEAR(sum, year.value, 1e-9 * year.value);
  }
}

// 0.8 min(max(x - 50, 0), 200), event by event, and every part of x has its reason.
TEST(Trace, PaysEachEventByItsTerms) {
  TraceOptions options;
  options.worst = 20;
  const TraceOutcome outcome = traced(stored(), options);
  ASSERT_TRUE(outcome.trace);
  EXPECT_EQ(outcome.trace->subject, "design/plain/insurer");
  int seen = 0;
  for (const TracedYear& year : outcome.trace->years) {
    double paid = 0;
    for (const TracedEvent& event : year.events) {
      const TracedPolicy& policy = event.policies.front();
      ASSERT_EQ(policy.design, "plain");
      const TracedSection& section = policy.sections.front();
      const double layer = std::min(std::max(event.loss - 50, 0.0), 200.0);
      EXPECT_NEAR(policy.paid, 0.8 * layer, 1e-9 * event.loss);
      const auto gap = [&](GapReason reason) { return section.gap[static_cast<std::size_t>(reason)]; };
      EXPECT_NEAR(gap(GapReason::deductible), std::min(event.loss, 50.0), 1e-9 * event.loss);
      EXPECT_NEAR(gap(GapReason::limit), std::max(event.loss - 250, 0.0), 1e-9 * event.loss);
      EXPECT_NEAR(gap(GapReason::share), 0.2 * layer, 1e-9 * event.loss);
      paid += policy.paid;
      ++seen;
    }
    EXPECT_NEAR(paid, year.value, 1e-9 * year.value);
  }
  EXPECT_GT(seen, 40);
}

TEST(Trace, WalksAggregatesByTimeAndAddsUp) {
  TraceOptions options;
  options.worst = 50;
  options.subject = "design/rich/insurer";
  const TraceOutcome outcome = traced(stored(), options);
  ASSERT_TRUE(outcome.trace) << language::text(language::Language::english, *outcome.fault);
  EXPECT_EQ(outcome.trace->years.front().value, 350);  // the policy's aggregate limit
  for (const TracedYear& year : outcome.trace->years) {
    double paid = 0, burden = 0, gaps = 0;
    for (const TracedEvent& event : year.events) {
      for (const TracedPolicy& policy : event.policies) {
        if (policy.design != "rich") continue;
        paid += policy.paid;
        for (const TracedSection& section : policy.sections) {
          burden += section.burden;
          for (double gap : section.gap) gaps += gap;
        }
      }
    }
    EXPECT_NEAR(paid, year.value, 1e-9 * burden);
    EXPECT_NEAR(burden, paid + gaps, 1e-9 * burden);
  }
}

TEST(Trace, GivenYearsInTheirOrder) {
  TraceOptions options;
  options.years = {9999, 0, 4096};
  const TraceOutcome outcome = traced(stored(), options);
  ASSERT_TRUE(outcome.trace);
  ASSERT_EQ(outcome.trace->years.size(), 3U);
  EXPECT_EQ(outcome.trace->years[0].year, 9999);
  EXPECT_EQ(outcome.trace->years[2].year, 4096);
}

TEST(Trace, BurdensOfPartiesAddUpToTheLoss) {
  const scenario::ReadResult read = scenario::read_scenario_file(
      std::string(TENBIN_SOURCE_DIR) + "/scenarios/examples/visual-inspection.json");
  ASSERT_TRUE(read.scenario);
  result::RunOptions run;
  run.years = 20000;
  TraceOptions options;
  options.worst = 10;
  options.subject = "ground_up";
  const TraceOutcome outcome = traced(result::run(*read.scenario, run), options);
  ASSERT_TRUE(outcome.trace) << language::text(language::Language::english, *outcome.fault);
  EXPECT_GT(outcome.trace->parties.size(), 2U);
  for (const TracedYear& year : outcome.trace->years) {
    for (const TracedEvent& event : year.events) {
      double borne = 0;
      for (double burden : event.burdens) borne += burden;
      EXPECT_NEAR(borne, event.loss, 1e-9 * std::max(1.0, event.loss));
      EXPECT_FALSE(event.entity.empty());
    }
  }
}

TEST(Trace, SaysWhenTheYearsCannotBeMadeAgain) {
  result::Result result = stored();
  for (result::MeasureRow& row : result.measures) {
    if (row.subject == "ground_up" && row.measure == "mean") row.value = std::nextafter(row.value, 1e9);
  }
  const TraceOutcome outcome = traced(result, {});
  ASSERT_TRUE(outcome.fault);
  EXPECT_EQ(outcome.reason, TraceOutcome::Reason::failure);
  const std::string said = language::text(language::Language::english, *outcome.fault);
  EXPECT_THAT(said,
              HasSubstr("result.json: the years of this result cannot be made again (ground_up, mean:"));
  EXPECT_THAT(said, HasSubstr("made by tenbin 0.1.0, commit 0123; this is tenbin 0.1.0, commit 4567"));
}

TEST(Trace, RefusesWhatTheResultDoesNotHave) {
  const result::Result result = stored();
  TraceOptions options;
  options.subject = "design/poor/insurer";
  TraceOutcome outcome = traced(result, options);
  ASSERT_TRUE(outcome.fault);
  EXPECT_EQ(outcome.reason, TraceOutcome::Reason::usage);
  EXPECT_THAT(
      language::text(language::Language::english, *outcome.fault),
      HasSubstr("--subject is \"design/poor/insurer\", which the result does not have (it has ground_up"));
  options = {};
  options.years = {10000};
  outcome = traced(result, options);
  ASSERT_TRUE(outcome.fault);
  EXPECT_THAT(language::text(language::Language::english, *outcome.fault),
              HasSubstr("--year is 10000, but the result has the years 0 to 9999"));
}

TEST(Trace, WhatNoTermTouchesHasItsOwnReasonAndCountsOnce) {
  // Line stops in a year's sum are waiting time; recalls of a system without the audit that is asked for are
  // refused.
  const result::Result result = stored(R"({ "format": "tenbin/scenario", "version": 1, "name": "small",
    "currency": "JPY", "simulation": { "years": 4096, "seed": 3 },
    "deployments": [ { "id": "line-1", "use_case": "visual_inspection", "business_type": "business_user",
      "autonomy": "substitute", "product_class": "auto_parts",
      "exposure": { "turnover": 4.2e9, "units": 12000000, "pieces_per_product": 4, "gross_profit_per_day": 3100000,
                    "annual_fee": 25000000 },
      "performance": { "false_negative_rate": 0.05 } } ],
    "liability": { "rule": "FIXED_SHARES", "shares": { "business_user": 1 } },
    "coverage_designs": [ { "id": "base", "policies": [ { "id": "p", "product": "smart_factory",
      "insured": "business_user", "sections": [
        { "cover": "non_damage_interruption", "waiting_hours": 8 },
        { "cover": "recall", "audit_condition": { "minimum_score": 60, "otherwise": "refuse" } } ] } ] } ] })");
  TraceOptions options;
  options.worst = 30;
  options.subject = "ground_up";
  const TraceOutcome outcome = traced(result, options);
  ASSERT_TRUE(outcome.trace);
  double refused = 0, waiting = 0, excluded = 0;
  for (const TracedYear& year : outcome.trace->years) {
    for (const TracedEvent& event : year.events) {
      for (const TracedPolicy& policy : event.policies) {
        double told = policy.uncovered;
        for (const TracedSection& section : policy.sections) {
          told += section.burden;
          double gaps = section.paid;
          for (const double gap : section.gap) gaps += gap;
          EXPECT_NEAR(gaps, section.burden, 1e-6);
          refused += section.gap[static_cast<std::size_t>(GapReason::condition_not_met)];
          if (event.peril == "line_stop/small")
            waiting += section.gap[static_cast<std::size_t>(GapReason::waiting_time)];
          excluded += std::fabs(section.gap[static_cast<std::size_t>(GapReason::excluded)]);
        }
        EXPECT_LE(told, event.loss * (1 + 1e-12) + 1e-6) << event.peril;
      }
    }
  }
  EXPECT_GT(refused, 0);
  EXPECT_GT(waiting, 0);
  EXPECT_LT(excluded, 1e-3);
}

}  // namespace
}  // namespace tenbin::compare
