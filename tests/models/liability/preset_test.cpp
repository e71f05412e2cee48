#include "tenbin/liability/preset.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "tenbin/core/error.hpp"
#include "tenbin/liability/allocate.hpp"
#include "tenbin/liability/preset_rule.hpp"

namespace tenbin::liability {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Preset& preset(const std::string& id) {
  const Preset* found = find_preset(id);
  if (found == nullptr) throw std::logic_error(id);
  return *found;
}

TEST(Preset, AllSixteenAreThereAndExplained) {
  std::vector<std::string> ids;
  for (const Preset& one : presets()) {
    ids.push_back(one.id);
    for (const BothLanguages* words :
         {&one.name, &one.rule, &one.law, &one.damage, &one.assumes, &one.not_modelled}) {
      EXPECT_FALSE(words->english.empty()) << one.id;
      EXPECT_FALSE(words->japanese.empty()) << one.id;
      for (const char c : words->english) ASSERT_LT(static_cast<unsigned char>(c), 0x80U) << one.id;
    }
    EXPECT_FALSE(one.source.empty()) << one.id;
  }
  EXPECT_THAT(ids,
              ElementsAre("JP_TORT_NOW", "JP_PL_EMBEDDED", "JP_PL_SOFTWARE", "JP_OPERATOR_JIBAI",
                          "JP_OPERATOR_RECOURSE", "EU_PLD_2026", "EU_SINGLE_OPERATOR", "EU_EP2020_CAPPED",
                          "US_SEVERAL_MOD51", "US_UCFA_REALLOC", "UK_INSURER_FIRST", "NOFAULT_FUND",
                          "DEV_CHANNELLED", "AUD_PROPORTIONATE", "B2B_CAP_12M", "LEAST_COST_AVOIDER"));
}

TEST(Preset, ParametersAreThoseOfTheTable) {
  EXPECT_EQ(preset("US_SEVERAL_MOD51").parameters.rule, Rule::several);
  EXPECT_EQ(preset("US_SEVERAL_MOD51").parameters.comparative_fault, ComparativeFault::mod51);
  EXPECT_EQ(preset("EU_PLD_2026").parameters.defect_probability, 0.75);
  EXPECT_EQ(preset("EU_EP2020_CAPPED").parameters.statutory_cap, 320);
  EXPECT_THAT(preset("EU_EP2020_CAPPED").parameters.first,
              ElementsAre(Role::business_user, Role::integrator));
  EXPECT_EQ(preset("NOFAULT_FUND").parameters.fund_first->cap, 100);
  EXPECT_EQ(preset("DEV_CHANNELLED").parameters.exclusive, Role::developer);
  EXPECT_EQ(preset("B2B_CAP_12M").parameters.victim, Role::business_user);
  EXPECT_TRUE(preset("LEAST_COST_AVOIDER").parameters.is_computed);
}

TEST(Preset, OwnPresetStartsFromOneOfTheLibrary) {
  const auto mine =
      read_preset(R"({"format": "tenbin/preset", "version": 1, "id": "MINE", "base": "JP_TORT_NOW",
      "parameters": {"rho": 0.8, "strict_defect": ["DEV"], "q_defect": 0.4, "statutory_cap_mJPY": 50}})",
                  "mine.json");
  ASSERT_TRUE(mine.preset.has_value());
  EXPECT_EQ(mine.preset->id, "MINE");
  EXPECT_EQ(mine.preset->parameters.recourse_success, 0.8);
  EXPECT_EQ(mine.preset->parameters.claim_probability, 0.6);
  EXPECT_EQ(mine.preset->parameters.statutory_cap, 50);
  EXPECT_THAT(mine.preset->parameters.strict_defect, ElementsAre(Role::developer));
}

TEST(Preset, ProblemsOfAnOwnPreset) {
  const auto mine = read_preset(R"({"format": "tenbin/preset", "version": 2, "base": "JP_TORT",
      "parameters": {"rho": 1.8, "rhoo": 1, "strict_defect": ["DEVELOPER"], "order": "ANY"}})",
                                "mine.json");
  std::string all;
  for (const auto& problem : mine.problems) all += problem.text(language::Language::english) + "\n";
  EXPECT_FALSE(mine.preset.has_value());
  EXPECT_EQ(mine.problems.size(), 7U) << all;
  EXPECT_THAT(all, HasSubstr("mine.json: /base: is \"JP_TORT\""));
  EXPECT_THAT(all, HasSubstr("/parameters/rho: is the number 1.8 (it must be a share between 0 and 1)"));
  EXPECT_THAT(all, HasSubstr("/parameters/strict_defect/0: is \"DEVELOPER\""));
  EXPECT_THAT(all, HasSubstr("/id: is missing"));
}

