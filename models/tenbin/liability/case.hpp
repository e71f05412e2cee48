#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "tenbin/liability/allocation.hpp"
#include "tenbin/liability/event.hpp"
#include "tenbin/liability/means.hpp"

namespace tenbin::liability {

/// One event in the making. The names of steps (S1 ...) are those of the specification and of the methods
/// page.
template <class Number>
class Case {
 public:
  using Compare = Comparison<Number>;

  Case(const Event<Number>& event, Pool<Number>& pool, std::vector<Step<Number>>* steps)
      : event_(event),
        pool_(pool),
        steps_(steps),
        n_(event.parties.size()),
        tolerance_(Compare::amount_tolerance(event.damage)) {
    for (std::size_t i = 0; i < n_; ++i) {
      const Party<Number>& party = event.parties[i];
      if (party.role == Role::direct_insurer) {
        insurer_first_ = static_cast<int>(i);
        continue;
      }
      liable_[i] = party.liable;
      at_fault_[i] = party.liable || party.at_fault.value_or(false);
    }
    for (std::size_t e = 0; e < event.contracts.size(); ++e) {
      edge_[event.contracts[e].from][event.contracts[e].to] = static_cast<int>(e);
    }
  }

  /// S1 to S4
  void open() {
    for (std::size_t i = 0; i < n_; ++i) {
      const auto& insurance = event_.parties[i].insurance;
      covered_[i] = insurance && insurance->covered && !pool_.party[i].limit.is_zero();
    }
    find_shares();
    find_claim();
    find_exposures();
    settle();
    sued_ = event_.sued.value_or(liable_);
    if (!event_.sued && insurer_first_ >= 0) sued_.set(index(insurer_first_));
    if (settling_) sued_.reset(*settling_);
    if (out_.claim > 0) defend_all(sued_);
    need_ = out_.claim;
  }

  /// S5
  void collect() { collect_from(sued_); }

  /// S5b to S10
  void close() {
    sue_the_others();
    re_split();
    for (std::size_t i = 0; i < n_; ++i) out_.transferred += out_.paid[i];
    top_up();
    contribute();
    indemnify();
    tally();
  }

  const Allocation<Number>& allocation() const { return out_; }
  const Number& tolerance() const { return tolerance_; }

  // For rounds of a batch:
  const PartySet& sued() const { return sued_; }
  const Number& need() const { return need_; }
  Sequence order() const { return order_of(); }
  Number open_exposure(std::size_t i) const { return out_.exposure[i] - out_.paid[i]; }
  Payment<Number> pay(std::size_t i, const Number& amount) { return pay(i, amount, Debt::damages); }
  void book(std::size_t i, const Payment<Number>& part) {
    out_.own[i] += part.own;
    out_.insurer[i] += part.insurer;
    out_.paid[i] += part.total;
    need_ -= part.total;
  }
  void take_back(std::size_t i, const Payment<Number>& part) {
    out_.own[i] -= part.own;
    out_.insurer[i] -= part.insurer;
  }

 private:
  enum class Debt { damages, contract };

  static std::size_t index(int i) { return static_cast<std::size_t>(i); }

  bool is_direct_insurer(std::size_t i) const { return static_cast<int>(i) == insurer_first_; }

  void record(const Step<Number>& step) {
    if (steps_ != nullptr) steps_->push_back(step);
  }

  Step<Number> step(StepKind kind, std::size_t party) const {
    Step<Number> result;
    result.kind = kind;
    result.party = static_cast<int>(party);
    return result;
  }

  // --- primitive operations -----------------------------------------------------------------------------

  bool is_deductible(std::size_t i) const {
    const auto& insurance = event_.parties[i].insurance;
    if (!insurance) return false;
    return insurance->retention_type.value_or(event_.retention_type) == RetentionType::deductible;
  }

  /// How much of the amount i would pay, from where; changes nothing.
  struct Split {
    Number retained{0}, from_retention{0}, insured{0}, advanced{0}, from_assets{0}, total{0};
  };

