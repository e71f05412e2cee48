#include "report/web_chart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string>

namespace tenbin::cli {
namespace {

using language::Language;
using ::testing::HasSubstr;
using ::testing::Not;

/// The JSON between the script's tags.
nlohmann::json data_of(const std::string& html) {
  const std::string open = "class=\"chart-data\">";
  const std::size_t begin = html.find(open) + open.size();
  return nlohmann::json::parse(html.substr(begin, html.find("</script>", begin) - begin));
}

TEST(WebChart, CarriesTheFiguresAndLeavesOutWhatCannotBeTold) {
  const ExceedanceChart chart{"caption",
                              "loss",
                              "years",
                              {{"all", {{10, 1, std::numeric_limits<double>::quiet_NaN()}, {100, 2, 0.25}}}}};
  const nlohmann::json data = data_of(web_chart(chart, Language::english));
  EXPECT_EQ(data["kind"], "curves");
  EXPECT_EQ(data["y_scale"], "zero");
  EXPECT_EQ(data["series"][0]["points"][0], nlohmann::json::parse("[10.0, 1.0, null]"));
  EXPECT_EQ(data["series"][0]["points"][1], nlohmann::json::parse("[100.0, 2.0, 0.25]"));
}

TEST(WebChart, LossesThatDifferMuchRunInStepsOfTen) {
  ExceedanceChart chart{"caption", "loss", "years", {{"all", {{2, 0, 0}, {10, 1, 0.1}, {100, 99, 1}}}}};
  EXPECT_EQ(data_of(web_chart(chart, Language::english))["y_scale"], "zero");
  chart.series[0].points.push_back({1000, 101, 1});
  const std::string html = web_chart(chart, Language::english);
  EXPECT_EQ(data_of(html)["y_scale"], "log");
  EXPECT_THAT(html, HasSubstr("steps of ten"));
  const CurveChart curve{"caption", "years", "mean", {{"all", {{1000, 3.5, 0.1}}}}};
  EXPECT_EQ(data_of(web_chart(curve, Language::english))["y_scale"], "free");
}

TEST(WebChart, NoWordClosesItsScriptOrItsAttribute) {
  const BarChart chart{"a \"caption\" <b>", "", BarLayout::stacked, {"</script><b>"}, {{"s", {1}, {}}}};
  const std::string html = web_chart(chart, Language::english);
  EXPECT_THAT(html, HasSubstr("aria-label=\"a &quot;caption&quot; &lt;b&gt;\""));
  EXPECT_THAT(html, Not(HasSubstr("</script><b>")));
  EXPECT_EQ(data_of(html)["categories"][0], "</script><b>");
}

TEST(WebChart, PointsKeepTheirLabelsAndErrors) {
  const PointChart chart{"frontier", "premium", "retained", {{"designs", {{"base", 1, 2, 0.1, 0.2}}}}};
  const nlohmann::json point = data_of(web_chart(chart, Language::japanese))["series"][0]["points"][0];
  EXPECT_EQ(point["label"], "base");
  EXPECT_EQ(point["x"], 1);
  EXPECT_EQ(point["y_error"], 0.2);
}

TEST(WebChart, TheLibraryTravelsWithItsLicence) {
  const std::string scripts = web_chart_scripts();
  EXPECT_THAT(scripts, HasSubstr("Chart.js v3"));
  EXPECT_THAT(scripts, HasSubstr("MIT License"));
  EXPECT_THAT(scripts, HasSubstr("script.chart-data"));
}

}  // namespace
}  // namespace tenbin::cli
