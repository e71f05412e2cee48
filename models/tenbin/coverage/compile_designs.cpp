#include "tenbin/coverage/compile_designs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tenbin/core/error.hpp"
#include "tenbin/coverage/audit_condition.hpp"
#include "tenbin/coverage/compile_terms.hpp"
#include "tenbin/coverage/product.hpp"

namespace tenbin::coverage {
namespace {

using scenario::Policy;
using scenario::Section;

int head_index(const std::vector<std::string>& heads, perils::Damage damage) {
  const auto found = std::find(heads.begin(), heads.end(), perils::to_string(damage));
  return static_cast<int>(found - heads.begin());
}

Deductible make_deductible(const scenario::Deductible& given, std::optional<double> sum_insured,
                           const std::string& where) {
  if (given.type == "none") return {};
  if (given.type == "ordinary") return Deductible::ordinary(given.amount);
  if (given.type == "franchise") return Deductible::franchise(given.amount);
  if (given.type != "percentage") {
    throw ParameterError(fmt::format("{}: deductible type '{}' is not known", where, given.type));
  }
  if (given.of == "loss") return Deductible::percentage_of_loss(given.rate, given.minimum, given.maximum);
  if (!sum_insured) {
    throw ParameterError(fmt::format("{}: a percentage of the sum insured needs sum_insured", where));
  }
  return Deductible::percentage_of_sum_insured(given.rate, *sum_insured, given.minimum, given.maximum);
}

const Cover* find_cover(const Product& product, const std::string& name) {
  for (const Cover& cover : product.covers) {
    if (cover.name == name) return &cover;
  }
  return nullptr;
}

template <class T>
bool contains(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

void check_cover(const Policy& policy, const Section& section, const std::string& where) {
  if (section.cover == "all") return;
  if (policy.product.empty()) {
    throw ParameterError(fmt::format(
        "{}: cover '{}' needs a product (without one only \"all\" has a meaning)", where, section.cover));
  }
  if (find_cover(product(policy.product), section.cover) != nullptr) return;
  throw ParameterError(fmt::format("{}: {} has no cover '{}'", where, policy.product, section.cover));
}

/// The insured's part of a feed; without parties all of it.
double weight_of(const Feed& feed, const std::string& insured) {
  if (feed.burden.empty() || insured.empty()) return 1;
  const auto found = feed.burden.find(insured);
  return found == feed.burden.end() ? 0 : static_cast<double>(found->second);
}

/// A waiting time in money: all heads must lose the same amount an hour.
double waiting_amount(const Section& section, const std::vector<const Feed*>& fed, const std::string& where) {
  if (!section.waiting_hours || *section.waiting_hours == 0) return 0;
  real per_hour = 0;
  for (const Feed* feed : fed) {
    if (feed->amount_per_hour <= 0) {
      throw ParameterError(fmt::format(
          "{}: waiting_hours has no meaning for {} of peril '{}' (its loss is not counted in hours)", where,
          perils::to_string(feed->damage), feed->peril));
    }
    if (per_hour != 0 && per_hour != feed->amount_per_hour) {
      throw ParameterError(
          fmt::format("{}: waiting_hours covers deployments whose gross profit per hour differs (one waiting "
                      "time in money "
                      "would be wrong); give each deployment its own policy",
                      where));
    }
    per_hour = feed->amount_per_hour;
  }
  return *section.waiting_hours * static_cast<double>(per_hour);
}

/// Of losses that only a year's sum is known of, none may reach the section.
void check_small_losses(const Section& section, const Feed& small, const std::string& where) {
  if (keeps_small_losses(section, small)) return;
  throw ParameterError(fmt::format(
      "{}: small losses of peril '{}' are one amount a year, so that a waiting time or a deductible has "
      "to keep each of them ({} or more)",
      where, small.peril, static_cast<double>(small.each_below)));
}

SectionPlan compile_section(const Policy& policy, const Section& section, const std::vector<Feed>& feeds,
                            const std::vector<std::string>& heads,
                            const std::vector<scenario::Deployment>& deployments,
                            library::LibraryReader& library, const std::string& policy_name) {
  const std::string where = fmt::format("{}, section '{}'", policy_name, section.id);
  check_cover(policy, section, where);
  const Product* bought = policy.product.empty() ? nullptr : &product(policy.product);
  const scenario::AuditCondition* condition = condition_of(policy, section);
  for (const std::string& peril : section.perils) {
    const auto known = [&](const Feed& feed) { return feed.peril == peril; };
    if (std::none_of(feeds.begin(), feeds.end(), known) && !any_without_ai(deployments)) {
      throw ParameterError(fmt::format("{}: peril '{}' does not exist in this scenario", where, peril));
    }
  }
  SectionPlan plan;
  plan.id = section.id;
  std::vector<const Feed*> fed;
  const Feed* small = nullptr;
  std::vector<std::string> failing;
  if (condition != nullptr) failing = unmet(*condition, deployments);
  for (const Feed& feed : feeds) {
    if (!names(section, bought, feed)) continue;
    const double weight = weight_of(feed, policy.insured);
    if (weight <= 0) continue;
    const CoveredHead whole{feed.source, feed.head_for(policy.insured, heads), weight};
    if (feed.each_below > 0) {
      plan.below.push_back(whole);
      if (small == nullptr || feed.each_below > small->each_below) small = &feed;
      continue;
    }
    fed.push_back(&feed);
    if (condition != nullptr && condition->otherwise == "refuse" && contains(failing, feed.entity)) {
      plan.declined.push_back(whole);
      continue;
    }
    CoveredHead by_law = whole;
    if (section.contractual_liability == "excluded" && feed.contractual_share > 0) {
      CoveredHead by_contract = whole;
      by_contract.weight = static_cast<double>(weight * feed.contractual_share);
      by_law.weight = static_cast<double>(weight * (1 - feed.contractual_share));
      plan.excluded.push_back(by_contract);
    }
    if (by_law.weight > 0) plan.covered.push_back(by_law);
  }
  if (fed.empty() && !any_without_ai(deployments)) {
    throw ParameterError(
        fmt::format("{}: cover '{}' would never pay (no peril of this scenario puts such a loss on {})",
                    where, section.cover, policy.insured.empty() ? "anybody" : policy.insured));
  }
  Deductible deductible = make_deductible(section.deductible, section.sum_insured, where);
  const double waiting = waiting_amount(section, fed, where);
  if (waiting > 0) {
    // max(max(x - w, 0) - d, 0) = max(x - (w + d), 0)
    const bool can_add =
        deductible.kind() == Deductible::Kind::none || deductible.kind() == Deductible::Kind::ordinary;
    if (!can_add) {
      throw ParameterError(fmt::format(
          "{}: waiting_hours goes with no deductible or an ordinary one (others are not defined after it)",
          where));
    }
    deductible = Deductible::ordinary(waiting + deductible.amount());
  }
  if (small != nullptr) check_small_losses(section, *small, where);
  if (!section.share && section.cover == "recall") library(recall_own_share);  // counts as used
  const double share = insurer_share(section) * share_factor(condition, deployments);
  plan.occurrence = OccurrenceTerms{deductible, section.occurrence_limit, share};
  plan.aggregate = AggregateTerms{section.aggregate_deductible, section.aggregate_limit};
  return plan;
}

}  // namespace

bool any_without_ai(const std::vector<scenario::Deployment>& deployments) {
  return std::any_of(deployments.begin(), deployments.end(),
                     [](const scenario::Deployment& deployment) { return deployment.ai == "none"; });
}

int Feed::head_for(const std::string& party, const std::vector<std::string>& heads) const {
  const auto column = columns.find(party);
  return column != columns.end() ? column->second : head_index(heads, damage);
}

bool keeps_small_losses(const Section& section, const Feed& feed) {
  constexpr real rounding = 1e-9L;  // of hours in money
  real kept =
      section.waiting_hours.value_or(0) * feed.amount_per_hour + section.self_insured_retention.value_or(0);
  if (section.deductible.type == "ordinary" || section.deductible.type == "franchise")
    kept += section.deductible.amount;
  if (section.deductible.type == "percentage") kept += section.deductible.minimum;
  return kept >= feed.each_below * (1 - rounding);
}

bool names(const Section& section, const Product* product, const Feed& feed) {
  if (!section.perils.empty() && !contains(section.perils, feed.peril)) return false;
  if (!section.heads.empty() && !contains(section.heads, perils::to_string(feed.damage))) return false;
  if (section.cover == "all" || product == nullptr) return true;
  const Cover* cover = find_cover(*product, section.cover);
  return cover != nullptr && contains(cover->heads, feed.damage);
}

std::vector<DesignPlan> compile_designs(const std::vector<scenario::CoverageDesign>& designs,
                                        const std::vector<Feed>& feeds, const std::vector<std::string>& heads,
                                        const std::vector<scenario::Deployment>& deployments,
                                        library::LibraryReader& library) {
  std::vector<DesignPlan> plans;
  for (const scenario::CoverageDesign& design : designs) {
    DesignPlan design_plan;
    design_plan.id = design.id;
    for (const Policy& policy : design.policies) {
      const std::string where = fmt::format("design '{}', policy '{}'", design.id, policy.id);
      if (!policy.product.empty()) {
        const std::vector<std::string>& insured = product(policy.product).insured;
        if (std::find(insured.begin(), insured.end(), policy.insured) == insured.end()) {
          throw ParameterError(fmt::format("{}: {} does not insure the party '{}' (it insures {})", where,
                                           policy.product, policy.insured, fmt::join(insured, ", ")));
        }
      }
      PolicyPlan policy_plan;
      policy_plan.id = policy.id;
      policy_plan.insured = policy.insured;
      for (const Section& section : policy.sections) {
        policy_plan.sections.push_back(
            compile_section(policy, section, feeds, heads, deployments, library, where));
      }
      policy_plan.occurrence = OccurrenceTerms{make_deductible(policy.deductible, std::nullopt, where),
                                               policy.occurrence_limit, policy.share};
      policy_plan.aggregate = AggregateTerms{policy.aggregate_deductible, policy.aggregate_limit};
      compile_terms(policy, feeds, heads, where, policy_plan);
      design_plan.policies.push_back(std::move(policy_plan));
    }
    plans.push_back(std::move(design_plan));
  }
  return plans;
}

}  // namespace tenbin::coverage
