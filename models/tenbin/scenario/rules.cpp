#include "tenbin/scenario/rules.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <string>

#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/book.hpp"
#include "tenbin/language/messages/buyer.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/guarantee.hpp"
#include "tenbin/scenario/computation_rules.hpp"
#include "tenbin/scenario/design_capacity.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/liability_fields.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/scenario/problem.hpp"
#include "tenbin/scenario/product_rules.hpp"
#include "tenbin/scenario/ranges.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/scenario/term_fields.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::scenario {

bool is_sound(const Node& object, std::string_view key) {
  const Node* entry = object.find(key);
  return entry == nullptr || entry->is_sound;
}

void require_order(const Node& node, std::string_view low, std::string_view high, Order order,
                   Reading& reading, Message statement) {
  const Node* lower = node.find(low);
  const Node* upper = node.find(high);
  if (lower == nullptr || upper == nullptr || !lower->is_sound || !upper->is_sound || !lower->is_numeric() ||
      !upper->is_numeric() || lower->number < upper->number ||
      (order == Order::at_most && lower->number == upper->number)) {
    return;
  }
  reading.report(
      *lower, message::error_not_ordered,
      {{"value", lower->text}, {"other_key", in_quotes(high)}, {"other", upper->text}, {"rule", statement}});
}

namespace {

/// An entry that is there, without faults, and of the right kind; else null.
const Node* number_at(const Node& object, std::string_view key) {
  const Node* entry = object.find(key);
  return entry != nullptr && entry->is_sound && entry->is_numeric() ? entry : nullptr;
}

const Node* word_at(const Node& object, std::string_view key) {
  const Node* entry = object.find(key);
  return entry != nullptr && entry->is_sound && entry->kind == Node::Kind::string ? entry : nullptr;
}

/// The items of a list; nothing if the key is absent or no list.
const std::vector<Node*>& items_at(const Node& object, std::string_view key) {
  static const std::vector<Node*> none;
  const Node* entry = object.find(key);
  return entry != nullptr && entry->kind == Node::Kind::array ? entry->items : none;
}

std::string joined(const std::vector<std::string>& words) {
  constexpr std::size_t longest = 20;
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == longest) return result + ", ...";
    result += (i == 0 ? "" : ", ") + words[i];
  }
  return result;
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Every object of the list has an id of its own; where it has none, the entry `fallback` stands for it.
void check_unique_ids(const Node& owner, std::string_view list, std::string_view fallback, Reading& reading,
                      Message statement) {
  std::map<std::string, const Node*> seen;
  for (const Node* item : items_at(owner, list)) {
    const Node* id = word_at(*item, "id");
    if (id == nullptr && item->find("id") == nullptr && !fallback.empty()) id = word_at(*item, fallback);
    if (id == nullptr) continue;
    const auto [first, is_new] = seen.emplace(id->text, item);
    if (is_new) continue;
    reading.report(
        *id, message::error_id_repeated,
        {{"value", in_quotes(id->text)}, {"other", first->second->pointer()}, {"rule", statement}});
  }
}

Rule unique_ids(Message statement, std::string list, std::string fallback = {}) {
  return {statement, [list = std::move(list), fallback = std::move(fallback)](
                         const void*, const Node& node, Reading& reading, Message said) {
            check_unique_ids(node, list, fallback, reading, said);
          }};
}

using NodeCheck = void (*)(const Node&, Reading&, Message);

/// A rule that needs only the file, not the struct.
Rule node_rule(Message statement, NodeCheck check) {
  return {statement, [check](const void*, const Node& node, Reading& reading, Message said) {
            check(node, reading, said);
          }};
}

/// What the limit lets the insurer pay: its share of the layer.
double payment(const Node& owner, const Node& limit) {
  const Node* share = number_at(owner, "share");
  return limit.number * (share == nullptr ? 1 : share->number);
}

void check_limit(const Node& owner, std::string_view key, const Node& larger_owner,
                 std::string_view larger_key, const std::string& larger_name, Reading& reading,
                 Message statement) {
  const Node* limit = number_at(owner, key);
  const Node* larger = number_at(larger_owner, larger_key);
  if (limit == nullptr || larger == nullptr || !is_sound(owner, "share")) return;
  if (!(payment(owner, *limit) > larger->number)) return;
  reading.report(
      *limit, message::error_limit_above,
      {{"value", limit->text}, {"other_key", larger_name}, {"other", larger->text}, {"rule", statement}});
}

void check_own_aggregate(const Node& node, Reading& reading, Message statement) {
  check_limit(node, "occurrence_limit", node, "aggregate_limit", in_quotes("aggregate_limit"), reading,
              statement);
}

