#include "tenbin/liability/event_reader.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/liability.hpp"
#include "tenbin/liability/object_reading.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::liability {
namespace {

using language::Arguments;
using scenario::in_quotes;
using scenario::Problem;

constexpr std::string_view role_codes[] = {"DATA", "DEV", "INT", "MFR", "OPR", "AUD", "FPI"};

class EventReading : private ObjectReading {
 public:
  using ObjectReading::ObjectReading;

  EventReadResult read(const Node& root) {
    if (const Node* parties = find(root, "parties")) read_parties(*parties);
    object(root, event_keys());
    if (root.kind == Node::Kind::object) {
      require(root, "damage", "1000");
      require(root, "parties", R"({"DEV": {"weight": 1}})");
      check_whole(root);
    }
    EventReadResult result;
    result.problems = take_problems();
    file_.has_fractions = has_fractions();
    if (result.problems.empty()) result.file = std::move(file_);
    return result;
  }

 private:
  Event<Exact>& event() { return file_.event; }

  bool explain_unknown_key(const Node& item) override {
    if (item.key != "cap" && item.key != "cap_binds_contribution" && item.key != "indemnity") return false;
    report(item, message::event_cap_without_contract);
    return true;
  }

  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const std::size_t i : file_.order_of_file) result.push_back(file_.event.parties[i].name);
    return result;
  }

  std::optional<std::size_t> party(const Node& node) {
    if (node.kind != Node::Kind::string) {
      wrong(node, message::event_wanted_name, "\"DEV\"");
      return std::nullopt;
    }
    const auto& parties = file_.event.parties;
    const auto same = [&](const Party<Exact>& candidate) { return candidate.name == node.text; };
    const auto found = std::find_if(parties.begin(), parties.end(), same);
    if (found != parties.end()) return static_cast<std::size_t>(found - parties.begin());
    report(node, message::event_unknown_party, {{"value", in_quotes(node.text)}, {"names", joined(names())}});
    return std::nullopt;
  }

  std::vector<std::size_t> party_list(const Node& node) {
    std::vector<std::size_t> result;
    if (node.kind != Node::Kind::array) {
      wrong(node, message::event_wanted_names, R"(["OPR", "DEV"])");
      return result;
    }
    for (const Node* item : node.items) {
      const std::optional<std::size_t> found = party(*item);
      if (!found) continue;
      if (std::find(result.begin(), result.end(), *found) != result.end()) {
        report(*item, message::error_list_repeated, {{"value", in_quotes(item->text)}});
      } else {
        result.push_back(*found);
      }
    }
    return result;
  }

  /// Entries [payer, target, ...] of a list, each ordered pair once.
  /// @param take is given the rest of the entry
  void pairs(const Node& node, std::size_t length, const std::string& example,
             const std::function<void(std::size_t, std::size_t, const Node&)>& take) {
    if (node.kind != Node::Kind::array) return wrong(node, message::wanted_list, "[" + example + "]");
    Relation seen{};
    for (const Node* item : node.items) {
      if (item->kind != Node::Kind::array || item->items.size() != length) {
        wrong(*item, message::event_wanted_pair, example);
        continue;
      }
      const std::optional<std::size_t> payer = party(*item->items[0]), target = party(*item->items[1]);
      if (!payer || !target) continue;
      if (*payer == *target) {
        report(*item, message::event_self_pair, {{"value", in_quotes(item->items[0]->text)}});
        continue;
      }
      if (seen[*payer][*target]) {
        report(*item, message::event_pair_repeated,
               {{"payer", in_quotes(item->items[0]->text)}, {"target", in_quotes(item->items[1]->text)}});
        continue;
      }
      seen[*payer].set(*target);
      take(*payer, *target, *item->items.back());
    }
  }

  Action relation(Relation& target) {
    return [this, &target](const Node& node) {
      pairs(node, 2, R"(["OPR", "DEV"])",
            [&target](std::size_t payer, std::size_t other, const Node&) { target[payer].set(other); });
    };
  }

  // --- the parts of an event ------------------------------------------------------------------------------

  Keys event_keys() {
    Event<Exact>& e = event();
    const Action positive = [this](const Node& node) {
      std::optional<Exact> value = number(node, message::event_wanted_positive, "1000");
      if (!value) return;
      if (*value <= 0) return wrong(node, message::event_wanted_positive, "1000");
      event().damage = std::move(*value);
    };
    return {
        {"damage", positive},
        {"damage_econ", amount(e.damage_econ)},
        {"victim_weight", amount(e.victim_weight)},
        {"rule", word<Rule>(e.rule, {{"JOINT", Rule::joint},
                                     {"SEVERAL", Rule::several},
                                     {"SEVERAL_REALLOC", Rule::several_realloc},
                                     {"THRESHOLD", Rule::threshold},
                                     {"BYTYPE", Rule::by_type}})},
        {"threshold", share(e.threshold)},
        {"comparative_fault",
         word<ComparativeFault>(e.comparative_fault, {{"NONE", ComparativeFault::none},
                                                      {"PURE", ComparativeFault::pure},
                                                      {"MOD50", ComparativeFault::mod50},
                                                      {"MOD51", ComparativeFault::mod51},
                                                      {"CONTRIB", ComparativeFault::contrib},
                                                      {"JIBAI_STEP", ComparativeFault::jibai_step}})},
        {"cf_basis", word<FaultBasis>(e.cf_basis, {{"ABSOLUTE", FaultBasis::absolute},
                                                   {"RELATIVE", FaultBasis::relative}})},
        {"kappa", share(e.kappa)},
        {"denominator", word<Denominator>(e.denominator, {{"LIABLE", Denominator::liable},
                                                          {"AT_FAULT", Denominator::at_fault}})},
        {"order", [this](const Node& node) { read_order(node); }},
        {"order_keys", [this](const Node& node) { read_order_keys(node); }},
        {"sued", [this](const Node& node) { read_sued(node); }},
        {"claim_made", flag(e.claim_made)},
        {"cap_binds_victim", flag(e.cap_binds_victim)},
        {"parties", [](const Node&) {}},  // read before
        {"victim_costs",
         [this](const Node& node) {
           VictimCosts<Exact>& costs = event().victim_costs;
           object(node, {{"fixed", amount(costs.fixed)},
                         {"rate", share(costs.rate)},
                         {"fee_shift", share(costs.fee_shift)}});
         }},
        {"defence",
         [this](const Node& node) {
           DefenceCosts<Exact>& costs = event().defence;
           object(node, {{"fixed", amount(costs.fixed)}, {"rate", share(costs.rate)}});
         }},
        {"fund_first",
         [this](const Node& node) {
           FundFirst<Exact>& fund = event().fund_first.emplace();
           object(node, {{"rate", share(fund.rate)},
                         limit("cap", fund.cap),
                         {"tort", flag(fund.tort)},
                         {"levy", levy(fund.levy)}});
         },
         true},
        {"fund",
         [this](const Node& node) {
           TopUpFund<Exact>& fund = event().fund.emplace();
           object(node, {{"rate", share(fund.rate)}, limit("cap", fund.cap), {"levy", levy(fund.levy)}});
         },
         true},
        {"fallback",
         [this](const Node& node) {
           event().fallback = true;
           object(node, {{"occurs", flag(event().fallback)}});
         },
         true},
        {"settlement", [this](const Node& node) { read_settlement(node); }, true},
        {"contribution", [this](const Node& node) { read_contribution(node); }},
        {"contracts", [this](const Node& node) { read_contracts(node); }},
        {"subrogation_waivers", relation(e.subrogation_waivers)},
        {"retention_type", retention_type(e.retention_type)},
        {"recovery_split",
         word<RecoverySplit>(e.recovery_split, {{"PRO_RATA", RecoverySplit::pro_rata},
                                                {"INSURED_FIRST", RecoverySplit::insured_first},
                                                {"INSURER_FIRST", RecoverySplit::insurer_first}})},
    };
  }

  template <class Target>
  Action retention_type(Target& target) {
    return word<RetentionType>(
        target, {{"SIR", RetentionType::self_insured}, {"DEDUCTIBLE", RetentionType::deductible}});
  }

  Action levy(std::vector<LevyShare<Exact>>& target) {
    return [this, &target](const Node& node) {
      if (node.kind != Node::Kind::object) return wrong(node, message::wanted_object, R"({"DEV": 0.5})");
      for (const Node* item : node.items) {
        if (node.find(item->key) != item) {
          report(*item, message::error_duplicate_key);
          continue;
        }
        target.push_back({item->key, Exact(0)});
        amount(target.back().weight)(*item);
      }
    };
  }

  void read_parties(const Node& node) {
    if (node.kind != Node::Kind::object)
      return wrong(node, message::wanted_object, R"({"DEV": {"weight": 1}})");
    if (node.items.empty() || node.items.size() > most_parties) {
      return report(node, message::event_party_count,
                    {{"count", node.items.size()}, {"limit", most_parties}});
    }
    std::vector<const Node*> items;
    for (const Node* item : node.items) {
      if (node.find(item->key) == item) {
        items.push_back(item);
      } else {
        report(*item, message::error_duplicate_key);
      }
    }
    std::vector<const Node*> sorted = items;
    std::stable_sort(sorted.begin(), sorted.end(), [](const Node* a, const Node* b) {
      return role_of_name(a->key) < role_of_name(b->key);
    });
    for (const Node* item : items) {
      const auto place = std::find(sorted.begin(), sorted.end(), item);
      file_.order_of_file.push_back(static_cast<std::size_t>(place - sorted.begin()));
    }
    event().parties.resize(sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      event().parties[i].name = sorted[i]->key;
      event().parties[i].role = role_of_name(sorted[i]->key);
    }
    // In the order of the file, so that problems are reported in it.
    for (std::size_t k = 0; k < items.size(); ++k)
      read_party(*items[k], event().parties[file_.order_of_file[k]]);
  }

  void read_party(const Node& node, Party<Exact>& party) {
    object(node, {{"weight", amount(party.weight)},
                  {"liable", flag(party.liable)},
                  {"at_fault", flag(party.at_fault)},
                  limit("assets", party.assets),
                  {"insurance", [this, &party](const Node& item) { read_insurance(item, party); }, true},
                  {"defence_fixed", amount(party.defence_fixed)},
                  {"defence_rate", share(party.defence_rate)},
                  {"several_only", flag(party.several_only)},
                  limit("statutory_cap", party.statutory_cap),
                  limit("victim_cap", party.victim_cap),
                  {"gross_negligence", flag(party.gross_negligence)},
                  {"time_barred", flag(party.time_barred)},
                  {"victim_share_against", share(party.victim_share_against)}});
    if (party.role != Role::direct_insurer || party.weight == 0) return;
    if (const Node* weight = find(node, "weight")) report(*weight, message::event_insurer_weight);
  }

  void read_insurance(const Node& node, Party<Exact>& party) {
    Insurance<Exact>& insurance = party.insurance.emplace();
    object(node, {{"retention", amount(insurance.retention)},
                  limit("limit", insurance.limit),
                  {"covered", flag(insurance.covered)},
                  {"defence", word<DefenceCover>(insurance.defence, {{"outside", DefenceCover::outside},
                                                                     {"inside", DefenceCover::inside}})},
                  {"contractual", flag(insurance.contractual)},
                  {"retention_type", retention_type(insurance.retention_type)}});
  }

  void read_order(const Node& node) {
    if (node.kind == Node::Kind::string) {
      return word<Order>(event().order, {{"RANDOM", Order::random},
                                         {"DEEP_POCKET", Order::deep_pocket},
                                         {"PROXIMITY", Order::proximity}})(node);
    }
    event().first = party_list(node);
  }

  void read_order_keys(const Node& node) {
    if (node.kind != Node::Kind::object) return wrong(node, message::wanted_object, R"({"DEV": 0.5})");
    std::vector<std::string> missing;
    for (Party<Exact>& party : event().parties) {
      if (const Node* key = node.find(party.name)) {
        share(party.order_key)(*key);
      } else {
        missing.push_back(party.name);
      }
    }
    for (const Node* item : node.items) {
      const auto same = [&](const Party<Exact>& candidate) { return candidate.name == item->key; };
      const auto& parties = event().parties;
      if (node.find(item->key) != item) {
        report(*item, message::error_duplicate_key);
      } else if (std::none_of(parties.begin(), parties.end(), same)) {
        report(*item, message::event_unknown_party,
               {{"value", in_quotes(item->key)}, {"names", joined(names())}});
      }
    }
    if (!missing.empty()) report(node, message::event_order_keys, {{"names", joined(missing)}});
  }

  void read_sued(const Node& node) {
    if (node.kind == Node::Kind::string) {
      if (node.text != "ALL_LIABLE") unknown_word(node, {"ALL_LIABLE"});
      return;
    }
    PartySet sued;
    for (const std::size_t i : party_list(node)) sued.set(i);
    event().sued = sued;
  }

  void read_settlement(const Node& node) {
    Settlement<Exact>& settlement = event().settlement.emplace();
    object(node, {{"party",
                   [this, &settlement](const Node& item) {
                     const std::optional<std::size_t> found = party(item);
                     if (!found) return;
                     settlement.party = *found;
                     const Party<Exact>& who = event().parties[*found];
                     if (!who.liable || who.role == Role::direct_insurer) {
                       report(item, message::event_settlement_party, {{"value", in_quotes(item.text)}});
                     }
                   }},
                  {"amount", amount(settlement.amount)},
                  {"credit",
                   word<SettlementCredit>(settlement.credit, {{"PRO_TANTO", SettlementCredit::pro_tanto},
                                                              {"PRO_RATA", SettlementCredit::pro_rata}})}});
    require(node, "party", "\"DEV\"");
    require(node, "amount", "100");
  }

  void read_contribution(const Node& node) {
    Contribution<Exact>& terms = event().contribution;
    const auto success_pairs = [this, &terms](const Node& list) {
      pairs(list, 3, R"(["OPR", "DEV", 0.5])", [&](std::size_t payer, std::size_t target, const Node& value) {
        share(terms.success_pairs[payer][target])(value);
      });
    };
    const auto outcomes = [this, &terms](const Node& list) {
      pairs(list, 3, R"(["OPR", "DEV", true])",
            [&](std::size_t payer, std::size_t target, const Node& value) {
              flag(terms.outcomes[payer][target])(value);
            });
    };
    object(node, {{"base", word<ContributionBase>(terms.base, {{"CLAIM", ContributionBase::claim},
                                                               {"PAID", ContributionBase::paid}})},
                  {"weights", word<ContributionWeights>(terms.weights,
                                                        {{"FAULT", ContributionWeights::fault},
                                                         {"PER_CAPITA", ContributionWeights::per_capita}})},
                  {"reallocate", flag(terms.reallocate)},
                  {"success", share(terms.success)},
                  {"success_pairs", success_pairs},
                  {"cost_rate", share(terms.cost_rate)},
                  {"cost_fixed", amount(terms.cost_fixed)},
                  {"draw", word<Draw>(terms.draw, {{"expected", Draw::expected}, {"random", Draw::random}})},
                  {"outcomes", outcomes},
                  {"waived", relation(terms.waived)},
                  {"barred", relation(terms.barred)}});
  }

  void read_contracts(const Node& node) {
    if (node.kind != Node::Kind::array) {
      return wrong(node, message::wanted_list, R"([{"from": "INT", "to": "OPR"}])");
    }
    event().contracts.reserve(node.items.size());  // actions hold references
    Relation seen{};
    for (const Node* item : node.items) {
      Contract<Exact>& contract = event().contracts.emplace_back();
      std::optional<std::size_t> from, to;
      object(*item, {{"from", [&](const Node& name) { from = party(name); }},
                     {"to", [&](const Node& name) { to = party(name); }},
                     {"indemnity", share(contract.indemnity)},
                     limit("cap", contract.cap),
                     {"cap_binds_contribution", flag(contract.cap_binds_contribution)},
                     {"covers_costs", flag(contract.covers_costs)},
                     {"covers_own_fault", flag(contract.covers_own_fault)},
                     {"success", share(contract.success)},
                     {"cost_rate", share(contract.cost_rate)},
                     {"cost_fixed", amount(contract.cost_fixed)},
                     {"outcome", flag(contract.outcome)},
                     {"time_barred", flag(contract.time_barred)}});
      require(*item, "from", "\"INT\"");
      require(*item, "to", "\"OPR\"");
      if (!from || !to) continue;
      contract.from = *from;
      contract.to = *to;
      const Arguments pair = {{"from", event().parties[*from].name}, {"to", event().parties[*to].name}};
      if (*from == *to) {
        report(*item, message::event_self_pair, {{"value", in_quotes(event().parties[*from].name)}});
      } else if (seen[*from][*to]) {
        report(*item, message::event_two_contracts, pair);
      }
      seen[*from].set(*to);
    }
  }

  // --- across keys ----------------------------------------------------------------------------------------

  void check_whole(const Node& root) {
    const Event<Exact>& e = event();
    if (e.cf_basis == FaultBasis::relative && e.rule != Rule::joint) {
      if (const Node* basis = find(root, "cf_basis")) report(*basis, message::event_relative_rule);
    }
    const Node* economic = find(root, "damage_econ");
    if (economic != nullptr && e.damage > 0 && e.damage_econ && *e.damage_econ > e.damage) {
      report(*economic, message::event_economic_damage,
             {{"value", economic->text}, {"damage", fraction_text(e.damage)}});
    }
    check_weights(root);
    check_circles(root);
  }

  /// Weights that were given, and are 0 throughout, tell no shares.
  void check_weights(const Node& root) {
    const Node* parties = find(root, "parties");
    if (parties == nullptr || parties->kind != Node::Kind::object || event().victim_weight != 0) return;
    bool is_given = false;
    std::size_t liable = 0;
    for (const Party<Exact>& party : event().parties) {
      if (party.weight != 0) return;
      if (party.liable && party.role != Role::direct_insurer) ++liable;
      const Node* node = parties->find(party.name);
      const Node* weight = node != nullptr ? find(*node, "weight") : nullptr;
      if (weight != nullptr && !weight->is_sound) return;  // reported already
      is_given = is_given || (weight != nullptr && party.role != Role::direct_insurer);
    }
    if (is_given && liable > 1) report(*parties, message::event_weights_zero);
  }

  /// Full indemnities without a cap that lead back to where they began: nobody would finally bear the loss.
  void check_circles(const Node& root) {
    const Node* list = find(root, "contracts");
    const auto& contracts = event().contracts;
    if (list == nullptr || !list->is_sound) return;
    const auto is_full = [](const Contract<Exact>& contract) {
      return contract.indemnity == 1 && !contract.cap && !contract.time_barred;
    };
    Relation makes_good{};  // [from][to]
    for (std::size_t e = 0; e < contracts.size(); ++e) {
      const Contract<Exact>& contract = contracts[e];
      if (!is_full(contract)) continue;
      if (reaches(makes_good, contract.to, contract.from)) {
        report(*list->items[e], message::event_circle,
               {{"from", event().parties[contract.from].name}, {"to", event().parties[contract.to].name}});
      }
      makes_good[contract.from].set(contract.to);
    }
  }

  static bool reaches(const Relation& relation, std::size_t from, std::size_t to) {
    PartySet seen;
    seen.set(from);
    for (bool grows = true; grows;) {
      grows = false;
      for (std::size_t i = 0; i < most_parties; ++i) {
        if (!seen[i] || (seen | relation[i]) == seen) continue;
        seen |= relation[i];
        grows = true;
      }
    }
    return seen[to];
  }

  EventFile file_;
};

