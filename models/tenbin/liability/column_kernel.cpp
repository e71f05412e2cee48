#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tenbin/liability/column_kernel.cpp"
// clang-format off: foreach_target includes this file once for each target and must come before highway.h
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

#include <limits>

#include "tenbin/liability/column_plan.hpp"
#include "tenbin/liability/columns.hpp"

HWY_BEFORE_NAMESPACE();
namespace tenbin::liability::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Doubles = hn::ScalableTag<double>;
using Words = hn::RebindToUnsigned<Doubles>;
using Vector = hn::Vec<Doubles>;
using Word = hn::Vec<Words>;
using Mask = hn::Mask<Doubles>;

// Case of allocate.cpp for as many events as fit into a vector: the same operations in the same order, so
// that the results are the same. Branches depend on the plan, or skip what no event of the vector needs.
class Lanes {
 public:
  Lanes(const ColumnPlan& plan, const EventColumns& events, std::size_t at)
      : p_(plan), n_(plan.parties), at_(at), events_(events) {}

  HWY_INLINE void store_unclaimed(const BurdenColumns& burdens) {
    load_fault();
    for (std::size_t i = 0; i < n_; ++i) {
      put(zero_, burdens.own[i]);
      put(zero_, burdens.insurer[i]);
      put(zero_, burdens.cost[i]);
      put(zero_, burdens.paid[i]);
      const bool insured = p_.party[i].is_insured != 0;
      put(insured ? number(events_.party[i].retention, p_.party[i].retention) : zero_,
          burdens.retention_left[i]);
      put(insured ? number(events_.party[i].limit, p_.party[i].limit) : zero_, burdens.limit_left[i]);
    }
    for (std::size_t e = 0; e < p_.edges; ++e)
      put(number(events_.cap[e], p_.edge[e].cap), burdens.cap_left[e]);
    put(damage_, burdens.victim);
    for (double* column : {burdens.fund_first, burdens.top_up, burdens.friction, burdens.transferred}) {
      put(zero_, column);
    }
    if (burdens.uncompensated == nullptr) return;
    find_shares();
    find_keep();
    put(hn::Max(hn::Mul(keep_, damage_), zero_), burdens.uncompensated);
  }

  HWY_INLINE void work_out() {
    load_fault();
    load_means();
    find_shares();
    find_claim();
    find_exposures();
    Mask sued[most_parties];
    for (std::size_t i = 0; i < n_; ++i) sued[i] = is_sued_at_first(i);
    if (has_defence()) {
      const Mask claimed = hn::Gt(claim_, zero_);
      for (std::size_t i = 0; i < n_; ++i) defend(i, hn::And(sued[i], claimed));
    }
    need_ = claim_;
    collect(sued);
    sue_the_others(sued);
    if (p_.rule == Rule::several_realloc) re_split(sued);
    transferred_ = zero_;
    for (std::size_t i = 0; i < n_; ++i) transferred_ = hn::Add(transferred_, paid_[i]);
    top_up_ = zero_;
    if (p_.has_fund) {
      const Vector missing = hn::Max(hn::Sub(claim_, transferred_), zero_);
      top_up_ = hn::Min(hn::Mul(set(p_.fund_rate), missing), set(p_.fund_cap));
    }
    contribute();
    indemnify();
  }

  HWY_INLINE void store(const BurdenColumns& burdens, double* residual) {
    const Vector fund = hn::Add(fund_first_, top_up_);
    const Vector victim =
        hn::Max(hn::Add(hn::Sub(hn::Sub(damage_, transferred_), fund), victim_cost_), zero_);
    Vector rest = hn::Sub(hn::Sub(hn::Add(fund, victim), damage_), friction_);
    for (std::size_t i = 0; i < n_; ++i) {
      const Vector own = hn::Max(own_[i], zero_), insurer = hn::Max(insurer_[i], zero_);
      put(own, burdens.own[i]);
      put(insurer, burdens.insurer[i]);
      put(cost_[i], burdens.cost[i]);
      put(paid_[i], burdens.paid[i]);
      put(retention_[i], burdens.retention_left[i]);
      put(limit_[i], burdens.limit_left[i]);
      rest = hn::Add(rest, hn::Add(own, insurer));
    }
    for (std::size_t e = 0; e < p_.edges; ++e) put(bucket_[e], burdens.cap_left[e]);
    put(victim, burdens.victim);
    put(fund_first_, burdens.fund_first);
    put(top_up_, burdens.top_up);
    put(friction_, burdens.friction);
    put(transferred_, burdens.transferred);
    if (burdens.uncompensated != nullptr) {
      const Vector shifted =
          hn::IfThenElseZero(hn::Ne(claim_with_cost_, zero_), hn::Div(shifted_cost_, claim_with_cost_));
      const Vector for_damage = hn::Mul(hn::Sub(one_, shifted), hn::Add(transferred_, top_up_));
      const Vector owed = hn::Sub(hn::Sub(hn::Mul(keep_, damage_), for_damage), fund_first_);
      put(hn::Max(owed, zero_), burdens.uncompensated);
    }
    const Vector size = hn::Max(hn::Add(damage_, friction_), one_);
    hn::StoreU(hn::Div(hn::Abs(rest), size), d_, residual + at_);
  }

