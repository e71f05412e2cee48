#include "tenbin/scenario/templates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {
namespace {

using language::Language;

TEST(ScenarioTemplate, IsValidForEveryOfferAndLanguage) {
  for (const std::string& use_case : template_use_cases()) {
    for (const std::string& business_type : template_business_types(use_case)) {
      for (const Language language : language::languages) {
        const auto text = scenario_template(use_case, business_type, language);
        ASSERT_TRUE(text.has_value()) << use_case << business_type;
        const ReadResult result = read_scenario(*text, "new.json");
        for (const Problem& problem : result.problems) ADD_FAILURE() << problem.text(Language::english);
        ASSERT_TRUE(result.scenario.has_value());
        EXPECT_EQ(result.scenario->deployments.at(0).use_case, use_case);
        EXPECT_EQ(result.scenario->deployments.at(0).business_type, business_type);
        EXPECT_EQ(result.scenario->coverage_designs.size(), 2U);
        EXPECT_NO_THROW(compile(*result.scenario));  // it does not only read well, it runs
      }
    }
  }
}

TEST(ScenarioTemplate, PoliciesAreThoseOfTheBusinessType) {
  const auto policy = [](const char* business_type) {
    const auto text = scenario_template("visual_inspection", business_type, Language::english);
    return read_scenario(text.value_or(""), "new.json")
        .scenario.value()
        .coverage_designs.at(0)
        .policies.at(0);
  };
  EXPECT_EQ(policy("business_user").product, "smart_factory");
  EXPECT_EQ(policy("business_user").insured, "business_user");
  EXPECT_EQ(policy("integrator").product, "quality_assurance_liability");
  EXPECT_EQ(policy("integrator").insured, "integrator");
  EXPECT_EQ(policy("custom_developer").insured, "developer");
}

TEST(ScenarioTemplate, CommentsAreInTheLanguageAskedFor) {
  const auto english =
      scenario_template("visual_inspection", "business_user", Language::english).value_or("");
  const auto japanese =
      scenario_template("visual_inspection", "business_user", Language::japanese).value_or("");
  EXPECT_THAT(english, testing::HasSubstr("how many pieces pass the AI in a year"));
  EXPECT_THAT(japanese, testing::HasSubstr("1 年に AI の検査を通る個数"));
  EXPECT_EQ(read_scenario(english, "e").scenario.value().coverage_designs.at(0).policies,
            read_scenario(japanese, "j").scenario.value().coverage_designs.at(0).policies);
}

TEST(ScenarioTemplate, NothingForWhatIsNotOffered) {
  EXPECT_EQ(scenario_template("teleportation", "business_user", Language::english), std::nullopt);
  EXPECT_EQ(scenario_template("visual_inspection", "consumer", Language::english), std::nullopt);
}

}  // namespace
}  // namespace tenbin::scenario
