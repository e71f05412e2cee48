#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/simulation/event_table.hpp"
#include "tenbin/simulation/plan.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin {

/// Applies parties' shares and every design's terms to the events of a block, and writes the block's years.
///
/// Order of terms: as in `PolicyWalk`, which is the reference. Where a policy has terms on occurrences and
/// one of its sections an annual aggregate, or a batch clause, the result depends on the order of events:
/// they are then taken by time. Everywhere else columns and sums suffice.
///
/// A policy's account is the events that its year is charged with: those that occur in the year where losses
/// occurring trigger; those that are reported in it, whenever they occurred, where claims made do; those that
/// do either where an insured has policies of both kinds. Its insured's loss is that of the account, so that
/// retained + paid = burden in each year and no event is counted in two years. `ground_up` and `party/...`
/// are always the events that occur in the year. Without late reports the three are the same.
class BlockEvaluator {
 public:
  /// Adds the subjects of `plan` to `table`.
  /// @throw ParameterError for indices outside the plan
  BlockEvaluator(const Plan& plan, YearLossTable& table);

  /// Columns of the event table that `evaluate` needs.
  EventColumns columns() const;

  /// Memory of one thread.
  struct Workspace {
    std::vector<double> burden, section, policy, insurer, retained, defence, section_defence,
        policy_defence;  ///< by event of a chunk
    struct Order {
      std::int64_t block = -1;
      std::size_t events = 0;
      std::vector<std::uint32_t> order;   ///< of the events of `block` in the calendar
      std::vector<std::uint32_t> series;  ///< by event: number of its cause among those of its year
    };
    Order by_occurrence, by_report;
    std::vector<std::vector<double>> section_payments, section_defences;  ///< by section and event
    std::vector<double> by_event, by_event_paid, by_event_burden;         ///< by event of the block
    std::vector<std::vector<double>> beside;                              ///< by year: see Policy::beside
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
    std::string id;
    BySource covered;
    OccurrenceTerms occurrence;
    AggregateTerms aggregate;
    std::size_t column;  ///< of the table; only where reported or with an aggregate
    bool reported;       ///< a subject of its own: the policy has several sections
    RetentionKind retention;
    BySource defence;  ///< outside the limits
    /// By source: probability that an event of it is left out because AI contributed.
    std::vector<double> excluded;
    bool any_defence;
    std::size_t beside;                    ///< as Policy::beside, of the section's column
    std::optional<std::size_t> counted{};  ///< as Policy::counted
  };
  /// Events that a year is charged with.
  enum class Account { occurred, reported, either };
  /// An insured's loss under an account.
  struct Burden {
    std::string party;
    Account account;
    BySource burden;
    std::size_t aep, oep;
  };
  struct Policy {
    std::string id;
    /// In the order of their ids, as policies in a design: sums have the same bits in any order of the file.
    std::vector<Section> sections;
    OccurrenceTerms occurrence;
    AggregateTerms aggregate;
    RetentionKind retention;
    Trigger trigger;
    double retroactive_years;
    Account account;
    bool any_aggregate;  ///< of a section
    bool by_time;        ///< the order of events matters
    bool by_cause;       ///< batch clause
    bool any_defence;    ///< outside the limits
    /// Number of the column in Workspace::beside that gathers what no annual aggregate counts: defence cost
    /// outside the limits.
    std::size_t beside;
    /// Column of what the annual limit counts, where defence cost is paid beside it and someone reads it.
    std::optional<std::size_t> counted{};
    /// Payment and retention of an event are the same rising functions of the insured's loss, whatever its
    /// peril: those of the largest loss are the largest, and need no look at other events.
    bool by_largest;
    std::size_t insured;                 ///< number of its insured's loss in `burdens_`
    std::size_t burden_aep, burden_oep;  ///< columns of that loss
    std::size_t paid_aep, paid_oep, retained_aep, retained_oep;
  };
  struct Design {
    std::vector<Policy> policies;
    std::vector<std::size_t> burdens;  ///< of all insureds, in `burdens_`
    bool single;                       ///< one policy: its columns are the design's
    bool by_cause;                     ///< some policy has a batch clause
    std::size_t insurer_oep, insured_oep;
  };
  class Pass;

  BySource by_source(const std::vector<CoveredHead>& list) const;
  void check_overlap(const Policy& policy, const Plan& plan, const PolicyPlan& policy_plan) const;
  bool rises_with_loss(const Policy& policy) const;
  Section make_section(const SectionPlan& section, const Plan& plan) const;
  std::size_t burden_of(const std::string& insured, Account account, const Plan& plan, YearLossTable& table);
  static void add_losses(const std::string& name, Policy& policy, YearLossTable& table);

  std::uint64_t seed_;
  std::size_t sources_, heads_;
  std::size_t source_heads_;        ///< without derived columns
  std::vector<std::string> names_;  ///< of the sources, for messages
  Detail detail_;
  std::size_t ground_up_aep_ = 0, ground_up_oep_ = 0;
  /// Sums by year beside the burdens; the first is the friction, if any.
  struct Extra {
    BySource list;
    std::size_t column;
  };
  std::vector<Extra> extras_;
  bool has_friction_ = false;
  BySource everything_;
  bool has_parties_ = false;
  /// First those of the parties (or of the only one) by occurrence, then the other accounts of some insured.
  std::vector<Burden> burdens_;
  std::size_t parties_ = 0;
  std::vector<bool> late_;     ///< by source: reported after the event
  std::vector<bool> is_year_;  ///< by source: amounts of years, not of events
  std::vector<Design> designs_;
  std::size_t besides_ = 0;
};

}  // namespace tenbin
