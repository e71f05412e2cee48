#include "tenbin/compare/rule_runs.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "tenbin/compare/paired_premiums.hpp"
#include "tenbin/compare/pilot_error.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/batch_sums.hpp"
#include "tenbin/measure/paid_years.hpp"
#include "tenbin/simulation/parallel_each.hpp"
#include "tenbin/simulation/shared_stream.hpp"

namespace tenbin::compare {
namespace {

using scenario::Scenario;

bool has_tail(const std::string& subject) {
  return subject == "liability/victim" || subject.starts_with("liability/burden/");
}

bool has_mean(const std::string& subject) {
  return subject.starts_with("liability/") && !subject.starts_with("liability/assets/");
}

/// What is kept of a rule's years.
class Kept {
 public:
  Kept(const Plan& plan, const YearLossTable& table, const RuleFigures& told, std::size_t batch_years)
      : table_(table), batch_years_(batch_years) {
    for (const YearLossTable::Subject& subject : table.subjects()) {
      if (subject.basis != Basis::aep) continue;
      if (has_mean(subject.name)) sums_.push_back({subject.name, subject.column, BatchSums(batch_years)});
      if (told.tail_level && has_tail(subject.name)) years_.push_back({subject, {}});
      if (told.prices && is_premium_subject(subject)) years_.push_back({subject, {}});
    }
    if (!told.prices) return;
    for (const DesignPlan& design : plan.designs) {
      for (const PolicyPlan& policy : design.policies) {
        const std::string subject = "design/" + design.id + "/policy/" + policy.id;
        const auto* assets = table.find("liability/assets/" + policy.insured, Basis::aep);
        const auto* kept = table.find(subject + "/insured", Basis::aep);
        if (assets != nullptr && kept != nullptr)
          beyond_.push_back({subject, assets->column, kept->column, BatchSums(batch_years)});
      }
    }
  }

  void take(std::size_t years) {
    for (Sum& sum : sums_) sum.sums.append(table_.column(sum.column).first(years));
    for (Years& column : years_) column.paid.append(table_.column(column.subject.column).first(years));
    for (Beyond& policy : beyond_) {
      const auto means = table_.column(policy.assets), retained = table_.column(policy.kept);
      flags_.resize(years);
      // A year without an event that is divided has no draw of the means.
      for (std::size_t y = 0; y < years; ++y) flags_[y] = means[y] > 0 && retained[y] > means[y] ? 1 : 0;
      policy.sums.append(flags_);
    }
  }

  void tell(const Plan& plan, const RuleFigures& told, PairedRun& run) const {
    for (const Sum& sum : sums_) run.figures.push_back({sum.subject, "mean", {}, sum.sums.mean()});
    YearLossTable premiums;
    for (const Years& years : years_) {
      const std::vector<double> column = years.paid.column();
      if (is_premium_subject(years.subject)) {
        add_column(years.subject, column, premiums);
        continue;
      }
      const double level = told.tail_level.value();
      const AnnualSample sample(column, run.cluster_years, {&level, 1});
      run.figures.push_back(
          {years.subject.name, "tvar", level, LinearFigures(sample, batch_years_).tvar(level)});
    }
    premiums.set_years(run.years);
    if (told.prices) add_premiums(premiums, plan, 1, run);
    for (const Beyond& policy : beyond_)
      run.figures.push_back({paired_name(policy.subject, run.input), "beyond_means", {}, policy.sums.mean()});
  }

 private:
  struct Sum {
    std::string subject;
    std::size_t column;
    BatchSums sums;
  };
  struct Years {
    YearLossTable::Subject subject;
    PaidYears paid;
  };
  struct Beyond {
    std::string subject;
    std::size_t assets, kept;
    BatchSums sums;
  };

  static void add_column(const YearLossTable::Subject& subject, const std::vector<double>& amounts,
                         YearLossTable& table) {
    const std::size_t number = table.add_column();
    table.add_subject(subject.name, subject.basis, number);
    table.reserve_years(static_cast<std::int64_t>(amounts.size()));
    std::copy(amounts.begin(), amounts.end(), table.block(number, 0));
  }

  const YearLossTable& table_;
  std::size_t batch_years_;
  std::vector<Sum> sums_;
  std::vector<Years> years_;
  std::vector<Beyond> beyond_;
  std::vector<double> flags_;
};

/// Scenarios whose events are the same.
std::optional<std::vector<PairedRun>> on_one_stream(const std::vector<Scenario>& scenarios,
                                                    const scenario::Compiled& compiled,
                                                    const RuleFigures& told, const PairedOptions& options) {
  std::vector<Plan> plans;
  std::vector<const Plan*> stream;
  plans.reserve(scenarios.size());
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    plans.push_back(scenarios.size() == 1 ? compiled.plan : scenario::with_liability(compiled, scenarios[i]));
    stream.push_back(&plans.back());
  }
  const std::int64_t years = scenarios.front().simulation.years;
  SharedStream shared(stream, options.threads);
  const std::size_t batch_years = batch_length(static_cast<std::size_t>(years), compared_cluster);
  std::vector<Kept> kept;
  for (std::size_t i = 0; i < plans.size(); ++i)
    kept.emplace_back(plans[i], shared.table(i), told, batch_years);
  const auto count = static_cast<std::int64_t>(plans.size());
  Simulation::Hooks hooks;
  hooks.stop_requested = options.stop_requested;
  if (options.progress)
    hooks.progress = [&](std::int64_t done) { options.progress(done * count, years * count); };
  const auto take = [&](std::size_t piece) {
    parallel_each(count, options.threads,
                  [&](std::int64_t i) { kept[static_cast<std::size_t>(i)].take(piece); });
  };
  if (shared.hand_on(years, take, hooks) < years) return std::nullopt;
  std::vector<PairedRun> runs(plans.size());
  parallel_each(count, options.threads, [&](std::int64_t number) {
    const auto i = static_cast<std::size_t>(number);
    runs[i].input = scenarios[i];
    runs[i].years = years;
    runs[i].cluster_years = compiled.plan.cluster_years();
    runs[i].frequency_log_error = compiled.frequency_log_error;
    kept[i].tell(plans[i], told, runs[i]);
  });
  return runs;
}

}  // namespace

std::optional<std::vector<PairedRun>> rule_runs(const std::vector<Scenario>& scenarios,
                                                const RuleFigures& told, const PairedOptions& options) {
  if (std::none_of(scenarios.begin(), scenarios.end(), has_incentives))
    return on_one_stream(scenarios, scenario::compile(scenarios.front()), told, options);
  std::vector<PairedRun> runs;
  for (const Scenario& scenario : scenarios) {
    PairedOptions own = options;
    if (options.progress) {
      own.progress = [&](std::int64_t done, std::int64_t aim) {
        options.progress(static_cast<std::int64_t>(runs.size()) * aim + done,
                         aim * static_cast<std::int64_t>(scenarios.size()));
      };
    }
    std::optional<std::vector<PairedRun>> made =
        on_one_stream({scenario}, scenario::compile(scenario), told, own);
    if (!made) return std::nullopt;
    add_pilot_error(made->front(), runs.size(), scenarios.size());
    runs.push_back(std::move(made->front()));
  }
  return runs;
}

}  // namespace tenbin::compare
