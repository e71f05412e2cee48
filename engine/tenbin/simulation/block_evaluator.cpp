#include "tenbin/simulation/block_evaluator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <set>
#include <span>
#include <string>

#include "tenbin/contract/occurrence_kernel.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/random/address.hpp"

namespace tenbin {
namespace {

// Events at a time. A long chunk keeps one column of years at a time in the first-level cache; where only one
// column is written, a short chunk keeps the payments there too (512 ... 2048 are alike in bench_simulation).
constexpr std::size_t chunk = 32768;
constexpr std::size_t short_chunk = 1024;

/// step(year, amount) for each event in turn; four years are read at once.
template <class Step>
void for_each_event(const std::uint16_t* year, std::span<const double> amounts, const Step& step) {
  std::size_t i = 0;
  for (; i + 4 <= amounts.size(); i += 4) {
    std::uint64_t four;
    std::memcpy(&four, year + i, sizeof four);
    step(four & 0xffff, amounts[i]);
    step(four >> 16 & 0xffff, amounts[i + 1]);
    step(four >> 32 & 0xffff, amounts[i + 2]);
    step(four >> 48, amounts[i + 3]);
  }
  for (; i < amounts.size(); ++i) step(year[i], amounts[i]);
}

void add_by_year(const std::uint16_t* year, std::span<const double> amounts, double* sums) {
  for_each_event(year, amounts, [=](std::size_t y, double amount) { sums[y] += amount; });
}

void raise_by_year(const std::uint16_t* year, std::span<const double> amounts, double* largest) {
  for_each_event(year, amounts, [=](std::size_t y, double amount) {
    largest[y] = amount > largest[y] ? amount : largest[y];
  });
}

/// Years of a column from `first` on.
std::span<const double> part(const YearLossTable& table, std::size_t column, std::size_t first) {
  return table.column(column).subspan(first);
}

/// Sum of columns into amounts that are zero.
YearLossTable::Formula sum(std::vector<std::size_t> columns) {
  return [columns = std::move(columns)](const YearLossTable& table, std::size_t first,
                                        std::span<double> amounts) {
    for (std::size_t column : columns) {
      const auto addend = part(table, column, first);
      for (std::size_t y = 0; y < amounts.size(); ++y) amounts[y] += addend[y];
    }
  };
}

/// Sum of burdens less what was paid; a residue of rounding below zero is zero (a larger one stopped the
/// run).
YearLossTable::Formula retention(std::vector<std::size_t> burdens, std::size_t paid) {
  return [add = sum(std::move(burdens)), paid](const YearLossTable& table, std::size_t first,
                                               std::span<double> amounts) {
    add(table, first, amounts);
    const auto payments = part(table, paid, first);
    for (std::size_t y = 0; y < amounts.size(); ++y) amounts[y] = std::max(amounts[y] - payments[y], 0.0);
  };
}

/// Payment under the terms of a section, then of its policy.
YearLossTable::Formula payment(std::size_t loss, const OccurrenceTerms& section,
                               const OccurrenceTerms& policy) {
  return [=](const YearLossTable& table, std::size_t first, std::span<double> amounts) {
    apply_column(section, part(table, loss, first), amounts);
    if (!policy.pays_everything()) apply_column(policy, amounts, amounts);
  };
}

}  // namespace

BlockEvaluator::BySource BlockEvaluator::by_source(const std::vector<CoveredHead>& list) const {
  BySource result(sources_);
  for (const CoveredHead& entry : list) {
    check(entry.source >= 0 && static_cast<std::size_t>(entry.source) < sources_, "BlockEvaluator", "source",
          entry.source, "a source of the plan");
    check(entry.head >= 0 && static_cast<std::size_t>(entry.head) < heads_, "BlockEvaluator", "head",
          entry.head, "a head of the plan");
    check(entry.weight >= 0 && entry.weight <= 1, "BlockEvaluator", "weight", entry.weight,
          "between 0 and 1");
    auto& heads = result[static_cast<std::size_t>(entry.source)];
    const auto head = static_cast<std::size_t>(entry.head);
    const auto known =
        std::find_if(heads.begin(), heads.end(), [&](const Weighted& w) { return w.head == head; });
    if (known != heads.end()) {
      known->weight += entry.weight;
    } else if (entry.weight > 0) {
      heads.push_back({head, entry.weight});
    }
  }
  for (auto& heads : result) {
    std::sort(heads.begin(), heads.end(),
              [](const Weighted& a, const Weighted& b) { return a.head < b.head; });
  }
  return result;
}

BlockEvaluator::Section BlockEvaluator::make_section(const SectionPlan& section, const Plan& plan) const {
  Section result{};
  result.id = section.id;
  const bool inside = section.defence_cost == DefenceCost::inside;
  std::vector<CoveredHead> covered = section.covered;
  if (inside) covered.insert(covered.end(), section.defence.begin(), section.defence.end());
  result.covered = by_source(covered);
  result.defence =
      by_source(section.defence_cost == DefenceCost::outside ? section.defence : std::vector<CoveredHead>{});
  result.occurrence = section.occurrence;
  result.retention = section.retention;
  result.aggregate = section.aggregate;
  for (std::size_t s = 0; s < sources_; ++s) {
    if (plan.sources[s].occasion == Occasion::year &&
        !(result.covered[s].empty() && result.defence[s].empty()))
      throw ParameterError("BlockEvaluator: section " + section.id + " covers the small losses of " +
                           names_[s] + ", of which only the year's sum is known (leave them out)");
  }
  result.excluded.resize(sources_);
  for (std::size_t s = 0; s < sources_; ++s) {
    const SourcePlan& source = plan.sources[s];
    if (!excludes(section.ai_exclusion, source.ai_cause)) continue;
    if (source.ai_probability >= 1) {
      result.covered[s].clear();
      result.defence[s].clear();
    } else {
      result.excluded[s] = source.ai_probability;
    }
  }
  result.any_defence = std::any_of(result.defence.begin(), result.defence.end(),
                                   [](const auto& heads) { return !heads.empty(); });
  return result;
}

/// Number of an insured's loss under an account; its columns are made where there are none yet.
std::size_t BlockEvaluator::burden_of(const std::string& insured, Account account, const Plan& plan,
                                      YearLossTable& table) {
  const std::string party = has_parties_ ? insured : "";
  const auto find = [&](Account wanted) {
    return static_cast<std::size_t>(
        std::find_if(burdens_.begin(), burdens_.end(),
                     [&](const Burden& b) { return b.party == party && b.account == wanted; }) -
        burdens_.begin());
  };
  const std::size_t by_occurrence = find(Account::occurred);
  if (by_occurrence == burdens_.size()) {
    throw ParameterError("BlockEvaluator: the insured \"" + insured +
                         "\" is not a party (name one of the parties)");
  }
  const std::size_t found = find(account);
  if (found < burdens_.size()) return found;
  const bool full = plan.detail == Detail::full;
  burdens_.push_back({party, account, burdens_[by_occurrence].burden, full ? table.add_column() : 0,
                      full ? table.add_column() : 0});
  return found;
}

BlockEvaluator::BlockEvaluator(const Plan& plan, YearLossTable& table)
    : seed_(plan.seed),
      sources_(plan.sources.size()),
      heads_(plan.heads.size()),
      source_heads_(plan.source_heads()),
      detail_(plan.detail) {
  const bool full = detail_ == Detail::full;
  for (const SourcePlan& source : plan.sources) {
    names_.push_back("peril '" + source.peril + "'" +
                     (source.entity.empty() ? "" : " of '" + source.entity + "'"));
  }
  const auto add = [&](const std::string& subject, Basis basis, YearLossTable::Formula formula = {}) {
    const std::size_t column = formula ? table.add_column(std::move(formula)) : table.add_column();
    table.add_subject(subject, basis, column);
    return column;
  };
  const auto add_counted = [&](const std::string& subject) {
    const std::size_t column = table.add_column();
    table.add_counted(subject, column);
    return column;
  };
  std::vector<CoveredHead> all;
  for (std::size_t s = 0; s < sources_; ++s) {
    std::set<int> heads;
    for (const HeadPlan& head : plan.sources[s].heads) heads.insert(head.head);
    for (int head : heads) all.push_back({static_cast<int>(s), head, 1});
    late_.push_back(plan.sources[s].report_lag != nullptr);
    is_year_.push_back(plan.sources[s].occasion == Occasion::year);
  }
  const bool any_late = std::find(late_.begin(), late_.end(), true) != late_.end();
  everything_ = by_source(all);
  // Losses: only where they are wanted.
  const auto add_loss = [&](const std::string& subject, Basis basis) {
    return full ? add(subject, basis) : 0;
  };
  ground_up_aep_ = add_loss("ground_up", Basis::aep);
  ground_up_oep_ = add_loss("ground_up", Basis::oep);
  has_parties_ = !plan.parties.empty();
  has_friction_ = full && !plan.friction.id.empty();
  if (has_friction_) extras_.push_back({by_source(plan.friction.burden), add(plan.friction.id, Basis::aep)});
  for (const PartyPlan& extra : plan.extras) {
    if (full) extras_.push_back({by_source(extra.burden), add(extra.id, Basis::aep)});
  }
  for (const PartyPlan& party : plan.parties) {
    burdens_.push_back({party.id, Account::occurred, by_source(party.burden),
                        add_loss("party/" + party.id, Basis::aep),
                        add_loss("party/" + party.id, Basis::oep)});
  }
  if (!has_parties_) burdens_.push_back({"", Account::occurred, everything_, ground_up_aep_, ground_up_oep_});
  parties_ = burdens_.size();
  for (const DesignPlan& design_plan : plan.designs) {
    const std::string prefix = "design/" + design_plan.id;
    Design design{};
    design.single = design_plan.policies.size() == 1;
    const auto account_of = [&](const std::string& insured) {
      bool occurring = false, made = false;
      for (const PolicyPlan& policy : design_plan.policies) {
        if (has_parties_ && policy.insured != insured) continue;
        (policy.trigger == Trigger::claims_made ? made : occurring) = true;
      }
      if (!any_late || !made) return Account::occurred;
      return occurring ? Account::either : Account::reported;
    };
    for (const PolicyPlan& policy_plan : design_plan.policies) {
      terms_of(policy_plan).check();
      const std::string name = prefix + "/policy/" + policy_plan.id;
      Policy policy{};
      policy.id = policy_plan.id;
      policy.occurrence = policy_plan.occurrence;
      policy.aggregate = policy_plan.aggregate;
      policy.retention = policy_plan.retention;
      policy.trigger = policy_plan.trigger;
      policy.retroactive_years = policy_plan.retroactive_years;
      policy.by_cause = policy_plan.basis == OccurrenceBasis::cause;
      policy.account = account_of(policy_plan.insured);
      policy.insured = burden_of(policy_plan.insured, policy.account, plan, table);
      const Burden& insured = burdens_[policy.insured];
      policy.burden_aep = insured.aep;
      policy.burden_oep = insured.oep;
      if (std::find(design.burdens.begin(), design.burdens.end(), policy.insured) == design.burdens.end())
        design.burdens.push_back(policy.insured);
      const bool several = policy_plan.sections.size() > 1;
      for (const SectionPlan& section_plan : policy_plan.sections) {
        policy.sections.push_back(make_section(section_plan, plan));
        Section& section = policy.sections.back();
        section.reported = several;
        policy.any_defence = policy.any_defence || section.any_defence;
      }
      if (policy.any_defence) policy.beside = besides_++;
      if (full && policy.any_defence) policy.counted = add_counted(name);
      policy.by_largest = rises_with_loss(policy);
      policy.paid_aep = add(name, Basis::aep);
      if (full) add_losses(name, policy, table);
      for (std::size_t n = 0; n < policy.sections.size(); ++n) {
        Section& section = policy.sections[n];
        if (several) {
          section.column = add(name + "/section/" + policy_plan.sections[n].id, Basis::aep);
          if (section.any_defence) section.beside = besides_++;
          if (full && section.any_defence)
            section.counted = add_counted(name + "/section/" + policy_plan.sections[n].id);
        } else if (!section.aggregate.pays_everything()) {
          section.column = table.add_column();
        }
        policy.any_aggregate = policy.any_aggregate || !section.aggregate.pays_everything();
      }
      policy.by_time = policy.any_aggregate && !policy.occurrence.pays_everything();
      design.by_cause = design.by_cause || policy.by_cause;
      check_overlap(policy, plan, policy_plan);
      const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
      std::stable_sort(policy.sections.begin(), policy.sections.end(), by_id);
      design.policies.insert(std::upper_bound(design.policies.begin(), design.policies.end(), policy, by_id),
                             policy);
    }
    std::sort(design.burdens.begin(), design.burdens.end(),
              [&](std::size_t a, std::size_t b) { return burdens_[a].party < burdens_[b].party; });
    if (design.single) {
      const Policy& only = design.policies.front();
      table.add_subject(prefix + "/insurer", Basis::aep, only.paid_aep);
      if (full) {
        table.add_subject(prefix + "/insurer", Basis::oep, only.paid_oep);
        table.add_subject(prefix + "/insured", Basis::aep, only.retained_aep);
        table.add_subject(prefix + "/insured", Basis::oep, only.retained_oep);
      }
    } else {
      std::vector<std::size_t> paid, burden_aep;
      for (const Policy& policy : design.policies) paid.push_back(policy.paid_aep);
      for (std::size_t burden : design.burdens) burden_aep.push_back(burdens_[burden].aep);
      const std::size_t insurer_aep = add(prefix + "/insurer", Basis::aep, sum(std::move(paid)));
      if (full) {
        design.insurer_oep = add(prefix + "/insurer", Basis::oep);
        add(prefix + "/insured", Basis::aep, retention(burden_aep, insurer_aep));
        design.insured_oep = add(prefix + "/insured", Basis::oep);
      }
    }
    designs_.push_back(std::move(design));
  }
}

/// Columns of a policy's largest payment and of what stays with its insured.
void BlockEvaluator::add_losses(const std::string& name, Policy& policy, YearLossTable& table) {
  const auto add = [&](const std::string& subject, Basis basis, YearLossTable::Formula formula) {
    const std::size_t column = formula ? table.add_column(std::move(formula)) : table.add_column();
    table.add_subject(subject, basis, column);
    return column;
  };
  YearLossTable::Formula largest, largest_kept;
  if (policy.by_largest)
    largest = payment(policy.burden_oep, policy.sections.front().occurrence, policy.occurrence);
  policy.paid_oep = add(name, Basis::oep, std::move(largest));
  policy.retained_aep = add(name + "/insured", Basis::aep, retention({policy.burden_aep}, policy.paid_aep));
  if (policy.by_largest) largest_kept = retention({policy.burden_oep}, policy.paid_oep);
  policy.retained_oep = add(name + "/insured", Basis::oep, std::move(largest_kept));
}

/// What sections cover together must not exceed what the insured bears, or money would be made.
void BlockEvaluator::check_overlap(const Policy& policy, const Plan& plan,
                                   const PolicyPlan& policy_plan) const {
  const auto weight_in = [](const std::vector<Weighted>& heads, std::size_t head) {
    double sum = 0;
    for (const Weighted& entry : heads) sum += entry.head == head ? entry.weight : 0;
    return sum;
  };
  for (std::size_t s = 0; s < sources_; ++s) {
    for (std::size_t head = 0; head < heads_; ++head) {
      double covered = 0;
      for (const Section& section : policy.sections)
        covered += weight_in(section.covered[s], head) + weight_in(section.defence[s], head);
      if (covered > weight_in(burdens_[policy.insured].burden[s], head) * (1 + conservation_tolerance)) {
        throw ParameterError("BlockEvaluator: policy " + policy_plan.id + " covers " + plan.heads[head] +
                             " of " + plan.sources[s].peril +
                             " more than once (its sections overlap); let each section name its perils");
      }
    }
  }
}

bool BlockEvaluator::rises_with_loss(const Policy& policy) const {
  const auto rises = [](const OccurrenceTerms& terms) {
    return terms.deductible().kind() != Deductible::Kind::franchise;
  };
  const Burden& insured = burdens_[policy.insured];
  if (policy.sections.size() != 1 || policy.by_cause || policy.account != Account::occurred ||
      policy.trigger != Trigger::losses_occurring)
    return false;
  const Section& section = policy.sections.front();
  return !section.any_defence && section.covered == insured.burden &&
         std::all_of(section.excluded.begin(), section.excluded.end(), [](double p) { return p == 0; }) &&
         rises(section.occurrence) && rises(policy.occurrence);
}

EventColumns BlockEvaluator::columns() const {
  EventColumns columns;
  const bool any_late = std::find(late_.begin(), late_.end(), true) != late_.end();
  for (const Design& design : designs_) {
    for (const Policy& policy : design.policies) {
      if (policy.by_time || policy.by_cause || (any_late && policy.trigger == Trigger::claims_made))
        columns.time = true;
      if (policy.by_cause) columns.identity = true;
      for (const Section& section : policy.sections) {
        if (std::any_of(section.excluded.begin(), section.excluded.end(), [](double p) { return p > 0; }))
          columns.contribution = true;
      }
    }
  }
  return columns;
}

/// Evaluates one block; holds what its steps share.
class BlockEvaluator::Pass {
 public:
  Pass(const BlockEvaluator& evaluator, const EventTable& events, std::int64_t block, Workspace& workspace,
       YearLossTable& table)
      : evaluator_(evaluator), events_(events), block_(block), workspace_(workspace), table_(table) {
    for (auto* column : {&workspace.burden, &workspace.section, &workspace.policy, &workspace.insurer,
                         &workspace.retained}) {
      column->resize(chunk);
    }
    if (evaluator.besides_ == 0) return;
    for (auto* column : {&workspace.defence, &workspace.section_defence, &workspace.policy_defence})
      column->resize(chunk);
    workspace.beside.resize(evaluator.besides_);
    for (auto& column : workspace.beside) column.assign(block_years, 0.0);
  }

