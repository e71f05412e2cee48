#include "tenbin/liability/allocate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "models/liability/random_event.hpp"
#include "models/liability/worked_event.hpp"
#include "tenbin/core/error.hpp"

namespace tenbin::liability {
namespace {

using test::expect_burden;
using test::expect_figures;

/// The chain of the worked examples: shares 50, 30 and 20, the developer can pay 200.
std::string chain(const std::string& rest) {
  return R"({"damage": 1000, "parties": {"DEV": {"weight": 50, "assets": 200}, "INT": {"weight": 30},
             "OPR": {"weight": 20}}, )" +
         rest + "}";
}

TEST(Allocate, SeveralLeavesTheInsolventShareWithTheVictim) {
  expect_burden(chain(R"("rule": "SEVERAL")"),
                {{"DEV", "200"}, {"INT", "300"}, {"OPR", "200"}, {"V", "300"}});
}

TEST(Allocate, JointWithContributionSharesTheInsolventPart) {
  expect_burden(chain(R"("rule": "JOINT", "order": ["OPR"])"),
                {{"DEV", "200"}, {"INT", "480"}, {"OPR", "320"}, {"V", "0"}});
  expect_burden(chain(R"("rule": "JOINT", "order": ["OPR"], "contribution": {"reallocate": false})"),
                {{"DEV", "200"}, {"INT", "300"}, {"OPR", "500"}, {"V", "0"}});
}

TEST(Allocate, VictimsFaultBars) {
  const auto with = [](const char* weights, const char* rule) {
    return std::string(R"({"damage": 900, "comparative_fault": ")") + rule + "\", " + weights + "}";
  };
  const char* half = R"("victim_weight": 50, "parties": {"A": {"weight": 30}, "B": {"weight": 20}})";
  const char* more = R"("victim_weight": 55, "parties": {"A": {"weight": 27}, "B": {"weight": 18}})";
  for (const char* rule : {"PURE", "MOD51"}) {
    expect_burden(with(half, rule), {{"A", "270"}, {"B", "180"}, {"V", "450"}});
  }
  expect_burden(with(half, "MOD50"), {{"A", "0"}, {"B", "0"}, {"V", "900"}});
  expect_burden(with(more, "PURE"), {{"A", "243"}, {"B", "162"}, {"V", "495"}});
  for (const char* rule : {"MOD50", "MOD51", "CONTRIB"}) {
    expect_burden(with(more, rule), {{"A", "0"}, {"B", "0"}, {"V", "900"}});
  }
  expect_burden(with(more, "NONE"), {{"A", "540"}, {"B", "360"}, {"V", "0"}});
}

TEST(Allocate, CapOfAContract) {
  const auto with = [](const char* contract) {
    return std::string(R"({"damage": 1000, "order": ["OPR", "INT", "DEV"], "parties": {"DEV": {"weight": 30},
      "INT": {"weight": 50}, "OPR": {"weight": 20}},
      "contracts": [{"from": "INT", "to": "OPR", "indemnity": 1, "cap": 240)") +
           contract + "}]}";
  };
  expect_burden(with(R"(, "cap_binds_contribution": true)"),
                {{"OPR", "460"}, {"INT", "240"}, {"DEV", "300"}, {"V", "0"}});
  expect_burden(with(""), {{"OPR", "0"}, {"INT", "700"}, {"DEV", "300"}, {"V", "0"}});
}

TEST(Allocate, GrossNegligencePiercesTheCapOfWhoPays) {
  const std::string event = R"({"damage": 1000, "order": ["OPR"],
      "parties": {"INT": {"weight": 50, "gross_negligence": true}, "OPR": {"weight": 50}},
      "contracts": [{"from": "INT", "to": "OPR", "indemnity": 1, "cap": 240, "cap_binds_contribution": true}]})";
  expect_burden(event, {{"INT", "1000"}, {"OPR", "0"}, {"V", "0"}});
  EXPECT_FALSE(test::exact(event).bucket[0].has_value());
}

