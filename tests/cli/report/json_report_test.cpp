#include "report/json_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "cli/sample_result.hpp"
#include "report/json_writer.hpp"

namespace tenbin::cli {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::HasSubstr;

TEST(JsonText, WritesARowOfATableOnALine) {
  const Json value = {{"rows", {{{"a", 0.1}, {"b", nullptr}}, {{"a", 1e6}, {"b", "x"}}}}, {"list", {1, 2}}};
  EXPECT_EQ(json_text(value),
            "{\n"
            "  \"rows\": [\n"
            "    { \"a\": 0.1, \"b\": null },\n"
            "    { \"a\": 1000000, \"b\": \"x\" }\n"
            "  ],\n"
            "  \"list\": [1, 2]\n"
            "}\n");
}

TEST(JsonText, KnowsNoNumberThatJsonDoesNotKnow) {
  const Json value = {{"nan", std::numeric_limits<double>::quiet_NaN()},
                      {"infinity", std::numeric_limits<double>::infinity()}};
  EXPECT_EQ(json_text(value), "{\n  \"nan\": null,\n  \"infinity\": null\n}\n");
}

TEST(JsonReport, HoldsInputBuildSeedAndMeasures) {
  const result::Result result = sample_result();
  const Json document = Json::parse(json_report(result));
  EXPECT_EQ(document["format"], "tenbin/result");
  EXPECT_EQ(document["version"], 1);
  EXPECT_EQ(document["seed"], 20260401);
  EXPECT_EQ(document["years"], 1000000);
  EXPECT_EQ(document["build"]["commit"], "0123456789ab");
  EXPECT_EQ(document["build"]["compiler"], "GNU 12.2.0");
  EXPECT_EQ(document["build"]["flags"], "Release -O3 -DNDEBUG");
  EXPECT_EQ(document["input"]["name"], result.input.name);
  ASSERT_EQ(document["measures"].size(), result.measures.size());
  for (std::size_t i = 0; i < result.measures.size(); ++i) {
    const Json& row = document["measures"][i];
    EXPECT_EQ(row["subject"], result.measures[i].subject);
    EXPECT_EQ(row["value"].get<double>(), result.measures[i].value);
    EXPECT_EQ(row["level"].is_null(), !result.measures[i].level.has_value());
  }
  EXPECT_EQ(document["prices"].size(), 4U);
  EXPECT_EQ(document["audits"][0]["credibility"], 0.61);
  EXPECT_EQ(document["assumptions"].size(), 4U);
}

TEST(JsonReport, WritesAnUnknownErrorAsNull) {
  result::Result result = sample_result();
  result.measures = {{"ground_up", "aep", "var", 0.99, 2.5, std::numeric_limits<double>::quiet_NaN()}};
  EXPECT_THAT(json_report(result), HasSubstr(R"("level": 0.99, "value": 2.5, "standard_error": null)"));
}

TEST(JsonReport, DoesNotDependOnTheTimeTaken) {
  result::Result slow = sample_result();
  slow.seconds = 1e3;
  EXPECT_EQ(json_report(slow), json_report(sample_result()));
}

}  // namespace
}  // namespace tenbin::cli
