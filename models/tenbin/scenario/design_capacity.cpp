#include "tenbin/scenario/design_capacity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "tenbin/core/error.hpp"
#include "tenbin/coverage/product.hpp"
#include "tenbin/language/messages/regime.hpp"
#include "tenbin/liability/fixed_shares.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::scenario {
namespace {

template <class T>
bool contains(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

bool is_capacity(const Section& section) { return contains(coverage::liability_covers(), section.cover); }

/// A policy of the design with a section that answers for third parties' loss.
struct Capacity {
  const Policy* policy;
  const Section* section;
  std::size_t party;
};

std::vector<Capacity> capacities(const Scenario& scenario) {
  std::vector<Capacity> list;
  if (!has_design_capacity(scenario)) return list;
  for (const Policy& policy : scenario.coverage_designs.front().policies) {
    for (const Section& section : policy.sections) {
      if (!is_capacity(section)) continue;
      for (std::size_t party = 0; party < liability::chain_parties; ++party) {
        if (liability::name_of_role(static_cast<liability::Role>(party)) == policy.insured)
          list.push_back({&policy, &section, party});
      }
    }
  }
  return list;
}

std::vector<CoveredHead> insurer_column(const Division& division, std::size_t party) {
  std::vector<CoveredHead> list;
  for (std::size_t s = 0; s < division.sources.size(); ++s) {
    const liability::DividedSource& source = division.sources[s];
    if (source.is_divided || (source.insured && source.insured->party == party))
      list.push_back({static_cast<int>(s), static_cast<int>(division.layout.insurer(party)), 1});
  }
  return list;
}

const coverage::Cover& cover_of(const Capacity& capacity) {
  const std::vector<coverage::Cover>& covers = coverage::product(capacity.policy->product).covers;
  return *std::find_if(covers.begin(), covers.end(),
                       [&](const coverage::Cover& cover) { return cover.name == capacity.section->cover; });
}

liability::Insurance<double> insurance_of(const Policy& policy, const Section& section) {
  liability::Insurance<double> insurance;
  const bool retains = section.self_insured_retention.has_value();
  insurance.retention = retains ? *section.self_insured_retention : section.deductible.amount;
  insurance.retention_type =
      retains ? liability::RetentionType::self_insured : liability::RetentionType::deductible;
  // The rules let a policy have a limit of its own only where this is its one section.
  const double annual = std::min(section.aggregate_limit, policy.aggregate_limit);
  insurance.limit = std::isfinite(annual) ? liability::Limit<double>(annual) : liability::Limit<double>();
  insurance.defence =
      section.defence_cost == "inside" ? liability::DefenceCover::inside : liability::DefenceCover::outside;
  insurance.contractual = section.contractual_liability == "covered";
  return insurance;
}

// --- rules
// ------------------------------------------------------------------------------------------------------

/// Terms of an owner that an allocation does not know, where they are written.
void refuse_terms(const Node& node, const std::vector<std::pair<const char*, bool>>& terms, Reading& reading,
                  Message statement) {
  for (const auto& [key, is_other] : terms) {
    const Node* entry = node.find(key);
    if (!is_other || entry == nullptr || !entry->is_sound) continue;
    reading.report(*entry, message::error_capacity_term,
                   {{"value", std::string("\"") + key + "\""}, {"rule", statement}});
  }
}

void check_design_capacity(const void* object, const Node& node, Reading& reading, Message statement) {
  const auto& scenario = *static_cast<const Scenario*>(object);
  const Node* liability = node.find("liability");
  if (liability == nullptr || !scenario.liability || scenario.liability->capacity != "design") return;
  const Node* capacity = liability->find("capacity");
  const Node* designs = node.find("coverage_designs");
  if (capacity == nullptr || !capacity->is_sound) return;
  if (scenario.coverage_designs.size() != 1 || capacities(scenario).empty()) {
    reading.report(*capacity, message::error_capacity_design, {{"rule", statement}});
    return;
  }
  if (designs == nullptr || designs->items.size() != 1) return;
  const Node* policies = designs->items[0]->find("policies");
  const std::vector<Policy>& given = scenario.coverage_designs.front().policies;
  if (policies == nullptr || policies->items.size() != given.size()) return;
  std::vector<std::string> insured;
  for (std::size_t p = 0; p < given.size(); ++p) {
    const Policy& policy = given[p];
    const auto sections_of_liability =
        std::count_if(policy.sections.begin(), policy.sections.end(), is_capacity);
    if (sections_of_liability == 0) continue;
    const Node& policy_node = *policies->items[p];
    const bool is_second = contains(insured, policy.insured);
    insured.push_back(policy.insured);
    if (const Node* name = policy_node.find("insured"); name != nullptr && is_second) {
      reading.report(*name, message::error_capacity_twice,
                     {{"value", "\"" + policy.insured + "\""}, {"rule", statement}});
    }
    refuse_terms(policy_node,
                 {{"deductible", policy.deductible.type != "none"},
                  {"occurrence_limit", std::isfinite(policy.occurrence_limit)},
                  {"share", policy.share != 1},
                  {"aggregate_deductible", policy.aggregate_deductible > 0},
                  {"aggregate_limit", std::isfinite(policy.aggregate_limit) && policy.sections.size() > 1},
                  {"self_insured_retention", policy.self_insured_retention.has_value()},
                  {"trigger", policy.trigger != "losses_occurring"},
                  {"batch_clause", policy.batch_clause != "none"},
                  {"ai_exclusion", policy.ai_exclusion != "none"},
                  {"audit_condition", policy.audit_condition.has_value()}},
                 reading, statement);
    const Node* sections = policy_node.find("sections");
    if (sections == nullptr || sections->items.size() != policy.sections.size()) continue;
    for (std::size_t s = 0; s < policy.sections.size(); ++s) {
      const Section& section = policy.sections[s];
      // The costs of third parties' claims are part of what the allocation's insurer pays.
      refuse_terms(*sections->items[s], {{"cover", section.cover == "defence"}}, reading, statement);
      if (!is_capacity(section)) continue;
      const std::string& type = section.deductible.type;
      refuse_terms(*sections->items[s],
                   {{"perils", !section.perils.empty()},
                    {"heads", !section.heads.empty()},
                    {"deductible", type != "none" && type != "ordinary"},
                    {"share", section.share.value_or(1) != 1},
                    {"aggregate_deductible", section.aggregate_deductible > 0},
                    {"limit_basis", section.limit_basis != "above_deductible"},
                    {"defence_cost", section.defence_cost == "not_covered"},
                    {"ai_exclusion", section.ai_exclusion.value_or("none") != "none"},
                    {"audit_condition", section.audit_condition.has_value()}},
                   reading, statement);
    }
  }
}

}  // namespace

bool has_design_capacity(const Scenario& scenario) {
  return has_preset(scenario) && scenario.liability->capacity == "design" &&
         scenario.coverage_designs.size() == 1;
}

void mark_insured(const Scenario& scenario, const std::vector<perils::Source>& sources,
                  const std::vector<std::string>& heads, std::vector<liability::DividedSource>& divided) {
  for (const Capacity& capacity : capacities(scenario)) {
    const coverage::Cover& cover = cover_of(capacity);
    for (std::size_t s = 0; s < sources.size(); ++s) {
      liability::DividedSource::Insured insured{capacity.party, {}};
      for (const perils::HeadLaw& head : sources[s].heads) {
        if (!contains(cover.heads, head.head) || liability::claim_of(sources[s], head)) continue;
        if (liability::burden(head, {}).count(capacity.policy->insured) == 0) continue;
        const auto name = std::find(heads.begin(), heads.end(), perils::to_string(head.head));
        const double by_contract = static_cast<double>(head.contractual_share);
        const double part = capacity.section->contractual_liability == "covered" ? 1 : 1 - by_contract;
        insured.heads.emplace_back(static_cast<std::size_t>(name - heads.begin()), part);
      }
      if (insured.heads.empty()) continue;
      if (divided[s].is_divided) {
        throw ParameterError(
            fmt::format("policy '{}': the liability rule divides one part of peril '{}' only, "
                        "which \"capacity\": \"design\" cannot insure (use \"background\")",
                        capacity.policy->id, sources[s].peril));
      }
      divided[s].insured = std::move(insured);
    }
  }
}

void insure_by_design(const Scenario& scenario, const std::vector<perils::Source>& sources,
                      const Division& division, liability::Regime& regime) {
  for (const Capacity& capacity : capacities(scenario)) {
    const coverage::Cover& cover = cover_of(capacity);
    liability::DesignCover design;
    design.occurrence_limit = capacity.section->occurrence_limit;
    design.answers.resize(sources.size());
    for (std::size_t s = 0; s < sources.size(); ++s) {
      if (!division.sources[s].is_divided) continue;
      std::array<int, liability::claims> inside{}, all{};
      for (const perils::HeadLaw& head : sources[s].heads) {
        const std::optional<liability::Claim> claim = liability::claim_of(sources[s], head);
        if (!claim || *claim == liability::Claim::own_loss) continue;
        ++all[static_cast<std::size_t>(*claim)];
        if (contains(cover.heads, head.head)) ++inside[static_cast<std::size_t>(*claim)];
      }
      for (std::size_t c = 0; c < liability::claims; ++c) {
        if (inside[c] != 0 && inside[c] != all[c]) {
          throw ParameterError(fmt::format(
              "policy '{}': cover '{}' answers for one part of the claims from peril '{}' only, which "
              "\"capacity\": \"design\" cannot divide (use \"background\")",
              capacity.policy->id, capacity.section->cover, sources[s].peril));
        }
        design.answers[s][c] = all[c] > 0 && inside[c] == all[c];
      }
    }
    regime.circumstances.parties[capacity.party].insurance =
        insurance_of(*capacity.policy, *capacity.section);
    regime.design_cover[capacity.party] = std::move(design);
  }
}

void add_insured_part(const Scenario& scenario, const Division& division,
                      std::map<std::string, std::vector<CoveredHead>>& burdens) {
  for (const Capacity& capacity : capacities(scenario)) {
    const std::vector<CoveredHead> part = insurer_column(division, capacity.party);
    std::vector<CoveredHead>& burden = burdens[capacity.policy->insured];
    burden.insert(burden.end(), part.begin(), part.end());
  }
}

void pay_insured_part(const Scenario& scenario, const Division& division, DesignPlan& design) {
  for (const Capacity& capacity : capacities(scenario)) {
    for (PolicyPlan& policy : design.policies) {
      if (policy.id != capacity.policy->id) continue;
      for (SectionPlan& section : policy.sections) {
        if (section.id != capacity.section->id) continue;
        SectionPlan inside;
        inside.id = section.id;
        inside.covered = insurer_column(division, capacity.party);
        section = std::move(inside);
        // Defence cost outside the limit may exceed it: the annual limit has done its work inside.
        if (policy.sections.size() == 1) policy.aggregate = {};
      }
    }
  }
}

std::vector<Rule> design_capacity_rules() { return {{message::rule_capacity_design, check_design_capacity}}; }

}  // namespace tenbin::scenario
