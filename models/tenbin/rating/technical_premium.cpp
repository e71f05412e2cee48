#include "tenbin/rating/technical_premium.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "tenbin/core/error.hpp"
#include "tenbin/exact/loss_distribution.hpp"
#include "tenbin/exact/spectrum.hpp"
#include "tenbin/frequency/binomial.hpp"
#include "tenbin/measure/tail_contribution.hpp"

namespace tenbin::rating {
namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();
/// Batches of years for the error of a figure of the book.
constexpr std::size_t batches = 20;
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

double mean_of(std::span<const double> values) {
  real sum = 0;
  for (const double value : values) sum += value;
  return static_cast<double>(sum / static_cast<real>(values.size()));
}

/// Standard error of a figure of the sample from its values on batches of whole clusters.
template <class Figure>
double batch_error(std::span<const double> annual, int cluster_years, Figure figure) {
  const auto cluster = static_cast<std::size_t>(cluster_years);
  const std::size_t size = annual.size() / cluster / batches * cluster;
  if (size == 0) return not_known;
  std::vector<double> values;
  for (std::size_t i = 0; i < batches; ++i) values.push_back(figure(annual.subspan(i * size, size)));
  const double mean = mean_of(values);
  real squares = 0;
  for (const double value : values) squares += real{value - mean} * (value - mean);
  return static_cast<double>(std::sqrt(squares / (batches - 1) / batches));
}

/// On a lattice of `points`.
double book_tail(std::span<const double> annual, int policies, double level, std::size_t points) {
  check(!annual.empty(), "tvar_in_book", "number of years", 0, "positive");
  check(policies >= 1, "tvar_in_book", "policies", policies, "at least 1");
  check(level > 0 && level < 1, "tvar_in_book", "level", level, "between 0 and 1");
  const double mean = mean_of(annual);
  const double largest = *std::max_element(annual.begin(), annual.end());
  if (largest <= 0) return 0;
  real squares = 0;
  for (const double value : annual) squares += real{value - mean} * (value - mean);
  const double sd = static_cast<double>(std::sqrt(squares / static_cast<real>(annual.size())));
  const double n = policies;

  // Far enough for what one policy adds on top of a bad year of all others, and never beyond all at their
  // worst.
  const double reach = std::min(n * largest, n * mean + 12 * std::sqrt(n) * sd + largest);
  const double step = reach / static_cast<double>(points - 2);
  std::vector<double> probabilities(static_cast<std::size_t>(largest / step) + 2, 0.0);
  // Years are counted first and weighted once: adding up a million small weights loses digits that the book's
  // power shows.
  for (const double value : annual) {
    const double place = value / step;
    const auto below = static_cast<std::size_t>(place);
    const double part = place - static_cast<double>(below);
    probabilities[below] += 1 - part;
    probabilities[below + 1] += part;
  }
  for (double& probability : probabilities) probability /= static_cast<double>(annual.size());
  if (probabilities.size() > points) probabilities.resize(points);
  const Lattice sum = compound(Binomial{policies, 1}, Lattice{step, probabilities}, points);
  return static_cast<double>(LossDistribution::from(sum, n * real{mean}).tail_value_at_risk(level)) / n;
}

}  // namespace

double tvar_in_book(std::span<const double> annual, int policies, double level) {
  return book_tail(annual, policies, level, fine);
}

result::PolicyPrice technical_premium(const PolicyClaims& claims, CapitalBasis basis,
                                      library::LibraryReader& library) {
  check(!claims.annual.empty(), "technical_premium", "number of years", 0, "positive");
  const double rate = claims_expense_rate(claims.sections, library);
  const double cost = library("rating/cost_of_capital");
  const double level = library("rating/capital_level");
  const double expense = library("rating/expense");
  const double profit = library("rating/profit");
  const double share_of_premium = 1 - expense - profit;

  result::PolicyPrice price;
  price.design = claims.design;
  price.policy = claims.policy;
  price.product = claims.product;
  price.insured = claims.insured;
  price.capital = basis == CapitalBasis::stand_alone ? "stand_alone" : "reference_book";
  const double levels[] = {level};
  const AnnualSample sample{claims.annual, claims.cluster_years, levels};
  price.expected_claims = sample.mean().value;
  price.expected_claims_se = sample.mean().reliable ? sample.mean().standard_error : not_known;
  price.claims_expense = rate * price.expected_claims;
  if (basis == CapitalBasis::stand_alone) {
    const TailContribution tail{sample, level};
    const Estimate numerator = tail.combined(claims.annual, 1 + rate - cost, cost);
    price.risk_load = numerator.value - (1 + rate) * price.expected_claims;
    price.technical_premium_se = numerator.reliable ? numerator.standard_error / share_of_premium : not_known;
    // d(E/P) = (dE - (E/P) dP) / P
    const double premium = numerator.value / share_of_premium;
    const double ratio = price.expected_claims / premium / share_of_premium;
    const Estimate change = tail.combined(claims.annual, 1 - ratio * (1 + rate - cost), -ratio * cost);
    price.expected_loss_ratio_se =
        change.reliable && premium > 0 ? change.standard_error / premium : not_known;
  } else {
    const int policies = static_cast<int>(library("rating/reference_book_policies"));
    const auto load = [&](std::span<const double> years, std::size_t points) {
      return cost * (book_tail(years, policies, level, points) - mean_of(years));
    };
    price.risk_load = load(claims.annual, fine);
    price.technical_premium_se =
        batch_error(claims.annual, claims.cluster_years, [&](std::span<const double> years) {
          return ((1 + rate) * mean_of(years) + load(years, coarse)) / share_of_premium;
        });
    price.expected_loss_ratio_se =
        batch_error(claims.annual, claims.cluster_years, [&](std::span<const double> years) {
          const double mean = mean_of(years);
          return mean > 0 ? mean * share_of_premium / ((1 + rate) * mean + load(years, coarse)) : not_known;
        });
  }
  price.technical_premium =
      (price.expected_claims + price.claims_expense + price.risk_load) / share_of_premium;
  if (price.technical_premium > 0)
    price.expected_loss_ratio = price.expected_claims / price.technical_premium;
  price.expense = expense * price.technical_premium;
  price.profit = profit * price.technical_premium;
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