  void run() {
    for (const EventTable::Run& run : events_.runs) {
      for (std::size_t begin = run.begin; begin < run.end; begin += chunk) {
        take_losses(run, begin, std::min(chunk, run.end - begin));
        for (const Design& design : evaluator_.designs_) {
          if (!design.by_cause) take_chunk(design, run, begin, std::min(chunk, run.end - begin));
        }
      }
    }
    for (const Design& design : evaluator_.designs_) {
      if (design.by_cause) take_causes(design);
      finish(design);
    }
    check_conservation();
  }

 private:
  using Run = EventTable::Run;

  bool is_full() const { return evaluator_.detail_ == Detail::full; }

  double* years(std::size_t column) { return table_.block(column, block_); }

  /// Sum of weight x amount; the amounts themselves where there is one head of weight 1.
  std::span<const double> combine(const std::vector<Weighted>& heads, std::size_t begin, std::size_t count,
                                  std::vector<double>& buffer) const {
    if (heads.size() == 1 && heads.front().weight == 1)
      return {events_.amount[heads.front().head].data() + begin, count};
    std::fill_n(buffer.begin(), count, 0.0);
    for (const Weighted& entry : heads) {
      const double* const amounts = events_.amount[entry.head].data() + begin;
      for (std::size_t i = 0; i < count; ++i) buffer[i] += entry.weight * amounts[i];
    }
    return {buffer.data(), count};
  }

