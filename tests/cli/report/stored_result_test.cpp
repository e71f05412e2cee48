#include "tenbin/result/stored_result.hpp"

#include <gtest/gtest.h>

#include <string>

#include "build_info.hpp"
#include "report/json_report.hpp"
#include "tenbin/result/run.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::cli {
namespace {

// Whatever the writer writes, the reader must read: a new key of the document that it forgets fails here.
TEST(StoredResult, IsWrittenAgainWithTheSameBytes) {
  const std::string folder = std::string(TENBIN_SOURCE_DIR) + "/scenarios/examples/";
  scenario::ReadResult read = scenario::read_scenario_file(folder + "visual-inspection.json");
  ASSERT_TRUE(read.scenario);
  result::RunOptions options;
  options.years = 3000;  // few: some errors cannot be told
  result::Result result = result::run(*read.scenario, options);
  result.source_file = "visual-inspection.json";
  result.version = std::string(build_info().version);
  result.build = build_line();
  result.target_met = false;
  result.interrupted = true;
  const std::string document = json_report(result);
  ASSERT_NE(document.find("null"), std::string::npos);
  const result::ReadStored stored = result::read_stored(document, "result.json");
  ASSERT_TRUE(stored.result) << stored.problems.front().text(language::Language::english);
  EXPECT_EQ(json_report(*stored.result), document);
  EXPECT_EQ(stored.result->input, result.input);
}

}  // namespace
}  // namespace tenbin::cli