// --- preset and draws make an event ----------------------------------------------------------------------

Circumstances six_parties() {
  Circumstances circumstances;
  const char* names[] = {"DATA", "DEV", "INT", "MFR", "OPR", "AUD"};
  for (std::size_t i = 0; i < 6; ++i) {
    Party<double> party;
    party.name = names[i];
    party.role = static_cast<Role>(i);
    circumstances.parties.push_back(party);
    circumstances.fault_probability[i] = default_fault_probability(party.role);
  }
  circumstances.million_yen = 1;
  return circumstances;
}

EventDraws draws_of_everybody_at_fault() {
  EventDraws draws;
  draws.damage = 100;
  draws.victim_weight = 10;
  for (std::size_t i = 0; i < 6; ++i) draws.weight[i] = 15;
  return draws;
}

TEST(PresetRule, TheVictimsContractLimitsItsClaim) {
  Circumstances circumstances = six_parties();
  Contract<double> contract;
  contract.from = 2;
  contract.to = 4;
  circumstances.contracts = {contract};
  circumstances.annual_fee = {12};
  const PresetRule rule(preset("B2B_CAP_12M"), circumstances);
  EXPECT_THAT(rule.sources(), ElementsAre(0, 1, 2, 3, 5));
  const Event<double> event = rule.event(draws_of_everybody_at_fault());
  EXPECT_EQ(event.victim_weight, 25);
  EXPECT_TRUE(event.contracts.empty());
  EXPECT_EQ(event.parties[2].victim_cap, 12);
  EXPECT_EQ(allocate(event).paid[2], 12);
}

TEST(PresetRule, TheDirectInsurerIsAddedAndCovered) {
  const PresetRule rule(preset("UK_INSURER_FIRST"), six_parties());
  const Event<double> event = rule.event(draws_of_everybody_at_fault());
  ASSERT_EQ(event.parties.size(), 7U);
  EXPECT_EQ(event.parties[6].name, "FPI");
  EXPECT_EQ(rule.sources()[6], -1);
  EXPECT_EQ(event.parties[6].insurance->limit, 1000);
  const Allocation<double> result = allocate(event);
  EXPECT_GT(result.paid[6], 90);
  EXPECT_EQ(result.paid[1], 0);
}

TEST(PresetRule, FindingsFollowTheDraws) {
  EventDraws draws = draws_of_everybody_at_fault();
  draws.u_fault = {0.05, 0.35, 0.35, 0.45, 0.55, 0.2};
  draws.u_defect = 0.5;
  draws.u_development_risk = 0.5;
  const auto liable = [&](const char* id) {
    return PresetRule(preset(id), six_parties()).find(draws).liable.to_string().substr(2);
  };
  //                              AUD OPR MFR INT DEV DATA
  EXPECT_EQ(liable("JP_TORT_NOW"), "010101");
  EXPECT_EQ(liable("JP_PL_EMBEDDED"), "011101");  // a defect is proven below 0.55
  EXPECT_EQ(liable("JP_PL_SOFTWARE"), "011111");
  EXPECT_EQ(liable("DEV_CHANNELLED"), "000010");
  draws.u_development_risk = 0.05;  // and excused below 0.1
  EXPECT_EQ(liable("JP_PL_SOFTWARE"), "010101");
  draws.weight[2] = 0;  // who has no weight is not at fault
  EXPECT_EQ(liable("JP_TORT_NOW"), "010001");
}

TEST(PresetRule, AComputedPresetNeedsItsParty) {
  const Preset& computed = preset("LEAST_COST_AVOIDER");
  EXPECT_THROW(PresetRule(computed, six_parties()), ParameterError);
  const PresetRule rule(with_avoider(computed, Role::integrator), six_parties());
  const Allocation<double> result = allocate(rule.event(draws_of_everybody_at_fault()));
  EXPECT_GT(result.own[2], 0);
  EXPECT_EQ(result.own[1], 0);
}

}  // namespace
}  // namespace tenbin::liability
