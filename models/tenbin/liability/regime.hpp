#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/liability/preset.hpp"
#include "tenbin/liability/preset_rule.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::liability {

/// The claims that one event gives rise to, in the order in which they draw on the parties' means.
enum class Claim : std::uint8_t {
  injury_property,  ///< of third parties
  financial_loss,   ///< pure financial loss of third parties
  own_loss          ///< the business user's own loss, against its suppliers under contract
};
inline constexpr std::size_t claims = 3;

/// The claim that a head belongs to; nothing where no rule of liability divides it.
std::optional<Claim> claim_of(const perils::Source& source, const perils::HeadLaw& head);

/// The parties of the chain, in index order; the direct insurer of some rules comes behind them.
inline constexpr std::size_t chain_parties = 6;
inline constexpr std::size_t all_parties = chain_parties + 1;
/// Name in the scenario language, e.g. "integrator"; "direct_insurer".
std::string name_of_role(Role role);

/// How the weights of an event are drawn: a class of cause, then gamma variates of mean `shape`, which give
/// Dirichlet weights when they are divided by their sum (the allocation needs no sum).
struct CauseClass {
  double probability = 0;
  std::array<double, chain_parties + 1> shape{};  ///< by party, then the victim; 0: never has a weight
};
inline constexpr std::size_t cause_classes = 6;
using CauseTable = std::array<CauseClass, cause_classes>;

enum class Autonomy : std::uint8_t { assist, substitute };

/// A section of the design being priced as a party's insurance, in the place of its background insurance.
struct DesignCover {
  std::vector<std::array<bool, claims>> answers;                      ///< by source of the plan and claim
  double occurrence_limit = std::numeric_limits<double>::infinity();  ///< for all claims of an event
};

/// Everything that decides who bears the events of a scenario, besides the draws.
struct Regime {
  std::array<Preset, claims> presets;          ///< by Claim
  Circumstances circumstances;                 ///< the six parties in index order
  std::array<double, chain_parties> assets{};  ///< median of what a party can pay in a year [currency]
  double assets_sigma = 0;                     ///< of its logarithm
  std::array<CauseTable, 2> causes{};          ///< by Autonomy
  double covered = 1;                          ///< probability that background insurance answers for an event
  double gross_negligence = 0;                 ///< probability, for each party
  std::array<std::optional<DesignCover>, chain_parties> design_cover{};
};

/// Means of roles, weights and proof from the scenario, else from the library (liability/...).
/// @param scenario with a preset that has passed the reader
/// @param avoider the party that a computed preset puts everything on
/// @throw ParameterError for an unknown preset
Regime make_regime(const scenario::Scenario& scenario, library::LibraryReader& library,
                   std::optional<Role> avoider = {});

/// The preset with the scenario's changes.
Preset changed(Preset preset, const scenario::LiabilityParameters& changes);

/// The classes of cause with the scenario's probabilities, and their rows after the shift for autonomy: up to
/// `shift` points of weight move to the business user where the AI assists (from developer and integrator, in
/// proportion), and from it where the AI substitutes.
CauseTable cause_table(const scenario::Liability& liability, Autonomy autonomy,
                       library::LibraryReader& library);

}  // namespace tenbin::liability
