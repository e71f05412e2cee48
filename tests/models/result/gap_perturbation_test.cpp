#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "models/scenario/files.hpp"
#include "tenbin/result/run.hpp"
#include "tenbin/scenario/reader.hpp"

/// Each term of a policy is moved, and only what it takes may move. The waterfall takes a loss apart in the
/// order of the terms: z(0) = loss, z(i) what term i leaves of z(i-1), bar(i) = z(i-1) - z(i), paid = z(n).
/// So where term k moves,
/// - no bar before k moves by a bit, nor a bar of another section's own terms;
/// - bar k moves;
/// - what bar k lets go falls to the terms after it, in their order, and to the payment: bar(k) + ... +
///   bar(n) + paid stays as it was. Where no term comes after it, all of it is paid.
/// A batch clause and defence cost inside the limit have no bar of their own: they say what the terms on
/// occurrences see, and bars before those stay.
namespace tenbin::result {
namespace {

using nlohmann::json;
using Bars = std::map<std::string, double>;

/// In the order in which the terms apply.
const std::vector<std::string> order = {"not_covered",
                                        "condition_not_met",
                                        "excluded",
                                        "outside_trigger",
                                        "waiting_time",
                                        "deductible",
                                        "self_insured_retention",
                                        "indemnity_period",
                                        "limit",
                                        "share",
                                        "aggregate_deductible",
                                        "aggregate_limit",
                                        "policy_deductible",
                                        "policy_self_insured_retention",
                                        "policy_limit",
                                        "policy_share",
                                        "policy_aggregate_deductible",
                                        "policy_aggregate_limit",
                                        "paid"};

std::size_t place(const std::string& reason) {
  const auto found = std::find(order.begin(), order.end(), reason);
  EXPECT_NE(found, order.end()) << reason;
  return static_cast<std::size_t>(found - order.begin());
}

/// Stops, claims with defence cost and late reports, recalls, and a loss that nobody insures.
json perils() {
  return json::parse(R"([
    { "id": "stop", "head": "interruption", "gross_profit_per_hour": 1e5,
      "frequency": { "distribution": "poisson", "mean": 3 },
      "severity": { "distribution": "lognormal", "mu": 15, "sigma": 1.2 } },
    { "id": "claim", "head": "third_party", "contractual_share": 0.3,
      "frequency": { "distribution": "negative_binomial", "mean": 3, "variance": 9 }, "series": "clusters",
      "severity": { "distribution": "lognormal", "mu": 15, "sigma": 1.3 },
      "defence_cost": { "distribution": "lognormal", "mu": 14, "sigma": 1 },
      "further_heads": [ { "head": "fines", "probability": 0.3,
                           "severity": { "distribution": "lognormal", "mu": 13, "sigma": 1 } } ],
      "ai_cause": "generative", "ai_probability": 0.4,
      "report_lag": { "distribution": "gamma", "shape": 2, "scale": 0.5 }, "history_years": 4 },
    { "id": "lot", "head": "recall",
      "frequency": { "distribution": "poisson", "mean": 1 },
      "severity": { "distribution": "lognormal", "mu": 16, "sigma": 1 } },
    { "id": "fire", "head": "own_property",
      "frequency": { "distribution": "poisson", "mean": 0.2 },
      "severity": { "distribution": "lognormal", "mu": 15, "sigma": 1 } } ])");
}

/// Three sections without terms.
json bare_policy() {
  return json::parse(R"({ "id": "p", "product": "smart_factory", "insured": "business_user",
    "trigger": "claims_made",
    "sections": [ { "id": "stops", "cover": "non_damage_interruption", "waiting_hours": 0 },
                  { "id": "suits", "cover": "product_liability", "contractual_liability": "covered",
                    "fines": "covered" },
                  { "id": "lots", "cover": "recall", "share": 1 } ] })");
}

