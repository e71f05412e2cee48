#include "tenbin/scenario/grid.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tenbin/language/messages/designs.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {
namespace {

using language::Language;
using language::Message;
using testing::ElementsAre;

std::string file_with(const std::string& designs) {
  return R"({"format": "tenbin/scenario", "version": 1, "name": "grid", "currency": "USD",
    "perils": [{"id": "a", "frequency": {"distribution": "poisson", "mean": 5},
                "severity": {"distribution": "lognormal", "mu": 10, "sigma": 1.5}},
               {"id": "b", "frequency": {"distribution": "poisson", "mean": 5},
                "severity": {"distribution": "lognormal", "mu": 10, "sigma": 1.5}}],
    "coverage_designs": [)" +
         designs + "]}";
}

std::string design(const std::string& terms) {
  return R"({"id": "base", "policies": [{"id": "p", "sections": [{"cover": "all", )" + terms + "}]}]}";
}

ReadResult read(const std::string& designs) { return read_scenario(file_with(designs), "f.json"); }

std::vector<std::string> ids(const ReadResult& result) {
  std::vector<std::string> names;
  for (const Problem& problem : result.problems) names.push_back(problem.text(Language::english));
  if (result.scenario) {
    for (const CoverageDesign& made : result.scenario->coverage_designs) names.push_back(made.id);
  }
  return names;
}

TEST(Grid, ProductOfTheListsInTheOrderOfTheFile) {
  const ReadResult result = read(
      R"({"id": "plain", "policies": [{"id": "p", "sections": [{"cover": "all"}]}]},)" +
      design(
          R"("deductible": {"type": "ordinary", "amount": [1e6, 25e5]}, "occurrence_limit": [3e8, "unlimited", 12345])"));
  EXPECT_THAT(ids(result),
              ElementsAre("plain", "base[deductible=1e6,limit=3e8]", "base[deductible=1e6,limit=unlimited]",
                          "base[deductible=1e6,limit=12345]", "base[deductible=2.5e6,limit=3e8]",
                          "base[deductible=2.5e6,limit=unlimited]", "base[deductible=2.5e6,limit=12345]"));
  const Section& last = result.scenario->coverage_designs.back().policies[0].sections[0];
  EXPECT_EQ(last.deductible.amount, 2.5e6);
  EXPECT_EQ(last.occurrence_limit, 12345);
  EXPECT_EQ(result.scenario->coverage_designs[0].place.index, 0U);
  EXPECT_EQ(result.scenario->coverage_designs[6].place.index, 1U);
}

TEST(Grid, WhatIsWrittenReadsBackToTheSameDesigns) {
  const ReadResult result = read(design(R"("share": [0.5, 0.9], "occurrence_limit": [3e8, 1e9])"));
  ASSERT_TRUE(result.scenario.has_value());
  const ReadResult again = read_scenario(to_json(*result.scenario).dump(), "f.json");
  ASSERT_TRUE(again.scenario.has_value()) << again.problems.front().text(Language::english);
  EXPECT_EQ(*result.scenario, *again.scenario);
}

TEST(Grid, SectionsAndPoliciesTellListsApart) {
  const ReadResult result = read(R"({"id": "x", "policies": [
    {"id": "p", "aggregate_limit": [5, 6], "sections": [
       {"id": "s", "cover": "all", "perils": ["a"], "share": [0.1]},
       {"id": "t", "cover": "all", "perils": ["b"], "share": [0.2], "deductible": {"type": "percentage", "rate": [0.3]}}]},
    {"id": "q", "sections": [{"id": "s", "cover": "all", "share": [0.4]}]}]})");
  EXPECT_THAT(
      ids(result),
      ElementsAre("x[aggregate_limit=5,p.s.share=0.1,t.share=0.2,deductible_rate=0.3,q.s.share=0.4]",
                  "x[aggregate_limit=6,p.s.share=0.1,t.share=0.2,deductible_rate=0.3,q.s.share=0.4]"));
}

