#include "tenbin/perils/supplier.hpp"

#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/perils.hpp"

namespace tenbin::perils {

Supplier supplier(const Circumstances& at) {
  const char* const sites_of_library = "peril/professional_error/sites";
  Supplier result;
  if (!at.states("annual_fee")) {
    result.party = at.business();
    result.fees = result.deployment = at.exposure("fees");
    result.sites = at.states("sites") ? at.exposure("sites") : at.number(sites_of_library);
    return result;
  }
  const real fee = at.exposure("annual_fee");
  result.deployment = fee;
  // The rate grows with the supplier's whole business; without a figure for it, sites like this one.
  result.fees = at.states("fees")    ? at.exposure("fees")
                : at.states("sites") ? fee * at.exposure("sites")
                                     : fee * at.number(sites_of_library);
  check(result.fees >= fee, "exposure", "fees", result.fees, "at least annual_fee, which is a part of it");
  return result;
}

std::vector<Requirement> supplier_requirements() {
  return {{"fees", message::purpose_fees, {}, {}, "annual_fee"}};
}

}  // namespace tenbin::perils