 private:
  static HWY_INLINE Vector set(double value) { return hn::Set(Doubles(), value); }

  HWY_INLINE void put(Vector value, double* column) const {
    if (column != nullptr) hn::StoreU(value, d_, column + at_);
  }

  HWY_INLINE Vector number(const double* column, double constant) const {
    return column != nullptr ? hn::LoadU(d_, column + at_) : set(constant);
  }

  HWY_INLINE Word word(const std::uint64_t* column, std::uint64_t constant) const {
    return column != nullptr ? hn::LoadU(u_, column + at_) : hn::Set(u_, constant);
  }

  HWY_INLINE Mask bit(Word set_of_parties, std::size_t i) const {
    const Word wanted = hn::Set(u_, std::uint64_t{1} << i);
    return hn::RebindMask(d_, hn::TestBit(set_of_parties, wanted));
  }

  HWY_INLINE bool none(Mask mask) const { return hn::AllFalse(d_, mask); }
  HWY_INLINE Mask never() const { return hn::Lt(one_, zero_); }
  HWY_INLINE bool is_direct_insurer(std::size_t i) const { return static_cast<int>(i) == p_.direct_insurer; }

  HWY_INLINE void load_fault() {
    damage_ = number(events_.damage, p_.damage);
    victim_weight_ = number(events_.victim_weight, p_.victim_weight);
    const Word liable = word(events_.liable, p_.liable), fault = word(events_.at_fault, p_.at_fault);
    any_liable_ = never();
    for (std::size_t i = 0; i < n_; ++i) {
      weight_[i] = number(events_.party[i].weight, p_.party[i].weight);
      liable_[i] = is_direct_insurer(i) ? never() : bit(liable, i);
      fault_[i] = is_direct_insurer(i) ? never() : hn::Or(liable_[i], bit(fault, i));
      any_liable_ = hn::Or(any_liable_, liable_[i]);
    }
  }

  HWY_INLINE void load_means() {
    claim_made_ = bit(word(events_.claim_made, p_.claim_made), 0);
    fallback_ = bit(word(events_.fallback, p_.fallback), 0);
    const Word covered = word(events_.covered, p_.covered), gross = word(events_.gross_negligence, p_.gross);
    const Word barred = word(events_.time_barred, p_.time_barred);
    outcomes_ = word(events_.outcomes, p_.outcomes);
    contract_outcomes_ = word(events_.contract_outcomes, p_.contract_outcomes);
    for (std::size_t i = 0; i < n_; ++i) {
      const ColumnPlan::OfParty& constant = p_.party[i];
      const EventColumns::OfParty& column = events_.party[i];
      assets_[i] = number(column.assets, constant.assets);
      retention_[i] = constant.is_insured ? number(column.retention, constant.retention) : zero_;
      limit_[i] = constant.is_insured ? number(column.limit, constant.limit) : zero_;
      covered_[i] = constant.is_insured ? hn::And(bit(covered, i), hn::Gt(limit_[i], zero_)) : never();
      gross_[i] = bit(gross, i);
      barred_[i] = bit(barred, i);
      if (p_.has_caps) {
        cap_[i] = number(column.statutory_cap, constant.statutory_cap);
        if (p_.cap_binds_victim) {
          const Vector agreed = number(column.victim_cap, constant.victim_cap);
          cap_[i] = hn::IfThenElse(gross_[i], cap_[i], hn::Min(cap_[i], agreed));
        }
      }
      if (p_.order == Order::random) {
        key_[i] = p_.first_place[i] >= 0 ? set(first_key(p_.first_place[i]))
                                         : number(column.order_key, constant.order_key);
      }
      own_[i] = insurer_[i] = cost_[i] = paid_[i] = zero_;
    }
    for (std::size_t e = 0; e < p_.edges; ++e) {
      const Vector cap = number(events_.cap[e], p_.edge[e].cap);
      bucket_[e] = hn::IfThenElse(gross_[p_.edge[e].from], set(unlimited), cap);
    }
    tolerance_ = hn::Mul(set(1e-12), hn::Max(one_, damage_));
  }

  /// Who is named first comes before every key, in its place.
  static double first_key(double place) { return -1e200 * (16 - place); }

  // --- primitive operations -----------------------------------------------------------------------------

  enum class Debt { damages, contract };

  struct Split {
    Vector retained, from_retention, insured, advanced, from_assets, total;
  };

