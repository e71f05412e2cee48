#include "report/chart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenbin::cli {
namespace {

using language::Language;
using ::testing::HasSubstr;
using ::testing::Not;

ExceedanceChart small_chart() {
  return {"caption <&>", "loss", "years", {{"all", {{10, 0, 0}, {100, 2, 0.1}, {1000, 4, 0.2}}}}};
}

TEST(ChartText, DrawsBarsInProportion) {
  EXPECT_EQ(chart_text(small_chart(), 45, CharacterSet::ascii, Language::english),
            "all\n"
            "     10 years |0\n"
            "    100 years |######## 2.00 +/- 0.10\n"
            "  1,000 years |################ 4.00 +/- 0.20\n");
}

TEST(ChartText, DrawsEighthsOfAColumnWithUnicode) {
  EXPECT_THAT(chart_text(small_chart(), 41, CharacterSet::unicode, Language::japanese),
              HasSubstr("│████████▌ 2.00 ± 0.10"));
}

TEST(ChartText, ShowsUsualReturnPeriodsOfALongCurve) {
  ExceedanceChart chart = small_chart();
  for (int i = 1; i <= 300; ++i) chart.series[0].points.push_back({2000.0 + i, 5, 0});
  const std::string text = chart_text(chart, 80, CharacterSet::ascii, Language::english);
  EXPECT_THAT(text, HasSubstr("1,000 years"));
  EXPECT_THAT(text, Not(HasSubstr("2,001")));
}

TEST(ChartText, SurvivesACurveOfNoughts) {
  const ExceedanceChart chart{"", "", "", {{"none", {{10, 0, 0}, {100, 0, 0}}}}};
  EXPECT_EQ(chart_text(chart, 60, CharacterSet::ascii, Language::english),
            "none\n   10 years |0\n  100 years |0\n");
}

TEST(ChartText, DrawsBarsByCategoryAndSeries) {
  const BarChart chart{
      "", "", BarLayout::beside, {"maker", "insurer"}, {{"a", {1, 2}, {0.1, 0.1}}, {"b", {0, 4}, {}}}};
  EXPECT_EQ(chart_text(chart, 40, CharacterSet::ascii),
            "  maker: a   |### 1.00 +/- 0.10\n"
            "  maker: b   |0\n"
            "  insurer: a |###### 2.00 +/- 0.10\n"
            "  insurer: b |############ 4\n");
}

}  // namespace
}  // namespace tenbin::cli
