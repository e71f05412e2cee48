#include "tenbin/scenario/book.hpp"

#include <charconv>
#include <filesystem>
#include <map>
#include <set>
#include <vector>

#include "tenbin/audit/csv_table.hpp"
#include "tenbin/language/messages/book.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/field.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {
namespace {

constexpr std::string_view list_key = "deployments";

/// Makes nodes inside a document.
class Maker {
 public:
  Maker(Document& document, std::size_t order) : document_(document), order_(order) {}

  Node* make(Node::Kind kind, Node& parent, const std::string& key) {
    Node& node = document_.nodes.emplace_back();
    node.kind = kind;
    node.key = key;
    node.index = static_cast<std::uint32_t>(parent.items.size());
    node.parent = &parent;
    node.order = order_;
    parent.items.push_back(&node);
    return &node;
  }

  void text(Node& parent, const std::string& key, const std::string& value) {
    make(Node::Kind::string, parent, key)->text = value;
  }

  /// A number where the cell is one, else a text that the tables will refuse with its place.
  void value(Node& parent, const std::string& key, const std::string& cell) {
    if (cell == "true" || cell == "false") {
      make(Node::Kind::boolean, parent, key)->magnitude = cell == "true" ? 1 : 0;
      return;
    }
    double number = 0;
    const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (read.ec != std::errc{} || read.ptr != cell.data() + cell.size()) return text(parent, key, cell);
    Node* const node = make(Node::Kind::number, parent, key);
    node->number = number;
    node->text = cell;
  }

  Node* object(Node& parent, const std::string& key) {
    for (Node* item : parent.items) {
      if (item->key == key) return item;
    }
    return make(Node::Kind::object, parent, key);
  }

  void components(Node& parent, const std::string& cell) {
    Node* const list = make(Node::Kind::array, parent, "components");
    std::size_t begin = 0;
    while (begin <= cell.size()) {
      const std::size_t end = std::min(cell.find(';', begin), cell.size());
      const std::string entry = cell.substr(begin, end - begin);
      const std::size_t colon = entry.find(':');
      Node* const component = make(Node::Kind::object, *list, {});
      text(*component, "id", entry.substr(0, colon));
      if (colon != std::string::npos) text(*component, "kind", entry.substr(colon + 1));
      begin = end + 1;
    }
  }

 private:
  Document& document_;
  std::size_t order_;
};

std::string in_folder_of(const std::string& scenario_file, const std::string& name) {
  const std::filesystem::path path(name);
  if (path.is_absolute() || scenario_file == "-") return name;
  return (std::filesystem::path(scenario_file).parent_path() / path).string();
}

void add_cell(Maker& maker, Node& row, const std::string& column, const std::string& cell) {
  if (column == "components") return maker.components(row, cell);
  const std::size_t slash = column.find('/');
  if (slash == std::string::npos) return maker.text(row, column, cell);
  Node* const part = maker.object(row, column.substr(0, slash));
  const std::string key = column.substr(slash + 1);
  if (column == "audit/method") return maker.text(*part, key, cell);
  maker.value(*part, key, cell);
}

}  // namespace

bool may_be_file(const Table& table, const Field& field) {
  return &table == &scenario_table() && (field.key == list_key || field.key == "library");
}

void expand_book(Document& document, Reading& reading, const std::string& scenario_file) {
  if (document.root == nullptr || document.root->kind != Node::Kind::object) return;
  Node* book = nullptr;
  for (Node* item : document.root->items) {
    if (item->key == list_key) book = item;
  }
  if (book == nullptr || book->kind != Node::Kind::object) return;
  const Node* name = book->find("file");
  bool sound = name != nullptr && name->kind == Node::Kind::string && !name->text.empty();
  if (!sound) reading.report(*book, message::error_book_without_file);
  for (const Node* item : book->items) {
    if (item->key == "file" || item->key == "comment") continue;
    reading.report(*item, message::error_book_key);
    sound = false;
  }
  std::vector<audit::CsvRow> lines;
  std::string path;
  if (sound) {
    path = in_folder_of(scenario_file, name->text);
    const FileText file = read_file_text(path);
    if (file.problem) {
      reading.report(*name, message::error_book_unreadable,
                     {{"file", path}, {"detail", file.problem->phrase}});
    } else {
      audit::CsvTable table = audit::parse_csv(file.text);
      lines = std::move(table.rows);
      if (table.unclosed_quote) {
        reading.report(*name, message::error_book_quote,
                       {{"file", path}, {"line", static_cast<std::uint64_t>(*table.unclosed_quote)}});
      } else if (lines.size() < 2)
        reading.report(*name, message::error_book_empty, {{"file", path}});
    }
  }
  const Node& place = name == nullptr ? *book : *name;
  book->kind = Node::Kind::array;
  book->items.clear();
  if (lines.size() < 2) return;
  const std::vector<std::string>& columns = lines.front().fields;
  std::set<std::string> seen;
  for (const std::string& column : columns) {
    if (seen.insert(column).second) continue;
    reading.report(place, message::error_book_column_twice, {{"file", path}, {"column", in_quotes(column)}});
  }
  Maker maker(document, book->order);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string>& cells = lines[i].fields;
    if (cells.size() != columns.size()) {
      reading.report(place, message::error_book_cells,
                     {{"file", path},
                      {"line", static_cast<std::uint64_t>(lines[i].line)},
                      {"count", static_cast<std::uint64_t>(cells.size())},
                      {"wanted", static_cast<std::uint64_t>(columns.size())}});
      continue;
    }
    Node* const row = maker.make(Node::Kind::object, *book, {});
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (!cells[c].empty()) add_cell(maker, *row, columns[c], cells[c]);
    }
    maker.object(*row, "exposure");  // a deployment without figures lacks figures, not the object
  }
}

}  // namespace tenbin::scenario