  HWY_INLINE Split split(Vector amount, Vector assets, Vector retention, Vector limit, Mask covered,
                         Mask deductible) const {
    Split s;
    s.retained = hn::Min(amount, retention);
    s.from_retention = hn::Min(s.retained, assets);
    const Vector rest = hn::Sub(amount, s.retained);
    s.insured = hn::IfThenElseZero(covered, hn::Min(rest, limit));
    s.advanced = zero_;
    if (p_.any_deductible) {
      const Vector missing = hn::Sub(s.retained, s.from_retention);
      s.advanced =
          hn::IfThenElseZero(hn::And(covered, deductible), hn::Min(missing, hn::Sub(limit, s.insured)));
    }
    const Vector uninsured = hn::Sub(rest, s.insured);
    s.from_assets = hn::Min(uninsured, hn::Sub(assets, s.from_retention));
    const Vector short_of_retention = hn::Sub(hn::Sub(s.retained, s.from_retention), s.advanced);
    const Vector unpaid = hn::Add(short_of_retention, hn::Sub(uninsured, s.from_assets));
    s.total = hn::Max(hn::Sub(amount, unpaid), zero_);
    return s;
  }

  HWY_INLINE Mask deductible(std::size_t i) const {
    return p_.party[i].is_deductible ? hn::Ge(one_, zero_) : never();
  }

  HWY_INLINE Vector payable(std::size_t i, Vector amount) const {
    if (!p_.party[i].is_insured) {
      return hn::Sub(amount, hn::Sub(amount, hn::Min(amount, assets_[i])));
    }
    return split(amount, assets_[i], retention_[i], limit_[i], covered_[i], deductible(i)).total;
  }

  /// @param amount 0 where nothing is to be paid
  HWY_INLINE Vector pay(std::size_t i, Vector amount, Debt debt) {
    const ColumnPlan::OfParty& party = p_.party[i];
    if (!party.is_insured || (debt == Debt::contract && !party.is_contractual)) {
      const Vector paid = hn::Min(amount, assets_[i]);
      assets_[i] = hn::Sub(assets_[i], paid);
      own_[i] = hn::Add(own_[i], paid);
      return hn::Sub(amount, hn::Sub(amount, paid));
    }
    const Split s = split(amount, assets_[i], retention_[i], limit_[i], covered_[i], deductible(i));
    retention_[i] = hn::Sub(retention_[i], s.retained);
    limit_[i] = hn::Sub(hn::Sub(limit_[i], s.insured), s.advanced);
    assets_[i] = hn::Sub(hn::Sub(assets_[i], s.from_retention), s.from_assets);
    own_[i] = hn::Add(own_[i], hn::Add(s.from_retention, s.from_assets));
    insurer_[i] = hn::Add(insurer_[i], hn::Add(s.insured, s.advanced));
    return s.total;
  }

  HWY_INLINE bool has_defence() const {
    for (std::size_t i = 0; i < n_; ++i) {
      if (p_.party[i].defence_fixed != 0 || p_.party[i].defence_rate != 0) return true;
    }
    return false;
  }

  HWY_INLINE void defend(std::size_t i, Mask defends) {
    const ColumnPlan::OfParty& party = p_.party[i];
    if ((party.defence_fixed == 0 && party.defence_rate == 0) || none(defends)) return;
    const Vector base =
        is_direct_insurer(i) ? exposure_[i] : hn::IfThenElse(liable_[i], exposure_[i], claim_);
    const Vector cost = hn::IfThenElseZero(
        defends, hn::Add(set(party.defence_fixed), hn::Mul(set(party.defence_rate), base)));
    Vector by_insurer = zero_;
    if (party.is_insured) {
      by_insurer = hn::IfThenElseZero(covered_[i], party.is_inside ? hn::Min(cost, limit_[i]) : cost);
      if (party.is_inside) limit_[i] = hn::Sub(limit_[i], by_insurer);
    }
    const Vector by_party = hn::Min(hn::Sub(cost, by_insurer), assets_[i]);
    assets_[i] = hn::Sub(assets_[i], by_party);
    insurer_[i] = hn::Add(insurer_[i], by_insurer);
    own_[i] = hn::Add(own_[i], by_party);
    const Vector both = hn::Add(by_insurer, by_party);
    cost_[i] = hn::Add(cost_[i], both);
    friction_ = hn::Add(friction_, both);
  }

  HWY_INLINE Vector own_fraction(std::size_t i) const {
    const Vector whole = hn::Add(own_[i], insurer_[i]);
    return hn::IfThenElse(hn::Eq(whole, zero_), one_, hn::Div(own_[i], whole));
  }

