#include "tenbin/coverage/compile_terms.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tenbin/core/error.hpp"

namespace tenbin::coverage {
namespace {

using perils::Damage;
using scenario::Section;
using ::testing::HasSubstr;

const std::vector<std::string> heads = {"loss", "third_party", "recall", "interruption", "fines", "defence"};

/// A liability with a recall, a fine and defence cost; a recall of its own with defence cost; stops at 1000
/// an hour.
std::vector<Feed> feeds() {
  const liability::Shares user = {{"business_user", 0.5L}};
  return {{0, "miss", "a", Damage::third_party, user, 0},    {0, "miss", "a", Damage::recall, user, 0},
          {0, "miss", "a", Damage::fines, user, 0},          {0, "miss", "a", Damage::defence, user, 0},
          {1, "lot", "a", Damage::recall, user, 0},          {1, "lot", "a", Damage::defence, user, 0},
          {2, "stop", "a", Damage::interruption, user, 1000}};
}

Section section(const std::string& id, const std::string& cover, std::vector<std::string> perils = {}) {
  Section result;
  result.id = id;
  result.cover = cover;
  result.perils = std::move(perils);
  return result;
}

PolicyPlan compiled(const std::vector<Section>& sections, scenario::Policy policy = {}) {
  policy.id = "p";
  policy.product = "smart_factory";
  policy.insured = "business_user";
  policy.sections = sections;
  scenario::CoverageDesign design;
  design.id = "d";
  design.policies = {policy};
  library::LibraryReader library{library::standard_library()};
  return compile_designs({design}, feeds(), heads, {}, library).at(0).policies.at(0);
}

/// "source/head" of each entry.
std::vector<std::string> entries(const std::vector<CoveredHead>& list) {
  std::vector<std::string> result;
  for (const CoveredHead& entry : list)
    result.push_back(std::to_string(entry.source) + "/" + heads[static_cast<std::size_t>(entry.head)]);
  return result;
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CompileTerms, DefenceAndFinesGoToTheSectionThatAnswersForTheLoss) {
  const PolicyPlan plan = compiled({section("pl", "product_liability"), section("recall", "recall")});
  EXPECT_THAT(entries(plan.sections[0].covered), ElementsAre("0/third_party"));
  EXPECT_THAT(entries(plan.sections[0].defence), ElementsAre("0/defence"));
  EXPECT_EQ(plan.sections[0].defence[0].weight, 0.5);
  EXPECT_THAT(entries(plan.sections[0].excluded), ElementsAre("0/fines"));
  // Nobody sues for a recall: what "lot" costs to defend is not covered.
  EXPECT_THAT(plan.sections[1].defence, IsEmpty());
  EXPECT_THAT(plan.sections[1].excluded, IsEmpty());
}

TEST(CompileTerms, ASectionForEverythingTakesEverything) {
  Section all = section("all", "all");
  all.fines = "covered";
  const PolicyPlan plan = compiled({all});
  EXPECT_THAT(entries(plan.sections[0].covered),
              ElementsAre("0/third_party", "0/recall", "1/recall", "2/interruption", "0/fines"));
  EXPECT_THAT(entries(plan.sections[0].defence), ElementsAre("0/defence", "1/defence"));
}

TEST(CompileTerms, SectionsThatAnswerTogetherShareEqually) {
  // Without a product two sections could both name a peril; here two covers of everything with the same peril
  // would overlap in the loss, so only the defence is looked at.
  std::vector<Section> sections = {section("a", "product_liability"), section("b", "all", {"lot"}),
                                   section("c", "product_liability")};
  const PolicyPlan plan = compiled(sections);
  EXPECT_EQ(plan.sections[0].defence.at(0).weight, 0.25);
  EXPECT_EQ(plan.sections[2].defence.at(0).weight, 0.25);
  EXPECT_EQ(plan.sections[1].defence.at(0).weight, 0.5);
  EXPECT_THAT(entries(plan.sections[1].defence), ElementsAre("1/defence"));
}

TEST(CompileTerms, RetentionsStandInTheDeductible) {
  Section pl = section("pl", "product_liability");
  pl.self_insured_retention = 5e6;
  pl.occurrence_limit = 1e8;
  pl.share = 0.9;
  scenario::Policy policy;
  policy.self_insured_retention = 2e6;
  const PolicyPlan plan = compiled({pl}, policy);
  EXPECT_EQ(plan.sections[0].occurrence, OccurrenceTerms(Deductible::ordinary(5e6), 1e8, 0.9));
  EXPECT_EQ(plan.sections[0].retention, RetentionKind::self_insured);
  EXPECT_EQ(plan.occurrence, OccurrenceTerms(Deductible::ordinary(2e6)));
  EXPECT_EQ(plan.retention, RetentionKind::self_insured);
  terms_of(plan).check();
}

TEST(CompileTerms, ADeductibleInsideTheLimitReducesIt) {
  Section pl = section("pl", "product_liability");
  pl.deductible.type = "ordinary";
  pl.deductible.amount = 3e6;
  pl.occurrence_limit = 1e7;
  EXPECT_EQ(compiled({pl}).sections[0].occurrence, OccurrenceTerms(Deductible::ordinary(3e6), 1e7));
  pl.limit_basis = "includes_deductible";
  EXPECT_EQ(compiled({pl}).sections[0].occurrence, OccurrenceTerms(Deductible::ordinary(3e6), 7e6));
}

TEST(CompileTerms, HoursBecomeMoneyWithTheirReasons) {
  // 1000 an hour: 12 h wait, 48 h at most, deductible 8000: layer of 40,000 above 20,000
  Section stop = section("stop", "non_damage_interruption");
  stop.waiting_hours = 12;
  stop.indemnity_hours = 48;
  stop.deductible.type = "ordinary";
  stop.deductible.amount = 8000;
  const PolicyPlan plan = compiled({stop});
  EXPECT_EQ(plan.sections[0].occurrence, OccurrenceTerms(Deductible::ordinary(20'000), 40'000));
  EXPECT_EQ(plan.sections[0].waiting_amount, 12'000);
  EXPECT_EQ(plan.sections[0].indemnity_amount, 48'000);
  terms_of(plan).check();
  // A smaller limit stays.
  stop.occurrence_limit = 30'000;
  EXPECT_EQ(compiled({stop}).sections[0].occurrence.limit(), 30'000);
  stop.deductible.amount = 48'000;
  EXPECT_THROW(compiled({stop}), ParameterError);
  Section recall = section("recall", "recall");
  recall.indemnity_hours = 48;
  EXPECT_THROW(compiled({recall}), ParameterError);
}

TEST(CompileTerms, WordsBecomeTerms) {
  Section pl = section("pl", "product_liability");
  pl.defence_cost = "inside";
  Section recall = section("recall", "recall");
  recall.defence_cost = "not_covered";
  recall.ai_exclusion = "none";
  scenario::Policy policy;
  policy.ai_exclusion = "generative_only";
  policy.trigger = "claims_made";
  policy.retroactive_years = 3;
  policy.batch_clause = "by_cause";
  const PolicyPlan plan = compiled({pl, recall}, policy);
  EXPECT_EQ(plan.sections[0].defence_cost, DefenceCost::inside);
  EXPECT_EQ(plan.sections[0].ai_exclusion, AiExclusion::generative_only);
  EXPECT_EQ(plan.sections[1].defence_cost, DefenceCost::not_covered);
  EXPECT_EQ(plan.sections[1].ai_exclusion, AiExclusion::none);
  EXPECT_EQ(plan.trigger, Trigger::claims_made);
  EXPECT_EQ(plan.retroactive_years, 3);
  EXPECT_EQ(plan.basis, OccurrenceBasis::cause);
  const PolicyPlan plain = compiled({section("pl", "product_liability")});
  EXPECT_EQ(plain.sections[0].defence_cost, DefenceCost::outside);
  EXPECT_EQ(plain.sections[0].ai_exclusion, AiExclusion::none);
  EXPECT_EQ(plain.trigger, Trigger::losses_occurring);
  EXPECT_EQ(plain.basis, OccurrenceBasis::event);
  EXPECT_EQ(ai_cause_of("predictive"), AiCause::predictive);
  EXPECT_EQ(ai_cause_of("generative"), AiCause::generative);
  EXPECT_EQ(ai_cause_of("none"), AiCause::none);
}

}  // namespace
}  // namespace tenbin::coverage
