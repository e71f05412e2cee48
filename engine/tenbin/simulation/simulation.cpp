#include "tenbin/simulation/simulation.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "tenbin/core/error.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/simulation/block_evaluator.hpp"
#include "tenbin/simulation/event_generator.hpp"
#include "tenbin/simulation/gap_table.hpp"
#include "tenbin/simulation/parallel.hpp"

namespace tenbin {

class Simulation::Machine {
 public:
  Machine(const Plan& plan, int threads, YearLossTable& table)
      : workers_(threads),
        generator_(plan),
        evaluator_(plan, table),
        columns_(evaluator_.columns()),
        gap_years_(plan.gap_years) {
    if (gap_years_ > 0) ledger_.emplace(plan);
  }

  void make(std::int64_t begin, std::int64_t end, YearLossTable& table) {
    workers_.for_each(begin, end, [&](std::int64_t block, Workspace& workspace) {
      draw(block, columns_, workspace);
      evaluator_.evaluate(workspace.events, block, workspace.evaluator, table);
    });
  }

  GapTable gaps(std::int64_t years) {
    if (!ledger_) return {};
    years = std::min(years, gap_years_);
    GapLedger::Sums total;
    std::vector<GapLedger::Sums> slots(static_cast<std::size_t>(4 * threads()));
    const auto batch = static_cast<std::int64_t>(slots.size());
    const std::int64_t blocks = (years + block_years - 1) / block_years;
    for (std::int64_t begin = 0; begin < blocks; begin += batch) {
      const std::int64_t end = std::min(begin + batch, blocks);
      workers_.for_each(begin, end, [&](std::int64_t block, Workspace& workspace) {
        draw(block, PolicyEvents::columns, workspace);
        slots[static_cast<std::size_t>(block - begin)] =
            ledger_->take(workspace.events, std::min<std::int64_t>(block_years, years - block * block_years),
                          workspace.gaps);
      });
      for (std::int64_t block = begin; block < end; ++block)
        total.add(slots[static_cast<std::size_t>(block - begin)]);
    }
    return ledger_->table(total);
  }

  int threads() { return workers_.count(); }

 private:
  struct Workspace {
    EventTable events;
    EventGenerator::Workspace generator;
    BlockEvaluator::Workspace evaluator;
    GapLedger::Workspace gaps;
  };

  /// The events of a block. What derives further amounts from them (burdens of parties under a liability
  /// regime) belongs here: columns behind those of Plan::heads, to which CoveredHead::head may point.
  void draw(std::int64_t block, const EventColumns& columns, Workspace& workspace) const {
    generator_.generate(static_cast<std::uint32_t>(block), columns, workspace.generator, workspace.events);
  }

  Workers<Workspace> workers_;
  EventGenerator generator_;
  BlockEvaluator evaluator_;
  EventColumns columns_;
  std::int64_t gap_years_;
  std::optional<GapLedger> ledger_;
};

Simulation::Simulation(const Plan& plan, int threads)
    : machine_(std::make_unique<Machine>(plan, threads, table_)) {}

Simulation::~Simulation() = default;

int Simulation::threads() const { return machine_->threads(); }

GapTable Simulation::gaps() { return machine_->gaps(table_.years()); }

namespace {

void check_years(std::int64_t years) {
  constexpr std::int64_t most_years = std::int64_t{1} << 31;
  check(years >= 1 && years <= most_years, "Simulation", "years", static_cast<real>(years),
        "between 1 and 2^31");
}

}  // namespace

std::int64_t Simulation::hand_on(std::int64_t years, const Taker& taker, const Hooks& hooks) {
  check_years(years);
  // Enough for the threads, and for some columns to stay in the processor's memory.
  const std::int64_t last = (years + block_years - 1) / block_years;
  const std::int64_t piece = std::min(std::int64_t{8} * machine_->threads(), last);
  table_.reserve_years(piece * block_years);
  while (handed_on_ < years) {
    if (hooks.stop_requested && hooks.stop_requested()) break;
    // The last block of an earlier call may have been used in part: it is made again.
    const std::int64_t block = handed_on_ / block_years;
    const std::int64_t end = std::min(block + piece, last);
    table_.start_again_at(block);
    machine_->make(block, end, table_);
    const std::int64_t done = std::min(end * block_years, years);
    table_.set_years(done - block * block_years);
    taker(table_, static_cast<std::size_t>(handed_on_ - block * block_years));
    handed_on_ = done;
    if (hooks.progress) hooks.progress(handed_on_);
  }
  return handed_on_;
}

bool Simulation::run_to(std::int64_t years, const Hooks& hooks) {
  check_years(years);
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
