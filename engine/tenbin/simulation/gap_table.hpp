#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/contract/gap_reason.hpp"
#include "tenbin/simulation/policy_events.hpp"

namespace tenbin {

/// Mean of a year's amounts that a policy pays, or leaves with its insured for one reason, from one head of
/// one peril.
struct GapRow {
  std::string design;
  std::string policy;         ///< empty: all policies of the design that the insured has, if several
  std::string insured;        ///< party
  std::string entity, peril;  ///< of the source; both empty with `head`: all perils and heads together
  std::string head;
  std::optional<GapReason> reason;  ///< nothing: paid
  double mean = 0;                  ///< [currency/yr]
  double standard_error = 0;        ///< clustered as Plan::cluster_years says; NaN below two clusters
};

/// The gap waterfall: for each design and policy (and each insured with several policies in a design), each
/// source and head that the insured bears, what is paid and what is not, with its reason. The rows of a
/// policy add up to its insured's mean loss, the rows of its heads to its rows for all together. Where an
/// insured has several policies, "not covered" of all of them together is what none of them names.
struct GapTable {
  std::int64_t years = 0;    ///< on which it rests
  std::vector<GapRow> rows;  ///< by design, policy id, source, head and term; zeros left out
};

/// Adds up a plan's gaps block by block; blocks may be taken concurrently, each into slots of its own, and
/// are added in their order.
class GapLedger {
 public:
  explicit GapLedger(const Plan& plan);

  /// What some years add up to, by cell.
  struct Sums {
    /// Sums over the years, over the clusters' squares, and over cluster x its years.
    std::vector<double> first, second, weighted;
    std::int64_t years = 0, clusters = 0;
    double squared_years = 0;  ///< sum of the clusters' squared years
    void add(const Sums& other);
  };
  /// Memory of one thread.
  struct Workspace {
    PolicyEvents::Calendar by_occurrence, by_report;
    std::vector<double> cluster;         ///< by cell
    std::vector<std::uint32_t> touched;  ///< cells of the cluster that are not zero
    std::vector<PolicyEvents> events;    ///< by policy
    std::vector<PolicyWalk> walks;
  };

  /// The first `years` years of a block, at most 4096. Needs PolicyEvents::columns.
  Sums take(const EventTable& events, std::int64_t years, Workspace& workspace) const;

  GapTable table(const Sums& sums) const;

 private:
  static constexpr std::size_t outcomes = gap_reasons + 1;  ///< paid, then the reasons
  /// Cells of a policy or an insured: first all together, then by source and head.
  struct Ledger {
    std::string design, policy, insured;
    std::size_t first_cell = 0;
    struct Place {
      std::size_t source;
      int head;
    };
    std::vector<Place> places;
    std::vector<std::vector<std::size_t>> cell;  ///< by source and head of the plan; 0: none
  };
  struct Policy {
    std::size_t ledger;
    std::optional<std::size_t> together;  ///< ledger of all policies of its insured
    bool first_of_insured = true;         ///< counts the insured's loss in that ledger
    bool by_report;
    PolicyEvents events;
    PolicyTerms terms;
  };
  class Pass;

  std::size_t open(const Plan& plan, std::string design, std::string policy, std::string insured,
                   const PolicyEvents& events);

  std::vector<std::string> heads_, entities_, perils_;
  std::vector<Ledger> ledgers_;
  std::vector<Policy> policies_;
  std::size_t cells_ = 0;
  int cluster_years_ = 1;
};

}  // namespace tenbin
