#include "commands/list_subject.hpp"
#include "report/words.hpp"
#include "tenbin/coverage/product.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using language::text;

std::string joined_names(const std::vector<std::string>& words, Language language) {
  std::string result;
  for (const std::string& word : words)
    result += (result.empty() ? "" : text(language, message::list_separator)) + name_of_word(word, language);
  return result;
}

std::vector<std::string> head_words(const coverage::Cover& cover) {
  std::vector<std::string> words;
  for (const perils::Damage head : cover.heads) words.push_back(perils::to_string(head));
  return words;
}

}  // namespace

Document products_document(Language language) {
  Document document{text(language, message::list_products_title), "", {}, {}, ""};
  for (const coverage::Product& product : coverage::products()) {
    Table table{"",
                {{text(language, message::list_word), ColumnKind::words},
                 {text(language, message::list_cover), ColumnKind::sentence},
                 {text(language, message::list_pays_for), ColumnKind::sentence}},
                {},
                {}};
    for (const coverage::Cover& cover : product.covers) {
      table.rows.push_back(
          {cover.name, name_of_word(cover.name, language), joined_names(head_words(cover), language)});
    }
    document.sections.push_back({product.name + ": " + name_of_word(product.name, language),
                                 {Paragraph{text(language, message::list_insures,
                                                 {{"parties", joined_names(product.insured, language)}})},
                                  std::move(table)}});
  }
  return document;
}

nlohmann::ordered_json products_json() {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  const auto name = [](const std::string& word) {
    return in_both_languages(name_of_word(word, Language::english), name_of_word(word, Language::japanese));
  };
  for (const coverage::Product& product : coverage::products()) {
    for (const coverage::Cover& cover : product.covers) {
      rows.push_back({{"product", product.name},
                      {"product_name", name(product.name)},
                      {"insured", product.insured},
                      {"cover", cover.name},
                      {"cover_name", name(cover.name)},
                      {"heads", head_words(cover)}});
    }
  }
  return rows;
}

}  // namespace tenbin::cli
