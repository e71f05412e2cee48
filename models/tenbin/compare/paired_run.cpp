#include "tenbin/compare/paired_run.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <memory>

#include "tenbin/library/library.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/exceedance_curve.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/result/prices.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/simulation/parallel_each.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::compare {
namespace {

/// Return periods [yr] of the curves.
constexpr std::array<double, 12> return_periods = {10, 20, 25, 50, 75, 100, 150, 200, 250, 500, 1000, 5000};

/// Batches are cut as if parameters were drawn by worlds: a variant without an uncertain one is set against
/// others batch by batch.
constexpr std::size_t compared_cluster = world_years;

/// Without "design/ID/" where the scenario has one design, so that variants with designs of different names
/// meet.
std::string paired_name(const std::string& subject, const scenario::Scenario& input) {
  if (input.coverage_designs.size() != 1) return subject;
  const std::string prefix = "design/" + input.coverage_designs.front().id + "/";
  return subject.compare(0, prefix.size(), prefix) == 0 ? subject.substr(prefix.size()) : subject;
}

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

/// Years [first, first + count) of the annual sums of a table, as a table of their own.
std::unique_ptr<YearLossTable> part_of(const YearLossTable& whole, std::int64_t first, std::int64_t count) {
  auto part = std::make_unique<YearLossTable>();
  std::map<std::size_t, std::size_t> columns;  // of the whole -> of the part
  for (const YearLossTable::Subject& subject : whole.subjects()) {
    if (subject.basis != Basis::aep) continue;
    if (columns.count(subject.column) == 0) columns[subject.column] = part->add_column();
    part->add_subject(subject.name, subject.basis, columns[subject.column]);
  }
  part->reserve_years(count);
  for (const auto& [from, to] : columns) {
    const auto years = whole.column(from).subspan(static_cast<std::size_t>(first));
    for (std::int64_t block = 0; block * block_years < count; ++block) {
      const std::int64_t begin = block * block_years;
      const auto length = static_cast<std::size_t>(std::min<std::int64_t>(block_years, count - begin));
      const auto source = years.subspan(static_cast<std::size_t>(begin), length);
      std::copy(source.begin(), source.end(), part->block(to, block));
    }
  }
  part->set_years(count);
  return part;
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

/// Technical premiums of the policies, and of each design together, with errors from sections of the run.
void add_premiums(const YearLossTable& table, const Plan& plan, int threads, PairedRun& run) {
  const auto prices_of = [&](const YearLossTable& years) {
    const std::shared_ptr<const library::Library> own = scenario::library_of(run.input);
    library::LibraryReader library{*own};
    return result::price(run.input, years, plan, library);
  };
  const std::vector<result::PolicyPrice> whole = prices_of(table);
  if (whole.empty()) return;
  std::int64_t count = std::min(most_sections, run.years / fewest_section_years);
  const std::int64_t length = count > 0 ? run.years / count / run.cluster_years * run.cluster_years : 0;
  if (length == 0) count = 0;
  std::vector<std::vector<result::PolicyPrice>> parts(static_cast<std::size_t>(count));
  parallel_each(count, threads, [&](std::int64_t section) {
    parts[static_cast<std::size_t>(section)] = prices_of(*part_of(table, section * length, length));
  });
  const auto add = [&](const std::string& subject, const std::vector<std::size_t>& policies) {
    const auto sum = [&](const std::vector<result::PolicyPrice>& prices) {
      double premium = 0;
      for (std::size_t policy : policies) premium += prices[policy].technical_premium;
      return premium;
    };
    std::vector<double> of_parts;
    of_parts.reserve(parts.size());
    for (const auto& part : parts) of_parts.push_back(sum(part));
    run.figures.push_back(
        {paired_name(subject, run.input), "technical_premium", {}, sectioned(sum(whole), of_parts)});
  };
  std::map<std::string, std::vector<std::size_t>> designs;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const std::string design = "design/" + whole[i].design;
    designs[design + "/insurer"].push_back(i);
    add(design + "/policy/" + whole[i].policy, {i});
  }
  for (const auto& [subject, policies] : designs) {
    if (policies.size() > 1) add(subject, policies);
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
