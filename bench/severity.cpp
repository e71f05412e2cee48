// The bare kernel (the words of a claim and its size, nothing else) on every dispatch target, and what the
// table of each family costs at plan time.
//   goal: at most 4 ns a claim with AVX-512 (AVX3), 8 ns with AVX2, in chunks of 2048 claims
#include <benchmark/benchmark.h>
#include <hwy/targets.h>

#include <cmath>
#include <string>
#include <vector>

#include "engine/severity/cases.hpp"
#include "engine/support/every_target.hpp"
#include "tenbin/random/stream.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/quantile_table.hpp"

namespace {

constexpr std::size_t chunk = 2048;

/// The kernel against the functions of one number, and its mean against the exact one.
bool kernel_is_right(const tenbin::QuantileTable& table) {
  std::vector<std::uint64_t> words(chunk);
  std::vector<double> sizes(chunk);
  double sum = 0, squares = 0;
  constexpr std::uint32_t blocks = 200;
  for (std::uint32_t block = 0; block < blocks; ++block) {
    const tenbin::Stream stream(1, 42, block);
    stream.fill(0, words);
    table.sample(words, sizes);
    for (std::size_t i = 0; i < chunk; ++i) {
      if (block == 0 && (words[i] != stream.word(i) || sizes[i] != table(words[i]))) return false;
      sum += sizes[i];
      squares += sizes[i] * sizes[i];
    }
  }
  constexpr double n = blocks * static_cast<double>(chunk);
  const double mean = sum / n, error = std::sqrt((squares / n - mean * mean) / n);
  return std::abs(mean - std::exp(10 + 1.5 * 1.5 / 2)) < 4.5 * error;
}

void bare_kernel(benchmark::State& state, std::int64_t target) {
  hwy::SetSupportedTargetsForTest(target);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  const tenbin::QuantileTable table(tenbin::Lognormal(10, 1.5L));
  if (!kernel_is_right(table)) {
    state.SkipWithError("wrong answer");
    return;
  }
  std::vector<std::uint64_t> words(chunk);
  std::vector<double> sizes(chunk);
  const tenbin::Stream stream(1, 42, 0);
  std::uint64_t first = 0;
  for (auto _ : state) {
    stream.fill(first, words);
    table.sample(words, sizes);
    benchmark::DoNotOptimize(sizes.data());
    benchmark::ClobberMemory();
    first += chunk;
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  state.counters["s_per_claim"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * static_cast<double>(chunk),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void build_table(benchmark::State& state, const tenbin::test::SeverityCase& one) {
  const tenbin::QuantileTable checked(*one.severity);
  if (checked.measured_error() > tenbin::QuantileTable::error_bound) {
    state.SkipWithError("wrong answer");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(tenbin::QuantileTable(*one.severity));
  state.counters["cells_per_octave"] = std::ldexp(1, checked.cell_bits());
}

}  // namespace

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 1;
  // Targets for which nothing was compiled would measure the plainest one.
  for (std::int64_t rest = hwy::SupportedTargets() & HWY_TARGETS; rest != 0; rest &= rest - 1) {
    const std::int64_t target = rest & -rest;
    const std::string name = std::string("bare_kernel/") + hwy::TargetName(target);
    benchmark::RegisterBenchmark(name.c_str(), bare_kernel, target);
  }
  for (const tenbin::test::SeverityCase& one : tenbin::test::severity_cases()) {
    benchmark::RegisterBenchmark(("build_table/" + one.label).c_str(), build_table, one)
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::RunSpecifiedBenchmarks();
}
