#include "tenbin/perils/source.hpp"

#include <array>

namespace tenbin::perils {
namespace {

constexpr std::array<std::string_view, damage_heads> names = {
    "loss",
    "third_party",
    "recall",
    "financial_loss",
    "interruption",
    "incident_response",
    "performance_shortfall",
    "corrective_cost",
    "bodily_injury",
    "property_damage",
    "own_property",
    "machinery",
    "business_interruption",
    "contingent_interruption",
    "extra_expense",
    "employer_liability",
    "fines",
    "defence",
    "quality_loss",
    "attack_liability",
};
static_assert(static_cast<int>(Damage::attack_liability) + 1 == damage_heads);

}  // namespace

std::string to_string(Damage head) { return std::string(names.at(static_cast<std::size_t>(head))); }

std::optional<Damage> parse_damage(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names.at(i) == name) return static_cast<Damage>(i);
  }
  return std::nullopt;
}

}  // namespace tenbin::perils
