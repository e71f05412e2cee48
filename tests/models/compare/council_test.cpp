#include "tenbin/compare/council.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "tenbin/liability/regime.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::compare {
namespace {

scenario::Scenario case_of(const std::string& name, std::int64_t years) {
  scenario::ReadResult read =
      scenario::read_scenario_file(TENBIN_SOURCE_DIR "/scenarios/council/" + name + ".json");
  for (const scenario::Problem& problem : read.problems)
    ADD_FAILURE() << problem.text(language::Language::english);
  read.scenario->simulation.years = years;
  return *read.scenario;
}

const Council& inspection() {
  static const Council made =
      council(case_of("inspection", 30'000), {"JP_TORT_NOW", "EU_PLD_2026", "NOFAULT_FUND"}, {.threads = 1})
          .value();
  return made;
}

// All money has a bearer: shares of parties, victim and fund add up to the damage and the friction.
TEST(Council, SharesAddUp) {
  const Council& made = inspection();
  for (std::size_t preset = 0; preset < made.presets.size(); ++preset) {
    for (std::size_t run = 0; run < made.claims.size(); ++run) {
      double sum = 0;
      for (const RuleFigure& figure : made.figures) {
        if (figure.preset == preset && figure.claims == run && figure.figure == "share") sum += figure.value;
      }
      EXPECT_NEAR(sum, 1 + made.find(preset, run, "friction", "")->value, 1e-12);
    }
  }
}

TEST(Council, DifferencesAreAgainstTheReferenceOfTheSameRun) {
  const Council& made = inspection();
  for (const RuleFigure& figure : made.figures) {
    if (figure.preset == made.reference) {
      EXPECT_EQ(figure.difference, 0) << figure.figure;
      continue;
    }
    const RuleFigure* theirs = made.find(made.reference, figure.claims, figure.figure, figure.of);
    const double reference = theirs == nullptr ? 0 : theirs->value;
    EXPECT_NEAR(figure.difference, figure.value - reference, 1e-9 * std::max(1.0, std::fabs(figure.value)));
    EXPECT_TRUE(figure.verdict != Verdict::more || figure.low > 0) << figure.figure;
    EXPECT_TRUE(figure.verdict != Verdict::less || figure.high < 0) << figure.figure;
  }
}

// The same events: differences are known better than either figure.
TEST(Council, PairsTheEvents) {
  const Council& made = inspection();
  const RuleFigure* theirs = made.find(1, 1, "under_half", "businesses");
  const RuleFigure* reference = made.find(0, 1, "under_half", "businesses");
  ASSERT_TRUE(theirs != nullptr && reference != nullptr);
  EXPECT_LT(theirs->difference_error, std::hypot(theirs->standard_error, reference->standard_error));
}

// A fund that pays who claims leaves fewer with nothing; its levies bring in what it pays.
TEST(Council, KnowsTheFund) {
  const Council& made = inspection();
  for (const std::size_t run : {std::size_t{0}, std::size_t{1}}) {
    EXPECT_LT(made.find(2, run, "nothing", "businesses")->value,
              made.find(0, run, "nothing", "businesses")->value);
    EXPECT_GT(made.find(2, run, "share", "fund")->value, 0);
    EXPECT_EQ(made.find(0, run, "share", "fund")->value, 0);
    EXPECT_EQ(made.find(0, run, "levy", "developer"), nullptr);
    EXPECT_NEAR(
        made.find(2, run, "levy", "developer")->value / made.find(2, run, "levy", "integrator")->value,
        0.4 / 0.25, 1e-9);
  }
}

// Who makes no claim has nothing under every rule without a fund; the probability is the run's.
TEST(Council, RunsOnceWithTheSameReadinessToClaim) {
  const Council& made = inspection();
  ASSERT_EQ(made.claims.size(), 2U);
  EXPECT_FALSE(made.claims[0].probability.has_value());
  EXPECT_EQ(made.claims[1].probability, 0.7);
  for (const std::size_t preset : {std::size_t{0}, std::size_t{1}}) {
    const RuleFigure* nothing = made.find(preset, 1, "nothing", "businesses");
    EXPECT_GT(nothing->value, 0.3 - 4.5 * nothing->standard_error);
  }
}

TEST(Council, RanksTheAssumptions) {
  const Council& made = inspection();
  ASSERT_GT(made.tornado.size(), 20U);
  for (std::size_t i = 1; i < made.tornado.size(); ++i)
    EXPECT_GE(made.tornado[i - 1].reach(), made.tornado[i].reach());
  for (const TornadoBar& bar : made.tornado) {
    EXPECT_LE(bar.low, bar.value) << bar.assumption;
    EXPECT_GE(bar.high, bar.value) << bar.assumption;
    // Whoever claims more readily is left with less.
    if (bar.assumption != "claim_prob") continue;
    EXPECT_GT(bar.at_low, 0);
    EXPECT_LT(bar.at_high, 0);
  }
}

TEST(Council, TellsPremiumsAndMeans) {
  const Council& made = inspection();
  for (const char* policy : {"integrator", "maker"}) {
    const RuleFigure* premium = made.find(0, 0, "premium", policy);
    ASSERT_NE(premium, nullptr) << policy;
    EXPECT_GT(premium->value, 0);
    const RuleFigure* beyond = made.find(0, 0, "beyond", policy);
    ASSERT_NE(beyond, nullptr);
    EXPECT_GE(beyond->value, 0);
    EXPECT_LE(beyond->value, 1);
  }
}

TEST(Council, NamesTheTypeOfVictim) {
  const auto types = [](const std::string& name) {
    scenario::Scenario scenario = case_of(name, 5'000);
    scenario.coverage_designs.clear();
    const Council made = council(scenario, {"JP_TORT_NOW", "US_SEVERAL_MOD51"}, {.threads = 1}).value();
    std::string list;
    for (const RuleFigure& figure : made.figures) {
      if (figure.preset == 0 && figure.claims == 0 && figure.figure == "nothing") list += figure.of + " ";
    }
    return list;
  };
  EXPECT_NE(types("robots").find("workers"), std::string::npos);
  EXPECT_NE(types("care-home").find("elderly_or_disabled"), std::string::npos);
}

TEST(Council, StopsWhenAsked) {
  int asked = 0;
  PairedOptions options{.threads = 1};
  options.stop_requested = [&asked] { return ++asked > 2; };
  EXPECT_FALSE(council(case_of("inspection", 100'000), {"JP_TORT_NOW", "EU_PLD_2026"}, options).has_value());
}

}  // namespace
}  // namespace tenbin::compare
