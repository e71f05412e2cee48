#include "tenbin/liability/burden_columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "tenbin/core/error.hpp"
#include "tenbin/liability/columns.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/random/stream.hpp"
#include "tenbin/severity/beta.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/lognormal.hpp"

namespace tenbin::liability {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();
constexpr std::size_t tile = 1024;  // events worked out together
constexpr std::size_t contracts_drawn = 16;

// Numbers of the words of an event. Part of the format: never renumber, only append.
namespace fact {
constexpr std::size_t words = 64;
constexpr std::size_t cause = 0, weight = 1, fault = 16, gross = 24, cover = 32, defect = 40, risk = 41,
                      operated = 42, boost = 48;
}  // namespace fact
namespace suit {
constexpr std::size_t words = 128;
constexpr std::size_t claim = 0, fallback = 1, order = 8, contract = 16, recourse = 64;
}  // namespace suit

/// Variates by shape: making a table takes milliseconds, and every rule needs the same ones.
GammaVariate variate(double shape) {
  static std::mutex mutex;
  static std::map<double, GammaVariate> known;
  const std::lock_guard lock(mutex);
  const auto found = known.find(shape);
  return found != known.end() ? found->second : known.emplace(shape, GammaVariate(shape)).first->second;
}

std::size_t index(Role role) { return static_cast<std::size_t>(role); }

}  // namespace

GammaVariate::GammaVariate(double shape) {
  constexpr double least = 0.25;
  if (shape <= 0) return;
  if (shape >= least) {
    gamma_ = make_quantile_table(Gamma(shape, 1));
    return;
  }
  gamma_ = make_quantile_table(Gamma(shape + real{1}, 1));
  powers_ = static_cast<int>(std::ceil(least / shape));
  boost_ = make_quantile_table(Beta(real{shape} * powers_, 1, 1));
}

BurdenLayout::BurdenLayout(std::size_t source_heads, std::vector<std::size_t> divided)
    : first(source_heads), heads(std::move(divided)) {
  count = (heads.size() + 4) * all_parties + further;
}

std::size_t BurdenLayout::damages(std::size_t party, std::size_t head) const {
  const auto place = std::find(heads.begin(), heads.end(), head) - heads.begin();
  return first + static_cast<std::size_t>(place) * all_parties + party;
}

BurdenColumnsOfRegime::BurdenColumnsOfRegime(Regime regime, std::vector<DividedSource> sources,
                                             BurdenLayout layout)
    : regime_(std::move(regime)), sources_(std::move(sources)), layout_(std::move(layout)) {
  if (regime_.circumstances.contracts.size() > contracts_drawn) {
    throw ParameterError("liability: there are more than 16 contracts");
  }
  for (std::size_t a = 0; a < regime_.causes.size(); ++a) {
    for (std::size_t c = 0; c < cause_classes; ++c) {
      for (std::size_t i = 0; i <= chain_parties; ++i) {
        const double shape = regime_.causes[a][c].shape[i];
        if (shape > 0) weights_[a][c][i] = variate(shape);
      }
    }
  }
  assets_ = make_quantile_table(Lognormal(0, regime_.assets_sigma));
}

BurdenColumnsOfRegime::~BurdenColumnsOfRegime() = default;

class BurdenColumnsOfRegime::Maker final : public DerivedAmounts::Worker {
 public:
  explicit Maker(const BurdenColumnsOfRegime& of) : of_(of), layout_(of.layout_) {
    for (std::size_t c = 0; c < claims; ++c) {
      rules_.push_back(std::make_unique<Rule>(of.regime_.presets[c], of.regime_.circumstances));
    }
    for (auto* columns : {&weight_, &assets_, &retention_, &limit_, &key_, &victim_cap_, &own_, &insurer_,
                          &cost_, &paid_, &retention_left_, &limit_left_}) {
      for (auto& column : *columns) column.resize(tile);
    }
    for (auto* columns : {&cap_, &cap_left_}) {
      for (auto& column : *columns) column.resize(tile);
    }
    for (auto* column : {&damage_, &victim_weight_, &victim_, &fund_first_, &top_up_, &friction_,
                         &transferred_, &uncompensated_}) {
      column->resize(tile);
    }
    for (auto* column : {&claim_made_, &fallback_, &liable_, &at_fault_, &covered_, &gross_, &outcomes_,
                         &contract_outcomes_}) {
      column->resize(tile);
    }
    facts_.resize(tile);
    event_retention_.resize(tile);
    event_limit_.resize(tile);
    for (auto& column : event_own_) column.resize(tile);
  }