  /// @param amount and cost are 0 where nothing is received
  HWY_INLINE void credit(std::size_t i, Vector amount, Mask receives, bool waived, Vector cost) {
    Vector own_part = amount, fraction = one_;
    // Without insurance all of it is the party's own.
    if (!waived && p_.party[i].is_insured) {
      switch (p_.split) {
        case RecoverySplit::pro_rata:
          fraction = own_fraction(i);
          own_part = hn::Mul(amount, fraction);
          break;
        case RecoverySplit::insured_first:
          own_part = hn::Min(amount, own_[i]);
          fraction = hn::IfThenElse(receives, hn::Div(own_part, amount), one_);
          break;
        case RecoverySplit::insurer_first:
          own_part = hn::Sub(amount, hn::Min(amount, insurer_[i]));
          fraction = hn::IfThenElse(receives, hn::Div(own_part, amount), one_);
          break;
      }
    }
    own_[i] = hn::Sub(own_[i], own_part);
    assets_[i] = hn::Add(assets_[i], own_part);
    insurer_[i] = hn::Sub(insurer_[i], hn::Sub(amount, own_part));
    const Vector own_cost = hn::Min(hn::Mul(cost, fraction), assets_[i]);
    const Vector insurer_cost = hn::Mul(cost, hn::Sub(one_, fraction));
    assets_[i] = hn::Sub(assets_[i], own_cost);
    own_[i] = hn::Add(own_[i], own_cost);
    insurer_[i] = hn::Add(insurer_[i], insurer_cost);
    const Vector both = hn::Add(own_cost, insurer_cost);
    cost_[i] = hn::Add(cost_[i], both);
    friction_ = hn::Add(friction_, both);
  }

  // --- S1, S2 -------------------------------------------------------------------------------------------

  HWY_INLINE Mask in_whole(std::size_t i) const {
    if (p_.direct_insurer >= 0) return is_direct_insurer(i) ? never() : hn::Ge(one_, zero_);
    const Mask chosen = p_.denominator == Denominator::at_fault ? fault_[i] : liable_[i];
    return hn::Or(chosen, hn::Not(any_liable_));
  }

  HWY_INLINE void find_shares() {
    Vector sum = zero_, liable_sum = zero_, heads = zero_, liable_heads = zero_;
    for (std::size_t i = 0; i < n_; ++i) {
      const Mask whole = in_whole(i);
      sum = hn::Add(sum, hn::IfThenElseZero(whole, weight_[i]));
      heads = hn::Add(heads, hn::IfThenElseZero(whole, one_));
      liable_sum = hn::Add(liable_sum, hn::IfThenElseZero(liable_[i], weight_[i]));
      liable_heads = hn::Add(liable_heads, hn::IfThenElseZero(liable_[i], one_));
    }
    const Vector all = hn::Add(sum, victim_weight_);
    victim_share_ = hn::IfThenElseZero(hn::Ne(all, zero_), hn::Div(victim_weight_, all));
    const bool per_head = p_.weights == ContributionWeights::per_capita;
    const Vector equal = hn::Div(one_, liable_heads);
    const Mask by_weight = per_head ? never() : hn::Ne(liable_sum, zero_);
    for (std::size_t i = 0; i < n_; ++i) {
      const Vector share =
          per_head ? equal : hn::IfThenElse(by_weight, hn::Div(weight_[i], liable_sum), equal);
      inward_[i] = hn::IfThenElseZero(liable_[i], share);
    }
    for (std::size_t i = 0; i < n_; ++i) {
      if (p_.rule == Rule::joint && !p_.party[i].several_only) continue;
      const Mask has_victim = hn::Gt(victim_weight_, zero_);
      const Vector head = hn::Div(one_, hn::IfThenElse(has_victim, liable_heads, heads));
      recoverable_[i] = hn::IfThenElse(hn::Ne(sum, zero_), hn::Div(weight_[i], sum), head);
      if (p_.rule != Rule::threshold) continue;
      share_[i] = hn::IfThenElse(hn::Ne(all, zero_), hn::Div(weight_[i], all), hn::Div(one_, heads));
      share_[i] = hn::IfThenElseZero(in_whole(i), share_[i]);
    }
  }

  HWY_INLINE void find_keep() {
    const Vector share = victim_share_;
    const Vector reduced = hn::Sub(one_, hn::Mul(set(p_.kappa), share));
    switch (p_.fault) {
      case ComparativeFault::none:
        keep_ = one_;
        return;
      case ComparativeFault::pure:
        keep_ = reduced;
        return;
      case ComparativeFault::mod50:
        keep_ = hn::IfThenZeroElse(hn::Ge(share, set(0.5 - 1e-12)), reduced);
        return;
      case ComparativeFault::mod51:
        keep_ = hn::IfThenZeroElse(hn::Gt(share, set(0.5 + 1e-12)), reduced);
        return;
      case ComparativeFault::contrib:
        keep_ = hn::IfThenZeroElse(hn::Gt(share, zero_), one_);
        return;
      case ComparativeFault::jibai_step:
        keep_ = hn::IfThenElse(hn::Ge(share, set(0.7 - 1e-12)), set(1 - 0.2), one_);
        keep_ = hn::IfThenElse(hn::Ge(share, set(0.8 - 1e-12)), set(1 - 0.3), keep_);
        keep_ = hn::IfThenElse(hn::Ge(share, set(0.9 - 1e-12)), set(1 - 0.5), keep_);
        return;
    }
  }

