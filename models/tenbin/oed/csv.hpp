#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/language/catalogue.hpp"

namespace tenbin::oed {

/// A table with a header, read by name and never by position (RFC 4180: commas, CRLF or LF, cells in double
/// quotes may hold commas, line breaks and doubled quotes; a byte order mark is skipped, blank lines too).
struct CsvTable {
  struct Row {
    std::size_t line = 0;  ///< where the row starts, counted from 1
    std::vector<std::string> cells;
  };
  std::vector<std::string> header;
  std::vector<Row> rows;
};

/// Why a text is no such table.
struct CsvFault {
  std::size_t line = 0;
  language::Phrase phrase;
};

/// Either the table or its first fault: no header, a column named twice or not at all, a row with another
/// number of cells, a quote that does not close, text after a closing quote.
struct CsvResult {
  CsvTable table;
  std::optional<CsvFault> fault;
};
CsvResult read_csv(std::string_view text);

}  // namespace tenbin::oed
