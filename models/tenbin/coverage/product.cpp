#include "tenbin/coverage/product.hpp"

#include <fmt/format.h>

#include "tenbin/core/error.hpp"

namespace tenbin::coverage {

using perils::Damage;

const std::vector<Product>& products() {
  static const std::vector<Product> all = {
      {"quality_assurance_liability",
       {"integrator", "developer", "machine_maker", "data_provider"},
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
        {"cyber", {Damage::incident_response}},
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

}  // namespace tenbin::coverage