  HWY_INLINE void find_claim() {
    find_keep();
    Mask can_owe = never();
    for (std::size_t i = 0; i < n_; ++i) {
      const Mask owes = is_direct_insurer(i) ? hn::Ge(one_, zero_) : liable_[i];
      can_owe = hn::Or(can_owe, hn::AndNot(barred_[i], owes));
    }
    const Vector reduced = hn::IfThenElseZero(hn::And(claim_made_, can_owe), hn::Mul(keep_, damage_));
    victim_cost_ = hn::IfThenElseZero(hn::Gt(reduced, zero_),
                                      hn::Add(set(p_.victim_fixed), hn::Mul(set(p_.victim_rate), reduced)));
    friction_ = victim_cost_;
    shifted_cost_ = hn::Mul(set(p_.fee_shift), victim_cost_);
    claim_with_cost_ = hn::Add(reduced, shifted_cost_);
    claim_ = claim_with_cost_;
    fund_first_ = zero_;
    if (p_.has_fund_first) {
      const Vector wanted = hn::Mul(set(p_.fund_first_rate), damage_);
      fund_first_ = hn::IfThenElseZero(claim_made_, hn::Min(wanted, set(p_.fund_first_cap)));
      claim_ = p_.fund_first_tort ? hn::Max(hn::Sub(claim_, fund_first_), zero_) : zero_;
    }
    claim_ = hn::IfThenZeroElse(hn::Le(claim_, tolerance_), claim_);
  }

  // --- S3 to S5 -----------------------------------------------------------------------------------------

  HWY_INLINE Vector uncapped_exposure(std::size_t i) const {
    if (is_direct_insurer(i)) return claim_;
    if (p_.rule == Rule::joint && !p_.party[i].several_only) return claim_;
    const Vector several = hn::Mul(recoverable_[i], claim_);
    if (p_.party[i].several_only) return several;
    if (p_.rule == Rule::threshold) {
      return hn::IfThenElse(hn::Ge(share_[i], set(p_.threshold - 1e-12)), claim_, several);
    }
    if (p_.rule == Rule::by_type) {
      const Vector part = p_.econ_is_damage ? one_ : hn::Div(set(p_.damage_econ), damage_);
      return hn::Add(hn::Mul(part, claim_), hn::Mul(hn::Sub(one_, part), several));
    }
    return several;
  }

  HWY_INLINE void find_exposures() {
    for (std::size_t i = 0; i < n_; ++i) {
      Vector exposure = uncapped_exposure(i);
      if (p_.has_caps) exposure = hn::Min(exposure, cap_[i]);
      exposure = hn::Min(exposure, claim_);
      if (!is_direct_insurer(i)) exposure = hn::IfThenElseZero(liable_[i], exposure);
      exposure_[i] = hn::IfThenZeroElse(barred_[i], exposure);
    }
  }

  HWY_INLINE Mask is_sued_at_first(std::size_t i) const {
    if (p_.sues_all_liable) return is_direct_insurer(i) ? hn::Ge(one_, zero_) : liable_[i];
    return (p_.sued >> i & 1U) != 0 ? hn::Ge(one_, zero_) : never();
  }

  HWY_INLINE void collect(const Mask (&sued)[most_parties]) {
    if (p_.order == Order::random || p_.order == Order::deep_pocket) return collect_by_key(sued);
    for (std::size_t k = 0; k < n_; ++k) {
      const std::size_t i = p_.fixed_order[k];
      const Vector asked = hn::IfThenElseZero(sued[i], hn::Min(need_, exposure_[i]));
      if (none(hn::Gt(asked, zero_))) continue;
      const Vector total = pay(i, asked, Debt::damages);
      paid_[i] = hn::Add(paid_[i], total);
      need_ = hn::Sub(need_, total);
    }
  }

