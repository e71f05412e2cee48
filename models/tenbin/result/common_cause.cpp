#include "tenbin/result/common_cause.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/tail_contribution.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::result {
namespace {

/// The common events alone: the same addresses, hence the same events as in the whole plan.
Plan common_part(const Plan& plan) {
  Plan part;
  part.seed = plan.seed;
  part.years = plan.years;
  part.heads = plan.heads;
  for (const SourcePlan& source : plan.sources) {
    if (source.common) part.sources.push_back(source);
  }
  return part;
}

double standard_error_of_ratio(const TailContribution& tail, std::span<const double> part,
                               std::span<const double> total, double ratio, double tvar) {
  // Delta method: the ratio's error is that of C - ratio x T, over TVaR(T).
  std::vector<double> residual(part.size());
  for (std::size_t y = 0; y < part.size(); ++y) residual[y] = part[y] - ratio * total[y];
  return tail.tvar(residual).standard_error / tvar;
}

}  // namespace

std::vector<double> hit_together(int dependents, double mean, double concentration) {
  check(dependents >= 0, "hit_together", "dependents", dependents, "zero or positive");
  check(mean > 0 && mean < 1, "hit_together", "mean", mean, "inside (0, 1)");
  check_positive_finite("hit_together", "concentration", concentration);
  const real a = real{concentration} * mean;
  const real b = real{concentration} * (1 - mean);
  const real n = dependents;
  std::vector<double> probabilities;
  for (int k = 0; k <= dependents; ++k) {
    const real log_choices = std::lgamma(n + 1) - std::lgamma(real(k) + 1) - std::lgamma(n - k + 1);
    const real log_beta = std::lgamma(k + a) + std::lgamma(n - k + b) - std::lgamma(n + a + b) -
                          (std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b));
    probabilities.push_back(static_cast<double>(std::exp(log_choices + log_beta)));
  }
  return probabilities;
}

std::vector<MeasureRow> common_causes(const Plan& plan, const std::vector<perils::Source>& sources,
                                      const YearLossTable& table, const std::vector<double>& levels,
                                      int threads) {
  std::vector<MeasureRow> rows;
  const Plan part = common_part(plan);
  if (part.sources.empty() || table.years() == 0) return rows;
  const auto* total_subject = table.find("ground_up", Basis::aep);
  if (total_subject == nullptr) return rows;
  Simulation simulation(part, threads);
  if (!simulation.run_to(table.years())) return rows;
  const std::span<const double> common =
      simulation.table().column(simulation.table().find("ground_up", Basis::aep)->column);
  const std::span<const double> total = table.column(total_subject->column);
  const int cluster = plan.cluster_years();
  const AnnualSample sample(total, cluster, levels);
  const AnnualSample common_sample(common, cluster, levels);
  const auto add = [&](const std::string& subject, const char* basis, const char* measure,
                       std::optional<double> level, double value, double error) {
    rows.push_back({subject, basis, measure, level, value, error});
  };
  const std::string all = "common_causes";
  add(all, "aep", "mean", {}, common_sample.mean().value, common_sample.mean().standard_error);
  if (sample.mean().value > 0) {
    const double ratio = common_sample.mean().value / sample.mean().value;
    std::vector<double> residual(common.size());
    for (std::size_t y = 0; y < common.size(); ++y) residual[y] = common[y] - ratio * total[y];
    add(all, "aep", "mean_share", {}, ratio,
        AnnualSample(residual, cluster, levels).mean().standard_error / sample.mean().value);
  }
  for (const double level : levels) {
    const TailContribution tail(sample, level);
    const double whole = sample.tvar(level).value;
    if (!(whole > 0)) continue;
    const double ratio = tail.tvar(common).value / whole;
    add(all, "aep", "tvar_share", level, ratio, standard_error_of_ratio(tail, common, total, ratio, whole));
  }
  struct Cause {
    double rate = 0, mean = 0, concentration = 0;
    std::set<std::string> dependents;
  };
  std::map<std::string, Cause> causes;
  for (const perils::Source& source : sources) {
    if (!source.common) continue;
    Cause& cause = causes[source.common->name];
    const real mean = source.common->hit->mean();
    const real variance = source.common->hit->raw_moment(2) - mean * mean;
    cause.rate = static_cast<double>(source.common->rate);
    cause.mean = static_cast<double>(mean);
    cause.concentration = static_cast<double>(mean * (1 - mean) / variance - 1);
    cause.dependents.insert(source.entity);
  }
  for (const auto& [name, cause] : causes) {
    const std::string subject = all + "/" + name;
    const int n = static_cast<int>(cause.dependents.size());
    const std::vector<double> hits = hit_together(n, cause.mean, cause.concentration);
    add(subject, "event", "rate", {}, cause.rate, 0);
    add(subject, "event", "dependents", {}, n, 0);
    add(subject, "event", "mean_hit", {}, n * cause.mean, 0);
    add(subject, "event", "probability_two_or_more", {}, n < 2 ? 0 : 1 - hits[0] - hits[1], 0);
  }
  return rows;
}

}  // namespace tenbin::result
