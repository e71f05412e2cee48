#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tenbin {

/// Which columns of the event table are wanted besides year and amounts.
struct EventColumns {
  bool time = false;      ///< time and reported
  bool identity = false;  ///< entity, peril, cause
  bool contribution = false;
  bool address = false;  ///< of each event in the streams of its source
};

/// The events of one block of years, in columns. Everything after the draw reads it. Events of a source lie
/// together, in the order of their addresses; `order_by` gives the order of the calendar.
struct EventTable {
  /// Events [begin, end) come from source `source` of the plan.
  struct Run {
    std::uint32_t source;
    std::size_t begin, end;
    /// k > 0: events of the k-th year before the policy year, (-k, 1 - k), that are reported in the policy
    /// year. These runs follow all others.
    int years_before = 0;
  };

  std::vector<Run> runs;
  std::vector<std::uint16_t> year;          ///< in the block, 0 .. 4095
  std::vector<std::vector<double>> amount;  ///< by head of the plan [currency]; 0 where the event has none
  std::size_t source_heads = 0;             ///< columns of `amount` before the derived ones
  std::vector<double> time;          ///< since the start of the year [yr], (0, 1); negative for earlier years
  std::vector<double> reported;      ///< since the start of the year [yr]; may exceed 1
  std::vector<double> contribution;  ///< uniform in (0, 1): AI contributed where it is below the source's
                                     ///< SourcePlan::ai_probability
  std::vector<std::uint32_t> entity,
      peril;                         ///< source index of the entity's and of the peril's first mention
  std::vector<std::uint64_t> cause;  ///< events with the same cause belong together

  std::vector<std::uint64_t>
      address;  ///< number of the event in its source and block, whatever else is drawn

  std::size_t size() const { return year.size(); }
  /// Makes room for `count` events and forgets the old ones; memory is kept for the next block.
  void start(std::size_t count, std::size_t heads, const EventColumns& columns);
  /// Forgets all events from `count` on.
  void shrink(std::size_t count);
  /// Copies event `from` to place `to`.
  void move(std::size_t from, std::size_t to);
  /// Indices of events by (year, when), equal times in the order of the table.
  /// @param when `time` or `reported`
  void order_by(const std::vector<double>& when, std::vector<std::uint32_t>& order) const;
};

}  // namespace tenbin
