#include "tenbin/audit/csv_table.hpp"

namespace tenbin::audit {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string trimmed(const std::string& text) {
  const std::size_t start = text.find_first_not_of(" \t");
  if (start == std::string::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t") - start + 1);
}

}  // namespace

CsvTable parse_csv(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  CsvTable table;
  CsvRow row;
  std::string field;
  bool is_quoted = false;  // the field began with a quote
  bool is_open = false;    // inside quotes
  std::size_t line = 1;
  std::size_t quote_line = 1;
  const auto end_field = [&] {
    row.fields.push_back(is_quoted ? field : trimmed(field));
    field.clear();
    is_quoted = false;
  };
  const auto end_row = [&] {
    end_field();
    if (row.fields.size() > 1 || !row.fields.front().empty()) table.rows.push_back(row);
    row.fields.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') ++line;
    if (is_open) {
      if (c != '"') {
        field += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        field += '"';
        ++i;
      } else {
        is_open = false;
      }
    } else if (c == '"' && trimmed(field).empty()) {
      field.clear();
      is_quoted = is_open = true;
      quote_line = line;
    } else if (c == ',') {
      end_field();
    } else if (c == '\n') {
      end_row();
      row.line = line;
    } else if (c != '\r') {
      if (!is_quoted || (c != ' ' && c != '\t')) field += c;
    }
  }
  if (is_open) table.unclosed_quote = quote_line;
  end_row();
  return table;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + "\"";
}

}  // namespace tenbin::audit