TEST(Allocate, IndemnitorsMeansAndItsInsurance) {
  const auto with = [](const char* insurance) {
    return std::string(R"({"damage": 1000, "parties": {"OPR": {"weight": 1},
      "INT": {"liable": false, "assets": 150, "insurance": )") +
           insurance + R"(}}, "contracts": [{"from": "INT", "to": "OPR"}]})";
  };
  expect_burden(with("null"), {{"OPR", "850"}, {"INT", "150"}, {"V", "0"}});
  expect_burden(with(R"({"retention": 50, "limit": 500, "contractual": true})"),
                {{"OPR", "350"}, {"INT", "150"}, {"INT insurer", "500"}, {"V", "0"}});
  // A policy that does not pay liability assumed by contract.
  expect_burden(with(R"({"retention": 50, "limit": 500})"), {{"OPR", "850"}, {"INT", "150"}, {"V", "0"}});
}

TEST(Allocate, ProductLiabilityWithAndWithoutRecourseAgainstASmallMaker) {
  const auto with = [](const char* rest) {
    return std::string(R"({"damage": 1200, "order": ["MFR"], "parties": {"MFR": {"weight": 10},
      "DEV": {"weight": 60}, "OPR": {"weight": 30}})") +
           rest + "}";
  };
  expect_burden(with(""), {{"MFR", "120"}, {"DEV", "720"}, {"OPR", "360"}, {"V", "0"}});
  expect_burden(with(R"(, "contribution": {"waived": [["MFR", "DEV"]]})"),
                {{"MFR", "840"}, {"DEV", "0"}, {"OPR", "360"}, {"V", "0"}});
}

TEST(Allocate, CertifierJointlyOrInProportion) {
  const auto with = [](const char* own_share) {
    return std::string(R"({"damage": 500, "parties": {"AUD": {"weight": 20)") + own_share +
           R"(}, "OPR": {"weight": 35}, "DEV": {"weight": 45, "assets": 0}}})";
  };
  expect_burden(with(""), {{"AUD", "2000/11"}, {"OPR", "3500/11"}, {"DEV", "0"}, {"V", "0"}});
  expect_burden(with(R"(, "several_only": true)"),
                {{"AUD", "100"}, {"OPR", "400"}, {"DEV", "0"}, {"V", "0"}});
}

TEST(Allocate, DefenceInsideAndOutsideTheLimit) {
  const auto with = [](const char* where) {
    return std::string(R"({"damage": 1000, "defence": {"fixed": 150}, "parties": {"DEV": {"weight": 1,
      "assets": 100, "insurance": {"retention": 50, "limit": 800, "defence": ")") +
           where + R"("}}}})";
  };
  expect_figures(with("inside"), {{"DEV", "100"}, {"DEV insurer", "800"}, {"V", "250"}, {"F", "150"}});
  expect_figures(with("outside"), {{"DEV", "100"}, {"DEV insurer", "950"}, {"V", "100"}, {"F", "150"}});
}

TEST(Allocate, Threshold) {
  expect_burden(R"({"damage": 1000, "rule": "THRESHOLD", "threshold": 0.5, "parties": {
      "DEV": {"weight": 55, "assets": 700}, "INT": {"weight": 25, "assets": 0}, "OPR": {"weight": 20}}})",
                {{"DEV", "700"}, {"INT", "0"}, {"OPR", "200"}, {"V", "100"}});
}

TEST(Allocate, FundFirst) {
  const std::string event = R"({"damage": 1000, "rule": "SEVERAL", "fund_first": {"rate": 0.8, "cap": 600,
      "levy": {"DEV": 3, "OPR": 1}}, "parties": {"A": {"weight": 50, "assets": 100}, "B": {"weight": 50}}})";
  expect_burden(event, {{"FUND", "600"}, {"A", "100"}, {"B", "200"}, {"V", "100"}});
  const auto levy = levies(test::event(event), test::exact(event));
  EXPECT_EQ(levy, (std::vector<std::pair<std::string, Exact>>{{"DEV", 450}, {"OPR", 150}}));
}

TEST(Allocate, WaiverOfSubrogation) {
  const auto with = [](const char* rest) {
    return std::string(R"({"damage": 1000, "order": ["OPR"], "parties": {"DEV": {"weight": 60},
      "OPR": {"weight": 40, "insurance": {"retention": 200, "limit": 900}}})") +
           rest + "}";
  };
  expect_burden(with(R"(, "subrogation_waivers": [["OPR", "DEV"]])"),
                {{"OPR", "80"}, {"OPR insurer", "800"}, {"DEV", "120"}, {"V", "0"}});
  expect_burden(with(""), {{"OPR", "80"}, {"OPR insurer", "320"}, {"DEV", "600"}, {"V", "0"}});
  // Recovered 600 = all of the insured's 200 first, or the insurer's 800 first.
  expect_burden(with(R"(, "recovery_split": "INSURED_FIRST")"),
                {{"OPR", "0"}, {"OPR insurer", "400"}, {"DEV", "600"}, {"V", "0"}});
  expect_burden(with(R"(, "recovery_split": "INSURER_FIRST")"),
                {{"OPR", "200"}, {"OPR insurer", "200"}, {"DEV", "600"}, {"V", "0"}});
}

