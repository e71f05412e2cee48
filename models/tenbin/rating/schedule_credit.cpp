#include "tenbin/rating/schedule_credit.hpp"

#include <algorithm>

namespace tenbin::rating {

result::AuditCredit schedule_credit(const result::AuditPosterior& audit, library::LibraryReader& library) {
  result::AuditCredit credit;
  credit.deployment = audit.deployment;
  credit.cap = library("rating/schedule/cap");
  credit.uncapped = library("rating/schedule/credit_per_point") * (audit.mean - library("audit/prior/mean"));
  credit.credit = std::clamp(credit.uncapped, -credit.cap, credit.cap);
  return credit;
}

}  // namespace tenbin::rating
