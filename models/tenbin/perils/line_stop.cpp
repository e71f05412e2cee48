#include <cmath>
#include <limits>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/scaled.hpp"
#include "tenbin/severity/truncated.hpp"

/// E: stops without damage longer than a threshold, with the lognormal law above it.
namespace tenbin::perils {
namespace {

const std::string name = "line_stop";

std::vector<Source> sources(Circumstances& at) {
  const real per_hour = at.exposure("gross_profit_per_day") / hours_per_day;
  const real sigma = at.number(name, "sigma");
  const auto hours =
      std::make_shared<Lognormal>(std::log(at.number(name, "mean_hours")) - sigma * sigma / 2, sigma);
  const real threshold = at.number(name, "threshold_hours");
  const real rate =
      at.number(name, "stops_per_year") * at.number(name, "covered_share") * hours->survival(threshold);
  Source source = at.source(name, std::make_shared<Poisson>(rate));
  const auto above = std::make_shared<Truncated>(hours, threshold, std::numeric_limits<real>::infinity());
  source.heads.push_back(
      {Damage::interruption, 1, std::make_shared<Scaled>(above, per_hour), Bearing::business_user, per_hour});
  return {source};
}

}  // namespace

Peril line_stop() {
  return {name, {{"gross_profit_per_day", message::purpose_gross_profit_per_day}}, sources};
}

}  // namespace tenbin::perils