  /// The amounts where keep(event), else 0; into `buffer`, which may hold them.
  template <class Keep>
  static std::span<const double> keep_where(std::span<const double> amounts, std::size_t begin,
                                            std::vector<double>& buffer, const Keep& keep) {
    for (std::size_t i = 0; i < amounts.size(); ++i) buffer[i] = keep(begin + i) ? amounts[i] : 0.0;
    return {buffer.data(), amounts.size()};
  }

  /// An insured's loss of events; empty where it has none.
  std::span<const double> borne(const Burden& burden, const Run& run, std::size_t begin, std::size_t count,
                                std::vector<double>& buffer) const {
    const std::vector<Weighted>& heads = burden.burden[run.source];
    if (heads.empty() || (burden.account == Account::occurred && run.years_before > 0)) return {};
    const std::span<const double> amounts = combine(heads, begin, count, buffer);
    if (burden.account != Account::reported || run.years_before > 0 || !evaluator_.late_[run.source])
      return amounts;
    return keep_where(amounts, begin, buffer, [&](std::size_t event) { return events_.reported[event] < 1; });
  }

  /// What a section sees of a list of heads: nothing of events that the trigger or an exclusion keeps away.
  std::span<const double> seen(const Policy& policy, const Section& section,
                               const std::vector<Weighted>& heads, const Run& run, std::size_t begin,
                               std::size_t count, std::vector<double>& buffer) const {
    std::span<const double> amounts = combine(heads, begin, count, buffer);
    if (const double excluded = section.excluded[run.source]; excluded > 0) {
      amounts = keep_where(amounts, begin, buffer,
                           [&](std::size_t event) { return events_.contribution[event] >= excluded; });
    }
    if (!evaluator_.late_[run.source]) return amounts;
    if (policy.trigger == Trigger::claims_made) {
      return keep_where(amounts, begin, buffer, [&](std::size_t event) {
        return triggers(Trigger::claims_made, policy.retroactive_years, events_.time[event],
                        events_.reported[event]);
      });
    }
    if (run.years_before == 0) return amounts;
    return keep_where(amounts, begin, buffer, [](std::size_t) { return false; });
  }