template <class To, class From>
std::optional<To> optional_of(const std::optional<From>& value) {
  return value ? std::optional<To>(to_double(*value)) : std::nullopt;
}

std::vector<LevyShare<double>> rounded(const std::vector<LevyShare<Exact>>& levy) {
  std::vector<LevyShare<double>> result;
  result.reserve(levy.size());
  for (const LevyShare<Exact>& share : levy) result.push_back({share.name, to_double(share.weight)});
  return result;
}

Party<double> rounded(const Party<Exact>& from) {
  Party<double> to;
  to.name = from.name;
  to.role = from.role;
  to.weight = to_double(from.weight);
  to.liable = from.liable;
  to.at_fault = from.at_fault;
  to.assets = optional_of<double>(from.assets);
  if (from.insurance) {
    Insurance<double>& insurance = to.insurance.emplace();
    insurance.retention = to_double(from.insurance->retention);
    insurance.limit = optional_of<double>(from.insurance->limit);
    insurance.covered = from.insurance->covered;
    insurance.defence = from.insurance->defence;
    insurance.contractual = from.insurance->contractual;
    insurance.retention_type = from.insurance->retention_type;
  }
  to.defence_fixed = optional_of<double>(from.defence_fixed);
  to.defence_rate = optional_of<double>(from.defence_rate);
  to.several_only = from.several_only;
  to.statutory_cap = optional_of<double>(from.statutory_cap);
  to.victim_cap = optional_of<double>(from.victim_cap);
  to.gross_negligence = from.gross_negligence;
  to.time_barred = from.time_barred;
  to.victim_share_against = optional_of<double>(from.victim_share_against);
  to.order_key = to_double(from.order_key);
  return to;
}

