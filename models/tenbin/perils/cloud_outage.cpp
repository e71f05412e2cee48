#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/components.hpp"
#include "tenbin/perils/each.hpp"

/// I: a cloud or a model service that the deployment hangs on is down for hours.
namespace tenbin::perils {
namespace {

const std::string name = "cloud_outage";

std::vector<Source> sources(Circumstances& at) { return outages(at, name); }

}  // namespace

Peril cloud_outage() {
  return {name,
          {{"gross_profit_per_day", message::purpose_gross_profit_per_day, {}, {"business_user"}, "fees"}},
          sources};
}

}  // namespace tenbin::perils
