#include "tenbin/scenario/own_library.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "tenbin/language/messages/book.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/fields.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/field.hpp"
#include "tenbin/scenario/problem.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {
namespace {

using library::Number;

/// Text that a result can show in one line.
constexpr std::size_t longest_text = 2000;

Field sentence(const char* key, Need need, Message doc, const char* example) {
  return {.key = key,
          .shape = Shape::text,
          .need = need,
          .doc = doc,
          .example = example,
          .least = 1,
          .most = longest_text};
}

const Table& words_table() {
  using Words = LibraryEntry::Words;
  static const Table table{
      .name = "library_words",
      .doc = message::doc_library_description,
      .fields = {bound(&Words::en, sentence("en", Need::required, message::doc_library_description,
                                            "\"Recalls a year at a turnover of 1 bn\"")),
                 bound(&Words::ja, sentence("ja", Need::required, message::doc_library_description,
                                            "\"売上 10 億円当たりの年間リコール件数\""))}};
  return table;
}

/// The number of the program's library in whose place the id stands: its own, or that of the peril at large
/// (use_case/ID/PERIL/NAME takes the place of peril/PERIL/NAME).
const Number* place_of(const std::string& id) {
  const library::Library& standard = library::standard_library();
  if (standard.has(id)) return &standard.number(id);
  constexpr std::string_view head = "use_case/";
  if (!id.starts_with(head)) return nullptr;
  const std::size_t end = id.find('/', head.size());
  if (end == std::string::npos) return nullptr;
  if (standard.use_case(id.substr(head.size(), end - head.size())) == nullptr) return nullptr;
  const std::string general = "peril" + id.substr(end);
  return standard.has(general) ? &standard.number(general) : nullptr;
}

const Node* sound(const Node& node, std::string_view key) {
  const Node* entry = node.find(key);
  return entry != nullptr && entry->is_sound ? entry : nullptr;
}

void check_entry(const void* object, const Node& node, Reading& reading, Message statement) {
  const auto& entry = *static_cast<const LibraryEntry*>(object);
  const Node* id = sound(node, "id");
  const Number* standard = id == nullptr ? nullptr : place_of(entry.id);
  if (id != nullptr && standard == nullptr) {
    std::vector<std::string> known;
    for (const auto& [name, number] : library::standard_library().numbers()) known.push_back(name);
    const std::string near = nearest_word(entry.id, known);
    if (near.empty()) {
      reading.report(*id, message::error_library_unknown, {{"value", in_quotes(entry.id)}});
    } else {
      reading.report(*id, message::error_library_unknown_suggestion,
                     {{"value", in_quotes(entry.id)}, {"suggestion", in_quotes(near)}});
    }
  }
  const auto same = [&](const char* key, const std::string& given, const std::string& wanted) {
    const Node* place = sound(node, key);
    if (standard == nullptr || place == nullptr || given == wanted) return;
    if (wanted.empty()) {
      reading.report(*place, message::error_library_no_money, {{"key", in_quotes(key)}});
    } else {
      reading.report(*place, message::error_library_differs,
                     {{"value", in_quotes(given)}, {"wanted", in_quotes(wanted)}});
    }
  };
  if (standard != nullptr) {
    same("unit", entry.unit, standard->unit);
    same("currency", entry.currency, standard->currency);
    same("price_year", std::to_string(entry.price_year),
         standard->price_year == 0 ? "" : std::to_string(standard->price_year));
  }
  const Node* low = sound(node, "low");
  const Node* high = sound(node, "high");
  if ((node.find("low") == nullptr) != (node.find("high") == nullptr)) {
    const char* missing = node.find("low") == nullptr ? "low" : "high";
    reading.report_missing(node, missing, message::error_library_half_range, {{"key", in_quotes(missing)}});
  }
  const Node* value = sound(node, "value");
  if (low == nullptr || high == nullptr || value == nullptr || !entry.low || !entry.high) return;
  if (*entry.low <= entry.value && entry.value <= *entry.high) return;
  reading.report(*value, message::error_library_range,
                 {{"value", value->text}, {"low", low->text}, {"high", high->text}, {"rule", statement}});
}

struct LibraryFile {
  std::vector<LibraryEntry> numbers;
};

Field fixed_word(const char* key, Shape shape, Message doc, const char* example, std::string word) {
  Field field{.key = key, .shape = shape, .need = Need::required, .doc = doc, .example = example};
  if (shape == Shape::choice) field.choices = {std::move(word)};
  if (shape == Shape::integer) field.range = {.low = 1, .high = 1};
  const Field description = field;
  field.read = [description](void*, const Node& node, Reading& reading) {
    if (description.shape == Shape::choice) {
      reading.text(node, description);
    } else {
      reading.integer(node, description);
    }
  };
  field.write = [](const void*) { return detail::nothing(); };
  return field;
}

const Table& library_file_table() {
  static const Table table{
      .name = "library_file",
      .doc = message::doc_library,
      .fields = {fixed_word("format", Shape::choice, message::doc_format, "\"tenbin/library\"",
                            "tenbin/library"),
                 fixed_word("version", Shape::integer, message::doc_version, "1", {}),
                 bound(&LibraryFile::numbers, {.key = "numbers",
                                               .shape = Shape::objects,
                                               .need = Need::required,
                                               .doc = message::doc_library,
                                               .example = "[{\"id\": \"peril/recall/rate\", ...}]",
                                               .most = 10'000,
                                               .table = library_entry_table})},
      .rules = {{message::rule_library_ids, [](const void*, const Node& node, Reading& reading, Message) {
                   check_library_ids(node, "numbers", reading);
                 }}}};
  return table;
}

library::Confidence confidence_of(const std::string& word) {
  if (word == "high") return library::Confidence::high;
  return word == "medium" ? library::Confidence::medium : library::Confidence::low;
}

/// What the entry does not say is as in the program's library.
Number number_of(const LibraryEntry& entry) {
  const Number* standard = place_of(entry.id);
  Number number = standard == nullptr ? Number{} : *standard;
  number.id = entry.id;
  number.value = entry.value;
  if (!entry.unit.empty()) number.unit = entry.unit;
  number.low = entry.low;
  number.high = entry.high;
  number.source = entry.source;
  number.confidence = confidence_of(entry.confidence);
  number.judgement = entry.judgement;
  if (entry.description) {
    number.description_en = entry.description->en;
    number.description_ja = entry.description->ja;
  }
  return number;
}

}  // namespace