TEST(Allocate, ProofOfFault) {
  const auto with = [](const char* liable) {
    return std::string(R"({"damage": 1000, "parties": {"DEV": {"weight": 1, "liable": )") + liable + "}}}";
  };
  const Exact proven = Exact(2) / 5;
  EXPECT_EQ(proven * test::exact(with("true")).own[0] + (1 - proven) * test::exact(with("false")).own[0],
            400);
  expect_burden(with("false"), {{"DEV", "0"}, {"V", "1000"}});
}

// --- beyond the examples of the specification: each figure follows by hand from the step it names ---------

TEST(Allocate, EmptyChairStaysInTheWhole) {
  const auto with = [](const char* denominator) {
    return std::string(R"({"damage": 1000, "rule": "SEVERAL", "victim_weight": 20, "denominator": ")") +
           denominator + R"(", "parties": {"A": {"weight": 30}, "B": {"weight": 50, "liable": false,
           "at_fault": true}, "C": {"weight": 100, "liable": false}}})";
  };
  // C's fault was not proven: never in the whole. B is immune: in the whole of AT_FAULT, 30 of 100.
  expect_burden(with("AT_FAULT"), {{"A", "300"}, {"B", "0"}, {"C", "0"}, {"V", "700"}});
  expect_burden(with("LIABLE"), {{"A", "600"}, {"B", "0"}, {"C", "0"}, {"V", "400"}});
}

TEST(Allocate, ReSplitOfTheInsolventShareWithTheVictimAtFault) {
  // UCFA s.2(d): C = 900; A 300 B 600; B pays 200; 400 again over A 30 and V 10: A 300, V 100.
  expect_burden(R"({"damage": 1000, "rule": "SEVERAL_REALLOC", "victim_weight": 10, "parties": {
      "A": {"weight": 30}, "B": {"weight": 60, "assets": 200}}})",
                {{"A", "600"}, {"B", "200"}, {"V", "200"}});
}

TEST(Allocate, EconomicLossJointlyTheRestInShares) {
  // California: economic 600 jointly, 400 in shares. A insolvent: B owes 600 + 0.25 * 400.
  expect_burden(R"({"damage": 1000, "damage_econ": 600, "rule": "BYTYPE", "parties": {
      "A": {"weight": 75, "assets": 0}, "B": {"weight": 25}}})",
                {{"A", "0"}, {"B", "700"}, {"V", "300"}});
}

TEST(Allocate, FaultComparedPairByPair) {
  // Victim 1 : A 1, victim 1 : B 3. A owes 500, B 750, together at most 750; the inner shares are 1 : 3.
  const std::string event = R"({"damage": 1000, "cf_basis": "RELATIVE", "victim_weight": 1, "order": ["B"],
      "parties": {"A": {"weight": 1}, "B": {"weight": 3}}})";
  const auto result = test::exact(event);
  EXPECT_EQ(result.exposure[0], 500);
  EXPECT_EQ(result.exposure[1], 750);
  expect_burden(event, {{"A", "375/2"}, {"B", "1125/2"}, {"V", "250"}});
  // Shares may be given: 0.4 against A, 0.1 against B.
  const auto given = test::exact(R"({"damage": 1000, "cf_basis": "RELATIVE", "victim_weight": 1, "parties": {
      "A": {"weight": 1, "victim_share_against": 0.4}, "B": {"weight": 3, "victim_share_against": 0.1}}})");
  EXPECT_EQ(given.exposure[0], 600);
  EXPECT_EQ(given.exposure[1], 900);
  EXPECT_EQ(given.victim, 100);
}