  Split split(std::size_t i, const Number& amount, Debt debt) const {
    Split s;
    if (amount <= 0) return s;
    const Means<Number>& means = pool_.party[i];
    Number rest = amount;
    const auto& insurance = event_.parties[i].insurance;
    if (debt == Debt::damages || (insurance && insurance->contractual)) {
      s.retained = smaller(amount, means.retention);
      s.from_retention = means.assets.part_of(s.retained);
      rest = amount - s.retained;
      if (covered_[i]) {
        s.insured = means.limit.part_of(rest);
        if (is_deductible(i)) {
          s.advanced = means.limit.part_after(s.insured, s.retained - s.from_retention);
        }
      }
    }
    const Number uninsured = rest - s.insured;
    s.from_assets = means.assets.part_after(s.from_retention, uninsured);
    // Exactly the amount when all of it is paid; by rounding of double a little below 0 when nothing is.
    const Number unpaid = (s.retained - s.from_retention - s.advanced) + (uninsured - s.from_assets);
    s.total = not_negative(Number(amount - unpaid));
    return s;
  }

  Number payable(std::size_t i, const Number& amount) const { return split(i, amount, Debt::damages).total; }

  Payment<Number> pay(std::size_t i, const Number& amount, Debt debt) {
    const Split s = split(i, amount, debt);
    Means<Number>& means = pool_.party[i];
    means.retention -= s.retained;
    // One after the other, so that what is left is never below 0.
    means.limit.take(s.insured);
    means.limit.take(s.advanced);
    means.assets.take(s.from_retention);
    means.assets.take(s.from_assets);
    Payment<Number> payment{s.total, s.from_retention + s.from_assets, s.insured + s.advanced};
    out_.own[i] += payment.own;
    out_.insurer[i] += payment.insurer;
    return payment;
  }

  void defend(std::size_t i, const Number& cost, Remark remark) {
    Means<Number>& means = pool_.party[i];
    Number by_insurer(0);
    if (covered_[i]) {
      const bool inside = event_.parties[i].insurance->defence == DefenceCover::inside;
      by_insurer = inside ? means.limit.part_of(cost) : cost;
      if (inside) means.limit.take(by_insurer);
    }
    const Number by_party = means.assets.part_of(cost - by_insurer);
    means.assets.take(by_party);
    out_.insurer[i] += by_insurer;
    out_.own[i] += by_party;
    out_.cost[i] += by_insurer + by_party;
    out_.friction += by_insurer + by_party;
    if (steps_ == nullptr || cost <= 0) return;
    Step<Number> s = step(StepKind::defence, i);
    s.asked = cost;
    s.amount = by_insurer + by_party;
    s.own = by_party;
    s.insurer = by_insurer;
    s.remark = remark;
    record(s);
  }

  Number own_fraction(std::size_t i) const {
    const Number whole = out_.own[i] + out_.insurer[i];
    return whole == 0 ? Number(1) : Number(out_.own[i] / whole);
  }

  /// i receives the amount and spends the cost; both follow the money between it and its insurer.
  /// @return the party's part of the amount
  Number credit(std::size_t i, const Number& amount, bool waived, const Number& cost) {
    Number own_part = amount, fraction(1);
    if (!waived) {
      switch (event_.recovery_split) {
        case RecoverySplit::pro_rata:
          fraction = own_fraction(i);
          own_part = amount * fraction;
          break;
        case RecoverySplit::insured_first:
          own_part = smaller(amount, out_.own[i]);
          fraction = own_part / amount;
          break;
        case RecoverySplit::insurer_first:
          own_part = amount - smaller(amount, out_.insurer[i]);
          fraction = own_part / amount;
          break;
      }
    }
    Means<Number>& means = pool_.party[i];
    out_.own[i] -= own_part;
    means.assets.give(own_part);
    out_.insurer[i] -= amount - own_part;
    const Number own_cost = means.assets.part_of(cost * fraction);
    const Number insurer_cost = cost * (1 - fraction);
    means.assets.take(own_cost);
    out_.own[i] += own_cost;
    out_.insurer[i] += insurer_cost;
    out_.cost[i] += own_cost + insurer_cost;
    out_.friction += own_cost + insurer_cost;
    return own_part;
  }

  // --- S1 -------------------------------------------------------------------------------------------------

  /// r: the inward shares among a set of parties
  typename Allocation<Number>::PerParty inward_shares(const PartySet& among) const {
    typename Allocation<Number>::PerParty r{};
    const auto count = static_cast<int>(among.count());
    Number sum(0);
    for (std::size_t i = 0; i < n_; ++i) {
      if (among[i]) sum += event_.parties[i].weight;
    }
    for (std::size_t i = 0; i < n_; ++i) {
      if (!among[i]) continue;
      const bool by_head = event_.contribution.weights == ContributionWeights::per_capita || sum == 0;
      r[i] = by_head ? Number(1) / Number(count) : Number(event_.parties[i].weight / sum);
    }
    return r;
  }

