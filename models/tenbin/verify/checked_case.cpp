#include "tenbin/verify/checked_case.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <stdexcept>

#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::verify {
namespace {

/// The collective model as what the simulation reads: one peril, one policy.
Plan plan_of(const KnownCase& known, std::int64_t years, std::uint64_t seed) {
  Plan plan;
  plan.seed = seed;
  plan.years = years;
  plan.heads = {"loss"};
  SourcePlan source;
  source.entity = known.id;
  source.peril = "claims";
  source.counts = known.model.frequency->count_scheme();
  HeadPlan head;
  head.severity = std::make_shared<const QuantileTable>(*known.model.severity);
  source.heads = {head};
  plan.sources = {source};
  PolicyPlan policy;
  policy.id = "policy";
  policy.sections = {{"section", {{0, 0, 1}}, known.model.occurrence, {}}};
  policy.aggregate = known.model.aggregate;
  plan.designs = {{"design", {policy}}};
  return plan;
}

struct Simulated {
  double value = 0, standard_error = 0, distance = 0;
};

double distance_of(double value, double exact, double standard_error) {
  // Sums of years differ from the exact value by rounding where nothing is left to chance.
  const double rounding = 1e-12 * std::max(1.0, std::fabs(exact));
  if (std::fabs(value - exact) <= rounding) return 0;
  return (value - exact) / standard_error;
}

Simulated share_of_years(double share, double exact, double years) {
  // The error is that of the exact probability: it is not zero where no year was hit.
  const double error = std::sqrt(std::max(exact * (1 - exact), 1 / years) / years);
  return {share, error, distance_of(share, exact, error)};
}

Simulated from_estimate(const Estimate& estimate, double exact) {
  return {estimate.value, estimate.standard_error,
          distance_of(estimate.value, exact, estimate.standard_error)};
}

/// E[(S - d)+] over the years
Simulated stop_loss(std::span<const double> years, double deductible, double exact) {
  const auto n = static_cast<double>(years.size());
  double sum = 0;
  for (const double year : years) sum += std::max(0.0, year - deductible);
  const double mean = sum / n;
  double squares = 0;
  for (const double year : years) {
    const double deviation = std::max(0.0, year - deductible) - mean;
    squares += deviation * deviation;
  }
  const double error = std::sqrt(squares / (n - 1) / n);
  return {mean, error, distance_of(mean, exact, error)};
}

double share_above(std::span<const double> years, double amount) {
  const auto hits =
      std::count_if(years.begin(), years.end(), [amount](double year) { return year > amount; });
  return static_cast<double>(hits) / static_cast<double>(years.size());
}

/// A quantile of amounts that are discrete has no density; the probability on both sides of it is compared.
Simulated discrete_quantile(const AnnualSample& sample, double level, double exact, double half_step) {
  const auto n = static_cast<double>(sample.size());
  const double above = share_above(sample.years(), exact + half_step);
  const double from = share_above(sample.years(), exact - half_step);
  const double error = std::sqrt(level * (1 - level) / n);
  const double excess = std::max(above - (1 - level), 0.0) - std::max((1 - level) - from, 0.0);
  return {sample.var(level).value, sample.var(level).standard_error, excess / error};
}

class SimulatedCase {
 public:
  SimulatedCase(const KnownCase& known, const ExactTotal& total, std::int64_t years, std::uint64_t seed)
      : known_(known), total_(total), simulation_(plan_of(known, years, seed)) {
    simulation_.run_to(years);
    std::vector<double> levels = {0.0};
    for (const KnownFigure& figure : known.figures) {
      if (figure.measure == Measure::value_at_risk || figure.measure == Measure::tail_value_at_risk) {
        levels.push_back(figure.level);
      }
    }
    annual_ = std::make_unique<AnnualSample>(column(Basis::aep), 1, levels);
  }

  std::optional<Simulated> operator()(const KnownFigure& figure, double exact) const {
    const auto n = static_cast<double>(annual_->size());
    const double half_step = total_.step / 2;
    switch (figure.measure) {
      case Measure::mean:
        return from_estimate(annual_->mean(), exact);
      case Measure::standard_deviation:
        return from_estimate(annual_->sd(), exact);
      case Measure::skewness:
        return from_estimate(annual_->skewness(), exact);
      case Measure::value_at_risk:
        if (is_discrete()) return discrete_quantile(*annual_, figure.level, exact, half_step);
        return from_estimate(annual_->var(figure.level), exact);
      case Measure::tail_value_at_risk:
        return from_estimate(annual_->tvar(figure.level), exact);
      case Measure::stop_loss:
        return stop_loss(annual_->years(), figure.level, exact);
      case Measure::probability_of:
        return share_of_years(above(figure.level - half_step) - above(figure.level + half_step), exact, n);
      case Measure::distribution:
        return share_of_years(1 - above(figure.level + half_step), exact, n);
      case Measure::no_payment:
        return share_of_years(1 - share_of_largest([](double y) { return y > 0; }), exact, n);
      case Measure::occurrence_exhausted: {
        const double full = known_.model.occurrence.largest_payment();
        return share_of_years(share_of_largest([full](double y) { return y >= full; }), exact, n);
      }
      case Measure::aggregate_exhausted: {
        const double full = known_.model.aggregate.limit() * (1 - 1e-12);  // sums of a year are rounded
        return share_of_years(above(full), exact, n);
      }
      case Measure::payments_per_year:
      case Measure::expected_payment:
        return std::nullopt;
    }
    return std::nullopt;
  }

 private:
  bool is_discrete() const { return !(total_.sd_error > 0); }

  std::span<const double> column(Basis basis) const {
    const auto* subject = simulation_.table().find("design/design/policy/policy", basis);
    if (subject == nullptr) throw std::logic_error("the year loss table has no policy");
    return simulation_.table().column(subject->column);
  }

  double above(double amount) const { return share_above(annual_->years(), amount); }

  /// Share of years whose largest payment, before annual aggregate terms, is so.
  template <class Predicate>
  double share_of_largest(Predicate is_so) const {
    const auto years = column(Basis::oep);
    return static_cast<double>(std::count_if(years.begin(), years.end(), is_so)) /
           static_cast<double>(years.size());
  }

  const KnownCase& known_;
  const ExactTotal& total_;
  Simulation simulation_;
  std::unique_ptr<AnnualSample> annual_;
};

}  // namespace

std::vector<CheckedFigure> check_case(const KnownCase& known, std::int64_t years, std::uint64_t seed) {
  const ExactTotal total = exact_total(known.model);
  const SimulatedCase simulate(known, total, years, seed);
  std::vector<CheckedFigure> checked;
  for (const KnownFigure& figure : known.figures) {
    CheckedFigure result;
    result.known = figure;
    result.exact = exact_value(known, total, figure);
    result.exact_agrees = std::fabs(result.exact - figure.value) <= allowed_distance(total, figure);
    if (const auto simulated = simulate(figure, result.exact)) {
      result.simulated = simulated->value;
      result.standard_error = simulated->standard_error;
      result.distance = simulated->distance;
      result.simulated_agrees = std::fabs(simulated->distance) <= allowed_standard_errors;
    }
    checked.push_back(result);
  }
  return checked;
}

}  // namespace tenbin::verify
