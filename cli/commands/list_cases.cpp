#include <fmt/format.h>

#include "commands/list_subject.hpp"
#include "report/number_format.hpp"
#include "report/words.hpp"
#include "tenbin/cases/collected_case.hpp"
#include "tenbin/language/messages/fields.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/language/messages/rate.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using cases::CollectedCase;
using language::Language;
using language::Message;
using language::text;

std::string case_term_name(const std::string& term, Language language) {
  for (const auto& [name, message] : cases::case_terms()) {
    if (name == term) return text(language, message);
  }
  return term;
}

std::string amount(double value, const std::string& unit, Language language) {
  if (unit == "share") return percent(value, 3);
  if (unit == "hours") return text(language, message::case_hours, {{"value", shortest_digits(value)}});
  return grouped(value, 0) + " " + unit;
}

std::string unknown(const cases::Words& why, Language language) {
  return text(language, message::list_case_unknown_because, {{"why", why.in(language)}});
}

std::string value_words(const cases::Term& term, Language language) {
  if (term.unknown) return text(language, message::list_case_unknown);
  return term.value ? amount(*term.value, term.unit, language) : "";
}

std::string note_words(const cases::Term& term, Language language) {
  if (term.unknown) return term.unknown->in(language);
  return term.note ? term.note->in(language) : "";
}

Message base_name(const std::string& of) {
  if (of == "limit") return message::case_base_limit;
  if (of == "turnover") return message::exposure_turnover;
  return of == "payroll" ? message::case_base_payroll : message::doc_sum_insured;
}

std::string price_words(const cases::Price& price, double value, Language language) {
  if (price.of.empty()) return amount(value, price.currency, language);
  return text(language, message::case_price_share,
              {{"share", percent(value, 3)}, {"base", base_name(price.of)}});
}

std::string name_of_confidence(library::Confidence confidence, Language language) {
  return name_of_word(library::to_string(confidence), language);
}

Table table_of(cases::Kind kind, Language language) {
  Table table{"",
              {{text(language, message::list_case_id), ColumnKind::words},
               {text(language, message::list_case_name), ColumnKind::sentence},
               {text(language, message::list_case_main_term), ColumnKind::number},
               {text(language, message::list_case_runs), ColumnKind::words}},
              {},
              {}};
  for (const CollectedCase& one : cases::collected_cases()) {
    if (one.kind != kind) continue;
    table.rows.push_back(
        {one.id, one.name.in(language), value_words(one.terms.front(), language),
         text(language, one.scenario.empty() ? message::list_case_no : message::list_case_yes)});
  }
  return table;
}

nlohmann::ordered_json json_of(const cases::Words& words) {
  return in_both_languages(words.english, words.japanese);
}

}  // namespace

Document cases_document(Language language) {
  Document document{text(language, message::list_cases_title), "", {}, {}, ""};
  document.sections.push_back(
      {text(language, message::list_cases_products), {table_of(cases::Kind::product, language)}});
  document.sections.push_back(
      {text(language, message::list_cases_claims),
       {table_of(cases::Kind::claim, language), Note{text(language, message::list_cases_more)}}});
  return document;
}

std::vector<std::string> case_ids() {
  std::vector<std::string> ids;
  for (const CollectedCase& one : cases::collected_cases()) ids.push_back(one.id);
  return ids;
}

