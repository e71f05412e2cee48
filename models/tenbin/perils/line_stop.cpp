#include <cmath>
#include <limits>
#include <memory>

#include "tenbin/exact/annual_total.hpp"
#include "tenbin/frequency/binomial.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/perils/small_losses.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/scaled.hpp"
#include "tenbin/severity/truncated.hpp"

/// E: stops without damage. Those longer than a threshold are events, with the lognormal law above it; the
/// many short ones, which no waiting time lets through, are one amount a year.
namespace tenbin::perils {
namespace {

const std::string name = "line_stop";

std::vector<Source> sources(Circumstances& at) {
  const real per_hour = at.exposure("gross_profit_per_day") / hours_per_day;
  const real sigma = at.number(name, "sigma");
  const auto hours =
      std::make_shared<Lognormal>(std::log(at.number(name, "mean_hours")) - sigma * sigma / 2, sigma);
  const real threshold = at.number(name, "threshold_hours");
  const real stops = at.number(name, "stops_per_year") * at.number(name, "covered_share");
  const real rate = stops * hours->survival(threshold);
  Source source = at.source(name, std::make_shared<Poisson>(rate));
  const auto above = std::make_shared<Truncated>(hours, threshold, std::numeric_limits<real>::infinity());
  source.heads.push_back(
      {Damage::interruption, 1, std::make_shared<Scaled>(above, per_hour), Bearing::business_user, per_hour});
  Source small = at.source(small_losses(name), std::make_shared<Binomial>(1, 1));
  small.occasion = Occasion::year;
  const auto below = std::make_shared<Truncated>(hours, 0, threshold);
  small.heads.push_back(
      {Damage::interruption, 1,
       std::make_shared<AnnualTotal>(stops - rate, std::make_shared<Scaled>(below, per_hour)),
       Bearing::business_user, per_hour});
  small.heads.back().each_below = threshold * per_hour;
  return {source, small};
}

}  // namespace

Peril line_stop() {
  return {name, {{"gross_profit_per_day", message::purpose_gross_profit_per_day}}, sources};
}

}  // namespace tenbin::perils
