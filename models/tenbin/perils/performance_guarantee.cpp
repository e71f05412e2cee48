#include "tenbin/perils/performance_guarantee.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <map>
#include <memory>
#include <numbers>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/binomial.hpp"
#include "tenbin/severity/discrete.hpp"

namespace tenbin::perils {
namespace {

constexpr int months = 12;
/// Steps of the grid in a standard deviation: the rule's error is near exp(-2 pi^2 steps^2).
constexpr real steps_per_sd = 1.75L;
constexpr real negligible = 1e-22L;

real logistic(real y) { return y >= 0 ? 1 / (1 + std::exp(-y)) : std::exp(y) / (1 + std::exp(y)); }

/// Probability at points of the logit of the error rate.
struct Cloud {
  std::vector<real> logit;
  std::vector<real> mass;

  real total() const {
    real sum = 0;
    for (const real m : mass) sum += m;
    return sum;
  }
};

/// Beta(a, b) in the logit: density p^a (1 - p)^b / B(a, b).
Cloud posterior(real a, real b) {
  const real sd = std::sqrt(1 / a + 1 / b);
  const real step = sd / (2 * steps_per_sd);
  const real peak = std::log(a / b);
  const auto log_density = [&](real y) {
    // ln p = -ln(1 + e^-y), ln(1 - p) = -ln(1 + e^y)
    const real up = y > 0 ? y + std::log1p(std::exp(-y)) : std::log1p(std::exp(y));
    return a * (y - up) - b * up;
  };
  const real top = log_density(peak);
  const real floor = std::log(negligible);
  long first = 0;
  long last = 0;
  while (log_density(peak + static_cast<real>(first) * step) - top > floor) --first;
  while (log_density(peak + static_cast<real>(last) * step) - top > floor) ++last;
  Cloud cloud;
  real sum = 0;
  for (long i = first; i <= last; ++i) {
    const real y = peak + static_cast<real>(i) * step;
    cloud.logit.push_back(y);
    cloud.mass.push_back(std::exp(log_density(y) - top));
    sum += cloud.mass.back();
  }
  for (real& m : cloud.mass) m /= sum;  // the rule's own value of B(a, b), the same to its accuracy
  return cloud;
}

/// P(errors in n decisions > limit)
real failing(real p, long n, long limit) {
  if (limit < 0) return 1;
  if (limit >= n) return 0;
  return boost::math::ibeta(static_cast<real>(limit + 1), static_cast<real>(n - limit), p);
}

/// Largest number of errors in n that still keeps the promise: X/n <= K + d, met exactly where it is met on
/// paper.
long allowed(real rate, long n) {
  return static_cast<long>(std::floor(rate * static_cast<real>(n) * (1 + 1e-15L) + 1e-12L));
}

class Year {
 public:
  explicit Year(const GuaranteeTerms& terms)
      : terms_(terms),
        first_(posterior(terms.prior_errors + static_cast<real>(terms.test_errors),
                         terms.prior_successes + static_cast<real>(terms.test_samples - terms.test_errors))),
        limit_(terms.promised + terms.tolerance) {
    make_grid();
    start_ = drifted(first_);
    Cloud kept = first_;
    for (std::size_t i = 0; i < kept.mass.size(); ++i) {
      if (logistic(kept.logit[i]) > terms.promised) kept.mass[i] = 0;
    }
    const real share = kept.total();
    if (share > 0) {
      for (real& m : kept.mass) m /= share;
    } else {
      // No rate that the test allows keeps the promise: a repair can do no better than just that.
      kept.logit = {std::log(terms.promised / (1 - terms.promised))};
      kept.mass = {1};
    }
    restart_ = drifted(kept);
  }

