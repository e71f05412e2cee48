#include "tenbin/liability/regime.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tenbin/core/error.hpp"
#include "tenbin/liability/event_reader.hpp"
#include "tenbin/perils/peril.hpp"

namespace tenbin::liability {
namespace {

using perils::Bearing;
using perils::Damage;
using scenario::LiabilityParameters;

constexpr std::array<const char*, all_parties> names = {"data_provider", "developer",     "integrator",
                                                        "machine_maker", "business_user", "auditor",
                                                        "direct_insurer"};
constexpr std::array<const char*, cause_classes> class_names = {
    "data_defect", "model_error", "integration", "operation", "hardware", "victim_misuse"};

/// Heads that are the user's own loss, whoever caused it.
bool is_own_loss(Damage damage) {
  switch (damage) {
    case Damage::recall:
    case Damage::interruption:
    case Damage::quality_loss:
    case Damage::machinery:
    case Damage::own_property:
    case Damage::business_interruption:
    case Damage::extra_expense:
      return true;
    default:
      return false;
  }
}

template <class T>
void set(T& target, const std::optional<T>& value) {
  if (value) target = *value;
}

template <class T>
T chosen(const std::string& word, std::initializer_list<std::pair<const char*, T>> words) {
  for (const auto& [name, value] : words) {
    if (word == name) return value;
  }
  throw ParameterError(fmt::format("liability: '{}' is not known", word));
}

Role role(const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<Role>(found - names.begin());
  return role_of_name(name);
}

std::vector<Role> roles(const std::vector<std::string>& list) {
  std::vector<Role> result;
  result.reserve(list.size());
  for (const std::string& name : list) result.push_back(role(name));
  return result;
}

std::vector<std::pair<Role, double>> by_role(const std::map<std::string, double>& amounts) {
  std::vector<std::pair<Role, double>> result;
  result.reserve(amounts.size());
  for (const auto& [name, value] : amounts) result.emplace_back(role(name), value);
  return result;
}

PresetFund fund_of(const scenario::LiabilityFund& given) {
  PresetFund fund;
  fund.rate = given.rate;
  fund.cap = given.cap;
  fund.tort = given.tort;
  fund.levy = by_role(given.levy);
  return fund;
}

Preset preset_named(const std::string& id) {
  const Preset* found = find_preset(id);
  if (found == nullptr) {
    throw ParameterError(fmt::format("liability: preset '{}' is not known (tenbin list presets)", id));
  }
  return *found;
}

/// Rules that answer for injury and property only, as their texts say.
bool leaves_financial_loss(const std::string& id) {
  constexpr std::array<const char*, 8> such = {
      "JP_PL_EMBEDDED", "JP_PL_SOFTWARE",     "JP_OPERATOR_JIBAI", "JP_OPERATOR_RECOURSE",
      "EU_PLD_2026",    "EU_SINGLE_OPERATOR", "EU_EP2020_CAPPED",  "UK_INSURER_FIRST"};
  return std::find(such.begin(), such.end(), id) != such.end();
}

const scenario::LiableParty* find_party(const scenario::Liability& liability, const std::string& name) {
  const auto found = std::find_if(liability.parties.begin(), liability.parties.end(),
                                  [&](const auto& party) { return party.role == name; });
  return found == liability.parties.end() ? nullptr : &*found;
}

/// Without an audit from outside there is no auditor to bear anything.
bool is_audited_from_outside(const scenario::Scenario& scenario) {
  return std::any_of(scenario.deployments.begin(), scenario.deployments.end(), [](const auto& deployment) {
    return deployment.audit && deployment.audit->method != "self_check" &&
           deployment.audit->method != "inhouse_committee";
  });
}

/// The party has no weight and no proof against it; it stays in its place.
void leave_out(Role absent, Regime& regime) {
  const auto place = static_cast<std::size_t>(absent);
  regime.circumstances.fault_probability[place] = 0;
  for (CauseTable& table : regime.causes) {
    for (CauseClass& cause : table) cause.shape[place] = 0;
  }
}

/// What the suppliers of the AI are paid in a year by the user, where the scenario says.
std::optional<double> fees_of(const scenario::Scenario& scenario) {
  std::optional<double> sum;
  for (const scenario::Deployment& deployment : scenario.deployments) {
    const auto fee = deployment.exposure.find("annual_fee");
    if (fee != deployment.exposure.end()) sum = sum.value_or(0) + fee->second;
  }
  return sum;
}

}  // namespace

std::string name_of_role(Role role) { return names.at(static_cast<std::size_t>(role)); }

std::optional<Claim> claim_of(const perils::Source& source, const perils::HeadLaw& head) {
  if (source.entity.empty()) return std::nullopt;
  const bool divided = head.bearing == Bearing::fixed_shares || head.bearing == Bearing::recourse_has_failed;
  if (is_own_loss(head.head)) {
    const bool by_ai = head.bearing == Bearing::business_user && source.ai_cause != AiCause::none;
    return divided || by_ai ? std::optional(Claim::own_loss) : std::nullopt;
  }
  if (!divided) return std::nullopt;
  return head.head == Damage::financial_loss ? Claim::financial_loss : Claim::injury_property;
}

Preset changed(Preset preset, const LiabilityParameters& changes) {
  PresetParameters& p = preset.parameters;
  if (changes.rule) {
    p.rule = chosen<Rule>(*changes.rule, {{"JOINT", Rule::joint},
                                          {"SEVERAL", Rule::several},
                                          {"SEVERAL_REALLOC", Rule::several_realloc},
                                          {"THRESHOLD", Rule::threshold},
                                          {"BYTYPE", Rule::by_type}});
  }
  if (changes.comparative_fault) {
    p.comparative_fault =
        chosen<ComparativeFault>(*changes.comparative_fault, {{"NONE", ComparativeFault::none},
                                                              {"PURE", ComparativeFault::pure},
                                                              {"MOD50", ComparativeFault::mod50},
                                                              {"MOD51", ComparativeFault::mod51},
                                                              {"CONTRIB", ComparativeFault::contrib},
                                                              {"JIBAI_STEP", ComparativeFault::jibai_step}});
  }
  set(p.kappa, changes.kappa);
  set(p.claim_probability, changes.claim_probability);
  if (changes.order) {
    p.first =
        chosen<std::vector<Role>>(*changes.order, {{"RANDOM", {}},
                                                   {"OPR_FIRST", {Role::business_user}},
                                                   {"OPR_INT_FIRST", {Role::business_user, Role::integrator}},
                                                   {"FPI_FIRST", {Role::direct_insurer}}});
  }
  if (changes.sued) {
    p.sued.reset();
    if (changes.sued->front() != "ALL_LIABLE") p.sued = roles(*changes.sued);
  }
  set(p.fault_multiplier, changes.fault_multiplier);
  set(p.defect_probability, changes.defect_probability);
  set(p.development_risk, changes.development_risk);
  if (changes.strict_defect) p.strict_defect = roles(*changes.strict_defect);
  if (changes.strict_operator) p.strict_operator = roles(*changes.strict_operator);
  set(p.operator_probability, changes.operator_probability);
  set(p.victim_cost_rate, changes.victim_cost_rate);
  set(p.fee_shift, changes.fee_shift);
  set(p.defence_rate, changes.defence_rate);
  if (changes.contribution_base) {
    p.base = chosen<ContributionBase>(*changes.contribution_base,
                                      {{"CLAIM", ContributionBase::claim}, {"PAID", ContributionBase::paid}});
  }
  if (changes.contribution_weights) {
    p.weights = chosen<ContributionWeights>(
        *changes.contribution_weights,
        {{"FAULT", ContributionWeights::fault}, {"PER_CAPITA", ContributionWeights::per_capita}});
  }
  set(p.reallocate, changes.reallocate);
  set(p.recourse_success, changes.recourse_success);
  set(p.recourse_cost_rate, changes.recourse_cost_rate);
  set(p.cap_binds_victim, changes.cap_binds_victim);
  set(p.cap_binds_contribution, changes.cap_binds_contribution);
  if (changes.cap_in_annual_fees) p.cap_in_annual_fees = changes.cap_in_annual_fees;
  if (changes.statutory_cap) p.statutory_cap = changes.statutory_cap;
  if (changes.fund) p.fund = fund_of(*changes.fund);
  if (changes.fund_first) p.fund_first = fund_of(*changes.fund_first);
  if (!changes.compulsory_cover.empty()) p.compulsory_cover = by_role(changes.compulsory_cover);
  if (changes.several_only) p.several_only = roles(*changes.several_only);
  if (changes.exclusive) p.exclusive = role(*changes.exclusive);
  set(p.fallback_probability, changes.fallback_probability);
  return preset;
}

CauseTable cause_table(const scenario::Liability& liability, Autonomy autonomy,
                       library::LibraryReader& library) {
  constexpr auto developer = static_cast<std::size_t>(Role::developer);
  constexpr auto integrator = static_cast<std::size_t>(Role::integrator);
  constexpr auto user = static_cast<std::size_t>(Role::business_user);
  const double concentration = liability.concentration.value_or(library("liability/concentration"));
  const double shift = library("liability/autonomy_shift");
  CauseTable table;
  double all = 0;
  for (std::size_t c = 0; c < cause_classes; ++c) {
    double probability = 0;
    if (liability.causes.empty()) {
      probability = library(fmt::format("liability/cause/{}", class_names[c]));
    } else if (const auto given = liability.causes.find(class_names[c]); given != liability.causes.end()) {
      probability = given->second;
    }
    table[c].probability = probability;
    all += probability;
    std::array<double, chain_parties + 1> row{};
    for (std::size_t i = 0; i < chain_parties; ++i)
      row[i] = library(fmt::format("liability/weights/{}/{}", class_names[c], names[i]));
    row[chain_parties] = library(fmt::format("liability/weights/{}/victim", class_names[c]));
    const double makers = row[developer] + row[integrator];
    const double part = makers > 0 ? row[developer] / makers : 0.5;
    const double moved = autonomy == Autonomy::assist ? -std::min(shift, makers) : std::min(shift, row[user]);
    row[user] -= moved;
    row[developer] = std::max(row[developer] + moved * part, 0.0);
    row[integrator] = std::max(row[integrator] + moved * (1 - part), 0.0);
    double sum = 0;
    for (const double weight : row) sum += weight;
    if (!(sum > 0)) {
      throw ParameterError(
          fmt::format("liability: the weights of cause '{}' are all zero (give one party a positive weight)",
                      class_names[c]));
    }
    for (std::size_t i = 0; i < row.size(); ++i) table[c].shape[i] = concentration * row[i] / sum;
  }
  for (CauseClass& cause : table) cause.probability /= all;
  return table;
}

Regime make_regime(const scenario::Scenario& scenario, library::LibraryReader& library,
                   std::optional<Role> avoider) {
  const scenario::Liability& liability = scenario.liability.value();
  Regime regime;
  const auto number = [&](const std::string& id) { return library("liability/" + id); };
  const LiabilityParameters none;
  const LiabilityParameters& changes = liability.parameters ? *liability.parameters : none;
  const std::string financial = !liability.financial_loss.empty()         ? liability.financial_loss
                                : leaves_financial_loss(liability.preset) ? "JP_TORT_NOW"
                                                                          : liability.preset;
  const std::string own = liability.own_loss.empty() ? "B2B_CAP_12M" : liability.own_loss;
  regime.presets = {changed(preset_named(liability.preset), changes), preset_named(financial),
                    preset_named(own)};
  if (avoider) regime.presets[0] = with_avoider(regime.presets[0], *avoider);
  if (financial == liability.preset) regime.presets[1] = regime.presets[0];
  for (Preset& preset : regime.presets) set(preset.parameters.claim_probability, changes.claim_probability);
  regime.presets[2].parameters.victim = Role::business_user;

  const double money = static_cast<double>(perils::money_scale(scenario, library));
  Circumstances& at = regime.circumstances;
  at.million_yen = 1e6 * money;
  for (std::size_t i = 0; i < chain_parties; ++i) {
    const std::string name = names[i];
    const scenario::LiableParty* given = find_party(liability, name);
    const scenario::LiableParty empty;
    const scenario::LiableParty& stated = given != nullptr ? *given : empty;
    Party<double> party;
    party.name = std::string(code_of_role(static_cast<Role>(i)));
    party.role = static_cast<Role>(i);
    Insurance<double> insurance;
    const std::string cover = "background_insurance/" + name;
    insurance.limit = stated.insurance_limit ? *stated.insurance_limit : money * number(cover + "/limit");
    insurance.retention =
        stated.insurance_retention ? *stated.insurance_retention : money * number(cover + "/retention");
    if (*insurance.limit > 0) party.insurance = insurance;
    at.parties.push_back(party);
    at.fault_probability[i] =
        stated.fault_probability ? *stated.fault_probability : number("fault_probability/" + name);
    regime.assets[i] = stated.assets ? *stated.assets : money * number("assets/" + name);
  }
  regime.assets_sigma = number("assets_sigma");
  regime.covered = number("background_insurance/covered");
  regime.gross_negligence = number("gross_negligence");
  if (liability.contracts.empty()) {
    Contract<double> contract;
    contract.from = static_cast<std::size_t>(Role::integrator);
    contract.to = static_cast<std::size_t>(Role::business_user);
    contract.indemnity = 0;
    at.contracts.push_back(contract);
    at.annual_fee.push_back(fees_of(scenario));
  }
  for (const scenario::SupplyContract& given : liability.contracts) {
    Contract<double> contract;
    contract.from = static_cast<std::size_t>(role(given.from));
    contract.to = static_cast<std::size_t>(role(given.to));
    contract.indemnity = given.indemnity;
    if (given.cap) contract.cap = *given.cap;
    at.contracts.push_back(contract);
    // A cap of its own takes the place of one in annual fees.
    at.annual_fee.push_back(given.cap ? std::nullopt : given.annual_fee);
  }
  regime.causes = {cause_table(liability, Autonomy::assist, library),
                   cause_table(liability, Autonomy::substitute, library)};
  if (!is_audited_from_outside(scenario)) leave_out(Role::auditor, regime);
  return regime;
}

}  // namespace tenbin::liability
