#include "tenbin/result/buyer_views.hpp"

#include <algorithm>
#include <map>

#include "tenbin/measure/batch_figures.hpp"
#include "tenbin/simulation/parallel_each.hpp"

namespace tenbin::result {
namespace {

/// What stays with a party under a design, year by year, in `kept`.
void retained_by(const scenario::CoverageDesign& design, const std::string& party, const YearLossTable& table,
                 std::vector<double>& kept) {
  const auto years = [&](const std::string& subject) -> std::span<const double> {
    const auto* found = table.find(subject, Basis::aep);
    return found == nullptr ? std::span<const double>{} : table.column(found->column);
  };
  std::vector<const scenario::Policy*> own;
  for (const scenario::Policy& policy : design.policies) {
    if (policy.insured == party) own.push_back(&policy);
  }
  const std::string prefix = "design/" + design.id + "/policy/";
  const std::span<const double> burden = own.size() == 1
                                             ? years(prefix + own.front()->id + "/insured")
                                             : years(party.empty() ? "ground_up" : "party/" + party);
  kept.assign(burden.begin(), burden.end());
  if (own.size() == 1) return;
  for (const scenario::Policy* policy : own) {
    const std::span<const double> paid = years(prefix + policy->id);
    for (std::size_t y = 0; y < kept.size(); ++y) kept[y] -= paid[y];
  }
  for (double& year : kept) year = std::max(year, 0.0);
}

std::vector<std::string> insureds_of(const scenario::Scenario& input) {
  std::vector<std::string> parties;
  for (const scenario::CoverageDesign& design : input.coverage_designs) {
    for (const scenario::Policy& policy : design.policies) {
      if (std::find(parties.begin(), parties.end(), policy.insured) == parties.end())
        parties.push_back(policy.insured);
    }
  }
  return parties;
}

}  // namespace

void add_premium(const PolicyPrice& price, rating::Position& position) {
  position.premium += price.premium;
  if (price.batches.size() != position.premium_batches.size()) {
    position.premium_batches.clear();
    return;
  }
  // Where the minimum is asked the premium does not move with the years.
  for (std::size_t b = 0; b < price.batches.size(); ++b)
    position.premium_batches[b] += price.premium > price.technical_premium ? price.premium : price.batches[b];
}

std::pair<rating::Tolerance, std::optional<double>> wishes_of(const std::optional<scenario::Buyer>& buyer,
                                                              const std::string& party) {
  if (!buyer || (!buyer->party.empty() && buyer->party != party)) return {};
  rating::Tolerance tolerance;
  tolerance.cvar_weight = buyer->tolerance.cvar_weight;
  if (buyer->tolerance.level) tolerance.level = *buyer->tolerance.level;
  tolerance.risk_aversion = buyer->tolerance.risk_aversion;
  return {tolerance, buyer->budget};
}

std::vector<rating::MeasuredPosition> buyer_positions(const scenario::Scenario& input,
                                                      const YearLossTable& table, const Plan& plan,
                                                      const std::vector<PolicyPrice>& prices, int threads) {
  if (prices.empty()) return {};
  const std::vector<std::string> parties = insureds_of(input);
  std::vector<rating::MeasuredPosition> measured(input.coverage_designs.size() * parties.size());
  std::map<std::pair<std::string, std::string>, std::vector<const PolicyPrice*>> by_position;
  for (const PolicyPrice& price : prices) by_position[{price.design, price.insured}].push_back(&price);
  parallel_each(static_cast<std::int64_t>(measured.size()), threads, [&](std::int64_t number) {
    const auto i = static_cast<std::size_t>(number);
    const scenario::CoverageDesign& design = input.coverage_designs[i / parties.size()];
    const std::string& party = parties[i % parties.size()];
    rating::Position position{design.id, party, 0, std::vector<double>(batch_count, 0.0), {}};
    const auto found = by_position.find({design.id, party});
    if (found != by_position.end()) {
      for (const PolicyPrice* price : found->second) add_premium(*price, position);
    }
    std::vector<double> kept;
    retained_by(design, party, table, kept);
    position.retained = kept;
    const auto [tolerance, budget] = wishes_of(input.buyer, party);
    measured[i] = rating::measure(position, plan.cluster_years(), tolerance, budget);
  });
  rating::mark_frontier(measured);
  return measured;
}

}  // namespace tenbin::result
