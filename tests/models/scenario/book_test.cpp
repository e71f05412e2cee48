#include "tenbin/scenario/book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {
namespace {

using testing::HasSubstr;

class Book : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("tenbin-book-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  ReadResult read(const std::string& csv, const std::string& deployments = R"({"file": "book.csv"})") {
    std::ofstream(folder_ / "book.csv") << csv;
    return read_scenario(
        R"({"format": "tenbin/scenario", "version": 1, "name": "Book", "currency": "JPY", "deployments": )" +
            deployments + R"(, "liability": {"rule": "FIXED_SHARES", "shares": {"business_user": 1}}})",
        (folder_ / "scenario.json").string());
  }
  static std::string all(const ReadResult& result) {
    std::string text;
    for (const Problem& problem : result.problems) text += problem.text(language::Language::english) + "\n";
    return text;
  }

  std::filesystem::path folder_;
};

const std::string header =
    "id,use_case,business_type,autonomy,exposure/turnover,exposure/gross_profit_per_day,audit/method,audit/"
    "score,components\n";

TEST_F(Book, RowsAreDeployments) {
  const ReadResult result =
      read("\xEF\xBB\xBF" + header +
           "a,planning,business_user,assist,5e9,5000000,external_audit,60,east:cloud\r\n"
           "\"b\",planning,business_user,assist,1e9,1e6,,,east:cloud;v:ot_vendor\n");
  ASSERT_TRUE(result.scenario.has_value()) << all(result);
  const auto& deployments = result.scenario->deployments;
  ASSERT_EQ(deployments.size(), 2U);
  EXPECT_EQ(deployments[0].exposure.at("turnover"), 5e9);
  EXPECT_EQ(deployments[0].audit->score, 60);
  EXPECT_EQ(deployments[1].id, "b");
  EXPECT_FALSE(deployments[1].audit.has_value());
  ASSERT_EQ(deployments[1].components.size(), 2U);
  EXPECT_EQ(deployments[1].components[1].kind, "ot_vendor");
  EXPECT_NO_THROW(compile(*result.scenario));
  // As understood it is a list, which reads back.
  const ReadResult again = read_scenario(to_json(*result.scenario).dump(), "again.json");
  ASSERT_TRUE(again.scenario.has_value()) << all(again);
  EXPECT_EQ(again.scenario->deployments, deployments);
}

TEST_F(Book, AllFaultsAtOnce) {
  const std::string text =
      all(read("id,id,use_case,business_type,autonomy,exposure/turnover\n"
               "a,a,teleportation,business_user,assist,5e9\n"
               "b,b,planning,business_user\n"));
  EXPECT_THAT(text, HasSubstr("column \"id\" is there twice"));
  EXPECT_THAT(text, HasSubstr("line 3 has 4 cells in place of 6"));
  EXPECT_THAT(text, HasSubstr("/deployments/0/use_case"));
}

TEST_F(Book, FaultsOfItsDeploymentsHaveTheirPlace) {
  const std::string text =
      all(read("id,use_case,business_type,autonomy,exposure/turnover,exposure/height\n"
               "a,planning,business_user,assist,many,1\n"));
  EXPECT_THAT(text, HasSubstr("/deployments/0/exposure/turnover"));
  EXPECT_THAT(text, HasSubstr("/deployments/0/exposure/height"));
}

TEST_F(Book, FileThatIsNotThere) {
  EXPECT_THAT(all(read(header, R"({"file": "other.csv"})")), HasSubstr("other.csv"));
  EXPECT_THAT(all(read(header, R"({"files": "book.csv"})")), HasSubstr("{\"file\": \"book.csv\"}"));
  EXPECT_THAT(all(read(header)), HasSubstr("holds no deployment"));
}

}  // namespace
}  // namespace tenbin::scenario