const Table& library_entry_table() {
  static const Table table{
      .name = "library_entry",
      .doc = message::doc_library_entry,
      .fields = {bound(&LibraryEntry::id,
                       sentence("id", Need::required, message::doc_library_id, "\"peril/recall/rate\"")),
                 bound(&LibraryEntry::value, {.key = "value",
                                              .need = Need::required,
                                              .doc = message::doc_library_value,
                                              .example = "0.004"}),
                 bound(&LibraryEntry::unit,
                       sentence("unit", Need::optional, message::doc_library_unit, "\"1/yr\"")),
                 bound(&LibraryEntry::currency,
                       sentence("currency", Need::optional, message::doc_library_currency, "\"JPY\"")),
                 bound(&LibraryEntry::price_year, {.key = "price_year",
                                                   .shape = Shape::integer,
                                                   .range = {.low = 1900, .high = 2200},
                                                   .doc = message::doc_library_price_year,
                                                   .example = "2026"}),
                 bound(&LibraryEntry::low,
                       {.key = "low", .doc = message::doc_library_low, .example = "0.002"}),
                 bound(&LibraryEntry::high,
                       {.key = "high", .doc = message::doc_library_high, .example = "0.008"}),
                 bound(&LibraryEntry::source, sentence("source", Need::required, message::doc_library_source,
                                                       "\"own claims 2018-2025\"")),
                 bound(&LibraryEntry::confidence, {.key = "confidence",
                                                   .shape = Shape::choice,
                                                   .need = Need::required,
                                                   .doc = message::doc_library_confidence,
                                                   .example = "\"medium\"",
                                                   .choices = {"high", "medium", "low"}}),
                 bound(&LibraryEntry::judgement, {.key = "judgement",
                                                  .shape = Shape::flag,
                                                  .doc = message::doc_library_judgement,
                                                  .example = "true"}),
                 bound(&LibraryEntry::description, {.key = "description",
                                                    .shape = Shape::object,
                                                    .doc = message::doc_library_description,
                                                    .example = R"({"en": "...", "ja": "..."})",
                                                    .table = words_table})},
      .rules = {{message::rule_library_range, check_entry}}};
  return table;
}

