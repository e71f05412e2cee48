#include "report/web_chart.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "report/html_escape.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/language/messages/report_command.hpp"

namespace tenbin::web {
const std::vector<std::pair<std::string_view, std::string_view>>& embedded_files();
}

namespace tenbin::cli {
namespace {

using Json = nlohmann::ordered_json;
using language::Language;
using language::Message;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

std::string_view web_file(std::string_view name) {
  for (const auto& [file, text] : web::embedded_files()) {
    if (file == name) return text;
  }
  throw std::logic_error("no such file in the program: " + std::string(name));
}

/// `<` is written as an escape, so that no word can close the script element.
std::string script_safe(const Json& data) {
  std::string safe;
  for (const char c : data.dump(-1, ' ', false, Json::error_handler_t::replace)) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string drawing(const std::string& caption, const Json& data, Language language,
                    std::optional<Message> note) {
  const std::string none = language::text(language, message::chart_needs_script);
  return "<div class=\"drawing\"><canvas role=\"img\" aria-label=\"" + html_escaped(caption) +
         "\"></canvas></div>\n<script type=\"application/json\" class=\"chart-data\">" + script_safe(data) +
         "</script>\n<noscript><p class=\"note\">" + html_escaped(none) + "</p></noscript>\n" +
         (note ? "<p class=\"note\">" + html_escaped(language::text(language, *note)) + "</p>\n" : "");
}

/// @param y_scale log: in steps of ten; zero: from zero; free: around the values
Json curve_data(const std::string& x_axis, const std::string& y_axis, const std::vector<ChartSeries>& all,
                const char* y_scale, Language language) {
  Json data = {{"kind", "curves"},   {"language", language::language_code(language)},
               {"x_axis", x_axis},   {"y_axis", y_axis},
               {"y_scale", y_scale}, {"series", Json::array()}};
  for (const ChartSeries& series : all) {
    Json points = Json::array();
    for (const ChartPoint& point : series.points)
      points.push_back({number(point.return_period), number(point.loss), number(point.standard_error)});
    data["series"].push_back({{"name", series.name}, {"points", std::move(points)}});
  }
  return data;
}

}  // namespace

std::string web_chart(const ExceedanceChart& chart, Language language) {
  double largest = 0, smallest = std::numeric_limits<double>::infinity();
  for (const ChartSeries& series : chart.series) {
    for (const ChartPoint& point : series.points) {
      largest = std::max(largest, point.loss);
      if (point.loss > 0) smallest = std::min(smallest, point.loss);
    }
  }
  const bool wide = largest > 100 * smallest;
  const Json data =
      curve_data(chart.return_period_axis, chart.loss_axis, chart.series, wide ? "log" : "zero", language);
  std::string drawn = drawing(chart.caption, data, language, message::chart_band);
  if (!wide) return drawn;
  return drawn + "<p class=\"note\">" + html_escaped(language::text(language, message::chart_steps_of_ten)) +
         "</p>\n";
}

std::string web_chart(const CurveChart& chart, Language language) {
  return drawing(chart.caption, curve_data(chart.x_axis, chart.y_axis, chart.series, "free", language),
                 language, message::chart_band);
}

std::string web_chart(const BarChart& chart, Language language) {
  const char* const layout = chart.layout == BarLayout::stacked     ? "stacked"
                             : chart.layout == BarLayout::waterfall ? "waterfall"
                             : chart.layout == BarLayout::range     ? "range"
                                                                    : "beside";
  Json data = {{"kind", "bars"},         {"language", language::language_code(language)},
               {"layout", layout},       {"value_axis", chart.value_axis},
               {"origin", chart.origin}, {"categories", chart.categories},
               {"series", Json::array()}};
  for (const BarSeries& series : chart.series) {
    Json values = Json::array();
    Json errors = Json::array();
    for (const double value : series.values) values.push_back(number(value));
    for (const double error : series.standard_errors) errors.push_back(number(error));
    data["series"].push_back(
        {{"name", series.name}, {"values", std::move(values)}, {"errors", std::move(errors)}});
  }
  const bool whiskers = chart.layout == BarLayout::beside &&
                        std::any_of(chart.series.begin(), chart.series.end(), [](const BarSeries& series) {
                          return std::any_of(series.standard_errors.begin(), series.standard_errors.end(),
                                             [](double error) { return std::isfinite(error) && error > 0; });
                        });
  return drawing(chart.caption, data, language,
                 whiskers ? std::optional<Message>(message::chart_bars_note) : std::nullopt);
}

std::string web_chart(const PointChart& chart, Language language) {
  Json data = {{"kind", "points"},
               {"language", language::language_code(language)},
               {"x_axis", chart.x_axis},
               {"y_axis", chart.y_axis},
               {"series", Json::array()}};
  for (const PlotSeries& series : chart.series) {
    Json points = Json::array();
    for (const PlotPoint& point : series.points) {
      points.push_back({{"label", point.label},
                        {"x", number(point.x)},
                        {"y", number(point.y)},
                        {"x_error", number(point.x_error)},
                        {"y_error", number(point.y_error)}});
    }
    data["series"].push_back({{"name", series.name}, {"points", std::move(points)}});
  }
  return drawing(chart.caption, data, language, message::chart_points_note);
}

std::string web_chart_scripts() {
  std::string scripts = "<script>\n";
  scripts += web_file("chart.min.js");
  scripts += "\n</script>\n<script>\n";
  scripts += web_file("charts.js");
  scripts += "</script>\n";
  return scripts;
}

}  // namespace tenbin::cli
