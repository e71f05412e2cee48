#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "environment.hpp"
#include "report/document.hpp"

namespace tenbin::cli {

/// The chart as bars of blocks, one line for each return period of each series, all series on one scale.
std::string chart_text(const ExceedanceChart& chart, int columns, CharacterSet characters,
                       language::Language language);

/// How a series of a chart is drawn.
struct ChartStyle {
  std::string_view colour, dashes;
};
const ChartStyle& chart_style(std::size_t series);

/// The chart as one SVG element: loss against the logarithm of the return period, with a band of two standard
/// errors.
std::string chart_svg(const ExceedanceChart& chart);

}  // namespace tenbin::cli