  void find_shares() {
    PartySet whole = event_.denominator == Denominator::at_fault ? at_fault_ : liable_;
    if (insurer_first_ >= 0 || liable_.none()) {
      for (std::size_t i = 0; i < n_; ++i) whole[i] = !is_direct_insurer(i);
    }
    Number sum(0);
    for (std::size_t i = 0; i < n_; ++i) {
      if (whole[i]) sum += event_.parties[i].weight;
    }
    const Number& victim = event_.victim_weight;
    const Number all = sum + victim;
    out_.victim_share = all == 0 ? Number(0) : Number(victim / all);
    for (std::size_t i = 0; i < n_; ++i) {
      const Number& weight = event_.parties[i].weight;
      if (whole[i]) {
        share_[i] = all == 0 ? Number(1) / Number(static_cast<int>(whole.count())) : Number(weight / all);
      }
      if (!liable_[i]) continue;
      if (sum != 0) {
        recoverable_share_[i] = weight / sum;
      } else {
        const PartySet& heads = victim > 0 ? liable_ : whole;
        recoverable_share_[i] = Number(1) / Number(static_cast<int>(heads.count()));
      }
    }
    inward_ = inward_shares(liable_);
    if (steps_ == nullptr) return;
    for (std::size_t i = 0; i < n_; ++i) {
      if (!whole[i] && !liable_[i]) continue;
      Step<Number> s = step(StepKind::party_share, i);
      s.share = share_[i];
      s.asked = inward_[i];
      s.remark = !liable_[i] ? Remark::not_liable : all == 0 ? Remark::by_default : Remark::none;
      record(s);
    }
    if (victim > 0) {
      Step<Number> s;
      s.kind = StepKind::victim_share;
      s.share = out_.victim_share;
      record(s);
    }
  }

  // --- S2 -------------------------------------------------------------------------------------------------

  /// What the victim's share of the fault leaves of the claim.
  Number kept(const Number& share) const {
    switch (event_.comparative_fault) {
      case ComparativeFault::none:
        return Number(1);
      case ComparativeFault::pure:
        break;
      case ComparativeFault::mod50:
        if (Compare::at_least(share, Number(1) / Number(2))) return Number(0);
        break;
      case ComparativeFault::mod51:
        if (Compare::above(share, Number(1) / Number(2))) return Number(0);
        break;
      case ComparativeFault::contrib:
        return share > 0 ? Number(0) : Number(1);
      case ComparativeFault::jibai_step: {
        const auto tenths = [](int n) { return Number(Number(n) / Number(10)); };
        if (!Compare::at_least(share, tenths(7))) return Number(1);
        if (!Compare::at_least(share, tenths(8))) return Number(1 - tenths(2));
        if (!Compare::at_least(share, tenths(9))) return Number(1 - tenths(3));
        return Number(1 - tenths(5));
      }
    }
    return Number(1 - event_.kappa * share);
  }

  bool somebody_can_owe() const {
    for (std::size_t i = 0; i < n_; ++i) {
      if ((liable_[i] || is_direct_insurer(i)) && !event_.parties[i].time_barred) return true;
    }
    return false;
  }

  void find_keep() {
    out_.keep = kept(out_.victim_share);
    keep_of_.fill(out_.keep);
    if (event_.cf_basis == FaultBasis::absolute || liable_.none()) return;
    out_.keep = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      if (!liable_[i]) continue;
      const Party<Number>& party = event_.parties[i];
      const Number both = event_.victim_weight + party.weight;
      const Number by_weight = both == 0 ? Number(0) : Number(event_.victim_weight / both);
      keep_of_[i] = kept(party.victim_share_against.value_or(by_weight));
      if (keep_of_[i] > out_.keep) out_.keep = keep_of_[i];
    }
  }

  void find_claim() {
    find_keep();
    const Number allowed = out_.keep * event_.damage;
    const bool claimed = event_.claim_made && somebody_can_owe();
    out_.reduced_claim = claimed ? allowed : Number(0);
    if (out_.reduced_claim > 0) {
      victim_cost_ = event_.victim_costs.fixed + event_.victim_costs.rate * out_.reduced_claim;
    }
    out_.friction += victim_cost_;
    shifted_cost_ = event_.victim_costs.fee_shift * victim_cost_;
    claim_with_cost_ = out_.reduced_claim + shifted_cost_;
    out_.claim = claim_with_cost_;
    if (event_.fund_first) {
      const FundFirst<Number>& fund = *event_.fund_first;
      if (event_.claim_made) {
        out_.fund_first = Capacity<Number>(fund.cap).part_of(fund.rate * event_.damage);
      }
      out_.claim = fund.tort ? not_negative(Number(out_.claim - out_.fund_first)) : Number(0);
    }
    if (out_.claim <= tolerance_) out_.claim = 0;
    if (steps_ != nullptr) record_claim(allowed, claimed);
  }