/// Every term bites.
json whole_policy() {
  json policy = bare_policy();
  policy.update(json::parse(R"({ "retroactive_years": 1.5, "batch_clause": "by_cause",
    "ai_exclusion": "generative_only", "deductible": { "type": "ordinary", "amount": 2e5 },
    "occurrence_limit": 1.5e7, "share": 0.95, "aggregate_deductible": 1e6, "aggregate_limit": 3e7 })"));
  auto& sections = policy["sections"];
  sections[0].update(json::parse(R"({ "waiting_hours": 12, "indemnity_hours": 150,
    "deductible": { "type": "ordinary", "amount": 3e5 }, "occurrence_limit": 1e7, "share": 0.9,
    "aggregate_deductible": 5e5, "aggregate_limit": 2e7 })"));
  sections[1].update(json::parse(R"({ "contractual_liability": "excluded", "fines": "not_covered",
    "self_insured_retention": 1e6, "occurrence_limit": 2e7, "share": 0.9, "aggregate_deductible": 5e5,
    "aggregate_limit": 2.5e7 })"));
  sections[2].update(json::parse(R"({ "deductible": { "type": "franchise", "amount": 3e6 }, "share": 0.9,
    "occurrence_limit": 2e7, "aggregate_deductible": 5e5, "aggregate_limit": 2.2e7 })"));
  return policy;
}

scenario::Scenario must_read(const json& file) {
  scenario::ReadResult read = scenario::read_scenario(file.dump(), "test.json");
  for (const scenario::Problem& problem : read.problems)
    ADD_FAILURE() << problem.text(language::Language::english);
  return read.scenario.value();
}

std::vector<GapFigure> gaps(const json& policy) {
  const json file = {{"format", "tenbin/scenario"},
                     {"version", 1},
                     {"name", "t"},
                     {"currency", "JPY"},
                     {"simulation", {{"years", 6000}, {"seed", 7}}},
                     {"perils", perils()},
                     {"coverage_designs", {{{"id", "d"}, {"policies", {policy}}}}}};
  RunOptions options;
  options.threads = 1;
  return run(must_read(file), options).gaps;
}

/// Bars of all perils together, or of one.
Bars bars(const std::vector<GapFigure>& gaps, const std::string& peril = "") {
  Bars result;
  for (const std::string& reason : order) result[reason] = 0;
  for (const GapFigure& gap : gaps) {
    if (gap.peril != peril || (peril.empty() && !gap.head.empty())) continue;
    result[gap.reason] += gap.mean;
  }
  return result;
}

double sum_from(const Bars& bars, std::size_t first) {
  double sum = 0;
  for (std::size_t i = first; i < order.size(); ++i) sum += bars.at(order[i]);
  return sum;
}

enum class Move { up, down };  ///< of the own bar

struct Term {
  std::string name, own;
  std::string peril;  ///< that alone may move before the terms of the policy; empty: a term of the policy
  Move move;
  std::function<void(json&)> change;      ///< of `whole_policy`
  std::function<void(json&)> set{};       ///< alone on `bare_policy`
  std::function<void(json&)> set_more{};  ///< and moved there
};

std::function<void(json&)> section(int number, const char* patch) {
  return
      [=](json& policy) { policy["sections"][static_cast<std::size_t>(number)].update(json::parse(patch)); };
}

std::function<void(json&)> whole(const char* patch) {
  return [=](json& policy) { policy.update(json::parse(patch)); };
}