// --- deployment, liability, deductible
// -----------------------------------------------------------------------------

void check_shares_sum(const void* object, const Node& node, Reading& reading, Message statement) {
  const Node* shares = node.find("shares");
  if (shares == nullptr || !shares->is_sound) return;
  long double sum = 0;
  for (const auto& [party, share] : static_cast<const Liability*>(object)->shares) sum += share;
  constexpr long double tolerance = 1e-9L;
  if (std::abs(sum - 1) <= tolerance) return;
  reading.report(*shares, message::error_sum, {{"sum", static_cast<double>(sum)}, {"rule", statement}});
}

/// One way to tell the score, not none and not two.
void check_audit_score(const Node& node, Reading& reading, Message statement) {
  std::vector<std::string> given;
  const Node* last = nullptr;
  for (const char* key : {"score", "checklist", "dimensions"}) {
    if (!reading.is_given(node, key)) continue;
    const Node* entry = node.find(key);
    if (entry != nullptr && entry->kind == Node::Kind::object && entry->items.empty()) continue;
    given.emplace_back(key);
    if (entry != nullptr) last = entry;
  }
  if (given.empty())
    reading.report_missing(node, "score", message::error_audit_no_score, {{"rule", statement}});
  if (given.size() > 1 && last != nullptr)
    reading.report(*last, message::error_audit_two_scores, {{"keys", joined(given)}, {"rule", statement}});
}

void check_guarantee_maximum(const Node& node, Reading& reading, Message statement) {
  const Node* guarantee = node.find("performance_guarantee");
  const Node* exposure = node.find("exposure");
  if (guarantee == nullptr || guarantee->kind != Node::Kind::object ||
      reading.is_given(*guarantee, "maximum"))
    return;
  if (exposure == nullptr || exposure->kind != Node::Kind::object ||
      reading.is_given(*exposure, "annual_fee"))
    return;
  reading.report_missing(*guarantee, "maximum", message::error_guarantee_maximum, {{"rule", statement}});
}

void check_guarantee_errors(const Node& node, Reading& reading, Message statement) {
  require_order(node, "test_errors", "test_samples", Order::at_most, reading, statement);
}

/// The rate at which a shortfall begins is one that can be reached.
void check_guarantee_tolerance(const Node& node, Reading& reading, Message statement) {
  const Node* promised = number_at(node, "promised_error_rate");
  const Node* tolerance = number_at(node, "tolerance");
  if (promised == nullptr || tolerance == nullptr || promised->number + tolerance->number < 1) return;
  reading.report(*tolerance, message::error_guarantee_tolerance,
                 {{"value", tolerance->text}, {"other", promised->text}, {"rule", statement}});
}

void check_deductible_order(const Node& node, Reading& reading, Message statement) {
  require_order(node, "minimum", "maximum", Order::at_most, reading, statement);
}

// --- section
// -------------------------------------------------------------------------------------------------------

void check_waiting_hours(const Node& node, Reading& reading, Message statement) {
  const Node* hours = number_at(node, "waiting_hours");
  const Node* cover = word_at(node, "cover");
  if (hours == nullptr || cover == nullptr || contains(time_based_covers(), cover->text)) return;
  reading.report(*hours, message::error_waiting_hours,
                 {{"value", hours->text},
                  {"cover", in_quotes(cover->text)},
                  {"choices", joined(time_based_covers())},
                  {"rule", statement}});
}

/// The entry "of" of a deductible that refers to a sum insured, or null.
const Node* sum_insured_reference(const Node& owner) {
  const Node* deductible = owner.find("deductible");
  if (deductible == nullptr) return nullptr;
  const Node* of = word_at(*deductible, "of");
  return of != nullptr && of->text == "sum_insured" ? of : nullptr;
}

void check_section_basis(const Node& node, Reading& reading, Message statement) {
  const Node* of = sum_insured_reference(node);
  if (of != nullptr && node.find("sum_insured") == nullptr) {
    reading.report(*of, message::error_no_sum_insured, {{"rule", statement}});
  }
}

void check_policy_basis(const Node& node, Reading& reading, Message statement) {
  if (const Node* of = sum_insured_reference(node)) {
    reading.report(*of, message::error_no_sum_insured, {{"rule", statement}});
  }
}

void check_sum_insured_limit(const Node& node, Reading& reading, Message statement) {
  check_limit(node, "occurrence_limit", node, "sum_insured", in_quotes("sum_insured"), reading, statement);
}