  void derive(std::uint64_t seed, std::uint32_t block, EventTable& events) override {
    seed_ = seed;
    block_ = block;
    collect(events);
    std::size_t from = 0;
    for (const std::size_t to : rank_end_) {
      for (; from < to; from += std::min(tile, to - from)) {
        work_out(events, {order_.data() + from, std::min(tile, to - from)});
      }
    }
  }

 private:
  /// A preset in the circumstances, for one claim.
  struct Rule {
    Rule(const Preset& preset, const Circumstances& circumstances)
        : parameters(preset.parameters), rule(preset, circumstances), allocator(rule.prototype()) {
      const auto& parties = rule.prototype().parties;
      capping.assign(parties.size(), -1);
      for (std::size_t k = 0; k < parties.size(); ++k) {
        for (const auto& [role, cover] : parameters.compulsory_cover) {
          if (role == parties[k].role) compulsory.set(k);
        }
        for (std::size_t e = 0; e < circumstances.contracts.size(); ++e) {
          const Contract<double>& contract = circumstances.contracts[e];
          const bool to_victim = parameters.victim && contract.to == index(*parameters.victim);
          if (to_victim && rule.sources()[k] == static_cast<int>(contract.from) && parties[k].victim_cap)
            capping[k] = static_cast<int>(e);
        }
      }
    }

    PresetParameters parameters;
    PresetRule rule;
    ColumnAllocator allocator;
    PartySet compulsory;
    std::vector<int>
        capping;  ///< by party: contract of the circumstances that caps what the victim can claim
  };

  struct Entry {
    std::uint32_t event, run, group;
    double time;
    std::uint32_t rank = 0;
  };

  /// What the events of a year draw on together.
  struct Year {
    std::array<double, chain_parties> assets, assets_at_start;
    std::array<double, all_parties> limit_used;
    std::array<double, contracts_drawn> cap_used;
  };

  /// What is the same for all claims of an event.
  struct Facts {
    EventDraws::PerParty weight, u_fault;
    double victim_weight, u_defect, u_risk, u_operated;
    std::uint32_t gross, not_covered;  // bits by role
  };

  struct Streams {
    std::uint64_t facts;
    std::array<std::uint64_t, claims> suits;
  };

  const DividedSource& source_of(const EventTable::Run& run) const { return of_.sources_[run.source]; }

  double damage_of(const EventTable& events, const Entry& entry, std::size_t claim) const {
    double sum = 0;
    for (const std::size_t head : source_of(events.runs[entry.run]).heads[claim])
      sum += events.amount[head][entry.event];
    return sum;
  }

  static double whole_of(const EventTable& events, const DividedSource::Insured& insured, std::size_t event) {
    double sum = 0;
    for (const auto& [head, part] : insured.heads) sum += events.amount[head][event];
    return sum;
  }

  /// An event that its bearer's section pays for without a division.
  void pay_whole(EventTable& events, const Entry& entry, const DividedSource::Insured& insured) {
    double covered = 0;
    for (const auto& [head, part] : insured.heads) covered += part * events.amount[head][entry.event];
    const Insurance<double>& insurance = *of_.regime_.circumstances.parties[insured.party].insurance;
    double& used = years_[entry.group].limit_used[insured.party];
    double paid = std::max(covered - insurance.retention, 0.0);
    paid = std::min(paid, design_cover(insured.party)->occurrence_limit);
    if (insurance.limit) paid = std::min(paid, std::max(*insurance.limit - used, 0.0));
    used += paid;
    events.amount[layout_.insurer(insured.party)][entry.event] = paid;
    events.amount[layout_.defence(insured.party)][entry.event] =
        whole_of(events, insured, entry.event) - paid;
  }

