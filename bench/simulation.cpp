// The steps of a simulation on the standard job: draw of events, evaluation of designs, both with measures.
#include "tenbin/simulation/simulation.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "standard_job.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/simulation/block_evaluator.hpp"
#include "tenbin/simulation/event_generator.hpp"

namespace {

using namespace tenbin;

/// Time of one event.
void count_events(benchmark::State& state, double events_per_iteration) {
  state.counters["s_per_event"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * events_per_iteration,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// The standard job with `designs` designs: the first is its own, the others have other limits.
Plan many_designs(std::size_t designs) {
  Plan plan = testing::standard_job();
  for (std::size_t d = 1; d < designs; ++d) {
    const double limit = 1e6 * (1 + static_cast<double>(d) / 10);
    plan.designs.push_back(
        {"design-" + std::to_string(d),
         {testing::policy_on_everything(plan, "layer", OccurrenceTerms(Deductible::ordinary(1e4), limit),
                                        AggregateTerms(0, 5e6))}});
  }
  return plan;
}

void BM_EventGenerator(benchmark::State& state) {
  const EventGenerator generator(testing::standard_job());
  EventGenerator::Workspace workspace;
  EventTable events;
  constexpr std::uint32_t blocks = 64;
  double count = 0, sum = 0, squares = 0;
  for (std::uint32_t block = 0; block < blocks; ++block) {
    generator.generate(block, {}, workspace, events);
    count += static_cast<double>(events.size());
    for (double amount : events.amount[0]) {
      const double paid = std::min(std::max(amount - 1e4, 0.0), 1e6);
      sum += paid;
      squares += paid * paid;
    }
  }
  const double years = blocks * static_cast<double>(block_years);
  // The sum of compound Poisson payments has variance (expected count) x E[payment^2].
  if (std::abs(count - 5 * years) > 4.5 * std::sqrt(5 * years) ||
      std::abs(sum - 274330.90307 * years) > 4.5 * std::sqrt(squares)) {
    state.SkipWithError("wrong answer");
    return;
  }
  std::uint32_t block = 0;
  for (auto _ : state) {
    generator.generate(block++ % blocks, {}, workspace, events);
    benchmark::DoNotOptimize(events.amount[0].data());
  }
  count_events(state, count / blocks);
}
BENCHMARK(BM_EventGenerator);

/// Evaluation of 64 blocks of given events, memory of the new year columns included.
void BM_BlockEvaluator(benchmark::State& state) {
  constexpr std::uint32_t blocks = 64;
  const Plan plan = many_designs(static_cast<std::size_t>(state.range(0)));
  const EventGenerator generator(plan);
  EventGenerator::Workspace generator_workspace;
  std::vector<EventTable> events(blocks);
  double count = 0;
  for (std::uint32_t block = 0; block < blocks; ++block) {
    generator.generate(block, {}, generator_workspace, events[block]);
    count += static_cast<double>(events[block].size());
  }
  Simulation whole(plan, 1);
  whole.run_to(blocks * block_years);
  BlockEvaluator::Workspace workspace;
  for (auto _ : state) {
    YearLossTable table;
    const BlockEvaluator evaluator(plan, table);
    table.reserve_years(blocks * block_years);
    for (std::uint32_t block = 0; block < blocks; ++block)
      evaluator.evaluate(events[block], block, workspace, table);
    benchmark::DoNotOptimize(table.block(0, 0));
    state.PauseTiming();
    table.set_years(blocks * block_years);
    bool same = true;
    for (std::size_t n = 0; n < table.columns(); ++n)
      same = same && std::ranges::equal(table.column(n), whole.table().column(n));
    if (!same) state.SkipWithError("wrong answer");
    state.ResumeTiming();
  }
  count_events(state, count);
}
BENCHMARK(BM_BlockEvaluator)->ArgName("designs")->Arg(1)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond);

/// From plan to measures: what bench/peers compares with numpy.
void BM_StandardJob(benchmark::State& state) {
  constexpr std::int64_t years = 1'000'000;
  const int threads = static_cast<int>(state.range(0));
  for (auto _ : state) {
    Simulation simulation(testing::standard_job(), threads);
    simulation.run_to(years);
    const auto values = bench::measure(bench::insurer(simulation), threads);
    if (bench::worst_distance(values, years) > 4.5) state.SkipWithError("wrong answer");
  }
  count_events(state, 5.0 * static_cast<double>(years));
}
BENCHMARK(BM_StandardJob)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

/// Simulation alone; the cost of a further design is the slope over the number of designs.
void BM_Designs(benchmark::State& state) {
  constexpr std::int64_t years = 262'144;
  const Plan plan = many_designs(static_cast<std::size_t>(state.range(0)));
  Simulation alone(testing::standard_job(), 1);
  alone.run_to(years);
  for (auto _ : state) {
    Simulation simulation(plan, 1);
    simulation.run_to(years);
    state.PauseTiming();
    if (!std::ranges::equal(bench::insurer(simulation), bench::insurer(alone)) ||
        bench::worst_distance(bench::measure(bench::insurer(simulation)), years) > 4.5) {
      state.SkipWithError("wrong answer");
    }
    state.ResumeTiming();
  }
  count_events(state, 5.0 * static_cast<double>(years));
}
BENCHMARK(BM_Designs)->ArgName("designs")->Arg(1)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
