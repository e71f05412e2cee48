// Allocations a second on one core: six parties, JOINT, random order, contribution with reallocation, five
// contracts whose caps bind contribution, insurance with retention and limit, defence and recourse costs;
// recourse by chance. The column kernel on every dispatch target, and the scalar kernel.
//   goal: 10 million a second
//   argument: share of events with a claim, in percent; each party is then liable with probability 0.6
#include <benchmark/benchmark.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "tenbin/liability/allocate.hpp"
#include "tenbin/liability/columns.hpp"

namespace {

using namespace tenbin::liability;  // NOLINT(google-build-using-namespace)

constexpr std::size_t parties = 6, contracts = 5, events = 8192, block = 256;

Event<double> prototype() {
  Event<double> event;
  event.damage = 30;
  event.victim_weight = 7;
  event.order = Order::random;
  event.victim_costs = {0, 0.15, 0.5};
  event.defence = {0, 0.05};
  const double weights[] = {5, 25, 20, 15, 25, 3};
  const double assets[] = {50, 5000, 500, 20000, 300, 100};  // million yen, as in the illustrative run
  for (std::size_t i = 0; i < parties; ++i) {
    Party<double> party;
    party.name = std::to_string(i);
    party.role = static_cast<Role>(i);
    party.weight = weights[i];
    party.assets = assets[i];
    party.insurance = Insurance<double>{1, 300, true, DefenceCover::outside, true, std::nullopt};
    event.parties.push_back(party);
  }
  event.contribution.success = 0.5;
  event.contribution.cost_rate = 0.15;
  event.contribution.draw = Draw::random;
  // Along the chain: OPR <- INT <- DEV <- DATA, MFR <- DEV, OPR <- MFR.
  const std::size_t edges[contracts][2] = {{2, 4}, {3, 4}, {1, 2}, {1, 3}, {0, 1}};
  for (const auto& edge : edges) {
    Contract<double> contract;
    contract.from = edge[0];
    contract.to = edge[1];
    contract.indemnity = 0.5;
    contract.cap = 20;
    contract.cap_binds_contribution = true;
    event.contracts.push_back(contract);
  }
  return event;
}

/// Columns of events: damages, weights, who is liable, assets, keys of the order, outcomes.
struct Input {
  std::vector<std::vector<double>> numbers;
  std::vector<std::uint64_t> claim_made, liable, covered, outcomes, contract_outcomes;
  EventColumns columns;

  Input(const Event<double>& event, double claim_probability) {
    std::mt19937_64 words(1);
    const auto uniform = [&] { return static_cast<double>(words() >> 11U) * 0x1p-53; };
    const auto bits = [&](int count, double probability) {
      std::uint64_t result = 0;
      for (int b = 0; b < count; ++b) result = result << 1U | (uniform() < probability ? 1U : 0U);
      return result;
    };
    numbers.reserve(100);
    const auto column = [&](const double*& target, const auto& draw) {
      std::vector<double>& made = numbers.emplace_back();
      for (std::size_t k = 0; k < events; ++k) made.push_back(draw());
      target = made.data();
    };
    const auto around = [&](double median) { return median * std::exp(3 * (uniform() + uniform() - 1)); };
    column(columns.damage, [&] { return around(30); });
    column(columns.victim_weight, [&] { return 14 * uniform(); });
    for (std::size_t i = 0; i < parties; ++i) {
      column(columns.party[i].weight, [&] { return 2 * event.parties[i].weight * uniform(); });
      column(columns.party[i].assets, [&] { return around(*event.parties[i].assets); });
      column(columns.party[i].order_key, uniform);
    }
    for (std::size_t e = 0; e < contracts; ++e) column(columns.cap[e], [&] { return around(20); });
    for (std::size_t k = 0; k < events; ++k) {
      claim_made.push_back(bits(1, claim_probability));
      liable.push_back(bits(parties, 0.6));
      covered.push_back(bits(parties, 0.9));
      outcomes.push_back(bits(64, 0.5));
      contract_outcomes.push_back(bits(contracts, 0.5));
    }
    columns.count = events;
    columns.claim_made = claim_made.data();
    columns.liable = liable.data();
    columns.covered = covered.data();
    columns.outcomes = outcomes.data();
    columns.contract_outcomes = contract_outcomes.data();
  }