std::vector<Term> terms() {
  const auto drop = [](int number, const char* key) {
    return [=](json& policy) { policy["sections"][static_cast<std::size_t>(number)].erase(key); };
  };
  return {
      {"waiting hours", "waiting_time", "stop", Move::up, section(0, R"({ "waiting_hours": 20 })"),
       section(0, R"({ "waiting_hours": 12 })"), section(0, R"({ "waiting_hours": 20 })")},
      {"deductible", "deductible", "stop", Move::up,
       section(0, R"({ "deductible": { "type": "ordinary", "amount": 5e5 } })"),
       section(0, R"({ "deductible": { "type": "ordinary", "amount": 3e5 } })"),
       section(0, R"({ "deductible": { "type": "ordinary", "amount": 5e5 } })")},
      {"franchise", "deductible", "lot", Move::up,
       section(2, R"({ "deductible": { "type": "franchise", "amount": 5e6 } })"),
       section(2, R"({ "deductible": { "type": "franchise", "amount": 3e6 } })"),
       section(2, R"({ "deductible": { "type": "franchise", "amount": 5e6 } })")},
      {"sum insured of a percentage deductible", "deductible", "lot", Move::up,
       section(2, R"({ "deductible": { "type": "percentage", "of": "sum_insured", "rate": 0.02 },
                       "sum_insured": 3e8 })"),
       section(2, R"({ "deductible": { "type": "percentage", "of": "sum_insured", "rate": 0.02 },
                       "sum_insured": 2e8 })"),
       section(2, R"({ "deductible": { "type": "percentage", "of": "sum_insured", "rate": 0.02 },
                       "sum_insured": 3e8 })")},
      {"self-insured retention", "self_insured_retention", "claim", Move::up,
       section(1, R"({ "self_insured_retention": 2e6 })"), section(1, R"({ "self_insured_retention": 1e6 })"),
       section(1, R"({ "self_insured_retention": 2e6 })")},
      {"indemnity hours", "indemnity_period", "stop", Move::up, section(0, R"({ "indemnity_hours": 110 })"),
       section(0, R"({ "indemnity_hours": 150 })"), section(0, R"({ "indemnity_hours": 110 })")},
      {"occurrence limit", "limit", "stop", Move::up, section(0, R"({ "occurrence_limit": 6e6 })"),
       section(0, R"({ "occurrence_limit": 1e7 })"), section(0, R"({ "occurrence_limit": 6e6 })")},
      {"limit that includes the deductible", "limit", "stop", Move::up,
       section(0, R"({ "limit_basis": "includes_deductible" })")},
      {"share", "share", "lot", Move::up, section(2, R"({ "share": 0.8 })"),
       section(2, R"({ "share": 0.9 })"), section(2, R"({ "share": 0.8 })")},
      {"aggregate deductible", "aggregate_deductible", "claim", Move::up,
       section(1, R"({ "aggregate_deductible": 1e6 })"),
       section(1, R"({ "aggregate_deductible": 5e5, "aggregate_limit": "unlimited" })"),
       section(1, R"({ "aggregate_deductible": 1e6, "aggregate_limit": "unlimited" })")},
      {"aggregate limit", "aggregate_limit", "claim", Move::down,
       section(1, R"({ "aggregate_limit": 2.9e7 })"), section(1, R"({ "aggregate_limit": 2e7 })"),
       section(1, R"({ "aggregate_limit": 3e7 })")},
      {"fines", "excluded", "claim", Move::down, section(1, R"({ "fines": "covered" })"),
       section(1, R"({ "fines": "not_covered" })"), section(1, R"({ "fines": "covered" })")},
      {"contractual liability", "excluded", "claim", Move::down,
       section(1, R"({ "contractual_liability": "covered" })"),
       section(1, R"({ "contractual_liability": "excluded" })"),
       section(1, R"({ "contractual_liability": "covered" })")},
      {"exclusion of AI in a section", "excluded", "claim", Move::down,
       section(1, R"({ "ai_exclusion": "none" })"), section(1, R"({ "ai_exclusion": "all_ai" })"),
       section(1, R"({ "ai_exclusion": "none" })")},
      {"defence cost not covered", "not_covered", "claim", Move::up,
       section(1, R"({ "defence_cost": "not_covered" })"), [](json&) {},
       section(1, R"({ "defence_cost": "not_covered" })")},
      {"a section less", "not_covered", "lot", Move::up, [](json& policy) { policy["sections"].erase(2); },
       [](json&) {}, [](json& policy) { policy["sections"].erase(2); }},
      {"waiting hours taken away", "waiting_time", "stop", Move::down, drop(0, "waiting_hours")},
      {"exclusion of AI", "excluded", "", Move::down, whole(R"({ "ai_exclusion": "none" })"),
       whole(R"({ "ai_exclusion": "all_ai" })"), whole(R"({ "ai_exclusion": "none" })")},
      {"retroactive date", "outside_trigger", "", Move::down, whole(R"({ "retroactive_years": 3 })"),
       whole(R"({ "retroactive_years": 0.5 })"), whole(R"({ "retroactive_years": 3 })")},
      {"deductible of the policy", "policy_deductible", "", Move::up,
       whole(R"({ "deductible": { "type": "ordinary", "amount": 4e5 } })"),
       whole(R"({ "deductible": { "type": "ordinary", "amount": 2e5 } })"),
       whole(R"({ "deductible": { "type": "ordinary", "amount": 4e5 } })")},
      {"limit of the policy", "policy_limit", "", Move::up, whole(R"({ "occurrence_limit": 8e6 })"),
       whole(R"({ "occurrence_limit": 1.5e7 })"), whole(R"({ "occurrence_limit": 8e6 })")},
      {"share of the policy", "policy_share", "", Move::up, whole(R"({ "share": 0.9 })"),
       whole(R"({ "share": 0.95 })"), whole(R"({ "share": 0.9 })")},
      {"aggregate deductible of the policy", "policy_aggregate_deductible", "", Move::up,
       whole(R"({ "aggregate_deductible": 2e6 })"),
       whole(R"({ "aggregate_deductible": 1e6, "aggregate_limit": "unlimited" })"),
       whole(R"({ "aggregate_deductible": 2e6, "aggregate_limit": "unlimited" })")},
      {"aggregate limit of the policy", "policy_aggregate_limit", "", Move::down,
       whole(R"({ "aggregate_limit": 4e7 })"), whole(R"({ "aggregate_limit": 3e7 })"),
       whole(R"({ "aggregate_limit": 4e7 })")},
  };
}

