#include "tenbin/liability/event_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/liability/worked_event.hpp"

namespace tenbin::liability {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> problems_of(const std::string& json) {
  std::vector<std::string> result;
  const EventReadResult read = read_event(json, "e.json");
  EXPECT_EQ(read.file.has_value(), read.problems.empty());
  for (const auto& problem : read.problems) {
    result.push_back(problem.text(language::Language::english));
    EXPECT_FALSE(problem.text(language::Language::japanese).empty());
  }
  return result;
}

/// An event with one part replaced.
std::string with(const std::string& rest) {
  return R"({"damage": 1000, "parties": {"DEV": {"weight": 60}, "OPR": {"weight": 40}})" + rest + "}";
}

TEST(EventReader, NumbersAreTakenAsTheyAreWritten) {
  EXPECT_EQ(parse_exact("0.2"), Exact(1) / 5);
  EXPECT_EQ(parse_exact("1000/3"), Exact(1000) / 3);
  EXPECT_EQ(parse_exact("-1.5e-3"), Exact(-3) / 2000);
  EXPECT_EQ(parse_exact("010"), Exact(10));
  EXPECT_EQ(parse_exact("1e15"), Exact(1000000000000000));
  for (const char* bad :
       {"", "1/0", "1/", "/3", "1.", ".5", "1e", "1/2/3", "1 000", "0x10", "1e9999", "1/2.5"}) {
    EXPECT_FALSE(parse_exact(bad).has_value()) << bad;
  }
  EXPECT_EQ(exact_decimal(0.1), Exact(1) / 10);
  EXPECT_EQ(exact_decimal(1e22), parse_exact("1e22"));
  EXPECT_EQ(fraction_text(Exact(2000) / 11), "2000/11");
  const auto third = test::exact(R"({"damage": "1000/3", "parties": {"DEV": {"weight": 1}}})");
  EXPECT_EQ(third.own[0], Exact(1000) / 3);
}

TEST(EventReader, PartiesStandInTheOrderOfTheirRoles) {
  const auto read = read_event(
      R"({"damage": 1, "parties": {"Zed": {}, "FPI": {}, "OPR": {}, "developer": {}, "Abe": {}}})", "e.json");
  ASSERT_TRUE(read.file.has_value());
  std::vector<std::string> names;
  for (const auto& party : read.file->event.parties) names.push_back(party.name);
  EXPECT_THAT(names, ElementsAre("developer", "OPR", "FPI", "Zed", "Abe"));
  EXPECT_THAT(read.file->order_of_file, ElementsAre(3, 2, 1, 0, 4));
}

TEST(EventReader, DefaultsAreThoseOfTheSpecification) {
  const Event<Exact> event = test::event(R"({"damage": 5, "parties": {"DEV": {"insurance": {}}}})");
  EXPECT_EQ(event.rule, Rule::joint);
  EXPECT_EQ(event.comparative_fault, ComparativeFault::pure);
  EXPECT_EQ(event.threshold, Exact(1) / 2);
  EXPECT_EQ(event.kappa, 1);
  EXPECT_FALSE(event.fallback.has_value());
  EXPECT_FALSE(event.parties[0].assets.has_value());
  EXPECT_EQ(event.parties[0].insurance->limit, Limit<Exact>(0));
  EXPECT_EQ(event.contribution.success, 1);
}

TEST(EventReader, AllProblemsAtOnce) {
  const auto problems = problems_of(R"({"damage": 0, "rul": "JOINT", "kappa": 1.5, "threshold": null,
    "order": ["OPR", "MFR"], "parties": {"OPR": {"weight": -1}, "DEV": {"weigth": 2}},
    "contracts": [{"from": "OPR", "to": "OPR"}, {"to": "DEV", "cap": 5}]})");
  ASSERT_EQ(problems.size(), 9U);
  EXPECT_THAT(problems[0], HasSubstr("e.json: /damage: is the number 0 (it must be more than 0"));
  EXPECT_THAT(problems[1], HasSubstr("/rul: is not a key that can stand here (did you mean \"rule\"?)"));
  EXPECT_THAT(problems[2], HasSubstr("/kappa: is the number 1.5 (it must be a share between 0 and 1)"));
  EXPECT_THAT(problems[3], HasSubstr("/threshold: is null"));
  EXPECT_THAT(problems[4],
              HasSubstr("/order/1: is \"MFR\", which is no party of this event (its parties are OPR, DEV)"));
  EXPECT_THAT(problems[5], HasSubstr("/parties/OPR/weight: is the number -1"));
  EXPECT_THAT(problems[6], HasSubstr("/parties/DEV/weigth: is not a key"));
  EXPECT_THAT(problems[7], HasSubstr("/contracts/0: names \"OPR\" on both sides"));
  EXPECT_THAT(problems[8], HasSubstr("/contracts/1/from: is missing"));
}

