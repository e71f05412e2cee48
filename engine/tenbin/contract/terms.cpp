#include "tenbin/contract/terms.hpp"

#include "tenbin/core/error.hpp"

namespace tenbin {

OccurrenceTerms::OccurrenceTerms(Deductible deductible, double limit, double share)
    : deductible_(deductible), limit_(limit), share_(share) {
  check(limit > 0, "OccurrenceTerms", "limit", limit, "positive (leave it out for no limit)");
  check(share > 0 && share <= 1, "OccurrenceTerms", "share", share, "above 0 and at most 1");
}

AggregateTerms::AggregateTerms(double deductible, double limit) : deductible_(deductible), limit_(limit) {
  check_nonnegative_finite("AggregateTerms", "deductible", deductible);
  check(limit > 0, "AggregateTerms", "limit", limit, "positive (leave it out for no limit)");
}

}  // namespace tenbin