  /// The place of each party in the order of collection, event by event.
  HWY_INLINE void find_ranks(Vector (&rank)[most_parties]) const {
    Vector key[most_parties];
    for (std::size_t i = 0; i < n_; ++i) {
      rank[i] = zero_;
      if (p_.order == Order::random) {
        key[i] = key_[i];
      } else if (p_.first_place[i] >= 0) {
        key[i] = set(first_key(p_.first_place[i]));
      } else {
        const Vector unit = hn::Mul(set(1e-9), hn::Max(one_, damage_));
        key[i] = hn::Neg(hn::Round(hn::Div(payable(i, claim_), unit)));
      }
    }
    for (std::size_t i = 1; i < n_; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const Mask i_later = hn::Le(key[j], key[i]);
        rank[i] = hn::Add(rank[i], hn::IfThenElseZero(i_later, one_));
        rank[j] = hn::Add(rank[j], hn::IfThenZeroElse(i_later, one_));
      }
    }
  }

  HWY_INLINE void collect_by_key(const Mask (&sued)[most_parties]) {
    Vector rank[most_parties], open[most_parties];
    find_ranks(rank);
    for (std::size_t i = 0; i < n_; ++i) open[i] = hn::IfThenElseZero(sued[i], exposure_[i]);
    for (std::size_t k = 0; k < n_; ++k) {
      if (none(hn::Gt(need_, zero_))) return;
      // Whoever comes at this place, in each event.
      const Vector place = set(static_cast<double>(k));
      Vector exposure = zero_, assets = zero_, retention = zero_, limit = zero_;
      Mask covered = never(), deducted = never();
      Mask here[most_parties];
      for (std::size_t i = 0; i < n_; ++i) {
        here[i] = hn::Eq(rank[i], place);
        exposure = hn::IfThenElse(here[i], open[i], exposure);
        assets = hn::IfThenElse(here[i], assets_[i], assets);
        if (!p_.party[i].is_insured) continue;
        retention = hn::IfThenElse(here[i], retention_[i], retention);
        limit = hn::IfThenElse(here[i], limit_[i], limit);
        covered = hn::Or(covered, hn::And(here[i], covered_[i]));
        if (p_.party[i].is_deductible) deducted = hn::Or(deducted, here[i]);
      }
      const Vector asked = hn::Min(need_, exposure);
      if (none(hn::Gt(asked, zero_))) continue;
      const Split s = split(asked, assets, retention, limit, covered, deducted);
      retention = hn::Sub(retention, s.retained);
      limit = hn::Sub(hn::Sub(limit, s.insured), s.advanced);
      assets = hn::Sub(hn::Sub(assets, s.from_retention), s.from_assets);
      const Vector own = hn::Add(s.from_retention, s.from_assets), insurer = hn::Add(s.insured, s.advanced);
      need_ = hn::Sub(need_, s.total);
      for (std::size_t i = 0; i < n_; ++i) {
        assets_[i] = hn::IfThenElse(here[i], assets, assets_[i]);
        own_[i] = hn::Add(own_[i], hn::IfThenElseZero(here[i], own));
        paid_[i] = hn::Add(paid_[i], hn::IfThenElseZero(here[i], s.total));
        if (!p_.party[i].is_insured) continue;
        retention_[i] = hn::IfThenElse(here[i], retention, retention_[i]);
        limit_[i] = hn::IfThenElse(here[i], limit, limit_[i]);
        insurer_[i] = hn::Add(insurer_[i], hn::IfThenElseZero(here[i], insurer));
      }
    }
  }

  // --- S5b, S6 ------------------------------------------------------------------------------------------

  HWY_INLINE void sue_the_others(Mask (&sued)[most_parties]) {
    if (!p_.has_fallback) return;
    const Mask goes_on = hn::And(fallback_, hn::Gt(need_, tolerance_));
    if (none(goes_on)) return;
    Mask others[most_parties];
    Mask anybody = never();
    for (std::size_t i = 0; i < n_; ++i) {
      others[i] = hn::And(goes_on, hn::AndNot(sued[i], liable_[i]));
      anybody = hn::Or(anybody, others[i]);
    }
    if (none(anybody)) return;
    for (std::size_t i = 0; i < n_; ++i) defend(i, others[i]);
    collect(others);
    for (std::size_t i = 0; i < n_; ++i) sued[i] = hn::Or(sued[i], others[i]);
  }

  HWY_INLINE void re_split(const Mask (&sued)[most_parties]) {
    Vector room[most_parties];
    Mask in[most_parties];
    Vector unpaid = zero_;
    for (std::size_t i = 0; i < n_; ++i) {
      const Mask owes = hn::And(liable_[i], sued[i]);
      unpaid = hn::Add(unpaid, hn::IfThenElseZero(owes, hn::Sub(exposure_[i], paid_[i])));
      room[i] = hn::Sub(p_.has_caps ? cap_[i] : set(unlimited), paid_[i]);
      const Mask paid_all = hn::Ge(paid_[i], hn::Sub(exposure_[i], tolerance_));
      in[i] = hn::And(hn::And(owes, paid_all), hn::AndNot(barred_[i], hn::Gt(room[i], zero_)));
      if (p_.party[i].several_only) in[i] = never();
    }
    unpaid = hn::Min(need_, unpaid);
    for (;;) {
      Vector whole = victim_weight_;
      Mask anybody = never();
      for (std::size_t i = 0; i < n_; ++i) {
        whole = hn::Add(whole, hn::IfThenElseZero(in[i], weight_[i]));
        anybody = hn::Or(anybody, in[i]);
      }
      const Mask active = hn::And(hn::And(anybody, hn::Gt(unpaid, tolerance_)), hn::Ne(whole, zero_));
      if (none(active)) return;
      Vector missing = zero_;
      for (std::size_t i = 0; i < n_; ++i) {
        const Mask asks = hn::And(in[i], active);
        const Vector asked = hn::IfThenElseZero(asks, hn::Div(hn::Mul(unpaid, weight_[i]), whole));
        const Vector total = pay(i, hn::Min(asked, room[i]), Debt::damages);
        paid_[i] = hn::Add(paid_[i], total);
        room[i] = hn::Sub(room[i], total);
        need_ = hn::Sub(need_, total);
        missing = hn::Add(missing, hn::Sub(asked, total));
        in[i] = hn::AndNot(hn::And(asks, hn::Lt(total, hn::Sub(asked, tolerance_))), in[i]);
      }
      unpaid = hn::IfThenElse(active, missing, zero_);
    }
  }

  // --- S8, S9 -------------------------------------------------------------------------------------------

  HWY_INLINE Mask takes_part(std::size_t i) const {
    return is_direct_insurer(i) ? hn::Ge(one_, zero_) : liable_[i];
  }

  HWY_INLINE void find_targets(Vector base, Vector (&target)[most_parties]) const {
    if (!p_.reallocate) {
      for (std::size_t i = 0; i < n_; ++i) {
        target[i] = hn::IfThenElseZero(takes_part(i), hn::Min(hn::Mul(inward_[i], base), exposure_[i]));
      }
      return;
    }
    Vector most[most_parties];
    Mask in[most_parties];
    for (std::size_t i = 0; i < n_; ++i) {
      const Vector unpaid = hn::Max(hn::Sub(exposure_[i], paid_[i]), zero_);
      most[i] = hn::Min(hn::Add(paid_[i], payable(i, unpaid)), exposure_[i]);
      in[i] = takes_part(i);
      target[i] = zero_;
    }
    Vector rest = base;
    for (std::size_t round = 0; round <= n_; ++round) {
      Vector sum = zero_;
      for (std::size_t i = 0; i < n_; ++i) sum = hn::Add(sum, hn::IfThenElseZero(in[i], inward_[i]));
      const Mask active = hn::Ne(sum, zero_);
      if (none(active)) {
        // Without a share there is nothing to bear.
        for (std::size_t i = 0; i < n_; ++i) target[i] = hn::IfThenZeroElse(in[i], target[i]);
        return;
      }
      const Vector part = hn::Div(rest, sum);
      Mask anybody = never();
      for (std::size_t i = 0; i < n_; ++i) {
        const Vector share = hn::IfThenElseZero(active, hn::Mul(part, inward_[i]));
        const Mask cannot = hn::And(in[i], hn::Gt(share, most[i]));
        target[i] = hn::IfThenElse(in[i], hn::Min(share, most[i]), target[i]);
        rest = hn::Sub(rest, hn::IfThenElseZero(cannot, most[i]));
        in[i] = hn::AndNot(cannot, in[i]);
        anybody = hn::Or(anybody, cannot);
      }
      if (none(anybody)) return;
    }
  }

  HWY_INLINE void contribute() {
    Vector base = claim_;
    if (p_.base == ContributionBase::paid) {
      base = zero_;
      for (std::size_t i = 0; i < n_; ++i) {
        base = hn::Add(base, hn::IfThenElseZero(takes_part(i), paid_[i]));
      }
    }
    Vector target[most_parties], over[most_parties], under[most_parties];
    find_targets(base, target);
    Vector all_over = zero_, all_under = zero_;
    for (std::size_t i = 0; i < n_; ++i) {
      const Mask part = takes_part(i);
      over[i] = hn::IfThenElseZero(part, hn::Max(hn::Sub(paid_[i], target[i]), zero_));
      under[i] = hn::IfThenElseZero(part, hn::Max(hn::Sub(target[i], paid_[i]), zero_));
      all_over = hn::Add(all_over, over[i]);
      all_under = hn::Add(all_under, under[i]);
    }
    const Vector larger = hn::Max(all_over, all_under);
    for (std::size_t i = 0; i < n_; ++i) {
      const Mask is_over = hn::Gt(over[i], zero_);
      if (none(is_over)) continue;
      const Vector ratio = hn::IfThenElseZero(is_over, hn::Div(over[i], larger));
      for (std::size_t j = 0; j < n_; ++j) {
        if ((p_.excluded[i] >> j & 1U) != 0) continue;
        recover(i, j, hn::Mul(ratio, under[j]));
      }
    }
  }

  HWY_INLINE void recover(std::size_t i, std::size_t j, Vector amount) {
    if (none(hn::Gt(amount, tolerance_))) return;
    const bool waiver = (p_.waiver[i] >> j & 1U) != 0;
    if (waiver) amount = hn::Mul(amount, own_fraction(i));
    const int edge = p_.bound_edge[j][i];
    if (edge >= 0) amount = hn::Min(amount, bucket_[edge]);
    Mask asks = hn::Gt(amount, tolerance_);
    if (p_.random) {
      asks = hn::And(asks, bit(outcomes_, 8 * i + j));
    } else {
      amount = hn::Mul(amount, set(p_.success[i][j]));
    }
    take_recourse(i, j, amount, asks, {p_.cost_rate, p_.cost_fixed}, waiver, edge, Debt::damages);
  }

  struct Cost {
    double rate, fixed;
  };

  HWY_INLINE void take_recourse(std::size_t i, std::size_t j, Vector amount, Mask asks, Cost cost,
                                bool waiver, int edge, Debt debt) {
    const Vector worth = hn::Mul(amount, set(1 - cost.rate));
    asks = hn::And(asks, hn::Gt(worth, hn::Add(set(cost.fixed), tolerance_)));
    if (none(asks)) return;
    const Vector received = pay(j, hn::IfThenElseZero(asks, amount), debt);
    if (edge >= 0) bucket_[edge] = hn::Sub(bucket_[edge], received);
    const Mask receives = hn::Gt(received, tolerance_);
    const Vector spent =
        hn::IfThenElseZero(receives, hn::Add(hn::Mul(set(cost.rate), received), set(cost.fixed)));
    credit(i, hn::IfThenElseZero(receives, received), receives, waiver, spent);
  }

  HWY_INLINE void indemnify() {
    for (std::size_t e = 0; e < p_.edges; ++e) {
      const ColumnPlan::Edge& edge = p_.edge[e];
      if (edge.time_barred || edge.indemnity == 0) continue;
      const std::size_t i = edge.to;
      Vector eligible = own_[i];
      if (!edge.waiver) eligible = hn::Add(eligible, insurer_[i]);
      if (!edge.covers_costs) eligible = hn::Sub(eligible, cost_[i]);
      if (!edge.covers_own_fault) eligible = hn::Sub(eligible, hn::Mul(inward_[i], transferred_));
      const Vector wanted = hn::Mul(set(edge.indemnity), hn::Max(eligible, zero_));
      Mask asks = hn::Gt(wanted, zero_);
      Vector amount = hn::Min(wanted, bucket_[e]);
      if (p_.random) {
        asks = hn::And(asks, bit(contract_outcomes_, e));
      } else {
        amount = hn::Mul(amount, set(edge.success));
      }
      take_recourse(i, edge.from, amount, asks, {edge.cost_rate, edge.cost_fixed}, edge.waiver != 0,
                    static_cast<int>(e), Debt::contract);
    }
  }

  static constexpr double unlimited = std::numeric_limits<double>::infinity();

  const ColumnPlan& p_;
  const std::size_t n_, at_;
  const EventColumns& events_;
  const Doubles d_{};
  const Words u_{};
  const Vector zero_ = hn::Zero(Doubles()), one_ = hn::Set(Doubles(), 1.0);
  Vector damage_, victim_weight_, tolerance_, victim_share_, keep_, claim_, claim_with_cost_, victim_cost_,
      shifted_cost_, fund_first_, top_up_, friction_, need_, transferred_;
  Vector weight_[most_parties], assets_[most_parties], retention_[most_parties], limit_[most_parties],
      cap_[most_parties], key_[most_parties], own_[most_parties], insurer_[most_parties], cost_[most_parties],
      paid_[most_parties], exposure_[most_parties], inward_[most_parties], recoverable_[most_parties],
      share_[most_parties], bucket_[most_contracts];
  Mask liable_[most_parties], fault_[most_parties], covered_[most_parties], gross_[most_parties],
      barred_[most_parties], claim_made_, fallback_, any_liable_;
  Word outcomes_, contract_outcomes_;
};

