#include "tenbin/simulation/simulation.hpp"

#include <algorithm>
#include <chrono>

#include "tenbin/core/error.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/simulation/block_evaluator.hpp"
#include "tenbin/simulation/event_generator.hpp"
#include "tenbin/simulation/parallel.hpp"

namespace tenbin {

class Simulation::Machine {
 public:
  Machine(const Plan& plan, int threads, YearLossTable& table)
      : generator_(plan), evaluator_(plan, table), columns_(evaluator_.columns()), workers_(threads) {}

  void make(std::int64_t begin, std::int64_t end, YearLossTable& table) {
    workers_.for_each(begin, end, [&](std::int64_t block, Workspace& workspace) {
      generator_.generate(static_cast<std::uint32_t>(block), columns_, workspace.generator, workspace.events);
      evaluator_.evaluate(workspace.events, block, workspace.evaluator, table);
    });
  }

  int threads() { return workers_.count(); }

 private:
  struct Workspace {
    EventTable events;
    EventGenerator::Workspace generator;
    BlockEvaluator::Workspace evaluator;
  };
  EventGenerator generator_;
  BlockEvaluator evaluator_;
  EventColumns columns_;
  Workers<Workspace> workers_;
};

Simulation::Simulation(const Plan& plan, int threads)
    : machine_(std::make_unique<Machine>(plan, threads, table_)) {}

Simulation::~Simulation() = default;

int Simulation::threads() const { return machine_->threads(); }

bool Simulation::run_to(std::int64_t years, const Hooks& hooks) {
  constexpr std::int64_t most_years = std::int64_t{1} << 31;
  check(years >= 1 && years <= most_years, "Simulation", "years", static_cast<real>(years),
        "between 1 and 2^31");
  if (years <= table_.years()) return true;
  // A block that is begun is always made whole; what exceeds the wanted years waits for a longer run.
  std::int64_t block = (table_.years() + block_years - 1) / block_years;
  const std::int64_t last = (years + block_years - 1) / block_years;
  table_.reserve_years(years);
  std::int64_t batch = std::int64_t{16} * machine_->threads();
  while (block < last) {
    if (hooks.stop_requested && hooks.stop_requested()) return false;
    const std::int64_t end = std::min(block + batch, last);
    const auto begin = std::chrono::steady_clock::now();
    machine_->make(block, end, table_);
    const auto took = std::chrono::steady_clock::now() - begin;
    // Threads wait for each other at the end of a batch, and the user for an answer to Ctrl-C.
    if (took < std::chrono::milliseconds(25)) batch *= 2;
    if (took > std::chrono::milliseconds(200)) batch = std::max<std::int64_t>(batch / 2, machine_->threads());
    block = end;
    table_.set_years(std::min(block * block_years, years));
    if (hooks.progress) hooks.progress(table_.years());
  }
  table_.set_years(years);
  return true;
}

}  // namespace tenbin
