#include "report/words.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "report/number_format.hpp"
#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/conditions.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/language/messages/export.hpp"
#include "tenbin/language/messages/fields.hpp"
#include "tenbin/language/messages/gaps.hpp"
#include "tenbin/language/messages/liability.hpp"
#include "tenbin/language/messages/names.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/language/messages/rate.hpp"
#include "tenbin/language/messages/regime.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/liability/preset.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/scenario/grid.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using language::Message;
using Named = std::pair<std::string_view, Message>;

/// In the list, or nothing.
std::optional<Message> found_in(std::span<const Named> names, std::string_view id) {
  for (const auto& [known, message] : names) {
    if (known == id) return message;
  }
  return std::nullopt;
}

std::string found_or_id(std::span<const Named> names, std::string_view id, Language language) {
  const std::optional<Message> message = found_in(names, id);
  return message ? text(language, *message) : std::string(id);
}

/// How Japanese writes it: counters follow the number, descriptions stand in brackets.
enum class UnitStands { beside, in_brackets };

struct Unit {
  std::string_view id;
  Message name;
  UnitStands stands;
};

constexpr std::array<Unit, 37> units = {{
    {"factor", message::unit_of_factor, UnitStands::beside},
    {"percent", message::unit_of_percent, UnitStands::beside},
    {"probability", message::unit_of_probability, UnitStands::in_brackets},
    {"log sd", message::unit_of_log_sd, UnitStands::in_brackets},
    {"1/yr", message::unit_of_per_year, UnitStands::beside},
    {"count", message::unit_of_count, UnitStands::in_brackets},
    {"exponent", message::unit_of_exponent, UnitStands::in_brackets},
    {"exponent per 50 points", message::unit_of_exponent_per_50_points, UnitStands::in_brackets},
    {"year", message::unit_years, UnitStands::beside},
    {"share of claims", message::unit_of_share_of_claims, UnitStands::in_brackets},
    {"score", message::unit_points, UnitStands::beside},
    {"share", message::unit_of_share, UnitStands::in_brackets},
    {"hour", message::unit_hours, UnitStands::beside},
    {"ratio", message::rate_class_ratio, UnitStands::in_brackets},
    {"day", message::unit_of_day, UnitStands::beside},
    {"months", message::unit_months, UnitStands::beside},
    {"currency", message::unit_of_currency, UnitStands::in_brackets},
    {"currency/yr", message::unit_of_currency_per_year, UnitStands::in_brackets},
    {"currency/day", message::unit_of_currency_per_day, UnitStands::in_brackets},
    {"share of annual fee", message::unit_of_share_of_annual_fee, UnitStands::in_brackets},
    {"share of premium", message::unit_of_share_of_premium, UnitStands::in_brackets},
    {"share of premium per point", message::unit_of_share_of_premium_per_point, UnitStands::in_brackets},
    {"share of recall cost", message::unit_of_share_of_recall_cost, UnitStands::in_brackets},
    {"share of standard deviation", message::unit_of_share_of_sd, UnitStands::in_brackets},
    {"share of value", message::unit_of_share_of_value, UnitStands::in_brackets},
    {"1/robot-yr", message::unit_of_per_robot_year, UnitStands::beside},
    {"1/machine-yr", message::unit_of_per_machine_year, UnitStands::beside},
    {"1/device-yr", message::unit_of_per_device_year, UnitStands::beside},
    {"1/site-yr", message::unit_of_per_site_year, UnitStands::beside},
    {"1/model-yr", message::unit_of_per_model_year, UnitStands::beside},
    {"1/patient", message::unit_of_per_patient, UnitStands::beside},
    {"1/month", message::unit_of_per_month, UnitStands::beside},
    {"1/month^(1/2)", message::unit_of_per_root_month, UnitStands::beside},
    {"1/quarter", message::unit_of_per_quarter, UnitStands::beside},
    {"cv", message::unit_of_cv, UnitStands::in_brackets},
    {"correlation", message::unit_of_correlation, UnitStands::in_brackets},
    {"MBBEFD c", message::unit_of_mbbefd, UnitStands::in_brackets},
}};

