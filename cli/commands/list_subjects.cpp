#include "commands/list_subject.hpp"
#include "tenbin/language/messages/liability.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/language/messages/products.hpp"

namespace tenbin::cli {

using language::Language;
using language::Message;

const std::vector<ListSubject>& list_subjects() {
  static const std::vector<ListSubject> subjects = {
      {"products", message::list_products_meaning, products_document, products_json},
      {"presets", message::list_presets_meaning, presets_document, presets_json},
      {"cases", message::list_cases_meaning, cases_document, cases_json, case_ids, case_document, case_json},
      {"use_cases", message::list_use_cases_meaning, use_cases_document, use_cases_json},
      {"business_types", message::list_business_types_meaning, business_types_document, business_types_json},
      {"perils", message::list_perils_meaning, perils_document, perils_json},
      {"exposures", message::list_exposures_meaning, exposures_document, exposures_json},
      {"people", message::list_people_meaning, people_document, people_json},
      {"components", message::list_components_meaning, components_document, components_json},
      {"heads", message::list_heads_meaning, heads_document, heads_json},
      {"numbers", message::list_numbers_meaning, numbers_document, numbers_json},
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
