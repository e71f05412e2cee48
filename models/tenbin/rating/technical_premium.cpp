#include "tenbin/rating/technical_premium.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "tenbin/core/error.hpp"
#include "tenbin/exact/loss_distribution.hpp"
#include "tenbin/exact/spectrum.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/batch_figures.hpp"
#include "tenbin/measure/tail_contribution.hpp"

namespace tenbin::rating {
namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();
/// Lattice points of the book's distribution, and of that of a batch, whose sampling error is far larger.
constexpr std::size_t fine = std::size_t{1} << 14;
constexpr std::size_t coarse = std::size_t{1} << 12;

/// Claims expense of a policy as a share of its claims: by cover, weighted with what each section pays.
double claims_expense_rate(const std::vector<SectionClaims>& sections, library::LibraryReader& library) {
  double claims = 0;
  double expense = 0;
  for (const SectionClaims& section : sections) {
    const double rate = library("rating/claims_expense/" + section.cover);
    claims += section.expected_claims;
    expense += rate * section.expected_claims;
  }
  return claims > 0 ? expense / claims : 0;
}

/// On a lattice of `points`.
double book_tail(const PaidYears::Part& part, int policies, double level, std::size_t points) {
  check(part.years > 0, "tvar_in_book", "number of years", 0, "positive");
  check(policies >= 1, "tvar_in_book", "policies", policies, "at least 1");
  check(level > 0 && level < 1, "tvar_in_book", "level", level, "between 0 and 1");
  if (part.amounts.empty()) return 0;
  const double mean = mean_of(part);
  const double largest = *std::max_element(part.amounts.begin(), part.amounts.end());
  const auto years = static_cast<double>(part.years);
  real squares = static_cast<real>(part.years - part.amounts.size()) * mean * mean;
  for (const double value : part.amounts) squares += real{value - mean} * (value - mean);
  const double sd = static_cast<double>(std::sqrt(squares / static_cast<real>(part.years)));
  const double n = policies;

  // Far enough for what one policy adds on top of a bad year of all others, and never beyond all at their
  // worst.
  const double reach = std::min(n * largest, n * mean + 12 * std::sqrt(n) * sd + largest);
  const double step = reach / static_cast<double>(points - 2);
  std::vector<double> probabilities(static_cast<std::size_t>(largest / step) + 2, 0.0);
  // Years are counted first and weighted once: adding up a million small weights loses digits that the book's
  // power shows.
  probabilities[0] = static_cast<double>(part.years - part.amounts.size());
  for (const double value : part.amounts) {
    const double place = value / step;
    const auto below = static_cast<std::size_t>(place);
    const double above = place - static_cast<double>(below);
    probabilities[below] += 1 - above;
    probabilities[below + 1] += above;
  }
  for (double& probability : probabilities) probability /= years;
  if (probabilities.size() > points) probabilities.resize(points);
  const Spectrum one(Lattice{step, std::move(probabilities)}, points);
  const Lattice sum = one.power(static_cast<unsigned>(policies)).lattice();
  return static_cast<double>(LossDistribution::from(sum, n * real{mean}).tail_value_at_risk(level)) / n;
}

/// Variance of the conditional mean E[X | world] from pairs of years of one world,
///   sum over worlds (S^2 - Q) / (C n (n - 1)) - mean^2,  S the sum and Q the sum of squares of its n years
/// (the covariance of two years that share their parameters; Searle, Casella, McCulloch, Variance Components,
/// 1992, ch. 3). Noise can make it negative: then 0.
double variance_of_conditional_mean(const PaidYears::Part& part, int cluster_years) {
  const auto cluster = static_cast<std::size_t>(cluster_years);
  const std::size_t used = part.years / cluster * cluster;
  if (cluster < 2 || used == 0) return 0;
  double total = 0, products = 0;
  for (std::size_t i = 0; i < part.at.size();) {
    const std::size_t world = (part.at[i] - part.first) / cluster;
    if (world * cluster >= used) break;
    double sum = 0, squares = 0;
    for (; i < part.at.size() && (part.at[i] - part.first) / cluster == world; ++i) {
      sum += part.amounts[i];
      squares += part.amounts[i] * part.amounts[i];
    }
    total += sum;
    products += sum * sum - squares;
  }
  const double mean = total / static_cast<double>(used);
  return std::max(products / (static_cast<double>(used) * static_cast<double>(cluster - 1)) - mean * mean,
                  0.0);
}

/// TVaR less mean, over the mean, of a lognormal of the coefficient of variation: Phi(s - z) / (1 - level) -
/// 1 with s^2 = ln(1 + cv^2) and z the normal quantile of the level (Klugman, Panjer, Willmot, Loss Models,
/// 4th ed., section 3.5).
double lognormal_excess(double cv, double level) {
  if (!(cv > 0)) return 0;
  const boost::math::normal_distribution<real> normal;
  const real s = std::sqrt(std::log1p(real{cv} * cv));
  const real z = boost::math::quantile(normal, real{level});
  return static_cast<double>(boost::math::cdf(normal, s - z) / (1 - real{level}) - 1);
}

/// Numbers of the rating plan.
struct Tariff {
  Tariff(const PolicyClaims& claims, library::LibraryReader& library)
      : claims_expense(claims_expense_rate(claims.sections, library)),
        cost(library("rating/cost_of_capital")),
        level(library("rating/capital_level")),
        expense(library("rating/expense")),
        profit(library("rating/profit")),
        deviation(library("rating/standard_deviation_loading")) {}

  double kept() const { return 1 - expense - profit; }