Contract<double> rounded(const Contract<Exact>& from) {
  Contract<double> to;
  to.from = from.from;
  to.to = from.to;
  to.indemnity = to_double(from.indemnity);
  to.cap = optional_of<double>(from.cap);
  to.cap_binds_contribution = from.cap_binds_contribution;
  to.covers_costs = from.covers_costs;
  to.covers_own_fault = from.covers_own_fault;
  to.success = optional_of<double>(from.success);
  to.cost_rate = optional_of<double>(from.cost_rate);
  to.cost_fixed = optional_of<double>(from.cost_fixed);
  to.outcome = from.outcome;
  to.time_barred = from.time_barred;
  return to;
}

Contribution<double> rounded(const Contribution<Exact>& from) {
  Contribution<double> to;
  to.base = from.base;
  to.weights = from.weights;
  to.reallocate = from.reallocate;
  to.success = to_double(from.success);
  for (std::size_t i = 0; i < most_parties; ++i) {
    for (std::size_t j = 0; j < most_parties; ++j) {
      to.success_pairs[i][j] = optional_of<double>(from.success_pairs[i][j]);
    }
  }
  to.cost_rate = to_double(from.cost_rate);
  to.cost_fixed = to_double(from.cost_fixed);
  to.draw = from.draw;
  to.outcomes = from.outcomes;
  to.waived = from.waived;
  to.barred = from.barred;
  return to;
}

}  // namespace

