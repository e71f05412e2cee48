#include "tenbin/perils/ai_claim.hpp"

#include <cmath>
#include <memory>

#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/perils/peril.hpp"
#include "tenbin/perils/supplier.hpp"

namespace tenbin::perils {
namespace {

/// @param fees at the library's prices [yen/yr]
real rate_of_supplier(const Circumstances& at, real fees) {
  constexpr real reference_fees = 0.5L * billion;
  return at.number("peril/professional_error/rate") * at.number("ai_claim", "multiplier") *
         at.number("ai_claim", "ai_share") *
         std::pow(fees / reference_fees, at.number("professional_error", "fees_exponent"));
}

real all_claims(const Circumstances& at) {
  if (at.sells()) {
    const Supplier firm = supplier(at);
    return rate_of_supplier(at, firm.fees / at.money_scale()) * firm.deployment / firm.fees;
  }
  if (at.sells_to_consumers()) return rate_of_supplier(at, at.turnover() * billion);
  constexpr real reference_turnover = 20;  // [bn]
  return at.number("ai_claim", "user_rate") * at.relativity("frequency") *
         std::pow(at.income() / reference_turnover, at.number("ai_claim", "turnover_exponent"));
}

/// What individuals claim is sized by what they are (people); the business type would say it twice.
real relative_size(const Circumstances& at) {
  if (at.sells()) return 1;
  return at.sells_to_consumers() ? at.relativity_of_use_case("severity") : at.relativity("severity");
}

}  // namespace

Source ai_claim(Circumstances& at, const std::string& peril) {
  const real rate = all_claims(at) * at.number(peril, "share") * at.people("claim_frequency");
  Source source = at.source(peril, std::make_shared<Poisson>(rate));
  at.add_quality(source, "ai_claim");
  return source;
}

SeverityPtr ai_claim_size(const Circumstances& at, const std::string& peril) {
  const bool by_supplier = at.sells();
  const real median = at.number("ai_claim", by_supplier ? "supplier_median" : "user_median") *
                      at.number(peril, "relative_size") * relative_size(at) * at.people("claim_severity");
  return at.lognormal(median, at.number("ai_claim", by_supplier ? "supplier_sigma" : "user_sigma"));
}

Bearing ai_claim_bearing(const Circumstances& at) {
  return at.sells() ? at.business() : Bearing::fixed_shares;
}

std::vector<Source> ai_claim_parts(const Circumstances& at, const Source& whole) {
  if (at.sells()) return {whole};
  return at.by_recourse(whole);
}

std::vector<Requirement> ai_claim_requirements() { return turnover_requirements(message::purpose_claims); }

}  // namespace tenbin::perils