  void take_burden(const Run& run, std::span<const double> burden, std::size_t begin, std::size_t aep,
                   std::size_t oep) {
    add_by_year(events_.year.data() + begin, burden, years(aep));
    if (!evaluator_.is_year_[run.source]) raise_by_year(events_.year.data() + begin, burden, years(oep));
  }

  void take_losses(const Run& run, std::size_t begin, std::size_t count) {
    if (!is_full()) return;
    const std::vector<Weighted>& everything = evaluator_.everything_[run.source];
    if (run.years_before == 0 && !everything.empty()) {
      take_burden(run, combine(everything, begin, count, workspace_.burden), begin, evaluator_.ground_up_aep_,
                  evaluator_.ground_up_oep_);
    }
    // The only party without a name is the ground-up loss itself.
    for (std::size_t n = evaluator_.has_parties_ ? 0 : 1; n < evaluator_.burdens_.size(); ++n) {
      const Burden& burden = evaluator_.burdens_[n];
      take_burden(run, borne(burden, run, begin, count, workspace_.burden), begin, burden.aep, burden.oep);
    }
    if (run.years_before > 0) return;
    for (const Extra& extra : evaluator_.extras_) {
      const std::vector<Weighted>& list = extra.list[run.source];
      if (list.empty()) continue;
      add_by_year(events_.year.data() + begin, combine(list, begin, count, workspace_.burden),
                  years(extra.column));
    }
  }