TEST(Allocate, JibaiStepsOfReduction) {
  const auto kept = [](const char* victim, const char* maker) {
    return test::exact(
               std::string(R"({"damage": 100, "comparative_fault": "JIBAI_STEP", "victim_weight": )") +
               victim + R"(, "parties": {"OPR": {"weight": )" + maker + "}}}")
        .own[0];
  };
  EXPECT_EQ(kept("69", "31"), 100);
  EXPECT_EQ(kept("70", "30"), 80);
  EXPECT_EQ(kept("0.7", "0.3"), 80);  // also where 0.7 / (0.7 + 0.3) is not 0.7 in double
  EXPECT_EQ(kept("80", "20"), 70);
  EXPECT_EQ(kept("90", "10"), 50);
  EXPECT_EQ(kept("100", "0"), 50);
}

TEST(Allocate, SettlementFreesItsPartyFromTheRest) {
  const auto with = [](const char* credit) {
    return std::string(
               R"({"damage": 1000, "order": ["B"], "parties": {"A": {"weight": 50}, "B": {"weight": 30},
      "C": {"weight": 20}}, "settlement": {"party": "A", "amount": 200, "credit": ")") +
           credit + "\"}}";
  };
  // UCATA s.4: 800 are left for B and C, 3 : 2. UCFA s.6: A's share of 500 goes, 500 are left.
  expect_burden(with("PRO_TANTO"), {{"A", "200"}, {"B", "480"}, {"C", "320"}, {"V", "0"}});
  expect_burden(with("PRO_RATA"), {{"A", "200"}, {"B", "300"}, {"C", "200"}, {"V", "300"}});
}

TEST(Allocate, TimeBars) {
  // Barred against the victim: owes nothing outward, and no contribution either.
  expect_burden(
      R"({"damage": 1000, "parties": {"A": {"weight": 50, "time_barred": true}, "B": {"weight": 50}}})",
      {{"A", "0"}, {"B", "1000"}, {"V", "0"}});
  // Contribution barred.
  expect_burden(R"({"damage": 1000, "order": ["B"], "contribution": {"barred": [["B", "A"]]},
      "parties": {"A": {"weight": 50}, "B": {"weight": 50}}})",
                {{"A", "0"}, {"B", "1000"}, {"V", "0"}});
  // Notice under the contract given too late: no claim, but the cap still limits contribution.
  expect_burden(R"({"damage": 1000, "order": ["B"], "parties": {"A": {"weight": 50}, "B": {"weight": 50}},
      "contracts": [{"from": "A", "to": "B", "cap": 100, "cap_binds_contribution": true, "time_barred": true}]})",
                {{"A", "100"}, {"B", "900"}, {"V", "0"}});
  // Everybody barred: no claim, no costs.
  expect_figures(R"({"damage": 1000, "victim_costs": {"fixed": 9}, "defence": {"fixed": 5},
      "parties": {"A": {"time_barred": true}}})",
                 {{"A", "0"}, {"V", "1000"}, {"F", "0"}});
}

TEST(Allocate, FallbackSuitReachesTheOthers) {
  const auto with = [](const char* fallback) {
    return std::string(R"({"damage": 1000, "sued": ["INT"], "defence": {"rate": 0.1}, "contribution":
      {"success": 0}, "parties": {"INT": {"weight": 50, "assets": 400}, "DEV": {"weight": 50}}, "fallback": )") +
           fallback + "}";
  };
  // Defence of 100 first, so 300 are left for the victim.
  expect_figures(with("null"), {{"INT", "400"}, {"DEV", "0"}, {"V", "700"}, {"F", "100"}});
  expect_figures(with(R"({"occurs": false})"), {{"INT", "400"}, {"DEV", "0"}, {"V", "700"}, {"F", "100"}});
  // The second suit costs the developer 100 as well: its exposure is the whole claim.
  expect_figures(with("{}"), {{"INT", "400"}, {"DEV", "800"}, {"V", "0"}, {"F", "200"}});
}

TEST(Allocate, SuedButNotLiablePaysItsDefenceOnly) {
  expect_figures(R"({"damage": 1000, "sued": ["A", "B"], "defence": {"fixed": 10, "rate": 0.02}, "parties": {
      "A": {"weight": 1}, "B": {"weight": 1, "liable": false, "at_fault": false}}})",
                 {{"A", "1030"}, {"B", "30"}, {"V", "0"}, {"F", "60"}});
}

