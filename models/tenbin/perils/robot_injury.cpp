#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/each.hpp"

/// D: a robot hurts somebody: workers of the business, or people in their homes.
namespace tenbin::perils {
namespace {

const std::string name = "robot_injury";

std::vector<Source> sources(Circumstances& at) {
  const bool workers = at.deployment().people.empty();
  // The measured rates are those of strong machines at work.
  const real home = workers ? real{1} : at.number(name, "home_factor");
  const real robots =
      at.exposure("robots") * at.number(name, "exposure_factor") * at.people("injury_frequency") * home;
  const Damage head = workers ? Damage::employer_liability : Damage::bodily_injury;
  const auto kind = [&](const std::string& what) {
    const real rate = robots * at.number(name, what + "_rate") * at.number(name, what + "_claim");
    Source source = at.source("robot_injury/" + what, std::make_shared<Poisson>(rate));
    at.add_quality(source, name);
    const real median = at.number(name, what + "_median") * at.people("injury_severity");
    source.heads.push_back(
        {head, 1, at.lognormal(median, at.number(name, what + "_sigma")), Bearing::fixed_shares});
    return at.by_recourse(source);
  };
  std::vector<Source> sources = kind("death");
  for (Source& source : kind("injury")) sources.push_back(std::move(source));
  return sources;
}

}  // namespace

Peril robot_injury() { return {name, {{"robots", message::purpose_robots}}, sources}; }

}  // namespace tenbin::perils
