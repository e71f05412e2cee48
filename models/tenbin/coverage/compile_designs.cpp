#include "tenbin/coverage/compile_designs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tenbin/core/error.hpp"
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

const Cover* cover_of(const Policy& policy, const Section& section, const std::string& where) {
  if (section.cover == "all") return nullptr;
  if (policy.product.empty()) {
    throw ParameterError(fmt::format(
        "{}: cover '{}' needs a product (without one only \"all\" has a meaning)", where, section.cover));
  }
  const Product& bought = product(policy.product);
  for (const Cover& cover : bought.covers) {
    if (cover.name == section.cover) return &cover;
  }
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

SectionPlan compile_section(const Policy& policy, const Section& section, const std::vector<Feed>& feeds,
                            const std::vector<std::string>& heads, const std::string& policy_name) {
  const std::string where = fmt::format("{}, section '{}'", policy_name, section.id);
  const Cover* cover = cover_of(policy, section, where);
  for (const std::string& peril : section.perils) {
    const auto known = [&](const Feed& feed) { return feed.peril == peril; };
    if (std::none_of(feeds.begin(), feeds.end(), known)) {
      throw ParameterError(fmt::format("{}: peril '{}' does not exist in this scenario", where, peril));
    }
  }
  SectionPlan plan;
  plan.id = section.id;
  std::vector<const Feed*> fed;
  for (const Feed& feed : feeds) {
    const auto listed = [&](const std::string& peril) { return peril == feed.peril; };
    if (!section.perils.empty() && std::none_of(section.perils.begin(), section.perils.end(), listed))
      continue;
    if (cover && std::find(cover->heads.begin(), cover->heads.end(), feed.damage) == cover->heads.end())
      continue;
    const double weight = weight_of(feed, policy.insured);
    if (weight <= 0) continue;
    fed.push_back(&feed);
    plan.covered.push_back({feed.source, head_index(heads, feed.damage), weight});
  }
  if (fed.empty()) {
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
  plan.occurrence = OccurrenceTerms{deductible, section.occurrence_limit, section.share};
  plan.aggregate = AggregateTerms{section.aggregate_deductible, section.aggregate_limit};
  return plan;
}

}  // namespace

std::vector<DesignPlan> compile_designs(const std::vector<scenario::CoverageDesign>& designs,
                                        const std::vector<Feed>& feeds,
                                        const std::vector<std::string>& heads) {
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
        policy_plan.sections.push_back(compile_section(policy, section, feeds, heads, where));
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