  const Burden& insured_of(const Policy& policy) const { return evaluator_.burdens_[policy.insured]; }

  bool is_touched(const Burden& burden, const Run& run) const {
    return !burden.burden[run.source].empty() &&
           (burden.account != Account::occurred || run.years_before == 0);
  }

  void take_chunk(const Design& design, const Run& run, std::size_t begin, std::size_t count) {
    if (std::none_of(design.burdens.begin(), design.burdens.end(),
                     [&](std::size_t burden) { return is_touched(evaluator_.burdens_[burden], run); }))
      return;
    const std::uint16_t* const year = events_.year.data() + begin;
    const Policy& first = design.policies.front();
    if (design.single && (first.by_largest || !is_full()) && !first.any_aggregate && !first.any_defence) {
      take_sums(first, run, begin, count);
      return;
    }
    const std::span<double> insurer(workspace_.insurer.data(), count);
    if (!design.single) std::fill(insurer.begin(), insurer.end(), 0.0);
    for (const Policy& policy : design.policies) {
      if (!is_touched(insured_of(policy), run)) continue;
      const std::span<const double> paid = pay_chunk(policy, run, begin, count);
      if (is_full() && !policy.by_largest) {
        raise_by_year(year, paid, years(policy.paid_oep));
        retain({&policy.insured, 1}, run, begin, paid, years(policy.retained_oep));
      }
      if (!design.single) {
        for (std::size_t i = 0; i < count; ++i) insurer[i] += paid[i];
      }
    }
    if (design.single || !is_full()) return;
    raise_by_year(year, insurer, years(design.insurer_oep));
    retain(design.burdens, run, begin, insurer, years(design.insured_oep));
  }

  /// Where the year's sum of payments is all that the events of a policy are needed for.
  void take_sums(const Policy& policy, const Run& run, std::size_t begin, std::size_t count) {
    for (std::size_t done = 0; done < count; done += short_chunk) {
      const std::size_t from = begin + done;
      add_by_year(events_.year.data() + from,
                  pay(policy, run, from, std::min(short_chunk, count - done)).limited,
                  years(policy.paid_aep));
    }
  }

  /// Payments under occurrence terms, whose sums are added to the policy's columns.
  std::span<const double> pay_chunk(const Policy& policy, const Run& run, std::size_t begin,
                                    std::size_t count) {
    const std::uint16_t* const year = events_.year.data() + begin;
    const Payments paid = pay(policy, run, begin, count);
    if (!policy.any_aggregate) add_by_year(year, paid.limited, years(policy.paid_aep));
    if (paid.beside.empty()) return paid.limited;
    // By time the defence cost is gathered there.
    if (!policy.by_time) add_by_year(year, paid.beside, workspace_.beside[policy.beside].data());
    const std::span<double> both(workspace_.policy.data(), count);
    for (std::size_t i = 0; i < count; ++i) both[i] += paid.beside[i];
    return both;
  }

  /// What insureds bear together of events; zero where they bear nothing.
  std::span<const double> borne_together(std::span<const std::size_t> burdens, const Run& run,
                                         std::size_t begin, std::size_t count) {
    std::span<const double> amounts;
    for (std::size_t number : burdens) {
      const Burden& burden = evaluator_.burdens_[number];
      if (amounts.empty()) {
        amounts = borne(burden, run, begin, count, workspace_.burden);
        continue;
      }
      const std::span<const double> more = borne(burden, run, begin, count, workspace_.section);
      if (more.empty()) continue;
      const std::span<double> sum(workspace_.burden.data(), count);
      for (std::size_t i = 0; i < count; ++i) sum[i] = amounts[i] + more[i];
      amounts = sum;
    }
    if (!amounts.empty()) return amounts;
    std::fill_n(workspace_.burden.begin(), count, 0.0);
    return {workspace_.burden.data(), count};
  }

  /// Largest of burden - paid.
  void retain(std::span<const std::size_t> burdens, const Run& run, std::size_t begin,
              std::span<const double> paid, double* largest) {
    if (evaluator_.is_year_[run.source]) return;
    const std::span<const double> burden = borne_together(burdens, run, begin, paid.size());
    const std::span<double> retained(workspace_.retained.data(), paid.size());
    for (std::size_t i = 0; i < paid.size(); ++i) retained[i] = burden[i] - paid[i];
    raise_by_year(events_.year.data() + begin, retained, largest);
  }

  /// By event: what limits and annual aggregates count, and defence cost outside them (empty where none).
  struct Payments {
    std::span<double> limited, beside;
  };

  /// Occurrence terms on columns, in place for `claims.beside`.
  static void apply_terms(const OccurrenceTerms& terms, RetentionKind retention,
                          std::span<const double> losses, const Payments& claims) {
    if (claims.beside.empty() || retention == RetentionKind::deductible) {
      apply_column(terms, losses, claims.limited);
      for (double& defence : claims.beside) defence *= terms.share();
      return;
    }
    for (std::size_t i = 0; i < losses.size(); ++i) {
      const Lanes paid = apply(terms, retention, {losses[i], claims.beside[i]});
      claims.limited[i] = paid.loss;
      claims.beside[i] = paid.defence;
    }
  }