void expect_moved(const Term& term, double before, double after) {
  if (term.move == Move::up) {
    EXPECT_GT(after, before * 1.001);
  } else {
    EXPECT_LT(after, before * 0.999);
  }
}

TEST(GapPerturbation, EveryTermOfTheWholePolicyBites) {
  const Bars base = bars(gaps(whole_policy()));
  for (const std::string& reason : order) {
    // A retention of the policy would stand in the place of its deductible; there is no deployment.
    if (reason == "policy_self_insured_retention" || reason == "condition_not_met") continue;
    EXPECT_GT(base.at(reason), 0) << reason;
  }
}

TEST(GapPerturbation, MovesNoBarBeforeItAndPassesOnWhatItLetsGo) {
  const std::vector<GapFigure> base = gaps(whole_policy());
  const Bars before = bars(base);
  const double loss = sum_from(before, 0);
  const std::size_t of_policy = place("policy_deductible");
  for (const Term& term : terms()) {
    SCOPED_TRACE(term.name);
    json policy = whole_policy();
    term.change(policy);
    const std::vector<GapFigure> moved = gaps(policy);
    const Bars after = bars(moved);
    const std::size_t own = place(term.own);
    for (std::size_t i = 0; i < own; ++i) EXPECT_EQ(after.at(order[i]), before.at(order[i])) << order[i];
    expect_moved(term, before.at(term.own), after.at(term.own));
    EXPECT_NEAR(sum_from(after, own), sum_from(before, own), 1e-12 * loss);
    if (term.peril.empty()) continue;
    for (const char* peril : {"stop", "claim", "lot", "fire"}) {
      if (term.peril == peril) continue;
      const Bars others = bars(base, peril), now = bars(moved, peril);
      for (std::size_t i = 0; i < of_policy; ++i) EXPECT_EQ(now.at(order[i]), others.at(order[i])) << peril;
    }
  }
}

TEST(GapPerturbation, AloneItMovesItsOwnBarAndThePaymentOnly) {
  for (const Term& term : terms()) {
    if (!term.set) continue;
    SCOPED_TRACE(term.name);
    json less = bare_policy(), more = bare_policy();
    term.set(less);
    term.set_more(more);
    const Bars before = bars(gaps(less)), after = bars(gaps(more));
    for (const std::string& reason : order) {
      if (reason == term.own || reason == "paid") continue;
      EXPECT_EQ(after.at(reason), before.at(reason)) << reason;
    }
    expect_moved(term, before.at(term.own), after.at(term.own));
    EXPECT_NEAR(after.at(term.own) - before.at(term.own), before.at("paid") - after.at("paid"),
                1e-12 * sum_from(before, 0));
  }
}

