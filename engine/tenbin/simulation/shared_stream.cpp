#include "tenbin/simulation/shared_stream.hpp"

#include <algorithm>
#include <utility>

#include "tenbin/core/error.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/simulation/block_evaluator.hpp"
#include "tenbin/simulation/event_generator.hpp"
#include "tenbin/simulation/parallel.hpp"

namespace tenbin {
namespace {

/// Columns that the plans write in turn.
class Room final : public DerivedAmounts {
 public:
  explicit Room(std::size_t columns) : columns_(columns) {}
  std::size_t columns() const override { return columns_; }
  std::unique_ptr<Worker> worker() const override { return std::make_unique<Nothing>(); }

 private:
  struct Nothing final : Worker {
    void derive(std::uint64_t, std::uint32_t, EventTable&) override {}
  };
  std::size_t columns_;
};

void check_same_events(const Plan& plan, const Plan& first) {
  const auto is_same = [](const SourcePlan& a, const SourcePlan& b) {
    return a.entity == b.entity && a.peril == b.peril && a.heads.size() == b.heads.size();
  };
  const std::size_t heads = first.source_heads();
  const bool agree = plan.seed == first.seed && plan.source_heads() == heads &&
                     std::equal(plan.heads.begin(), plan.heads.begin() + static_cast<std::ptrdiff_t>(heads),
                                first.heads.begin()) &&
                     std::equal(plan.sources.begin(), plan.sources.end(), first.sources.begin(),
                                first.sources.end(), is_same);
  if (!agree) throw ParameterError("SharedStream: the plans have different seeds, sources or heads");
}

/// The first plan's events, with room for what any plan derives, and all that any plan asks of a stream.
Plan stream_of(const std::vector<const Plan*>& plans) {
  if (plans.empty()) throw ParameterError("SharedStream: no plan");
  Plan stream = *plans.front();
  const std::size_t heads = stream.source_heads();
  std::size_t columns = 0;
  bool any_derived = false;
  stream.designs.clear();
  for (const Plan* plan : plans) {
    check_same_events(*plan, *plans.front());
    columns = std::max(columns, plan->heads.size() - heads);
    any_derived = any_derived || plan->derived != nullptr;
    stream.designs.insert(stream.designs.end(), plan->designs.begin(), plan->designs.end());
  }
  stream.heads.resize(heads);
  stream.heads.resize(heads + columns);
  stream.derived = any_derived ? std::make_shared<Room>(columns) : nullptr;
  return stream;
}

}  // namespace

class SharedStream::Machine {
 public:
  Machine(std::vector<const Plan*> plans, int threads)
      : plans_(std::move(plans)), stream_(stream_of(plans_)), workers_(threads), generator_(stream_) {
    evaluators_.reserve(plans_.size());
    for (const Plan* plan : plans_) {
      tables_.push_back(std::make_unique<YearLossTable>());
      evaluators_.emplace_back(*plan, *tables_.back());
      const EventColumns wanted = evaluators_.back().columns();
      columns_.time = columns_.time || wanted.time;
      columns_.identity = columns_.identity || wanted.identity;
      columns_.contribution = columns_.contribution || wanted.contribution;
      columns_.address = columns_.address || wanted.address;
    }
  }

  std::int64_t hand_on(std::int64_t years, const Taker& taker, const Simulation::Hooks& hooks) {
    const std::int64_t piece = threads();
    const std::int64_t last = (years + block_years - 1) / block_years;
    for (const auto& table : tables_) table->reserve_years(std::min(piece, last) * block_years);
    std::int64_t done = 0;
    for (std::int64_t block = 0; block < last; block += piece) {
      if (hooks.stop_requested && hooks.stop_requested()) break;
      const std::int64_t end = std::min(block + piece, last);
      for (const auto& table : tables_) table->start_again_at(block);
      workers_.for_each(block, end, [&](std::int64_t b, Workspace& workspace) { make(b, workspace); });
      const std::int64_t reached = std::min(end * block_years, years);
      for (const auto& table : tables_) table->set_years(reached - done);
      taker(static_cast<std::size_t>(reached - done));
      done = reached;
      if (hooks.progress) hooks.progress(done);
    }
    return done;
  }

  const YearLossTable& table(std::size_t plan) const { return *tables_[plan]; }
  int threads() { return workers_.count(); }

 private:
  struct Workspace {
    EventTable events;
    EventGenerator::Workspace generator;
    std::vector<std::unique_ptr<DerivedAmounts::Worker>> derived;  // by plan
    std::vector<BlockEvaluator::Workspace> evaluators;
  };

  void make(std::int64_t block, Workspace& workspace) {
    const auto number = static_cast<std::uint32_t>(block);
    generator_.generate(number, columns_, workspace.generator, workspace.events);
    workspace.derived.resize(plans_.size());
    workspace.evaluators.resize(plans_.size());
    for (std::size_t p = 0; p < plans_.size(); ++p) {
      auto& worker = workspace.derived[p];
      if (plans_[p]->derived != nullptr) {
        if (worker == nullptr) worker = plans_[p]->derived->worker();
        worker->derive(stream_.seed, number, workspace.events);
      }
      evaluators_[p].evaluate(workspace.events, block, workspace.evaluators[p], *tables_[p]);
    }
  }

  std::vector<const Plan*> plans_;
  Plan stream_;
  Workers<Workspace> workers_;
  EventGenerator generator_;
  std::vector<std::unique_ptr<YearLossTable>> tables_;  // by plan
  std::vector<BlockEvaluator> evaluators_;
  EventColumns columns_;
};

SharedStream::SharedStream(std::vector<const Plan*> plans, int threads)
    : machine_(std::make_unique<Machine>(std::move(plans), threads)) {}

SharedStream::~SharedStream() = default;

std::int64_t SharedStream::hand_on(std::int64_t years, const Taker& taker, const Simulation::Hooks& hooks) {
  check(years >= 1, "SharedStream", "years", static_cast<real>(years), "at least 1");
  return machine_->hand_on(years, taker, hooks);
}

const YearLossTable& SharedStream::table(std::size_t plan) const { return machine_->table(plan); }

int SharedStream::threads() const { return machine_->threads(); }

}  // namespace tenbin
