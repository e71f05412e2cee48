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
            "deductible=5e6, limit=1e8");
}

TEST(DesignName, OfTwoGridsIsTheId) {
  const result::Result result = with_designs({{"base[deductible=1e6]", ""}, {"wide[deductible=1e6]", ""}});
  const ReportContext context(result, Language::english);
  EXPECT_NE(context.design_name("base[deductible=1e6]"), context.design_name("wide[deductible=1e6]"));
}

TEST(DesignName, IsItsOwnWhereItHasOne) {
  const result::Result result = with_designs({{"base[deductible=1e6]", "Market [deductible=1e6]"}});
  EXPECT_EQ(ReportContext(result, Language::japanese).design_name("base[deductible=1e6]"),
            "Market [deductible=1e6]");
}

}  // namespace
}  // namespace tenbin::cli
