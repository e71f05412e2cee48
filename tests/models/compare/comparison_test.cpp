#include "tenbin/compare/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tenbin/exact/collective.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/templates.hpp"
#include "tenbin/severity/exponential.hpp"

namespace tenbin::compare {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Poisson(2) claims a year, exponential of mean 100; a policy above 50 a claim.
const std::string text = R"({ "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
  "simulation": { "years": 200000, "seed": 7, "levels": [0.9, 0.99] },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 2 },
                "severity": { "distribution": "exponential", "mean": 100 } },
              { "id": "other", "frequency": { "distribution": "poisson", "mean": 1 },
                "severity": { "distribution": "exponential", "mean": 10 } } ],
  "coverage_designs": [
    { "id": "low", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 50 } } ] } ] },
    { "id": "high", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 200 } } ] } ] } ] })";

Variants variants(const std::vector<std::string>& across, std::int64_t years = 200000, std::uint64_t seed = 7,
                  const std::string& scenario_text = text) {
  const ReadAcross read = read_across(across);
  EXPECT_FALSE(read.fault);
  scenario::Scenario base = scenario::read_scenario(scenario_text, "small.json").scenario.value();
  base.simulation.years = years;
  base.simulation.seed = seed;
  return make_variants(scenario_text, "small.json", read.across, base);
}

Comparison compared(const std::vector<std::string>& across, std::size_t reference = 0) {
  const Variants made = variants(across);
  EXPECT_TRUE(made.problems.empty());
  return compare(made, reference, {}).value();
}

const Difference& find(const Comparison& comparison, const std::string& subject, const std::string& measure,
                       std::optional<double> level = std::nullopt, std::size_t variant = 1) {
  for (const Difference& d : comparison.differences) {
    if (d.subject == subject && d.measure == measure && d.level == level && d.variant == variant) return d;
  }
  ADD_FAILURE() << subject << " " << measure;
  static const Difference none;
  return none;
}

void expect_is(const Difference& difference, double exact) {
  EXPECT_LE(std::fabs(difference.value - exact), 4.5 * difference.standard_error)
      << difference.subject << " " << difference.measure << ": " << difference.value << " +- "
      << difference.standard_error << ", exactly " << exact;
  EXPECT_GT(difference.standard_error, 0);
}

// Compound Poisson of rate r and exponential(100): mean 100 r, variance 2 x 100^2 r; plus the other peril's
// 10 and 200, which do not move.
TEST(Comparison, MeanAndDeviationAreThoseOfTheClosedForm) {
  const Comparison comparison = compared({"/perils/0/frequency/mean=2,3"});
  expect_is(find(comparison, "ground_up", "mean"), 100);
  expect_is(find(comparison, "ground_up", "sd"), std::sqrt(60'200.0) - std::sqrt(40'200.0));
  // Above d the exponential has no memory: each claim pays 100 exp(-d/100); the other peril 10 exp(-d/10).
  expect_is(find(comparison, "design/low/insurer", "mean"), 100 * std::exp(-0.5));
  expect_is(find(comparison, "design/high/insurer", "mean"), 100 * std::exp(-2.0));
  EXPECT_EQ(find(comparison, "ground_up", "mean").verdict, Verdict::more);
}

TEST(Comparison, DesignsMeetUnderOneName) {
  const Comparison comparison = compared({"design"});
  ASSERT_EQ(comparison.variants.size(), 2U);
  EXPECT_THAT(comparison.variants[1].values, ElementsAre("high"));
  const double paid_low = 2 * 100 * std::exp(-0.5) + 10 * std::exp(-5.0);
  const double paid_high = 2 * 100 * std::exp(-2.0) + 10 * std::exp(-20.0);
  expect_is(find(comparison, "insurer", "mean"), paid_high - paid_low);
  expect_is(find(comparison, "insured", "mean"), paid_low - paid_high);
  const Difference& nothing = find(comparison, "ground_up", "tvar", 0.99);
  EXPECT_EQ(nothing.verdict, Verdict::same);
  EXPECT_EQ(nothing.value, 0);
  EXPECT_EQ(nothing.standard_error, 0);
}