  /// A section's payments; nothing is written where it covers nothing of the source.
  /// @return the part of `space` that was written
  Payments pay_section(const Policy& policy, const Section& section, const Run& run, std::size_t begin,
                       std::size_t count, const Payments& space) {
    const std::vector<Weighted>& covered = section.covered[run.source];
    const std::vector<Weighted>& defence = section.defence[run.source];
    if (covered.empty() && defence.empty()) return {};
    Payments paid{space.limited, {}};
    if (!defence.empty()) {
      const auto cost = seen(policy, section, defence, run, begin, count, workspace_.defence);
      std::copy(cost.begin(), cost.end(), space.beside.begin());
      paid.beside = space.beside;
    }
    apply_terms(section.occurrence, section.retention,
                seen(policy, section, covered, run, begin, count, workspace_.burden), paid);
    return paid;
  }

  static void add(std::span<const double> addends, std::span<double> sums) {
    for (std::size_t i = 0; i < addends.size(); ++i) sums[i] += addends[i];
  }

  /// The policy's payments by event under occurrence terms, before annual aggregate terms.
  Payments pay(const Policy& policy, const Run& run, std::size_t begin, std::size_t count) {
    const std::uint16_t* const year = events_.year.data() + begin;
    Payments sums{{workspace_.policy.data(), count}, {}};
    const bool any_defence = policy.any_defence && std::any_of(policy.sections.begin(), policy.sections.end(),
                                                               [&](const Section& section) {
                                                                 return !section.defence[run.source].empty();
                                                               });
    if (any_defence) {
      sums.beside = {workspace_.policy_defence.data(), count};
      std::fill(sums.beside.begin(), sums.beside.end(), 0.0);
    }
    const bool one = policy.sections.size() == 1;
    if (!one) std::fill(sums.limited.begin(), sums.limited.end(), 0.0);
    for (const Section& section : policy.sections) {
      Payments space = sums;
      if (!one) {
        space.limited = {workspace_.section.data(), count};
        if (any_defence) space.beside = {workspace_.section_defence.data(), count};
      }
      const Payments part = pay_section(policy, section, run, begin, count, space);
      if (one && part.limited.empty()) std::fill(sums.limited.begin(), sums.limited.end(), 0.0);
      if (part.limited.empty()) continue;
      if (section.reported || (policy.any_aggregate && !policy.by_time))
        add_by_year(year, part.limited, years(section.column));
      if (!part.beside.empty() && section.reported && !policy.by_time)
        add_by_year(year, part.beside, workspace_.beside[section.beside].data());
      if (!one) {
        add(part.limited, sums.limited);
        if (!part.beside.empty()) add(part.beside, sums.beside);
      }
    }
    if (!policy.occurrence.pays_everything())
      apply_terms(policy.occurrence, policy.retention, sums.limited, sums);
    return sums;
  }

  void finish(const Design& design) {
    for (const Policy& policy : design.policies) {
      double* const paid = years(policy.paid_aep);
      if (policy.by_cause) {
        // Done in the calendar.
      } else if (policy.by_time) {
        pay_by_time(policy, paid);
      } else if (policy.any_aggregate) {
        for (const Section& section : policy.sections) {
          const std::span<double> sums(years(section.column), block_years);
          apply_column(section.aggregate, sums, sums);
          add(sums, {paid, block_years});
        }
      }
      const std::span<double> sums(paid, block_years);
      if (!policy.aggregate.pays_everything()) apply_column(policy.aggregate, sums, sums);
      if (policy.any_defence) {
        const auto pay_beside = [&](const std::optional<std::size_t>& counted, std::size_t beside,
                                    std::span<double> payments) {
          if (counted) std::copy(payments.begin(), payments.end(), years(*counted));
          add(workspace_.beside[beside], payments);
        };
        pay_beside(policy.counted, policy.beside, sums);
        for (const Section& section : policy.sections) {
          if (section.reported && section.any_defence)
            pay_beside(section.counted, section.beside, {years(section.column), block_years});
        }
      }
      if (is_full()) check_retention(years(policy.burden_aep), paid);
    }
  }

  /// burden - paid is not negative but for a residue of rounding.
  void check_retention(const double* burden, const double* paid) const {
    for (std::size_t y = 0; y < block_years; ++y) {
      if (burden[y] - paid[y] < -conservation_tolerance * burden[y])
        fail("a policy pays more than its insured's loss", y);
    }
  }

  /// The calendar in which a policy sees its claims.
  const Workspace::Order& order_of(const Policy& policy) {
    const bool by_report = policy.trigger == Trigger::claims_made;
    Workspace::Order& order = by_report ? workspace_.by_report : workspace_.by_occurrence;
    if (order.block != block_ || order.events != events_.size()) {
      events_.order_by(by_report ? events_.reported : events_.time, order.order);
      order.series.clear();
      order.block = block_;
      order.events = events_.size();
    }
    return order;
  }

  /// Numbers the causes of each year.
  const std::vector<std::uint32_t>& series_of(const Policy& policy) {
    order_of(policy);
    Workspace::Order& order =
        policy.trigger == Trigger::claims_made ? workspace_.by_report : workspace_.by_occurrence;
    if (order.series.size() == events_.size()) return order.series;
    order.series.resize(events_.size());
    std::vector<std::uint32_t> by_cause = order.order;
    for (std::size_t begin = 0, end = 0; begin < by_cause.size(); begin = end) {
      const std::uint16_t year = events_.year[by_cause[begin]];
      for (end = begin; end < by_cause.size() && events_.year[by_cause[end]] == year;) ++end;
      std::sort(by_cause.begin() + static_cast<std::ptrdiff_t>(begin),
                by_cause.begin() + static_cast<std::ptrdiff_t>(end),
                [&](std::uint32_t a, std::uint32_t b) { return events_.cause[a] < events_.cause[b]; });
      std::uint32_t number = 0;
      for (std::size_t i = begin; i < end; ++i) {
        if (i > begin && events_.cause[by_cause[i]] != events_.cause[by_cause[i - 1]]) ++number;
        order.series[by_cause[i]] = number;
      }
    }
    return order.series;
  }