void check_library_ids(const Node& owner, std::string_view list, Reading& reading) {
  const Node* numbers = owner.find(list);
  if (numbers == nullptr || numbers->kind != Node::Kind::array) return;
  std::map<std::string, const Node*> seen;
  for (const Node* item : numbers->items) {
    const Node* id = sound(*item, "id");
    if (id == nullptr || id->kind != Node::Kind::string) continue;
    const auto [first, is_new] = seen.emplace(id->text, item);
    if (is_new) continue;
    reading.report(*id, message::error_id_repeated,
                   {{"value", in_quotes(id->text)},
                    {"other", first->second->pointer()},
                    {"rule", message::rule_library_ids}});
  }
}

std::vector<LibraryEntry> expand_library(Document& document, Reading& reading,
                                         const std::string& scenario_file, std::vector<Problem>& problems) {
  if (document.root == nullptr || document.root->kind != Node::Kind::object) return {};
  Node* place = nullptr;
  for (Node* item : document.root->items) {
    if (item->key == "library") place = item;
  }
  if (place == nullptr || place->kind != Node::Kind::object) return {};
  const Node* name = place->find("file");
  bool is_named = name != nullptr && name->kind == Node::Kind::string && !name->text.empty();
  if (!is_named) reading.report(*place, message::error_library_without_file);
  for (const Node* item : place->items) {
    if (item->key == "file" || item->key == "comment") continue;
    reading.report(*item, message::error_library_key);
    is_named = false;
  }
  std::vector<LibraryEntry> numbers;
  if (is_named) {
    const std::filesystem::path path = std::filesystem::path(scenario_file).parent_path() / name->text;
    // A file that is called "-" must not be taken for standard input.
    const std::string file = path == "-" ? "./-" : path.string();
    const FileText read = read_file_text(file);
    if (read.problem) {
      reading.report(*name, message::error_book_unreadable,
                     {{"file", file}, {"detail", read.problem->phrase}});
    } else {
      const Document own = parse_document(read.text);
      Reading own_reading(file);
      LibraryFile content;
      if (own.fault) {
        problems.push_back({file, {}, *own.fault, 0});
      } else {
        own_reading.read_object(library_file_table(), &content, *own.root);
      }
      for (Problem& problem : own_reading.take_problems()) problems.push_back(std::move(problem));
      numbers = std::move(content.numbers);
    }
  }
  // What the file says stands in the scenario already when the tables read the rest.
  for (Node& node : document.nodes) {
    if (&node == document.root) node.items.erase(std::find(node.items.begin(), node.items.end(), place));
  }
  return numbers;
}

std::shared_ptr<const library::Library> library_of(const Scenario& scenario) {
  const library::Library& standard = library::standard_library();
  if (scenario.library.empty()) return {std::shared_ptr<void>{}, &standard};
  std::vector<Number> numbers;
  for (const LibraryEntry& entry : scenario.library) numbers.push_back(number_of(entry));
  return std::make_shared<const library::Library>(standard.with(numbers));
}

}  // namespace tenbin::scenario