EventReadResult read_event(std::string_view text, std::string file_name) {
  const scenario::Document document = scenario::parse_document(text);
  if (document.fault) return {std::nullopt, {{std::move(file_name), {}, *document.fault, 0}}};
  return EventReading(std::move(file_name)).read(*document.root);
}

EventReadResult read_event_file(const std::string& path) {
  scenario::FileText file = scenario::read_file_text(path);
  if (file.problem) return {std::nullopt, {std::move(*file.problem)}};
  return read_event(file.text, path);
}

std::vector<Problem> outcome_problems(const Event<Exact>& event, const Allocation<Exact>& allocation,
                                      const std::string& file_name) {
  std::vector<Problem> result;
  for (std::size_t i = 0; i < event.parties.size(); ++i) {
    for (std::size_t j = 0; j < event.parties.size(); ++j) {
      if (!allocation.missing_outcomes[i][j]) continue;
      const Arguments pair = {{"payer", event.parties[i].name}, {"target", event.parties[j].name}};
      result.push_back({file_name, "/contribution/outcomes", {message::event_outcome_missing, pair}, 0});
    }
  }
  for (std::size_t e = 0; e < event.contracts.size(); ++e) {
    if (!allocation.missing_contract_outcomes[e]) continue;
    result.push_back({file_name,
                      "/contracts/" + std::to_string(e) + "/outcome",
                      {message::event_contract_outcome_missing, {}},
                      0});
  }
  return result;
}

