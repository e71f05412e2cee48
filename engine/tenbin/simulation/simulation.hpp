#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "tenbin/simulation/plan.hpp"
#include "tenbin/simulation/year_loss_table.hpp"

namespace tenbin {

struct GapTable;

/// A plan being simulated. Years can be added at any time: N years are a prefix of any longer run. The table
/// has the same bits for any number of threads.
class Simulation {
 public:
  /// @param threads 0: all processors
  /// @throw ParameterError for a plan that cannot be simulated
  explicit Simulation(const Plan& plan, int threads = 0);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  struct Hooks {
    /// Called from the calling thread between batches of blocks.
    std::function<void(std::int64_t years_done)> progress;
    /// Asked between batches; true: stop with the years done so far.
    std::function<bool()> stop_requested;
  };

  /// Simulates until the table has `years` years.
  /// @return false if it was stopped before; the table then has fewer years, all of them whole
  /// @throw Error naming seed and year if money is not conserved
  bool run_to(std::int64_t years, const Hooks& hooks = {});

  /// Takes years out of the table before the next ones overwrite them: those from `first` on are new.
  using Taker = std::function<void(const YearLossTable& table, std::size_t first)>;
  /// As run_to(), but hands the years on and keeps none: a table of many columns then costs little memory,
  /// which the system need not clear. After this the table holds the last of them only. Not to be mixed with
  /// run_to().
  /// @return years done; fewer than `years` if it was stopped, all of them whole
  std::int64_t hand_on(std::int64_t years, const Taker& taker, const Hooks& hooks = {});

  const YearLossTable& table() const { return table_; }
  /// Reasons for what is not paid in the simulated years, at most the first Plan::gap_years of them; without
  /// rows where that is 0. Makes those years' events again and takes them one by one: about 0.25 us for
  /// an event and policy. The same bits for any number of threads.
  GapTable gaps();
  int threads() const;

 private:
  class Machine;
  YearLossTable table_;
  std::unique_ptr<Machine> machine_;
  std::int64_t handed_on_ = 0;
};

}  // namespace tenbin
