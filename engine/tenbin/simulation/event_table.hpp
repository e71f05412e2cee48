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
};

/// The events of one block of years, in columns. Everything after the draw reads it. Events of a source lie
/// together, in the order of their addresses; `order_by_time` gives the order of the calendar.
struct EventTable {
  /// Events [begin, end) come from source `source` of the plan.
  struct Run {
    std::uint32_t source;
    std::size_t begin, end;
  };

  std::vector<Run> runs;
  std::vector<std::uint16_t> year;          ///< in the block, 0 .. 4095
  std::vector<std::vector<double>> amount;  ///< by head of the plan [currency]; 0 where the event has none
  std::vector<double> time;                 ///< in the year, (0, 1)
  std::vector<double> reported;             ///< since the start of the event's year [yr]; may exceed 1
  std::vector<std::uint32_t> entity,
      peril;                         ///< source index of the entity's and of the peril's first mention
  std::vector<std::uint64_t> cause;  ///< events with the same cause belong together

  std::size_t size() const { return year.size(); }
  /// Makes room for `count` events and forgets the old ones; memory is kept for the next block.
  void start(std::size_t count, std::size_t heads, const EventColumns& columns);
  /// Indices of events by (year, time), equal times in the order of the table; needs the column `time`.
  void order_by_time(std::vector<std::uint32_t>& order) const;
};

}  // namespace tenbin