TEST(Allocate, DeductibleIsAdvancedSelfInsuredRetentionIsNot) {
  const auto with = [](const char* type) {
    return std::string(R"({"damage": 1000, "retention_type": ")") + type +
           R"(", "parties": {"A": {"weight": 1, "assets": 30, "insurance": {"retention": 100, "limit": 950}}}})";
  };
  expect_burden(with("SIR"), {{"A", "30"}, {"A insurer", "900"}, {"V", "70"}});
  // 900 above it, and 50 of the missing 70 within the limit
  expect_burden(with("DEDUCTIBLE"), {{"A", "30"}, {"A insurer", "950"}, {"V", "20"}});
}

TEST(Allocate, CostsOfTheVictimShiftedInPart) {
  // vcost = 10 + 0.2 * 1000 = 210; half is owed on top: C = 1105; the victim keeps 105.
  expect_figures(
      R"({"damage": 1000, "victim_costs": {"fixed": 10, "rate": 0.2, "fee_shift": 0.5},
      "parties": {"A": {"weight": 1}}})",
      {{"A", "1105"}, {"V", "105"}, {"F", "210"}, {"C", "1105"}, {"C0", "1000"}, {"uncompensated", "0"}});
}

TEST(Allocate, DirectInsurerPaysFirstAndTakesRecourse) {
  const std::string event =
      R"({"damage": 1000, "sued": ["FPI"], "contribution": {"success": 0.6, "cost_rate": 0.1},
      "parties": {"FPI": {}, "DEV": {"weight": 75}, "OPR": {"weight": 25}}})";
  // Recourse 600: 450 and 150, of which 10 % are spent.
  expect_figures(event, {{"FPI", "460"}, {"DEV", "450"}, {"OPR", "150"}, {"V", "0"}, {"F", "60"}});
}

TEST(Allocate, OrdersOfCollection) {
  const auto first_payer = [](const char* order) {
    const std::string text = std::string(R"({"damage": 10, "contribution": {"success": 0}, "order": )") +
                             order +
                             R"(, "order_keys": {"OPR": 0.9, "DEV": 0.5, "INT": 0.1}, "parties": {
        "OPR": {"weight": 1, "assets": 20}, "DEV": {"weight": 1, "assets": 9}, "INT": {"weight": 1, "assets": 30}}})";
    const auto result = test::exact(text);
    for (std::size_t i = 0; i < 3; ++i) {
      if (result.paid[i] > 0) return test::event(text).parties[i].name;
    }
    return std::string("nobody");
  };
  EXPECT_EQ(first_payer("\"RANDOM\""), "INT");
  EXPECT_EQ(first_payer("\"PROXIMITY\""), "OPR");
  // Both INT and OPR can pay all: a tie, and INT comes first in the chain.
  EXPECT_EQ(first_payer("\"DEEP_POCKET\""), "INT");
  EXPECT_EQ(first_payer("[\"OPR\"]"), "OPR");
  EXPECT_EQ(first_payer("[]"), "DEV");
}

TEST(Allocate, ContributionPerHeadAndOfWhatWasPaid) {
  expect_burden(R"({"damage": 900, "order": ["A"], "contribution": {"weights": "PER_CAPITA"}, "parties": {
      "A": {"weight": 7}, "B": {"weight": 2}, "C": {"weight": 1}}})",
                {{"A", "300"}, {"B", "300"}, {"C", "300"}, {"V", "0"}});
  // A can pay 500 of 1000 and B nothing outward (not sued): above its share of the claim (700) it paid
  // nothing, of what was paid it recovers 30 %.
  const auto with = [](const char* base) {
    return std::string(R"({"damage": 1000, "sued": ["A"], "contribution": {"base": ")") + base +
           R"("}, "parties": {"A": {"weight": 7, "assets": 500}, "B": {"weight": 3}}})";
  };
  expect_burden(with("PAID"), {{"A", "350"}, {"B", "150"}, {"V", "500"}});
  // Of the claim A should bear at most the 500 that it can pay; B is not sued and nobody is over.
  expect_burden(with("CLAIM"), {{"A", "500"}, {"B", "0"}, {"V", "500"}});
}

TEST(Allocate, RecourseThatIsNotWorthItsCost) {
  const auto with = [](const char* cost) {
    return std::string(R"({"damage": 100, "order": ["A"], "contribution": {"cost_fixed": )") + cost +
           R"(}, "parties": {"A": {"weight": 1}, "B": {"weight": 1}}})";
  };
  expect_figures(with("50"), {{"A", "100"}, {"B", "0"}, {"F", "0"}});
  expect_figures(with("49"), {{"A", "99"}, {"B", "50"}, {"F", "49"}});
}