  void record_claim(const Number& allowed, bool claimed) {
    Step<Number> s;
    if (event_.victim_weight > 0 || event_.cf_basis == FaultBasis::relative) {
      s.kind = StepKind::reduction;
      s.share = out_.keep;
      s.amount = allowed;
      s.remark = out_.keep <= 0 ? Remark::victim_fault_bars : Remark::none;
      record(s);
    }
    if (victim_cost_ > 0) {
      s = {};
      s.kind = StepKind::victim_cost;
      s.amount = victim_cost_;
      s.asked = shifted_cost_;
      record(s);
    }
    if (event_.fund_first) {
      s = {};
      s.kind = StepKind::fund_first;
      s.amount = out_.fund_first;
      record(s);
    }
    s = {};
    s.kind = StepKind::claim;
    s.amount = out_.claim;
    if (out_.claim == 0) {
      s.remark = !event_.claim_made  ? Remark::no_claim_made
                 : !claimed          ? Remark::nobody_can_owe
                 : out_.keep <= 0    ? Remark::victim_fault_bars
                 : event_.fund_first ? Remark::covered_by_fund
                                     : Remark::none;
    }
    record(s);
  }

  // --- S3 -------------------------------------------------------------------------------------------------

  Number several_share(std::size_t i) const {
    const Number share = recoverable_share_[i] * out_.claim;
    return event_.cf_basis == FaultBasis::absolute ? share : scaled_by_keep(i, share);
  }

  /// With the fault compared pair by pair a party owes in the proportion of what is kept against it.
  Number scaled_by_keep(std::size_t i, const Number& amount) const {
    return out_.keep <= 0 ? Number(0) : Number(amount * keep_of_[i] / out_.keep);
  }

  Capacity<Number> outward_cap(std::size_t i) const {
    const Party<Number>& party = event_.parties[i];
    Limit<Number> cap = party.statutory_cap;
    if (event_.cap_binds_victim && !party.gross_negligence && party.victim_cap) {
      cap = cap ? smaller(*cap, *party.victim_cap) : *party.victim_cap;
    }
    return Capacity<Number>(cap);
  }

  Number uncapped_exposure(std::size_t i, Remark& remark) const {
    const Number& claim = out_.claim;
    if (is_direct_insurer(i)) return claim;
    Number several = several_share(i);
    if (event_.parties[i].several_only) {
      remark = Remark::own_share_only;
      return several;
    }
    switch (event_.rule) {
      case Rule::several:
      case Rule::several_realloc:
        return several;
      case Rule::joint:
        return event_.cf_basis == FaultBasis::absolute ? claim : scaled_by_keep(i, claim);
      case Rule::threshold:
        if (!Compare::at_least(share_[i], event_.threshold)) return several;
        remark = Remark::from_threshold;
        return claim;
      case Rule::by_type:
        break;
    }
    const Number economic = event_.damage_econ.value_or(event_.damage) / event_.damage;
    return Number(economic * claim + (1 - economic) * several);
  }

  void find_exposures() {
    for (std::size_t i = 0; i < n_; ++i) {
      if (!liable_[i] && !is_direct_insurer(i)) continue;
      Remark remark = Remark::none;
      const Number before_caps = uncapped_exposure(i, remark);
      Number exposure = outward_cap(i).part_of(before_caps);
      if (exposure < before_caps) remark = Remark::capped;
      exposure = smaller(exposure, out_.claim);
      if (event_.parties[i].time_barred) {
        exposure = 0;
        remark = Remark::time_barred;
      }
      out_.exposure[i] = exposure;
      if (steps_ == nullptr || (out_.claim == 0 && exposure == 0)) continue;
      Step<Number> s = step(StepKind::exposure, i);
      s.amount = exposure;
      s.share = recoverable_share_[i];
      s.remark = remark;
      record(s);
    }
  }

