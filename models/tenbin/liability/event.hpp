#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// One loss event and everything that decides who bears it. Plain data: reading and checking it is
/// event_reader.hpp, working it out is allocate.hpp.
///
/// Two layers are kept apart throughout. Outward: what the victim can collect from each party. Inward: how
/// the parties share it among themselves by contribution, indemnity and insurance.
namespace tenbin::liability {

inline constexpr std::size_t most_parties = 8;
inline constexpr std::size_t most_contracts = most_parties * (most_parties - 1);

/// What a party is in the chain that makes and uses an AI system. Their order is the order in which the steps
/// take them ("index order").
enum class Role : std::uint8_t {
  data_provider,
  developer,
  integrator,
  machine_maker,
  business_user,
  auditor,
  direct_insurer,  ///< pays the victim first and then seeks recourse; never liable itself
  other,
};

/// How far each liable party answers to the victim.
enum class Rule : std::uint8_t {
  joint,            ///< for the whole
  several,          ///< for its share only
  several_realloc,  ///< for its share, and for a part of what others cannot pay
  threshold,        ///< for the whole from a certain share on
  by_type,          ///< for the whole of economic loss, for its share of the rest
};

/// How the victim's own fault reduces the claim.
enum class ComparativeFault : std::uint8_t { none, pure, mod50, mod51, contrib, jibai_step };

enum class FaultBasis : std::uint8_t {
  absolute,  ///< all faults compared in one whole
  relative,  ///< the victim's fault compared with each party's, pair by pair
};

/// Whose weights make up the whole of which shares are taken.
enum class Denominator : std::uint8_t {
  liable,
  at_fault,  ///< also parties at fault who are not liable ("empty chair")
};

enum class Order : std::uint8_t {
  index,
  random,       ///< by order_key, ascending
  deep_pocket,  ///< who can pay most comes first
  proximity,    ///< nearest to the victim first: FPI, OPR, INT, MFR, DEV, DATA, AUD
};

enum class ContributionBase : std::uint8_t {
  claim,  ///< a party contributes up to its share of the claim
  paid,   ///< ... of what has been paid
};

enum class ContributionWeights : std::uint8_t { fault, per_capita };

enum class Draw : std::uint8_t {
  expected,  ///< recourse is multiplied by its probability of success
  random,    ///< recourse succeeds or fails, as the outcomes say
};

enum class RetentionType : std::uint8_t {
  self_insured,  ///< the insurer pays above it only, whether or not it was paid
  deductible,    ///< the insurer advances what the insured cannot pay of it
};

enum class DefenceCover : std::uint8_t {
  outside,  ///< on top of the limit, without limit
  inside,   ///< uses up the limit
};

/// How the insured and its insurer share what recourse brings back.
enum class RecoverySplit : std::uint8_t { pro_rata, insured_first, insurer_first };

enum class SettlementCredit : std::uint8_t {
  pro_tanto,  ///< the claim falls by what was paid
  pro_rata,   ///< the claim falls by the settling party's share
};

/// An amount that may be absent: no limit.
template <class Number>
using Limit = std::optional<Number>;

using PartySet = std::bitset<most_parties>;
/// relation[i][j]: of i towards j
using Relation = std::array<PartySet, most_parties>;

template <class Number>
struct Insurance {
  Number retention{0};
  Limit<Number> limit = Number(0);  ///< 0 is no cover
  bool covered = true;              ///< false: the insurer is not on risk, for example by an AI exclusion
  DefenceCover defence = DefenceCover::outside;
  bool contractual = false;  ///< also pays liability that was assumed by contract
  std::optional<RetentionType> retention_type{};
};

template <class Number>
struct Party {
  std::string name{};
  Role role = Role::other;
  Number weight{0};                ///< of its fault; weights need not sum to 1
  bool liable = true;              ///< found liable to the victim
  std::optional<bool> at_fault{};  ///< else as liable; a liable party is always at fault
  Limit<Number> assets{};          ///< free for this event
  std::optional<Insurance<Number>> insurance{};
  std::optional<Number> defence_fixed{}, defence_rate{};  ///< else the event's
  bool several_only = false;                              ///< answers for its share only, under every rule
  Limit<Number> statutory_cap{};
  Limit<Number> victim_cap{};     ///< agreed with the victim; binds with cap_binds_victim
  bool gross_negligence = false;  ///< pierces its victim_cap and the caps of contracts in which it pays
  bool time_barred = false;       ///< towards the victim
  std::optional<Number> victim_share_against{};  ///< for FaultBasis::relative; else w_V / (w_V + weight)
  Number order_key{0};                           ///< for Order::random
};

/// A contract by which `from` makes good what falls on `to`.
template <class Number>
struct Contract {
  std::size_t from = 0, to = 0;
  Number indemnity{1};  ///< share made good; 0: no claim, the contract only caps contribution
  Limit<Number> cap{};
  bool cap_binds_contribution = false;
  bool covers_costs = true;
  bool covers_own_fault = true;
  std::optional<Number> success{}, cost_rate{}, cost_fixed{};  ///< else as for contribution
  std::optional<bool> outcome{};                               ///< for Draw::random
  bool time_barred = false;
};

template <class Number>
struct Contribution {
  ContributionBase base = ContributionBase::claim;
  ContributionWeights weights = ContributionWeights::fault;
  bool reallocate = true;  ///< what a party cannot contribute is shared again among the others
  Number success{1};       ///< probability that recourse succeeds
  std::array<std::array<std::optional<Number>, most_parties>, most_parties> success_pairs{};
  Number cost_rate{0};   ///< of what is received
  Number cost_fixed{0};  ///< of one recourse claim
  Draw draw = Draw::expected;
  std::array<std::array<std::optional<bool>, most_parties>, most_parties> outcomes{};
  Relation waived{}, barred{};  ///< [who pays][against whom]
};

template <class Number>
struct LevyShare {
  std::string name;  ///< need not be a party of the event
  Number weight{0};
};

template <class Number>
struct FundFirst {
  Number rate{1};
  Limit<Number> cap{};
  bool tort = true;  ///< what the fund leaves may be claimed from the parties
  std::vector<LevyShare<Number>> levy{};
};

template <class Number>
struct TopUpFund {
  Number rate{1};
  Limit<Number> cap{};
  std::vector<LevyShare<Number>> levy{};
};

template <class Number>
struct Settlement {
  std::size_t party = 0;
  Number amount{0};
  SettlementCredit credit = SettlementCredit::pro_tanto;
};

template <class Number>
struct VictimCosts {
  Number fixed{0};
  Number rate{0};       ///< of the claim
  Number fee_shift{0};  ///< share that the liable parties owe on top of the claim
};

template <class Number>
struct DefenceCosts {
  Number fixed{0};
  Number rate{0};  ///< of the exposure
};

/// All money in one unit.
template <class Number>
struct Event {
  Number damage{0};                     ///< > 0
  std::optional<Number> damage_econ{};  ///< else the damage; Rule::by_type only
  Number victim_weight{0};
  Rule rule = Rule::joint;
  Number threshold = Number(1) / Number(2);
  ComparativeFault comparative_fault = ComparativeFault::pure;
  FaultBasis cf_basis = FaultBasis::absolute;
  Number kappa{1};  ///< strength of the reduction
  Denominator denominator = Denominator::liable;
  std::vector<std::size_t> first{};  ///< who is collected from first; the others follow in `order`
  Order order = Order::index;
  std::optional<PartySet> sued{};  ///< else every liable party and the direct insurer
  bool claim_made = true;
  bool cap_binds_victim = false;
  std::vector<Party<Number>> parties{};  ///< 1 to 8, sorted by role, at most one direct insurer
  VictimCosts<Number> victim_costs{};
  DefenceCosts<Number> defence{};
  std::optional<FundFirst<Number>> fund_first{};
  std::optional<TopUpFund<Number>> fund{};
  std::optional<bool> fallback{};  ///< the others are sued too if the first suit leaves a part unpaid
  std::optional<Settlement<Number>> settlement{};
  Contribution<Number> contribution{};
  std::vector<Contract<Number>> contracts{};  ///< in the order in which they are taken; one per ordered pair
  Relation subrogation_waivers{};             ///< [who pays][against whom]
  RetentionType retention_type = RetentionType::self_insured;
  RecoverySplit recovery_split = RecoverySplit::pro_rata;
};

}  // namespace tenbin::liability