TEST(Allocate, DrawnRecourse) {
  const auto with = [](const char* outcomes) {
    return std::string(R"({"damage": 100, "order": ["A"], "contribution": {"draw": "random", "success": 0.5,
      "outcomes": )") +
           outcomes + R"(}, "parties": {"A": {"weight": 1}, "B": {"weight": 1}}})";
  };
  expect_burden(with(R"([["A", "B", true]])"), {{"A", "50"}, {"B", "50"}, {"V", "0"}});
  expect_burden(with(R"([["A", "B", false]])"), {{"A", "100"}, {"B", "0"}, {"V", "0"}});
  EXPECT_TRUE(test::exact(with("[]")).missing_outcomes[0][1]);
}

TEST(Allocate, IndemnityWithoutCostsOrOwnFault) {
  const auto with = [](const char* clause) {
    return std::string(
               R"({"damage": 1000, "defence": {"fixed": 100}, "order": ["A"], "contribution": {"success": 0},
      "parties": {"A": {"weight": 40}, "B": {"weight": 60, "assets": 0}, "C": {"liable": false}},
      "contracts": [{"from": "C", "to": "A", "success": 1)") +
           clause + "}]}";
  };
  expect_figures(with(""), {{"A", "0"}, {"B", "0"}, {"C", "1100"}, {"F", "100"}});
  expect_figures(with(R"(, "covers_costs": false)"), {{"A", "100"}, {"C", "1000"}});
  // Its own share of what was paid is 400.
  expect_figures(with(R"(, "covers_own_fault": false)"), {{"A", "400"}, {"C", "700"}});
}

TEST(Allocate, TopUpFundPaysPartOfWhatIsMissing) {
  expect_burden(R"({"damage": 1000, "fund": {"rate": 0.5, "cap": 250},
      "parties": {"A": {"weight": 1, "assets": 300}}})",
                {{"A", "300"}, {"FUND", "250"}, {"V", "450"}});
}

TEST(Allocate, CapsTowardsTheVictim) {
  const auto with = [](const char* rest) {
    return std::string(R"({"damage": 1000, "cap_binds_victim": )") + rest;
  };
  const char* cap = R"("parties": {"A": {"weight": 1, "victim_cap": 120}}})";
  expect_burden(with("true, ") + cap, {{"A", "120"}, {"V", "880"}});
  expect_burden(with("false, ") + cap, {{"A", "1000"}, {"V", "0"}});
  expect_burden(
      with("true, ") + R"("parties": {"A": {"weight": 1, "victim_cap": 120, "gross_negligence": true}}})",
      {{"A", "1000"}, {"V", "0"}});
  expect_burden(
      with("false, ") + R"("parties": {"A": {"weight": 1, "statutory_cap": 320, "gross_negligence": true}}})",
      {{"A", "320"}, {"V", "680"}});
}