const Unit* unit_of(std::string_view id) {
  const auto* const found =
      std::find_if(units.begin(), units.end(), [&](const Unit& unit) { return unit.id == id; });
  return found == units.end() ? nullptr : found;
}

/// Three capitals.
bool is_currency(std::string_view unit) {
  return unit.size() == 3 &&
         std::all_of(unit.begin(), unit.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::vector<std::string_view> split(std::string_view words, char mark) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = words.find(mark);
    parts.push_back(words.substr(0, end));
    if (end == std::string_view::npos) return parts;
    words.remove_prefix(end + 1);
  }
}

std::string name_of_part(std::string_view part, Language language) {
  static constexpr Named names[] = {{"recourse", message::part_recourse},
                                    {"no_recourse", message::part_no_recourse},
                                    {"accident", message::attack_none},
                                    {"attack_recognised", message::part_attack_recognised},
                                    {"attack_unrecognised", message::part_attack_unrecognised},
                                    {"by_ai", message::part_by_ai},
                                    {"other", message::part_other},
                                    {"small", message::part_small},
                                    {"ransomware", message::part_ransomware},
                                    {"death", message::part_death},
                                    {"injury", message::part_injury}};
  return found_or_id(names, part, language);
}

std::string name_of_term(std::string_view term, Language language) {
  static constexpr Named names[] = {{"deductible", message::terms_deductible},
                                    {"deductible_rate", message::grid_deductible_rate},
                                    {"deductible_minimum", message::grid_deductible_minimum},
                                    {"deductible_maximum", message::grid_deductible_maximum},
                                    {"self_insured_retention", message::gap_reason_self_insured_retention},
                                    {"waiting_hours", message::grid_waiting_hours},
                                    {"indemnity_hours", message::grid_indemnity_hours},
                                    {"limit", message::grid_limit},
                                    {"share", message::terms_share},
                                    {"aggregate_limit", message::grid_aggregate_limit},
                                    {"aggregate_deductible", message::gap_reason_aggregate_deductible},
                                    {"trigger", message::condition_trigger},
                                    {"batch_clause", message::condition_batch},
                                    {"defence_cost", message::condition_defence},
                                    {"fines", message::condition_fines},
                                    {"ai_exclusion", message::condition_ai}};
  return found_or_id(names, term, language);
}

/// Of a term that is a word or a number as in ids ("1e6").
std::string value_of_term(std::string_view value, Language language) {
  static constexpr Named names[] = {{"unlimited", message::terms_unlimited},
                                    {"none", message::terms_none},
                                    {"losses_occurring", message::condition_losses_occurring},
                                    {"claims_made", message::condition_claims_made},
                                    {"by_cause", message::condition_by_cause},
                                    {"outside", message::condition_defence_outside},
                                    {"inside", message::condition_defence_inside},
                                    {"covered", message::condition_covered},
                                    {"not_covered", message::condition_not_covered},
                                    {"all_ai", message::condition_ai_all},
                                    {"generative_only", message::condition_ai_generative}};
  const std::string words(value);
  char* end = nullptr;
  const double number = std::strtod(words.c_str(), &end);
  if (end != words.c_str() && *end == '\0') return significant_digits(number, 12);
  return found_or_id(names, value, language);
}

/// "POLICY.SECTION.TERM=VALUE", the first two where they are needed
std::string grid_term(std::string_view words, Language language) {
  const std::size_t mark = words.find('=');
  if (mark == std::string_view::npos) return std::string(words);
  const std::string_view key = words.substr(0, mark);
  const std::size_t dot = key.rfind('.');
  const language::Arguments own = {
      {"term", name_of_term(key.substr(dot == std::string_view::npos ? 0 : dot + 1), language)},
      {"value", value_of_term(words.substr(mark + 1), language)}};
  std::string term = text(language, message::grid_term, own);
  if (dot == std::string_view::npos) return term;
  std::string owner;
  for (const std::string_view part : split(key.substr(0, dot), '.'))
    owner += (owner.empty() ? "" : text(language, message::list_separator)) + name_of_word(part, language);
  return text(language, message::grid_term_of, {{"owner", owner}, {"term", term}});
}

}  // namespace

