#include "report/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "report/html_escape.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using language::Message;
using language::text;

constexpr std::array shown_return_periods = {2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0};

/// The points at usual return periods; all points if there are few.
std::vector<ChartPoint> shown_points(const ChartSeries& series) {
  if (series.points.size() <= shown_return_periods.size()) return series.points;
  std::vector<ChartPoint> shown;
  for (const double return_period : shown_return_periods) {
    for (const ChartPoint& point : series.points) {
      if (std::fabs(point.return_period / return_period - 1) < 1e-6) {
        shown.push_back(point);
        break;
      }
    }
  }
  return shown.empty() ? series.points : shown;
}

std::string bar(double share, int columns, CharacterSet characters) {
  static constexpr std::array<std::string_view, 8> eighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const int length = static_cast<int>(std::lround(share * columns * 8));
  std::string bar;
  if (characters == CharacterSet::ascii) return std::string(static_cast<std::size_t>((length + 4) / 8), '#');
  for (int i = 0; i < length / 8; ++i) bar += "█";
  bar += eighths[static_cast<std::size_t>(length % 8)];
  return bar;
}

double largest_loss(const ExceedanceChart& chart) {
  double largest = 0;
  for (const ChartSeries& series : chart.series) {
    for (const ChartPoint& point : series.points) largest = std::max(largest, point.loss);
  }
  return largest;
}

std::string years_label(double years, Language language) {
  return text(language, Message::chart_years, {{"years", significant_digits(years, 4)}});
}

}  // namespace

std::string chart_text(const ExceedanceChart& chart, int columns, CharacterSet characters,
                       Language language) {
  const double largest = largest_loss(chart);
  int label_width = 0, figure_width = 0;
  const std::string sign = characters == CharacterSet::unicode ? " ± " : " +/- ";
  const auto figure = [&](const ChartPoint& point) {
    const Estimate rounded = estimate(point.loss, point.standard_error);
    if (point.loss == 0 || rounded.error.empty()) return rounded.value;
    return rounded.value + sign + rounded.error;
  };
  for (const ChartSeries& series : chart.series) {
    for (const ChartPoint& point : shown_points(series)) {
      label_width = std::max(label_width, display_width(years_label(point.return_period, language)));
      figure_width = std::max(figure_width, display_width(figure(point)));
    }
  }
  const int bar_columns = std::clamp(columns - label_width - figure_width - 5, 10, 48);
  std::string drawn;
  for (const ChartSeries& series : chart.series) {
    if (!drawn.empty()) drawn += "\n";
    for (const std::string& line : wrapped(series.name, columns)) drawn += line + "\n";
    for (const ChartPoint& point : shown_points(series)) {
      drawn += "  " + padded(years_label(point.return_period, language), label_width, Alignment::right) +
               " " + (characters == CharacterSet::unicode ? "│" : "|");
      const std::string blocks = largest > 0 ? bar(point.loss / largest, bar_columns, characters) : "";
      drawn += blocks + (blocks.empty() ? "" : " ") + figure(point) + "\n";
    }
  }
  return drawn;
}

namespace {

/// Three ticks a decade, so that labels stand apart.
constexpr std::array axis_return_periods = {1.0,   2.0,    5.0,    10.0,   20.0, 50.0, 100.0, 200.0,
                                            500.0, 1000.0, 2000.0, 5000.0, 1e4,  1e5,  1e6};
constexpr double view_width = 640, view_height = 380;
constexpr double left = 84, right = 34, top = 14, bottom = 66;

/// Step of 1, 2 or 5 times a power of ten, so that there are about `ticks` of them.
double nice_step(double range, int ticks) {
  const double raw = range / ticks;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= raw) return factor * power;
  }
  return 10 * power;
}

struct Scale {
  double first_year = 1, last_year = 1000, top_loss = 1;

  double x(double return_period) const {
    return left + (view_width - left - right) * std::log(return_period / first_year) /
                      std::log(last_year / first_year);
  }
  double y(double loss) const {
    return view_height - bottom - (view_height - top - bottom) * loss / top_loss;
  }
};