  void settle() {
    if (!event_.settlement) return;
    const Settlement<Number>& settlement = *event_.settlement;
    const std::size_t s = settlement.party;
    const bool pro_rata = settlement.credit == SettlementCredit::pro_rata;
    const Number most = pro_rata ? several_share(s) : out_.claim;
    const Payment<Number> payment = pay(s, smaller(settlement.amount, most), Debt::damages);
    out_.paid[s] = payment.total;
    out_.claim = not_negative(Number(out_.claim - (pro_rata ? most : payment.total)));
    if (out_.claim <= tolerance_) out_.claim = 0;
    settling_ = s;
    liable_.reset(s);
    out_.exposure[s] = 0;
    for (std::size_t i = 0; i < n_; ++i) out_.exposure[i] = smaller(out_.exposure[i], out_.claim);
    if (steps_ == nullptr) return;
    Step<Number> written = step(StepKind::settlement, s);
    written.asked = settlement.amount;
    written.amount = payment.total;
    written.own = payment.own;
    written.insurer = payment.insurer;
    written.left = out_.claim;
    record(written);
  }

  // --- S4, S5 ---------------------------------------------------------------------------------------------

  void defend_all(const PartySet& parties) {
    for (std::size_t i = 0; i < n_; ++i) {
      if (!parties[i]) continue;
      const Party<Number>& party = event_.parties[i];
      const Number fixed = party.defence_fixed.value_or(event_.defence.fixed);
      const Number rate = party.defence_rate.value_or(event_.defence.rate);
      const bool owes = liable_[i] || is_direct_insurer(i);
      defend(i, Number(fixed + rate * (owes ? out_.exposure[i] : out_.claim)),
             owes ? Remark::none : Remark::not_liable);
    }
  }

  /// The order of collection over all parties.
  Sequence order_of() const {
    Sequence order{};
    for (std::size_t i = 0; i < n_; ++i) order[i] = i;
    // By insertion: stable, and without the memory that std::stable_sort takes.
    const auto sort_by = [&](const auto& comes_before) {
      for (std::size_t k = 1; k < n_; ++k) {
        for (std::size_t m = k; m > 0 && comes_before(order[m], order[m - 1]); --m) {
          std::swap(order[m], order[m - 1]);
        }
      }
    };
    switch (event_.order) {
      case Order::index:
        break;
      case Order::random:
        sort_by([&](std::size_t a, std::size_t b) {
          return event_.parties[a].order_key < event_.parties[b].order_key;
        });
        break;
      case Order::deep_pocket: {
        typename Allocation<Number>::PerParty pocket{};
        for (std::size_t i = 0; i < n_; ++i) {
          pocket[i] = Compare::pocket(payable(i, out_.claim), event_.damage);
        }
        sort_by([&](std::size_t a, std::size_t b) { return pocket[a] > pocket[b]; });
        break;
      }
      case Order::proximity:
        sort_by([&](std::size_t a, std::size_t b) {
          return distance(event_.parties[a].role) < distance(event_.parties[b].role);
        });
        break;
    }
    if (!event_.first.empty()) {
      std::array<std::size_t, most_parties> place{};
      place.fill(most_parties);
      for (std::size_t k = 0; k < event_.first.size(); ++k) place[event_.first[k]] = k;
      sort_by([&](std::size_t a, std::size_t b) { return place[a] < place[b]; });
    }
    return order;
  }

  /// From the victim, along the chain.
  static int distance(Role role) {
    switch (role) {
      case Role::direct_insurer:
        return 0;
      case Role::business_user:
        return 1;
      case Role::integrator:
        return 2;
      case Role::machine_maker:
        return 3;
      case Role::developer:
        return 4;
      case Role::data_provider:
        return 5;
      case Role::auditor:
        return 6;
      case Role::other:
        break;
    }
    return 7;
  }

  void collect_from(const PartySet& parties) {
    const Sequence order = order_of();
    for (std::size_t k = 0; k < n_; ++k) {
      const std::size_t i = order[k];
      if (!parties[i]) continue;
      const Number asked = smaller(need_, out_.exposure[i]);
      const Payment<Number> payment = pay(i, asked, Debt::damages);
      out_.paid[i] += payment.total;
      need_ -= payment.total;
      record_payment(StepKind::collection, i, asked, payment);
    }
  }

