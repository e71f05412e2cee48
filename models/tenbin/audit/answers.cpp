#include "tenbin/audit/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "tenbin/audit/csv_table.hpp"
#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::audit {
namespace {

using language::Language;
using language::Message;
using scenario::in_quotes;
using scenario::Node;
using scenario::Problem;

constexpr std::size_t largest_answer_file = std::size_t{4} << 20U;  // bytes; a full sheet takes 20 kB

template <class T>
struct Word {
  std::string_view word;
  T value;
};

// The first word of each value is the one that files are written with.
constexpr Word<Answer> answer_words[] = {{"yes", Answer::yes},
                                         {"はい", Answer::yes},
                                         {"○", Answer::yes},
                                         {"〇", Answer::yes},
                                         {"◯", Answer::yes},
                                         {"partly", Answer::partly},
                                         {"一部", Answer::partly},
                                         {"△", Answer::partly},
                                         {"no", Answer::no},
                                         {"いいえ", Answer::no},
                                         {"×", Answer::no},
                                         {"✕", Answer::no},
                                         {"not_applicable", Answer::not_applicable},
                                         {"該当なし", Answer::not_applicable},
                                         {"－", Answer::not_applicable},
                                         {"ー", Answer::not_applicable},
                                         {"-", Answer::not_applicable}};
constexpr Word<Evidence> evidence_words[] = {{"none", Evidence::none},
                                             {"なし", Evidence::none},
                                             {"self_statement", Evidence::self_statement},
                                             {"自己申告", Evidence::self_statement},
                                             {"document", Evidence::document},
                                             {"文書", Evidence::document},
                                             {"record", Evidence::record},
                                             {"記録", Evidence::record},
                                             {"independent_test", Evidence::independent_test},
                                             {"独立試験", Evidence::independent_test}};

enum class ColumnName { item, dimension, level, question, example, answer, evidence, note, date, person };
constexpr Word<ColumnName> column_words[] = {
    {"item", ColumnName::item},           {"番号", ColumnName::item},
    {"dimension", ColumnName::dimension}, {"区分", ColumnName::dimension},
    {"level", ColumnName::level},         {"水準", ColumnName::level},
    {"question", ColumnName::question},   {"質問", ColumnName::question},
    {"example", ColumnName::example},     {"証拠の例", ColumnName::example},
    {"answer", ColumnName::answer},       {"回答", ColumnName::answer},
    {"evidence", ColumnName::evidence},   {"証拠の種類", ColumnName::evidence},
    {"note", ColumnName::note},           {"備考", ColumnName::note},
    {"date", ColumnName::date},           {"確認日", ColumnName::date},
    {"person", ColumnName::person},       {"確認者", ColumnName::person}};

template <class T, std::size_t size>
const T* value_of(const Word<T> (&words)[size], std::string_view word) {
  for (const Word<T>& candidate : words) {
    if (candidate.word == word) return &candidate.value;
  }
  return nullptr;
}

/// The word of a value in files: the first in English, the second in Japanese.
template <class T, std::size_t size>
std::string_view word_of(const Word<T> (&words)[size], T value, Language language = Language::english) {
  std::string_view found;
  for (const Word<T>& candidate : words) {
    if (candidate.value != value) continue;
    if (found.empty()) {
      found = candidate.word;
      if (language == Language::english) return found;
    } else {
      return candidate.word;
    }
  }
  return found;
}

template <class T, std::size_t size>
std::string choices(const Word<T> (&words)[size]) {
  std::string result;
  for (const Word<T>& candidate : words) {
    if (word_of(words, candidate.value) != candidate.word) continue;
    result += (result.empty() ? "" : ", ") + std::string(candidate.word);
  }
  return result;
}

/// What a file says of one item, before it is understood.
struct Entry {
  std::string item, answer, evidence, note;
  std::string file, pointer;  ///< of the entry: a problem's place
  std::string field_prefix;   ///< JSON: pointer of a field is pointer + prefix + name
};

class Collector {
 public:
  explicit Collector(std::string file) : file_(std::move(file)) {}

  void report(const std::string& file, const std::string& pointer, Message message,
              language::Arguments arguments = {}) {
    problems_.push_back({file, pointer, {message, std::move(arguments)}, problems_.size()});
  }