Document case_document(const std::string& id, Language language) {
  const CollectedCase& one = *cases::find_case(id);
  const auto say = [&](Message message, const cases::Words& words) {
    return Paragraph{text(language, message, {{"text", words.in(language)}})};
  };
  Document document{one.name.in(language), one.id, {}, {}, ""};
  document.sections.push_back({"",
                               {say(message::case_who, one.who), say(message::case_trigger, one.trigger),
                                say(message::case_evaluation, one.evaluation)}});
  Table terms{"",
              {{text(language, message::case_term), ColumnKind::sentence},
               {text(language, message::case_value), ColumnKind::number},
               {text(language, message::case_note), ColumnKind::sentence}},
              {},
              {}};
  for (const cases::Term& term : one.terms)
    terms.rows.push_back(
        {case_term_name(term.term, language), value_words(term, language), note_words(term, language)});
  document.sections.push_back({text(language, message::case_terms_heading), {std::move(terms)}});
  const cases::Price& price = one.price;
  std::vector<Block> price_blocks;
  if (price.unknown) {
    price_blocks.emplace_back(Paragraph{unknown(*price.unknown, language)});
  } else {
    price_blocks.emplace_back(Paragraph{text(language, message::case_price_range,
                                             {{"value", price_words(price, *price.value, language)},
                                              {"low", price_words(price, *price.low, language)},
                                              {"high", price_words(price, *price.high, language)}})});
    price_blocks.emplace_back(Note{price.source + " (" + text(language, message::assumptions_confidence) +
                                   ": " + name_of_confidence(price.confidence, language) +
                                   (price.judgement ? ", " + text(language, message::case_judgement) : "") +
                                   ")"});
  }
  document.sections.push_back({text(language, message::case_price_heading), std::move(price_blocks)});
  if (!one.expected.empty()) {
    Table expected{"",
                   {{text(language, message::case_subject), ColumnKind::words},
                    {text(language, message::case_value), ColumnKind::number},
                    {text(language, message::case_arithmetic), ColumnKind::sentence}},
                   {},
                   {}};
    for (const cases::ExpectedPayment& payment : one.expected)
      expected.rows.push_back({payment.subject, grouped(payment.value, 0), payment.arithmetic});
    document.sections.push_back({text(language, message::case_expected_heading), {std::move(expected)}});
  }
  Table sources{"",
                {{text(language, message::case_source), ColumnKind::sentence},
                 {text(language, message::assumptions_confidence), ColumnKind::words}},
                {},
                {}};
  for (const cases::Source& source : one.sources) {
    sources.rows.push_back(
        {source.text +
             (source.judgement ? " (" + text(language, message::case_judgement) + ")" : std::string()),
         name_of_confidence(source.confidence, language)});
  }
  document.sections.push_back({text(language, message::case_sources_heading), {std::move(sources)}});
  return document;
}

nlohmann::ordered_json case_json(const std::string& id) {
  const CollectedCase& one = *cases::find_case(id);
  nlohmann::ordered_json terms = nlohmann::ordered_json::array();
  for (const cases::Term& term : one.terms) {
    nlohmann::ordered_json row = {{"term", term.term}};
    if (term.value) row.update({{"value", *term.value}, {"unit", term.unit}});
    if (term.note) row["note"] = json_of(*term.note);
    if (term.unknown) row["unknown"] = json_of(*term.unknown);
    terms.push_back(std::move(row));
  }
  nlohmann::ordered_json price;
  if (one.price.unknown) {
    price["unknown"] = json_of(*one.price.unknown);
  } else {
    price["value"] = *one.price.value;
    if (one.price.of.empty()) {
      price["currency"] = one.price.currency;
    } else {
      price["of"] = one.price.of;
    }
    price.update({{"low", *one.price.low},
                  {"high", *one.price.high},
                  {"source", one.price.source},
                  {"confidence", library::to_string(one.price.confidence)},
                  {"judgement", one.price.judgement}});
  }
  nlohmann::ordered_json sources = nlohmann::ordered_json::array();
  for (const cases::Source& source : one.sources)
    sources.push_back({{"text", source.text},
                       {"confidence", library::to_string(source.confidence)},
                       {"judgement", source.judgement}});
  nlohmann::ordered_json expected = nlohmann::ordered_json::array();
  for (const cases::ExpectedPayment& payment : one.expected)
    expected.push_back(
        {{"subject", payment.subject}, {"value", payment.value}, {"arithmetic", payment.arithmetic}});
  return {{"id", one.id},
          {"kind", cases::to_string(one.kind)},
          {"name", json_of(one.name)},
          {"who", json_of(one.who)},
          {"trigger", json_of(one.trigger)},
          {"evaluation", json_of(one.evaluation)},
          {"terms", std::move(terms)},
          {"price", std::move(price)},
          {"confidence", library::to_string(one.confidence())},
          {"runnable", !one.scenario.empty()},
          {"expected", std::move(expected)},
          {"sources", std::move(sources)}};
}

nlohmann::ordered_json cases_json() {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const CollectedCase& one : cases::collected_cases()) rows.push_back(case_json(one.id));
  return rows;
}

}  // namespace tenbin::cli
