#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/perils/each.hpp"
#include "tenbin/perils/inspection_miss.hpp"
#include "tenbin/perils/product_liability.hpp"

/// B: single defective parts that the AI let through, a share of the market's claims at the reference miss
/// rate.
namespace tenbin::perils {
namespace {

std::vector<Source> sources(Circumstances& at) {
  const real reference = reference_false_negative_rate(at);
  const real fnr = at.performance("false_negative_rate", reference);
  const real rate = liability_rate(at) * at.number("isolated_escape", "share") * fnr / reference;
  Source source = at.source("isolated_escape", std::make_shared<Poisson>(rate));
  at.add_quality(source, "inspection_miss");
  source.heads.push_back({Damage::third_party, 1, liability_claim(at), Bearing::fixed_shares});
  return at.by_recourse(source);
}

}  // namespace

Peril isolated_escape() { return {"isolated_escape", {{"turnover", message::purpose_turnover}}, sources}; }

}  // namespace tenbin::perils
