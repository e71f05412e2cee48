#include "tenbin/scenario/liability_fields.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "tenbin/language/messages/regime.hpp"
#include "tenbin/liability/preset.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/ranges.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::scenario {
namespace {

using P = LiabilityParameters;

std::vector<std::string> preset_ids() {
  std::vector<std::string> ids;
  for (const liability::Preset& preset : liability::presets()) ids.push_back(preset.id);
  return ids;
}

Field preset_choice(std::string key, Message doc, std::string example) {
  return {.key = std::move(key),
          .shape = Shape::choice,
          .doc = doc,
          .example = std::move(example),
          .choices = preset_ids()};
}

Field word(std::string key, Message doc, std::vector<std::string> choices) {
  std::string example = "\"" + choices.front() + "\"";
  return {.key = std::move(key),
          .shape = Shape::choice,
          .doc = doc,
          .example = std::move(example),
          .choices = std::move(choices)};
}

Field share(std::string key, Message doc) {
  return {.key = std::move(key), .unit = Unit::share, .range = probability, .doc = doc, .example = "0.5"};
}

Field flag(std::string key, Message doc) {
  return {.key = std::move(key), .shape = Shape::flag, .doc = doc, .example = "true"};
}

Field amount(std::string key, Message doc, std::string example) {
  return {.key = std::move(key),
          .unit = Unit::amount,
          .range = amount_from_zero,
          .doc = doc,
          .example = std::move(example)};
}

std::vector<std::string> liable_parties() {
  std::vector<std::string> names = parties();
  names.emplace_back("direct_insurer");
  return names;
}

Field roles(std::string key, Message doc) {
  return {.key = std::move(key),
          .shape = Shape::ids,
          .doc = doc,
          .example = R"(["developer"])",
          .choices = liable_parties(),
          .least = 1,
          .most = 8};
}

/// Parties with numbers.
Field by_party(std::string key, Message doc, std::string example) {
  Field field{.key = std::move(key),
              .shape = Shape::amounts,
              .doc = doc,
              .example = std::move(example),
              .aliases = party_codes()};
  for (const std::string& name : liable_parties()) {
    field.names.push_back(
        {.key = name, .range = between(0, 1e9), .doc = message::doc_liability_role, .example = "1"});
  }
  return field;
}

const Table& fund_table() {
  static const Table table{
      .name = "liability_fund",
      .doc = message::doc_preset_fund,
      .fields = {
          bound(&LiabilityFund::rate, share("rate", message::doc_fund_rate)),
          bound(
              &LiabilityFund::cap,
              {.key = "cap_mJPY", .range = between(0, 1e12), .doc = message::doc_fund_cap, .example = "100"}),
          bound(&LiabilityFund::tort, flag("tort", message::doc_fund_tort)),
          bound(&LiabilityFund::levy,
                by_party("levy", message::doc_fund_levy, R"({"developer": 0.6, "integrator": 0.4})"))}};
  return table;
}

Field fund(std::string key, Message doc) {
  return {.key = std::move(key),
          .shape = Shape::object,
          .doc = doc,
          .example = R"({"rate": 1, "cap_mJPY": 100})",
          .table = fund_table};
}

const Table& parameters_table() {
  static const Table table = [] {
    Field sued = roles("sued", message::doc_preset_sued);
    sued.choices.emplace_back("ALL_LIABLE");
    return Table{
        .name = "liability_parameters",
        .doc = message::doc_liability_parameters,
        .fields = {
            bound(&P::rule, word("rule", message::doc_preset_rule,
                                 {"JOINT", "SEVERAL", "SEVERAL_REALLOC", "THRESHOLD", "BYTYPE"})),
            bound(&P::comparative_fault, word("cf", message::doc_preset_cf,
                                              {"PURE", "NONE", "MOD50", "MOD51", "CONTRIB", "JIBAI_STEP"})),
            bound(&P::kappa, share("kappa", message::doc_preset_kappa)),
            bound(&P::claim_probability, share("claim_prob", message::doc_preset_claim_prob)),
            bound(&P::order, word("order", message::doc_preset_order,
                                  {"RANDOM", "OPR_FIRST", "OPR_INT_FIRST", "FPI_FIRST"})),
            bound(&P::sued, sued),
            bound(&P::fault_multiplier, {.key = "q_fault_mult",
                                         .range = between(0, 1000),
                                         .doc = message::doc_preset_q_fault_mult,
                                         .example = "1.2"}),
            bound(&P::defect_probability, share("q_defect", message::doc_preset_q_defect)),
            bound(&P::development_risk, share("dev_risk", message::doc_preset_dev_risk)),
            bound(&P::strict_defect, roles("strict_defect", message::doc_preset_strict_defect)),
            bound(&P::strict_operator, roles("strict_operator", message::doc_preset_strict_operator)),
            bound(&P::operator_probability, share("q_operator", message::doc_preset_q_operator)),
            bound(&P::victim_cost_rate, share("victim_cost_rate", message::doc_preset_victim_cost)),
            bound(&P::fee_shift, share("fee_shift", message::doc_preset_fee_shift)),
            bound(&P::defence_rate, share("defence_rate", message::doc_preset_defence)),
            bound(&P::contribution_base, word("contrib_base", message::doc_preset_base, {"CLAIM", "PAID"})),
            bound(&P::contribution_weights,
                  word("contrib_weights", message::doc_preset_weights, {"FAULT", "PER_CAPITA"})),
            bound(&P::reallocate, flag("contrib_realloc", message::doc_preset_realloc)),
            bound(&P::recourse_success, share("rho", message::doc_preset_rho)),
            bound(&P::recourse_cost_rate, share("phi", message::doc_preset_phi)),
            bound(&P::cap_binds_victim, flag("cap_binds_victim", message::doc_preset_cap_victim)),
            bound(&P::cap_binds_contribution,
                  flag("cap_binds_contribution", message::doc_preset_cap_contribution)),
            bound(&P::cap_in_annual_fees, {.key = "cap_multiple_of_annual_fee",
                                           .range = between(0, 1e6),
                                           .doc = message::doc_preset_cap_fees,
                                           .example = "2"}),
            bound(&P::statutory_cap, {.key = "statutory_cap_mJPY",
                                      .range = between(0, 1e12),
                                      .doc = message::doc_preset_statutory_cap,
                                      .example = "320"}),
            bound(&P::fund, fund("fund", message::doc_preset_fund)),
            bound(&P::fund_first, fund("fund_first", message::doc_preset_fund_first)),
            bound(&P::compulsory_cover,
                  by_party("compulsory_cover_mJPY", message::doc_preset_cover, R"({"business_user": 300})")),
            bound(&P::several_only, roles("several_only", message::doc_preset_several_only)),
            bound(&P::exclusive, word("exclusive", message::doc_preset_exclusive, parties())),
            bound(&P::fallback_probability, share("q_fallback", message::doc_preset_fallback)),
        }};
  }();
  return table;
}

Field role(std::string key, Message doc) {
  return {.key = std::move(key),
          .shape = Shape::choice,
          .need = Need::required,
          .doc = doc,
          .example = "\"integrator\"",
          .choices = parties(),
          .aliases = party_codes()};
}

const Table& party_table() {
  static const Table table{
      .name = "liable_party",
      .doc = message::doc_liability_parties,
      .fields = {bound(&LiableParty::role, role("party", message::doc_liability_role)),
                 bound(&LiableParty::assets, amount("assets", message::doc_party_assets, "5e8")),
                 bound(&LiableParty::insurance_limit,
                       amount("insurance_limit", message::doc_party_insurance_limit, "3e8")),
                 bound(&LiableParty::insurance_retention,
                       amount("insurance_retention", message::doc_party_insurance_retention, "1e6")),
                 bound(&LiableParty::fault_probability,
                       share("fault_probability", message::doc_party_fault_probability))}};
  return table;
}

const Table& contract_table() {
  static const Table table{
      .name = "supply_contract",
      .doc = message::doc_liability_contracts,
      .fields = {bound(&SupplyContract::from, role("from", message::doc_contract_from)),
                 bound(&SupplyContract::to, role("to", message::doc_contract_to)),
                 bound(&SupplyContract::annual_fee, amount("annual_fee", message::doc_contract_fee, "1.2e7")),
                 bound(&SupplyContract::indemnity, share("indemnity", message::doc_contract_indemnity)),
                 bound(&SupplyContract::cap, amount("cap", message::doc_contract_cap, "1.2e7"))}};
  return table;
}

Field causes_field() {
  Field field{.key = "causes",
              .shape = Shape::amounts,
              .doc = message::doc_liability_causes,
              .example = R"({"model_error": 0.7, "operation": 0.3})"};
  const std::pair<const char*, Message> classes[] = {
      {"data_defect", message::doc_cause_data},        {"model_error", message::doc_cause_model},
      {"integration", message::doc_cause_integration}, {"operation", message::doc_cause_operation},
      {"hardware", message::doc_cause_hardware},       {"victim_misuse", message::doc_cause_victim}};
  for (const auto& [name, doc] : classes)
    field.names.push_back(
        {.key = name, .unit = Unit::share, .range = probability, .doc = doc, .example = "0.2"});
  return field;
}

// --- rules

void check_one_way(const void*, const Node& node, Reading& reading, Message statement) {
  const bool has_preset = reading.is_given(node, "preset"), has_rule = reading.is_given(node, "rule");
  if (!has_preset && !has_rule)
    return reading.report_missing(node, "preset", message::error_no_rule, {{"rule", statement}});
  if (!has_preset) {
    if (!reading.is_given(node, "shares"))
      reading.report_missing(node, "shares", message::error_no_shares, {{"rule", statement}});
  }
  for (const Node* entry : node.items) {
    const bool of_shares = entry->key == "rule" || entry->key == "shares";
    const bool of_both = entry->key == "comment" || entry->key == "preset";
    if (of_both || of_shares != has_preset) continue;
    reading.report(*entry, message::error_two_rules,
                   {{"other", has_preset ? "preset" : "rule"}, {"rule", statement}});
  }
}

void check_contracts(const void* object, const Node& node, Reading& reading, Message statement) {
  const Node* list = node.find("contracts");
  if (list == nullptr || !list->is_sound) return;
  const std::vector<SupplyContract>& contracts = static_cast<const Liability*>(object)->contracts;
  if (contracts.size() != list->items.size()) return;
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    const SupplyContract& contract = contracts[i];
    if (contract.from == contract.to) {
      reading.report(*list->items[i], message::error_contract_self,
                     {{"from", contract.from}, {"rule", statement}});
    } else if (!seen.emplace(contract.from, contract.to).second) {
      reading.report(*list->items[i], message::error_contract_twice,
                     {{"from", contract.from}, {"to", contract.to}, {"rule", statement}});
    }
  }
}

