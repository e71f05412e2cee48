#include "report/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "tenbin/language/messages/report.hpp"
namespace tenbin::cli {
namespace {

using language::Language;
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
  return text(language, message::chart_years, {{"years", significant_digits(years, 4)}});
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

std::string chart_text(const BarChart& chart, int columns, CharacterSet characters) {
  const std::string sign = characters == CharacterSet::unicode ? " ± " : " +/- ";
  const bool named = chart.series.size() > 1;
  double largest = 0;
  int label_width = 0, figure_width = 0;
  const auto label = [&](std::size_t category, const BarSeries& series) {
    return named ? chart.categories[category] + ": " + series.name : chart.categories[category];
  };
  const auto figure = [&](const BarSeries& series, std::size_t category) {
    const double error = category < series.standard_errors.size() ? series.standard_errors[category]
                                                                  : std::numeric_limits<double>::quiet_NaN();
    const Estimate rounded = estimate(series.values[category], error);
    if (series.values[category] == 0 || rounded.error.empty()) return rounded.value;
    return rounded.value + sign + rounded.error;
  };
  for (const BarSeries& series : chart.series) {
    for (std::size_t i = 0; i < series.values.size(); ++i) {
      largest = std::max(largest, std::fabs(series.values[i]));
      label_width = std::max(label_width, display_width(label(i, series)));
      figure_width = std::max(figure_width, display_width(figure(series, i)));
    }
  }
  label_width = std::min(label_width, columns / 2);
  const int bar_columns = std::clamp(columns - label_width - figure_width - 5, 10, 40);
  std::string drawn;
  for (std::size_t i = 0; i < chart.categories.size(); ++i) {
    for (const BarSeries& series : chart.series) {
      const std::vector<std::string> words = wrapped(label(i, series), label_width);
      for (std::size_t line = 0; line < words.size(); ++line) {
        drawn += "  " + padded(words[line], label_width, Alignment::left);
        if (line + 1 < words.size()) {
          drawn += "\n";
          continue;
        }
        drawn += characters == CharacterSet::unicode ? " │" : " |";
        const double share = largest > 0 ? std::fabs(series.values[i]) / largest : 0;
        const std::string blocks = bar(share, bar_columns, characters);
        drawn += blocks + (blocks.empty() ? "" : " ") + figure(series, i) + "\n";
      }
    }
  }
  return drawn;
}

}  // namespace tenbin::cli