void check_deductible_sum_insured(const Node& node, Reading& reading, Message statement) {
  const Node* deductible = node.find("deductible");
  const Node* sum_insured = number_at(node, "sum_insured");
  if (deductible == nullptr || sum_insured == nullptr) return;
  for (const std::string_view key : {"amount", "minimum"}) {
    const Node* amount = number_at(*deductible, key);
    if (amount == nullptr || amount->number <= sum_insured->number) continue;
    reading.report(*amount, message::error_deductible_above,
                   {{"value", amount->text},
                    {"other_key", in_quotes("sum_insured")},
                    {"other", sum_insured->text},
                    {"rule", statement}});
  }
}

// --- policy
// --------------------------------------------------------------------------------------------------------

void check_policy_id(const Node& node, Reading& reading, Message statement) {
  if (!reading.is_given(node, "id") && !reading.is_given(node, "product")) {
    reading.report_missing(node, "id", message::error_policy_id, {{"rule", statement}});
  }
}

void check_insured(const Node& node, Reading& reading, Message statement) {
  if (node.find("product") != nullptr && !reading.is_given(node, "insured")) {
    reading.report_missing(node, "insured", message::error_no_insured, {{"rule", statement}});
  }
}

void check_insured_without_product(const Node& node, Reading& reading, Message statement) {
  const Node* insured = node.find("insured");
  if (insured != nullptr && insured->is_sound && !reading.is_given(node, "product")) {
    reading.report(*insured, message::error_insured_without_product,
                   {{"value", in_quotes(insured->text)}, {"rule", statement}});
  }
}

void check_cover_of_product(const Node& node, Reading& reading, Message statement) {
  const Node* product = word_at(node, "product");
  if (product == nullptr) return;
  for (const Node* section : items_at(node, "sections")) {
    const Node* cover = word_at(*section, "cover");
    if (cover == nullptr || cover->text == "all" || contains(covers(product->text), cover->text)) continue;
    reading.report(*cover, message::error_cover_of_other_product,
                   {{"value", in_quotes(cover->text)},
                    {"product", in_quotes(product->text)},
                    {"choices", joined(covers(product->text))},
                    {"rule", statement}});
  }
}

void check_cover_without_product(const Node& node, Reading& reading, Message statement) {
  if (node.find("product") != nullptr) return;
  for (const Node* section : items_at(node, "sections")) {
    const Node* cover = word_at(*section, "cover");
    if (cover == nullptr || cover->text == "all") continue;
    reading.report(*cover, message::error_cover_without_product,
                   {{"value", in_quotes(cover->text)}, {"rule", statement}});
  }
}

void check_section_limit(const Node& node, Reading& reading, Message statement) {
  for (const Node* section : items_at(node, "sections")) {
    check_limit(*section, "occurrence_limit", node, "aggregate_limit", node.pointer() + "/aggregate_limit",
                reading, statement);
  }
}

void check_section_aggregate(const Node& node, Reading& reading, Message statement) {
  const Node* larger = number_at(node, "aggregate_limit");
  if (larger == nullptr) return;
  for (const Node* section : items_at(node, "sections")) {
    const Node* limit = number_at(*section, "aggregate_limit");
    if (limit == nullptr || limit->number <= larger->number) continue;
    reading.report(*limit, message::error_limit_above,
                   {{"value", limit->text},
                    {"other_key", larger->pointer()},
                    {"other", larger->text},
                    {"rule", statement}});
  }
}

// --- scenario
// ------------------------------------------------------------------------------------------------------

void for_each_policy(const Node& scenario, const std::function<void(const Node&)>& visit) {
  for (const Node* design : items_at(scenario, "coverage_designs")) {
    for (const Node* policy : items_at(*design, "policies")) {
      if (policy->kind == Node::Kind::object) visit(*policy);
    }
  }
}

/// The list is there and not empty, or so wrong that nothing can be said about it.
bool has_some(const Node& node, const std::string& key, const Reading& reading) {
  const Node* list = node.find(key);
  if (list == nullptr) return reading.is_given(node, key);
  return list->kind != Node::Kind::array || !list->items.empty();
}

void check_some_losses(const Node& node, Reading& reading, Message statement) {
  if (has_some(node, "perils", reading) || has_some(node, "deployments", reading)) return;
  reading.report_missing(node, "perils", message::error_no_losses, {{"rule", statement}});
}

void check_liability_of_deployments(const Node& node, Reading& reading, Message statement) {
  if (has_some(node, "deployments", reading) && !reading.is_given(node, "liability")) {
    reading.report_missing(node, "liability", message::error_no_liability, {{"rule", statement}});
  }
}

