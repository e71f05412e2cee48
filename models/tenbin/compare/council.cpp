#include "tenbin/compare/council.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>

#include "tenbin/compare/rule_runs.hpp"
#include "tenbin/liability/preset.hpp"
#include "tenbin/liability/regime.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/measure/quotient.hpp"
#include "tenbin/scenario/own_library.hpp"

namespace tenbin::compare {
namespace {

constexpr double not_told = std::numeric_limits<double>::quiet_NaN();
/// Years of a run of the tornado: enough to rank assumptions.
constexpr std::int64_t most_tornado_years = 20'000;

using scenario::Liability;
using scenario::LiabilityParameters;
using scenario::Scenario;

double told(const Estimate& estimate) { return estimate.reliable ? estimate.standard_error : not_told; }

LinearFigure sum(const std::vector<const LinearFigure*>& parts) {
  LinearFigure result;
  result.reliable = true;
  for (const LinearFigure* part : parts) {
    result.value += part->value;
    result.reliable = result.reliable && part->reliable;
    if (result.influence.size() < part->batches()) result.influence.resize(part->batches());
    for (std::size_t b = 0; b < part->batches(); ++b) result.influence[b] += part->influence[b];
  }
  return result;
}

struct NamedFigure {
  std::string figure, of;
  LinearFigure value;
};

/// What is kept of a run.
class Figures {
 public:
  Figures(const PairedRun& run, double tail_level) : run_(run), tail_(tail_level) {
    const LinearFigure damage = sum({&mean("liability/third_party"), &mean("liability/own_loss")});
    std::vector<const LinearFigure*> burdens, insurers;
    for (std::size_t party = 0; party < liability::all_parties; ++party) {
      const std::string name = liability::name_of_role(static_cast<liability::Role>(party));
      const LinearFigure& burden = mean("liability/burden/" + name);
      add("share", name, quotient(burden, damage));
      burdens.push_back(&burden);
      insurers.push_back(&mean("liability/insurer/" + name));
      add_year(name, "liability/burden/" + name);
      add_if_any("levy", name, "liability/levy/" + name);
      add_if_any("insolvencies", name, "liability/insolvent/" + name);
    }
    add("share", "victim", quotient(mean("liability/victim"), damage));
    add("share", "fund", quotient(mean("liability/fund"), damage));
    add("friction", "", quotient(mean("liability/friction"), damage));
    add("uncompensated", "", quotient(mean("liability/uncompensated"), mean("liability/third_party")));
    add("insurers", "", quotient(sum(insurers), sum(burdens)));
    add_year("victim", "liability/victim");
    for (const PairedFigure& figure : run.figures) {
      constexpr std::string_view cases = "liability/cases/";
      if (figure.measure == "mean" && figure.subject.starts_with(cases)) {
        const std::string type = figure.subject.substr(cases.size());
        if (!(figure.figure.value > 0)) continue;
        add("under_half", type, quotient(mean("liability/under_half/" + type), figure.figure));
        add("nothing", type, quotient(mean("liability/nothing/" + type), figure.figure));
      }
      const bool of_policy = figure.subject.find("policy/") != std::string::npos;
      if (figure.measure == "technical_premium" && of_policy)
        add("premium", policy_name(figure.subject), figure.figure);
      if (figure.measure == "beyond_means") add("beyond", policy_name(figure.subject), figure.figure);
    }
  }

  const std::vector<NamedFigure>& list() const { return list_; }

 private:
  const LinearFigure& mean(const std::string& subject) const {
    static const LinearFigure none;
    for (const PairedFigure& figure : run_.figures) {
      if (figure.subject == subject && figure.measure == "mean") return figure.figure;
    }
    return none;
  }

  void add(std::string figure, std::string of, LinearFigure value) {
    list_.push_back({std::move(figure), std::move(of), std::move(value)});
  }

