#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/perils/fire.hpp"

/// J: fire or energy release that an AI in control of heat, pressure or power causes.
namespace tenbin::perils {
namespace {

std::vector<Source> sources(Circumstances& at) {
  Source source =
      at.source("fire_by_ai", std::make_shared<Poisson>(fire_rate(at) * at.number("fire", "ai_share")));
  at.add_quality(source, "fire_by_ai");
  source.heads = fire_damage(at);
  return {source};
}

}  // namespace

Peril fire_by_ai() { return {"fire_by_ai", {{"insured_value", message::purpose_insured_value}}, sources}; }

}  // namespace tenbin::perils