  /// write(run, begin, count) for each chunk of the block.
  template <class Write>
  void for_each_chunk(const Write& write) const {
    for (const Run& run : events_.runs) {
      for (std::size_t begin = run.begin; begin < run.end; begin += chunk)
        write(run, begin, std::min(chunk, run.end - begin));
    }
  }

  /// Section aggregates run out during the year, before the policy's occurrence terms see what is left of an
  /// event.
  void pay_by_time(const Policy& policy, double* paid) {
    const std::vector<std::uint32_t>& order = order_of(policy).order;
    auto& payments = workspace_.section_payments;
    auto& defences = workspace_.section_defences;
    payments.resize(std::max(payments.size(), policy.sections.size()));
    defences.resize(payments.size());
    for (std::size_t n = 0; n < policy.sections.size(); ++n) {
      const Section& section = policy.sections[n];
      payments[n].assign(events_.size(), 0.0);
      if (section.any_defence) defences[n].assign(events_.size(), 0.0);
      for_each_chunk([&](const Run& run, std::size_t begin, std::size_t count) {
        Payments space{{payments[n].data() + begin, count}, {}};
        if (section.any_defence) space.beside = {defences[n].data() + begin, count};
        pay_section(policy, section, run, begin, count, space);
      });
      std::fill_n(years(section.column), block_years, 0.0);
    }
    std::vector<RunningAggregate> running;
    for (const Section& section : policy.sections) running.emplace_back(section.aggregate);
    double* const beside = policy.any_defence ? workspace_.beside[policy.beside].data() : nullptr;
    std::size_t current = block_years;
    for (std::uint32_t event : order) {
      const std::size_t year = events_.year[event];
      if (year != current) {
        for (RunningAggregate& aggregate : running) aggregate.start_year();
        current = year;
      }
      Lanes sum;
      for (std::size_t n = 0; n < running.size(); ++n) {
        const Section& section = policy.sections[n];
        const double part = running[n].add(payments[n][event]);
        years(section.column)[year] += part;
        sum.loss += part;
        if (!section.any_defence) continue;
        sum.defence += defences[n][event];
        if (section.reported) workspace_.beside[section.beside][year] += defences[n][event];
      }
      const Lanes payment = apply(policy.occurrence, policy.retention, sum);
      paid[year] += payment.loss;
      if (beside != nullptr) beside[year] += payment.defence;
    }
  }

  /// A design with a batch clause: a claim is paid what it adds to its series, in the calendar; the largest
  /// occurrence of a year is a series.
  void take_causes(const Design& design) {
    std::vector<double>& insurer = workspace_.by_event;
    insurer.assign(events_.size(), 0.0);
    std::vector<double>& paid = workspace_.by_event_paid;
    for (const Policy& policy : design.policies) {
      paid.assign(events_.size(), 0.0);
      if (policy.by_cause) {
        pay_by_cause(policy, paid);
      } else {
        for_each_chunk([&](const Run& run, std::size_t begin, std::size_t count) {
          if (!is_touched(insured_of(policy), run)) return;
          const std::span<const double> payments = pay_chunk(policy, run, begin, count);
          std::copy(payments.begin(), payments.end(), paid.begin() + static_cast<std::ptrdiff_t>(begin));
          if (!is_full() || policy.by_largest) return;
          raise_by_year(events_.year.data() + begin, payments, years(policy.paid_oep));
          retain({&policy.insured, 1}, run, begin, payments, years(policy.retained_oep));
        });
      }
      if (is_full() && policy.by_cause)
        raise_by_series(policy, paid, {&policy.insured, 1}, policy.paid_oep, policy.retained_oep);
      add(paid, insurer);
    }
    if (design.single || !is_full()) return;
    const auto first = std::find_if(design.policies.begin(), design.policies.end(),
                                    [](const Policy& policy) { return policy.by_cause; });
    raise_by_series(*first, insurer, design.burdens, design.insurer_oep, design.insured_oep);
  }

  /// Largest payment and largest retention of a series of events.
  void raise_by_series(const Policy& policy, const std::vector<double>& paid,
                       std::span<const std::size_t> burdens, std::size_t paid_oep, std::size_t retained_oep) {
    const std::vector<std::uint32_t>& series = series_of(policy);
    std::vector<double>& burden = workspace_.by_event_burden;
    burden.assign(events_.size(), 0.0);
    for_each_chunk([&](const Run& run, std::size_t begin, std::size_t count) {
      if (evaluator_.is_year_[run.source]) return;
      const std::span<const double> amounts = borne_together(burdens, run, begin, count);
      std::copy(amounts.begin(), amounts.end(), burden.begin() + static_cast<std::ptrdiff_t>(begin));
    });
    std::vector<Lanes> sums;  // of a year by series: payments and burdens
    std::size_t current = block_years;
    const auto close = [&] {
      for (const Lanes& sum : sums) {
        double& largest = years(paid_oep)[current];
        double& kept = years(retained_oep)[current];
        largest = std::max(largest, sum.loss);
        kept = std::max(kept, sum.defence - sum.loss);
      }
      sums.clear();
    };
    for (std::uint32_t event : order_of(policy).order) {
      if (events_.year[event] != current) {
        close();
        current = events_.year[event];
      }
      if (series[event] >= sums.size()) sums.resize(series[event] + 1u);
      sums[series[event]].loss += paid[event];
      sums[series[event]].defence += burden[event];
    }
    close();
  }

