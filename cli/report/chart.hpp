#pragma once

#include <string>

#include "environment.hpp"
#include "report/document.hpp"

namespace tenbin::cli {

/// The chart as bars of blocks, one line for each return period of each series, all series on one scale.
std::string chart_text(const ExceedanceChart& chart, int columns, CharacterSet characters,
                       language::Language language);

/// The chart as bars of characters, one line for each value. Parts of a waterfall keep their sign.
std::string chart_text(const BarChart& chart, int columns, CharacterSet characters);

}  // namespace tenbin::cli
