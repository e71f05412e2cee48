#include "tenbin/oed/account.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/scenario/files.hpp"

namespace tenbin::oed {
namespace {

using language::Language;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

scenario::Scenario losses() {
  scenario::Scenario scenario;
  scenario.currency = "JPY";
  scenario.perils.resize(1);
  scenario.perils[0].head = "recall";
  return scenario;
}

AccountResult read(const std::string& text, const std::optional<std::string>& account = std::nullopt) {
  return read_account(text, "a.csv", losses(), account);
}

std::vector<std::string> remarks(const AccountResult& result) {
  std::vector<std::string> texts;
  for (const Remark& remark : result.remarks) texts.push_back(remark.text("a.csv", Language::english));
  return texts;
}

std::vector<std::string> problems(const std::string& text, const std::optional<std::string>& account = {}) {
  std::vector<std::string> texts;
  const AccountResult result = read(text, account);
  EXPECT_EQ(result.design.has_value(), result.problems.empty());
  for (const scenario::Problem& problem : result.problems) texts.push_back(problem.text(Language::english));
  return texts;
}

const std::string layer_fields =
    "AccNumber,AccCurrency,PolNumber,LayerNumber,LOB,CoverageClassDescription,PolDed,LayerAttachment,"
    "LayerLimit,"
    "LayerParticipation,LayerAggLimit,LayerAggAttachment\n";

TEST(OedAccount, ALayerBecomesAPolicyFieldByField) {
  const AccountResult result =
      read(layer_fields + "A1,JPY,P 7,2,SmartFactory,Recall,1e6,5000000,2e8,0.4,6e8,1e7\n");
  ASSERT_TRUE(result.design) << result.problems.front().text(Language::english);
  EXPECT_EQ(result.design->id, "A1");
  ASSERT_EQ(result.design->policies.size(), 1U);
  const scenario::Policy& policy = result.design->policies[0];
  EXPECT_EQ(policy.id, "P-7.layer2");
  EXPECT_EQ(policy.product, "smart_factory");
  EXPECT_EQ(policy.insured, "business_user");  // the only one whom the product insures
  EXPECT_EQ(policy.deductible.type, "ordinary");
  EXPECT_EQ(policy.deductible.amount, 6e6);  // 1m deductible, then the layer above 5m
  EXPECT_EQ(policy.occurrence_limit, 2e8);
  EXPECT_EQ(policy.share, 0.4);
  EXPECT_EQ(policy.aggregate_limit,
            0.4 * 6e8);  // the field counts the whole layer, the key the insurer's part
  EXPECT_EQ(policy.aggregate_deductible, 0.4 * 1e7);
  ASSERT_EQ(policy.sections.size(), 1U);
  EXPECT_EQ(policy.sections[0].cover, "recall");
  EXPECT_TRUE(result.remarks.empty());
}

TEST(OedAccount, ZeroAndBlankLimitsAreUnlimitedAndListed) {
  const AccountResult result = read(layer_fields + "A1,JPY,P,,SmartFactory,recall,0,,0,,,\n");
  ASSERT_TRUE(result.design);
  const scenario::Policy& policy = result.design->policies[0];
  EXPECT_EQ(policy.occurrence_limit, scenario::unlimited);
  EXPECT_EQ(policy.aggregate_limit, scenario::unlimited);
  EXPECT_EQ(policy.deductible.type, "none");
  EXPECT_EQ(policy.share, 1);
  EXPECT_THAT(remarks(result),
              ElementsAre("a.csv: line 2, LayerLimit: \"0\" is translated into \"unlimited\"",
                          "a.csv: line 2, LayerAggLimit: blank is translated into \"unlimited\""));
}

TEST(OedAccount, RowsOfOneLayerAreItsSections) {
  const AccountResult result = read(layer_fields +
                                    "A1,JPY,P,1,SmartFactory,recall,,,1e8,,2e8,\n"
                                    "A1,JPY,P,1,SmartFactory,product_liability;cyber,,,1e8,,2e8,\n"
                                    "A1,JPY,P,2,SmartFactory,recall,,1e8,1e8,,2e8,\n");
  ASSERT_TRUE(result.design);
  ASSERT_EQ(result.design->policies.size(), 2U);
  std::vector<std::string> covers;
  for (const scenario::Section& section : result.design->policies[0].sections)
    covers.push_back(section.cover);
  EXPECT_THAT(covers, ElementsAre("recall", "product_liability", "cyber"));
  EXPECT_EQ(result.design->policies[1].deductible.amount, 1e8);
}

TEST(OedAccount, CyberCoveragesBecomeSections) {
  const AccountResult result = read(
      "AccNumber,AccCurrency,PolNumber,LOB,PolCoverage,PolLimitNPBI,PolDedNPBI,PolLimitCBI,PolDedCBI,"
      "BIWaitingPeriod,LayerLimit,LayerAggLimit\n"
      "C1,JPY,X,SmartFactory,BI;CBI;DIAS,2000000,10000,3000000,,0.5,1e9,1e9\n");
  ASSERT_TRUE(result.design) << result.problems.front().text(Language::english);
  const std::vector<scenario::Section>& sections = result.design->policies[0].sections;
  ASSERT_EQ(sections.size(), 2U);
  EXPECT_EQ(sections[0].cover, "non_damage_interruption");
  EXPECT_EQ(sections[0].occurrence_limit, 2e6);
  EXPECT_EQ(sections[0].deductible.amount, 1e4);
  EXPECT_EQ(sections[0].waiting_hours, 12.0);  // half a day
  EXPECT_EQ(sections[1].cover, "contingent_interruption");
  EXPECT_EQ(sections[1].waiting_hours, 12.0);
  EXPECT_THAT(
      remarks(result),
      ElementsAre("a.csv: line 2, PolCoverage: \"BI\" is read as NPBI, the code since version 4",
                  "a.csv: line 2, PolCoverage: \"DIAS\" has no cover in this product and is ignored"));
}

TEST(OedAccount, RetentionTriggerDefenceAndIndemnityPeriod) {
  const std::string fields =
      "AccNumber,AccCurrency,LOB,LayerLimit,LayerAggLimit,CoverageClassDescription,PolSIR,CoverageTrigger,"
      "DefenceCost,"
      "BIPOI\n";
  const AccountResult result =
      read(fields + "A1,JPY,SmartFactory,1e8,1e9,business_interruption;recall,5e6,0,1,90\n");
  ASSERT_TRUE(result.design) << result.problems.front().text(Language::english);
  const scenario::Policy& policy = result.design->policies[0];
  EXPECT_EQ(policy.self_insured_retention, 5e6);
  EXPECT_EQ(policy.trigger, "claims_made");
  EXPECT_EQ(policy.sections[0].defence_cost, "inside");
  EXPECT_EQ(policy.sections[0].indemnity_hours, 2160.0);  // 90 days
  EXPECT_FALSE(policy.sections[1].indemnity_hours);
  EXPECT_EQ(read(fields + "A1,JPY,SmartFactory,1,1,recall,,1,2,\n").design->policies[0].trigger,
            "losses_occurring");
  EXPECT_EQ(
      read(fields + "A1,JPY,SmartFactory,1,1,recall,,1,2,\n").design->policies[0].sections[0].defence_cost,
      "not_covered");
  EXPECT_THAT(problems(fields + "A1,JPY,SmartFactory,1,1,recall,,2,3,\n"),
              ElementsAre(HasSubstr("CoverageTrigger: is \"2\""), HasSubstr("DefenceCost: is \"3\"")));
  EXPECT_THAT(problems("AccNumber,AccCurrency,LOB,LayerLimit,LayerAggLimit,PolSIR,PolDed\n"
                       "A1,JPY,SmartFactory,1,1,5,6\n"),
              ElementsAre(HasSubstr("line 2, PolSIR: stands beside PolDed")));
}

TEST(OedAccount, IgnoredFieldsAreNamedOnceWhereTheyHoldSomething) {
  const AccountResult result = read(
      "AccNumber,AccCurrency,LOB,LayerLimit,LayerAggLimit,InsuredName,CountryCode,FlexiPolZZZ\n"
      "A1,JPY,SmartFactory,1,1,Maker,,x\nA1,JPY,SmartFactory,1,1,Maker,,\n");
  ASSERT_TRUE(result.design);
  EXPECT_THAT(remarks(result),
              ElementsAre("a.csv: column InsuredName: has no place in a scenario and is ignored",
                          "a.csv: column FlexiPolZZZ: has no place in a scenario and is ignored"));
}

TEST(OedAccount, ThePartyIsAskedForWhereTheProductInsuresSeveral) {
  const std::string fields = "AccNumber,AccCurrency,LOB,LayerLimit,LayerAggLimit,FlexiPolLiableParty\n";
  EXPECT_THAT(
      problems(fields + "A1,JPY,AI-QA,1,1,\n"),
      ElementsAre(HasSubstr("line 2, FlexiPolLiableParty: is \"\", whom \"quality_assurance_liability\"")));
  EXPECT_EQ(read(fields + "A1,JPY,AI-QA,1,1,INT\n").design->policies[0].insured, "integrator");
  EXPECT_EQ(read(fields + "A1,JPY,AI-QA,1,1,developer\n").design->policies[0].insured, "developer");
}

TEST(OedAccount, OneOfSeveralAccountsIsChosen) {
  const std::string two =
      "AccNumber,AccCurrency,LOB,LayerLimit,LayerAggLimit\n"
      "A1,JPY,SmartFactory,1,1\nA2,JPY,SmartFactory,2,2\n";
  EXPECT_THAT(problems(two),
              ElementsAre(HasSubstr("the file has several accounts (a design is for one: A1, A2)")));
  EXPECT_EQ(read(two, "A2").design->policies.at(0).occurrence_limit, 2);
  EXPECT_THAT(problems(two, "A3"), ElementsAre(HasSubstr("there is no account \"A3\"")));
}

TEST(OedAccount, AllFaultsAreToldTogether) {
  const auto said = problems(
      "AccNumber,AccCurrency,PolNumber,LOB,CoverageClassDescription,LayerLimt,LayerParticipation,PolDed\n"
      "A1,USD,P,Management,Directors & Offices,1,0,-5\n");
  EXPECT_THAT(said, Contains(HasSubstr("line 1, LayerLimt: is not a field of the account file (did you mean "
                                       "\"LayerLimit\"?)")));
  EXPECT_THAT(said, Contains(HasSubstr("line 2, AccCurrency: is \"USD\", but the losses are in \"JPY\"")));
  EXPECT_THAT(said, Contains(HasSubstr("line 2, LOB: is \"Management\"")));
  EXPECT_THAT(said, Contains(HasSubstr("line 2, CoverageClassDescription: is \"Directors & Offices\"")));
  EXPECT_THAT(said, Contains(HasSubstr("line 2, LayerParticipation: is \"0\"")));
  EXPECT_THAT(said, Contains(HasSubstr("line 2, PolDed: is \"-5\"")));
  EXPECT_EQ(said.size(), 6U);
}

TEST(OedAccount, OtherFaultsHaveTheirMessages) {
  const std::string fields = "AccNumber,AccCurrency,PolNumber,LOB,LayerLimit,LayerAggLimit\n";
  EXPECT_THAT(problems(fields + "A1,JPY,P,SmartFactory,\"1,000\",1\n"),
              ElementsAre(HasSubstr("line 2, LayerLimit: is \"1,000\"")));
  EXPECT_THAT(problems(fields + "A1,JPY,P,SmartFactory,-1,1\n"),
              ElementsAre(HasSubstr("it must be a number from 0")));
  EXPECT_THAT(problems(fields + ",JPY,P,SmartFactory,1,1\nA1,JPY,P,SmartFactory,1,1\n"),
              ElementsAre(HasSubstr("line 2, AccNumber: is blank")));
  EXPECT_THAT(problems(fields + "A1,JPY,P,SmartFactory,1,1\nA1,JPY,P,SmartFactory,2,1\n"),
              ElementsAre(HasSubstr("the layer \"P\" has other terms in line 2")));
  EXPECT_THAT(problems(fields), ElementsAre(HasSubstr("there is no row below the header")));
  EXPECT_THAT(problems("AccNumber\nA1\n"), Contains(HasSubstr("line 1, AccCurrency: is missing")));
  EXPECT_THAT(problems("a,a\n"), ElementsAre(HasSubstr("line 1: the column \"a\" stands there twice")));
}

TEST(OedAccount, TheDocumentNamesEveryTranslatedField) {
  const std::string page =
      scenario::contents(std::filesystem::path(TENBIN_SOURCE_DIR) / "docs/oed-import.md");
  for (const auto& [field, meaning] : translated_fields())
    EXPECT_THAT(page, HasSubstr("| `" + field + "` | " + meaning + " |")) << field;
}

}  // namespace
}  // namespace tenbin::oed