/// Walks from supplier to supplier; each contract is taken as the last of a circle.
void check_circle(const void* object, const Node& node, Reading& reading, Message statement) {
  const Node* list = node.find("contracts");
  if (list == nullptr || !list->is_sound) return;
  const std::vector<SupplyContract>& contracts = static_cast<const Liability*>(object)->contracts;
  if (contracts.size() != list->items.size()) return;
  std::map<std::string, std::vector<std::string>> made_good_by;
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    const SupplyContract& last = contracts[i];
    if (last.indemnity <= 0 || last.from == last.to) continue;
    // Is there a way from who pays here back to who is paid?
    std::vector<std::vector<std::string>> ways{{last.to, last.from}};
    std::set<std::string> visited{last.from};
    bool closed = false;
    while (!ways.empty() && !closed) {
      const std::vector<std::string> way = ways.back();
      ways.pop_back();
      for (const std::string& next : made_good_by[way.back()]) {
        std::vector<std::string> longer = way;
        longer.push_back(next);
        if (next == last.to) {
          std::string circle;
          for (const std::string& name : longer) circle += (circle.empty() ? "" : " <- ") + name;
          reading.report(*list->items[i], message::error_circle, {{"circle", circle}, {"rule", statement}});
          closed = true;
          break;
        }
        if (visited.insert(next).second) ways.push_back(std::move(longer));
      }
    }
    if (!closed) made_good_by[last.to].push_back(last.from);
  }
}

