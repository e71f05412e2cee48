#include "report/report_context.hpp"

#include <gtest/gtest.h>

namespace tenbin::cli {
namespace {

using language::Language;

result::Result with_designs(const std::vector<std::pair<std::string, std::string>>& designs) {
  result::Result result;
  result.input.currency = "JPY";
  for (const auto& [id, name] : designs) {
    scenario::CoverageDesign design;
    design.id = id;
    design.name = name;
    result.input.coverage_designs.push_back(design);
  }
  return result;
}

TEST(DesignName, OfAGridIsItsTerms) {
  const result::Result result =
      with_designs({{"base[deductible=1e6,limit=1e8]", ""}, {"base[deductible=5e6,limit=1e8]", ""}});
  EXPECT_EQ(ReportContext(result, Language::english).design_name("base[deductible=5e6,limit=1e8]"),
            "deductible 5,000,000, limit 100,000,000");
}

TEST(DesignName, OfAGridIsInWordsWithItsCoversAndValues) {
  const result::Result result =
      with_designs({{"base[product_liability.deductible=1e5,waiting_hours=8]", ""},
                    {"base[own-section.limit=unlimited,policy.recall.share=0.9,trigger=claims_made]", ""}});
  const ReportContext context(result, Language::japanese);
  EXPECT_EQ(context.design_name("base[product_liability.deductible=1e5,waiting_hours=8]"),
            "生産物賠償責任（PL）の免責金額 100,000、免責時間 8");
  EXPECT_EQ(
      context.design_name("base[own-section.limit=unlimited,policy.recall.share=0.9,trigger=claims_made]"),
      "own-sectionの支払限度額 無制限、policy、リコール費用の縮小支払割合 0.9、"
      "保険期間の基準 保険期間中に報告された請求（損害賠償請求ベース）");
}

TEST(DesignName, OfTwoGridsIsTheId) {
  const result::Result result = with_designs({{"base[deductible=1e6]", ""}, {"wide[deductible=1e6]", ""}});
  const ReportContext context(result, Language::english);
  EXPECT_NE(context.design_name("base[deductible=1e6]"), context.design_name("wide[deductible=1e6]"));
}

TEST(DesignName, IsItsOwnWhereItHasOne) {
  const result::Result result =
      with_designs({{"base[deductible=1e6]", "Market [deductible=1e6]"}, {"own", "Own [a=b]"}});
  EXPECT_EQ(ReportContext(result, Language::japanese).design_name("base[deductible=1e6]"),
            "Market [免責金額 1,000,000]");
  EXPECT_EQ(ReportContext(result, Language::japanese).design_name("own"), "Own [a=b]");
}

}  // namespace
}  // namespace tenbin::cli
