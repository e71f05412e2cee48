#include "tenbin/rating/buyer_cost.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/measure/batch_figures.hpp"
#include "tenbin/measure/certainty_equivalent.hpp"

namespace tenbin::rating {
namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

result::BuyerFigure figure(double value, std::span<const double> batches) {
  const Estimate estimate = batch_estimate(value, batches);
  return {value, estimate.reliable ? estimate.standard_error : not_known};
}

/// Entry by entry; empty where one of them is.
std::vector<double> combined(const std::vector<double>& a, double weight, const std::vector<double>& b) {
  if (a.size() != b.size()) return {};
  std::vector<double> result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] + weight * b[i];
  return result;
}

struct Volatility {
  double price = 0;
  std::vector<double> batches;
  bool beyond_sample = false;
};

Volatility price_volatility(const Position& position, int cluster_years, const Tolerance& tolerance,
                            const BatchFigures& at_frontier) {
  Volatility volatility;
  if (tolerance.cvar_weight) {
    const double weight = *tolerance.cvar_weight;
    const BatchFigures figures = tolerance.level == frontier_level
                                     ? at_frontier
                                     : batch_figures(position.retained, cluster_years, tolerance.level);
    volatility.price = weight * (figures.tvar - figures.mean);
    volatility.batches = combined(figures.tvars, -1, figures.means);
    for (double& batch : volatility.batches) batch *= weight;
  } else if (tolerance.risk_aversion) {
    const Estimate sure = certainty_equivalent(position.retained, cluster_years, *tolerance.risk_aversion);
    volatility.beyond_sample = !sure.reliable;
    volatility.price = sure.reliable ? sure.value - at_frontier.mean : not_known;
    if (sure.reliable) {
      volatility.batches =
          combined(batch_certainty_equivalents(position.retained, cluster_years, *tolerance.risk_aversion),
                   -1, at_frontier.means);
    }
  } else {
    volatility.batches.assign(at_frontier.means.size(), 0.0);
  }
  return volatility;
}

/// How two figures compare, given their difference batch by batch.
enum class Order { less, equal, more, cannot_tell };

Order order(double difference, const std::vector<double>& batches, double t) {
  const bool same =
      difference == 0 && std::all_of(batches.begin(), batches.end(), [](double batch) { return batch == 0; });
  if (same && !batches.empty()) return Order::equal;
  const Estimate estimate = batch_estimate(difference, batches);
  if (!estimate.reliable) return Order::cannot_tell;
  if (difference > t * estimate.standard_error) return Order::more;
  return difference < -t * estimate.standard_error ? Order::less : Order::cannot_tell;
}

}  // namespace

MeasuredPosition measure(const Position& position, int cluster_years, const Tolerance& tolerance,
                         std::optional<double> budget) {
  check(!(tolerance.cvar_weight && tolerance.risk_aversion), "Tolerance", "number of measures", 2,
        "at most 1");
  MeasuredPosition measured;
  result::BuyerView& view = measured.view;
  view.design = position.design;
  view.party = position.party;
  const BatchFigures figures = batch_figures(position.retained, cluster_years, frontier_level);
  measured.premium = position.premium_batches;
  measured.tail = figures.tvars;
  view.premium = figure(position.premium, measured.premium);
  view.retained = figure(figures.mean, figures.means);
  view.tail = figure(figures.tvar, figures.tvars);
  const Volatility volatility = price_volatility(position, cluster_years, tolerance, figures);
  const bool has_tolerance = tolerance.cvar_weight || tolerance.risk_aversion;
  if (has_tolerance) view.volatility = figure(volatility.price, volatility.batches);
  view.beyond_sample = volatility.beyond_sample;
  measured.total_cost = combined(combined(measured.premium, 1, figures.means), 1, volatility.batches);
  view.total_cost = figure(position.premium + figures.mean + volatility.price, measured.total_cost);
  if (budget) {
    const AnnualSample sample{position.retained, cluster_years, {}};
    const Estimate over = sample.probability_above(*budget - position.premium);
    view.over_budget = {over.value, over.reliable ? over.standard_error : not_known};
  }
  return measured;
}

void mark_frontier(std::vector<MeasuredPosition>& positions) {
  for (MeasuredPosition& mine : positions) {
    // Designs that are alike for this party are one statement.
    std::set<std::pair<double, double>> different;
    for (const MeasuredPosition& other : positions) {
      if (other.view.party == mine.view.party)
        different.emplace(other.view.premium.value, other.view.tail.value);
    }
    const std::size_t others = different.size() - 1;
    mine.view.efficiency = result::Efficiency::efficient;
    if (others == 0) continue;
    const boost::math::students_t student(batch_count - 1);
    const double t = quantile(complement(student, 0.025 / (2 * static_cast<double>(others))));
    double best = 0;
    for (const MeasuredPosition& other : positions) {
      if (&other == &mine || other.view.party != mine.view.party) continue;
      const double premium = mine.view.premium.value - other.view.premium.value;
      const double tail = mine.view.tail.value - other.view.tail.value;
      const Order in_premium = order(premium, combined(mine.premium, -1, other.premium), t);
      const Order in_tail = order(tail, combined(mine.tail, -1, other.tail), t);
      const bool not_beaten = in_premium == Order::less || in_tail == Order::less ||
                              (in_premium == Order::equal && in_tail == Order::equal);
      if (not_beaten) continue;
      if (in_premium == Order::cannot_tell || in_tail == Order::cannot_tell) {
        if (mine.view.efficiency == result::Efficiency::efficient)
          mine.view.efficiency = result::Efficiency::cannot_tell;
        continue;
      }
      mine.view.efficiency = result::Efficiency::dominated;
      if (mine.view.dominated_by.empty() || premium + tail > best) {
        mine.view.dominated_by = other.view.design;
        best = premium + tail;
      }
    }
  }
}

std::vector<result::BuyerDifference> differences(const std::vector<MeasuredPosition>& positions) {
  std::vector<result::BuyerDifference> result;
  for (const MeasuredPosition& mine : positions) {
    const auto first = std::find_if(positions.begin(), positions.end(), [&](const MeasuredPosition& other) {
      return other.view.party == mine.view.party;
    });
    if (&*first == &mine) continue;
    const double change = mine.view.total_cost.value - first->view.total_cost.value;
    result.push_back({mine.view.design, first->view.design, mine.view.party,
                      figure(change, combined(mine.total_cost, -1, first->total_cost))});
  }
  return result;
}

}  // namespace tenbin::rating