  void add(const Entry& entry) {
    const Item* item = standard_checklist().find(entry.item);
    const auto at = [&](const char* field) {
      return entry.field_prefix.empty() ? entry.pointer : entry.pointer + entry.field_prefix + field;
    };
    if (item == nullptr) {
      report(entry.file, at("item"), message::answers_unknown_item, {{"value", in_quotes(entry.item)}});
      return;
    }
    if (!seen_.insert(entry.item).second) {
      report(entry.file, at("item"), message::answers_item_twice, {{"item", entry.item}});
      return;
    }
    const Answer* answer = value_of(answer_words, entry.answer);
    if (answer == nullptr) {
      const Message message = entry.answer.empty() ? message::answers_blank : message::answers_unknown_answer;
      report(entry.file, at("answer"), message,
             {{"item", entry.item}, {"value", in_quotes(entry.answer)}, {"choices", choices(answer_words)}});
    }
    const Evidence* evidence = value_of(evidence_words, entry.evidence);
    const bool needs_evidence = answer != nullptr && (*answer == Answer::yes || *answer == Answer::partly);
    if (evidence == nullptr && (!entry.evidence.empty() || needs_evidence)) {
      const Message message =
          entry.evidence.empty() ? message::answers_no_evidence : message::answers_unknown_evidence;
      report(
          entry.file, at("evidence"), message,
          {{"item", entry.item}, {"value", in_quotes(entry.evidence)}, {"choices", choices(evidence_words)}});
    }
    if (answer == nullptr) return;
    if (*answer == Answer::not_applicable && item->level == Level::required && entry.note.empty()) {
      report(entry.file, at("note"), message::answers_required_not_applicable, {{"item", entry.item}});
    }
    sheet_[entry.item] = {*answer, evidence == nullptr ? Evidence::none : *evidence, entry.note};
  }

  AnswersRead finish() {
    std::string missing;
    for (const Dimension& dimension : standard_checklist().dimensions()) {
      for (const Item& item : dimension.items) {
        if (!seen_.contains(item.id)) missing += (missing.empty() ? "" : ", ") + item.id;
      }
    }
    if (!missing.empty()) report(file_, "/", message::answers_missing, {{"items", missing}});
    AnswersRead result;
    result.problems = std::move(problems_);
    if (result.problems.empty()) result.sheet = std::move(sheet_);
    return result;
  }

  /// Where the entries cannot be looked at.
  AnswersRead give_up() { return {std::nullopt, std::move(problems_)}; }

  AnswersRead refuse(Message message, language::Arguments arguments = {}) {
    report(file_, "", message, std::move(arguments));
    return {std::nullopt, std::move(problems_)};
  }

  const std::string& file() const { return file_; }
  bool has_problems() const { return !problems_.empty(); }

 private:
  std::string file_;
  std::vector<Problem> problems_;
  AnswerSheet sheet_;
  std::set<std::string, std::less<>> seen_;
};

AnswersRead read_csv(std::string_view text, Collector& collector) {
  const CsvTable table = parse_csv(text);
  if (table.unclosed_quote)
    return collector.refuse(message::answers_open_quote, {{"line", *table.unclosed_quote}});
  if (table.rows.empty()) return collector.refuse(message::answers_empty);
  const auto place = [&](const CsvRow& row) { return fmt::format("{}:{}", collector.file(), row.line); };
  const CsvRow& header = table.rows.front();
  std::map<ColumnName, std::size_t> columns;
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    const ColumnName* name = value_of(column_words, header.fields[i]);
    if (name == nullptr) {
      collector.report(place(header), "", message::answers_unknown_column,
                       {{"value", in_quotes(header.fields[i])}, {"choices", choices(column_words)}});
    } else if (!columns.emplace(*name, i).second) {
      collector.report(place(header), "", message::answers_column_twice,
                       {{"value", in_quotes(header.fields[i])}});
    }
  }
  for (const ColumnName needed : {ColumnName::item, ColumnName::answer, ColumnName::evidence}) {
    if (!columns.contains(needed)) {
      collector.report(place(header), "", message::answers_column_missing,
                       {{"value", in_quotes(word_of(column_words, needed))}});
    }
  }
  // Without its columns nothing can be said of the lines.
  if (collector.has_problems()) return collector.give_up();
  for (std::size_t r = 1; r < table.rows.size(); ++r) {
    const CsvRow& row = table.rows[r];
    if (row.fields.size() > header.fields.size()) {
      collector.report(place(row), "", message::answers_too_many_fields,
                       {{"count", row.fields.size()}, {"limit", header.fields.size()}});
    }
    const auto field = [&](ColumnName name) {
      const auto found = columns.find(name);
      return found == columns.end() || found->second >= row.fields.size() ? std::string{}
                                                                          : row.fields[found->second];
    };
    collector.add({field(ColumnName::item), field(ColumnName::answer), field(ColumnName::evidence),
                   field(ColumnName::note), place(row), "", ""});
  }
  return collector.finish();
}

