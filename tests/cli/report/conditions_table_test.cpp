#include "report/conditions_table.hpp"

#include <gtest/gtest.h>

namespace tenbin::cli {
namespace {

using language::Language;

scenario::CoverageDesign design() {
  scenario::CoverageDesign design;
  design.id = "base";
  design.name = "Base";
  scenario::Policy plain;
  plain.id = "plain";
  plain.sections.resize(1);
  plain.sections[0].id = plain.sections[0].cover = "recall";
  scenario::Policy policy;
  policy.id = "rich";
  policy.trigger = "claims_made";
  policy.retroactive_years = 3;
  policy.batch_clause = "by_cause";
  policy.ai_exclusion = "generative_only";
  policy.audit_condition = scenario::AuditCondition{60.0, {"external_audit", "certification"}, 12.0};
  policy.sections.resize(3);
  policy.sections[0].id = policy.sections[0].cover = "third_party_liability";
  policy.sections[0].defence_cost = "inside";
  policy.sections[0].fines = "covered";
  policy.sections[1].id = policy.sections[1].cover = "recall";
  policy.sections[1].ai_exclusion = "none";
  policy.sections[2].id = "other";
  policy.sections[2].cover = "third_party_liability";
  scenario::AuditCondition load;
  load.minimum_score = 50;
  load.otherwise = "load";
  load.premium_load = 0.15;
  policy.sections[2].audit_condition = load;
  design.policies = {plain, policy};
  return design;
}

std::vector<std::vector<std::string>> rows(Language language) {
  result::Result result;
  result.input.currency = "JPY";
  result.input.coverage_designs = {design()};
  const Table table = conditions_table(ReportContext(result, language), result.input.coverage_designs[0]);
  std::vector<std::vector<std::string>> list;
  for (const auto& row : table.rows) {
    auto& words = list.emplace_back();
    for (const Cell& cell : row) words.push_back(cell.text);
  }
  return list;
}

TEST(ConditionsTable, SaysEachConditionAndTheSectionsThatDiffer) {
  const std::vector<std::vector<std::string>> expected = {
      {"plain", "trigger", "losses that occur in the policy year"},
      {"", "occurrence", "each event is one"},
      {"", "exclusion of AI", "none"},
      {"", "audits", "none"},
      {"rich", "trigger", "claims that are reported in the policy year, for losses since 3 years before it"},
      {"", "occurrence", "batch clause: the year's claims of one cause are one"},
      {"", "defence cost", "third-party liability: counts as loss"},
      {"", "", "other: paid besides the limits"},
      {"", "exclusion of AI", "third-party liability, other: losses to which generative AI contributed"},
      {"", "", "recall: none"},
      {"", "fines", "third-party liability: covered"},
      {"", "", "recall, other: not covered"},
      {"", "audits",
       "third-party liability, recall: a score of at least 60, by external audit or certification, at most "
       "12 months old; otherwise losses of that AI system are not covered"},
      {"", "", "other: a score of at least 50; otherwise the premium is 15% higher"}};
  EXPECT_EQ(rows(Language::english), expected);
}

TEST(ConditionsTable, SpeaksJapanese) {
  const auto japanese = rows(Language::japanese);
  ASSERT_EQ(japanese.size(), 14U);
  EXPECT_EQ(japanese[4][2], "保険期間中に報告された請求（損害賠償請求ベース）。遡及日は保険始期の 3 年前");
  EXPECT_EQ(japanese[5][1], "1 事故の数え方");
}

}  // namespace
}  // namespace tenbin::cli
