#include "report/table.hpp"

#include <algorithm>
#include <cstddef>

namespace tenbin::cli {
namespace {

constexpr int gap = 2;
constexpr int narrowest_sentence = 14;
constexpr int narrowest_heading = 10;

struct Widths {
  int text = 0, error = 0, total = 0;
};

std::string_view sign(CharacterSet characters) {
  return characters == CharacterSet::unicode ? " ± " : " +/- ";
}

Widths widths_of(const Table& table, std::size_t column, int sign_width) {
  Widths widths;
  for (const auto& row : table.rows) {
    widths.text = std::max(widths.text, display_width(row[column].text));
    widths.error = std::max(widths.error, display_width(row[column].error));
  }
  widths.total = widths.text + (widths.error > 0 ? sign_width + widths.error : 0);
  // A heading may take several lines, but its words stay whole.
  const std::string& heading = table.columns[column].heading;
  widths.total =
      std::max({widths.total, std::min(display_width(heading), narrowest_heading), longest_word(heading)});
  return widths;
}

/// Takes from the widest column of sentences until the table fits.
void shrink_sentences(const Table& table, std::vector<Widths>& widths, int columns) {
  int total = gap * (static_cast<int>(widths.size()) - 1);
  for (const Widths& width : widths) total += width.total;
  while (total > columns) {
    Widths* widest = nullptr;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (table.columns[i].kind != ColumnKind::sentence || widths[i].total <= narrowest_sentence) continue;
      if (widest == nullptr || widths[i].total > widest->total) widest = &widths[i];
    }
    if (widest == nullptr) return;
    --widest->total;
    --total;
  }
}

std::vector<std::string> cell_lines(const Cell& cell, ColumnKind kind, const Widths& widths,
                                    std::string_view sign) {
  if (kind == ColumnKind::sentence) {
    std::vector<std::string> lines = wrapped(cell.text, widths.total);
    for (std::string& line : lines) line = padded(line, widths.total);
    return lines;
  }
  if (kind == ColumnKind::words) return {padded(cell.text, widths.total)};
  std::string text = cell.text;
  if (widths.error > 0) {
    // Signs stand under each other, also in rows without an error.
    text =
        padded(cell.text, widths.text, Alignment::right) +
        (cell.error.empty() ? std::string(static_cast<std::size_t>(display_width(sign) + widths.error), ' ')
                            : std::string(sign) + padded(cell.error, widths.error, Alignment::right));
  }
  return {padded(text, widths.total, Alignment::right)};
}

std::string joined_lines(const std::vector<std::vector<std::string>>& cells,
                         const std::vector<Widths>& widths) {
  std::size_t height = 1;
  for (const auto& lines : cells) height = std::max(height, lines.size());
  std::string text;
  for (std::size_t line = 0; line < height; ++line) {
    std::string joined;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (column > 0) joined += std::string(gap, ' ');
      joined += line < cells[column].size() ? cells[column][line] : padded("", widths[column].total);
    }
    joined.erase(joined.find_last_not_of(' ') + 1);
    text += joined + "\n";
  }
  return text;
}

}  // namespace

std::string table_text(const Table& table, int columns, CharacterSet characters) {
  std::vector<Widths> widths;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    widths.push_back(widths_of(table, i, display_width(sign(characters))));
  }
  shrink_sentences(table, widths, columns);

  std::vector<std::vector<std::string>> heading;
  int rule_width = gap * (static_cast<int>(widths.size()) - 1);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const bool number = table.columns[i].kind == ColumnKind::number;
    std::vector<std::string> lines = wrapped(table.columns[i].heading, widths[i].total);
    for (std::string& line : lines)
      line = padded(line, widths[i].total, number ? Alignment::right : Alignment::left);
    heading.push_back(std::move(lines));
    rule_width += widths[i].total;
  }
  std::string text = joined_lines(heading, widths);
  for (int i = 0; i < rule_width; ++i) text += characters == CharacterSet::unicode ? "─" : "-";
  text += "\n";
  for (const auto& row : table.rows) {
    std::vector<std::vector<std::string>> cells;
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.push_back(cell_lines(row[i], table.columns[i].kind, widths[i], sign(characters)));
    }
    text += joined_lines(cells, widths);
  }
  return text;
}

}  // namespace tenbin::cli
