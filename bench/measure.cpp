// Measures with their standard errors on columns of 1,000,000 years.
//   years per world (cluster): 1 and 16; share of years without a loss: 0 %, 3 % (standard job) and 90 %
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/paired_difference.hpp"
#include "tenbin/measure/tail_contribution.hpp"

namespace {

constexpr std::size_t year_count = 1'000'000;
const std::vector<double> levels_asked{0.9, 0.95, 0.99, 0.995, 0.999};

std::vector<double> column(double zero_share, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::uniform_real_distribution<double> uniform;
  std::normal_distribution<double> normal;
  std::vector<double> years(year_count);
  for (double& year : years) year = uniform(generator) < zero_share ? 0.0 : std::exp(12 + normal(generator));
  return years;
}

/// A plain twin, slow and obvious: sorts everything.
bool agrees(const tenbin::AnnualSample& sample, std::vector<double> years) {
  long double sum = 0;
  for (const double x : years) sum += x;
  std::sort(years.begin(), years.end());
  const auto near = [](double a, long double b) { return std::abs(a - b) <= 1e-12L * std::abs(b); };
  bool same = near(sample.mean().value, sum / year_count);
  for (const double level : levels_asked) {
    const auto rank = static_cast<std::size_t>(std::llround(level * year_count));
    long double beyond = 0;
    for (std::size_t i = rank; i < year_count; ++i) beyond += years[i];
    same = same && sample.var(level).value == years[rank - 1];
    same = same && near(sample.tvar(level).value, beyond / static_cast<long double>(year_count - rank));
  }
  return same;
}

void BM_AllMeasures(benchmark::State& state) {
  const auto years = column(static_cast<double>(state.range(1)) / 100, 1);
  const int cluster = static_cast<int>(state.range(0));
  if (!agrees(tenbin::AnnualSample(years, cluster, levels_asked), years)) {
    state.SkipWithError("wrong answer");
    return;
  }
  for (auto _ : state) {
    const tenbin::AnnualSample sample(years, cluster, levels_asked);
    benchmark::DoNotOptimize(sample.mean());
    benchmark::DoNotOptimize(sample.sd());
    benchmark::DoNotOptimize(sample.skewness());
    for (const double level : levels_asked) {
      benchmark::DoNotOptimize(sample.var(level));
      benchmark::DoNotOptimize(sample.tvar(level));
    }
    benchmark::DoNotOptimize(sample.probability_above(0));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(year_count));
}
BENCHMARK(BM_AllMeasures)
    ->ArgNames({"cluster", "zero_percent"})
    ->ArgsProduct({{1, 16}, {0, 3, 90}})
    ->Unit(benchmark::kMillisecond);

void BM_PairedDifference(benchmark::State& state) {
  const auto a = column(0.03, 1);
  std::vector<double> b(a);
  for (double& x : b) x = std::min(x, 1e6);
  const int cluster = static_cast<int>(state.range(0));
  const tenbin::AnnualSample sample_a(a, cluster, levels_asked);
  const tenbin::AnnualSample sample_b(b, cluster, levels_asked);
  const tenbin::PairedDifference difference(sample_a, sample_b);
  const double expected = sample_a.mean().value - sample_b.mean().value;
  if (std::abs(difference.mean().value - expected) > 1e-9 * sample_a.mean().value) {
    state.SkipWithError("wrong answer");
    return;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(difference.mean());
    benchmark::DoNotOptimize(difference.tvar(0.99));
  }
}
BENCHMARK(BM_PairedDifference)->ArgName("cluster")->Arg(1)->Arg(16)->Unit(benchmark::kMillisecond);

void BM_TailContribution(benchmark::State& state) {
  const auto a = column(0.03, 1);
  const auto b = column(0.5, 2);
  std::vector<double> total(year_count);
  for (std::size_t i = 0; i < year_count; ++i) total[i] = a[i] + b[i];
  const tenbin::AnnualSample sample(total, static_cast<int>(state.range(0)), levels_asked);
  const tenbin::TailContribution contribution(sample, 0.99);
  const double sum = contribution.tvar(a).value + contribution.tvar(b).value;
  if (std::abs(sum - sample.tvar(0.99).value) > 1e-9 * sum) {
    state.SkipWithError("wrong answer");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(contribution.tvar(a));
}
BENCHMARK(BM_TailContribution)->ArgName("cluster")->Arg(1)->Arg(16)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
