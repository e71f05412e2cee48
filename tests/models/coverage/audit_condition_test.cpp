#include "tenbin/coverage/audit_condition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tenbin/library/library.hpp"
#include "tenbin/result/run.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::coverage {
namespace {

using scenario::AuditCondition;
using scenario::Deployment;

Deployment audited(const char* method, double score, double age_months) {
  Deployment deployment;
  deployment.id = method;
  deployment.audit.emplace();
  deployment.audit->method = method;
  deployment.audit->score = score;
  deployment.audit->age_months = age_months;
  return deployment;
}

TEST(AuditCondition, EachDemandHoldsUpToItsBound) {
  AuditCondition condition;
  condition.minimum_score = 60;
  EXPECT_TRUE(meets(condition, audited("self_check", 60, 0)));
  EXPECT_FALSE(meets(condition, audited("self_check", 59.9, 0)));
  condition = {};
  condition.required_methods = {"external_audit", "certification"};
  EXPECT_TRUE(meets(condition, audited("certification", 0, 0)));
  EXPECT_FALSE(meets(condition, audited("self_check", 100, 0)));
  condition = {};
  condition.re_audit_interval_months = 12;
  EXPECT_TRUE(meets(condition, audited("self_check", 0, 12)));
  EXPECT_FALSE(meets(condition, audited("self_check", 100, 12.5)));
}

TEST(AuditCondition, AFailedRequiredItemCapsTheScore) {
  const double cap = library::standard_library().number("audit/required_item_cap").value;
  AuditCondition condition;
  condition.minimum_score = cap + 1;
  Deployment deployment = audited("certification", 90, 0);
  EXPECT_TRUE(meets(condition, deployment));
  deployment.audit->required_item_failed = true;
  EXPECT_FALSE(meets(condition, deployment));
  condition.minimum_score = cap;
  EXPECT_TRUE(meets(condition, deployment));
}

TEST(AuditCondition, WithoutAnAuditNothingIsMet) {
  AuditCondition condition;
  condition.minimum_score = 0;
  EXPECT_FALSE(meets(condition, Deployment{}));
}

TEST(AuditCondition, ThatOfTheSectionReplacesThatOfThePolicy) {
  scenario::Policy policy;
  scenario::Section section;
  EXPECT_EQ(condition_of(policy, section), nullptr);
  policy.audit_condition.emplace();
  EXPECT_EQ(condition_of(policy, section), &*policy.audit_condition);
  section.audit_condition.emplace();
  EXPECT_EQ(condition_of(policy, section), &*section.audit_condition);
}

TEST(AuditCondition, TheLargestLoadOfTheSectionsCounts) {
  scenario::Policy policy;
  policy.sections.resize(3);
  const auto load = [](double minimum_score, double premium_load) {
    AuditCondition condition;
    condition.minimum_score = minimum_score;
    condition.otherwise = "load";
    condition.premium_load = premium_load;
    return condition;
  };
  policy.sections[0].audit_condition = load(80, 0.1);
  policy.sections[1].audit_condition = load(90, 0.3);
  policy.sections[2].audit_condition = load(50, 0.5);
  const std::vector<Deployment> systems = {audited("self_check", 70, 0)};
  EXPECT_EQ(premium_load(policy, systems), 0.3);
  EXPECT_EQ(premium_load(policy, {}), 0);
}

// --- through a run: the same events, four designs
// ------------------------------------------------------------------

const char* const file =
    R"({ "format": "tenbin/scenario", "version": 1, "name": "conditions", "currency": "JPY",
  "simulation": { "years": 20000, "seed": 7 },
  "deployments": [ { "id": "line", "use_case": "visual_inspection", "business_type": "business_user",
    "autonomy": "substitute", "product_class": "auto_parts",
    "exposure": { "turnover": 4.2e9, "units": 12e6, "pieces_per_product": 4, "gross_profit_per_day": 3.1e6,
                  "insured_value": 2.5e9, "annual_fee": 2.5e7, "fees": 5e8, "sites": 20 },
    "performance": { "false_negative_rate": 0.05, "defect_rate": 0.0001 },
    "audit": { "method": "external_audit", "score": 72, "age_months": 4 } } ],
  "liability": { "rule": "FIXED_SHARES", "shares": { "integrator": 0.5, "business_user": 0.5 } },
  "coverage_designs": [
    DESIGNS ] })";

std::string design(const std::string& id, const std::string& condition) {
  return R"({ "id": ")" + id +
         R"(", "policies": [ { "id": "p", "product": "smart_factory", "insured": "business_user",
      "sections": [ { "cover": "recall", "deductible": { "type": "ordinary", "amount": 1e5 } )" +
         condition + R"( } ] } ] })";
}

class ConditionsOfARun : public testing::Test {
 protected:
  static const result::Result& result() {
    static const result::Result done = [] {
      std::string text = file;
      const std::string designs =
          design("none", "") + "," +
          design("met", R"(, "audit_condition": { "minimum_score": 72, "otherwise": "refuse" })") + "," +
          design("refuse", R"(, "audit_condition": { "minimum_score": 73, "otherwise": "refuse" })") + "," +
          design("reduce",
                 R"(, "audit_condition": { "required_methods": ["certification"], "otherwise": "reduce",
                    "reduced_share": 0.5 })") +
          "," + design("load", R"(, "audit_condition": { "re_audit_interval_months": 3, "otherwise": "load",
                    "premium_load": 0.25 })");
      text.replace(text.find("DESIGNS"), 7, designs);
      const scenario::ReadResult read = scenario::read_scenario(text, "conditions");
      for (const auto& problem : read.problems) ADD_FAILURE() << problem.text(language::Language::english);
      return result::run(read.scenario.value(), {});
    }();
    return done;
  }
  static double mean(const std::string& design) {
    for (const result::MeasureRow& row : result().measures) {
      if (row.subject == "design/" + design + "/policy/p" && row.measure == "mean" && row.basis == "aep")
        return row.value;
    }
    ADD_FAILURE() << design;
    return -1;
  }
  static const result::PolicyPrice& price(const std::string& design) {
    for (const result::PolicyPrice& price : result().prices) {
      if (price.design == design) return price;
    }
    throw std::runtime_error(design);
  }
};

TEST_F(ConditionsOfARun, MetChangesNothing) {
  EXPECT_GT(mean("none"), 0);
  EXPECT_EQ(mean("met"), mean("none"));
  EXPECT_EQ(price("met").technical_premium, price("none").technical_premium);
}

TEST_F(ConditionsOfARun, RefusePaysNothing) {
  EXPECT_EQ(mean("refuse"), 0);
  EXPECT_EQ(price("refuse").technical_premium, 0);
}

TEST_F(ConditionsOfARun, ReducePaysTheFactorOfEveryClaim) {
  EXPECT_NEAR(mean("reduce"), 0.5 * mean("none"), 1e-12 * mean("none"));
}

TEST_F(ConditionsOfARun, LoadRaisesThePremiumAndNothingElse) {
  EXPECT_EQ(mean("load"), mean("none"));
  EXPECT_DOUBLE_EQ(price("load").technical_premium, 1.25 * price("none").technical_premium);
  EXPECT_DOUBLE_EQ(price("load").condition_load, 0.25 * price("none").technical_premium);
  EXPECT_DOUBLE_EQ(price("load").technical_premium_se, 1.25 * price("none").technical_premium_se);
  EXPECT_DOUBLE_EQ(price("load").expected_loss_ratio, price("none").expected_loss_ratio / 1.25);
  EXPECT_EQ(price("none").condition_load, 0);
}

}  // namespace
}  // namespace tenbin::coverage