// Events 0 ... count - 1; count is a whole number of vectors.
void allocate_chunk(const ColumnPlan& plan, const EventColumns& events, const BurdenColumns& burdens,
                    std::size_t count, double* residual) {
  const std::size_t lanes = hn::Lanes(Doubles());
  for (std::size_t at = 0; at < count; at += lanes) {
    Lanes one(plan, events, at);
    one.work_out();
    one.store(burdens, residual);
  }
}

// The same as if no event made a claim: the damage stays with the victim.
void leave_chunk(const ColumnPlan& plan, const EventColumns& events, const BurdenColumns& burdens,
                 std::size_t count) {
  const std::size_t lanes = hn::Lanes(Doubles());
  for (std::size_t at = 0; at < count; at += lanes) Lanes(plan, events, at).store_unclaimed(burdens);
}

std::size_t lanes_of_chunk() { return hn::Lanes(Doubles()); }

}  // namespace tenbin::liability::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tenbin::liability {

HWY_EXPORT(allocate_chunk);
HWY_EXPORT(leave_chunk);
HWY_EXPORT(lanes_of_chunk);

void allocate_in_lanes(const ColumnPlan& plan, const EventColumns& events, const BurdenColumns& burdens,
                       std::size_t count, double* residual) {
  HWY_DYNAMIC_DISPATCH(allocate_chunk)(plan, events, burdens, count, residual);
}

void leave_in_lanes(const ColumnPlan& plan, const EventColumns& events, const BurdenColumns& burdens,
                    std::size_t count) {
  HWY_DYNAMIC_DISPATCH(leave_chunk)(plan, events, burdens, count);
}

std::size_t column_lanes() { return HWY_DYNAMIC_DISPATCH(lanes_of_chunk)(); }

}  // namespace tenbin::liability
#endif  // HWY_ONCE