  void record_payment(StepKind kind, std::size_t i, const Number& asked, const Payment<Number>& payment) {
    if (steps_ == nullptr || asked <= 0) return;
    Step<Number> s = step(kind, i);
    s.asked = asked;
    s.amount = payment.total;
    s.own = payment.own;
    s.insurer = payment.insurer;
    s.left = need_;
    record(s);
  }

  // --- S5b, S6, S7 ----------------------------------------------------------------------------------------

  void sue_the_others() {
    if (!event_.fallback.value_or(false) || need_ <= tolerance_) return;
    const PartySet others = liable_ & ~sued_;
    if (others.none()) return;
    if (steps_ != nullptr) {
      Step<Number> s;
      s.kind = StepKind::fallback;
      s.left = need_;
      record(s);
    }
    sued_ |= others;
    defend_all(others);
    collect_from(others);
  }

  void re_split() {
    if (event_.rule != Rule::several_realloc) return;
    std::array<Capacity<Number>, most_parties> room;
    PartySet in;
    Number unpaid(0);
    for (std::size_t i = 0; i < n_; ++i) {
      if (!liable_[i] || !sued_[i]) continue;
      const Party<Number>& party = event_.parties[i];
      unpaid += out_.exposure[i] - out_.paid[i];
      room[i] = outward_cap(i);
      room[i].take(out_.paid[i]);
      in[i] = !party.several_only && !party.time_barred && !room[i].is_zero() &&
              out_.paid[i] >= out_.exposure[i] - tolerance_;
    }
    unpaid = smaller(need_, unpaid);
    while (unpaid > tolerance_ && in.any()) {
      Number whole = event_.victim_weight;
      for (std::size_t i = 0; i < n_; ++i) {
        if (in[i]) whole += event_.parties[i].weight;
      }
      if (whole == 0) break;
      Number missing(0);
      PartySet stays = in;
      for (std::size_t i = 0; i < n_; ++i) {
        if (!in[i]) continue;
        const Number asked = unpaid * event_.parties[i].weight / whole;
        const Payment<Number> payment = pay(i, room[i].part_of(asked), Debt::damages);
        out_.paid[i] += payment.total;
        room[i].take(payment.total);
        need_ -= payment.total;
        missing += asked - payment.total;
        if (payment.total < asked - tolerance_) stays.reset(i);
        record_payment(StepKind::reallocation, i, asked, payment);
      }
      if (steps_ != nullptr && event_.victim_weight > 0) {
        Step<Number> s;
        s.kind = StepKind::victim_keeps;
        s.amount = unpaid * event_.victim_weight / whole;
        record(s);
      }
      in = stays;
      unpaid = missing;
    }
  }

  void top_up() {
    if (!event_.fund) return;
    Number arrived = out_.transferred;
    if (settling_) arrived -= out_.paid[*settling_];
    const Number short_of = not_negative(Number(out_.claim - arrived));
    out_.top_up = Capacity<Number>(event_.fund->cap).part_of(event_.fund->rate * short_of);
    if (steps_ == nullptr) return;
    Step<Number> s;
    s.kind = StepKind::top_up;
    s.asked = short_of;
    s.amount = out_.top_up;
    record(s);
  }

  // --- S8 -------------------------------------------------------------------------------------------------

  using PerParty = typename Allocation<Number>::PerParty;

  /// t: what each participant should finally have paid of the damages
  PerParty contribution_targets(const PartySet& participants, const PerParty& r, const Number& base) const {
    PerParty target{};
    if (!event_.contribution.reallocate) {
      for (std::size_t i = 0; i < n_; ++i) {
        if (participants[i]) target[i] = smaller(Number(r[i] * base), out_.exposure[i]);
      }
      return target;
    }
    PerParty most{};
    for (std::size_t i = 0; i < n_; ++i) {
      if (!participants[i]) continue;
      const Number unpaid = not_negative(Number(out_.exposure[i] - out_.paid[i]));
      most[i] = smaller(Number(out_.paid[i] + payable(i, unpaid)), out_.exposure[i]);
    }
    PartySet in = participants;
    Number rest = base;
    while (in.any()) {
      Number sum(0);
      for (std::size_t i = 0; i < n_; ++i) {
        if (in[i]) sum += r[i];
      }
      if (sum == 0) {
        for (std::size_t i = 0; i < n_; ++i) {
          if (in[i]) target[i] = 0;
        }
        break;
      }
      const Number part = rest / sum;
      PartySet cannot;
      for (std::size_t i = 0; i < n_; ++i) {
        if (!in[i]) continue;
        target[i] = part * r[i];
        cannot[i] = target[i] > most[i];
      }
      if (cannot.none()) break;
      for (std::size_t i = 0; i < n_; ++i) {
        if (!cannot[i]) continue;
        target[i] = most[i];
        rest -= most[i];
      }
      in &= ~cannot;
    }
    return target;
  }

