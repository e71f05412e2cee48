#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tenbin/liability/event.hpp"

namespace tenbin::liability {

/// What happened to a payment or a claim for recourse.
enum class Remark : std::uint8_t {
  none,
  waived,              ///< recourse was given up beforehand
  out_of_time,         ///< recourse came too late
  failed,              ///< recourse was not proven
  not_worth_its_cost,  ///< it would cost more than it brings
  capped,              ///< by a statute or a contract
  time_barred,         ///< the victim came too late
  own_share_only,      ///< several_only
  from_threshold,      ///< answers for the whole because of its share
  not_liable,          ///< sued without being liable
  by_default,          ///< nobody's weight is known: equal shares
  no_claim_made,
  nobody_can_owe,
  victim_fault_bars,
  covered_by_fund,
};

enum class StepKind : std::uint8_t {
  victim_share,  ///< S1: share
  party_share,   ///< S1: party, share of the whole; `asked` is its inward share
  reduction,     ///< S2: share kept, amount kept
  victim_cost,   ///< S2: amount, `asked` the part shifted to the parties
  fund_first,    ///< S2: amount
  claim,         ///< S2: amount C, or why there is none
  exposure,      ///< S3: party, amount
  settlement,    ///< S3: party, asked, amount, `left` the claim after it
  defence,       ///< S4: party, amount, own, insurer
  collection,    ///< S5: party, asked, amount, own, insurer, `left` to collect
  fallback,      ///< S5b: the other liable parties are sued too; `left` to collect
  reallocation,  ///< S6: as collection
  victim_keeps,  ///< S6: amount that falls on the victim in the re-split
  top_up,        ///< S7: amount
  inward_share,  ///< S8: party, `asked` its inward share of the burden, amount paid so far
  contribution,  ///< S8: party recovers from other: asked, amount, own, insurer, cost
  indemnity,     ///< S9: party recovers from other, by the contract
};

/// One step of the computation, for readers.
template <class Number>
struct Step {
  StepKind kind{};
  int party = -1, other = -1;  ///< places in Event::parties, -1: none
  int contract = -1;           ///< place in Event::contracts
  Number asked{0}, amount{0};
  Number own{0}, insurer{0};  ///< who paid the amount, or (recourse) who receives it
  Number cost{0}, left{0}, share{0};
  Remark remark = Remark::none;
};

/// Who bears what. Index of arrays: place in Event::parties.
template <class Number>
struct Allocation {
  using PerParty = std::array<Number, most_parties>;

  PerParty own{}, insurer{};  ///< final burden, own and by insurance, with costs
  PerParty paid{};            ///< P: to the victim as damages
  PerParty exposure{};        ///< E: what the victim can ask for, after a settlement
  PerParty cost{};            ///< spent on defence and recourse; contracts may shift it to others
  Number fund{0};             ///< paid by funds, before any levy
  Number fund_first{0}, top_up{0};
  Number victim{0};         ///< V: what stays with the victim, with its costs
  Number transferred{0};    ///< T: damages paid by all parties
  Number claim{0};          ///< C: collectible claim after fund, costs and settlement
  Number reduced_claim{0};  ///< C0
  Number friction{0};       ///< F: costs of claim, defence and recourse
  Number keep{0};           ///< share of the damage that the victim's own fault leaves
  Number victim_share{0};   ///< c
  Number uncompensated{0};  ///< what was owed in law and never arrived
  Number own_fault{0};      ///< part of the damage that the victim's fault leaves with it
  Number residual{0};       ///< sum of burdens, fund and victim minus damage and friction: 0
  std::array<Limit<Number>, most_contracts> bucket{};  ///< left of each contract's cap
  /// Draw::random without an outcome: recourse that would have needed one; it was taken as failed.
  Relation missing_outcomes{};
  std::bitset<most_contracts> missing_contract_outcomes{};
};

/// Levies of the funds: name and amount, in the order of the fund, then of the top-up fund. A line of its
/// own: not paid out of anyone's assets, not part of a burden.
template <class Number>
std::vector<std::pair<std::string, Number>> levies(const Event<Number>& event,
                                                   const Allocation<Number>& allocation);

}  // namespace tenbin::liability
