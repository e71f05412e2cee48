#include "tenbin/coverage/compile_designs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tenbin/core/error.hpp"
#include "tenbin/coverage/product.hpp"

namespace tenbin::coverage {
namespace {

using perils::Damage;
using testing::HasSubstr;

const std::vector<std::string> heads = {"third_party", "recall", "interruption"};

/// Two deployments: a liability head shared by two parties, a recall, and interruptions at 1000 and 2000 an
/// hour.
std::vector<Feed> feeds() {
  return {{0, "miss", "a", Damage::third_party, {{"integrator", 0.25L}, {"business_user", 0.75L}}, 0},
          {1, "miss", "a", Damage::recall, {{"business_user", 1}}, 0},
          {2, "stop", "a", Damage::interruption, {{"business_user", 1}}, 1000},
          {3, "stop", "b", Damage::interruption, {{"business_user", 1}}, 2000},
          {4, "outage", "a", Damage::interruption, {{"business_user", 1}}, 1000}};
}

std::vector<DesignPlan> compiled(const std::vector<scenario::CoverageDesign>& designs,
                                 const std::vector<Feed>& feeds,
                                 const std::vector<scenario::Deployment>& deployments = {}) {
  library::LibraryReader library{library::standard_library()};
  return compile_designs(designs, feeds, heads, deployments, library);
}

SectionPlan section_of(scenario::Section section, const std::string& product = "smart_factory",
                       const std::string& insured = "business_user") {
  section.id = "s";
  scenario::Policy policy;
  policy.id = "p";
  policy.product = product;
  policy.insured = insured;
  policy.sections = {section};
  scenario::CoverageDesign design;
  design.id = "d";
  design.policies = {policy};
  return compiled({design}, feeds()).at(0).policies.at(0).sections.at(0);
}

std::string refusal(const scenario::Section& section, const std::string& product = "smart_factory",
                    const std::string& insured = "business_user") {
  try {
    section_of(section, product, insured);
  } catch (const ParameterError& error) {
    return error.what();
  }
  return "accepted";
}

scenario::Section cover(const std::string& name) {
  scenario::Section section;
  section.cover = name;
  return section;
}

TEST(CompileDesigns, WeightIsTheInsuredsPart) {
  const SectionPlan user = section_of(cover("product_liability"));
  ASSERT_EQ(user.covered.size(), 1U);
  EXPECT_EQ(user.covered[0].source, 0);
  EXPECT_EQ(user.covered[0].head, 0);
  EXPECT_EQ(user.covered[0].weight, 0.75);
  const SectionPlan integrator =
      section_of(cover("third_party_liability"), "quality_assurance_liability", "integrator");
  ASSERT_EQ(integrator.covered.size(), 1U);
  EXPECT_EQ(integrator.covered[0].weight, 0.25);
  // "all" is what the insured bears; without an insured it is everything.
  EXPECT_EQ(section_of(cover("all")).covered.size(), 5U);
  EXPECT_EQ(section_of(cover("all"), "quality_assurance_liability", "integrator").covered.size(), 1U);
  EXPECT_EQ(section_of(cover("all"), "", "").covered.at(0).weight, 1);
}

TEST(CompileDesigns, PerilsNarrowACover) {
  scenario::Section section = cover("non_damage_interruption");
  EXPECT_EQ(section_of(section).covered.size(), 3U);
  section.perils = {"outage"};
  ASSERT_EQ(section_of(section).covered.size(), 1U);
  EXPECT_EQ(section_of(section).covered[0].source, 4);
}

TEST(CompileDesigns, EveryDeductible) {
  scenario::Section section = cover("recall");
  const auto pays = [&](double loss) { return apply(section_of(section).occurrence, loss); };
  EXPECT_EQ(pays(70), 63);  // the customary own share of 10 %
  section.share = 1;
  EXPECT_EQ(pays(70), 70);
  section.deductible.type = "ordinary";
  section.deductible.amount = 10;
  EXPECT_EQ(pays(70), 60);
  section.deductible.type = "franchise";
  EXPECT_EQ(pays(70), 70);
  EXPECT_EQ(pays(9), 0);
  section.deductible = {
      .type = "percentage", .amount = 0, .rate = 0.1, .of = "loss", .minimum = 5, .maximum = 50};
  EXPECT_EQ(pays(10), 5);
  EXPECT_EQ(pays(100), 90);
  EXPECT_EQ(pays(1000), 950);
  section.deductible.of = "sum_insured";
  section.sum_insured = 200;
  EXPECT_EQ(pays(100), 80);
  section.occurrence_limit = 40;
  section.share = 0.5;
  EXPECT_EQ(pays(100), 20);
  section.sum_insured.reset();
  EXPECT_THAT(refusal(section), HasSubstr("needs sum_insured"));
  section.deductible.type = "magic";
  EXPECT_THAT(refusal(section), HasSubstr("deductible type 'magic'"));
}

TEST(CompileDesigns, WaitingTimeAddsToAnOrdinaryDeductible) {
  scenario::Section section = cover("non_damage_interruption");
  section.perils = {"outage"};
  section.waiting_hours = 8;
  section.deductible.type = "ordinary";
  section.deductible.amount = 500;
  // max(max(x - 8 h, 0) - 500, 0) at 1000 an hour
  EXPECT_EQ(apply(section_of(section).occurrence, 8400), 0);
  EXPECT_EQ(apply(section_of(section).occurrence, 9000), 500);
  section.deductible.type = "franchise";
  EXPECT_THAT(refusal(section), HasSubstr("goes with no deductible or an ordinary one"));
}

TEST(CompileDesigns, OneWaitingTimeCannotServeTwoHourlyRates) {
  scenario::Section section = cover("non_damage_interruption");
  section.waiting_hours = 8;
  EXPECT_THAT(refusal(section), HasSubstr("gross profit per hour differs"));
}

TEST(CompileDesigns, RefusesACoverThatWouldNeverPay) {
  EXPECT_EQ(refusal(cover("recall"), "quality_assurance_liability", "integrator"),
            "design 'd', policy 'p', section 's': cover 'recall' would never pay (no peril of this scenario "
            "puts such a "
            "loss on integrator)");
  EXPECT_THAT(refusal(cover("property")), HasSubstr("no peril of this scenario puts such a loss"));
  EXPECT_THAT(refusal(cover("umbrella")), HasSubstr("smart_factory has no cover 'umbrella'"));
  EXPECT_THAT(refusal(cover("recall"), "", ""), HasSubstr("needs a product"));
  EXPECT_THAT(refusal(cover("recall"), "life", "business_user"), HasSubstr("product 'life' is not known"));
}

TEST(CompileDesigns, RecallKeepsTheCustomaryOwnShareUnlessTold) {
  scenario::Section section = cover("recall");
  EXPECT_EQ(section_of(section).occurrence.share(), 0.9);  // 1 less 10 % of the library
  section.share = 1;
  EXPECT_EQ(section_of(section).occurrence.share(), 1);
  EXPECT_EQ(section_of(cover("product_liability")).occurrence.share(), 1);
}

TEST(CompileDesigns, HeadsNarrowACover) {
  scenario::Section section = cover("third_party_liability");
  section.heads = {"financial_loss"};
  EXPECT_THAT(refusal(section, "quality_assurance_liability", "integrator"), HasSubstr("would never pay"));
  section.heads = {"third_party", "financial_loss"};
  EXPECT_EQ(section_of(section, "quality_assurance_liability", "integrator").covered.size(), 1U);
}

scenario::Deployment self_checked(const std::string& id) {
  scenario::Deployment deployment;
  deployment.id = id;
  deployment.audit.emplace();
  deployment.audit->method = "self_check";
  deployment.audit->score = 80;
  return deployment;
}

/// The section of one policy of the maker, with a loss of deployment a that is owed by contract to 30 % and
/// one of b.
SectionPlan with_contract(scenario::Section section, const std::vector<scenario::Deployment>& deployments) {
  std::vector<Feed> two = {{0, "miss", "a", Damage::third_party, {{"business_user", 0.5L}}, 0, 0.3L},
                           {1, "miss", "b", Damage::third_party, {{"business_user", 1}}, 0, 0}};
  section.id = "s";
  scenario::Policy policy;
  policy.id = "p";
  policy.product = "smart_factory";
  policy.insured = "business_user";
  policy.sections = {section};
  scenario::CoverageDesign design;
  design.id = "d";
  design.policies = {policy};
  return compiled({design}, two, deployments).at(0).policies.at(0).sections.at(0);
}

TEST(CompileDesigns, LiabilityByContractAloneIsOutUnlessCovered) {
  scenario::Section section = cover("product_liability");
  const SectionPlan without = with_contract(section, {});
  ASSERT_EQ(without.covered.size(), 2U);
  EXPECT_DOUBLE_EQ(without.covered[0].weight, 0.35);  // 0.5 x (1 - 0.3)
  EXPECT_DOUBLE_EQ(without.covered[1].weight, 1);
  ASSERT_EQ(without.excluded.size(), 1U);
  EXPECT_DOUBLE_EQ(without.excluded[0].weight, 0.15);  // 0.5 x 0.3
  section.contractual_liability = "covered";
  const SectionPlan with = with_contract(section, {});
  EXPECT_DOUBLE_EQ(with.covered.at(0).weight, 0.5);
  EXPECT_TRUE(with.excluded.empty());
}

TEST(CompileDesigns, ARefusedSystemIsDeclinedAndTheOthersStay) {
  scenario::Section section = cover("product_liability");
  section.contractual_liability = "covered";
  section.audit_condition.emplace();
  section.audit_condition->minimum_score = 50;
  section.audit_condition->otherwise = "refuse";
  scenario::Deployment bad = self_checked("b");
  bad.audit->score = 49;
  const SectionPlan plan = with_contract(section, {self_checked("a"), bad});
  ASSERT_EQ(plan.covered.size(), 1U);
  EXPECT_EQ(plan.covered[0].source, 0);
  ASSERT_EQ(plan.declined.size(), 1U);
  EXPECT_EQ(plan.declined[0].source, 1);
}

TEST(CompileDesigns, AReducedShareMultipliesTheShare) {
  scenario::Section section = cover("product_liability");
  section.share = 0.8;
  section.audit_condition.emplace();
  section.audit_condition->minimum_score = 90;
  section.audit_condition->otherwise = "reduce";
  section.audit_condition->reduced_share = 0.5;
  EXPECT_DOUBLE_EQ(with_contract(section, {self_checked("a")}).occurrence.share(), 0.4);
  section.audit_condition->minimum_score = 80;
  EXPECT_DOUBLE_EQ(with_contract(section, {self_checked("a")}).occurrence.share(), 0.8);
}

TEST(CompileDesigns, PolicyTermsFollowTheSections) {
  scenario::Policy policy;
  policy.id = "p";
  policy.product = "smart_factory";
  policy.insured = "business_user";
  policy.sections = {cover("recall")};
  policy.deductible.type = "ordinary";
  policy.deductible.amount = 3;
  policy.occurrence_limit = 10;
  policy.aggregate_deductible = 1;
  policy.aggregate_limit = 15;
  scenario::CoverageDesign design;
  design.policies = {policy};
  const PolicyPlan plan = compiled({design}, feeds()).at(0).policies.at(0);
  EXPECT_EQ(apply(plan.occurrence, 8), 5);
  EXPECT_EQ(apply(plan.occurrence, 100), 10);
  EXPECT_EQ(apply(plan.aggregate, 12), 11);
  EXPECT_EQ(apply(plan.aggregate, 100), 15);
}

}  // namespace
}  // namespace tenbin::coverage
