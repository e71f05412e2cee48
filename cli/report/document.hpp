#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "report/display_width.hpp"
#include "report/number_format.hpp"

/// A report as words, tables and charts, before anyone decides how it looks: text and HTML render the same
/// document.
namespace tenbin::cli {

struct Paragraph {
  std::string text;
};

/// A note on what stands above, in smaller letters where there are any.
struct Note {
  std::string text;
};

struct BulletList {
  std::vector<std::string> items;
};

/// A command for the reader to copy.
struct CommandLine {
  std::string text;
};

enum class ColumnKind {
  words,     ///< left, never broken
  sentence,  ///< left, broken into lines where space is short
  number,    ///< right
};

struct Column {
  std::string heading;
  ColumnKind kind = ColumnKind::number;
};

/// A cell of a table; `error` is shown behind a plus-minus sign.
struct Cell {
  std::string text;
  std::string error;
  std::string detail{};  ///< more words, which would crowd a terminal and stand on the page only

  Cell() = default;
  Cell(std::string words, std::string more) : text(std::move(words)), detail(std::move(more)) {}
  // Implicit, so that a row reads as what it shows: {"mean", figure}.
  // NOLINTBEGIN(google-explicit-constructor)
  Cell(std::string words) : text(std::move(words)) {}
  Cell(const char* words) : text(words) {}
  Cell(Estimate figure) : text(std::move(figure.value)), error(std::move(figure.error)) {}
  // NOLINTEND(google-explicit-constructor)
};

struct Table {
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<std::size_t> strong_rows;  ///< totals
  std::size_t terminal_rows = 0;         ///< most rows on a terminal, where long lists hide the rest; 0: all
};

/// A point of an exceedance curve, in the report's unit of money.
struct ChartPoint {
  double return_period = 0;  ///< [yr]
  double loss = 0;
  double standard_error = 0;  ///< not finite where it cannot be told
};

struct ChartSeries {
  std::string name;
  std::vector<ChartPoint> points;  ///< by ascending return period
};

/// Loss against return period; on pages with both axes in steps of ten where losses differ by more than a
/// factor of a hundred.
struct ExceedanceChart {
  std::string caption;
  std::string loss_axis, return_period_axis;
  std::vector<ChartSeries> series;
};

/// A figure with its band against years, on pages only: its figures stand in a table.
struct CurveChart {
  std::string caption, x_axis, y_axis;
  std::vector<ChartSeries> series;  ///< return_period: the years
};

enum class BarLayout {
  beside,     ///< a bar for each series of a category
  stacked,    ///< the series of a category on top of each other: parts of a whole
  waterfall,  ///< one series; each bar starts where the one before it ended, the last one is the total
  range,      ///< two series: the ends of each bar
};

struct BarSeries {
  std::string name;
  std::vector<double> values;           ///< by category, in the chart's unit
  std::vector<double> standard_errors;  ///< by category, or empty; not finite where it cannot be told
};

/// Amounts by category.
struct BarChart {
  std::string caption, value_axis;
  BarLayout layout = BarLayout::beside;
  std::vector<std::string> categories;
  std::vector<BarSeries> series;
  double origin = 0;  ///< range: where a line is drawn through all bars
};

struct PlotPoint {
  std::string label;
  double x = 0, y = 0;
  double x_error = 0, y_error = 0;  ///< standard errors
};

struct PlotSeries {
  std::string name;
  std::vector<PlotPoint> points;
};

/// One amount against another.
struct PointChart {
  std::string caption, x_axis, y_axis;
  std::vector<PlotSeries> series;
};

using Block = std::variant<Paragraph, Note, BulletList, CommandLine, Table, ExceedanceChart, CurveChart,
                           BarChart, PointChart>;

struct Section {
  std::string heading;
  std::vector<Block> blocks;
};

struct Document {
  std::string title, subtitle;
  std::vector<std::string> warnings;  ///< what the reader must not overlook
  std::vector<Section> sections;
  std::string footer;
};

}  // namespace tenbin::cli
