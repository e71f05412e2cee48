#include "report/words.hpp"

#include <utility>

#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {

std::string name_of_word(std::string_view word, language::Language language) {
  using language::Message;
  static constexpr std::pair<std::string_view, Message> names[] = {
      {"data_provider", message::party_data_provider},
      {"developer", message::party_developer},
      {"integrator", message::party_integrator},
      {"machine_maker", message::party_machine_maker},
      {"business_user", message::party_business_user},
      {"auditor", message::party_auditor},
      {"victim", message::party_victim},
      {"quality_assurance_liability", message::product_quality_assurance_liability},
      {"smart_factory", message::product_smart_factory},
      {"all", message::cover_all},
      {"third_party_liability", message::cover_third_party_liability},
      {"recall", message::cover_recall},
      {"performance_guarantee", message::cover_performance_guarantee},
      {"corrective_cost", message::cover_corrective_cost},
      {"defence", message::cover_defence},
      {"property", message::cover_property},
      {"business_interruption", message::cover_business_interruption},
      {"non_damage_interruption", message::cover_non_damage_interruption},
      {"contingent_interruption", message::cover_contingent_interruption},
      {"cyber", message::cover_cyber},
      {"product_liability", message::cover_product_liability},
      {"employers_liability", message::cover_employers_liability},
      {"extra_expense", message::cover_extra_expense},
      {"machinery", message::cover_machinery},
      {"loss", message::head_loss},
      {"third_party", message::head_third_party},
      {"financial_loss", message::head_financial_loss},
      {"interruption", message::head_interruption},
      {"incident_response", message::head_incident_response},
      {"performance_shortfall", message::head_performance_shortfall},
      {"bodily_injury", message::head_bodily_injury},
      {"property_damage", message::head_property_damage},
      {"own_property", message::head_own_property},
      {"employer_liability", message::head_employer_liability},
      {"fines", message::head_fines},
      {"quality_loss", message::head_quality_loss},
      {"attack_liability", message::head_attack_liability},
      {"self_check", message::audit_self_check},
      {"inhouse_committee", message::audit_inhouse_committee},
      {"committee_outside_members", message::audit_committee_outside_members},
      {"external_audit", message::audit_external_audit},
      {"certification", message::audit_certification},
      {"visual_inspection", message::use_visual_inspection},
      {"predictive_maintenance", message::use_predictive_maintenance},
      {"robot", message::use_robot},
      {"process_control", message::use_process_control},
      {"planning", message::use_planning},
      {"generative_content", message::use_generative_content},
      {"hr_credit", message::use_hr_credit},
      {"medical", message::use_medical},
      {"business_agent", message::use_business_agent},
      {"personal_aid", message::use_personal_aid},
      {"high", message::confidence_high},
      {"medium", message::confidence_medium},
      {"low", message::confidence_low},
  };
  for (const auto& [known, message] : names) {
    if (known == word) return language::text(language, message);
  }
  return std::string(word);
}

std::string name_of_business(std::string_view business_type, language::Language language) {
  using language::Message;
  static constexpr std::pair<std::string_view, Message> names[] = {
      {"foundation_developer", message::business_foundation_developer},
      {"custom_developer", message::business_custom_developer},
      {"integrator", message::party_integrator},
      {"business_user", message::party_business_user},
      {"consumer", message::business_consumer},
  };
  for (const auto& [known, message] : names) {
    if (known == business_type) return language::text(language, message);
  }
  return std::string(business_type);
}

}  // namespace tenbin::cli
