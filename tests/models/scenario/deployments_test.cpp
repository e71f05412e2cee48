#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "tenbin/result/run.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/rehearsal.hpp"
#include "tenbin/scenario/vocabulary.hpp"

/// The example deployments: every use case, every business type; valid, and each runs.
namespace tenbin::scenario {
namespace {

std::vector<std::filesystem::path> examples() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(TENBIN_SOURCE_DIR "/scenarios/examples/deployments")) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  return files;
}

TEST(ExampleDeployments, CoverEveryUseCaseAndBusinessType) {
  std::set<std::string> seen;
  EXPECT_EQ(examples().size(), 20U);
  for (const auto& file : examples()) {
    const ReadResult read = read_scenario_file(file.string());
    ASSERT_TRUE(read.scenario.has_value()) << file;
    for (const Deployment& deployment : read.scenario->deployments) {
      seen.insert(deployment.use_case);
      seen.insert(deployment.business_type);
    }
  }
  for (const auto* words : {&use_cases(), &business_types()}) {
    for (const std::string& word : *words) EXPECT_TRUE(seen.contains(word)) << word;
  }
}

TEST(ExampleDeployments, EachRuns) {
  for (const auto& file : examples()) {
    SCOPED_TRACE(file.filename().string());
    const ReadResult read = read_scenario_file(file.string());
    ASSERT_TRUE(read.scenario.has_value());
    for (const Problem& problem : rehearse(*read.scenario, file.string()))
      ADD_FAILURE() << problem.text(language::Language::english);
    result::RunOptions options;
    options.years = 8192;
    const result::Result result = result::run(*read.scenario, options);
    EXPECT_EQ(result.years_done, 8192);
    double mean = 0;
    for (const result::MeasureRow& row : result.measures) {
      if (row.subject == "ground_up" && row.measure == "mean" && row.basis == "aep") mean = row.value;
    }
    EXPECT_GT(mean, 0);
    EXPECT_FALSE(result.prices.empty());
    for (const result::PolicyPrice& price : result.prices) EXPECT_GE(price.technical_premium, 0);
  }
}

}  // namespace
}  // namespace tenbin::scenario
