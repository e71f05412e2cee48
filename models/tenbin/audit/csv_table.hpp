#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenbin::audit {

/// A line of a CSV file. Fields may run over several lines of the file; `line` is the first.
struct CsvRow {
  std::size_t line = 1;
  std::vector<std::string> fields;
};

struct CsvTable {
  std::vector<CsvRow> rows;                     ///< without lines that are empty
  std::optional<std::size_t> unclosed_quote{};  ///< line where a quoted field starts that never ends
};

/// Reads CSV (RFC 4180): commas, double quotes, doubled quotes inside; LF or CRLF; a byte order mark is
/// skipped; spaces around a field are removed unless it is quoted.
CsvTable parse_csv(std::string_view text);

/// The text as a field: quoted where it holds a comma, a quote or a line break.
std::string csv_field(std::string_view text);

}  // namespace tenbin::audit