Event<double> rounded(const Event<Exact>& from) {
  Event<double> to;
  to.damage = to_double(from.damage);
  to.damage_econ = optional_of<double>(from.damage_econ);
  to.victim_weight = to_double(from.victim_weight);
  to.rule = from.rule;
  to.threshold = to_double(from.threshold);
  to.comparative_fault = from.comparative_fault;
  to.cf_basis = from.cf_basis;
  to.kappa = to_double(from.kappa);
  to.denominator = from.denominator;
  to.first = from.first;
  to.order = from.order;
  to.sued = from.sued;
  to.claim_made = from.claim_made;
  to.cap_binds_victim = from.cap_binds_victim;
  for (const Party<Exact>& party : from.parties) to.parties.push_back(rounded(party));
  to.victim_costs = {to_double(from.victim_costs.fixed), to_double(from.victim_costs.rate),
                     to_double(from.victim_costs.fee_shift)};
  to.defence = {to_double(from.defence.fixed), to_double(from.defence.rate)};
  if (from.fund_first) {
    to.fund_first =
        FundFirst<double>{to_double(from.fund_first->rate), optional_of<double>(from.fund_first->cap),
                          from.fund_first->tort, rounded(from.fund_first->levy)};
  }
  if (from.fund) {
    to.fund = TopUpFund<double>{to_double(from.fund->rate), optional_of<double>(from.fund->cap),
                                rounded(from.fund->levy)};
  }
  to.fallback = from.fallback;
  if (from.settlement) {
    to.settlement = Settlement<double>{from.settlement->party, to_double(from.settlement->amount),
                                       from.settlement->credit};
  }
  to.contribution = rounded(from.contribution);
  for (const Contract<Exact>& contract : from.contracts) to.contracts.push_back(rounded(contract));
  to.subrogation_waivers = from.subrogation_waivers;
  to.retention_type = from.retention_type;
  to.recovery_split = from.recovery_split;
  return to;
}

Role role_of_name(std::string_view name) {
  for (std::size_t i = 0; i < std::size(role_codes); ++i) {
    if (role_codes[i] == name) return static_cast<Role>(i);
  }
  for (const auto& [code, word] : scenario::party_codes()) {
    if (word == name) return role_of_name(code);
  }
  return Role::other;
}

std::string_view code_of_role(Role role) {
  return role == Role::other ? std::string_view() : role_codes[static_cast<std::size_t>(role)];
}

}  // namespace tenbin::liability
