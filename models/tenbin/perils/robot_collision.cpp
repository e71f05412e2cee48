#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/each.hpp"

/// D: a vehicle or robot damages itself, goods, or what belongs to others; part of it is the AI's doing.
namespace tenbin::perils {
namespace {

const std::string name = "robot_collision";

std::vector<Source> sources(Circumstances& at) {
  const real total = at.exposure("robots") * at.number(name, "rate");
  const auto part = [&](const char* suffix, real share) {
    Source source = at.source(name + suffix, std::make_shared<Poisson>(total * share));
    const SeverityPtr law = at.lognormal(at.number(name, "median"), at.number(name, "sigma"));
    source.heads.push_back({Damage::own_property, 1, law, at.owner()});
    source.heads.push_back({Damage::property_damage, at.number(name, "third_party"), law, at.owner()});
    return source;
  };
  const real by_ai = at.number(name, "ai_share");
  Source caused = part("/by_ai", by_ai);
  at.add_quality(caused, "robot_injury");
  return {caused, part("/other", 1 - by_ai)};
}

}  // namespace

Peril robot_collision() { return {name, {{"robots", message::purpose_robots}}, sources}; }

}  // namespace tenbin::perils
