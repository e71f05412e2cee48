#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/document.hpp"
#include "tenbin/language/catalogue.hpp"
#include "tenbin/library/number.hpp"

namespace tenbin::cli {

/// One thing that `tenbin list` can list.
struct ListSubject {
  std::string word;           ///< as typed: `tenbin list WORD`
  language::Message meaning;  ///< a line of the overview that `tenbin list` without a subject shows
  /// For people.
  Document (*document)(language::Language);
  /// For programs; the same whatever the language: texts come in all languages as {"en": ..., "ja": ...}.
  nlohmann::ordered_json (*json)();
  // Where a single item can be shown, `tenbin list WORD ITEM`; else null.
  std::vector<std::string> (*items)() = nullptr;
  Document (*item_document)(const std::string& item, language::Language) = nullptr;
  nlohmann::ordered_json (*item_json)(const std::string& item) = nullptr;
};

/// What `tenbin list` knows, in the order of the overview. A new subject is one line of list_subjects.cpp and
/// a file list_WORD.cpp with its two functions.
const std::vector<ListSubject>& list_subjects();

/// A text of the catalogue in both languages, for the JSON form.
nlohmann::ordered_json in_both_languages(language::Message message);
nlohmann::ordered_json in_both_languages(const std::string& english, const std::string& japanese);

// The subjects.
Document products_document(language::Language language);
nlohmann::ordered_json products_json();
Document presets_document(language::Language language);
nlohmann::ordered_json presets_json();
Document cases_document(language::Language language);
nlohmann::ordered_json cases_json();
std::vector<std::string> case_ids();
Document case_document(const std::string& id, language::Language language);
nlohmann::ordered_json case_json(const std::string& id);
Document use_cases_document(language::Language language);
nlohmann::ordered_json use_cases_json();
Document business_types_document(language::Language language);
nlohmann::ordered_json business_types_json();
Document perils_document(language::Language language);
nlohmann::ordered_json perils_json();
Document exposures_document(language::Language language);
nlohmann::ordered_json exposures_json();
Document people_document(language::Language language);
nlohmann::ordered_json people_json();
Document components_document(language::Language language);
nlohmann::ordered_json components_json();
Document heads_document(language::Language language);
nlohmann::ordered_json heads_json();
Document numbers_document(language::Language language);
nlohmann::ordered_json numbers_json();

/// A number of the library with its provenance.
nlohmann::ordered_json number_json(const library::Number& number);

}  // namespace tenbin::cli