  void add_if_any(const char* figure, const std::string& of, const std::string& subject) {
    const LinearFigure& value = mean(subject);
    if (value.value > 0) add(figure, of, value);
  }

  void add_year(const std::string& of, const std::string& subject) {
    for (const PairedFigure& figure : run_.figures) {
      if (figure.subject != subject) continue;
      if (figure.measure == "mean") add("mean", of, figure.figure);
      if (figure.measure == "tvar" && figure.level == tail_) add("tail", of, figure.figure);
    }
  }

  /// "design/base/policy/it" and "policy/it" become "base/it" and "it".
  static std::string policy_name(const std::string& subject) {
    std::string name = subject;
    for (const std::string word : {"design/", "policy/"}) {
      const std::size_t at = name.find(word);
      if (at != std::string::npos) name.erase(at, word.size());
    }
    return name;
  }

  const PairedRun& run_;
  double tail_;
  std::vector<NamedFigure> list_;
};

const NamedFigure* find(const std::vector<NamedFigure>& list, const NamedFigure& like) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const NamedFigure& figure) {
    return figure.figure == like.figure && figure.of == like.of;
  });
  return found == list.end() ? nullptr : &*found;
}

double width(std::size_t batches, double beyond) {
  if (batches < 2) return not_told;
  return quantile(complement(boost::math::students_t(static_cast<double>(batches - 1)), beyond));
}

/// An assumption and how a scenario states it.
struct Assumption {
  std::string id;
  double low, value, high;
  std::function<void(Liability&, double)> apply;
};

scenario::LiableParty& party_of(Liability& liability, const std::string& name) {
  for (scenario::LiableParty& party : liability.parties) {
    if (party.role == name) return party;
  }
  liability.parties.push_back({name, {}, {}, {}, {}});
  return liability.parties.back();
}

LiabilityParameters& parameters_of(Liability& liability) {
  if (!liability.parameters) liability.parameters.emplace();
  return *liability.parameters;
}

/// The assumptions of a preset and of the library, with the ranges that the library states; a preset's
/// numbers have none of their own and move by a half towards each end of 0 ... 1.
std::vector<Assumption> assumptions_of(const Scenario& scenario) {
  const std::shared_ptr<const library::Library> own = scenario::library_of(scenario);
  const library::Library& library = *own;
  const liability::PresetParameters p = liability::find_preset(scenario.liability->preset)->parameters;
  std::vector<Assumption> list;
  const auto add_number = [&](const std::string& id, std::function<void(Liability&, double)> apply) {
    const library::Number& number = library.number(id);
    list.push_back({id, number.low.value_or(number.value), number.value, number.high.value_or(number.value),
                    std::move(apply)});
  };
  const auto add_share = [&](const std::string& key, double value,
                             std::optional<double> LiabilityParameters::*member) {
    list.push_back({key, value / 2, value, (1 + value) / 2,
                    [member](Liability& liability, double x) { parameters_of(liability).*member = x; }});
  };
  add_number("liability/concentration", [](Liability& liability, double x) { liability.concentration = x; });
  for (std::size_t i = 0; i < liability::chain_parties; ++i) {
    const std::string name = liability::name_of_role(static_cast<liability::Role>(i));
    add_number("liability/fault_probability/" + name,
               [name](Liability& liability, double x) { party_of(liability, name).fault_probability = x; });
    add_number("liability/assets/" + name,
               [name](Liability& liability, double x) { party_of(liability, name).assets = x; });
    add_number("liability/background_insurance/" + name + "/limit",
               [name](Liability& liability, double x) { party_of(liability, name).insurance_limit = x; });
  }
  constexpr const char* causes[] = {"data_defect", "model_error", "integration",
                                    "operation",   "hardware",    "victim_misuse"};
  for (const std::string cause : causes) {
    add_number("liability/cause/" + cause, [cause, causes, own](Liability& liability, double x) {
      const library::Library& numbers = *own;
      double others = 0;
      for (const std::string other : causes) {
        if (other != cause) others += numbers.number("liability/cause/" + other).value;
      }
      for (const std::string other : causes) {
        const double share = numbers.number("liability/cause/" + other).value;
        liability.causes[other] = other == cause ? x : share / others * (1 - x);
      }
    });
  }
  add_share("claim_prob", p.claim_probability, &LiabilityParameters::claim_probability);
  add_share("rho", p.recourse_success, &LiabilityParameters::recourse_success);
  add_share("phi", p.recourse_cost_rate, &LiabilityParameters::recourse_cost_rate);
  add_share("victim_cost_rate", p.victim_cost_rate, &LiabilityParameters::victim_cost_rate);
  add_share("fee_shift", p.fee_shift, &LiabilityParameters::fee_shift);
  add_share("defence_rate", p.defence_rate, &LiabilityParameters::defence_rate);
  if (!p.strict_defect.empty())
    add_share("q_defect", p.defect_probability, &LiabilityParameters::defect_probability);
  if (!p.strict_operator.empty())
    add_share("q_operator", p.operator_probability, &LiabilityParameters::operator_probability);
  return list;
}

}  // namespace

