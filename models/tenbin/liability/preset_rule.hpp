#pragma once

#include <array>
#include <optional>
#include <vector>

#include "tenbin/liability/event.hpp"
#include "tenbin/liability/preset.hpp"

namespace tenbin::liability {

/// What is the same for all presets: who is there, with which means, proof and contracts.
struct Circumstances {
  std::vector<Party<double>> parties{};  ///< sorted by role; weight and liable come with each event
  /// Probability that fault is proven, given harm, by place.
  std::array<double, most_parties> fault_probability{};
  std::vector<Contract<double>> contracts{};        ///< caps of their own are kept where the preset has none
  std::vector<std::optional<double>> annual_fee{};  ///< of each contract, in the money of the event
  Relation small_maker{};    ///< [maker][small software maker]: recourse was given up by contract
  double million_yen = 1e6;  ///< in the money of the event
  double recourse_cost_fixed = 0;
};

/// Probability that fault is proven against a role, given harm: 0.10 for data provider and auditor, 0.30
/// developer, 0.40 integrator and machine maker, 0.60 business user [judgement]; 0 for others.
double default_fault_probability(Role role);

/// What one event draws; the same for all presets. Each u is uniform on [0, 1) and succeeds below its
/// probability; each has an address of its own, so that a preset that does not use one shifts no other.
struct EventDraws {
  using PerParty = std::array<double, most_parties>;  ///< by place in Circumstances::parties

  double damage = 0;
  double victim_weight = 0;
  PerParty weight{};
  double u_claim = 0, u_defect = 0, u_development_risk = 0, u_operator = 0, u_fallback = 0;
  PerParty u_fault{}, order_key{};
  PartySet gross_negligence{}, time_barred{}, not_covered{};
  std::array<PerParty, most_parties> u_recourse{};  ///< [who pays][against whom]
  std::array<double, most_contracts> u_contract{};
};

/// A preset in given circumstances: makes events of draws. Parties of the event stand in the order of their
/// roles; the preset may leave a party out (it is the victim) or add one (the direct insurer).
class PresetRule {
 public:
  /// @throw ParameterError if there are more than 8 parties, or the preset is computed and its one party was
  /// not chosen (with_avoider)
  PresetRule(const Preset& preset, const Circumstances& circumstances);

  /// All that does not differ between events; what does is that of an event without draws. It is what
  /// ColumnAllocator takes.
  const Event<double>& prototype() const { return prototype_; }

  /// For each party of the event its place in Circumstances::parties; -1 for a direct insurer that was added.
  const std::vector<int>& sources() const { return sources_; }
  /// For each contract of the event its place in Circumstances::contracts.
  const std::vector<std::size_t>& contract_sources() const { return contract_sources_; }

  /// Who is found liable, and who at fault, by place in the event.
  struct Findings {
    PartySet liable, at_fault;
  };
  Findings find(const EventDraws& draws) const;

  /// The victim's weight: with the weight of the party that is itself the victim.
  double victim_weight(const EventDraws& draws) const;

  Event<double> event(const EventDraws& draws) const;

 private:
  std::size_t place_of(Role role) const;
  void add_parties(const Circumstances& circumstances);
  void add_contracts(const Circumstances& circumstances);
  void add_terms(const Circumstances& circumstances);

  PresetParameters p_;
  std::array<double, most_parties> fault_probability_{};  ///< by place in Circumstances::parties
  Event<double> prototype_;
  std::vector<int> sources_;
  std::vector<std::size_t> contract_sources_;
  int victim_ = -1;  ///< place in Circumstances::parties of the party that is the victim
};

/// The preset with all liability on one party: what LEAST_COST_AVOIDER becomes once that party is known.
Preset with_avoider(Preset preset, Role role);

}  // namespace tenbin::liability
