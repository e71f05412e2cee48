#include "tenbin/compare/pilot_error.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tenbin/compare/rule_runs.hpp"
#include "tenbin/measure/quotient.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::compare {
namespace {

PairedRun run_of(double value, double log_error) {
  PairedRun run;
  run.frequency_log_error = log_error;
  LinearFigure figure{value, true, std::vector<double>(64, 0.0)};
  run.figures = {{"whole", "mean", {}, figure}, {"part", "mean", {}, {0.25 * value, true, figure.influence}}};
  return run;
}

TEST(PilotError, OfBothRunsIsInTheirDifferenceAndNotInShares) {
  PairedRun a = run_of(100, 0.02), b = run_of(80, 0.05), without = run_of(50, 0);
  add_pilot_error(a, 0, 3);
  add_pilot_error(b, 1, 3);
  add_pilot_error(without, 2, 3);
  const LinearFigure &x = a.figures[0].figure, &y = b.figures[0].figure, &z = without.figures[0].figure;
  const auto error = [](std::vector<WeightedFigure> terms) {
    const Estimate sum = weighted_sum(terms);
    EXPECT_TRUE(sum.reliable);
    const auto batches = static_cast<double>(terms[0].figure->batches());
    return sum.standard_error * std::sqrt((batches - 1) / batches);
  };
  EXPECT_NEAR(error({{1, &x}}), 2, 1e-12);
  EXPECT_NEAR(error({{1, &x}, {-1, &y}}), std::hypot(2, 4), 1e-12);
  EXPECT_NEAR(error({{1, &y}, {-1, &z}}), 4, 1e-12);
  EXPECT_EQ(error({{1, &z}}), 0);
  const LinearFigure share = quotient(a.figures[1].figure, x);
  EXPECT_NEAR(share.value, 0.25, 1e-15);
  EXPECT_NEAR(error({{1, &share}}), 0, 1e-15);
}

// With incentives each rule has events of its own, and the error of its pilot.
TEST(PilotError, IsThatOfTheRulesOwnPilot) {
  nlohmann::json document = nlohmann::json::parse(
      scenario::read_file_text(TENBIN_SOURCE_DIR "/scenarios/council/inspection.json").text);
  document["simulation"]["years"] = 8192;
  document["liability"]["incentives"] = true;
  std::vector<scenario::Scenario> rules;
  for (const char* preset : {"JP_TORT_NOW", "EU_PLD_2026"}) {
    document["liability"]["preset"] = preset;
    rules.push_back(scenario::read_scenario(document.dump(), "test.json").scenario.value());
  }
  const auto runs = rule_runs(rules, {}, {}).value();
  EXPECT_EQ(runs[0].frequency_log_error, 0);  // the rule under which the library's frequencies are observed
  EXPECT_GT(runs[1].frequency_log_error, 0);
  const auto batches = [](const PairedRun& run) { return run.figures.front().figure.batches(); };
  EXPECT_EQ(batches(runs[0]), batches(runs[1]));
  EXPECT_EQ(batches(runs[0]), 8192U / 16 + 2 * 16);
}

}  // namespace
}  // namespace tenbin::compare