  GuaranteeYear run() {
    std::map<int, Cloud> repair;  // by the month in which the repair ends
    Cloud watched = start_;
    real fresh = 0;  // repaired this month
    for (int month = 1; month <= months; ++month) {
      if (month > 1) watched = with(drifted(watched), restart_, fresh);
      fresh = 0;
      for (int due = month; due <= months; ++due) {
        if (!repair[due].mass.empty()) repair[due] = drifted(repair[due]);
      }
      if (!late_.mass.empty()) late_ = drifted(late_);
      result_.retained += shortfall(watched) + shortfall(late_);
      for (int due = month; due <= months; ++due) result_.retained += shortfall(repair[due]);
      if (month % terms_.monitoring_months == 0) {
        Cloud failed = failures(watched);
        result_.alarm += failed.total();
        const int due = month + terms_.cure_months;
        if (due <= months) {
          repair[due] = with(std::move(failed), repair[due], 1);
        } else {
          late_ = with(std::move(failed), late_, 1);
        }
      }
      const Cloud& ended = repair[month];
      if (ended.mass.empty()) continue;
      fresh = terms_.cure_success * ended.total();
      settle(ended, month);
    }
    for (const auto& [amount, probability] : payments_) {
      if (amount <= 0) continue;
      result_.claim += probability;
      result_.payment += probability * amount;
      result_.payments.emplace_back(amount, probability);
    }
    return std::move(result_);
  }

 private:
  /// Even grid on which the walk lives after its first step.
  void make_grid() {
    if (terms_.drift_sd == 0) return;
    const real step = terms_.drift_sd / steps_per_sd;
    const real reach =
        10 * terms_.drift_sd * std::sqrt(static_cast<real>(months)) + std::fabs(terms_.drift_mean) * months;
    // Far to the left nothing ever happens; the grid need not follow the posterior there.
    const real anchor = std::log(terms_.promised / (1 - terms_.promised));
    const real low =
        std::max(first_.logit.front(), std::min(anchor, first_.logit.back()) - 3 * reach) - reach;
    const real high = std::max(first_.logit.back(), anchor) + reach;
    const auto count = static_cast<std::size_t>((high - low) / step) + 2;
    check(count <= 200'000, "guarantee", "drift_sd", terms_.drift_sd,
          "0, or not so small against the uncertainty of the test");
    for (std::size_t i = 0; i < count; ++i) grid_.push_back(low + static_cast<real>(i) * step);
  }

  /// One month of drift.
  Cloud drifted(const Cloud& from) const {
    if (terms_.drift_sd == 0) {
      Cloud to = from;
      for (real& y : to.logit) y += terms_.drift_mean;
      return to;
    }
    Cloud to{grid_, std::vector<real>(grid_.size(), 0)};
    const real step = grid_[1] - grid_[0];
    const real scale =
        step / terms_.drift_sd * std::numbers::inv_sqrtpi_v<real> / std::numbers::sqrt2_v<real>;
    const real reach = 10 * terms_.drift_sd;
    for (std::size_t i = 0; i < from.mass.size(); ++i) {
      if (from.mass[i] <= 0) continue;
      const real centre = from.logit[i] + terms_.drift_mean;
      const real below = (centre - reach - grid_.front()) / step;
      if (below < 0) {  // left of the grid's use: stays at its edge
        to.mass.front() += from.mass[i];
        continue;
      }
      const auto begin = static_cast<std::size_t>(below);
      const auto end =
          std::min(grid_.size(), static_cast<std::size_t>((centre + reach - grid_.front()) / step) + 2);
      for (std::size_t j = begin; j < end; ++j) {
        const real z = (grid_[j] - centre) / terms_.drift_sd;
        to.mass[j] += from.mass[i] * scale * std::exp(-z * z / 2);
      }
    }
    return to;
  }

  /// `first` and `share` times `second`, on whatever points they stand.
  static Cloud with(Cloud first, const Cloud& second, real share) {
    if (share == 0 || second.mass.empty()) return first;
    if (first.mass.size() == second.mass.size() && first.logit == second.logit) {
      for (std::size_t i = 0; i < first.mass.size(); ++i) first.mass[i] += share * second.mass[i];
      return first;
    }
    for (std::size_t i = 0; i < second.mass.size(); ++i) {
      first.logit.push_back(second.logit[i]);
      first.mass.push_back(share * second.mass[i]);
    }
    return first;
  }

  /// Takes out what a check finds.
  Cloud failures(Cloud& watched) const {
    Cloud failed = watched;
    const long limit = allowed(limit_, terms_.monitoring_samples);
    for (std::size_t i = 0; i < watched.mass.size(); ++i) {
      failed.mass[i] *= failing(logistic(watched.logit[i]), terms_.monitoring_samples, limit);
      watched.mass[i] -= failed.mass[i];
    }
    return failed;
  }

