#include "tenbin/scenario/vocabulary.hpp"

#include <algorithm>

#include "tenbin/perils/source.hpp"

namespace tenbin::scenario {

using Words = std::vector<std::string>;

const Words& parties() {
  static const Words words = {"data_provider", "developer",     "integrator",
                              "machine_maker", "business_user", "auditor"};
  return words;
}

const std::vector<std::pair<std::string, std::string>>& party_codes() {
  static const std::vector<std::pair<std::string, std::string>> codes = {
      {"DATA", "data_provider"}, {"DEV", "developer"},     {"INT", "integrator"},
      {"MFR", "machine_maker"},  {"OPR", "business_user"}, {"AUD", "auditor"}};
  return codes;
}

const Words& products() {
  static const Words words = {"quality_assurance_liability", "smart_factory"};
  return words;
}

const Words& covers(std::string_view product) {
  static const Words quality_assurance_liability = {"third_party_liability", "recall",
                                                    "performance_guarantee", "corrective_cost", "defence"};
  static const Words smart_factory = {"property",
                                      "machinery",
                                      "business_interruption",
                                      "non_damage_interruption",
                                      "contingent_interruption",
                                      "cyber",
                                      "product_liability",
                                      "recall",
                                      "employers_liability",
                                      "extra_expense"};
  static const Words none;
  if (product == "quality_assurance_liability") return quality_assurance_liability;
  return product == "smart_factory" ? smart_factory : none;
}

const Words& all_covers() {
  static const Words words = [] {
    Words result = {"all"};
    for (const std::string& product : products()) {
      for (const std::string& cover : covers(product)) {
        if (std::find(result.begin(), result.end(), cover) == result.end()) result.push_back(cover);
      }
    }
    return result;
  }();
  return words;
}

const Words& time_based_covers() {
  static const Words words = {"business_interruption", "non_damage_interruption", "contingent_interruption"};
  return words;
}

const Words& damage_heads() {
  static const Words words = [] {
    Words result;
    for (int i = 1; i < perils::damage_heads; ++i)
      result.push_back(perils::to_string(static_cast<perils::Damage>(i)));
    return result;
  }();
  return words;
}

const Words& use_cases() {
  static const Words words = {"visual_inspection",
                              "predictive_maintenance",
                              "robot",
                              "process_control",
                              "planning",
                              "generative_content",
                              "hr_credit",
                              "medical",
                              "business_agent",
                              "personal_aid"};
  return words;
}

const Words& business_types() {
  static const Words words = {"foundation_developer", "custom_developer", "integrator", "business_user",
                              "consumer"};
  return words;
}

const Words& audit_methods() {
  static const Words words = {"self_check", "inhouse_committee", "committee_outside_members",
                              "external_audit", "certification"};
  return words;
}

}  // namespace tenbin::scenario
