#include "tenbin/audit/checklist.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tenbin/core/error.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::audit {
namespace {

using testing::HasSubstr;

nlohmann::json file() {
  std::ifstream stream(TENBIN_SOURCE_DIR "/scenarios/library/checklist.json");
  return nlohmann::json::parse(stream);
}

std::string refusal(const nlohmann::json& document) {
  try {
    const Checklist checklist{document.dump()};
  } catch (const ParameterError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Checklist, HasNineDimensionsOfFiveItemsInBothLanguages) {
  const Checklist& checklist = standard_checklist();
  ASSERT_EQ(checklist.dimensions().size(), 9U);
  EXPECT_EQ(checklist.size(), 45U);
  std::set<std::string> questions;
  for (const Dimension& dimension : checklist.dimensions()) {
    EXPECT_EQ(dimension.items.front().level, Level::required) << dimension.id;
    for (const Item& item : dimension.items) {
      EXPECT_NE(item.question_en, item.question_ja);
      EXPECT_TRUE(item.question_en.ends_with("?")) << item.id;
      EXPECT_TRUE(item.question_ja.ends_with("か。")) << item.id;
      EXPECT_TRUE(questions.insert(item.question_en).second && questions.insert(item.question_ja).second);
      EXPECT_GE(item.answers_to.size(), 3U) << item.id;
      EXPECT_EQ(checklist.find(item.id), &item);
    }
  }
  EXPECT_EQ(checklist.find("9.6"), nullptr);
}

TEST(Checklist, NamesTheFrameworksThatTheCouncilKnows) {
  std::set<std::string> frameworks;
  for (const Dimension& dimension : standard_checklist().dimensions()) {
    for (const Item& item : dimension.items) {
      for (const Clause& clause : item.answers_to) frameworks.insert(clause.framework);
    }
  }
  for (const char* known :
       {"AIST MLQM", "QA4AI guideline", "ISO/IEC 42001:2023", "ISO/IEC 25059:2023", "NIST AI RMF 1.0",
        "AI事業者ガイドライン", "EU AI Act (2024/1689)", "IEC 62443-3-3"}) {
    EXPECT_TRUE(frameworks.contains(known)) << known;
  }
}

TEST(Checklist, WeightsOfEveryUseCaseSumToOneHundred) {
  for (const std::string& use_case : scenario::use_cases()) {
    double sum = 0;
    for (const std::string& dimension : dimension_ids())
      sum += library::standard_library().number("audit/weight/" + use_case + "/" + dimension).value;
    EXPECT_EQ(sum, 100) << use_case;
  }
}

TEST(Checklist, RefusesWhatIsIncomplete) {
  auto document = file();
  EXPECT_EQ(refusal(document), "accepted");
  auto& item = document["dimensions"][2]["items"][1];
  const auto broken = [&](auto change) {
    auto copy = document;
    change(copy["dimensions"][2]["items"]);
    return refusal(copy);
  };
  EXPECT_EQ(item["id"], "3.2");
  EXPECT_EQ(broken([](auto& items) { items[1].erase("evidence"); }),
            "checklist: 3.2 (key 'evidence' is missing)");
  EXPECT_EQ(broken([](auto& items) { items[1]["question"].erase("ja"); }),
            "checklist: 3.2: question (key 'ja' is missing)");
  EXPECT_EQ(broken([](auto& items) { items[1]["answers_to"].clear(); }),
            "checklist: 3.2 ('answers_to' must be a list that is not empty)");
  EXPECT_EQ(broken([](auto& items) { items[1]["answers_to"][0]["confidence"] = "sure"; }),
            "checklist: 3.2 (confidence 'sure' is not high, medium or low)");
  EXPECT_EQ(broken([](auto& items) { items[1]["level"] = "4"; }),
            "checklist: 3.2 (level '4' is not required, 1, 2 or 3)");
  EXPECT_EQ(broken([](auto& items) { items[1]["id"] = "3.3"; }), "checklist: 3.2 (has the id '3.3')");
  EXPECT_EQ(broken([](auto& items) { items.erase(4); }), "checklist: dimension 3 (has 4 items instead of 5)");
  EXPECT_THAT(refusal(nlohmann::json::array()), HasSubstr("must be an object"));
  EXPECT_THROW(Checklist{"{"}, ParameterError);
}

}  // namespace
}  // namespace tenbin::audit