void check_liability_without_deployments(const Node& node, Reading& reading, Message statement) {
  const Node* liability = node.find("liability");
  if (liability != nullptr && has_some(node, "perils", reading) && !has_some(node, "deployments", reading)) {
    reading.report(*liability, message::error_useless_liability, {{"rule", statement}});
  }
}

void check_product_of_deployments(const Node& node, Reading& reading, Message statement) {
  if (node.find("deployments") == nullptr || !has_some(node, "deployments", reading)) return;
  for_each_policy(node, [&](const Node& policy) {
    if (!reading.is_given(policy, "product")) {
      reading.report_missing(policy, "product", message::error_no_product, {{"rule", statement}});
    }
  });
}

void check_product_needs_deployment(const Node& node, Reading& reading, Message statement) {
  if (has_parties(node, reading)) return;
  for_each_policy(node, [&](const Node& policy) {
    if (const Node* product = word_at(policy, "product")) {
      reading.report(*product, message::error_product_without_deployment,
                     {{"value", in_quotes(product->text)}, {"rule", statement}});
    }
  });
}

void check_known_perils(const Node& node, Reading& reading, Message statement) {
  // Perils that deployments bring have names of the library, which is not known here.
  if (has_some(node, "deployments", reading)) return;
  std::vector<std::string> known;
  for (const Node* peril : items_at(node, "perils")) {
    const Node* id = word_at(*peril, "id");
    if (id == nullptr) return;
    known.push_back(id->text);
  }
  if (known.empty()) return;
  for_each_policy(node, [&](const Node& policy) {
    for (const Node* section : items_at(policy, "sections")) {
      for (const Node* name : items_at(*section, "perils")) {
        if (!name->is_sound || contains(known, name->text)) continue;
        reading.report(*name, message::error_unknown_peril,
                       {{"value", in_quotes(name->text)}, {"choices", joined(known)}, {"rule", statement}});
      }
    }
  });
}

/// The buyer is one of those whom the designs insure.
void check_buyer(const Node& node, Reading& reading, Message statement) {
  const Node* buyer = node.find("buyer");
  if (buyer == nullptr || buyer->kind != Node::Kind::object) return;
  std::vector<std::string> insureds;
  for_each_policy(node, [&](const Node& policy) {
    const Node* insured = word_at(policy, "insured");
    if (insured == nullptr) return;
    std::string name = insured->text;
    for (const auto& [alias, party] : party_codes()) {
      if (alias == name) name = party;
    }
    if (!contains(insureds, name)) insureds.push_back(name);
  });
  if (insureds.empty()) return;
  const Node* party = word_at(*buyer, "party");
  if (party == nullptr) {
    if (!reading.is_given(*buyer, "party")) {
      reading.report_missing(
          *buyer, "party", message::error_no_buyer_party,
          {{"choices", joined(insureds)}, {"example", insureds.front()}, {"rule", statement}});
    }
    return;
  }
  std::string name = party->text;
  for (const auto& [alias, known] : party_codes()) {
    if (alias == name) name = known;
  }
  if (contains(insureds, name)) return;
  reading.report(*party, message::error_buyer_party,
                 {{"value", in_quotes(party->text)}, {"choices", joined(insureds)}, {"rule", statement}});
}

void check_tolerance(const Node& node, Reading& reading, Message statement) {
  const Node* weight = number_at(node, "cvar_weight");
  const Node* aversion = number_at(node, "risk_aversion");
  if (weight != nullptr && aversion != nullptr)
    reading.report(*aversion, message::error_two_tolerances, {{"rule", statement}});
  const Node* level = number_at(node, "level");
  if (level != nullptr && !reading.is_given(node, "cvar_weight"))
    reading.report(*level, message::error_tolerance_level, {{"value", level->text}, {"rule", statement}});
}

void check_component_kind(const Node& node, Reading& reading, Message statement) {
  std::map<std::string, const Node*> kinds;
  for (const Node* deployment : items_at(node, "deployments")) {
    for (const Node* component : items_at(*deployment, "components")) {
      const Node* id = word_at(*component, "id");
      const Node* kind = word_at(*component, "kind");
      if (id == nullptr || kind == nullptr) continue;
      const Node* first = kinds.emplace(id->text, kind).first->second;
      if (first->text == kind->text) continue;
      reading.report(*kind, message::error_component_kind,
                     {{"value", in_quotes(kind->text)},
                      {"id", in_quotes(id->text)},
                      {"other", in_quotes(first->text)},
                      {"rule", statement}});
    }
  }
}

