#include "tenbin/result/run.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/rating/schedule_credit.hpp"
#include "tenbin/rating/technical_premium.hpp"
#include "tenbin/result/buyer_views.hpp"
#include "tenbin/result/common_cause.hpp"
#include "tenbin/result/many_designs.hpp"
#include "tenbin/result/measure_table.hpp"
#include "tenbin/result/prices.hpp"
#include "tenbin/result/variance_parts.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/design_capacity.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/simulation/gap_table.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::result {
namespace {

/// Relative standard error of the target's measure; infinity where it cannot be told yet.
double relative_error(std::span<const double> years, int cluster_years, const TargetError& target) {
  const bool tail = target.measure == "var" || target.measure == "tvar";
  const std::vector<double> levels{tail ? target.level : 0.99};
  const AnnualSample sample(years, cluster_years, levels);
  const Estimate estimate = target.measure == "mean"  ? sample.mean()
                            : target.measure == "sd"  ? sample.sd()
                            : target.measure == "var" ? sample.var(target.level)
                                                      : sample.tvar(target.level);
  const bool told = estimate.reliable && estimate.value > 0;
  return told ? estimate.standard_error / estimate.value : std::numeric_limits<double>::infinity();
}

/// The largest over the policies.
double relative_error(const ManyDesigns& designs, int cluster_years, const TargetError& target) {
  double worst = 0;
  for (const PaidYears& policy : designs.policies())
    worst = std::max(worst, relative_error(policy.column(), cluster_years, target));
  return worst;
}

/// The largest over the policies, else that of the ground-up loss.
double relative_error(const YearLossTable& table, int cluster_years, const TargetError& target) {
  double worst = 0;
  bool any_policy = false;
  const auto look_at = [&](const YearLossTable::Subject& subject) {
    worst = std::max(worst, relative_error(table.column(subject.column), cluster_years, target));
  };
  for (const auto& subject : table.subjects()) {
    const bool is_policy = subject.basis == Basis::aep &&
                           subject.name.find("/policy/") != std::string::npos &&
                           subject.name.find('/', subject.name.find("/policy/") + 8) == std::string::npos;
    if (!is_policy) continue;
    any_policy = true;
    look_at(subject);
  }
  if (!any_policy) look_at(*table.find("ground_up", Basis::aep));
  return worst;
}

/// Years that the target error seems to need, from what has been seen; errors fall with the root of the
/// years.
std::int64_t next_aim(std::int64_t years, double error, const TargetError& target, std::int64_t most) {
  const double factor = std::isfinite(error) ? 1.1 * std::pow(error / target.relative, 2) : 4;
  const double wanted = static_cast<double>(years) * std::clamp(factor, 1.2, 8.0);
  return std::min(most, static_cast<std::int64_t>(std::min(wanted, 0x1p31)));
}

/// Premium, rate on line and expected loss ratio as figures of the policy.
void add_price_rows(const PolicyPrice& price, const Plan& plan, std::vector<MeasureRow>& rows) {
  const std::string subject = "design/" + price.design + "/policy/" + price.policy;
  const auto add = [&](const char* measure, double value, double standard_error) {
    rows.push_back({subject, "aep", measure, {}, value, standard_error});
  };
  add("technical_premium", price.technical_premium, price.technical_premium_se);
  if (price.technical_premium > 0)
    add("expected_loss_ratio", price.expected_loss_ratio, price.expected_loss_ratio_se);
  for (const SectionPrice& section : price.sections) {
    const auto add_to_section = [&](const char* measure, double value, double standard_error) {
      rows.push_back({subject + "/section/" + section.section, "aep", measure, {}, value, standard_error});
    };
    add_to_section("technical_premium", section.premium, section.premium_se);
    if (section.premium > 0)
      add_to_section("expected_loss_ratio", section.expected_claims / section.premium,
                     std::numeric_limits<double>::quiet_NaN());
    if (std::isfinite(section.annual_limit)) {
      add_to_section("rate_on_line", rating::rate_on_line(section.premium, section.annual_limit),
                     rating::rate_on_line(section.premium_se, section.annual_limit));
    }
  }
  for (const DesignPlan& design : plan.designs) {
    for (const PolicyPlan& policy : design.policies) {
      const double most = largest_payment(policy, Basis::aep);
      if (design.id == price.design && policy.id == price.policy && std::isfinite(most)) {
        add("rate_on_line", rating::rate_on_line(price.technical_premium, most),
            rating::rate_on_line(price.technical_premium_se, most));
      }
    }
  }
}

/// A year under claims made answers for events of other years, so that what is paid and what occurs in it are
/// not of one account.
bool any_claims_made(const Plan& plan) {
  return std::any_of(plan.designs.begin(), plan.designs.end(), [](const DesignPlan& design) {
    return std::any_of(design.policies.begin(), design.policies.end(),
                       [](const PolicyPlan& policy) { return policy.trigger == Trigger::claims_made; });
  });
}

/// Years in which every yen that is not paid gets its reason: enough for the means that are shown, at a small
/// part of the run's time.
constexpr std::int64_t gap_years = 65'536;

/// The frequency that incentives give is itself an estimate: a figure that grows in proportion to it has this
/// much more error (tails grow by less, so that theirs is not understated).
void add_pilot_error(double log_error, Result& result) {
  if (log_error == 0) return;
  for (MeasureRow& row : result.measures) {
    if (row.measure == "mean" || row.measure == "sd" || row.measure == "var" || row.measure == "tvar" ||
        row.measure == "technical_premium")
      row.standard_error = std::hypot(row.standard_error, row.value * log_error);
  }
  for (PolicyPrice& price : result.prices) {
    price.expected_claims_se = std::hypot(price.expected_claims_se, price.expected_claims * log_error);
    price.technical_premium_se = std::hypot(price.technical_premium_se, price.technical_premium * log_error);
  }
}

void take_gaps(const GapTable& table, Result& result) {
  result.gap_years = table.years;
  for (const GapRow& row : table.rows) {
    result.gaps.push_back({row.design, row.policy, row.insured, row.entity, row.peril, row.head,
                           row.reason ? std::string(to_string(*row.reason)) : "paid", row.mean,
                           row.standard_error});
  }
}

}  // namespace