// One peril alone is a collective model: the exact twin gives VaR and TVaR of both variants.
TEST(Comparison, TailIsThatOfTheExactTwin) {
  Json alone = Json::parse(text);
  alone["perils"].erase(1);
  const Variants made = variants({"/coverage_designs/0/policies/0/sections/0/deductible/amount=50,150"},
                                 200000, 7, alone.dump());
  const Comparison comparison = compare(made, 0, {}).value();
  const auto exact = [](double deductible) {
    CollectiveModel model;
    model.frequency = std::make_shared<Poisson>(2);
    model.severity = std::make_shared<Exponential>(100);
    model.occurrence = OccurrenceTerms(Deductible::ordinary(deductible));
    ExactOptions options;
    options.step = 0.5;
    return exact_total(model, options).annual;
  };
  const LossDistribution low = exact(50), high = exact(150);
  const auto tvar = [](const LossDistribution& law) {
    return static_cast<double>(law.tail_value_at_risk(0.99));
  };
  expect_is(find(comparison, "design/low/insurer", "tvar", 0.99), tvar(high) - tvar(low));
  expect_is(find(comparison, "design/low/insurer", "var", 0.9), high.quantile(0.9) - low.quantile(0.9));
  expect_is(find(comparison, "design/low/insurer", "sd"),
            static_cast<double>(high.standard_deviation() - low.standard_deviation()));
}

TEST(Comparison, ThePairingIsWorthMuch) {
  const Comparison comparison =
      compared({"/coverage_designs/0/policies/0/sections/0/deductible/amount=50,60"});
  const Difference& paired = find(comparison, "design/low/insurer", "mean");
  double unpaired = 0;
  for (const VariantResult& variant : comparison.variants) {
    for (const result::MeasureRow& row : variant.measures) {
      if (row.subject == "design/low/insurer" && row.measure == "mean")
        unpaired += row.standard_error * row.standard_error;
    }
  }
  // Each claim above 60 pays 10 less: the difference moves by about 10 a claim, not by 100.
  EXPECT_LT(paired.standard_error, 0.1 * std::sqrt(unpaired));
  EXPECT_EQ(paired.verdict, Verdict::less);
}

TEST(Comparison, SwappingTheReferenceTurnsEverySign) {
  const std::vector<std::string> across{"/perils/0/frequency/mean=2,2.2"};
  const Comparison there = compared(across, 0), back = compared(across, 1);
  ASSERT_EQ(there.differences.size(), back.differences.size());
  EXPECT_EQ(there.family, back.family);
  for (std::size_t i = 0; i < there.differences.size(); ++i) {
    const Difference &a = there.differences[i], &b = back.differences[i];
    EXPECT_EQ(a.subject, b.subject);
    EXPECT_EQ(a.value, -b.value);
    EXPECT_EQ(a.low, -b.high);
    EXPECT_EQ(a.high, -b.low);
    EXPECT_EQ(a.verdict == Verdict::more, b.verdict == Verdict::less);
    EXPECT_EQ(a.verdict == Verdict::cannot_tell, b.verdict == Verdict::cannot_tell);
  }
}

TEST(Comparison, IntervalsAreWidenedForTheirNumber) {
  const Comparison comparison = compared({"/perils/0/frequency/mean=2,2.1"});
  EXPECT_GT(comparison.family, 10U);
  for (const Difference& d : comparison.differences) {
    if (!(d.standard_error > 0)) continue;
    EXPECT_LT(d.low, d.single_low);
    EXPECT_NEAR((d.single_high - d.value) / d.standard_error, 1.96, 0.01);
    if (d.verdict == Verdict::cannot_tell) {
      EXPECT_TRUE(d.low <= 0 && d.high >= 0) << d.subject;
    }
  }
}

TEST(Comparison, SeveralAxesMakeEveryCombination) {
  const Variants made = variants({"/perils/0/frequency/mean=1,2,design=low,high"}, 1000);
  ASSERT_FALSE(made.fault);
  ASSERT_EQ(made.variants.size(), 4U);
  EXPECT_THAT(made.variants[0].values, ElementsAre("1", "low"));
  EXPECT_THAT(made.variants[1].values, ElementsAre("1", "high"));
  EXPECT_THAT(made.variants[2].values, ElementsAre("2", "low"));
  EXPECT_EQ(made.variants[3].input.coverage_designs.front().id, "high");
  EXPECT_EQ(made.variants[3].input.simulation.years, 1000);
}