std::string name_of_word(std::string_view word, language::Language language) {
  static constexpr Named names[] = {
      {"data_provider", message::party_data_provider},
      {"developer", message::party_developer},
      {"integrator", message::party_integrator},
      {"machine_maker", message::party_machine_maker},
      {"business_user", message::party_business_user},
      {"auditor", message::party_auditor},
      {"victim", message::party_victim},
      {"direct_insurer", message::party_direct_insurer},
      {"fund", message::council_fund},
      {"workers", message::council_workers},
      {"consumers", message::council_consumers},
      {"elderly_or_disabled", message::council_elderly},
      {"businesses", message::council_businesses},
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
  return found_or_id(names, word, language);
}

std::string name_of_business(std::string_view business_type, language::Language language) {
  static constexpr Named names[] = {
      {"foundation_developer", message::business_foundation_developer},
      {"custom_developer", message::business_custom_developer},
      {"integrator", message::party_integrator},
      {"business_user", message::party_business_user},
      {"consumer", message::business_consumer},
  };
  return found_or_id(names, business_type, language);
}

std::string name_of_peril(std::string_view peril, language::Language language) {
  const std::vector<std::string_view> parts = split(peril, '/');
  const library::PerilEntry* const known = library::standard_library().peril(parts.front());
  if (known == nullptr) return std::string(peril);
  const std::string& name = language == Language::japanese ? known->name_ja : known->name_en;
  if (parts.size() == 1) return name;
  std::string further;
  for (std::size_t i = 1; i < parts.size(); ++i)
    further +=
        (further.empty() ? "" : text(language, message::list_separator)) + name_of_part(parts[i], language);
  return text(language, message::peril_in_parts, {{"peril", name}, {"parts", further}});
}

std::string name_of_exposure(std::string_view exposure, language::Language language) {
  if (exposure == "turnover") return text(language, message::exposure_turnover);
  if (exposure == "annual_fee") return text(language, message::exposure_annual_fee);
  for (const library::Exposure& known : library::standard_library().exposures()) {
    if (known.id == exposure)
      return language == Language::japanese ? known.description_ja : known.description_en;
  }
  return std::string(exposure);
}

std::string name_of_unit(std::string_view unit, language::Language language) {
  if (const Unit* known = unit_of(unit)) return text(language, known->name);
  return is_currency(unit) ? money_unit(0, std::string(unit), language).name : std::string(unit);
}

std::string with_unit(const std::string& value, std::string_view unit, language::Language language) {
  if (unit.empty()) return value;
  const Unit* known = unit_of(unit);
  const bool beside = known == nullptr || known->stands == UnitStands::beside;
  return text(language, beside ? message::unit_beside : message::unit_in_brackets,
              {{"value", value}, {"unit", name_of_unit(unit, language)}});
}

std::span<const std::string_view> units_with_names() {
  static const std::array<std::string_view, units.size()> ids = [] {
    std::array<std::string_view, units.size()> made;
    std::transform(units.begin(), units.end(), made.begin(), [](const Unit& unit) { return unit.id; });
    return made;
  }();
  return ids;
}

std::string name_of_value(std::string_view axis, std::string_view value, language::Language language) {
  static constexpr Named values[] = {{"assist", message::name_assist},
                                     {"substitute", message::name_substitute},
                                     {"with", message::name_with_ai},
                                     {"used", message::name_with_ai},
                                     {"without", message::name_without_ai},
                                     {"shared", message::name_shared},
                                     {"independent", message::name_independent},
                                     {"fixed_shares", message::name_fixed_shares},
                                     {"auto_parts", message::class_auto_parts},
                                     {"electronics", message::class_electronics},
                                     {"food", message::class_food},
                                     {"care_devices", message::class_care_devices},
                                     {"machine_parts", message::class_machine_parts}};
  if (axis == "business_type") return name_of_business(value, language);
  if (axis == "liability" || axis == "liability.rule") return name_of_rule(value, language);
  if (value == "none")
    return text(language, axis == "deployment.ai" ? message::name_without_ai : message::terms_none);
  const std::optional<Message> known = found_in(values, value);
  return known ? text(language, *known) : name_of_word(value, language);
}

std::string name_of_axis(std::string_view axis, language::Language language) {
  static constexpr Named axes[] = {{"design", message::sheet_design},
                                   {"audit.method", message::audit_method},
                                   {"audit.score", message::axis_name_audit_score},
                                   {"audit.age_months", message::axis_name_audit_age},
                                   {"liability", message::axis_name_liability},
                                   {"liability.rule", message::axis_name_liability},
                                   {"deployment.ai", message::axis_name_ai},
                                   {"common_events", message::axis_name_common_events},
                                   {"use_case", message::axis_name_use_case},
                                   {"business_type", message::axis_name_business_type},
                                   {"autonomy", message::axis_name_autonomy},
                                   {"product_class", message::axis_name_product_class}};
  return found_or_id(axes, axis, language);
}

std::string name_of_variant(std::string_view axis, std::string_view value, language::Language language) {
  const std::string name = name_of_axis(axis, language);
  if (name == axis) return name + " " + name_of_word(value, language);
  return text(language, message::axis_value,
              {{"axis", name}, {"value", name_of_value(axis, value, language)}});
}

std::string meaning_of_number(std::string_view id, language::Language language) {
  static constexpr Named parameters[] = {{"claim_prob", message::doc_preset_claim_prob},
                                         {"rho", message::doc_preset_rho},
                                         {"phi", message::doc_preset_phi},
                                         {"victim_cost_rate", message::doc_preset_victim_cost},
                                         {"fee_shift", message::doc_preset_fee_shift},
                                         {"defence_rate", message::doc_preset_defence},
                                         {"q_defect", message::doc_preset_q_defect},
                                         {"q_operator", message::doc_preset_q_operator}};
  if (const std::optional<Message> found = found_in(parameters, id)) return text(language, *found);
  const library::Library& library = library::standard_library();
  if (!library.has(id)) return "";
  const library::Number& number = library.number(id);
  return language == Language::japanese ? number.description_ja : number.description_en;
}

std::string name_with_id(const std::string& name, const std::string& id, language::Language language) {
  return text(language, message::name_with_id, {{"name", name}, {"id", id}});
}

std::string name_of_rule(std::string_view rule, language::Language language) {
  if (rule == "fixed_shares") return text(language, message::name_fixed_shares);
  const liability::Preset* const preset = liability::find_preset(std::string(rule));
  if (preset == nullptr) return std::string(rule);
  return name_with_id(preset->name.in(language), std::string(preset->id), language);
}

std::string terms_of_grid(std::string_view design, language::Language language) {
  const std::size_t begin = design.rfind('[');
  if (begin == std::string_view::npos || design.back() != ']') return "";
  std::string terms;
  for (const std::string_view term : split(design.substr(begin + 1, design.size() - begin - 2), ','))
    terms += (terms.empty() ? "" : text(language, message::list_separator)) + grid_term(term, language);
  return terms;
}

std::string name_of_design(const scenario::CoverageDesign& design, language::Language language) {
  std::string name = design.name.empty() ? design.id : design.name;
  if (!scenario::is_from_grid(design.id)) return name;
  // The name has the terms in brackets, as the id has.
  return name.substr(0, name.rfind('[')) + "[" + terms_of_grid(name, language) + "]";
}

std::string name_of_design(std::span<const scenario::CoverageDesign> designs, std::string_view id,
                           language::Language language) {
  for (const scenario::CoverageDesign& design : designs) {
    if (design.id == id) return name_of_design(design, language);
  }
  return std::string(id);
}

}  // namespace tenbin::cli
