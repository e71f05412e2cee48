#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wrestrict"  // false alarm of g++ 12 (bug 105329) inside valijson
#endif

#include "tenbin/cases/collected_case.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "models/scenario/files.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/result/run.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::cases {
namespace {

using testing::HasSubstr;

const std::filesystem::path source_folder = TENBIN_SOURCE_DIR;

result::Result run_case(const CollectedCase& one, std::int64_t years) {
  const scenario::ReadResult read = scenario::read_scenario(one.scenario, one.id);
  std::string said;
  for (const scenario::Problem& problem : read.problems)
    said += problem.text(language::Language::english) + "\n";
  EXPECT_EQ(said, "");
  if (!read.scenario) throw std::runtime_error(one.id + " is not a scenario");
  result::RunOptions options;
  options.years = years;
  options.threads = 1;
  return result::run(*read.scenario, options);
}

double mean_of(const result::Result& result, const std::string& subject) {
  for (const result::MeasureRow& row : result.measures) {
    if (row.subject == subject && row.basis == "aep" && row.measure == "mean") return row.value;
  }
  ADD_FAILURE() << "no such subject: " << subject;
  return -1;
}

double paid(const std::string& id, const std::string& design, const std::string& policy) {
  const CollectedCase* one = find_case(id);
  if (one == nullptr) throw std::runtime_error("no case " + id);
  return mean_of(run_case(*one, 64), "design/" + design + "/policy/" + policy);
}

TEST(CollectedCases, ThereAreEnoughAndHalfCanBeRun) {
  const std::vector<CollectedCase>& all = collected_cases();
  EXPECT_GE(all.size(), 12U);
  const auto runnable = [](const CollectedCase& one) {
    return !one.scenario.empty() && !one.price.unknown && !one.price.source.empty() &&
           std::any_of(one.terms.begin(), one.terms.end(), [](const Term& term) {
             return term.value &&
                    (term.term.find("limit") != std::string::npos || term.term == "sum_insured");
           });
  };
  EXPECT_GE(std::count_if(all.begin(), all.end(), runnable), 8);
  std::set<Kind> kinds;
  for (const CollectedCase& one : all) kinds.insert(one.kind);
  EXPECT_EQ(kinds.size(), 2U);
}

TEST(CollectedCases, OneIsIncompleteOnPurpose) {
  const CollectedCase* one = find_case("testudo");
  ASSERT_NE(one, nullptr);
  EXPECT_TRUE(std::all_of(one->terms.begin(), one->terms.end(),
                          [](const Term& term) { return term.unknown && !term.value; }));
  EXPECT_TRUE(one->price.unknown);
  EXPECT_TRUE(one->scenario.empty());
}

TEST(CollectedCases, EveryRunnableCaseRunsAndPaysWhatOneComputesByHand) {
  for (const CollectedCase& one : collected_cases()) {
    if (one.scenario.empty()) continue;
    SCOPED_TRACE(one.id);
    const result::Result result = run_case(one, one.expected.empty() ? 20'000 : 64);
    for (const ExpectedPayment& payment : one.expected)
      EXPECT_DOUBLE_EQ(mean_of(result, payment.subject), payment.value) << payment.arithmetic;
    EXPECT_FALSE(result.prices.empty());
    for (const result::PolicyPrice& price : result.prices)
      EXPECT_GT(price.technical_premium, 0) << price.policy;
  }
}

// The published examples once more, with figures of their own, so that a wrong data file is noticed.
TEST(CollectedCases, RecallRiderPaysNinetyPercent) {
  EXPECT_DOUBLE_EQ(paid("jp-recall-rider", "limit-100m", "rider"), 45e6);  // 0.9 x 50m
  EXPECT_DOUBLE_EQ(paid("jp-recall-rider", "limit-30m", "rider"), 30e6);   // min(45m, 30m)
}

TEST(CollectedCases, TwelveHoursWaitingOnAFifteenAndAHalfHourOutagePaysThreeAndAHalf) {
  EXPECT_DOUBLE_EQ(paid("cyber-waiting-time", "wait-12", "cyber"), 3.5e6);  // (15.5 - 12) h x 1m
  EXPECT_DOUBLE_EQ(paid("cyber-waiting-time", "wait-8", "cyber"), 7.5e6);   // (15.5 - 8) h x 1m
}

TEST(CollectedCases, ClaimsOfTheSmallBusinessSchemeAgainstItsLimits) {
  const struct {
    const char* id;
    double at_50m, at_100m;  // loss less 30,000, at most the limit
  } claims[] = {{"claim-toaster-fire", 50e6, 66.97e6},
                {"claim-food-bag", 2.97e6, 2.97e6},
                {"claim-waterproofing", 18.97e6, 18.97e6},
                {"claim-carbon-monoxide", 39.97e6, 39.97e6},
                {"claim-food-poisoning", 13.97e6, 13.97e6}};
  for (const auto& claim : claims) {
    EXPECT_DOUBLE_EQ(paid(claim.id, "limit-50m", "pl"), claim.at_50m) << claim.id;
    EXPECT_DOUBLE_EQ(paid(claim.id, "limit-100m", "pl"), claim.at_100m) << claim.id;
  }
}

// --- the form
// ------------------------------------------------------------------------------------------------------

const nlohmann::json& good() {
  static const nlohmann::json value = nlohmann::json::parse(R"({
    "format": "tenbin/case", "version": 1, "id": "x", "kind": "product",
    "name": {"en": "n", "ja": "名"}, "who": {"en": "w", "ja": "誰"}, "trigger": {"en": "t", "ja": "事由"},
    "terms": [{"term": "limit", "value": 1, "unit": "JPY"}, {"term": "deductible", "unknown": {"en": "e", "ja": "不明"}}],
    "evaluation": {"en": "e", "ja": "評価"},
    "price": {"value": 0.1, "of": "limit", "low": 0.1, "high": 0.2, "source": "s", "confidence": "low", "judgement": true},
    "sources": [{"text": "s", "confidence": "high", "judgement": false}] })");
  return value;
}

std::string refusal(const nlohmann::json& document) {
  const std::string content = document.dump();
  try {
    read_cases({{"x.json", content}});
  } catch (const ParameterError& error) {
    return error.what();
  }
  return "accepted";
}

/// Every way in which a file can be wrong, with a part of what is said.
std::vector<std::pair<nlohmann::json, std::string>> bad() {
  std::vector<std::pair<nlohmann::json, std::string>> all;
  const auto add = [&](const std::string& patch, const char* said) {
    nlohmann::json changed = good();
    changed.merge_patch(nlohmann::json::parse(patch));  // null removes a key
    all.emplace_back(changed, said);
  };
  add(R"({"format": "tenbin/library"})", "format must be tenbin/case");
  add(R"({"kind": "idea"})", "not one of product, claim");
  add(R"({"who": null})", "key 'who' is missing");
  add(R"({"name": {"ja": null}})", "key 'ja' is missing");
  add(R"({"limit": 1})", "unknown key 'limit'");
  add(R"({"terms": []})", "'terms' must be a list that is not empty");
  add(R"({"terms": [{"term": "colour", "value": 1, "unit": "JPY"}]})", "'term' is 'colour'");
  add(R"({"terms": [{"term": "limit", "value": 1}]})", "a value and its unit go together");
  add(R"({"terms": [{"term": "limit", "value": -1, "unit": "JPY"}]})", "'value' must be a number from 0");
  add(R"({"terms": [{"term": "limit"}]})", "needs a value, a note, or 'unknown'");
  add(R"({"terms": [{"term": "limit", "value": 1, "unit": "JPY", "unknown": {"en": "e", "ja": "不"}}]})",
      "known and unknown");
  add(R"({"price": {"of": null}})", "needs either 'of'");
  add(R"({"price": {"of": "colour"}})", "'of' is 'colour'");
  add(R"({"price": {"source": null}})", "key 'source' is missing");
  add(R"({"price": {"confidence": "sure"}})", "'confidence' is 'sure'");
  add(R"({"sources": []})", "'sources' must be a list that is not empty");
  add(R"({"expected": [{"subject": "s", "value": 1, "arithmetic": "a"}]})", "'expected' needs a scenario");
  return all;
}

TEST(CollectedCases, FaultsAreNamed) {
  EXPECT_EQ(refusal(good()), "accepted");
  for (const auto& [document, said] : bad()) EXPECT_THAT(refusal(document), HasSubstr(said));
  nlohmann::json other = good();
  other["id"] = "y";
  EXPECT_THAT(refusal(other), HasSubstr("the id must be the name of the file"));
  other = good();
  other["price"]["low"] = 0.15;
  EXPECT_THAT(refusal(other), HasSubstr("outside its range"));
}

TEST(CollectedCases, TheSchemaAcceptsTheFilesAndRefusesTheFaults) {
  const auto schema_text =
      nlohmann::json::parse(scenario::contents(source_folder / "scenarios/schema/case.schema.json"));
  valijson::Schema schema;
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_text), schema);
  const auto accepts = [&](const nlohmann::json& document) {
    valijson::Validator validator;
    return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
  };
  std::set<std::string> in_schema;
  for (const auto& term : schema_text["definitions"]["term"]["properties"]["term"]["enum"])
    in_schema.insert(term.get<std::string>());
  std::set<std::string> known;
  for (const auto& [term, unused] : case_terms()) known.insert(term);
  EXPECT_EQ(in_schema, known);
  for (const auto& file : scenario::json_files(source_folder / "scenarios/cases"))
    EXPECT_TRUE(accepts(nlohmann::json::parse(scenario::contents(file)))) << file;
  EXPECT_TRUE(accepts(good()));
  for (const auto& [document, said] : bad()) EXPECT_FALSE(accepts(document)) << said;
}

}  // namespace
}  // namespace tenbin::cases
