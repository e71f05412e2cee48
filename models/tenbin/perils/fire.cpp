#include "tenbin/perils/fire.hpp"

#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/severity/mbbefd.hpp"
#include "tenbin/severity/scaled.hpp"

/// J: fire of all causes but the AI.
namespace tenbin::perils {
namespace {

const std::string name = "fire";

std::vector<Source> sources(Circumstances& at) {
  const real by_ai =
      has_peril(at.deployment(), "fire_by_ai", at.library().library()) ? at.number(name, "ai_share") : 0;
  Source source = at.source(name, std::make_shared<Poisson>(fire_rate(at) * (1 - by_ai)));
  source.heads = fire_damage(at);
  return {source};
}

}  // namespace

real fire_rate(const Circumstances& at) { return at.number(name, "rate"); }

std::vector<HeadLaw> fire_damage(const Circumstances& at) {
  const auto damage =
      std::make_shared<Mbbefd>(Mbbefd::swiss_re(at.number(name, "curve"), at.exposure("insured_value")));
  constexpr int one_uniform = 0;
  HeadLaw property{Damage::own_property, 1, damage, at.owner(), 0};
  property.dependence_group = one_uniform;
  std::vector<HeadLaw> heads{property};
  if (at.states("gross_profit_per_day")) {
    HeadLaw stop{Damage::business_interruption, 1,
                 std::make_shared<Scaled>(damage, at.number(name, "interruption_ratio")), at.owner(),
                 at.exposure("gross_profit_per_day") / hours_per_day};
    stop.dependence_group = one_uniform;
    heads.push_back(stop);
  }
  return heads;
}

Peril fire() { return {name, {{"insured_value", message::purpose_insured_value}}, sources}; }

}  // namespace tenbin::perils
