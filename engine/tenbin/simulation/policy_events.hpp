#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "tenbin/contract/policy_walk.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/simulation/event_table.hpp"
#include "tenbin/simulation/plan.hpp"

namespace tenbin {

/// A block's events as one policy of a plan sees them, one by one in the calendar: what `PolicyWalk` takes,
/// and the heads that its answer is made of.
class PolicyEvents {
 public:
  /// A head of a source in one place: a section's list, or what no section names.
  struct Part {
    int head;
    double weight;
  };
  /// The lists of one section for one source.
  struct Section {
    std::vector<Part> covered, defence, excluded, declined, below;
  };

  /// @param design the design that `policy` belongs to: its other policies decide with it which events the
  /// insured's year is charged with (see BlockEvaluator)
  /// @throw ParameterError where the insured is not a party of the plan
  PolicyEvents(const Plan& plan, const DesignPlan& design, const PolicyPlan& policy);

  /// Columns of the event table that are needed.
  static constexpr EventColumns columns{.time = true, .identity = true, .contribution = true};

  /// Events of a block in the order of a calendar, with the first of each year.
  struct Calendar {
    std::vector<std::uint32_t> order;
    std::vector<std::uint32_t> run;  ///< by event: position in EventTable::runs
    std::array<std::uint32_t, block_years + 1> first{};
  };
  /// The calendar of policies with this trigger.
  static void arrange(const EventTable& events, Trigger trigger, Calendar& calendar);

  /// Whether the insured's year is charged with the event.
  bool counts(const EventTable& events, const EventTable::Run& run, std::uint32_t event) const;
  /// The event in the words of the walk; valid until the next call.
  const WalkEvent& read(const EventTable& events, const EventTable::Run& run, std::uint32_t event);

  /// By section; parts of weight zero are left out.
  const std::vector<Section>& sections(std::size_t source) const { return sources_[source].sections; }
  /// What the insured bears and no section names.
  const std::vector<Part>& uncovered(std::size_t source) const { return sources_[source].uncovered; }
  /// What the insured bears.
  const std::vector<Part>& burden(std::size_t source) const { return sources_[source].burden; }

 private:
  enum class Account { occurred, reported, either };
  struct Source {
    std::vector<Section> sections;
    std::vector<Part> burden, uncovered;
    AiCause ai_cause = AiCause::none;
    double ai_probability = 0;
  };
  std::vector<Source> sources_;
  Account account_ = Account::occurred;
  std::vector<double> loss_, defence_, excluded_;
  WalkEvent event_;
};

}  // namespace tenbin
