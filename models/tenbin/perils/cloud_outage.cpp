#include <cmath>
#include <memory>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/components.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/severity/pareto1.hpp"
#include "tenbin/severity/scaled.hpp"
#include "tenbin/severity/truncated.hpp"

/// I: a cloud or a model service that the deployment hangs on is down for hours.
namespace tenbin::perils {
namespace {

const std::string name = "cloud_outage";
const std::string event = "outage";

std::vector<Source> sources(Circumstances& at) {
  std::vector<Source> sources = component_events(at, name, event);
  for (Source& source : sources) {
    const real per_hour = cost_per_hour(at);
    const auto hours = std::make_shared<Truncated>(
        std::make_shared<Pareto1>(at.number(name, "hours_alpha"), at.number(name, "threshold_hours")), 0,
        at.number(name, "maximum_hours"));
    source.heads.push_back({Damage::contingent_interruption, 1, std::make_shared<Scaled>(hours, per_hour),
                            at.business(), per_hour});
  }
  return sources;
}

}  // namespace

Peril cloud_outage() {
  return {name,
          {{"gross_profit_per_day", message::purpose_gross_profit_per_day, {}, {"business_user"}, "fees"}},
          sources,
          event};
}

}  // namespace tenbin::perils
