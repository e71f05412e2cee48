#include "tenbin/exact/collective.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "tenbin/contract/expected_payment.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/exact/discretise.hpp"
#include "tenbin/exact/spectrum.hpp"
#include "tenbin/frequency/infinitely_divisible.hpp"

namespace tenbin {
namespace {

// e^-12: what wraps round loses a factor 160,000, and rounding near 1e-17 grows to 2e-12 at the last point
// only.
constexpr double tilt_over_range = 12;
constexpr double negligible = 1e-13;
constexpr std::size_t probe_points = 2048;
constexpr std::size_t fewest_points = std::size_t{1} << 16;
constexpr std::size_t most_points = std::size_t{1} << 20;
// Relative error of the standard deviation that a step may cause.
constexpr double sd_tolerance = 5e-8;

void check_complete(const char* function, const CollectiveModel& model) {
  if (!model.frequency) throw ParameterError(std::string(function) + ": frequency is missing (null pointer)");
  if (!model.severity) throw ParameterError(std::string(function) + ": severity is missing (null pointer)");
}

// Greatest common measure of positive amounts within 1e-9 of the largest, by Euclid; 0 where there is none
// above 1e-6 of it.
double common_measure(const std::vector<double>& amounts) {
  if (amounts.empty()) return 0;
  const double largest = *std::max_element(amounts.begin(), amounts.end());
  double measure = 0;
  for (const double amount : amounts) {
    double a = amount, b = measure;
    while (b > 1e-9 * largest) {
      double rest = std::fmod(a, b);
      if (b - rest < 1e-9 * largest) rest = 0;
      a = b;
      b = rest;
    }
    measure = a;
  }
  return measure > 1e-6 * largest ? measure : 0;
}

// The payments for the atoms of a purely discrete loss; empty for any other.
std::vector<double> discrete_payments(const CollectiveModel& model) {
  const auto knots = model.severity->knots();
  if (knots.empty() || knots.size() > 4096) return {};
  real mass = 0;
  std::vector<double> payments;
  for (const real knot : knots) {
    const real probability = model.severity->cdf(knot) - model.severity->cdf_below(knot);
    mass += probability;
    const double payment = apply(model.occurrence, static_cast<double>(knot));
    if (probability > 0 && payment > 0) payments.push_back(payment);
  }
  return std::fabs(mass - 1) < 1e-15L ? payments : std::vector<double>{};
}

// Of all amounts, or else of the first list alone.
double common_measure_with(std::vector<double> amounts, const std::vector<double>& more) {
  if (amounts.empty()) return 0;
  const double alone = common_measure(amounts);
  amounts.insert(amounts.end(), more.begin(), more.end());
  const double all = common_measure(amounts);
  return all > 0 ? all : alone;
}

struct Totals {
  Lattice lattice;  // amounts strictly below the last point of the range, or all
  double beyond;
};

// The year's sum below the last of `kept` points, which is dropped because payments that are cut stand there.
// The transform has `size` >= `kept` points; a larger one pushes what wraps round further away.
Totals totals(const Frequency& frequency, const Lattice& payment, std::size_t kept, std::size_t size,
              double tilt) {
  Lattice lattice = Spectrum(payment, size, tilt).compound(frequency).lattice(kept - 1);
  const double beyond = static_cast<double>(1 - lattice.mass());
  return {std::move(lattice), std::max(beyond, 0.0)};
}

struct Probe {
  double range;  // P(S >= range) is about `beyond`
  double beyond;
  double variance;  // of what lies within the range
};

Probe probe(const CollectiveModel& model, double range) {
  const double step = range / static_cast<double>(probe_points - 1);
  const Lattice payment = discretise(model.occurrence, *model.severity, step, probe_points);
  const auto [lattice, beyond] = totals(*model.frequency, payment, probe_points, probe_points,
                                        tilt_over_range / static_cast<double>(probe_points));
  const real mean = lattice.mean();
  // less what the coarse step itself adds
  const real excess = expected_payments(model) * step * step / 6;
  const real variance = lattice.second_moment() - mean * mean;
  return {range, beyond, static_cast<double>(std::fmax(variance - excess, variance / 16))};
}

// The largest step that the standard deviation allows: payments * h^2 / 12 / variance <= sd_tolerance.
double largest_step(const CollectiveModel& model, const Probe& found) {
  const double payments = static_cast<double>(std::max(expected_payments(model), real{1e-6L}));
  return std::sqrt(12 * sd_tolerance * found.variance / payments);
}

// The range that holds all but a negligible probability; of a heavy tail less, so that the step stays fine
// enough for the standard deviation. `enough` is a range beyond which the aggregate terms do not look.
Probe find_range(const CollectiveModel& model, double enough) {
  const real mean = expected_total(model);
  const double largest = std::min(model.occurrence.largest_payment(),
                                  static_cast<double>(model.severity->upper_quantile(1e-4L)));
  double range = std::max(2 * largest, std::isfinite(mean) ? 2 * static_cast<double>(mean) : 0.0);
  if (!(range > 0)) range = std::min(1.0, enough);
  Probe found = probe(model, range);
  const auto extend = [&](double tail) {
    Probe next = found;
    for (int i = 0; i < 60 && next.beyond > tail && next.range < enough; ++i)
      next = probe(model, 2 * next.range);
    return next;
  };
  found = extend(1e-5);
  for (const double tail : {1e-6, 1e-7, 1e-9, negligible}) {
    const Probe next = extend(tail);
    if (next.range > largest_step(model, next) * static_cast<double>(most_points)) break;
    found = next;
  }
  return found;
}

struct Grid {
  double step;
  std::size_t size;
  bool much_beyond;    // the probe saw more than 1e-8 beyond the range
  bool without_error;  // every payment lies on the lattice
};

Grid choose_grid(const CollectiveModel& model, const ExactOptions& options) {
  const AggregateTerms& aggregate = model.aggregate;
  const double enough = 1.001 * (aggregate.deductible() + aggregate.limit());  // infinite without a limit
  const real largest = model.occurrence.largest_payment();

  // What should lie on the lattice.
  std::vector<double> knots;
  if (std::isfinite(largest)) knots.push_back(static_cast<double>(largest));
  std::vector<double> annual;
  if (std::isfinite(aggregate.limit())) annual.push_back(aggregate.limit());
  if (aggregate.deductible() > 0) annual.push_back(aggregate.deductible());
  const double unit = common_measure_with(knots, annual);
  const double atoms_unit = common_measure_with(discrete_payments(model), annual);

  const Probe found = find_range(model, enough);
  const double range = std::min(found.range, enough);
  double step = std::max(std::min(largest_step(model, found), range / static_cast<double>(fewest_points)),
                         range / static_cast<double>(most_points - 1));
  const bool discrete = atoms_unit > 0 && range / atoms_unit < static_cast<double>(most_points - 1);
  if (discrete) {
    step = atoms_unit;
  } else if (unit > step) {
    // Four steps divide the unit too, for extrapolation; the finer of the two choices where the points allow
    // it.
    const double quarters = unit / (4 * step);
    const double finer = unit / (4 * std::ceil(quarters));
    step = range / finer < static_cast<double>(most_points - 1)
               ? finer
               : unit / std::max(4 * std::floor(quarters), 1.0);
  } else if (unit > 0) {
    step = unit * std::ceil(step / unit);
  }
  if (options.step) step = *options.step;

  const double cells = std::min(range / step + 2, static_cast<double>(most_points));
  std::size_t size = std::max(std::bit_ceil(static_cast<std::size_t>(cells)), probe_points);
  if (options.size) size = *options.size;
  if (options.size && !options.step && !discrete) {
    // The given number of points over the range.
    step = range / static_cast<double>(size - 1);
    if (unit > step) step = unit / std::floor(unit / step * (1 + 1e-12));
  }
  const bool within_probe = step * static_cast<double>(size) < 2 * found.range;
  return {step, size, within_probe && found.beyond > 1e-8, discrete && !options.step};
}

}  // namespace

ExactTotal exact_total(const CollectiveModel& model, const ExactOptions& options) {
  check_complete("exact_total", model);
  if (options.step) check_positive_finite("exact_total", "step", *options.step);
  if (options.size)
    check(
        std::has_single_bit(*options.size) && *options.size >= 16 && *options.size <= (std::size_t{1} << 22),
        "exact_total", "size", static_cast<real>(*options.size), "a power of two from 2^4 to 2^22");
  const Grid grid = choose_grid(model, options);
  const Lattice payment = discretise(model.occurrence, *model.severity, grid.step, grid.size);
  const real mean = expected_total(model);
  // Without tilting what lies beyond wraps round and is seen in the mean only.
  Totals result{Lattice(grid.step, {1}), 0};
  bool wraps = grid.much_beyond || !std::isfinite(mean);
  if (!wraps) {
    result = totals(*model.frequency, payment, grid.size, grid.size, 0);
    wraps = mean > 0 && std::fabs(result.lattice.mean() - mean) / mean > 1e-9L;
  }
  double tilt = 0, seen = 0, aliasing = 0;
  if (wraps) {
    tilt = tilt_over_range / static_cast<double>(grid.size);
    result = totals(*model.frequency, payment, grid.size, grid.size, tilt);
    seen = result.beyond;
    aliasing = seen * std::exp(-tilt_over_range);
    if (aliasing > 1e-10) {
      result = totals(*model.frequency, payment, grid.size, 2 * grid.size, tilt);
      seen = result.beyond;
      aliasing = seen * std::exp(-2 * tilt_over_range);
    }
  }
  auto before = LossDistribution::from(result.lattice, mean);
  const double mean_error =
      std::isfinite(mean) && mean > 0 ? static_cast<double>(std::fabs(before.mean() / mean - 1)) : 0;
  const double variance = static_cast<double>(before.variance());
  const double payments = static_cast<double>(expected_payments(model));
  const double sd_error =
      grid.without_error || !(variance > 0) ? 0 : payments * grid.step * grid.step / 12 / variance;
  auto annual = before.after(model.aggregate);
  return {.before_aggregate = std::move(before),
          .annual = std::move(annual),
          .step = grid.step,
          .size = grid.size,
          .tilt = tilt,
          .beyond = seen,
          .aliasing = aliasing,
          .mean_error = mean_error,
          .sd_error = sd_error};
}

EstimatedProbability probability_of_reaching(const CollectiveModel& model, double amount) {
  constexpr auto function = "probability_of_reaching";
  check_complete(function, model);
  check_positive_finite(function, "amount", amount);
  CollectiveModel cut = model;
  cut.aggregate = AggregateTerms(0, amount);
  const Grid grid = choose_grid(cut, {});
  const auto at_step = [&](std::size_t coarser) {
    const double step = grid.step * static_cast<double>(coarser);
    const ExactTotal total =
        exact_total(cut, {.step = step, .size = std::max(grid.size / coarser, std::size_t{16})});
    return total.before_aggregate.survival_from(amount - step * 1e-6);
  };
  constexpr real rounding = 1e-12L;
  const real fine = at_step(1);
  if (grid.without_error) return {fine, rounding};
  const auto on_lattice = [&](double value) {
    const double steps = value / (4 * grid.step);
    return !std::isfinite(value) || std::fabs(steps - std::round(steps)) < 1e-6;
  };
  const real middle = at_step(2);
  if (!on_lattice(amount) || !on_lattice(model.occurrence.largest_payment()))
    return {fine, std::fabs(fine - middle) + rounding};
  const real coarse = at_step(4);
  const real first = 2 * fine - middle;
  const real last = (4 * first - (2 * middle - coarse)) / 3;
  return {last, std::fabs(last - first) + rounding};
}

LossDistribution sum_of_independent(std::span<const LossDistribution> totals, double step) {
  check(!totals.empty(), "sum_of_independent", "number of totals", 0, "at least 1");
  Lattice sum = totals.front().on_lattice(step);
  real mean = totals.front().mean();
  for (const auto& total : totals.subspan(1)) {
    sum = convolve(sum, total.on_lattice(step));
    mean += total.mean();
  }
  return LossDistribution::from(sum, mean);
}

real expected_total(const CollectiveModel& model) {
  check_complete("expected_total", model);
  return model.frequency->mean() * expected_payment(model.occurrence, *model.severity);
}

real expected_payments(const CollectiveModel& model) {
  check_complete("expected_payments", model);
  return model.frequency->mean() * payment_probability(model.occurrence, *model.severity);
}

namespace {

// 1 - P_N(1 - s), accurate for small s where the count allows.
real any_of(const Frequency& count, real s) {
  const std::complex<double> z(static_cast<double>(1 - s), 0);
  if (const auto* divisible = dynamic_cast<const InfinitelyDivisibleFrequency*>(&count))
    return -std::expm1(static_cast<real>(divisible->log_pgf(z).real()));
  return 1 - static_cast<real>(count.pgf(z).real());
}

}  // namespace

real largest_payment_survival(const CollectiveModel& model, real y) {
  check_complete("largest_payment_survival", model);
  return any_of(*model.frequency, payment_survival(model.occurrence, *model.severity, y));
}

real occurrence_exhaustion_probability(const CollectiveModel& model) {
  check_complete("occurrence_exhaustion_probability", model);
  return any_of(*model.frequency, exhaustion_probability(model.occurrence, *model.severity));
}

double largest_payment_quantile(const CollectiveModel& model, real level) {
  check_complete("largest_payment_quantile", model);
  check(level > 0 && level < 1, "largest_payment_quantile", "level", level, "above 0 and below 1");
  const real allowed = 1 - level;
  const auto holds = [&](double y) { return largest_payment_survival(model, y) <= allowed; };
  if (holds(0)) return 0;
  double low = 0, high = 1;
  while (!holds(high)) {
    low = high;
    high *= 2;
  }
  for (double middle = low + (high - low) / 2; middle > low && middle < high; middle = low + (high - low) / 2)
    (holds(middle) ? high : low) = middle;
  return high;
}

}  // namespace tenbin