Result run(const scenario::Scenario& input, const RunOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Result result;
  result.input = input;
  if (options.years) result.input.simulation.years = *options.years;
  if (options.seed) result.input.simulation.seed = *options.seed;
  scenario::Compiled compiled = scenario::compile(result.input);
  std::optional<ManyDesigns> many;
  const bool comparison_only = result.input.coverage_designs.size() > most_designs_in_full &&
                               !any_claims_made(compiled.plan) && !options.inspect;
  if (comparison_only) {
    const Simulation sound(compiled.plan, 1);  // sections that overlap are refused, as for a few designs
    many.emplace(result.input, compiled, options.threads);
  } else {
    // Inside an allocation a section has no terms that could name the reason for what it leaves.
    if (!scenario::has_design_capacity(result.input))
      compiled.plan.gap_years = std::min(result.input.simulation.years, gap_years);
  }
  result.assumptions = compiled.assumptions;
  result.audits = compiled.audits;
  result.cluster_years = compiled.plan.cluster_years();

  Simulation simulation(many ? many->payments() : compiled.plan, options.threads);
  std::int64_t aim = result.input.simulation.years;
  Simulation::Hooks hooks;
  hooks.stop_requested = options.stop_requested;
  if (options.progress) hooks.progress = [&](std::int64_t done) { options.progress(done, aim); };
  // Of many designs only the years that pay are kept.
  const auto advance = [&] {
    if (!many) {
      const bool is_done = simulation.run_to(aim, hooks);
      result.years_done = simulation.table().years();
      return is_done;
    }
    result.years_done = simulation.hand_on(
        aim, [&](const YearLossTable& table, std::size_t first) { many->take(table, first); }, hooks);
    return result.years_done >= aim;
  };
  bool whole = advance();
  if (options.target) {
    const std::int64_t most =
        options.target->max_years > 0
            ? options.target->max_years
            : std::min<std::int64_t>(100 * result.input.simulation.years, std::int64_t{1} << 31);
    double error = 0;
    while (result.years_done > 0) {
      error = many ? relative_error(*many, result.cluster_years, *options.target)
                   : relative_error(simulation.table(), result.cluster_years, *options.target);
      if (error <= options.target->relative || !whole || aim >= most) break;
      aim = next_aim(aim, error, *options.target, most);
      whole = advance();
    }
    result.target_met = result.years_done > 0 && error <= options.target->relative;
  }
  result.interrupted = !whole;
  if (result.years_done > 0 && many) {
    many->report(result);
    add_pilot_error(compiled.frequency_log_error, result);
  } else if (result.years_done > 0) {
    MeasureTable table =
        measure(simulation.table(), compiled.plan, result.input.simulation.levels, options.threads);
    result.measures = std::move(table.rows);
    result.curves = std::move(table.curves);
    result.convergence =
        convergence(simulation.table(), compiled.plan, result.input.simulation.levels, options.threads);
    take_gaps(simulation.gaps(), result);
    for (MeasureRow& row : common_causes(compiled.plan, compiled.sources, simulation.table(),
                                         result.input.simulation.levels, options.threads))
      result.measures.push_back(std::move(row));
    for (MeasureRow& row : variance_rows(simulation.table(), compiled.plan.cluster_years(), options.threads))
      result.measures.push_back(std::move(row));
    result.differences =
        differences(simulation.table(), compiled.plan, result.input.simulation.levels, options.threads);
    const std::shared_ptr<const library::Library> own = scenario::library_of(result.input);
    library::LibraryReader library{*own};
    result.prices = price(result.input, simulation.table(), compiled.plan, library, options.threads);
    for (const AuditPosterior& audit : result.audits)
      result.audit_credits.push_back(rating::schedule_credit(audit, library));
    const std::vector<rating::MeasuredPosition> positions =
        buyer_positions(result.input, simulation.table(), compiled.plan, result.prices, options.threads);
    for (const rating::MeasuredPosition& position : positions) result.buyer_views.push_back(position.view);
    result.buyer_differences = rating::differences(positions);
    add_assumptions(library, result);
    for (const PolicyPrice& price : result.prices) add_price_rows(price, compiled.plan, result.measures);
    add_pilot_error(compiled.frequency_log_error, result);
    if (options.inspect) options.inspect(result, simulation.table(), compiled.plan);
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace tenbin::result
