#pragma once

#include <string>

#include "report/document.hpp"
#include "tenbin/language/catalogue.hpp"

/// Charts of a page: the figures as JSON and a canvas, which web_chart_scripts() draws with Chart.js (from
/// Debian's libjs-chart.js, built into the program).
namespace tenbin::cli {

std::string web_chart(const ExceedanceChart& chart, language::Language language);
std::string web_chart(const CurveChart& chart, language::Language language);
std::string web_chart(const BarChart& chart, language::Language language);
std::string web_chart(const PointChart& chart, language::Language language);

/// Chart.js with its licence, and what makes its charts of the JSON; once, at the end of the page's body.
std::string web_chart_scripts();

}  // namespace tenbin::cli
