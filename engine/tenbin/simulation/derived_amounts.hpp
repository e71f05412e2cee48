#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "tenbin/simulation/event_table.hpp"

namespace tenbin {

/// Amounts that follow from a block's events and from draws of their own: columns of EventTable::amount
/// behind those of the sources' heads, to which CoveredHead::head may point. The engine does not know what
/// they mean; a model does (who bears an event under a liability rule).
///
/// A run that has no use for the columns leaves them unwritten: a plan must not point to them for its source.
class DerivedAmounts {
 public:
  DerivedAmounts() = default;
  virtual ~DerivedAmounts() = default;
  DerivedAmounts(const DerivedAmounts&) = delete;
  DerivedAmounts& operator=(const DerivedAmounts&) = delete;

  /// What one thread needs. The columns must be the same whoever makes them, and those of an event must not
  /// depend on other blocks.
  class Worker {
   public:
    Worker() = default;
    virtual ~Worker() = default;
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// @param events with the columns `time` and `address`; `amount` has room for the derived columns
    /// @throw Error where money is not conserved, naming seed, year and event
    virtual void derive(std::uint64_t seed, std::uint32_t block, EventTable& events) = 0;
  };

  /// Number of columns.
  virtual std::size_t columns() const = 0;
  virtual std::unique_ptr<Worker> worker() const = 0;
};

}  // namespace tenbin
