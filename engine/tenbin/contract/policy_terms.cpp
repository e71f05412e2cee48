#include "tenbin/contract/policy_terms.hpp"

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

bool is_ordinary(const OccurrenceTerms& terms) {
  return terms.deductible().kind() == Deductible::Kind::ordinary;
}

void check_retention(RetentionKind retention, const OccurrenceTerms& terms) {
  if (retention == RetentionKind::self_insured && !is_ordinary(terms))
    throw ParameterError("PolicyTerms: a self-insured retention must be an ordinary deductible");
}

}  // namespace

void PolicyTerms::check() const {
  constexpr auto function = "PolicyTerms";
  tenbin::check(retroactive_years >= 0, function, "retroactive_years", retroactive_years, "zero or positive");
  check_retention(retention, occurrence);
  for (const SectionTerms& section : sections) {
    check_retention(section.retention, section.occurrence);
    check_nonnegative_finite(function, "waiting_amount", section.waiting_amount);
    tenbin::check(section.indemnity_amount > 0, function, "indemnity_amount", section.indemnity_amount,
                  "positive (leave it out for no end of the indemnity period)");
    const double kept = is_ordinary(section.occurrence) ? section.occurrence.deductible().amount() : 0;
    tenbin::check(section.waiting_amount <= kept, function, "waiting_amount", section.waiting_amount,
                  "at most the ordinary deductible that contains it");
    // Only where there is one: infinity less anything is no limit.
    const double most = section.indemnity_amount + section.waiting_amount - kept;
    tenbin::check(section.occurrence.limit() <= most, function, "limit", section.occurrence.limit(),
                  "at most what the indemnity period is worth");
  }
}

}  // namespace tenbin