TEST(EventReader, RefusesWhatHasNoAnswer) {
  const auto one = [](const std::string& json, const std::string& expected) {
    const auto problems = problems_of(json);
    ASSERT_EQ(problems.size(), 1U) << json << (problems.size() > 1 ? problems[1] : "");
    EXPECT_THAT(problems[0], HasSubstr(expected));
  };
  one(R"({"damage": 1, "parties": {"DEV": {"weight": 0}, "OPR": {"weight": 0}}})",
      "/parties: have weights that sum to zero");
  one(with(R"(, "contracts": [{"from": "DEV", "to": "OPR"}, {"from": "OPR", "to": "DEV"}])"),
      "/contracts/1: closes a circle of full indemnities");
  one(with(R"(, "order": ["INT"])"), "/order/0: is \"INT\", which is no party");
  one(with(R"(, "cap": 240)"), "/cap: is a cap or an indemnity without a contract");
  one(with(R"(, "contribution": {"cap_binds_contribution": true})"),
      "/contribution/cap_binds_contribution: is a cap or an indemnity without a contract");
  one(with(R"(, "cf_basis": "RELATIVE", "rule": "SEVERAL")"), "/cf_basis: is RELATIVE");
  one(with(R"(, "contracts": [{"from": "DEV", "to": "OPR"}, {"from": "DEV", "to": "OPR"}])"),
      "second contract");
  one(with(R"(, "settlement": {"party": "DEV"})"), "/settlement/amount: is missing");
  one(with(R"(, "damage_econ": 2000)"), "/damage_econ: is 2000, more than the damage of 1000");
  one(with(R"(, "order": "RANDOM", "order_keys": {"DEV": 0.5})"), "/order_keys: has no key for OPR");
  one(with(R"(, "order": "RANDOMLY")"), "did you mean \"RANDOM\"");
  one(with(R"(, "subrogation_waivers": [["OPR", "DEV"], ["OPR", "DEV"]])"), "second entry");
  one(with(R"(, "sued": ["OPR", "OPR"])"), "/sued/1: is \"OPR\" a second time");
  one(with(R"(, "damage": 3)"), "stands here a second time");
  one(R"({"damage": 1, "parties": {}})", "/parties: has 0 parties");
  one(R"({"damage": "1/0", "parties": {"DEV": {}}})", "/damage: is the text \"1/0\"");
  one(R"({"damage": 1, "parties": {"FPI": {"weight": 3}, "DEV": {}}})", "/parties/FPI/weight: is not 0");
  one(R"({"damage": 1, "settlement": {"party": "DEV", "amount": 1}, "parties": {"DEV": {"liable": false}}})",
      "/settlement/party: is \"DEV\" (only a liable party");
  one("{", "line 1");
  one("[]", "is a list (it must be an object in braces)");
}

TEST(EventReader, TakesWhatHasAnAnswer) {
  // Nobody's weight is given: equal shares. One party alone needs no weight.
  EXPECT_TRUE(problems_of(R"({"damage": 1, "parties": {"DEV": {}, "OPR": {}}})").empty());
  EXPECT_TRUE(problems_of(R"({"damage": 1, "parties": {"DEV": {"weight": 0}}})").empty());
  // Mutual indemnities with a cap, or in part: each is taken once, in the order of the list.
  EXPECT_TRUE(
      problems_of(
          with(R"(, "contracts": [{"from": "DEV", "to": "OPR", "cap": 9}, {"from": "OPR", "to": "DEV"}])"))
          .empty());
  EXPECT_TRUE(problems_of(with(R"(, "fund": null, "settlement": null, "fallback": null, "comment": "none")"))
                  .empty());
}

TEST(EventReader, RecourseByChanceNeedsItsOutcome) {
  const Event<Exact> event =
      test::event(R"({"damage": 100, "order": ["OPR"], "contribution": {"draw": "random"},
      "parties": {"DEV": {"weight": 1}, "OPR": {"weight": 1}, "INT": {"liable": false}},
      "contracts": [{"from": "INT", "to": "OPR"}]})");
  const auto problems = outcome_problems(event, allocate(event), "e.json");
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_THAT(
      problems[0].text(language::Language::english),
      HasSubstr("/contribution/outcomes: does not say whether the recourse of OPR against DEV succeeds"));
  EXPECT_THAT(problems[1].text(language::Language::english), HasSubstr("/contracts/0/outcome: is missing"));
}

}  // namespace
}  // namespace tenbin::liability