TEST(Grid, NameCarriesTheTerms) {
  const ReadResult result = read(
      R"({"id": "x", "name": "Market", "policies": [{"id": "p", "sections": [{"cover": "all", "share": [0.5, 1]}]}]})");
  ASSERT_TRUE(result.scenario.has_value());
  EXPECT_EQ(result.scenario->coverage_designs[0].name, "Market [share=0.5]");
}

TEST(Grid, FaultsNameTheEntryOnce) {
  EXPECT_THAT(ids(read(design(R"("share": [0.5, 5, 0.9], "occurrence_limit": [3e8, 0])"))),
              ElementsAre(testing::StartsWith("f.json: /coverage_designs/0/policies/0/sections/0/share/1: "),
                          testing::StartsWith(
                              "f.json: /coverage_designs/0/policies/0/sections/0/occurrence_limit/1: ")));
  // A key that is missing in every copy is missing once.
  EXPECT_THAT(ids(read(design(R"("deductible": {"type": "percentage", "minimum": [1, 2]})"))),
              ElementsAre(testing::StartsWith(
                  "f.json: /coverage_designs/0/policies/0/sections/0/deductible/rate: ")));
}

TEST(Grid, RulesLookAtEachDesign) {
  const ReadResult result =
      read(design(R"("occurrence_limit": [1e6, 3e6, 5e6], "aggregate_limit": [2e6, 4e6])"));
  std::vector<std::string> pointers;
  for (const Problem& problem : result.problems) pointers.push_back(problem.pointer);
  const std::string limit = "/coverage_designs/0/policies/0/sections/0/occurrence_limit/";
  EXPECT_THAT(pointers, ElementsAre(limit + "1", limit + "2", limit + "2"));
}

TEST(Grid, EmptyRepeatedAndTooLargeListsAreRefused) {
  const auto message = [](const std::string& terms) {
    const ReadResult result = read(design(terms));
    return result.problems.empty() ? Message{} : result.problems.front().phrase.message;
  };
  EXPECT_EQ(message(R"("share": [])"), message::error_grid_empty);
  EXPECT_EQ(message(R"("share": [0.5, 5e-1])"), message::error_list_repeated);
  std::string list = "1";
  for (int i = 2; i <= 40; ++i) list += "," + std::to_string(i);
  EXPECT_EQ(message("\"occurrence_limit\": [" + list + "], \"aggregate_deductible\": [" + list + "]"),
            message::error_grid_large);
  std::string thousand = "1";
  for (int i = 2; i <= 1000; ++i) thousand += "," + std::to_string(i);
  EXPECT_TRUE(read(design("\"occurrence_limit\": [" + thousand + "]")).problems.empty());
  // A list where no list has a meaning is a wrong type, as ever.
  const ReadResult product =
      read(R"({"id": "x", "policies": [{"id": "p", "product": ["smart_factory"], "sections": []}]})");
  EXPECT_TRUE(std::any_of(product.problems.begin(), product.problems.end(), [](const Problem& problem) {
    return problem.phrase.message == message::error_wrong_type &&
           problem.pointer.find("/product") != std::string::npos;
  }));
}

TEST(Grid, ShortNumbersReadBack) {
  EXPECT_EQ(short_number(1e6), "1e6");
  EXPECT_EQ(short_number(25e5), "2.5e6");
  EXPECT_EQ(short_number(12345), "12345");
  EXPECT_EQ(short_number(0.9), "0.9");
  EXPECT_EQ(short_number(0), "0");
  EXPECT_EQ(short_number(1.25e-5), "1.25e-5");
  EXPECT_EQ(short_number(0.0005), "5e-4");
  EXPECT_EQ(short_number(1e300), "1e300");
  for (const double value : {123456.789, 0.000123, 4.2e9, 1e15, 1e16, 123456789012345678.0, 7e-320}) {
    EXPECT_EQ(std::strtod(short_number(value).c_str(), nullptr), value) << short_number(value);
  }
}

}  // namespace
}  // namespace tenbin::scenario