TEST(Allocate, MoreAssetsMayHurtUnderDeepPocket) {
  // B's insurer pays above a retention of 80, of which B has 0. Asked first for 100, B's insurer pays 20;
  // asked for the 50 that a richer A leaves, nothing.
  const auto with = [](const char* assets) {
    return std::string(R"({"damage": 100, "order": "DEEP_POCKET", "parties": {
        "A": {"weight": 1, "several_only": true, "assets": )") +
           assets + R"(}, "B": {"weight": 1, "assets": 0, "insurance": {"retention": 80, "limit": null}}}})";
  };
  expect_burden(with("10"), {{"A", "10"}, {"B", "0"}, {"B insurer", "20"}, {"V", "70"}});
  expect_burden(with("25"), {{"A", "25"}, {"B", "0"}, {"B insurer", "0"}, {"V", "75"}});
}

TEST(Allocate, ABatchPaysAllItsEventsInProportion) {
  // Two equal claims on assets of 300 and 1000 of debts: each gets 150; one after the other, 300 and 0.
  Event<Exact> event = test::event(R"({"damage": 500, "parties": {"A": {"weight": 1, "assets": 300}}})");
  const std::vector<Event<Exact>> events = {event, event};
  for (const auto& result : allocate_batch<Exact>(events, {BatchMode::pari_passu, {}, {}, {}})) {
    EXPECT_EQ(result.own[0], 150);
    EXPECT_EQ(result.victim, 350);
    EXPECT_EQ(result.residual, 0);
  }
  const auto in_turn = allocate_batch<Exact>(events, {BatchMode::sequential, {}, {}, {}});
  EXPECT_EQ(in_turn[0].own[0], 300);
  EXPECT_EQ(in_turn[1].own[0], 0);
  EXPECT_EQ(in_turn[1].victim, 500);
}

TEST(Allocate, ABatchUsesUpRetentionsAndLimitsUnlessTheyStartAfresh) {
  Event<Exact> event = test::event(R"({"damage": 500, "parties": {"A": {"weight": 1,
      "insurance": {"retention": 100, "limit": 600}}}})");
  const std::vector<Event<Exact>> events = {event, event};
  BatchTerms terms{BatchMode::sequential, {}, {}, {}};
  // 100 retained once; the limit of 600 pays 400 and 200.
  auto result = allocate_batch<Exact>(events, terms);
  EXPECT_EQ(result[0].own[0], 100);
  EXPECT_EQ(result[1].insurer[0], 200);
  EXPECT_EQ(result[1].own[0], 300);
  terms.per_event_retention.set(0);
  terms.per_event_limit.set(0);
  result = allocate_batch<Exact>(events, terms);
  EXPECT_EQ(result[1].own[0], 100);
  EXPECT_EQ(result[1].insurer[0], 400);
  terms.mode = BatchMode::pari_passu;
  EXPECT_THROW(allocate_batch<Exact>(events, terms), ParameterError);
  const std::vector<Event<Exact>> others = {event,
                                            test::event(R"({"damage": 1, "parties": {"B": {"weight": 1}}})")};
  EXPECT_THROW(allocate_batch<Exact>(others, {}), ParameterError);
}

TEST(Allocate, ABatchUpToCollectionDoesNotDependOnTheOrderOfItsEvents) {
  test::RandomEvents random(11);
  for (int k = 0; k < 2000; ++k) {
    std::vector<Event<double>> events = {random()};
    events.front().settlement.reset();
    events.front().defence.rate = 0;  // a defence before the others uses up means, in order
    for (Party<double>& party : events.front().parties) party.defence_rate.reset();
    for (int more = 0; more < 3; ++more) {
      events.push_back(events.front());
      events.back().damage *= 0.1 + 2 * random.uniform();
      events.back().damage_econ.reset();
      events.back().fallback.reset();
    }
    events.front().damage_econ.reset();
    events.front().fallback.reset();
    for (Event<double>& event : events) {
      event.rule = Rule::joint;  // the re-split comes after collection
      event.contribution.success = 0;
      event.contribution.success_pairs = {};
      event.contribution.draw = Draw::expected;
      event.contracts.clear();
      event.fund.reset();
      event.defence.fixed = 0;
      for (Party<double>& party : event.parties) party.defence_fixed.reset();
      if (event.order == Order::deep_pocket) event.order = Order::index;
    }
    const auto forth = allocate_batch<double>(events, {});
    std::reverse(events.begin(), events.end());
    const auto back = allocate_batch<double>(events, {});
    for (std::size_t e = 0; e < events.size(); ++e) {
      const Allocation<double>&a = forth[e], &b = back[events.size() - 1 - e];
      const double size = std::max(1.0, events[events.size() - 1 - e].damage);
      ASSERT_LE(std::fabs(a.residual), 1e-9 * (size + a.friction)) << k;
      ASSERT_NEAR(a.victim, b.victim, 1e-9 * size) << k;
      for (std::size_t i = 0; i < events.front().parties.size(); ++i) {
        ASSERT_NEAR(a.own[i], b.own[i], 1e-9 * size) << k;
        ASSERT_NEAR(a.insurer[i], b.insurer[i], 1e-9 * size) << k;
      }
    }
  }
}

TEST(Allocate, NoClaimNothingMoves) {
  expect_figures(
      R"({"damage": 1000, "claim_made": false, "fund_first": {}, "fund": {}, "defence": {"fixed": 7},
      "victim_costs": {"fixed": 5}, "parties": {"A": {"weight": 1}}})",
      {{"A", "0"}, {"V", "1000"}, {"F", "0"}, {"FUND", "0"}});
}

}  // namespace
}  // namespace tenbin::liability
