#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/perils/ai_claim.hpp"
#include "tenbin/perils/each.hpp"

/// An AI reads an image or a value wrongly, and a patient is hurt.
namespace tenbin::perils {
namespace {

const std::string name = "misdiagnosis";

/// A supplier's claims by its fees; a hospital's or a consumer service's by the patients whose findings the
/// AI reads, over the share that it misses against the reference.
std::vector<Source> sources(Circumstances& at) {
  const bool by_patients = at.states("patients");
  Source source = ai_claim(at, name);
  if (by_patients) {
    const real reference = at.number(name, "reference_false_negative_rate");
    const real rate = at.exposure("patients") * at.number(name, "rate_per_patient") *
                      at.performance("false_negative_rate", reference) / reference *
                      at.people("injury_frequency");
    source.frequency = std::make_shared<Poisson>(rate);
  }
  const real median = at.number(name, "median") * at.people("injury_severity");
  source.heads.push_back({Damage::bodily_injury, 1, at.lognormal(median, at.number(name, "sigma")),
                          by_patients ? Bearing::fixed_shares : ai_claim_bearing(at)});
  return by_patients ? at.by_recourse(source) : ai_claim_parts(at, source);
}

}  // namespace

Peril misdiagnosis() { return {name, ai_claim_requirements(), sources}; }

}  // namespace tenbin::perils
