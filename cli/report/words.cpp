#include "report/words.hpp"

#include <utility>

namespace tenbin::cli {

std::string name_of_word(std::string_view word, language::Language language) {
  using language::Message;
  static constexpr std::pair<std::string_view, Message> names[] = {
      {"data_provider", Message::party_data_provider},
      {"developer", Message::party_developer},
      {"integrator", Message::party_integrator},
      {"machine_maker", Message::party_machine_maker},
      {"business_user", Message::party_business_user},
      {"auditor", Message::party_auditor},
      {"victim", Message::party_victim},
      {"quality_assurance_liability", Message::product_quality_assurance_liability},
      {"smart_factory", Message::product_smart_factory},
      {"all", Message::cover_all},
      {"third_party_liability", Message::cover_third_party_liability},
      {"recall", Message::cover_recall},
      {"performance_guarantee", Message::cover_performance_guarantee},
      {"corrective_cost", Message::cover_corrective_cost},
      {"defence", Message::cover_defence},
      {"property", Message::cover_property},
      {"business_interruption", Message::cover_business_interruption},
      {"non_damage_interruption", Message::cover_non_damage_interruption},
      {"contingent_interruption", Message::cover_contingent_interruption},
      {"cyber", Message::cover_cyber},
      {"product_liability", Message::cover_product_liability},
      {"employers_liability", Message::cover_employers_liability},
      {"extra_expense", Message::cover_extra_expense},
      {"machinery", Message::cover_machinery},
      {"loss", Message::head_loss},
      {"third_party", Message::head_third_party},
      {"financial_loss", Message::head_financial_loss},
      {"interruption", Message::head_interruption},
      {"incident_response", Message::head_incident_response},
      {"performance_shortfall", Message::head_performance_shortfall},
      {"bodily_injury", Message::head_bodily_injury},
      {"property_damage", Message::head_property_damage},
      {"own_property", Message::head_own_property},
      {"employer_liability", Message::head_employer_liability},
      {"fines", Message::head_fines},
      {"quality_loss", Message::head_quality_loss},
      {"attack_liability", Message::head_attack_liability},
      {"self_check", Message::audit_self_check},
      {"inhouse_committee", Message::audit_inhouse_committee},
      {"committee_outside_members", Message::audit_committee_outside_members},
      {"external_audit", Message::audit_external_audit},
      {"certification", Message::audit_certification},
      {"visual_inspection", Message::use_visual_inspection},
      {"predictive_maintenance", Message::use_predictive_maintenance},
      {"robot", Message::use_robot},
      {"process_control", Message::use_process_control},
      {"planning", Message::use_planning},
      {"generative_content", Message::use_generative_content},
      {"hr_credit", Message::use_hr_credit},
      {"medical", Message::use_medical},
      {"business_agent", Message::use_business_agent},
      {"personal_aid", Message::use_personal_aid},
      {"high", Message::confidence_high},
      {"medium", Message::confidence_medium},
      {"low", Message::confidence_low},
  };
  for (const auto& [known, message] : names) {
    if (known == word) return language::text(language, message);
  }
  return std::string(word);
}

std::string name_of_business(std::string_view business_type, language::Language language) {
  using language::Message;
  static constexpr std::pair<std::string_view, Message> names[] = {
      {"foundation_developer", Message::business_foundation_developer},
      {"custom_developer", Message::business_custom_developer},
      {"integrator", Message::party_integrator},
      {"business_user", Message::party_business_user},
      {"consumer", Message::business_consumer},
  };
  for (const auto& [known, message] : names) {
    if (known == business_type) return language::text(language, message);
  }
  return std::string(business_type);
}

}  // namespace tenbin::cli