  /// Lists the events with something to divide, k-th events of all years together.
  void collect(EventTable& events) {
    entries_.clear();
    streams_.resize(events.runs.size());
    int most_before = 0;
    for (std::uint32_t r = 0; r < events.runs.size(); ++r) {
      const EventTable::Run& run = events.runs[r];
      const DividedSource& source = source_of(run);
      if (!source.is_divided && !source.insured) continue;
      for (std::size_t column = layout_.first; column < layout_.first + layout_.count; ++column) {
        std::fill(events.amount[column].begin() + static_cast<std::ptrdiff_t>(run.begin),
                  events.amount[column].begin() + static_cast<std::ptrdiff_t>(run.end), 0.0);
      }
      most_before = std::max(most_before, run.years_before);
      const std::uint64_t year = static_cast<std::uint64_t>(run.years_before) << 48;
      streams_[r].facts = stream_address(StreamPurpose::liability_facts, source.entity, source.peril, year);
      for (std::uint64_t c = 0; c < claims; ++c) {
        streams_[r].suits[c] =
            stream_address(StreamPurpose::liability_suit, source.entity, source.peril, year | c);
      }
      for (std::size_t event = run.begin; event < run.end; ++event) {
        double sum = 0;
        for (const auto& heads : source.heads) {
          for (const std::size_t head : heads) sum += events.amount[head][event];
        }
        if (source.insured) sum += whole_of(events, *source.insured, event);
        if (!(sum > 0)) continue;
        const auto group = static_cast<std::uint32_t>(run.years_before * block_years + events.year[event]);
        entries_.push_back({static_cast<std::uint32_t>(event), r, group, events.time[event]});
      }
    }
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      return std::tie(a.group, a.time) < std::tie(b.group, b.time);
    });
    years_.resize(static_cast<std::size_t>(most_before + 1) * block_years);
    std::vector<std::size_t>& end = rank_end_;
    end.clear();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      Entry& entry = entries_[i];
      const bool follows = i > 0 && entries_[i - 1].group == entry.group;
      entry.rank = follows ? entries_[i - 1].rank + 1 : 0;
      if (!follows) start_year(entry.group);
      if (entry.rank >= end.size()) end.resize(entry.rank + 1);
      ++end[entry.rank];
    }
    std::size_t sum = 0;
    for (std::size_t& count : end) sum = count += sum;
    std::vector<std::size_t> next(end.size());
    for (std::size_t k = 1; k < end.size(); ++k) next[k] = end[k - 1];
    order_.resize(entries_.size());
    for (const Entry& entry : entries_) order_[next[entry.rank]++] = entry;
  }

  void start_year(std::uint32_t group) {
    Year& year = years_[group];
    const std::uint64_t before = group / block_years, in_block = group % block_years;
    for (std::size_t i = 0; i < chain_parties; ++i) {
      const Stream stream(
          seed_,
          stream_address(StreamPurpose::liability_means, name_of_role(static_cast<Role>(i)), {}, before),
          block_);
      year.assets[i] = of_.regime_.assets[i] * (*of_.assets_)(stream.word(in_block));
      year.assets_at_start[i] = year.assets[i];
    }
    year.limit_used.fill(0);
    year.cap_used.fill(0);
  }

  void draw_facts(const EventTable& events, const Entry& entry, Facts& facts) {
    const EventTable::Run& run = events.runs[entry.run];
    std::array<std::uint64_t, fact::words> words;
    Stream(seed_, streams_[entry.run].facts, block_).fill(events.address[entry.event] * fact::words, words);
    const auto autonomy = static_cast<std::size_t>(source_of(run).autonomy);
    const CauseTable& causes = of_.regime_.causes[autonomy];
    const double u = unit_interval(words[fact::cause]);
    std::size_t cause = 0;
    for (double below = causes[0].probability; cause + 1 < cause_classes && u >= below;)
      below += causes[++cause].probability;
    const auto& tables = of_.weights_[autonomy][cause];
    const auto weight = [&](std::size_t i) {
      return tables[i](words[fact::weight + i], words[fact::boost + i]);
    };
    facts.gross = facts.not_covered = 0;
    for (std::size_t i = 0; i < chain_parties; ++i) {
      facts.weight[i] = weight(i);
      facts.u_fault[i] = unit_interval(words[fact::fault + i]);
      const std::uint32_t bit = 1U << i;
      if (unit_interval(words[fact::gross + i]) < of_.regime_.gross_negligence) facts.gross |= bit;
      if (unit_interval(words[fact::cover + i]) >= of_.regime_.covered) facts.not_covered |= bit;
    }
    facts.victim_weight = weight(chain_parties);
    facts.u_defect = unit_interval(words[fact::defect]);
    facts.u_risk = unit_interval(words[fact::risk]);
    facts.u_operated = unit_interval(words[fact::operated]);
  }

  void work_out(EventTable& events, std::span<const Entry> batch) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      draw_facts(events, batch[i], facts_[i]);
      event_retention_[i].fill(0);
      event_limit_[i].fill(0);
      for (auto& column : event_own_) column[i] = 0;
    }
    for (std::size_t c = 0; c < claims; ++c) work_out_claim(events, batch, c);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const Entry& entry = batch[i];
      if (const auto& insured = source_of(events.runs[entry.run]).insured) pay_whole(events, entry, *insured);
      const Year& year = years_[entry.group];
      for (std::size_t p = 0; p < chain_parties; ++p) {
        if (entry.rank == 0) events.amount[layout_.assets(p)][entry.event] = year.assets_at_start[p];
        const bool used_up = event_own_[p][i] > 0 && year.assets[p] <= 1e-9 * year.assets_at_start[p];
        if (used_up) events.amount[layout_.insolvent(p)][entry.event] = 1;
      }
    }
  }

  void work_out_claim(EventTable& events, std::span<const Entry> batch, std::size_t claim) {
    chosen_.clear();
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const double damage = damage_of(events, batch[i], claim);
      if (!(damage > 0)) continue;
      damage_[chosen_.size()] = damage;
      chosen_.push_back(static_cast<std::uint32_t>(i));
    }
    if (chosen_.empty()) return;
    Rule& rule = *rules_[claim];
    for (std::size_t n = 0; n < chosen_.size(); ++n) {
      const std::size_t i = chosen_[n];
      load(events, batch[i], i, claim, rule, n);
    }
    const LargestResidual residual = rule.allocator.allocate(inputs(rule), outputs(rule));
    if (!(residual.relative <= tolerance)) fail(events, batch[chosen_[residual.event]], residual.relative);
    for (std::size_t n = 0; n < chosen_.size(); ++n) {
      const std::size_t i = chosen_[n];
      store(events, batch[i], i, claim, rule, n);
    }
  }

  /// The design's section that answers for a party; null where its background insurance does.
  const DesignCover* design_cover(std::size_t party) const {
    if (party >= chain_parties) return nullptr;
    const std::optional<DesignCover>& cover = of_.regime_.design_cover[party];
    return cover ? &*cover : nullptr;
  }

  void load(const EventTable& events, const Entry& entry, std::size_t i, std::size_t claim, const Rule& rule,
            std::size_t n) {
    const Facts& facts = facts_[i];
    const std::size_t source = events.runs[entry.run].source;
    std::array<std::uint64_t, suit::words> words;
    Stream(seed_, streams_[entry.run].suits[claim], block_)
        .fill(events.address[entry.event] * suit::words, words);
    const Event<double>& prototype = rule.rule.prototype();
    const std::vector<int>& sources = rule.rule.sources();
    const Year& year = years_[entry.group];
    draws_.weight = facts.weight;
    draws_.u_fault = facts.u_fault;
    draws_.victim_weight = facts.victim_weight;
    draws_.u_defect = facts.u_defect;
    draws_.u_development_risk = facts.u_risk;
    draws_.u_operator = facts.u_operated;
    const PresetRule::Findings findings = rule.rule.find(draws_);
    victim_weight_[n] = rule.rule.victim_weight(draws_);
    claim_made_[n] = unit_interval(words[suit::claim]) < rule.parameters.claim_probability ? 1 : 0;
    fallback_[n] = unit_interval(words[suit::fallback]) < rule.parameters.fallback_probability ? 1 : 0;
    liable_[n] = findings.liable.to_ulong();
    at_fault_[n] = findings.at_fault.to_ulong();
    std::uint64_t covered = 0, gross = 0, outcomes = 0, contract_outcomes = 0;
    for (std::size_t k = 0; k < sources.size(); ++k) {
      const Party<double>& party = prototype.parties[k];
      const std::uint64_t bit = std::uint64_t{1} << k;
      const bool is_added = sources[k] < 0;
      const std::size_t role = is_added ? chain_parties : static_cast<std::size_t>(sources[k]);
      const DesignCover* design = design_cover(role);
      const bool is_out =
          design != nullptr ? !design->answers[source][claim] : (facts.not_covered >> role & 1U) != 0;
      const bool excluded = !is_added && is_out && !rule.compulsory[k];
      if (!excluded) covered |= bit;
      if (!is_added && (facts.gross >> role & 1U) != 0 && findings.at_fault[k]) gross |= bit;
      weight_[k][n] = is_added ? 0 : facts.weight[role];
      assets_[k][n] = is_added ? 0 : year.assets[role];
      key_[k][n] = is_added ? 0 : unit_interval(words[suit::order + role]);
      if (party.insurance) {
        retention_[k][n] = std::max(party.insurance->retention - event_retention_[i][role], 0.0);
        limit_[k][n] = party.insurance->limit ? std::max(*party.insurance->limit - year.limit_used[role], 0.0)
                                              : unlimited;
        if (design != nullptr && !rule.compulsory[k])
          limit_[k][n] =
              std::min(limit_[k][n], std::max(design->occurrence_limit - event_limit_[i][role], 0.0));
      }
      if (rule.capping[k] >= 0) {
        const auto e = static_cast<std::size_t>(rule.capping[k]);
        victim_cap_[k][n] = std::max(*party.victim_cap - year.cap_used[e], 0.0);
      }
      for (std::size_t j = 0; j < sources.size(); ++j) {
        if (j == k) continue;
        // As PresetRule::event: an added direct insurer reads the words of a party against itself.
        const std::size_t against = sources[j] >= 0 ? static_cast<std::size_t>(sources[j]) : 0;
        const std::size_t payer = !is_added && sources[j] >= 0 ? role : against;
        const double u = unit_interval(words[suit::recourse + 8 * payer + against]);
        if (u < rule.parameters.recourse_success) outcomes |= std::uint64_t{1} << (8 * k + j);
      }
    }
    for (std::size_t e = 0; e < prototype.contracts.size(); ++e) {
      const std::size_t contract = rule.rule.contract_sources()[e];
      const Contract<double>& edge = prototype.contracts[e];
      const double success = edge.success.value_or(rule.parameters.recourse_success);
      if (unit_interval(words[suit::contract + contract]) < success)
        contract_outcomes |= std::uint64_t{1} << e;
      cap_[e][n] = edge.cap ? std::max(*edge.cap - year.cap_used[contract], 0.0) : unlimited;
    }
    covered_[n] = covered;
    gross_[n] = gross;
    outcomes_[n] = outcomes;
    contract_outcomes_[n] = contract_outcomes;
  }

  EventColumns inputs(const Rule& rule) const {
    EventColumns columns;
    const Event<double>& prototype = rule.rule.prototype();
    columns.count = chosen_.size();
    columns.damage = damage_.data();
    columns.victim_weight = victim_weight_.data();
    columns.claim_made = claim_made_.data();
    columns.fallback = fallback_.data();
    columns.liable = liable_.data();
    columns.at_fault = at_fault_.data();
    columns.covered = covered_.data();
    columns.gross_negligence = gross_.data();
    columns.outcomes = outcomes_.data();
    columns.contract_outcomes = contract_outcomes_.data();
    for (std::size_t k = 0; k < prototype.parties.size(); ++k) {
      EventColumns::OfParty& party = columns.party[k];
      party.weight = weight_[k].data();
      party.assets = assets_[k].data();
      party.order_key = key_[k].data();
      if (prototype.parties[k].insurance) {
        party.retention = retention_[k].data();
        party.limit = limit_[k].data();
      }
      if (rule.capping[k] >= 0) party.victim_cap = victim_cap_[k].data();
    }
    for (std::size_t e = 0; e < prototype.contracts.size(); ++e) columns.cap[e] = cap_[e].data();
    return columns;
  }

  BurdenColumns outputs(const Rule& rule) {
    BurdenColumns columns;
    const Event<double>& prototype = rule.rule.prototype();
    for (std::size_t k = 0; k < prototype.parties.size(); ++k) {
      columns.own[k] = own_[k].data();
      columns.insurer[k] = insurer_[k].data();
      columns.cost[k] = cost_[k].data();
      columns.paid[k] = paid_[k].data();
      columns.retention_left[k] = retention_left_[k].data();
      columns.limit_left[k] = limit_left_[k].data();
    }
    for (std::size_t e = 0; e < prototype.contracts.size(); ++e) columns.cap_left[e] = cap_left_[e].data();
    columns.victim = victim_.data();
    columns.fund_first = fund_first_.data();
    columns.top_up = top_up_.data();
    columns.friction = friction_.data();
    columns.transferred = transferred_.data();
    columns.uncompensated = uncompensated_.data();
    return columns;
  }

  void store(EventTable& events, const Entry& entry, std::size_t i, std::size_t claim, const Rule& rule,
             std::size_t n) {
    const auto at = [&](std::size_t column) -> double& { return events.amount[column][entry.event]; };
    const std::vector<std::size_t>& heads = source_of(events.runs[entry.run]).heads[claim];
    const double damage = damage_[n];
    const auto spread = [&](std::size_t party, double amount) {
      if (heads.size() == 1) {
        at(layout_.damages(party, heads.front())) += amount;
        return;
      }
      const double share = amount / damage;
      for (const std::size_t head : heads) at(layout_.damages(party, head)) += share * at(head);
    };
    Year& year = years_[entry.group];
    const Event<double>& prototype = rule.rule.prototype();
    const std::vector<int>& sources = rule.rule.sources();
    for (std::size_t k = 0; k < sources.size(); ++k) {
      const bool is_added = sources[k] < 0;
      const std::size_t party = is_added ? chain_parties : static_cast<std::size_t>(sources[k]);
      const double own = own_[k][n], insurer = insurer_[k][n];
      const double whole = own + insurer;
      // Recourse can bring back costs as well: what is left then counts as cost first.
      const double cost = std::min(cost_[k][n], whole);
      if (whole > 0) {
        // What the design pays is a part of its own, of damages and cost together.
        const double kept = design_cover(party) != nullptr ? own / whole : 1;
        spread(party, kept * (whole - cost));
        at(layout_.defence(party)) += kept * cost;
        at(layout_.insurer(party)) += insurer;
      }
      if (prototype.parties[k].insurance) {
        if (limit_[k][n] < unlimited) {
          const double used = limit_[k][n] - limit_left_[k][n];
          year.limit_used[party] += used;
          event_limit_[i][party] += used;
        }
        event_retention_[i][party] += retention_[k][n] - retention_left_[k][n];
      }
      if (!is_added) {
        year.assets[party] = std::max(year.assets[party] - own, 0.0);
        event_own_[party][i] += own;
      }
      const bool pierced = (gross_[n] >> k & 1U) != 0;
      if (rule.capping[k] >= 0 && !pierced)
        year.cap_used[static_cast<std::size_t>(rule.capping[k])] += paid_[k][n];
    }
    for (std::size_t e = 0; e < prototype.contracts.size(); ++e) {
      if (cap_[e][n] < unlimited && cap_left_[e][n] < unlimited)
        year.cap_used[rule.rule.contract_sources()[e]] += cap_[e][n] - cap_left_[e][n];
    }
    at(layout_.fund_first()) += fund_first_[n];
    at(layout_.top_up()) += top_up_[n];
    at(layout_.friction()) += friction_[n];
    const double victim = victim_[n], received = transferred_[n] + fund_first_[n] + top_up_[n];
    if (static_cast<Claim>(claim) == Claim::own_loss) {
      at(layout_.own_loss()) += damage;
      const double left = std::clamp(damage - received, 0.0, victim);
      spread(index(Role::business_user), left);
      at(layout_.claim_cost()) += victim - left;
      return;
    }
    at(layout_.third_party()) += damage;
    at(layout_.victim()) += victim;
    at(layout_.uncompensated()) += uncompensated_[n];
    at(layout_.cases()) += 1;
    if (damage - victim < 0.5 * damage) at(layout_.under_half()) += 1;
    if (received <= 1e-12 * damage) at(layout_.nothing()) += 1;
  }

  [[noreturn]] void fail(const EventTable& events, const Entry& entry, double relative) const {
    const EventTable::Run& run = events.runs[entry.run];
    const std::int64_t year = std::int64_t{block_} * block_years + events.year[entry.event] + 1;
    throw Error(
        "money is not conserved: the burdens of an event do not add up to damage and friction "
        "(relative error " +
        std::to_string(relative) + ", seed " + std::to_string(seed_) + ", year " + std::to_string(year) +
        ", event " + std::to_string(entry.event - run.begin + 1) + " of peril '" + source_of(run).peril +
        "' of '" + source_of(run).entity + "' in block " + std::to_string(block_) + "); --seed " +
        std::to_string(seed_) + " --years " + std::to_string(year) + " makes it again");
  }

  const BurdenColumnsOfRegime& of_;
  const BurdenLayout& layout_;
  std::vector<std::unique_ptr<Rule>> rules_;  // by claim
  std::uint64_t seed_ = 0;
  std::uint32_t block_ = 0;

  std::vector<Entry> entries_, order_;
  std::vector<std::size_t> rank_end_;  // in order_, by rank
  std::vector<Streams> streams_;       // by run
  std::vector<Year> years_;

  // By event of a batch:
  std::vector<Facts> facts_;
  std::vector<std::array<double, all_parties>> event_retention_, event_limit_;
  std::array<std::vector<double>, chain_parties> event_own_;
  // By event of a claim, in the order of chosen_:
  std::vector<std::uint32_t> chosen_;
  EventDraws draws_;
  std::array<std::vector<double>, most_parties> weight_, assets_, retention_, limit_, key_, victim_cap_, own_,
      insurer_, cost_, paid_, retention_left_, limit_left_;
  std::array<std::vector<double>, contracts_drawn> cap_, cap_left_;
  std::vector<double> damage_, victim_weight_, victim_, fund_first_, top_up_, friction_, transferred_,
      uncompensated_;
  std::vector<std::uint64_t> claim_made_, fallback_, liable_, at_fault_, covered_, gross_, outcomes_,
      contract_outcomes_;
};

std::unique_ptr<DerivedAmounts::Worker> BurdenColumnsOfRegime::worker() const {
  return std::make_unique<Maker>(*this);
}

}  // namespace tenbin::liability
