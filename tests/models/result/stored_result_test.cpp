#include "tenbin/result/stored_result.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tenbin::result {
namespace {

const std::string input =
    R"("input": { "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
  "simulation": { "years": 20000, "seed": 18446744073709551615 },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 5 },
                "severity": { "distribution": "lognormal", "mu": 10, "sigma": 1.5 } } ] })";

std::vector<std::string> problems(const std::string& text) {
  std::vector<std::string> lines;
  for (const scenario::Problem& problem : read_stored(text, "r.json").problems)
    lines.push_back(problem.text(language::Language::english));
  return lines;
}

TEST(StoredResult, ReadsWhatIsThereAndSkipsWhatItDoesNotKnow) {
  const ReadStored read = read_stored(R"({ "format": "tenbin/result", "version": 1, "years": 100,
    "from_the_future": [1, { "a": null }],
    "build": { "program": "tenbin", "version": "0.1.0", "commit": "0123", "compiler": "GNU 12", "flags": "-O3" },
    "measures": [ { "subject": "ground_up", "basis": "aep", "measure": "mean", "level": null, "value": 1.5,
                    "standard_error": null, "also_new": 1 },
                  { "subject": "ground_up", "basis": "aep", "measure": "var", "level": 0.99, "value": 7,
                    "standard_error": 0.25 } ], )" +
                                          input + "}",
                                      "r.json");
  ASSERT_TRUE(read.result);
  EXPECT_EQ(read.result->years_done, 100);
  EXPECT_EQ(read.result->version, "0.1.0");
  EXPECT_EQ(read.result->build, "commit 0123, GNU 12, -O3");
  EXPECT_EQ(read.result->input.simulation.seed, 18446744073709551615U);
  ASSERT_EQ(read.result->measures.size(), 2U);
  EXPECT_FALSE(read.result->measures[0].level);
  EXPECT_TRUE(std::isnan(read.result->measures[0].standard_error));
  EXPECT_EQ(read.result->measures[1].level, 0.99);
  EXPECT_EQ(read.result->measures[1].value, 7);
  EXPECT_FALSE(read.result->target_met);
}

TEST(StoredResult, RefusesAnotherDocument) {
  EXPECT_THAT(
      problems("{\"format\": \"tenbin/scenario\", \"version\": 1}"),
      ::testing::ElementsAre(
          "r.json: /: is no result document (it would say \"format\": \"tenbin/result\"); make one with "
          "tenbin run SCENARIO --format json > result.json"));
  EXPECT_THAT(problems("[]"), ::testing::ElementsAre(::testing::HasSubstr("is no result document")));
  EXPECT_THAT(problems("{\"format\": \"tenbin/result\", \"version\": 2}"),
              ::testing::ElementsAre(::testing::StartsWith(
                  "r.json: /version: has a version of the format that this program does not read")));
  EXPECT_THAT(problems("What it says"), ::testing::ElementsAre(::testing::HasSubstr("line 1, column 1")));
}

TEST(StoredResult, NamesEveryFaultAtItsPlace) {
  EXPECT_THAT(
      problems(R"({ "format": "tenbin/result", "version": 1, "years": -5, "interrupted": "no", "measures": [ {
        "subject": 1, "basis": "aep", "measure": "mean", "value": "x", "standard_error": 0 }, [] ],
        "prices": 4, "input": { "format": "tenbin/scenario", "version": 1, "name": "x", "currency": "JPY",
          "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": -5 },
                "severity": { "distribution": "lognormal", "mu": 10, "sigma": 1.5 } } ] } })"),
      ::testing::ElementsAre(
          "r.json: /years: is not what such a document holds here (tenbin run --format json writes a whole "
          "number); make the document again instead of editing it",
          ::testing::StartsWith("r.json: /interrupted: "),
          ::testing::StartsWith("r.json: /measures/0/subject: "),
          ::testing::StartsWith("r.json: /measures/0/value: "),
          ::testing::StartsWith("r.json: /measures/1: "), ::testing::StartsWith("r.json: /prices: "),
          ::testing::StartsWith("r.json: /input/perils/0/frequency/mean: is -5, but must be")));
}

TEST(StoredResult, SaysWhatIsMissing) {
  EXPECT_THAT(problems(R"({ "format": "tenbin/result", "version": 1 })"),
              ::testing::UnorderedElementsAre(::testing::StartsWith("r.json: /years: is missing"),
                                              ::testing::StartsWith("r.json: /input: is missing"),
                                              ::testing::StartsWith("r.json: /measures: is missing")));
  EXPECT_THAT(read_stored_file("no-such-file.json").problems.front().text(language::Language::english),
              ::testing::HasSubstr("there is no such file"));
}

}  // namespace
}  // namespace tenbin::result
