#include "tenbin/result/measure_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>

#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/exceedance_curve.hpp"
#include "tenbin/measure/paired_difference.hpp"
#include "tenbin/simulation/parallel_each.hpp"

namespace tenbin::result {
namespace {

/// Return periods [yr] that the field asks for (Open Results Data, default list of model settings).
constexpr std::array<double, 15> field_return_periods = {2,   5,   10,  20,  25,  30,   50,  75,
                                                         100, 150, 200, 250, 500, 1000, 5000};

double told(const Estimate& estimate) {
  return estimate.reliable ? estimate.standard_error : std::numeric_limits<double>::quiet_NaN();
}

const char* name_of(Basis basis) { return basis == Basis::aep ? "aep" : "oep"; }

/// Figures of one column; subjects that share the column copy them.
struct ColumnFigures {
  std::vector<MeasureRow> rows;
  std::vector<ExceedancePoint> curve;
};

/// The limit of a year or an event, and the amounts that it counts.
struct Limit {
  double amount;
  std::span<const double> counted;
};

ColumnFigures measure_column(std::span<const double> years, int cluster_years, Basis basis,
                             const std::vector<double>& levels, const std::optional<Limit>& limit) {
  const AnnualSample sample(years, cluster_years, levels);
  ColumnFigures figures;
  const auto add = [&](const char* name, std::optional<double> level, const Estimate& estimate) {
    figures.rows.push_back({"", name_of(basis), name, level, estimate.value, told(estimate)});
  };
  add("mean", {}, sample.mean());
  add("sd", {}, sample.sd());
  add("skewness", {}, sample.skewness());
  for (double level : levels) add("var", level, sample.var(level));
  for (double level : levels) add("tvar", level, sample.tvar(level));
  add("probability_of_attachment", {}, sample.probability_above(0));
  if (limit) {
    // Payments of a calendar are differences of what has been paid: their sum may miss the limit by rounding.
    constexpr double rounding = 1e-12;
    add("probability_of_exhaustion", {},
        AnnualSample(limit->counted, cluster_years, {}).probability_at_least(limit->amount * (1 - rounding)));
  }
  std::vector<double> return_periods;
  for (double period : field_return_periods) {
    if (1 - 1 / period >= levels.front() && period <= static_cast<double>(years.size()))
      return_periods.push_back(period);
  }
  for (const tenbin::ExceedancePoint& point : exceedance_points(sample, return_periods)) {
    figures.curve.push_back({"", name_of(basis), point.return_period, point.loss.value, told(point.loss)});
  }
  return figures;
}

/// Defence cost outside the limit: a payment may reach the limit although nothing is exhausted.
bool pays_beside_limits(const PolicyPlan& policy) {
  return std::any_of(policy.sections.begin(), policy.sections.end(), [](const SectionPlan& section) {
    return !section.defence.empty() && section.defence_cost == DefenceCost::outside;
  });
}

}  // namespace

std::optional<double> headline_level(const std::vector<double>& levels) {
  if (levels.empty()) return std::nullopt;
  return *std::min_element(levels.begin(), levels.end(), [](double a, double b) {
    return std::fabs(std::log((1 - a) / 0.01)) < std::fabs(std::log((1 - b) / 0.01));
  });
}

double largest_payment(const PolicyPlan& policy, Basis basis) {
  double by_event = 0, by_year = 0;
  for (const SectionPlan& section : policy.sections) {
    by_event += section.occurrence.largest_payment();
    by_year += section.aggregate.limit();
  }
  if (basis == Basis::oep) {
    return apply(OccurrenceTerms(Deductible{}, policy.occurrence.limit(), policy.occurrence.share()),
                 by_event);
  }
  return std::min(by_year, policy.aggregate.limit());
}

MeasureTable measure(const YearLossTable& table, const Plan& plan, const std::vector<double>& levels,
                     int threads) {
  std::map<std::string, const PolicyPlan*> policies;
  std::map<std::string, double> section_limits;  // annual
  for (const DesignPlan& design : plan.designs) {
    for (const PolicyPlan& policy : design.policies) {
      const std::string name = "design/" + design.id + "/policy/" + policy.id;
      policies[name] = &policy;
      for (const SectionPlan& section : policy.sections)
        section_limits[name + "/section/" + section.id] = section.aggregate.limit();
    }
  }
  // The first subject of a column decides what is measured; the others are the same by construction.
  std::vector<const YearLossTable::Subject*> owner(table.columns(), nullptr);
  for (const auto& subject : table.subjects()) {
    if (owner[subject.column] == nullptr) owner[subject.column] = &subject;
  }
  std::vector<ColumnFigures> figures(table.columns());
  parallel_each(static_cast<std::int64_t>(table.columns()), threads, [&](std::int64_t number) {
    const auto column = static_cast<std::size_t>(number);
    if (owner[column] == nullptr) return;
    const auto policy = policies.find(owner[column]->name);
    const bool is_policy = policy != policies.end();
    const Basis basis = owner[column]->basis;
    const std::size_t counted =
        basis == Basis::aep ? table.counted(owner[column]->name).value_or(column) : column;
    std::optional<Limit> limit;
    const auto limit_to = [&](double amount) {
      if (std::isfinite(amount)) limit = Limit{amount, table.column(counted)};
    };
    // The largest payment for an event beside its limit is not kept.
    if (is_policy && (basis == Basis::aep || !pays_beside_limits(*policy->second)))
      limit_to(largest_payment(*policy->second, basis));
    const auto section = section_limits.find(owner[column]->name);
    if (section != section_limits.end()) limit_to(section->second);
    figures[column] = measure_column(table.column(column), plan.cluster_years(), basis, levels, limit);
  });
  MeasureTable result;
  for (const auto& subject : table.subjects()) {
    for (MeasureRow row : figures[subject.column].rows) {
      row.subject = subject.name;
      result.rows.push_back(std::move(row));
    }
    for (ExceedancePoint point : figures[subject.column].curve) {
      point.subject = subject.name;
      result.curves.push_back(std::move(point));
    }
  }
  return result;
}

std::vector<ConvergencePoint> convergence(const YearLossTable& table, const Plan& plan,
                                          const std::vector<double>& levels, int threads) {
  constexpr std::int64_t whole_part = 1024;
  constexpr std::size_t most_parts = 10;
  std::vector<std::int64_t> parts;
  for (std::int64_t years = table.years(); years >= whole_part && parts.size() < most_parts; years /= 2) {
    const std::int64_t part = years == table.years() ? years : years / whole_part * whole_part;
    if (parts.empty() || part < parts.back()) parts.push_back(part);
  }
  std::reverse(parts.begin(), parts.end());
  std::vector<std::string> subjects{"ground_up"};
  for (const DesignPlan& design : plan.designs) subjects.push_back("design/" + design.id + "/insurer");
  const std::optional<double> level = headline_level(levels);
  std::vector<std::vector<ConvergencePoint>> slots(subjects.size() * parts.size());
  parallel_each(static_cast<std::int64_t>(slots.size()), threads, [&](std::int64_t number) {
    const auto slot = static_cast<std::size_t>(number);
    const std::string& subject = subjects[slot / parts.size()];
    const std::int64_t part = parts[slot % parts.size()];
    const auto* found = table.find(subject, Basis::aep);
    if (found == nullptr) return;
    const std::vector<double> asked = level ? std::vector<double>{*level} : std::vector<double>{};
    const AnnualSample sample(table.column(found->column).first(static_cast<std::size_t>(part)),
                              plan.cluster_years(), asked);
    const auto add = [&](const char* measure, std::optional<double> of, const Estimate& estimate) {
      if (!estimate.reliable) return;
      slots[slot].push_back({subject, measure, of, part, estimate.value, estimate.standard_error});
    };
    add("mean", {}, sample.mean());
    if (level) add("tvar", level, sample.tvar(*level));
  });
  std::vector<ConvergencePoint> points;
  for (std::size_t subject = 0; subject < subjects.size(); ++subject) {
    for (const char* measure : {"mean", "tvar"}) {
      for (std::size_t part = 0; part < parts.size(); ++part) {
        for (const ConvergencePoint& point : slots[subject * parts.size() + part]) {
          if (point.measure == measure) points.push_back(point);
        }
      }
    }
  }
  return points;
}

std::vector<DesignDifference> differences(const YearLossTable& table, const Plan& plan,
                                          const std::vector<double>& levels, int threads) {
  if (plan.designs.size() < 2) return {};
  const std::array<const char*, 2> subjects = {"insurer", "insured"};
  const auto column = [&](const DesignPlan& design, const char* subject) {
    return table.column(table.find("design/" + design.id + "/" + subject, Basis::aep)->column);
  };
  std::vector<std::vector<DesignDifference>> slots((plan.designs.size() - 1) * subjects.size());
  parallel_each(static_cast<std::int64_t>(slots.size()), threads, [&](std::int64_t number) {
    const auto slot = static_cast<std::size_t>(number);
    const DesignPlan& reference = plan.designs.front();
    const DesignPlan& design = plan.designs[1 + slot / subjects.size()];
    const char* const subject = subjects[slot % subjects.size()];
    const AnnualSample ours(column(design, subject), plan.cluster_years(), levels);
    const AnnualSample theirs(column(reference, subject), plan.cluster_years(), levels);
    const PairedDifference difference(ours, theirs);
    const auto add = [&](const char* measure, std::optional<double> level, const Estimate& estimate) {
      slots[slot].push_back(
          {design.id, reference.id, subject, measure, level, estimate.value, told(estimate)});
    };
    add("mean", {}, difference.mean());
    for (double level : levels) add("var", level, difference.var(level));
    for (double level : levels) add("tvar", level, difference.tvar(level));
  });
  std::vector<DesignDifference> result;
  for (auto& slot : slots) result.insert(result.end(), slot.begin(), slot.end());
  return result;
}

}  // namespace tenbin::result
