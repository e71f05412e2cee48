#include <memory>

#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/components.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/severity/beta.hpp"

/// H: the world changes at once, as in a pandemic, and many models drift together. Half a year's benefit of a
/// site, or a supplier's fees, is at stake.
namespace tenbin::perils {
namespace {

const std::string name = "environment_shift";
const std::string event = "shift";

std::vector<Source> sources(Circumstances& at) {
  std::vector<Source> sources = component_events(at, name, event);
  for (Source& source : sources) {
    const bool site = at.states("annual_fee");
    const real a_year = site ? at.exposure("annual_fee") * at.number("drift", "benefit_per_fee")
                             : at.exposure("fees") * at.number(name, "fees_at_stake");
    const real mean = at.number(name, "mean_share");
    const real concentration = at.number(name, "concentration");
    source.heads.push_back({site ? Damage::quality_loss : Damage::performance_shortfall, 1,
                            std::make_shared<Beta>(concentration * mean, concentration * (1 - mean), a_year),
                            at.business()});
  }
  return sources;
}

}  // namespace

Peril environment_shift() {
  return {name, {{"annual_fee", message::purpose_benefit, {}, {}, "fees"}}, sources, event};
}

}  // namespace tenbin::perils
