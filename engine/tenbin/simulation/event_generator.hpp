#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "tenbin/simulation/event_table.hpp"
#include "tenbin/simulation/plan.hpp"

namespace tenbin {

/// Draws the events of any block of years of a plan. Immutable; one for all threads.
class EventGenerator {
 public:
  /// Largest expected number of events in a block: what a machine can hold for each thread.
  static constexpr double most_events_per_block = 5e7;

  /// @throw ParameterError for a plan with too many events, colliding addresses or a scheme that cannot be
  /// mixed
  explicit EventGenerator(const Plan& plan);
  ~EventGenerator();
  EventGenerator(EventGenerator&&) noexcept;
  EventGenerator& operator=(EventGenerator&&) noexcept;

  /// Memory of one thread, reused from block to block.
  struct Workspace {
    /// Events of one source before their amounts are drawn.
    struct Arrivals {
      std::size_t count = 0;
      std::vector<std::uint16_t> year;     ///< empty: read from the events' own words
      std::vector<std::uint64_t> address;  ///< rising; empty: 0, 1, 2, ...
      std::vector<std::uint64_t> cluster;  ///< where clusters are causes, else empty
    };
    std::vector<Arrivals> arrivals;                           ///< by source, then of earlier years
    std::vector<std::uint64_t> words, window, places, sizes;  ///< random words
    std::vector<std::uint64_t> factor_words;
    std::vector<std::uint16_t> common_years;  ///< of common events whose rate is uncertain
    std::vector<double> sizes_of_chunk;
    std::vector<double> factor;            ///< by year
    std::vector<double> power, presence;   ///< by year
    std::vector<double> operational_time;  ///< expected count before each year
    std::unique_ptr<DerivedAmounts::Worker> derived;
  };

  /// @param block number of the block of 4096 years, from 0
  void generate(std::uint32_t block, const EventColumns& columns, Workspace& workspace,
                EventTable& table) const;

 private:
  class Source;
  std::vector<Source> sources_;
  /// Earlier years of sources whose claims are reported late, where some policy is on claims made.
  std::vector<Source> earlier_;
  std::uint64_t seed_ = 1;
  std::size_t heads_ = 0;    ///< of the sources
  std::size_t columns_ = 0;  ///< with the derived ones
  std::shared_ptr<const DerivedAmounts> derived_;
  std::vector<std::uint32_t> entity_, peril_;  ///< by source: first source with the same name
};

}  // namespace tenbin
