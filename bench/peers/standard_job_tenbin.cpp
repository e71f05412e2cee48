// The standard job by the engine alone: the same answers as standard_job_numpy.py and nothing else, timed
// from the plan (its size table included) to the measures. Prints one JSON object.
//   standard_job_tenbin [YEARS [SEED [THREADS [full]]]]
// With "full" the losses, what stays with the insured and the largest events are made too, as `tenbin run`
// does.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "standard_job.hpp"

namespace {

std::int64_t argument(int count, char** arguments, int number, std::int64_t otherwise) {
  return number < count ? std::strtoll(arguments[number], nullptr, 10) : otherwise;
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace

int main(int count, char** arguments) {
  using namespace tenbin;
  const std::int64_t years = argument(count, arguments, 1, 1'000'000);
  const std::int64_t seed = argument(count, arguments, 2, 1);
  const auto threads = static_cast<int>(argument(count, arguments, 3, 1));

  const auto begin = std::chrono::steady_clock::now();
  const double cpu_begin = cpu_seconds();
  Plan plan = testing::standard_job(static_cast<std::uint64_t>(seed));
  plan.detail = count > 4 ? Detail::full : Detail::payments;
  Simulation simulation(plan, threads);
  simulation.run_to(years);
  const auto values = bench::measure(bench::insurer(simulation), threads);
  const double cpu = cpu_seconds() - cpu_begin;
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;

  std::printf(
      R"({"program": "tenbin engine, %d thread%s", "years": %lld, "seconds": %.6f, "cpu_seconds": %.6f)",
      threads, threads == 1 ? "" : "s", static_cast<long long>(years), seconds.count(), cpu);
  std::printf(R"(, "values": {)");
  for (std::size_t n = 0; n < values.size(); ++n)
    std::printf(R"(%s"%s": %.17g)", n == 0 ? "" : ", ", bench::answers[n].name, values[n]);
  std::printf(R"(}, "standard_errors_from_exact": {)");
  for (std::size_t n = 0; n < values.size(); ++n)
    std::printf(R"(%s"%s": %.4f)", n == 0 ? "" : ", ", bench::answers[n].name,
                bench::distance(values, n, years));
  std::printf("}}\n");
  return bench::worst_distance(values, years) > 4.5 ? 1 : 0;
}
