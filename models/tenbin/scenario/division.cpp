#include "tenbin/scenario/division.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "tenbin/scenario/design_capacity.hpp"
#include "tenbin/scenario/least_cost.hpp"

namespace tenbin::scenario {
namespace {

using liability::all_parties;
using liability::chain_parties;
using perils::Damage;

std::string party_name(std::size_t party) {
  return liability::name_of_role(static_cast<liability::Role>(party));
}

int place(std::size_t column) { return static_cast<int>(column); }

const Deployment* deployment_of(const Scenario& scenario, const std::string& id) {
  const auto found = std::find_if(scenario.deployments.begin(), scenario.deployments.end(),
                                  [&](const Deployment& deployment) { return deployment.id == id; });
  return found == scenario.deployments.end() ? nullptr : &*found;
}

/// Who is hurt by a source: stated people, else workers where people are hurt, else businesses.
std::string victim_type(const Scenario& scenario, const perils::Source& source) {
  const Deployment* deployment = deployment_of(scenario, source.entity);
  const bool hurts = std::any_of(source.heads.begin(), source.heads.end(), [](const perils::HeadLaw& head) {
    return head.head == Damage::bodily_injury || head.head == Damage::employer_liability;
  });
  if (deployment != nullptr && !deployment->people.empty()) return deployment->people;
  return hurts ? "workers" : "businesses";
}

/// The levies of a fund, each as part of it.
void add_levies(const std::optional<liability::PresetFund>& fund, std::size_t column,
                const std::vector<std::size_t>& sources, std::map<std::string, PartyPlan>& levies) {
  if (!fund) return;
  double sum = 0;
  for (const auto& [role, weight] : fund->levy) sum += weight;
  if (!(sum > 0)) return;
  for (const auto& [role, weight] : fund->levy) {
    const std::string name = liability::name_of_role(role);
    for (const std::size_t source : sources)
      levies[name].burden.push_back({place(source), place(column), weight / sum});
  }
}

}  // namespace

bool has_preset(const Scenario& scenario) {
  return scenario.liability.has_value() && !scenario.liability->preset.empty();
}

std::map<std::string, int> Division::columns(std::size_t source, std::size_t head) const {
  std::map<std::string, int> result;
  if (const auto& insured = sources[source].insured) {
    // Its loss is told in two columns: here what it keeps, for the first of the heads.
    const auto is_head = [&](const auto& entry) { return entry.first == head; };
    if (is_head(insured->heads.front()))
      result[party_name(insured->party)] = place(layout.defence(insured->party));
    return result;
  }
  for (const auto& heads : sources[source].heads) {
    if (std::find(heads.begin(), heads.end(), head) == heads.end()) continue;
    for (std::size_t party = 0; party < all_parties; ++party)
      result[party_name(party)] = place(layout.damages(party, head));
  }
  return result;
}

bool Division::is_told_with_another(std::size_t source, std::size_t head) const {
  const auto& insured = sources[source].insured;
  return insured && std::any_of(insured->heads.begin() + 1, insured->heads.end(),
                                [&](const auto& entry) { return entry.first == head; });
}

std::map<std::string, int> Division::cost_columns() const {
  std::map<std::string, int> result;
  for (std::size_t party = 0; party < all_parties; ++party)
    result[party_name(party)] = place(layout.defence(party));
  return result;
}

std::optional<Division> divide(const Scenario& scenario, const std::vector<perils::Source>& sources,
                               const std::vector<std::string>& heads) {
  if (!has_preset(scenario)) return std::nullopt;
  std::vector<liability::DividedSource> divided;
  std::vector<std::size_t> used;
  for (const perils::Source& source : sources) {
    liability::DividedSource entry;
    entry.entity = source.entity;
    entry.peril = source.peril;
    const Deployment* deployment = deployment_of(scenario, source.entity);
    if (deployment != nullptr && deployment->autonomy == "assist")
      entry.autonomy = liability::Autonomy::assist;
    for (const perils::HeadLaw& head : source.heads) {
      const std::optional<liability::Claim> claim = liability::claim_of(source, head);
      if (!claim) continue;
      const auto name = std::find(heads.begin(), heads.end(), perils::to_string(head.head));
      const auto index = static_cast<std::size_t>(name - heads.begin());
      entry.heads[static_cast<std::size_t>(*claim)].push_back(index);
      entry.is_divided = true;
      if (std::find(used.begin(), used.end(), index) == used.end()) used.push_back(index);
    }
    divided.push_back(std::move(entry));
  }
  mark_insured(scenario, sources, heads, divided);
  std::sort(used.begin(), used.end());
  return Division{std::move(divided), liability::BurdenLayout(heads.size(), std::move(used))};
}

void add_division(const Scenario& scenario, const std::vector<perils::Source>& sources,
                  const Division& division, library::LibraryReader& library, Plan& plan,
                  std::map<std::string, std::vector<CoveredHead>>& burdens) {
  const liability::BurdenLayout& layout = division.layout;
  std::vector<std::size_t> divided;
  for (std::size_t s = 0; s < division.sources.size(); ++s) {
    if (division.sources[s].is_divided) divided.push_back(s);
  }
  const auto sum_of = [&](std::size_t column) {
    std::vector<CoveredHead> list;
    list.reserve(divided.size());
    for (const std::size_t source : divided) list.push_back({place(source), place(column), 1});
    return list;
  };
  const auto add_burden = [&](const std::string& party, std::size_t column) {
    const std::vector<CoveredHead> list = sum_of(column);
    burdens[party].insert(burdens[party].end(), list.begin(), list.end());
  };
  const auto avoider = is_computed(scenario) ? std::optional(least_cost(scenario).party) : std::nullopt;
  liability::Regime regime = liability::make_regime(scenario, library, avoider);
  insure_by_design(scenario, sources, division, regime);
  auto derived =
      std::make_shared<liability::BurdenColumnsOfRegime>(std::move(regime), division.sources, layout);
  const liability::PresetParameters& main = derived->regime().presets[0].parameters;
  // Columns repeat the names of what they are parts of: that is how a gap is told.
  const std::vector<std::string> own_heads = plan.heads;
  for (const std::size_t head : layout.heads)
    plan.heads.insert(plan.heads.end(), all_parties, own_heads[head]);
  plan.heads.resize(layout.first + layout.count, perils::to_string(Damage::defence));
  add_insured_part(scenario, division, burdens);
  add_burden("victim", layout.victim());
  add_burden("business_user", layout.claim_cost());
  add_burden("fund", layout.fund_first());
  add_burden("fund", layout.top_up());
  plan.friction = {"liability/friction", sum_of(layout.friction())};
  const auto add_extra = [&](const std::string& name, std::vector<CoveredHead> list) {
    plan.extras.push_back({"liability/" + name, std::move(list)});
  };
  add_extra("third_party", sum_of(layout.third_party()));
  add_extra("own_loss", sum_of(layout.own_loss()));
  add_extra("uncompensated", sum_of(layout.uncompensated()));
  add_extra("victim", sum_of(layout.victim()));
  std::vector<CoveredHead> fund = sum_of(layout.fund_first());
  for (const CoveredHead& part : sum_of(layout.top_up())) fund.push_back(part);
  add_extra("fund", std::move(fund));
  const auto is_third_party = [&](std::size_t source, std::size_t head) {
    const auto& own = division.sources[source].heads[static_cast<std::size_t>(liability::Claim::own_loss)];
    return std::find(own.begin(), own.end(), head) == own.end();
  };
  for (std::size_t party = 0; party < all_parties; ++party) {
    const std::string name = party_name(party);
    std::vector<CoveredHead> whole = sum_of(layout.defence(party)), damages;
    for (const std::size_t source : divided) {
      for (const auto& heads : division.sources[source].heads) {
        for (const std::size_t head : heads) {
          const CoveredHead part{place(source), place(layout.damages(party, head)), 1};
          whole.push_back(part);
          if (is_third_party(source, head)) damages.push_back(part);
        }
      }
    }
    if (party == static_cast<std::size_t>(liability::Role::business_user)) {
      const std::vector<CoveredHead> cost = sum_of(layout.claim_cost());
      whole.insert(whole.end(), cost.begin(), cost.end());
    }
    if (party < chain_parties && derived->regime().design_cover[party]) {
      const std::vector<CoveredHead> insured = sum_of(layout.insurer(party));
      whole.insert(whole.end(), insured.begin(), insured.end());
    }
    add_extra("burden/" + name, std::move(whole));
    add_extra("damages/" + name, std::move(damages));
    add_extra("insurer/" + name, sum_of(layout.insurer(party)));
    if (party == chain_parties) continue;
    add_extra("insolvent/" + name, sum_of(layout.insolvent(party)));
    add_extra("assets/" + name, sum_of(layout.assets(party)));
  }
  std::map<std::string, PartyPlan> levies;
  add_levies(main.fund_first, layout.fund_first(), divided, levies);
  add_levies(main.fund, layout.top_up(), divided, levies);
  for (auto& [name, levy] : levies) add_extra("levy/" + name, std::move(levy.burden));
  std::map<std::string, std::vector<std::size_t>> by_type;
  for (const std::size_t s : divided) by_type[victim_type(scenario, sources[s])].push_back(s);
  const std::pair<const char*, std::size_t> counts[] = {
      {"cases/", layout.cases()}, {"under_half/", layout.under_half()}, {"nothing/", layout.nothing()}};
  for (const auto& [type, of_type] : by_type) {
    for (const auto& [name, column] : counts) {
      std::vector<CoveredHead> list;
      for (const std::size_t source : of_type) list.push_back({place(source), place(column), 1});
      add_extra(name + type, std::move(list));
    }
  }
  plan.derived = std::move(derived);
}

}  // namespace tenbin::scenario