  void contribute() {
    PartySet participants = liable_;
    if (insurer_first_ >= 0) participants.set(index(insurer_first_));
    const PerParty r = settling_ ? inward_shares(liable_) : inward_;
    Number base = out_.claim;
    if (event_.contribution.base == ContributionBase::paid) {
      base = 0;
      for (std::size_t i = 0; i < n_; ++i) {
        if (participants[i]) base += out_.paid[i];
      }
    }
    const PerParty target = contribution_targets(participants, r, base);
    PerParty over{}, under{};
    Number all_over(0), all_under(0);
    for (std::size_t i = 0; i < n_; ++i) {
      if (!participants[i]) continue;
      over[i] = not_negative(Number(out_.paid[i] - target[i]));
      under[i] = not_negative(Number(target[i] - out_.paid[i]));
      all_over += over[i];
      all_under += under[i];
      if (steps_ == nullptr || base <= 0) continue;
      Step<Number> s = step(StepKind::inward_share, i);
      s.share = r[i];
      s.asked = target[i];
      s.amount = out_.paid[i];
      record(s);
    }
    const Number& larger = all_over < all_under ? all_under : all_over;
    for (std::size_t i = 0; i < n_; ++i) {
      if (over[i] <= 0) continue;
      const Number ratio = over[i] / larger;
      for (std::size_t j = 0; j < n_; ++j) {
        if (under[j] > 0) recover(i, j, Number(ratio * under[j]));
      }
    }
  }

  /// i recovers an amount from j by contribution.
  void recover(std::size_t i, std::size_t j, Number amount) {
    const Contribution<Number>& terms = event_.contribution;
    Step<Number> s = step(StepKind::contribution, i);
    s.other = static_cast<int>(j);
    s.asked = amount;
    if (terms.waived[i][j] || terms.barred[i][j]) {
      s.remark = terms.waived[i][j] ? Remark::waived : Remark::out_of_time;
      return record(s);
    }
    const bool waiver = event_.subrogation_waivers[i][j];
    if (waiver) amount *= own_fraction(i);
    const int edge = edge_[j][i];
    const bool bound = edge >= 0 && event_.contracts[index(edge)].cap_binds_contribution;
    if (bound) {
      const Number capped = within_cap(index(edge), amount);
      if (capped < amount) s.remark = Remark::capped;
      amount = capped;
    }
    if (amount <= tolerance_) return record(s);
    const Number rho = terms.success_pairs[i][j].value_or(terms.success);
    if (!succeeds(rho, terms.outcomes[i][j], amount)) {
      if (!terms.outcomes[i][j]) out_.missing_outcomes[i].set(j);
      s.remark = Remark::failed;
      return record(s);
    }
    const Recourse recourse{i, j, amount, terms.cost_rate, terms.cost_fixed, waiver, bound ? edge : -1};
    take_recourse(recourse, Debt::damages, s);
  }

  /// Recourse reduced to what is expected, or decided by its outcome.
  /// @return false if it fails or its outcome is not known
  bool succeeds(const Number& rho, const std::optional<bool>& outcome, Number& amount) const {
    if (event_.contribution.draw == Draw::expected) {
      amount *= rho;
      return true;
    }
    return outcome.value_or(false);
  }

  /// Gross negligence of who pays sets the caps of its contracts aside.
  bool is_pierced(std::size_t edge) const {
    return event_.parties[event_.contracts[edge].from].gross_negligence;
  }

  Number within_cap(std::size_t edge, const Number& amount) const {
    return is_pierced(edge) ? amount : pool_.bucket[edge].part_of(amount);
  }

  struct Recourse {
    std::size_t claimant, payer;
    Number amount, cost_rate, cost_fixed;
    bool waiver;
    int bucket;  ///< -1: none
  };