void check_mixing_group(const Node& node, Reading& reading, Message statement) {
  std::map<std::string, const Node*> factors;
  for (const Node* peril : items_at(node, "perils")) {
    const Node* frequency = peril->find("frequency");
    const Node* mixing = frequency == nullptr ? nullptr : frequency->find("mixing");
    if (mixing == nullptr) continue;
    const Node* group = word_at(*mixing, "group");
    const Node* cv = number_at(*mixing, "cv");
    if (group == nullptr || cv == nullptr) continue;
    const Node* first = factors.emplace(group->text, cv).first->second;
    if (first->number == cv->number) continue;
    reading.report(*cv, message::error_mixing_group,
                   {{"value", cv->text},
                    {"group", in_quotes(group->text)},
                    {"other", first->text},
                    {"rule", statement}});
  }
}

std::vector<Rule> joined_rules(std::vector<Rule> rules, std::vector<Rule> more) {
  for (Rule& rule : more) rules.push_back(std::move(rule));
  return rules;
}

}  // namespace

std::vector<Rule> audit_rules() { return {node_rule(message::rule_audit_score, check_audit_score)}; }

std::vector<Rule> guarantee_rules() {
  return {node_rule(message::rule_guarantee_errors, check_guarantee_errors),
          node_rule(message::rule_guarantee_tolerance, check_guarantee_tolerance)};
}

std::vector<Rule> deployment_rules() {
  std::vector<Rule> rules = joined_rules({unique_ids(message::rule_unique_components, "components")},
                                         deployment_computation_rules());
  // Last: a use case may ask for the annual fee itself.
  rules.push_back(node_rule(message::rule_guarantee_maximum, check_guarantee_maximum));
  return rules;
}

std::vector<Rule> liability_rules() {
  return joined_rules({{message::rule_shares_sum, check_shares_sum}}, liability_preset_rules());
}

std::vector<Rule> deductible_rules() {
  return {node_rule(message::rule_deductible_order, check_deductible_order)};
}

std::vector<Rule> section_rules() {
  return joined_rules(
      section_product_rules(),
      joined_rules({node_rule(message::rule_waiting_hours, check_waiting_hours),
                    node_rule(message::rule_deductible_basis, check_section_basis),
                    node_rule(message::rule_sum_insured_limit, check_sum_insured_limit),
                    node_rule(message::rule_deductible_sum_insured, check_deductible_sum_insured),
                    node_rule(message::rule_own_aggregate, check_own_aggregate)},
                   joined_rules(section_term_rules(), section_computation_rules())));
}

std::vector<Rule> policy_rules() {
  return joined_rules({node_rule(message::rule_policy_id, check_policy_id),
                       node_rule(message::rule_product_needs_insured, check_insured),
                       node_rule(message::rule_insured_needs_product, check_insured_without_product),
                       node_rule(message::rule_cover_of_product, check_cover_of_product),
                       node_rule(message::rule_cover_without_product, check_cover_without_product),
                       node_rule(message::rule_deductible_basis, check_policy_basis),
                       node_rule(message::rule_own_aggregate, check_own_aggregate),
                       node_rule(message::rule_section_limit, check_section_limit),
                       node_rule(message::rule_section_aggregate, check_section_aggregate),
                       unique_ids(message::rule_unique_sections, "sections", "cover")},
                      joined_rules(policy_term_rules(), policy_computation_rules()));
}

std::vector<Rule> design_rules() {
  return {unique_ids(message::rule_unique_policies, "policies", "product")};
}

std::vector<Rule> tolerance_rules() { return {node_rule(message::rule_tolerance, check_tolerance)}; }

std::vector<Rule> scenario_rules() {
  return joined_rules(
      {unique_ids(message::rule_unique_perils, "perils"),
       unique_ids(message::rule_unique_deployments, "deployments"),
       unique_ids(message::rule_unique_designs, "coverage_designs"),
       node_rule(message::rule_some_losses, check_some_losses),
       node_rule(message::rule_liability_of_deployments, check_liability_of_deployments),
       node_rule(message::rule_liability_without_deployments, check_liability_without_deployments),
       node_rule(message::rule_product_of_deployments, check_product_of_deployments),
       node_rule(message::rule_product_needs_deployment, check_product_needs_deployment),
       node_rule(message::rule_known_perils, check_known_perils), node_rule(message::rule_buyer, check_buyer),
       node_rule(message::rule_component_kind, check_component_kind),
       node_rule(message::rule_mixing_group, check_mixing_group),
       node_rule(message::rule_library_ids, [](const Node& node, Reading& reading,
                                               Message) { check_library_ids(node, "library", reading); })},
      joined_rules(joined_rules(scenario_product_rules(), design_capacity_rules()),
                   scenario_computation_rules()));
}

}  // namespace tenbin::scenario
