#include "tenbin/oed/csv.hpp"

#include <set>

#include "tenbin/language/messages/import.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::oed {
namespace {

using language::Message;
using scenario::in_quotes;

/// Walks over the text record by record.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text_.substr(0, byte_order_mark.size()) == byte_order_mark) at_ = byte_order_mark.size();
  }

  /// The next record that is not blank, or nothing at the end or after a fault.
  std::optional<CsvTable::Row> next() {
    while (at_ < text_.size() && !fault_) {
      CsvTable::Row row{line_, {}};
      do {
        row.cells.push_back(cell());
      } while (!fault_ && taken(','));
      if (fault_) break;
      if (!end_of_line()) {
        fault_ = CsvFault{line_, {message::csv_text_after_quote, {}}};
        break;
      }
      if (row.cells.size() == 1 && row.cells.front().empty()) continue;
      return row;
    }
    return std::nullopt;
  }

  const std::optional<CsvFault>& fault() const { return fault_; }

 private:
  bool taken(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool end_of_line() {
    if (at_ >= text_.size()) return true;
    taken('\r');
    if (at_ < text_.size() && !taken('\n')) return false;
    ++line_;
    return true;
  }

  std::string cell() {
    if (!taken('"')) {
      const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
      std::string plain(text_.substr(at_, end - at_));
      at_ = end;
      return plain;
    }
    const std::size_t start = line_;
    std::string quoted;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        quoted += c;
      } else if (!taken('"')) {
        return quoted;
      } else {
        quoted += '"';
      }
    }
    fault_ = CsvFault{start, {message::csv_open_quote, {}}};
    return quoted;
  }

  std::string_view text_;
  std::size_t at_ = 0, line_ = 1;
  std::optional<CsvFault> fault_;
};

}  // namespace

CsvResult read_csv(std::string_view text) {
  CsvResult result;
  Scanner scanner(text);
  const auto fail = [&](std::size_t line, Message message, language::Arguments arguments = {}) {
    if (!result.fault) result.fault = CsvFault{line, {message, std::move(arguments)}};
  };
  std::optional<CsvTable::Row> header = scanner.next();
  if (!header) {
    if (scanner.fault()) result.fault = scanner.fault();
    fail(1, message::csv_no_header);
    return result;
  }
  std::set<std::string> seen;
  for (const std::string& name : header->cells) {
    if (name.empty()) fail(header->line, message::csv_column_without_name);
    if (!seen.insert(name).second)
      fail(header->line, message::csv_column_twice, {{"value", in_quotes(name)}});
  }
  result.table.header = std::move(header->cells);
  while (std::optional<CsvTable::Row> row = scanner.next()) {
    if (row->cells.size() != result.table.header.size())
      fail(row->line, message::csv_cells,
           {{"count", row->cells.size()}, {"columns", result.table.header.size()}});
    result.table.rows.push_back(std::move(*row));
  }
  if (!result.fault && scanner.fault()) result.fault = scanner.fault();
  return result;
}

}  // namespace tenbin::oed
