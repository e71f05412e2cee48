#pragma once

#include <sqlite3.h>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

/// Reading results files in tests.
namespace tenbin::cli {

/// Rows of a query, each with its values separated by '|'; doubles with all their bits.
inline std::vector<std::string> query(const std::string& file, const std::string& sql) {
  sqlite3* handle = nullptr;
  sqlite3_stmt* statement = nullptr;
  std::vector<std::string> rows;
  std::string fault;
  if (sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK ||
      sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    fault = sqlite3_errmsg(handle);
  }
  while (fault.empty()) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) break;
    if (code != SQLITE_ROW) {
      fault = sqlite3_errmsg(handle);
      break;
    }
    std::string row;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      if (i > 0) row += '|';
      if (sqlite3_column_type(statement, i) == SQLITE_FLOAT) {
        char digits[64];
        std::snprintf(digits, sizeof digits, "%a", sqlite3_column_double(statement, i));
        row += digits;
      } else if (const unsigned char* text = sqlite3_column_text(statement, i)) {
        row += reinterpret_cast<const char*>(text);
      }
    }
    rows.push_back(std::move(row));
  }
  sqlite3_finalize(statement);
  sqlite3_close(handle);
  if (!fault.empty()) throw std::runtime_error(file + ": " + fault);
  return rows;
}

/// Everything that two batches of one set have in common: all but the seconds that they took.
inline std::string dump(const std::string& file) {
  std::string text;
  for (const std::string& row : query(file, "SELECT type, name, sql FROM sqlite_schema ORDER BY name"))
    text += row + "\n";
  for (const char* table : {"runs", "changes", "measures", "exceedance", "parties", "designs", "prices",
                            "differences", "audits"}) {
    text += std::string(table) + "\n";
    for (const std::string& row : query(file, std::string("SELECT * FROM ") + table)) text += row + "\n";
  }
  return text;
}

}  // namespace tenbin::cli