  double claims_expense, cost, level, expense, profit, deviation;
};

double error_of(std::span<const double> batches) {
  const Estimate estimate = batch_estimate(0, batches);
  return estimate.reliable ? estimate.standard_error : not_known;
}

void load_alone(const PolicyClaims& claims, const Tariff& tariff, result::PolicyPrice& price) {
  const double rate = tariff.claims_expense;
  const std::vector<double> annual = claims.annual.column();
  const double levels[] = {tariff.level};
  const AnnualSample sample{annual, claims.cluster_years, levels};
  const TailContribution tail{sample, tariff.level};
  const Estimate numerator = tail.combined(annual, 1 + rate - tariff.cost, tariff.cost);
  price.risk_load = numerator.value - (1 + rate) * price.expected_claims;
  price.technical_premium_se = numerator.reliable ? numerator.standard_error / tariff.kept() : not_known;
  // d(E/P) = (dE - (E/P) dP) / P
  const double premium = numerator.value / tariff.kept();
  const double ratio = price.expected_claims / premium / tariff.kept();
  const Estimate change = tail.combined(annual, 1 - ratio * (1 + rate - tariff.cost), -ratio * tariff.cost);
  price.expected_loss_ratio_se = change.reliable && premium > 0 ? change.standard_error / premium : not_known;
}

void load_in_book(const PolicyClaims& claims, const Tariff& tariff, library::LibraryReader& library,
                  result::PolicyPrice& price) {
  const int policies = static_cast<int>(library("rating/reference_book_policies"));
  const double correlation = library("rating/parameter_correlation");
  const auto risk_load = [&](const PaidYears::Part& part, std::size_t points) {
    return tariff.cost * (book_tail(part, policies, tariff.level, points) - mean_of(part));
  };
  const auto shared_load = [&](const PaidYears::Part& part) {
    return parameter_load(part, claims.cluster_years, correlation, tariff.level, tariff.cost);
  };
  price.risk_load = risk_load(claims.annual.whole(), fine);
  price.parameter_load = shared_load(claims.annual.whole());
  std::vector<double> ratios;
  const std::size_t size = batch_years(claims.annual.years(), claims.cluster_years);
  for (std::size_t batch = 0; size > 0 && batch < batch_count; ++batch) {
    const PaidYears::Part part = claims.annual.part(batch * size, size);
    const double mean = mean_of(part);
    const double load = risk_load(part, coarse) + shared_load(part);
    price.batches.push_back(((1 + tariff.claims_expense) * mean + load) / tariff.kept());
    ratios.push_back(mean > 0 ? mean / price.batches.back() : not_known);
  }
  price.technical_premium_se = error_of(price.batches);
  price.expected_loss_ratio_se = error_of(ratios);
}

}  // namespace

double parameter_load(const PaidYears::Part& part, int cluster_years, double correlation, double level,
                      double cost) {
  check(part.years > 0, "parameter_load", "number of years", 0, "positive");
  check_probability("parameter_load", "correlation", correlation);
  const double variance = correlation * variance_of_conditional_mean(part, cluster_years);
  const double mean = mean_of(part);
  if (!(variance > 0) || !(mean > 0)) return 0;
  return cost * mean * lognormal_excess(std::sqrt(variance) / mean, level);
}

double tvar_in_book(const PaidYears& annual, int policies, double level) {
  return book_tail(annual.whole(), policies, level, fine);
}

result::PolicyPrice technical_premium(const PolicyClaims& claims, CapitalBasis basis,
                                      library::LibraryReader& library) {
  check(claims.annual.years() > 0, "technical_premium", "number of years", 0, "positive");
  const Tariff tariff(claims, library);
  const bool alone = basis == CapitalBasis::stand_alone;
  result::PolicyPrice price;
  price.design = claims.design;
  price.policy = claims.policy;
  price.product = claims.product;
  price.insured = claims.insured;
  price.capital = alone ? "stand_alone" : "reference_book";
  const PaidMoments claimed = moments(claims.annual, claims.cluster_years);
  price.expected_claims = claimed.mean.value;
  price.expected_claims_se = claimed.mean.reliable ? claimed.mean.standard_error : not_known;
  price.claims_expense = tariff.claims_expense * price.expected_claims;
  if (alone) {
    load_alone(claims, tariff, price);
  } else {
    load_in_book(claims, tariff, library, price);
  }
  price.technical_premium =
      (price.expected_claims + price.claims_expense + price.risk_load + price.parameter_load) / tariff.kept();
  if (price.technical_premium > 0)
    price.expected_loss_ratio = price.expected_claims / price.technical_premium;
  price.expense = tariff.expense * price.technical_premium;
  price.profit = tariff.profit * price.technical_premium;
  price.deviation_premium =
      (price.expected_claims + price.claims_expense + tariff.deviation * claimed.sd) / tariff.kept();
  const std::string minimum = "rating/minimum_premium/" + claims.product;
  if (!claims.product.empty() && library.library().has(minimum))
    price.minimum_premium = library(minimum) * claims.money_scale;
  price.premium = std::max(price.technical_premium, price.minimum_premium);
  return price;
}

double rate_on_line(double premium, double annual_limit) {
  return std::isfinite(annual_limit) && annual_limit > 0 ? premium / annual_limit : not_known;
}

double market_premium(const std::string& cover, double expected_claims, library::LibraryReader& library) {
  const double loaded = expected_claims * (1 + library("rating/claims_expense/" + cover));
  return loaded / (1 - library("rating/expense") - library("rating/profit"));
}

}  // namespace tenbin::rating
