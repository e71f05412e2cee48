#include "report/chart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

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

TEST(ChartSvg, HasALineAndABandForEachSeriesAndEscapesWords) {
  const std::string svg = chart_svg(small_chart());
  EXPECT_THAT(svg, HasSubstr("<polyline"));
  EXPECT_THAT(svg, HasSubstr("<polygon"));
  EXPECT_THAT(svg, HasSubstr("caption &lt;&amp;&gt;"));
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
}

TEST(ChartSvg, HasNoBandWhereTheErrorIsUnknown) {
  ExceedanceChart chart = small_chart();
  for (ChartPoint& point : chart.series[0].points)
    point.standard_error = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(chart_svg(chart), Not(HasSubstr("nan")));
}

TEST(ChartStyleOf, RepeatsAfterTheLastStyle) {
  EXPECT_EQ(chart_style(0).colour, chart_style(6).colour);
  EXPECT_NE(chart_style(0).colour, chart_style(1).colour);
}

}  // namespace
}  // namespace tenbin::cli
