#include "commands/list_subject.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/perils/peril.hpp"

/// What `tenbin list` shows of the library: use cases, business types, perils, exposures, people, components,
/// damage heads, product classes. Each id is one that `tenbin explain` explains.
namespace tenbin::cli {
namespace {

using language::Language;
using language::Message;
using language::text;
using nlohmann::ordered_json;

const library::Library& standard() { return library::standard_library(); }

template <class Entry>
std::string description(const Entry& entry, Language language) {
  return language == Language::japanese ? entry.description_ja : entry.description_en;
}

std::string joined(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : ", ") + word;
  return result;
}

Table table_of(Language language, const std::vector<Message>& more) {
  Table table{"",
              {{text(language, message::list_word), ColumnKind::words},
               {text(language, message::list_description), ColumnKind::sentence}},
              {},
              {}};
  for (const Message heading : more) table.columns.push_back({text(language, heading), ColumnKind::sentence});
  return table;
}

Document document_of(Language language, Message title, Table table) {
  return {text(language, title),
          "",
          {},
          {{"", {std::move(table), Note{text(language, message::list_explain_note)}}}},
          ""};
}

template <class Entry>
ordered_json json_of(const Entry& entry) {
  return {{"id", entry.id}, {"description", in_both_languages(entry.description_en, entry.description_ja)}};
}

/// Every id of a simple list with its description.
template <class Entry>
Document plain_document(Language language, Message title, const std::vector<Entry>& entries) {
  Table table = table_of(language, {});
  for (const Entry& entry : entries) table.rows.push_back({entry.id, description(entry, language)});
  return document_of(language, title, std::move(table));
}

template <class Entry>
ordered_json plain_json(const std::vector<Entry>& entries) {
  ordered_json rows = ordered_json::array();
  for (const Entry& entry : entries) rows.push_back(json_of(entry));
  return rows;
}

std::vector<std::string> types_of(const library::UseCase& use_case) {
  std::vector<std::string> types;
  for (const library::Example& example : use_case.examples) types.push_back(example.business_type);
  return types;
}

std::vector<std::string> needs_of(const std::string& peril) {
  std::vector<std::string> needs;
  for (const perils::Requirement& requirement : perils::peril(peril).requirements)
    needs.push_back(requirement.exposure);
  return needs;
}

}  // namespace

Document use_cases_document(Language language) {
  Table table = table_of(language, {message::list_business_types_of, message::list_perils_of});
  for (const library::UseCase& use_case : standard().use_cases()) {
    std::vector<std::string> perils;
    for (const library::UseCasePeril& peril : use_case.perils) perils.push_back(peril.peril);
    table.rows.push_back(
        {use_case.id, description(use_case, language), joined(types_of(use_case)), joined(perils)});
  }
  return document_of(language, message::list_use_cases_title, std::move(table));
}

ordered_json use_cases_json() {
  ordered_json rows = ordered_json::array();
  for (const library::UseCase& use_case : standard().use_cases()) {
    ordered_json row = json_of(use_case);
    row["business_types"] = types_of(use_case);
    row["perils"] = ordered_json::array();
    for (const library::UseCasePeril& peril : use_case.perils)
      row["perils"].push_back(
          {{"peril", peril.peril}, {"business_types", peril.business_types}, {"if_stated", peril.if_stated}});
    rows.push_back(std::move(row));
  }
  return rows;
}

Document perils_document(Language language) {
  Table table = table_of(language, {message::list_attack, message::list_needs});
  for (const library::PerilEntry& peril : standard().perils()) {
    const Message attack = peril.attack == library::Attack::using_ai ? message::attack_using_ai
                           : peril.attack == library::Attack::by_ai  ? message::attack_by_ai
                           : peril.attack == library::Attack::on_ai  ? message::attack_on_ai
                                                                     : message::attack_none;
    table.rows.push_back(
        {peril.id, description(peril, language), text(language, attack), joined(needs_of(peril.id))});
  }
  return document_of(language, message::list_perils_title, std::move(table));
}

ordered_json perils_json() {
  ordered_json rows = ordered_json::array();
  for (const library::PerilEntry& peril : standard().perils()) {
    ordered_json row = json_of(peril);
    row["attack"] = library::to_string(peril.attack);
    row["caused_by_ai"] = peril.caused_by_ai;
    row["needs"] = needs_of(peril.id);
    rows.push_back(std::move(row));
  }
  return rows;
}

Document exposures_document(Language language) {
  Table table = table_of(language, {message::list_unit});
  for (const library::Exposure& entry : standard().exposures())
    table.rows.push_back({entry.id, description(entry, language), name_of_unit(entry.unit, language)});
  return document_of(language, message::list_exposures_title, std::move(table));
}

ordered_json exposures_json() {
  ordered_json rows = ordered_json::array();
  for (const library::Exposure& entry : standard().exposures()) {
    ordered_json row = json_of(entry);
    row["unit"] = entry.unit;
    rows.push_back(std::move(row));
  }
  return rows;
}

Document business_types_document(Language language) {
  return plain_document(language, message::list_business_types_title, standard().business_types());
}
ordered_json business_types_json() { return plain_json(standard().business_types()); }

Document people_document(Language language) {
  return plain_document(language, message::list_people_title, standard().people());
}
ordered_json people_json() { return plain_json(standard().people()); }

Document components_document(Language language) {
  return plain_document(language, message::list_components_title, standard().components());
}
ordered_json components_json() { return plain_json(standard().components()); }

Document heads_document(Language language) {
  Table table = table_of(language, {});
  for (int head = 0; head < perils::damage_heads; ++head) {
    const std::string word = perils::to_string(static_cast<perils::Damage>(head));
    table.rows.push_back({word, name_of_word(word, language)});
  }
  return {text(language, message::list_heads_title), "", {}, {{"", {std::move(table)}}}, ""};
}

ordered_json heads_json() {
  ordered_json rows = ordered_json::array();
  for (int head = 0; head < perils::damage_heads; ++head) {
    const std::string word = perils::to_string(static_cast<perils::Damage>(head));
    rows.push_back({{"id", word},
                    {"description", in_both_languages(name_of_word(word, Language::english),
                                                      name_of_word(word, Language::japanese))}});
  }
  return rows;
}

Document numbers_document(Language language) {
  Table table{"",
              {{text(language, message::list_word), ColumnKind::words},
               {text(language, message::assumptions_value), ColumnKind::words},
               {text(language, message::list_description), ColumnKind::sentence},
               {text(language, message::assumptions_confidence), ColumnKind::words}},
              {},
              {}};
  for (const auto& [id, number] : standard().numbers()) {
    table.rows.push_back({id, with_unit(significant_digits(number.value, 4), number.unit, language),
                          description(number, language),
                          name_of_word(library::to_string(number.confidence), language)});
  }
  return document_of(language, message::list_numbers_title, std::move(table));
}

ordered_json numbers_json() {
  ordered_json rows = ordered_json::array();
  for (const auto& [id, number] : standard().numbers()) rows.push_back(number_json(number));
  return rows;
}

ordered_json number_json(const library::Number& number) {
  ordered_json row = {{"id", number.id}, {"value", number.value}, {"unit", number.unit}};
  if (!number.currency.empty()) {
    row["currency"] = number.currency;
    row["price_year"] = number.price_year;
  }
  if (number.low) row["low"] = *number.low;
  if (number.high) row["high"] = *number.high;
  row["source"] = number.source;
  row["confidence"] = library::to_string(number.confidence);
  row["judgement"] = number.judgement;
  row["description"] = in_both_languages(number.description_en, number.description_ja);
  return row;
}

}  // namespace tenbin::cli
