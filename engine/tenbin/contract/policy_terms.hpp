#pragma once

#include <limits>
#include <vector>

#include "tenbin/contract/gap_reason.hpp"
#include "tenbin/contract/terms.hpp"

namespace tenbin {

/// What the deductible of occurrence terms is in law. Both leave the first `amount` of an occurrence with the
/// insured and carry the whole limit above it (a limit is a width, see OccurrenceTerms). They differ in
/// defence cost outside the limit:
/// - deductible: the insurer defends from the first yen; the deductible counts damages only (ISO CG 03 00
///   01 96, "our right and duty to defend ... apply irrespective of the deductible").
/// - self_insured: the insured defends itself until damages and defence cost together have used the retention
///   up; defence comes first, being spent first (IRMI glossary, "self-insured retention": the insured pays
///   defence and indemnity until it is reached; retention 25,000, both together 100,000: insurer 75,000).
/// Where defence cost is inside the limit both count the sum. United States forms let a deductible also
/// reduce the limit: that is a limit smaller by the deductible (scenario key "limit_basis").
enum class RetentionKind { deductible, self_insured };

/// Where defence cost of a covered claim goes (Open Exposure Data, field DefenceCost).
enum class DefenceCost {
  outside,     ///< paid in addition: no deductible, limit or aggregate counts it; the insurer's share applies
  inside,      ///< counts as loss under every term
  not_covered  ///< stays with the insured
};

/// Which claims of long-tail perils a policy answers (Open Exposure Data, field CoverageTrigger).
enum class Trigger {
  losses_occurring,  ///< occurred in the policy year, whenever reported
  claims_made        ///< reported in the policy year, and occurred after the retroactive date
};

/// What kind of AI may contribute to the events of a peril.
enum class AiCause { none, predictive, generative };

/// Events to which AI contributed and that a policy leaves out (ISO forms CG 40 47, CG 40 48 01 26:
/// generative AI; W. R. Berkley PC 51380: any AI).
enum class AiExclusion { none, generative_only, all_ai };

/// True where the exclusion names this cause.
inline bool excludes(AiExclusion exclusion, AiCause cause) {
  return (exclusion == AiExclusion::all_ai && cause != AiCause::none) ||
         (exclusion == AiExclusion::generative_only && cause == AiCause::generative);
}

/// What counts as one occurrence for deductibles, retentions and occurrence limits.
enum class OccurrenceBasis {
  event,  ///< each event
  cause   ///< batch clause: all events of a year with the same cause id together
};

/// Terms of a section, in the order in which they apply.
struct SectionTerms {
  AiExclusion ai_exclusion = AiExclusion::none;
  DefenceCost defence_cost = DefenceCost::outside;
  RetentionKind retention = RetentionKind::deductible;
  /// Part of the ordinary deductible that stands for a waiting time [currency]; names the reason only.
  double waiting_amount = 0;
  /// Worth of the indemnity period after the waiting time [currency]; names the reason only, the occurrence
  /// limit must not exceed indemnity_amount + waiting_amount - deductible.
  double indemnity_amount = std::numeric_limits<double>::infinity();
  OccurrenceTerms occurrence;
  AggregateTerms aggregate;

  /// What keeps an occurrence that stays below the section's terms with the insured.
  GapReason kept_by() const {
    if (waiting_amount > 0) return GapReason::waiting_time;
    return retention == RetentionKind::self_insured ? GapReason::self_insured_retention
                                                    : GapReason::deductible;
  }
};

/// Terms of a policy.
struct PolicyTerms {
  Trigger trigger = Trigger::losses_occurring;
  double retroactive_years =
      std::numeric_limits<double>::infinity();  ///< claims made: before inception, >= 0
  OccurrenceBasis basis = OccurrenceBasis::event;
  std::vector<SectionTerms> sections;
  RetentionKind retention = RetentionKind::deductible;
  OccurrenceTerms occurrence;  ///< on what the sections pay for an occurrence
  AggregateTerms aggregate;    ///< on the year

  /// @throw ParameterError where a self-insured retention or a waiting amount has no ordinary deductible to
  /// stand in, or a number is out of range
  void check() const;
};

/// Whether the trigger lets a claim through. Times in years from the policy's inception, which lasts [0, 1).
inline bool triggers(Trigger trigger, double retroactive_years, double occurred, double reported) {
  return trigger == Trigger::claims_made ? reported >= 0 && reported < 1 && occurred >= -retroactive_years
                                         : occurred >= 0 && occurred < 1;
}

/// An amount of damages and an amount of defence cost that is outside the limits.
struct Lanes {
  double loss = 0;
  double defence = 0;
  friend bool operator==(const Lanes&, const Lanes&) = default;
};

/// Payment for an occurrence with damages `loss` and defence cost outside the limits `defence`, both >= 0.
inline Lanes apply(const OccurrenceTerms& terms, RetentionKind retention, const Lanes& claim) {
  if (retention == RetentionKind::deductible)
    return {apply(terms, claim.loss), terms.share() * claim.defence};
  const double kept = terms.deductible().amount();
  const double rest = std::max(kept - claim.defence, 0.0);  // of the retention, for damages
  return {terms.share() * std::min(std::max(claim.loss - rest, 0.0), terms.limit()),
          terms.share() * std::max(claim.defence - kept, 0.0)};
}

}  // namespace tenbin