  /// Expected loss of a month above the promise.
  real shortfall(const Cloud& cloud) const {
    real sum = 0;
    for (std::size_t i = 0; i < cloud.mass.size(); ++i)
      sum += cloud.mass[i] * std::max(logistic(cloud.logit[i]) - limit_, real{0});
    return sum * terms_.volume / months * terms_.unit_loss;
  }

  /// Payments where the repair has failed at the end of the month.
  void settle(const Cloud& ended, int month) {
    const long n = terms_.retest_samples;
    const long limit = allowed(limit_, n);
    const real remaining = static_cast<real>(months - month) / months;
    const real whole = terms_.volume * remaining * terms_.unit_loss;
    if (whole <= 0 || limit >= n || terms_.cure_success == 1) return;
    std::vector<real> probability(static_cast<std::size_t>(n - limit), 0);  // of limit + 1 ... n errors
    for (std::size_t i = 0; i < ended.mass.size(); ++i) {
      if (ended.mass[i] < negligible) continue;
      const real p = logistic(ended.logit[i]);
      const real share = (1 - terms_.cure_success) * ended.mass[i];
      // Up and down from the likeliest count above the limit, so that nothing underflows on the way.
      const long mode = std::clamp(static_cast<long>(static_cast<real>(n + 1) * p), limit + 1, n);
      const real peak =
          boost::math::ibeta_derivative(static_cast<real>(mode + 1), static_cast<real>(n - mode + 1), p) /
          static_cast<real>(n + 1);
      real term = peak;
      for (long x = mode; x <= n && term > negligible * peak; ++x) {
        probability[static_cast<std::size_t>(x - limit - 1)] += share * term;
        term *= static_cast<real>(n - x) / static_cast<real>(x + 1) * p / (1 - p);
      }
      term = peak;
      for (long x = mode; x > limit + 1 && term > negligible * peak; --x) {
        term *= static_cast<real>(x) / static_cast<real>(n - x + 1) * (1 - p) / p;
        probability[static_cast<std::size_t>(x - limit - 2)] += share * term;
      }
    }
    for (std::size_t i = 0; i < probability.size(); ++i) {
      if (probability[i] < negligible) continue;
      const real measured = static_cast<real>(limit + 1 + static_cast<long>(i)) / static_cast<real>(n);
      payments_[std::min(terms_.maximum, (measured - limit_) * whole)] += probability[i];
    }
  }

