#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/severity/lognormal.hpp"

/// F: attacks on the firm's systems, with AI on the attacker's side or not; the prices hold both.
namespace tenbin::perils {
namespace {

const std::string name = "cyber";

Source incident(const Circumstances& at, const std::string& kind) {
  constexpr real reference_turnover = 4;  // [bn], to which the rates refer
  const real rate = at.number(name, kind + "_rate") *
                    std::pow(at.income() / reference_turnover, at.number(name, "turnover_exponent"));
  Source source = at.source("cyber/" + kind, std::make_shared<Poisson>(rate));
  at.add_quality(source, "cyber");
  source.heads.push_back({Damage::incident_response, 1,
                          at.lognormal(at.number(name, kind + "_median"), at.number(name, kind + "_sigma")),
                          at.owner()});
  return source;
}

std::vector<Source> sources(Circumstances& at) {
  Source ransomware = incident(at, "ransomware");
  // A factory or a shop stands still; what a supplier loses so is not modelled.
  if (at.states("gross_profit_per_day") || at.deployment().business_type == "business_user") {
    const real per_day = at.exposure("gross_profit_per_day");
    const auto loss = std::make_shared<Lognormal>(
        std::log(at.number(name, "stop_median_days") * at.number(name, "stop_degree") * per_day),
        at.number(name, "stop_sigma"));
    ransomware.heads.push_back({Damage::interruption, at.number(name, "production_share"), loss, at.owner(),
                                per_day / hours_per_day});
  }
  return {ransomware, incident(at, "other")};
}

}  // namespace

Peril cyber() {
  std::vector<Requirement> requirements = turnover_requirements(message::purpose_turnover);
  requirements.push_back(
      {"gross_profit_per_day", message::purpose_gross_profit_per_day, {}, {"business_user"}});
  return {name, requirements, sources};
}

}  // namespace tenbin::perils
