#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tenbin/simulation/event_table.hpp"
#include "tenbin/simulation/plan.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin {

/// Applies parties' shares and every design's terms to the events of a block, and writes the block's years.
///
/// Order of terms: section occurrence terms; section annual aggregate; policy occurrence terms; policy annual
/// aggregate. Where a policy has terms on occurrences and one of its sections an annual aggregate, the result
/// depends on the order of events: they are then taken by time. Everywhere else sums suffice.
class BlockEvaluator {
 public:
  /// Adds the subjects of `plan` to `table`.
  /// @throw ParameterError for indices outside the plan
  BlockEvaluator(const Plan& plan, YearLossTable& table);

  /// Columns of the event table that `evaluate` needs.
  EventColumns columns() const;

  /// Memory of one thread.
  struct Workspace {
    std::vector<double> burden, section, policy, insurer, retained;  ///< by event of a chunk
    std::vector<std::uint32_t> order;  ///< of the events of `ordered_block` by time
    std::int64_t ordered_block = -1;
    std::vector<std::vector<double>> section_payments;  ///< by section and event
  };

  /// Years of `block` in the table that was given to the constructor, which must still be zero; blocks may be
  /// evaluated concurrently.
  void evaluate(const EventTable& events, std::int64_t block, Workspace& workspace,
                YearLossTable& table) const;

  /// Largest relative difference of "burden = paid + retained" over policies that is tolerated.
  static constexpr double conservation_tolerance = 1e-9;

 private:
  struct Weighted {
    std::size_t head;
    double weight;
    bool operator==(const Weighted&) const = default;
  };
  using BySource = std::vector<std::vector<Weighted>>;  ///< heads and weights by source
  struct Section {
    BySource covered;
    OccurrenceTerms occurrence;
    AggregateTerms aggregate;
    std::size_t column;  ///< of the table; only where reported or with an aggregate
    bool reported;       ///< a subject of its own: the policy has several sections
  };
  struct Policy {
    std::vector<Section> sections;
    OccurrenceTerms occurrence;
    AggregateTerms aggregate;
    bool any_aggregate;  ///< of a section
    bool by_time;        ///< the order of events matters
    /// Payment and retention of an event are the same rising functions of the insured's loss, whatever its
    /// peril: those of the largest loss are the largest, and need no look at other events.
    bool by_largest;
    BySource burden;                     ///< of its insured
    std::size_t burden_aep, burden_oep;  ///< columns of the insured's loss
    std::size_t paid_aep, paid_oep, retained_aep, retained_oep;
  };
  struct Design {
    std::vector<Policy> policies;
    BySource burden;  ///< of all insureds
    bool single;      ///< one policy: its columns are the design's
    std::size_t insurer_oep, insured_oep;
  };
  class Pass;
  struct Party {
    std::string id;
    BySource burden;
    std::size_t aep, oep;
  };

  BySource by_source(const std::vector<CoveredHead>& list) const;
  void check_overlap(const Policy& policy, const Plan& plan, const PolicyPlan& policy_plan) const;
  static bool rises_with_loss(const Policy& policy);
  static void add_losses(const std::string& name, Policy& policy, YearLossTable& table);

  std::uint64_t seed_;
  std::size_t sources_, heads_;
  Detail detail_;
  std::size_t ground_up_aep_ = 0, ground_up_oep_ = 0;
  BySource everything_;
  std::vector<Party> parties_;
  std::vector<Design> designs_;
};

}  // namespace tenbin