Scale scale_of(const ExceedanceChart& chart) {
  Scale scale{std::numeric_limits<double>::infinity(), 0, 0};
  for (const ChartSeries& series : chart.series) {
    for (const ChartPoint& point : series.points) {
      scale.first_year = std::min(scale.first_year, point.return_period);
      scale.last_year = std::max(scale.last_year, point.return_period);
      const double error = !std::isfinite(point.standard_error) ? 0 : point.standard_error;
      scale.top_loss = std::max(scale.top_loss, point.loss + 2 * error);
    }
  }
  if (!(scale.last_year > scale.first_year)) {
    scale.first_year = 1;
    scale.last_year = std::max(10.0, scale.last_year);
  }
  if (scale.top_loss <= 0) scale.top_loss = 1;
  const double step = nice_step(scale.top_loss, 5);
  scale.top_loss = std::ceil(scale.top_loss / step) * step;
  return scale;
}

}  // namespace

const ChartStyle& chart_style(std::size_t series) {
  // Okabe and Ito (2008), safe for colour-blind readers; the dashes keep lines apart on black-and-white
  // paper.
  static constexpr std::array<ChartStyle, 6> styles = {{{"#000000", ""},
                                                        {"#0072b2", "9 4"},
                                                        {"#d55e00", "3 3"},
                                                        {"#009e73", "12 3 3 3"},
                                                        {"#cc79a7", "6 2"},
                                                        {"#7a6a00", "2 5"}}};
  return styles[series % styles.size()];
}

std::string chart_svg(const ExceedanceChart& chart) {
  const Scale scale = scale_of(chart);
  std::string svg = fmt::format(
      "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 {} {}\" xmlns=\"http://www.w3.org/2000/svg\" "
      "aria-label=\"{}\">\n<title>{}</title>\n",
      view_width, view_height, html_escaped(chart.caption), html_escaped(chart.caption));
  const double step = nice_step(scale.top_loss, 5);
  for (int i = 0; i * step <= scale.top_loss * 1.0001; ++i) {
    const double y = scale.y(i * step);
    svg += fmt::format("<line class=\"grid\" x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>", left,
                       view_width - right, y, y);
    svg += fmt::format("<text class=\"tick end\" x=\"{}\" y=\"{:.1f}\">{}</text>\n", left - 8, y + 5,
                       significant_digits(i * step, 3));
  }
  for (const double years : axis_return_periods) {
    if (years < scale.first_year * 0.999 || years > scale.last_year * 1.001) continue;
    const double x = scale.x(years);
    svg += fmt::format("<line class=\"grid\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{}\" y2=\"{}\"/>", x, x, top,
                       view_height - bottom);
    svg += fmt::format("<text class=\"tick middle\" x=\"{:.1f}\" y=\"{}\">{}</text>\n", x,
                       view_height - bottom + 24, significant_digits(years, 4));
  }
  svg +=
      fmt::format("<text class=\"axis middle\" x=\"{}\" y=\"{}\">{}</text>\n",
                  (left + view_width - right) / 2, view_height - 10, html_escaped(chart.return_period_axis));
  svg += fmt::format("<text class=\"axis middle\" transform=\"translate(17 {}) rotate(-90)\">{}</text>\n",
                     (top + view_height - bottom) / 2, html_escaped(chart.loss_axis));
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const ChartStyle& style = chart_style(i);
    std::string line, upper, lower;
    for (const ChartPoint& point : chart.series[i].points) {
      const double x = scale.x(point.return_period);
      const double error = !std::isfinite(point.standard_error) ? 0 : 2 * point.standard_error;
      line += fmt::format("{:.1f},{:.1f} ", x, scale.y(point.loss));
      upper += fmt::format("{:.1f},{:.1f} ", x, scale.y(point.loss + error));
      lower = fmt::format("{:.1f},{:.1f} ", x, scale.y(std::max(0.0, point.loss - error))) + lower;
    }
    svg += fmt::format("<polygon points=\"{}{}\" fill=\"{}\" fill-opacity=\"0.18\"/>\n", upper, lower,
                       style.colour);
    svg += fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.4\"", line,
                       style.colour);
    svg += style.dashes.empty() ? "/>\n" : fmt::format(" stroke-dasharray=\"{}\"/>\n", style.dashes);
  }
  return svg + "</svg>\n";
}

}  // namespace tenbin::cli
