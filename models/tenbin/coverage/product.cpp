#include "tenbin/coverage/product.hpp"

#include <fmt/format.h>

#include "tenbin/core/error.hpp"
#include "tenbin/library/library.hpp"

namespace tenbin::coverage {

using perils::Damage;

const std::vector<Product>& products() {
  static const std::vector<Product> all = {
      {"quality_assurance_liability",
       {"integrator", "developer", "machine_maker", "data_provider", "business_user"},
       {{"third_party_liability",
         {Damage::third_party, Damage::bodily_injury, Damage::property_damage, Damage::financial_loss}},
        {"recall", {Damage::recall}},
        {"performance_guarantee", {Damage::performance_shortfall}},
        {"corrective_cost", {Damage::corrective_cost}},
        {"defence", {Damage::defence}}}},
      {"smart_factory",
       {"business_user"},
       {{"property", {Damage::own_property}},
        {"machinery", {Damage::machinery}},
        {"business_interruption", {Damage::business_interruption}},
        {"non_damage_interruption", {Damage::interruption}},
        {"contingent_interruption", {Damage::contingent_interruption}},
        {"cyber", {Damage::incident_response, Damage::attack_liability}},
        {"product_liability", {Damage::third_party, Damage::bodily_injury, Damage::property_damage}},
        {"recall", {Damage::recall}},
        {"employers_liability", {Damage::employer_liability}},
        {"extra_expense", {Damage::extra_expense}}}}};
  return all;
}

const Product& product(std::string_view name) {
  for (const Product& candidate : products()) {
    if (candidate.name == name) return candidate;
  }
  throw ParameterError(fmt::format(
      "product '{}' is not known (there are quality_assurance_liability and smart_factory)", name));
}

const std::vector<std::string>& liability_covers() {
  static const std::vector<std::string> covers = {"third_party_liability", "product_liability"};
  return covers;
}

const std::vector<Damage>& liability_heads() {
  static const std::vector<Damage> heads = {Damage::third_party, Damage::financial_loss,
                                            Damage::bodily_injury, Damage::property_damage};
  return heads;
}

const std::vector<Damage>& time_based_heads() {
  static const std::vector<Damage> heads = {Damage::interruption, Damage::business_interruption,
                                            Damage::contingent_interruption};
  return heads;
}

double insurer_share(const scenario::Section& section) {
  if (section.share) return *section.share;
  if (section.cover != "recall") return 1;
  return 1 - library::standard_library().number(recall_own_share).value;
}

}  // namespace tenbin::coverage
