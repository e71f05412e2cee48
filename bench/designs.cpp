// What further designs cost: the visual-inspection example with one design, and with a grid of 100 that
// shares its allocation, as `tenbin run` works them out (1,000,000 years): simulation, prices, buyer's view
// and frontier; gaps, curves and largest events for the one design only. Both the time and the processor time
// of all threads are told. Wanted: 100 designs at most three times one.
//   grid 0: one design; 1: 10 deductibles of the integrator x 10 of the maker; 2: 10 deductibles x 10 limits
//   of one section, so that all 100 policies differ
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tenbin/result/run.hpp"
#include "tenbin/scenario/reader.hpp"

namespace {

using tenbin::result::Result;

/// @param threads that work
tenbin::result::RunOptions on(int threads) {
  tenbin::result::RunOptions options;
  options.threads = threads;
  return options;
}

std::vector<double> steps(double first, double step) {
  std::vector<double> list;
  for (int i = 0; i < 10; ++i) list.push_back(first + i * step);
  return list;
}

tenbin::scenario::Scenario example(long grid, long years) {
  std::ifstream stream(TENBIN_EXAMPLE);
  nlohmann::json file = nlohmann::json::parse(stream);
  file["simulation"]["years"] = years;
  file["coverage_designs"].erase(1);
  auto& policies = file["coverage_designs"][0]["policies"];
  auto& integrator = policies[0]["sections"][0];
  auto& maker = policies[1]["sections"][0];
  if (grid > 0) integrator["deductible"]["amount"] = steps(1e6, 1e5);
  if (grid == 1) maker["deductible"]["amount"] = steps(1e5, 1e5);
  if (grid == 2) integrator["occurrence_limit"] = steps(1e8, 2e7);
  return tenbin::scenario::read_scenario(file.dump(), "bench").scenario.value();
}

double premium(const Result& result, const std::string& policy) {
  const auto found = std::find_if(result.prices.begin(), result.prices.end(),
                                  [&](const auto& price) { return price.policy == policy; });
  return found->technical_premium;
}

/// The first design of the first grid is the one design.
bool agrees() {
  const Result one = tenbin::result::run(example(0, 100'000), on(1));
  const Result hundred = tenbin::result::run(example(1, 100'000), on(2));
  const auto near = [](double a, double b) { return std::fabs(a - b) <= 1e-9 * std::fabs(b); };
  return hundred.input.coverage_designs.size() == 100 &&
         near(premium(one, "integrator"), premium(hundred, "integrator")) &&
         near(premium(one, "maker"), premium(hundred, "maker")) &&
         near(one.buyer_views.front().tail.value, hundred.buyer_views.front().tail.value);
}

void BM_Designs(benchmark::State& state) {
  static const bool is_right = agrees();
  if (!is_right) {
    state.SkipWithError("wrong answer");
    return;
  }
  const tenbin::scenario::Scenario input = example(state.range(0), 1'000'000);
  for (auto _ : state) benchmark::DoNotOptimize(tenbin::result::run(input, on(2)));
  state.counters["designs"] = static_cast<double>(input.coverage_designs.size());
}
BENCHMARK(BM_Designs)
    ->ArgName("grid")
    ->Arg(0)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
