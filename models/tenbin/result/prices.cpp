#include "tenbin/result/prices.hpp"

#include <span>
#include <string>

#include "tenbin/coverage/audit_condition.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/rating/technical_premium.hpp"

namespace tenbin::result {
namespace {

/// The premium rises by a share of itself; what is expected to be paid does not.
void add_condition_load(PolicyPrice& price, double load) {
  if (load == 0) return;
  price.condition_load = load * price.technical_premium;
  price.technical_premium += price.condition_load;
  price.technical_premium_se *= 1 + load;
  price.expected_loss_ratio /= 1 + load;
  price.expected_loss_ratio_se /= 1 + load;
}

}  // namespace

std::vector<PolicyPrice> price(const scenario::Scenario& input, const YearLossTable& table, const Plan& plan,
                               library::LibraryReader& library) {
  std::vector<PolicyPrice> prices;
  for (const scenario::CoverageDesign& design : input.coverage_designs) {
    for (const scenario::Policy& policy : design.policies) {
      if (policy.product.empty()) continue;
      const std::string subject = "design/" + design.id + "/policy/" + policy.id;
      rating::PolicyClaims claims{design.id, policy.id, policy.product,      policy.insured,
                                  {},        {},        plan.cluster_years()};
      claims.annual = table.column(table.find(subject, Basis::aep)->column);
      for (const scenario::Section& section : policy.sections) {
        const auto* own = table.find(subject + "/section/" + section.id, Basis::aep);
        const std::span<const double> years = own != nullptr ? table.column(own->column) : claims.annual;
        const double levels[] = {0.99};
        claims.sections.push_back(
            {section.cover, AnnualSample(years, plan.cluster_years(), levels).mean().value});
      }
      prices.push_back(rating::technical_premium(claims, rating::CapitalBasis::reference_book, library));
      add_condition_load(prices.back(), coverage::premium_load(policy, input.deployments));
    }
  }
  return prices;
}

}  // namespace tenbin::result
