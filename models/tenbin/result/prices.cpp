#include "tenbin/result/prices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>

#include "tenbin/coverage/audit_condition.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/perils/peril.hpp"
#include "tenbin/rating/technical_premium.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/simulation/parallel_each.hpp"

namespace tenbin::result {
namespace {

struct Task {
  const scenario::CoverageDesign* design;
  const scenario::Policy* policy;
};

const SectionPlan* section_plan(const Plan& plan, const Task& task, const std::string& id) {
  for (const DesignPlan& design : plan.designs) {
    if (design.id != task.design->id) continue;
    for (const PolicyPlan& policy : design.policies) {
      if (policy.id != task.policy->id) continue;
      for (const SectionPlan& section : policy.sections) {
        if (section.id == id) return &section;
      }
    }
  }
  return nullptr;
}

PolicyPrice price_one(const Task& task, const YearLossTable& table, const Plan& plan, double money_scale,
                      library::LibraryReader& library) {
  const scenario::Policy& policy = *task.policy;
  const std::string subject = "design/" + task.design->id + "/policy/" + policy.id;
  rating::PolicyClaims claims{task.design->id,      policy.id,  policy.product, policy.insured, {}, {},
                              plan.cluster_years(), money_scale};
  const std::span<const double> annual = table.column(table.find(subject, Basis::aep)->column);
  claims.annual = PaidYears(annual);
  std::vector<SectionPrice> sections;
  for (const scenario::Section& section : policy.sections) {
    const auto* own = table.find(subject + "/section/" + section.id, Basis::aep);
    const std::span<const double> years = own != nullptr ? table.column(own->column) : annual;
    const Estimate mean = AnnualSample(years, plan.cluster_years(), {}).mean();
    claims.sections.push_back({section.cover, mean.value});
    SectionPrice part{section.id, section.cover, mean.value,
                      mean.reliable ? mean.standard_error : std::numeric_limits<double>::quiet_NaN()};
    if (const SectionPlan* terms = section_plan(plan, task, section.id))
      part.annual_limit = terms->aggregate.limit();
    sections.push_back(std::move(part));
  }
  PolicyPrice price = rating::technical_premium(claims, rating::CapitalBasis::reference_book, library);
  if (sections.size() < 2) return price;
  double loaded = 0;
  const auto with_expense = [&](const SectionPrice& section) {
    return section.expected_claims * (1 + library("rating/claims_expense/" + section.cover));
  };
  for (const SectionPrice& section : sections) loaded += with_expense(section);
  for (SectionPrice& section : sections) {
    if (!(loaded > 0) || !(section.expected_claims > 0)) continue;
    section.premium = price.technical_premium * with_expense(section) / loaded;
    section.premium_se = section.premium * section.expected_claims_se / section.expected_claims;
  }
  price.sections = std::move(sections);
  return price;
}

}  // namespace

void add_condition_load(PolicyPrice& price, double load) {
  if (load == 0) return;
  price.condition_load = load * price.technical_premium;
  price.technical_premium += price.condition_load;
  price.technical_premium_se *= 1 + load;
  price.premium = std::max(price.technical_premium, price.minimum_premium);
  for (double& batch : price.batches) batch *= 1 + load;
  for (SectionPrice& section : price.sections) {
    section.premium *= 1 + load;
    section.premium_se *= 1 + load;
  }
  price.expected_loss_ratio /= 1 + load;
  price.expected_loss_ratio_se /= 1 + load;
}

double scale_of_minimum(const scenario::Scenario& input, library::LibraryReader& library) {
  if (input.deployments.empty() && input.currency != "JPY") return 0;
  return static_cast<double>(perils::money_scale(input, library));
}

std::vector<PolicyPrice> price(const scenario::Scenario& input, const YearLossTable& table, const Plan& plan,
                               library::LibraryReader& library, int threads) {
  std::vector<Task> tasks;
  for (const scenario::CoverageDesign& design : input.coverage_designs) {
    for (const scenario::Policy& policy : design.policies) {
      if (!policy.product.empty()) tasks.push_back({&design, &policy});
    }
  }
  if (tasks.empty()) return {};
  const double scale = scale_of_minimum(input, library);
  std::vector<PolicyPrice> prices(tasks.size());
  std::vector<library::LibraryReader> readers(tasks.size(), library::LibraryReader{library.library()});
  parallel_each(static_cast<std::int64_t>(tasks.size()), threads, [&](std::int64_t number) {
    const auto i = static_cast<std::size_t>(number);
    prices[i] = price_one(tasks[i], table, plan, scale, readers[i]);
    add_condition_load(prices[i], coverage::premium_load(*tasks[i].policy, input.deployments));
  });
  for (const library::LibraryReader& reader : readers) {
    for (const library::Number* number : reader.used()) library(number->id);
  }
  return prices;
}

void add_assumptions(const library::LibraryReader& library, Result& result) {
  for (Assumption& assumption : scenario::assumptions(library)) {
    const auto is_same = [&](const Assumption& known) { return known.id == assumption.id; };
    if (std::none_of(result.assumptions.begin(), result.assumptions.end(), is_same))
      result.assumptions.push_back(std::move(assumption));
  }
}

}  // namespace tenbin::result
