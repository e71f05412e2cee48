#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/liability/event.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::liability {

/// Words in both languages.
struct BothLanguages {
  std::string english, japanese;

  const std::string& in(language::Language language) const {
    return language == language::Language::japanese ? japanese : english;
  }
};

/// How far an assumption can be trusted.
enum class Confidence : std::uint8_t { high, medium, low };

struct PresetFund {
  double rate = 1;
  Limit<double> cap{};  ///< [million yen]
  bool tort = true;     ///< fund that pays first only
  std::vector<std::pair<Role, double>> levy{};
};

/// The parameters of a liability rule, each of which a user may change.
struct PresetParameters {
  Rule rule = Rule::joint;
  ComparativeFault comparative_fault = ComparativeFault::pure;
  double kappa = 1;
  double claim_probability = 1;
  std::vector<Role> first{};                ///< who is collected from first; the others at random
  std::optional<std::vector<Role>> sued{};  ///< else every liable party
  double fault_multiplier = 1;              ///< of the probabilities that fault is proven
  double defect_probability = 0;            ///< that a defect is proven, against all of strict_defect at once
  double development_risk = 0;              ///< that a proven defect is excused
  std::vector<Role> strict_defect{}, strict_operator{};
  double operator_probability = 1;  ///< that an operator cannot excuse itself
  double victim_cost_rate = 0, fee_shift = 0, defence_rate = 0;
  ContributionBase base = ContributionBase::claim;
  ContributionWeights weights = ContributionWeights::fault;
  bool reallocate = true;
  double recourse_success = 1, recourse_cost_rate = 0;
  bool cap_binds_victim = false, cap_binds_contribution = false;
  std::optional<double> cap_in_annual_fees{};
  Limit<double> statutory_cap{};  ///< [million yen], of every party of strict_operator
  std::optional<PresetFund> fund{}, fund_first{};
  std::vector<std::pair<Role, double>> compulsory_cover{};  ///< [million yen]
  std::vector<Role> several_only{};
  std::optional<Role> exclusive{};  ///< nobody else is liable
  double fallback_probability = 0;
  std::optional<Role> victim{};  ///< the party that is itself the victim
  bool small_maker_recourse_waived = false;
  bool is_computed = false;  ///< the one party that is sued and liable is worked out: least_cost_avoider()
};

/// A named liability rule. Not legal advice: a simplification, whose words say what it rests on.
struct Preset {
  std::string id;
  BothLanguages name;
  BothLanguages rule;          ///< who answers for what
  BothLanguages law;           ///< articles
  BothLanguages damage;        ///< the kinds of damage that it covers
  BothLanguages assumes;       ///< what is assumed about proof, claims and recourse
  BothLanguages not_modelled;  ///< what it leaves out
  std::string date;            ///< since when it is the law, or of the proposal; empty: no law
  std::string source;
  Confidence confidence = Confidence::low;
  bool is_judgement = true;
  PresetParameters parameters;
};

/// The presets of the library, scenarios/presets/, in their order.
const std::vector<Preset>& presets();

/// Null if no preset of the library has the id.
const Preset* find_preset(std::string_view id);

struct PresetReadResult {
  std::optional<Preset> preset;
  std::vector<scenario::Problem> problems;
};

/// A preset of one's own. With "base" it starts from that preset of the library, and states what differs:
///   {"format": "tenbin/preset", "version": 1, "id": "MINE", "base": "JP_TORT_NOW", "parameters": {"rho":
///   0.8}}
PresetReadResult read_preset(std::string_view text, std::string file_name);

/// Same for a file; "-" is standard input.
PresetReadResult read_preset_file(const std::string& path);

}  // namespace tenbin::liability
