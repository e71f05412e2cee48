#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "tenbin/simulation/plan.hpp"
#include "tenbin/simulation/simulation.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin {

/// Several plans on one stream of events, which are made once for all of them: plans that differ in what is
/// derived from the events (liability rules) and in what is paid, not in the events. Each plan's years have
/// the bits of a Simulation of its own.
class SharedStream {
 public:
  /// @param plans with the same seed, sources and names of the sources' heads; they must outlive this object
  /// @param threads 0: all processors
  /// @throw ParameterError without plans, for plans whose sources differ by name, or that cannot be simulated
  explicit SharedStream(std::vector<const Plan*> plans, int threads = 0);
  ~SharedStream();
  SharedStream(const SharedStream&) = delete;
  SharedStream& operator=(const SharedStream&) = delete;

  /// Called when the tables hold the next `years` years, before the next ones overwrite them.
  using Taker = std::function<void(std::size_t years)>;
  /// Hands the years on from the first, as many blocks at a time as there are threads: memory does not grow
  /// with the years.
  /// @return years done; fewer than `years` if it was stopped, all of them whole
  std::int64_t hand_on(std::int64_t years, const Taker& taker, const Simulation::Hooks& hooks = {});

  /// The years of a plan that are being handed on.
  const YearLossTable& table(std::size_t plan) const;
  int threads() const;

 private:
  class Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace tenbin
