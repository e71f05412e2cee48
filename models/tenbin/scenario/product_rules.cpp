#include "tenbin/scenario/product_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "tenbin/coverage/product.hpp"
#include "tenbin/language/messages/peril_heads.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/problem.hpp"
#include "tenbin/scenario/ranges.hpp"
#include "tenbin/scenario/rules.hpp"
#include "tenbin/scenario/term_fields.hpp"

namespace tenbin::scenario {
namespace {

using perils::Damage;

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// There and without faults.
const Node* sound_at(const Node& object, std::string_view key) {
  const Node* entry = object.find(key);
  return entry != nullptr && entry->is_sound ? entry : nullptr;
}

const std::vector<Node*>& items_at(const Node& object, std::string_view key) {
  static const std::vector<Node*> none;
  const Node* entry = object.find(key);
  return entry != nullptr && entry->kind == Node::Kind::array ? entry->items : none;
}

std::vector<std::string> names_of(const std::vector<Damage>& heads) {
  std::vector<std::string> names;
  names.reserve(heads.size());
  for (const Damage head : heads) names.push_back(perils::to_string(head));
  return names;
}

Rule node_rule(Message statement, void (*check)(const Node&, Reading&, Message)) {
  return {statement, [check](const void*, const Node& node, Reading& reading, Message said) {
            check(node, reading, said);
          }};
}

/// A key that only some heads can have.
void check_key_of_heads(const Node& node, std::string_view key, const std::vector<Damage>& heads,
                        Reading& reading, Message statement) {
  const Node* entry = sound_at(node, key);
  if (entry == nullptr || !is_sound(node, "head")) return;
  const Node* head = node.find("head");
  const std::string name = head == nullptr                           ? "loss"
                           : head->text == "non_damage_interruption" ? "interruption"
                                                                     : head->text;
  const auto damage = perils::parse_damage(name);
  if (damage && std::find(heads.begin(), heads.end(), *damage) != heads.end()) return;
  reading.report(*entry, message::error_key_of_other_heads,
                 {{"value", entry->text},
                  {"head", in_quotes(name)},
                  {"choices", fmt::format("{}", fmt::join(names_of(heads), ", "))},
                  {"rule", statement}});
}

/// Heads of a peril are told apart by their names.
void check_further_heads(const Node& node, Reading& reading, Message statement) {
  const std::vector<Node*>& further = items_at(node, "further_heads");
  if (further.empty()) return;
  if (!reading.is_given(node, "head"))
    reading.report_missing(node, "head", message::error_first_head_missing, {{"rule", statement}});
  std::vector<std::string> known;
  const auto take = [&](const Node& owner) {
    const Node* head = owner.kind == Node::Kind::object ? sound_at(owner, "head") : nullptr;
    if (head == nullptr) return;
    const std::string name = head->text == "non_damage_interruption" ? "interruption" : head->text;
    if (contains(known, name)) {
      reading.report(*head, message::error_head_twice,
                     {{"value", in_quotes(head->text)}, {"rule", statement}});
    }
    known.push_back(name);
  };
  take(node);
  for (const Node* entry : further) take(*entry);
}

void check_head_dependence(const Node& node, Reading& reading, Message statement) {
  const Node* dependence = sound_at(node, "head_dependence");
  if (dependence == nullptr || dependence->text == "independent") return;
  if (!is_sound(node, "further_heads") || !items_at(node, "further_heads").empty()) return;
  reading.report(*dependence, message::error_head_dependence,
                 {{"value", in_quotes(dependence->text)}, {"rule", statement}});
}

void check_gross_profit(const Node& node, Reading& reading, Message statement) {
  check_key_of_heads(node, "gross_profit_per_hour", coverage::time_based_heads(), reading, statement);
}

void check_contractual_share(const Node& node, Reading& reading, Message statement) {
  // The default says nothing; a scenario that is written out has it everywhere.
  const Node* share = node.find("contractual_share");
  if (share != nullptr && share->is_numeric() && share->number == 0) return;
  check_key_of_heads(node, "contractual_share", coverage::liability_heads(), reading, statement);
}

void check_some_demand(const Node& node, Reading& reading, Message statement) {
  for (const char* key : {"minimum_score", "required_methods", "re_audit_interval_months"}) {
    if (reading.is_given(node, key)) return;
  }
  reading.report_missing(node, "minimum_score", message::error_no_demand, {{"rule", statement}});
}

void check_contractual_liability(const Node& node, Reading& reading, Message statement) {
  const Node* entry = sound_at(node, "contractual_liability");
  const Node* cover = sound_at(node, "cover");
  if (entry == nullptr || entry->text == "excluded" || cover == nullptr || cover->text == "all" ||
      contains(coverage::liability_covers(), cover->text))
    return;
  reading.report(*entry, message::error_contractual_liability,
                 {{"value", in_quotes(entry->text)},
                  {"cover", in_quotes(cover->text)},
                  {"choices", fmt::format("{}", fmt::join(coverage::liability_covers(), ", "))},
                  {"rule", statement}});
}

/// Heads of the section must be heads of its cover, in whatever product has it.
void check_section_heads(const Node& node, Reading& reading, Message statement) {
  const Node* cover = sound_at(node, "cover");
  if (cover == nullptr || cover->text == "all" || !is_sound(node, "heads")) return;
  std::vector<std::string> known;
  for (const coverage::Product& product : coverage::products()) {
    for (const coverage::Cover& candidate : product.covers) {
      if (candidate.name != cover->text) continue;
      for (const std::string& name : names_of(candidate.heads)) {
        if (!contains(known, name)) known.push_back(name);
      }
    }
  }
  for (const Node* head : items_at(node, "heads")) {
    if (!head->is_sound || contains(known, head->text)) continue;
    reading.report(*head, message::error_head_of_other_cover,
                   {{"value", in_quotes(head->text)},
                    {"cover", in_quotes(cover->text)},
                    {"choices", fmt::format("{}", fmt::join(known, ", "))},
                    {"rule", statement}});
  }
}

void check_condition_needs_deployment(const Node& node, Reading& reading, Message statement) {
  const Node* deployments = node.find("deployments");
  if (deployments == nullptr ? reading.is_given(node, "deployments")
                             : deployments->kind != Node::Kind::array || !deployments->items.empty())
    return;
  const auto check = [&](const Node& owner) {
    if (const Node* condition = owner.find("audit_condition"))
      reading.report(*condition, message::error_condition_without_audit, {{"rule", statement}});
  };
  for (const Node* design : items_at(node, "coverage_designs")) {
    for (const Node* policy : items_at(*design, "policies")) {
      check(*policy);
      for (const Node* section : items_at(*policy, "sections")) check(*section);
    }
  }
}

}  // namespace

bool has_parties(const Node& scenario, const Reading& reading) {
  const Node* deployments = scenario.find("deployments");
  if (deployments == nullptr ? reading.is_given(scenario, "deployments")
                             : deployments->kind != Node::Kind::array || !deployments->items.empty())
    return true;
  const std::vector<Node*>& perils = items_at(scenario, "perils");
  return std::any_of(perils.begin(), perils.end(), [&](const Node* peril) {
    return peril->find("head") != nullptr || peril->find("bearer") != nullptr;
  });
}

std::vector<Rule> peril_rules() {
  std::vector<Rule> rules = peril_term_rules();
  rules.push_back(node_rule(message::rule_gross_profit_of_stops, check_gross_profit));
  rules.push_back(node_rule(message::rule_contractual_share, check_contractual_share));
  rules.push_back(node_rule(message::rule_further_heads, check_further_heads));
  rules.push_back(node_rule(message::rule_head_dependence, check_head_dependence));
  return rules;
}

std::vector<Rule> further_head_rules() {
  return {node_rule(message::rule_gross_profit_of_stops, check_gross_profit),
          node_rule(message::rule_contractual_share, check_contractual_share)};
}

std::vector<Rule> audit_condition_rules() {
  return {node_rule(message::rule_some_demand, check_some_demand)};
}

std::vector<Rule> section_product_rules() {
  return {node_rule(message::rule_contractual_liability, check_contractual_liability),
          node_rule(message::rule_heads_of_cover, check_section_heads)};
}

std::vector<Rule> scenario_product_rules() {
  return {node_rule(message::rule_condition_needs_deployment, check_condition_needs_deployment)};
}

}  // namespace tenbin::scenario