  /// @param by_event payments before annual aggregates
  void pay_by_cause(const Policy& policy, std::vector<double>& by_event) {
    const std::vector<std::uint32_t>& series = series_of(policy);
    const std::size_t sections = policy.sections.size();
    auto& losses = workspace_.section_payments;
    auto& defences = workspace_.section_defences;
    losses.resize(std::max(losses.size(), sections));
    defences.resize(losses.size());
    for (std::size_t n = 0; n < sections; ++n) {
      const Section& section = policy.sections[n];
      losses[n].assign(events_.size(), 0.0);
      defences[n].assign(section.any_defence ? events_.size() : 0, 0.0);
      for_each_chunk([&](const Run& run, std::size_t begin, std::size_t count) {
        if (!is_touched(insured_of(policy), run)) return;
        const auto see = [&](const std::vector<Weighted>& heads, std::vector<double>& to) {
          if (heads.empty()) return;
          const auto amounts = seen(policy, section, heads, run, begin, count, workspace_.burden);
          std::copy(amounts.begin(), amounts.end(), to.begin() + static_cast<std::ptrdiff_t>(begin));
        };
        see(section.covered[run.source], losses[n]);
        see(section.defence[run.source], defences[n]);
      });
    }
    std::vector<RunningAggregate> running;
    for (const Section& section : policy.sections) running.emplace_back(section.aggregate);
    // By series: what has come to each section, to the policy, and to the policy without annual aggregates.
    const std::size_t stride = sections + 2;
    std::vector<Lanes> sums;
    double* const paid = years(policy.paid_aep);
    double* const beside = policy.any_defence ? workspace_.beside[policy.beside].data() : nullptr;
    std::size_t current = block_years;
    for (std::uint32_t event : order_of(policy).order) {
      const std::size_t year = events_.year[event];
      if (year != current) {
        for (RunningAggregate& aggregate : running) aggregate.start_year();
        sums.clear();
        current = year;
      }
      if (sums.size() < (series[event] + 1u) * stride) sums.resize((series[event] + 1u) * stride);
      Lanes* const of_series = sums.data() + series[event] * stride;
      Lanes passed, unlimited;
      for (std::size_t n = 0; n < sections; ++n) {
        const Section& section = policy.sections[n];
        const Lanes claim{losses[n][event], section.any_defence ? defences[n][event] : 0};
        const Lanes payment = rise(section.occurrence, section.retention, of_series[n], claim);
        const double part = running[n].add(payment.loss);
        if (section.reported) years(section.column)[year] += part;
        if (section.reported && section.any_defence)
          workspace_.beside[section.beside][year] += payment.defence;
        passed.loss += part;
        passed.defence += payment.defence;
        unlimited.loss += payment.loss;
        unlimited.defence += payment.defence;
      }
      const Lanes payment = rise(policy.occurrence, policy.retention, of_series[sections], passed);
      const Lanes before = rise(policy.occurrence, policy.retention, of_series[sections + 1], unlimited);
      paid[year] += payment.loss;
      if (beside != nullptr) beside[year] += payment.defence;
      by_event[event] = before.loss + before.defence;
    }
  }

  /// What `claim` adds to the payment for an occurrence of `sum`.
  static Lanes rise(const OccurrenceTerms& terms, RetentionKind retention, Lanes& sum, const Lanes& claim) {
    const Lanes before = apply(terms, retention, sum);
    sum.loss += claim.loss;
    sum.defence += claim.defence;
    const Lanes after = apply(terms, retention, sum);
    return {after.loss - before.loss, after.defence - before.defence};
  }

  /// What the parties bear together is the loss, year by year.
  void check_conservation() {
    if (!evaluator_.has_parties_ || !is_full()) return;
    const double* const loss = years(evaluator_.ground_up_aep_);
    std::array<double, block_years> borne{};
    for (std::size_t n = 0; n < evaluator_.parties_; ++n) {
      const double* const part = years(evaluator_.burdens_[n].aep);
      for (std::size_t y = 0; y < block_years; ++y) borne[y] += part[y];
    }
    const double* const friction =
        evaluator_.has_friction_ ? years(evaluator_.extras_.front().column) : nullptr;
    for (std::size_t y = 0; y < block_years; ++y) {
      const double whole = loss[y] + (friction != nullptr ? friction[y] : 0);
      if (std::fabs(borne[y] - whole) > conservation_tolerance * std::max(1.0, whole)) {
        fail("the parties' burdens do not add up to the loss", y);
      }
    }
  }

  /// Names what makes it again: the first years up to this one are the same in any longer run.
  [[noreturn]] void fail(const std::string& what, std::size_t year) const {
    const std::string period = std::to_string(block_ * block_years + static_cast<std::int64_t>(year) + 1);
    throw Error("money is not conserved: " + what + " (seed " + std::to_string(evaluator_.seed_) + ", year " +
                period + ", " + largest_event(year) + "); --seed " + std::to_string(evaluator_.seed_) +
                " --years " + period + " makes it again");
  }

  std::string largest_event(std::size_t year) const {
    double largest = -1;
    std::string name = "no event";
    for (const EventTable::Run& run : events_.runs) {
      if (run.years_before > 0) continue;
      for (std::size_t event = run.begin; event < run.end; ++event) {
        if (events_.year[event] != year) continue;
        double amount = 0;
        for (std::size_t head = 0; head < evaluator_.source_heads_; ++head)
          amount += events_.amount[head][event];
        if (amount <= largest) continue;
        largest = amount;
        name = "largest event: number " + std::to_string(event - run.begin + 1) + " of block " +
               std::to_string(block_) + ", " + evaluator_.names_[run.source] + ", amount " +
               std::to_string(amount);
      }
    }
    return name;
  }

  const BlockEvaluator& evaluator_;
  const EventTable& events_;
  std::int64_t block_;
  Workspace& workspace_;
  YearLossTable& table_;
};

void BlockEvaluator::evaluate(const EventTable& events, std::int64_t block, Workspace& workspace,
                              YearLossTable& table) const {
  Pass(*this, events, block, workspace, table).run();
}

}  // namespace tenbin
