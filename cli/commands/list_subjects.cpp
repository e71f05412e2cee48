#include "commands/list_subject.hpp"

namespace tenbin::cli {

using language::Language;
using language::Message;

const std::vector<ListSubject>& list_subjects() {
  static const std::vector<ListSubject> subjects = {
      {"products", Message::list_products_meaning, products_document, products_json},
      {"presets", Message::list_presets_meaning, presets_document, presets_json},
      {"cases", Message::list_cases_meaning, cases_document, cases_json, case_ids, case_document, case_json},
  };
  return subjects;
}

nlohmann::ordered_json in_both_languages(Message message) {
  return in_both_languages(language::text(Language::english, message),
                           language::text(Language::japanese, message));
}

nlohmann::ordered_json in_both_languages(const std::string& english, const std::string& japanese) {
  return {{"en", english}, {"ja", japanese}};
}

}  // namespace tenbin::cli