TEST(GapPerturbation, ARetentionOfThePolicyStandsInThePlaceOfItsDeductible) {
  json policy = whole_policy();
  const Bars before = bars(gaps(policy));
  policy.erase("deductible");
  policy["self_insured_retention"] = 4e5;
  const Bars after = bars(gaps(policy));
  for (std::size_t i = 0; i < place("policy_deductible"); ++i)
    EXPECT_EQ(after.at(order[i]), before.at(order[i])) << order[i];
  EXPECT_EQ(after.at("policy_deductible"), 0);
  EXPECT_GT(after.at("policy_self_insured_retention"), before.at("policy_deductible"));
}

TEST(GapPerturbation, WhatAnOccurrenceIsMovesTheTermsOnOccurrencesAndWhatFollows) {
  const Bars before = bars(gaps(whole_policy()));
  const double loss = sum_from(before, 0);
  json each = whole_policy();
  each["batch_clause"] = "none";
  json inside = whole_policy();
  inside["sections"][1]["defence_cost"] = "inside";
  const Bars apart = bars(gaps(each)), counted = bars(gaps(inside));
  const std::size_t first = place("deductible");
  for (const Bars& after : {apart, counted}) {
    for (std::size_t i = 0; i < first; ++i) EXPECT_EQ(after.at(order[i]), before.at(order[i])) << order[i];
    EXPECT_NE(after.at("limit"), before.at("limit"));
    EXPECT_NEAR(sum_from(after, first), sum_from(before, first), 1e-12 * loss);
  }
  // One retention for a whole series takes less than one for each claim.
  EXPECT_GT(apart.at("self_insured_retention"), before.at("self_insured_retention"));
  // A retention counts damages and defence cost together, wherever the limit counts them.
  EXPECT_NEAR(counted.at("self_insured_retention"), before.at("self_insured_retention"), 1e-12 * loss);
}

/// The example of visual inspection with a condition that its audit does not meet.
Result with_condition(const json& condition) {
  json file = json::parse(scenario::contents(std::filesystem::path(TENBIN_SOURCE_DIR) /
                                             "scenarios/examples/visual-inspection.json"));
  file["simulation"]["years"] = 6000;
  file["coverage_designs"].erase(1);
  file["coverage_designs"][0]["policies"].erase(1);
  auto& policy = file["coverage_designs"][0]["policies"][0];
  if (!condition.is_null()) policy["sections"][0]["audit_condition"] = condition;
  RunOptions options;
  options.threads = 1;
  return run(must_read(file), options);
}

TEST(GapPerturbation, AnAuditConditionThatIsNotMetHasABarAShareOrALoad) {
  const Result base = with_condition(nullptr);
  const Result refuse = with_condition({{"minimum_score", 90}, {"otherwise", "refuse"}});
  const Result reduce =
      with_condition({{"minimum_score", 90}, {"otherwise", "reduce"}, {"reduced_share", 0.5}});
  const Result load = with_condition({{"minimum_score", 90}, {"otherwise", "load"}, {"premium_load", 0.2}});
  const Result met = with_condition({{"minimum_score", 60}, {"otherwise", "refuse"}});
  const Bars before = bars(base.gaps);
  EXPECT_EQ(bars(met.gaps), before);
  EXPECT_EQ(bars(load.gaps), before);
  EXPECT_NEAR(load.prices.front().technical_premium, 1.2 * base.prices.front().technical_premium,
              1e-9 * base.prices.front().technical_premium);
  const Bars refused = bars(refuse.gaps), reduced = bars(reduce.gaps);
  EXPECT_EQ(before.at("condition_not_met"), 0);
  EXPECT_GT(refused.at("condition_not_met"), 0);
  EXPECT_EQ(refused.at("not_covered"), before.at("not_covered"));
  const std::size_t own = place("condition_not_met");
  EXPECT_NEAR(sum_from(refused, own), sum_from(before, own), 1e-12 * sum_from(before, 0));
  // Bars before the share stay; half of what the section's share passed on is now the share's.
  for (std::size_t i = 0; i < place("share"); ++i) EXPECT_EQ(reduced.at(order[i]), before.at(order[i]));
  EXPECT_GT(reduced.at("share"), before.at("share"));
}

}  // namespace
}  // namespace tenbin::result