  const GuaranteeTerms& terms_;
  Cloud first_;
  real limit_;
  std::vector<real> grid_;
  Cloud start_, restart_;
  Cloud late_;  // repairs that end after the term
  std::map<real, real> payments_;
  GuaranteeYear result_;
};

void check_terms(const GuaranteeTerms& t) {
  const auto positive = [](const char* name, long value) {
    check(value >= 1 && value <= 100'000'000, "guarantee", name, static_cast<real>(value),
          "between 1 and 100,000,000");
  };
  check(t.promised > 0 && t.promised < 1, "guarantee", "promised", t.promised, "above 0 and below 1");
  check(t.tolerance >= 0 && t.promised + t.tolerance < 1, "guarantee", "tolerance", t.tolerance,
        "at least 0, and below 1 together with the promised rate");
  positive("test_samples", t.test_samples);
  check(t.test_errors >= 0 && t.test_errors <= t.test_samples, "guarantee", "test_errors",
        static_cast<real>(t.test_errors), "between 0 and test_samples");
  check_positive_finite("guarantee", "prior_errors", t.prior_errors);
  check_positive_finite("guarantee", "prior_successes", t.prior_successes);
  check_nonnegative_finite("guarantee", "drift_sd", t.drift_sd);
  check(std::isfinite(t.drift_mean), "guarantee", "drift_mean", t.drift_mean, "finite");
  check(t.monitoring_months >= 1 && t.monitoring_months <= months, "guarantee", "monitoring_months",
        t.monitoring_months, "between 1 and 12");
  positive("monitoring_samples", t.monitoring_samples);
  check(t.cure_months >= 0 && t.cure_months <= months, "guarantee", "cure_months", t.cure_months,
        "between 0 and 12");
  check_probability("guarantee", "cure_success", t.cure_success);
  check(t.retest_samples >= 1 && t.retest_samples <= 1'000'000, "guarantee", "retest_samples",
        static_cast<real>(t.retest_samples), "between 1 and 1,000,000");
  check_positive_finite("guarantee", "volume", t.volume);
  check_positive_finite("guarantee", "unit_loss", t.unit_loss);
  check_positive_finite("guarantee", "maximum", t.maximum);
}

/// As few amounts as a table of quantiles likes, the mean kept: each amount's probability goes to its two
/// neighbours on an even lattice.
SeverityPtr law_of(const std::vector<std::pair<real, real>>& payments, real total) {
  constexpr std::size_t most_amounts = 256;
  std::vector<real> amounts;
  std::vector<real> probabilities;
  if (payments.size() <= most_amounts) {
    for (const auto& [amount, probability] : payments) {
      amounts.push_back(amount);
      probabilities.push_back(probability / total);
    }
  } else {
    const real low = payments.front().first;
    const real step = (payments.back().first - low) / static_cast<real>(most_amounts - 1);
    for (std::size_t i = 0; i < most_amounts; ++i) amounts.push_back(low + static_cast<real>(i) * step);
    probabilities.assign(most_amounts, 0);
    for (const auto& [amount, probability] : payments) {
      const real place = std::clamp((amount - low) / step, real{0}, static_cast<real>(most_amounts - 1));
      const auto below = std::min(static_cast<std::size_t>(place), most_amounts - 2);
      const real part = place - static_cast<real>(below);
      probabilities[below] += (1 - part) * probability / total;
      probabilities[below + 1] += part * probability / total;
    }
  }
  return std::make_shared<Discrete>(amounts, probabilities);
}

}  // namespace

GuaranteeYear guarantee_year(const GuaranteeTerms& terms) {
  check_terms(terms);
  return Year{terms}.run();
}

GuaranteeTerms guarantee_terms(const scenario::Deployment& deployment, library::LibraryReader& library) {
  const scenario::PerformanceGuarantee& stated = deployment.performance_guarantee.value();
  const auto count = [&](const std::optional<std::int64_t>& value, const char* id) {
    return value ? static_cast<long>(*value) : static_cast<long>(library(std::string("guarantee/") + id));
  };
  GuaranteeTerms terms;
  terms.promised = stated.promised_error_rate;
  terms.tolerance = stated.tolerance;
  terms.test_samples = static_cast<long>(stated.test_samples);
  terms.test_errors = static_cast<long>(stated.test_errors);
  terms.prior_errors = library("guarantee/prior_errors");
  terms.prior_successes = library("guarantee/prior_successes");
  terms.drift_mean = library("guarantee/drift_mean");
  terms.drift_sd = library("guarantee/drift_sd");
  terms.monitoring_months = static_cast<int>(count(stated.monitoring_months, "monitoring_months"));
  terms.monitoring_samples = count(stated.monitoring_samples, "monitoring_samples");
  terms.cure_months = static_cast<int>(count(stated.cure_months, "cure_months"));
  terms.cure_success = library("guarantee/cure_success");
  terms.retest_samples = terms.monitoring_samples;
  terms.volume = stated.volume;
  terms.unit_loss = stated.unit_loss;
  if (stated.maximum) {
    terms.maximum = *stated.maximum;
  } else {
    const auto fee = deployment.exposure.find("annual_fee");
    if (fee == deployment.exposure.end()) {
      throw ParameterError(fmt::format(
          "deployment '{}': the guarantee has no maximum (it is the annual fee where none is given); add "
          "maximum to performance_guarantee or annual_fee to exposure",
          deployment.id));
    }
    terms.maximum = library("guarantee/maximum_fee_share") * fee->second;
  }
  return terms;
}

Source guarantee_source(const scenario::Deployment& deployment, library::LibraryReader& library) {
  const GuaranteeYear year = guarantee_year(guarantee_terms(deployment, library));
  // So rare that no run can see it: an event without loss keeps the source whole.
  constexpr real least = 1e-15L;
  Source source{deployment.id,
                "performance_shortfall",
                std::make_shared<Binomial>(1, std::max(year.claim, least)),
                {},
                {},
                {}};
  const SeverityPtr law = year.claim > least
                              ? law_of(year.payments, year.claim)
                              : std::make_shared<Discrete>(std::vector<real>{0}, std::vector<real>{1});
  source.heads.push_back({Damage::performance_shortfall, 1, law, Bearing::integrator});
  return source;
}

}  // namespace tenbin::perils
