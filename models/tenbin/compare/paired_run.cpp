#include "tenbin/compare/paired_run.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "tenbin/compare/paired_premiums.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/exceedance_curve.hpp"
#include "tenbin/simulation/parallel_each.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::compare {
namespace {

/// Return periods [yr] of the curves.
constexpr std::array<double, 12> return_periods = {10, 20, 25, 50, 75, 100, 150, 200, 250, 500, 1000, 5000};

bool is_compared(const YearLossTable::Subject& subject) {
  return subject.basis == Basis::aep && subject.name.find("/section/") == std::string::npos;
}

bool has_curve(const std::string& name) {
  return name == "ground_up" || name == "insurer" || name == "insured";
}

/// Figures of one column.
struct ColumnFigures {
  std::vector<PairedFigure> figures;
  std::vector<result::ExceedancePoint> curve;
};

ColumnFigures measure_column(const YearLossTable& table, const YearLossTable::Subject& subject,
                             const PairedRun& run) {
  const std::vector<double>& levels = run.input.simulation.levels;
  const AnnualSample sample(table.column(subject.column), run.cluster_years, levels);
  const LinearFigures linear(sample, batch_length(sample.size(), compared_cluster));
  ColumnFigures result;
  const std::string name = paired_name(subject.name, run.input);
  result.figures.push_back({name, "mean", {}, linear.mean()});
  result.figures.push_back({name, "sd", {}, linear.sd()});
  for (double level : levels) result.figures.push_back({name, "var", level, linear.var(level)});
  for (double level : levels) result.figures.push_back({name, "tvar", level, linear.tvar(level)});
  if (!has_curve(name)) return result;
  std::vector<double> periods;
  for (double period : return_periods) {
    if (1 - 1 / period >= levels.front() && period <= static_cast<double>(sample.size()))
      periods.push_back(period);
  }
  for (const tenbin::ExceedancePoint& point : exceedance_points(sample, periods)) {
    const double error =
        point.loss.reliable ? point.loss.standard_error : std::numeric_limits<double>::quiet_NaN();
    result.curve.push_back({name, "aep", point.return_period, point.loss.value, error});
  }
  return result;
}

/// Whether a year leaves an insured with more than it can pay, where a liability preset says what it can.
void add_beyond_means(const YearLossTable& table, const Plan& plan, PairedRun& run) {
  for (const DesignPlan& design : plan.designs) {
    for (const PolicyPlan& policy : design.policies) {
      const std::string subject = "design/" + design.id + "/policy/" + policy.id;
      const auto* assets = table.find("liability/assets/" + policy.insured, Basis::aep);
      const auto* kept = table.find(subject + "/insured", Basis::aep);
      if (assets == nullptr || kept == nullptr) continue;
      const auto means = table.column(assets->column), retained = table.column(kept->column);
      std::vector<double> beyond(means.size());
      // A year without an event that is divided has no draw of the means.
      for (std::size_t y = 0; y < means.size(); ++y)
        beyond[y] = means[y] > 0 && retained[y] > means[y] ? 1 : 0;
      const AnnualSample sample(beyond, run.cluster_years, run.input.simulation.levels);
      const LinearFigures linear(sample, batch_length(sample.size(), compared_cluster));
      run.figures.push_back({paired_name(subject, run.input), "beyond_means", {}, linear.mean()});
    }
  }
}

}  // namespace

const PairedFigure* PairedRun::find(const PairedFigure& like) const {
  const auto found = std::find_if(figures.begin(), figures.end(),
                                  [&](const PairedFigure& figure) { return figure.is_same_as(like); });
  return found == figures.end() ? nullptr : &*found;
}

PairedRun paired_run(const scenario::Scenario& input, const PairedOptions& options) {
  return paired_run(input, scenario::compile(input), options);
}

PairedRun paired_run(const scenario::Scenario& input, const scenario::Compiled& compiled,
                     const PairedOptions& options) {
  PairedRun run;
  run.input = input;
  run.audits = compiled.audits;
  run.cluster_years = compiled.plan.cluster_years();
  run.frequency_log_error = compiled.frequency_log_error;
  Simulation simulation(compiled.plan, options.threads);
  Simulation::Hooks hooks;
  hooks.stop_requested = options.stop_requested;
  if (options.progress)
    hooks.progress = [&](std::int64_t done) { options.progress(done, input.simulation.years); };
  simulation.run_to(input.simulation.years, hooks);
  const YearLossTable& table = simulation.table();
  run.years = table.years();
  if (run.years < input.simulation.years) return run;
  std::vector<const YearLossTable::Subject*> subjects;
  for (const auto& subject : table.subjects()) {
    if (is_compared(subject)) subjects.push_back(&subject);
  }
  std::vector<ColumnFigures> columns(subjects.size());
  parallel_each(static_cast<std::int64_t>(subjects.size()), options.threads, [&](std::int64_t number) {
    const auto slot = static_cast<std::size_t>(number);
    columns[slot] = measure_column(table, *subjects[slot], run);
  });
  for (ColumnFigures& column : columns) {
    std::move(column.figures.begin(), column.figures.end(), std::back_inserter(run.figures));
    std::move(column.curve.begin(), column.curve.end(), std::back_inserter(run.curves));
  }
  add_premiums(table, compiled.plan, options.threads, run);
  add_beyond_means(table, compiled.plan, run);
  return run;
}

}  // namespace tenbin::compare
