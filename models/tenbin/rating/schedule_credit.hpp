#pragma once

#include "tenbin/library/library.hpp"
#include "tenbin/result/result.hpp"

namespace tenbin::rating {

/// Schedule rating: credit = rate x (believed quality - class mean), cut at the cap on both sides (library
/// rating/schedule/...). Shown beside the technical premium and never applied to it: the simulated claims
/// already contain what the audit tells of the losses.
result::AuditCredit schedule_credit(const result::AuditPosterior& audit, library::LibraryReader& library);

}  // namespace tenbin::rating