  void take_recourse(const Recourse& recourse, Debt debt, Step<Number>& s) {
    if (recourse.amount * (1 - recourse.cost_rate) <= recourse.cost_fixed + tolerance_) {
      if (s.remark == Remark::none) s.remark = Remark::not_worth_its_cost;
      return record(s);
    }
    const Payment<Number> payment = pay(recourse.payer, recourse.amount, debt);
    if (recourse.bucket >= 0 && !is_pierced(index(recourse.bucket))) {
      pool_.bucket[index(recourse.bucket)].take(payment.total);
    }
    s.amount = payment.total;
    s.left = recourse.amount;  // what was asked of the payer in the end
    if (payment.total > tolerance_) {
      s.cost = recourse.cost_rate * payment.total + recourse.cost_fixed;
      s.own = credit(recourse.claimant, payment.total, recourse.waiver, s.cost);
      s.insurer = payment.total - s.own;
    }
    record(s);
  }

  // --- S9 -------------------------------------------------------------------------------------------------

  void indemnify() {
    for (std::size_t e = 0; e < event_.contracts.size(); ++e) {
      const Contract<Number>& edge = event_.contracts[e];
      const std::size_t i = edge.to, j = edge.from;
      const bool waiver = event_.subrogation_waivers[i][j];
      Number eligible = out_.own[i];
      if (!waiver) eligible += out_.insurer[i];
      if (!edge.covers_costs) eligible -= out_.cost[i];
      if (!edge.covers_own_fault) eligible -= inward_[i] * out_.transferred;
      const Number wanted = edge.indemnity * not_negative(eligible);
      if (wanted <= 0) continue;
      Step<Number> s = step(StepKind::indemnity, i);
      s.other = static_cast<int>(j);
      s.contract = static_cast<int>(e);
      s.asked = wanted;
      if (edge.time_barred) {
        s.remark = Remark::out_of_time;
        record(s);
        continue;
      }
      Number amount = within_cap(e, wanted);
      if (amount < wanted) s.remark = Remark::capped;
      const bool needs_outcome = amount > tolerance_;
      if (!succeeds(edge.success.value_or(event_.contribution.success), edge.outcome, amount)) {
        if (!edge.outcome && needs_outcome) out_.missing_contract_outcomes.set(e);
        s.remark = Remark::failed;
        record(s);
        continue;
      }
      const Recourse recourse{i,
                              j,
                              amount,
                              edge.cost_rate.value_or(event_.contribution.cost_rate),
                              edge.cost_fixed.value_or(event_.contribution.cost_fixed),
                              waiver,
                              static_cast<int>(e)};
      take_recourse(recourse, Debt::contract, s);
    }
  }

  // --- S10 ------------------------------------------------------------------------------------------------

  void tally() {
    const Number& damage = event_.damage;
    out_.fund = out_.fund_first + out_.top_up;
    out_.victim = damage - out_.transferred - out_.fund + victim_cost_;
    const Number shifted = claim_with_cost_ == 0 ? Number(0) : Number(shifted_cost_ / claim_with_cost_);
    const Number for_damage = (1 - shifted) * (out_.transferred + out_.top_up);
    out_.uncompensated = not_negative(Number(out_.keep * damage - for_damage - out_.fund_first));
    out_.own_fault = damage - out_.keep * damage;
    // Below 0 only by rounding of double.
    out_.victim = not_negative(out_.victim);
    for (std::size_t i = 0; i < n_; ++i) {
      out_.own[i] = not_negative(out_.own[i]);
      out_.insurer[i] = not_negative(out_.insurer[i]);
    }
    out_.residual = out_.fund + out_.victim - damage - out_.friction;
    for (std::size_t i = 0; i < n_; ++i) out_.residual += out_.own[i] + out_.insurer[i];
    for (std::size_t e = 0; e < event_.contracts.size(); ++e) {
      if (!is_pierced(e)) out_.bucket[e] = pool_.bucket[e].left();
    }
  }

  const Event<Number>& event_;
  Pool<Number>& pool_;
  std::vector<Step<Number>>* steps_;
  std::size_t n_;
  Number tolerance_;
  PartySet liable_, at_fault_, sued_, covered_;
  int insurer_first_ = -1;
  std::optional<std::size_t> settling_;
  std::array<std::array<int, most_parties>, most_parties> edge_ = no_edges();
  PerParty share_{}, recoverable_share_{}, inward_{}, keep_of_{};
  Number victim_cost_{0}, shifted_cost_{0}, claim_with_cost_{0}, need_{0};
  Allocation<Number> out_{};

  static constexpr std::array<std::array<int, most_parties>, most_parties> no_edges() {
    std::array<std::array<int, most_parties>, most_parties> result{};
    for (auto& row : result) row.fill(-1);
    return result;
  }
};

}  // namespace tenbin::liability