TEST(Comparison, NamesTheVariantOfAFault) {
  const Variants made = variants({"/perils/0/frequency/mean=2,-1", "design=low,high"});
  ASSERT_EQ(made.problems.size(), 2U);
  EXPECT_EQ(made.problems[0].text(language::Language::english).substr(0, 94),
            "small.json (/perils/0/frequency/mean=-1, design=low): /perils/0/frequency/mean: is -1, but mus");
  EXPECT_THAT(made.problems[1].text(language::Language::english), HasSubstr("design=high"));
}

TEST(Comparison, RefusesWhatIsNoComparison) {
  const auto fault = [](const std::vector<std::string>& across) {
    const Variants made = variants(across);
    return made.fault ? language::text(language::Language::english, *made.fault) : std::string();
  };
  EXPECT_THAT(fault({"design=low"}), HasSubstr("one value only"));
  EXPECT_THAT(fault({"audit.score"}), HasSubstr("has no values"));
  std::string many = "/perils/0/frequency/mean=1";
  for (int i = 2; i <= 201; ++i) many += "," + std::to_string(i);
  EXPECT_THAT(fault({many}), HasSubstr("more than 200 variants"));
  EXPECT_THAT(
      variants({"design=low,middle"}).problems.front().text(language::Language::english),
      HasSubstr(
          "small.json (design=middle): /: \"middle\" is no coverage design of the file (it has low, high)"));
}

TEST(Comparison, FindsTheReferenceByItsValues) {
  const Variants made = variants({"/perils/0/frequency/mean=2,3", "design=low,high"}, 1000);
  ASSERT_TRUE(made.problems.empty());
  EXPECT_EQ(find_variant(made, ""), 0U);
  EXPECT_EQ(find_variant(made, "high"), 1U);
  EXPECT_EQ(find_variant(made, "3"), 2U);
  EXPECT_EQ(find_variant(made, "3,high"), 3U);
  EXPECT_EQ(find_variant(made, "design=high,/perils/0/frequency/mean=3"), 3U);
  EXPECT_FALSE(find_variant(made, "4"));
}

TEST(Comparison, StopsWithoutAResult) {
  PairedOptions options;
  options.stop_requested = [] { return true; };
  EXPECT_FALSE(compare(variants({"design"}), 0, options));
}

// Every template against the same business without its AI: covers that only the AI can make pay stay and pay
// nothing. 2,000 years with the AI are 125 worlds, without it they may be single years.
TEST(Comparison, EveryTemplateHasABaselineWithoutItsAi) {
  for (const std::string& use_case : scenario::template_use_cases()) {
    for (const std::string& business_type : scenario::template_business_types(use_case)) {
      const std::string what = use_case + " " + business_type;
      const std::string file =
          scenario::scenario_template(use_case, business_type, language::Language::english).value();
      const Variants made = variants({"deployment.ai"}, 2000, 7, file);
      ASSERT_TRUE(made.problems.empty())
          << what << ": " << made.problems.front().text(language::Language::english);
      const Comparison found = compare(made, 0, {}).value();
      EXPECT_TRUE(std::isfinite(find(found, "ground_up", "mean").value)) << what;
      const auto premiums = std::count_if(
          found.differences.begin(), found.differences.end(),
          [](const auto& d) { return d.measure == "technical_premium" && std::isfinite(d.value); });
      EXPECT_GT(premiums, 0) << what;
    }
  }
}

TEST(Comparison, CommonEventsAreAnAxisWithBothItsValues) {
  const std::string file =
      scenario::scenario_template("robot", "business_user", language::Language::english).value();
  const Variants made = variants({"common_events"}, 2000, 7, file);
  ASSERT_TRUE(made.problems.empty());
  ASSERT_EQ(made.variants.size(), 2U);
  EXPECT_EQ(made.variants[0].input.common_events, "shared");
  EXPECT_EQ(made.variants[1].input.common_events, "independent");
}

}  // namespace
}  // namespace tenbin::compare