void check_causes(const void* object, const Node& node, Reading& reading, Message statement) {
  const Node* causes = node.find("causes");
  if (causes == nullptr || !causes->is_sound) return;
  double sum = 0;
  for (const auto& [name, value] : static_cast<const Liability*>(object)->causes) sum += value;
  if (!(sum > 0)) reading.report(*causes, message::error_causes, {{"rule", statement}});
}

void check_levies(const void* object, const Node& node, Reading& reading, Message statement) {
  const Node* parameters = node.find("parameters");
  const auto& given = static_cast<const Liability*>(object)->parameters;
  if (parameters == nullptr || !parameters->is_sound || !given) return;
  const std::pair<const char*, const std::optional<LiabilityFund>*> funds[] = {
      {"fund", &given->fund}, {"fund_first", &given->fund_first}};
  for (const auto& [key, fund] : funds) {
    const Node* entry = parameters->find(key);
    if (entry == nullptr || !*fund) continue;
    const Node* levy = entry->find("levy");
    if (levy == nullptr || !levy->is_sound) continue;
    double sum = 0;
    for (const auto& [name, weight] : (*fund)->levy) sum += weight;
    if (!(sum > 0)) reading.report(*levy, message::error_levy, {{"rule", statement}});
  }
}

void check_cap(const void* object, const Node& node, Reading& reading, Message statement) {
  const auto& liability = *static_cast<const Liability*>(object);
  const Node* parameters = node.find("parameters");
  if (parameters == nullptr || !liability.parameters || !liability.parameters->cap_in_annual_fees) return;
  const Node* cap = parameters->find("cap_multiple_of_annual_fee");
  const auto has_fee = [](const SupplyContract& contract) { return contract.annual_fee.has_value(); };
  if (cap == nullptr || !is_sound(node, "contracts") ||
      std::any_of(liability.contracts.begin(), liability.contracts.end(), has_fee))
    return;
  reading.report(*cap, message::error_cap_without_contract, {{"value", cap->text}, {"rule", statement}});
}