  /// The columns from an event on.
  EventColumns block_at(std::size_t from) const {
    EventColumns result = columns;
    result.count = block;
    const auto move = [from](auto*& pointer) {
      if (pointer != nullptr) pointer += from;
    };
    move(result.damage);
    move(result.victim_weight);
    move(result.claim_made);
    move(result.liable);
    move(result.covered);
    move(result.outcomes);
    move(result.contract_outcomes);
    for (std::size_t i = 0; i < parties; ++i) {
      move(result.party[i].weight);
      move(result.party[i].assets);
      move(result.party[i].order_key);
    }
    for (std::size_t e = 0; e < contracts; ++e) move(result.cap[e]);
    return result;
  }
};

struct Output {
  std::vector<std::vector<double>> made{2 * parties + 3, std::vector<double>(block)};
  BurdenColumns columns;

  Output() {
    for (std::size_t i = 0; i < parties; ++i) {
      columns.own[i] = made[2 * i].data();
      columns.insurer[i] = made[2 * i + 1].data();
    }
    columns.victim = made[2 * parties].data();
    columns.friction = made[2 * parties + 1].data();
    columns.uncompensated = made[2 * parties + 2].data();
  }
};

bool answers_are_right(ColumnAllocator& allocator, const Input& input, Output& output) {
  for (std::size_t from = 0; from < events; from += block) {
    const EventColumns in = input.block_at(from);
    if (allocator.allocate(in, output.columns).relative > 1e-9) return false;
    for (std::size_t k = 0; k < block; ++k) {
      const Event<double> event = allocator.event(in, k);
      const Allocation<double> expected = allocate(event);
      const auto differs = [&](double found, double wanted) {
        return !(std::fabs(found - wanted) <= 1e-12 * std::max(1.0, event.damage));
      };
      if (differs(output.columns.victim[k], expected.victim)) return false;
      for (std::size_t i = 0; i < parties; ++i) {
        if (differs(output.columns.own[i][k], expected.own[i])) return false;
        if (differs(output.columns.insurer[i][k], expected.insurer[i])) return false;
      }
    }
  }
  return true;
}

void use_target(std::int64_t target) {
  hwy::SetSupportedTargetsForTest(target);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

void columns(benchmark::State& state, std::int64_t target) {
  use_target(target);
  const Event<double> event = prototype();
  const Input input(event, static_cast<double>(state.range(0)) / 100);
  ColumnAllocator allocator(event);
  Output output;
  if (!answers_are_right(allocator, input, output)) {
    state.SkipWithError("wrong answer");
    return;
  }
  std::size_t from = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(allocator.allocate(input.block_at(from), output.columns));
    benchmark::ClobberMemory();
    from = (from + block) % events;
  }
  use_target(0);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(block));
}

void scalar(benchmark::State& state) {
  const Event<double> event = prototype();
  const Input input(event, static_cast<double>(state.range(0)) / 100);
  const ColumnAllocator allocator(event);
  std::vector<Event<double>> made;
  for (std::size_t k = 0; k < 512; ++k) made.push_back(allocator.event(input.columns, k));
  std::size_t k = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(allocate(made[k]));
    k = (k + 1) % made.size();
  }
  state.SetItemsProcessed(state.iterations());
}

}  // namespace

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  benchmark::RegisterBenchmark("scalar", scalar)->Arg(100)->Arg(60);
  // Some that the processor has are not compiled by default.
  for (std::int64_t rest = hwy::SupportedTargets() & HWY_TARGETS; rest != 0; rest &= rest - 1) {
    const std::int64_t target = rest & -rest;
    benchmark::RegisterBenchmark((std::string("columns/") + hwy::TargetName(target)).c_str(), columns, target)
        ->Arg(100)
        ->Arg(60);
  }
  benchmark::RunSpecifiedBenchmarks();
}
