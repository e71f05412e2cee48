#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "tenbin/contract/gap_reason.hpp"
#include "tenbin/contract/policy_terms.hpp"

namespace tenbin {

/// One event as a policy sees it: parts of the insured's burden, each >= 0. By section of the policy, or
/// empty where all are zero.
struct WalkEvent {
  double occurred = 0;                 ///< years from inception; negative before it
  double reported = 0;                 ///< years from inception
  std::uint64_t cause = 0;             ///< events with the same cause belong together
  AiCause ai = AiCause::none;          ///< none also where AI could have contributed, but did not
  std::span<const double> loss{};      ///< damages that the section covers
  std::span<const double> defence{};   ///< defence cost of what the section covers
  std::span<const double> excluded{};  ///< what the section would cover but for an exclusion that is no
                                       ///< matter of AI
  double uncovered = 0;                ///< of the burden, what no section names
};

/// What became of an amount: burden = paid + the sum of the gaps.
struct Fate {
  double burden = 0;
  double paid = 0;
  /// By GapReason. Not negative, but for a franchise or a retention on a series of claims (batch clause):
  /// where a later claim brings in what an earlier one of its series had left with the insured, the release
  /// is negative at the later one.
  std::array<double, gap_reasons> gap{};

  double operator[](GapReason reason) const { return gap[static_cast<std::size_t>(reason)]; }
  double& operator[](GapReason reason) { return gap[static_cast<std::size_t>(reason)]; }
  double retained() const;
};

/// The calendar of one policy-year, event by event: the reference for the columns of `BlockEvaluator`, and
/// what tells every yen its reason.
///
/// Order: not covered, excluded, outside the trigger, then the section's waiting time, deductible or
/// retention, indemnity period, limit, share, annual deductible, annual limit; then the policy's deductible
/// or retention, limit and share on the event's sum over the sections, its annual deductible and annual
/// limit. Terms on occurrences see the year's running sum of a cause where the policy has a batch clause: an
/// event is paid what it adds. What a term of the policy takes falls on the sections in proportion to what
/// they would pay for the event, and in a section on damages and defence inside the limit in proportion to
/// their amounts.
class PolicyWalk {
 public:
  /// @throw ParameterError for terms that are not sound
  explicit PolicyWalk(PolicyTerms terms);

  struct SectionFate {
    Fate loss, defence;  ///< of WalkEvent::loss and ::defence; ::excluded is a gap of its own
    double excluded = 0;
    Lanes payment;  ///< after the section's terms, before the policy's
  };
  struct EventFate {
    std::vector<SectionFate> sections;
    double uncovered = 0;
    Fate total() const;  ///< over sections, lanes and what is not covered
  };

  void start_year();
  /// Events of a year in order: by the time of occurrence where losses occurring trigger, by the time of
  /// report where claims made do; equal times in the order of the event table.
  /// @return valid until the next call
  const EventFate& take(const WalkEvent& event);

  const PolicyTerms& terms() const { return terms_; }

 private:
  static constexpr std::size_t stages = 6;
  using Stages = std::array<Lanes, stages>;
  struct Series {
    std::vector<Lanes> sections;
    Lanes policy;
  };
  struct Year {
    double sum = 0, above = 0, paid = 0;  // of an aggregate: payments, above its deductible, let through
  };
  struct Step {
    double deductible, limit, paid;  // what an aggregate takes and lets through
  };

  static Stages stages_of(const SectionTerms& terms, const Lanes& sum);
  static Stages rise(const SectionTerms& terms, Lanes& sum, const Lanes& claim);
  static Step step(const AggregateTerms& terms, Year& year, double payment);

  PolicyTerms terms_;
  SectionTerms policy_;  // the policy's terms on occurrences
  std::map<std::uint64_t, Series> series_;
  Series single_;
  std::vector<Year> section_years_;
  Year policy_year_;
  EventFate fate_;
  std::vector<double> inside_;  // part of a section's loss lane that is defence cost
  std::vector<Lanes> passed_;   // by the section to the policy
};

}  // namespace tenbin