void check_parties(const void* object, const Node& node, Reading& reading, Message statement) {
  const Node* list = node.find("parties");
  if (list == nullptr || !list->is_sound) return;
  const std::vector<LiableParty>& parties = static_cast<const Liability*>(object)->parties;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < parties.size() && i < list->items.size(); ++i) {
    if (!seen.insert(parties[i].role).second)
      reading.report(*list->items[i], message::error_party_twice,
                     {{"value", in_quotes(parties[i].role)}, {"rule", statement}});
  }
}

void check_computed(const void*, const Node& node, Reading& reading, Message statement) {
  for (const char* key : {"preset", "financial_loss", "own_loss"}) {
    const Node* entry = node.find(key);
    if (entry == nullptr || !entry->is_sound || entry->kind != Node::Kind::string) continue;
    const liability::Preset* preset = liability::find_preset(entry->text);
    if (preset == nullptr) continue;
    if (preset->parameters.is_computed && key != std::string_view("preset"))
      reading.report(*entry, message::error_computed_preset,
                     {{"value", in_quotes(entry->text)}, {"rule", statement}});
    if (preset->parameters.victim && key != std::string_view("own_loss"))
      reading.report(*entry, message::error_preset_of_own_loss,
                     {{"value", in_quotes(entry->text)}, {"rule", statement}});
  }
}

}  // namespace

const Table& liability_parameters_table() { return parameters_table(); }

std::vector<Field> liability_preset_fields() {
  using L = Liability;
  return {
      bound(&L::preset, preset_choice("preset", message::doc_liability_preset, "\"JP_TORT_NOW\"")),
      bound(&L::preset_file, {.key = "preset_file",
                              .shape = Shape::text,
                              .doc = message::doc_liability_preset_file,
                              .example = "\"mine.json\""}),
      bound(&L::financial_loss,
            preset_choice("financial_loss", message::doc_liability_financial, "\"JP_TORT_NOW\"")),
      bound(&L::own_loss, preset_choice("own_loss", message::doc_liability_own, "\"B2B_CAP_12M\"")),
      bound(&L::parameters, {.key = "parameters",
                             .shape = Shape::object,
                             .doc = message::doc_liability_parameters,
                             .example = R"({"rho": 0.8})",
                             .table = parameters_table}),
      bound(&L::parties, {.key = "parties",
                          .shape = Shape::objects,
                          .doc = message::doc_liability_parties,
                          .example = R"([{"party": "integrator", "assets": 5e8}])",
                          .most = 6,
                          .table = party_table}),
      bound(&L::contracts,
            {.key = "contracts",
             .shape = Shape::objects,
             .doc = message::doc_liability_contracts,
             .example = R"([{"from": "integrator", "to": "business_user", "annual_fee": 1.2e7}])",
             .most = 16,
             .table = contract_table}),
      bound(&L::causes, causes_field()),
      bound(&L::concentration, {.key = "concentration",
                                .range = between(0.5, 1000),
                                .doc = message::doc_liability_concentration,
                                .example = "8"}),
      bound(&L::capacity, word("capacity", message::doc_liability_capacity, {"background", "design"})),
      bound(&L::incentives, flag("incentives", message::doc_liability_incentives)),
  };
}

std::vector<Rule> liability_preset_rules() {
  return {{message::rule_one_liability, check_one_way}, {message::rule_known_liable_party, check_computed},
          {message::rule_party_once, check_parties},    {message::rule_one_contract, check_contracts},
          {message::rule_no_circle, check_circle},      {message::rule_causes, check_causes},
          {message::rule_levy, check_levies},           {message::rule_cap_needs_contract, check_cap}};
}

}  // namespace tenbin::scenario
