#include "tenbin/result/variance_parts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/batch_figures.hpp"
#include "tenbin/simulation/parallel_each.hpp"

namespace tenbin::result {
namespace {

struct Parts {
  double process = 0, parameter = 0;
};

Parts parts_of(std::span<const double> annual, std::size_t n) {
  const std::size_t worlds = annual.size() / n;
  if (worlds < 2) return {};
  real total = 0;
  for (std::size_t i = 0; i < worlds * n; ++i) total += annual[i];
  const real mean = total / static_cast<real>(worlds * n);
  real within = 0, between = 0;
  for (std::size_t w = 0; w < worlds; ++w) {
    real sum = 0, squares = 0;
    for (const double value : annual.subspan(w * n, n)) {
      const real from_mean = value - mean;
      sum += from_mean;
      squares += from_mean * from_mean;
    }
    between += sum * sum / static_cast<real>(n);
    within += squares - sum * sum / static_cast<real>(n);
  }
  const real mean_square_within = within / static_cast<real>(worlds * (n - 1));
  const real mean_square_between = between / static_cast<real>(worlds - 1);
  return {static_cast<double>(mean_square_within),
          static_cast<double>((mean_square_between - mean_square_within) / static_cast<real>(n))};
}

/// The figures are about whole businesses, not about their sections.
bool is_told(const std::string& subject) { return subject.find("/section/") == std::string::npos; }

}  // namespace

VarianceParts variance_parts(std::span<const double> annual, int cluster_years) {
  check(cluster_years > 1, "variance_parts", "cluster_years", cluster_years, "above 1");
  const auto n = static_cast<std::size_t>(cluster_years);
  const Parts whole = parts_of(annual, n);
  std::vector<double> process, parameter;
  const std::size_t length = batch_years(annual.size(), cluster_years);
  for (std::size_t batch = 0; length >= 2 * n && batch < batch_count; ++batch) {
    const Parts part = parts_of(annual.subspan(batch * length, length), n);
    process.push_back(part.process);
    parameter.push_back(part.parameter);
  }
  VarianceParts result{
      batch_estimate(whole.process, process), batch_estimate(whole.parameter, parameter), {}};
  const Estimate mean = AnnualSample(annual, cluster_years, {}).mean();
  const std::size_t whole_worlds = annual.size() / n;
  const auto worlds = static_cast<double>(whole_worlds);
  result.simulation.reliable = mean.reliable;
  result.simulation.value = mean.standard_error * mean.standard_error;
  result.simulation.standard_error = result.simulation.value * std::sqrt(2 / std::max(worlds - 1, 1.0));
  return result;
}

std::vector<MeasureRow> variance_rows(const YearLossTable& table, int cluster_years, int threads) {
  std::vector<const YearLossTable::Subject*> subjects;
  for (const auto& subject : table.subjects()) {
    if (subject.basis == Basis::aep && is_told(subject.name)) subjects.push_back(&subject);
  }
  if (cluster_years < 2 || table.years() < std::int64_t{2} * cluster_years) return {};
  std::vector<VarianceParts> parts(subjects.size());
  parallel_each(static_cast<std::int64_t>(subjects.size()), threads, [&](std::int64_t number) {
    const auto i = static_cast<std::size_t>(number);
    parts[i] = variance_parts(table.column(subjects[i]->column), cluster_years);
  });
  constexpr double not_known = std::numeric_limits<double>::quiet_NaN();
  const auto error = [](const Estimate& estimate) {
    return estimate.reliable ? estimate.standard_error : not_known;
  };
  std::vector<MeasureRow> rows;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const std::string& name = subjects[i]->name;
    rows.push_back({name, "aep", "process_variance", {}, parts[i].process.value, error(parts[i].process)});
    rows.push_back(
        {name, "aep", "parameter_variance", {}, parts[i].parameter.value, error(parts[i].parameter)});
    rows.push_back(
        {name, "aep", "simulation_variance", {}, parts[i].simulation.value, error(parts[i].simulation)});
  }
  return rows;
}

}  // namespace tenbin::result