double TornadoBar::reach() const { return std::max(std::fabs(at_low), std::fabs(at_high)); }

const RuleFigure* Council::find(std::size_t preset, std::size_t claims_run, const std::string& figure,
                                const std::string& of) const {
  for (const RuleFigure& entry : figures) {
    if (entry.preset == preset && entry.claims == claims_run && entry.figure == figure && entry.of == of)
      return &entry;
  }
  return nullptr;
}

std::vector<std::string> comparable_presets() {
  std::vector<std::string> ids;
  for (const liability::Preset& preset : liability::presets()) {
    if (!preset.parameters.victim) ids.push_back(preset.id);
  }
  return ids;
}

Scenario under_preset(Scenario scenario, const std::string& preset, std::optional<double> claim_probability) {
  Liability liability = scenario.liability.value_or(Liability{});
  liability.rule.clear();
  liability.shares.clear();
  liability.preset = preset;
  liability.parameters.reset();
  if (claim_probability) parameters_of(liability).claim_probability = claim_probability;
  scenario.liability = std::move(liability);
  return scenario;
}

std::optional<Council> council(const Scenario& scenario, const std::vector<std::string>& presets,
                               const PairedOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Council result;
  result.presets = presets;
  const std::shared_ptr<const library::Library> numbers = scenario::library_of(scenario);
  library::LibraryReader library{*numbers};
  result.claims = {{"preset", {}}, {"one", library("liability/common_claim_probability")}};
  result.input = under_preset(scenario, presets.front(), {});
  const std::vector<double>& levels = scenario.simulation.levels;
  if (std::find(levels.begin(), levels.end(), result.tail_level) == levels.end())
    result.tail_level = levels.back();

  const std::vector<Assumption> assumptions = assumptions_of(result.input);
  result.tornado_years = std::min(scenario.simulation.years, most_tornado_years);
  std::vector<Scenario> rules;  // by run of claims, then by preset
  for (const ClaimsRun& claims : result.claims) {
    for (const std::string& preset : presets)
      rules.push_back(under_preset(scenario, preset, claims.probability));
  }
  std::vector<Scenario> ends;  // the reference, then each assumption at its low and at its high end
  ends.push_back(result.input);
  ends.front().simulation.years = result.tornado_years;
  ends.front().coverage_designs.clear();
  for (const Assumption& assumption : assumptions) {
    for (const double value : {assumption.low, assumption.high}) {
      ends.push_back(ends.front());
      assumption.apply(*ends.back().liability, value);
    }
  }
  const std::int64_t work = scenario.simulation.years * static_cast<std::int64_t>(rules.size());
  const std::int64_t all_work = work + result.tornado_years * static_cast<std::int64_t>(ends.size());
  const auto runs_of = [&](const std::vector<Scenario>& list, const RuleFigures& told, std::int64_t before) {
    PairedOptions own = options;
    if (options.progress)
      own.progress = [&, before](std::int64_t done, std::int64_t) {
        options.progress(before + done, all_work);
      };
    return rule_runs(list, told, own);
  };
  const auto runs = runs_of(rules, {result.tail_level, true}, 0);
  if (!runs) return std::nullopt;
  result.years = runs->front().years;
  struct Pending {
    RuleFigure figure;
    bool is_reliable;
    std::size_t batches;
  };
  std::vector<Pending> pending;
  for (std::size_t c = 0; c < result.claims.size(); ++c) {
    std::vector<NamedFigure> reference;
    for (std::size_t p = 0; p < presets.size(); ++p) {
      std::vector<NamedFigure> figures = Figures((*runs)[c * presets.size() + p], result.tail_level).list();
      if (p == 0) reference = figures;
      for (const NamedFigure& named : figures) {
        RuleFigure figure;
        figure.preset = p;
        figure.claims = c;
        figure.figure = named.figure;
        figure.of = named.of;
        const WeightedFigure alone{1, &named.value};
        const Estimate estimate = weighted_sum({&alone, 1});
        figure.value = estimate.value;
        figure.standard_error = told(estimate);
        const NamedFigure* theirs = find(reference, named);
        bool reliable = true;
        if (p > 0) {
          std::vector<WeightedFigure> terms{alone};
          if (theirs != nullptr) terms.push_back({-1, &theirs->value});
          const Estimate difference = weighted_sum(terms);
          figure.difference = difference.value;
          figure.difference_error = told(difference);
          reliable = difference.reliable;
        }
        pending.push_back({figure, reliable, named.value.batches()});
      }
    }
  }
  const auto moved = [](const Pending& entry) { return entry.figure.difference_error != 0; };
  result.family = static_cast<std::size_t>(std::count_if(pending.begin(), pending.end(), moved));
  const double beyond =
      (1 - result.confidence) / 2 / static_cast<double>(std::max<std::size_t>(1, result.family));
  for (Pending& entry : pending) {
    RuleFigure& figure = entry.figure;
    const double reach = moved(entry) ? width(entry.batches, beyond) * figure.difference_error : 0;
    figure.low = figure.difference - reach;
    figure.high = figure.difference + reach;
    figure.verdict = !entry.is_reliable                        ? Verdict::cannot_tell
                     : figure.low > 0                          ? Verdict::more
                     : figure.high < 0                         ? Verdict::less
                     : !moved(entry) && figure.difference == 0 ? Verdict::same
                                                               : Verdict::cannot_tell;
    result.figures.push_back(std::move(figure));
  }

  const auto tornado = runs_of(ends, {}, work);
  if (!tornado) return std::nullopt;
  const auto victim_share = [&](std::size_t number) {
    const std::vector<NamedFigure> figures = Figures((*tornado)[number], result.tail_level).list();
    return find(figures, {"share", "victim", {}})->value;
  };
  const LinearFigure at_base = victim_share(0);
  for (std::size_t a = 0; a < assumptions.size(); ++a) {
    TornadoBar bar;
    bar.assumption = assumptions[a].id;
    bar.low = assumptions[a].low;
    bar.value = assumptions[a].value;
    bar.high = assumptions[a].high;
    for (const bool is_low : {true, false}) {
      const LinearFigure there = victim_share(2 * a + (is_low ? 1 : 2));
      const WeightedFigure terms[] = {{1, &there}, {-1, &at_base}};
      const Estimate change = weighted_sum(terms);
      (is_low ? bar.at_low : bar.at_high) = change.value;
      (is_low ? bar.at_low_error : bar.at_high_error) = told(change);
    }
    result.tornado.push_back(bar);
  }
  std::stable_sort(result.tornado.begin(), result.tornado.end(),
                   [](const TornadoBar& a, const TornadoBar& b) { return a.reach() > b.reach(); });
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace tenbin::compare