AnswersRead read_json(std::string_view text, Collector& collector) {
  const scenario::Document document = scenario::parse_document(text);
  if (document.fault) return {std::nullopt, {{collector.file(), {}, *document.fault, 0}}};
  const std::string& file = collector.file();
  const Node& root = *document.root;
  const auto check_object = [&](const Node& node, std::initializer_list<std::string_view> known) {
    if (node.kind != Node::Kind::object) {
      collector.report(file, node.pointer(), message::answers_not_an_object);
      return false;
    }
    std::set<std::string> seen;
    for (const Node* item : node.items) {
      if (std::find(known.begin(), known.end(), item->key) == known.end()) {
        collector.report(file, item->pointer(), message::answers_unknown_key,
                         {{"choices", fmt::format("{}", fmt::join(known, ", "))}});
      } else if (!seen.insert(item->key).second) {
        collector.report(file, item->pointer(), message::answers_key_twice);
      }
    }
    return true;
  };
  if (!check_object(root, {"format", "version", "comment", "answers"})) return collector.give_up();
  const Node* format = root.find("format");
  const Node* version = root.find("version");
  if (format == nullptr || format->text != "tenbin/answers" || version == nullptr || version->number != 1)
    collector.report(file, "/format", message::answers_format);
  const Node* answers = root.find("answers");
  if (answers == nullptr || answers->kind != Node::Kind::array) {
    collector.report(file, "/answers", message::answers_no_list);
    return collector.give_up();
  }
  for (const Node* node : answers->items) {
    if (!check_object(*node, {"item", "dimension", "level", "question", "example", "answer", "evidence",
                              "note", "date", "person"}))
      continue;
    const auto field = [&](const char* key) {
      const Node* value = node->find(key);
      if (value != nullptr && value->kind != Node::Kind::string)
        collector.report(file, value->pointer(), message::answers_not_a_text);
      return value == nullptr ? std::string{} : value->text;
    };
    collector.add(
        {field("item"), field("answer"), field("evidence"), field("note"), file, node->pointer(), "/"});
  }
  return collector.finish();
}

bool is_utf8(std::string_view text) {
  try {
    return !nlohmann::json(std::string(text)).dump().empty();
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

std::string csv_form(Language language) {
  std::string form;
  // Spreadsheets take a file without the mark for another encoding.
  if (language == Language::japanese) form = "\xEF\xBB\xBF";
  std::vector<std::string> header;
  constexpr ColumnName order[] = {
      ColumnName::item,   ColumnName::dimension, ColumnName::level, ColumnName::question, ColumnName::example,
      ColumnName::answer, ColumnName::evidence,  ColumnName::note,  ColumnName::date,     ColumnName::person};
  for (const ColumnName name : order) header.emplace_back(word_of(column_words, name, language));
  form += fmt::format("{}\n", fmt::join(header, ","));
  for (const Dimension& dimension : standard_checklist().dimensions()) {
    for (const Item& item : dimension.items) {
      form += fmt::format("{},{},{},{},{},,,,,\n", item.id, csv_field(dimension.name(language)),
                          to_string(item.level), csv_field(item.question(language)),
                          csv_field(item.evidence(language)));
    }
  }
  return form;
}

std::string json_form(Language language) {
  const auto quoted = [](const std::string& words) { return nlohmann::json(words).dump(); };
  std::string form = fmt::format(
      "{{ \"format\": \"tenbin/answers\", \"version\": 1,\n  \"comment\": {},\n  \"answers\": [\n",
      quoted(language::text(language, message::answers_form_comment,
                            {{"answers", choices(answer_words)}, {"evidence", choices(evidence_words)}})));
  bool first = true;
  for (const Dimension& dimension : standard_checklist().dimensions()) {
    for (const Item& item : dimension.items) {
      form += fmt::format(
          "{}    {{ \"item\": {}, \"level\": {},\n      \"question\": {},\n      \"example\": {},\n"
          "      \"answer\": \"\", \"evidence\": \"\", \"note\": \"\" }}",
          first ? "" : ",\n", quoted(item.id), quoted(to_string(item.level)), quoted(item.question(language)),
          quoted(item.evidence(language)));
      first = false;
    }
  }
  return form + " ] }\n";
}

}  // namespace

AnswersRead read_answers(std::string_view text, const std::string& file) {
  Collector collector(file);
  if (text.size() > largest_answer_file)
    return collector.refuse(message::error_too_large, {{"limit", largest_answer_file >> 20U}});
  if (!is_utf8(text)) return collector.refuse(message::answers_utf8);
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  const bool is_json = start != std::string_view::npos && (text[start] == '{' || text[start] == '[');
  return is_json ? read_json(text, collector) : read_csv(text, collector);
}

AnswersRead read_answers_file(const std::string& path) {
  scenario::FileText file = scenario::read_file_text(path);
  if (file.problem) return {std::nullopt, {std::move(*file.problem)}};
  return read_answers(file.text, path);
}

std::string blank_form(FormFormat format, Language language) {
  return format == FormFormat::csv ? csv_form(language) : json_form(language);
}

std::string to_string(Answer answer) { return std::string(word_of(answer_words, answer)); }
std::string to_string(Evidence evidence) { return std::string(word_of(evidence_words, evidence)); }

}  // namespace tenbin::audit
