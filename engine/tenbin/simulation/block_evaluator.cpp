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

BlockEvaluator::BlockEvaluator(const Plan& plan, YearLossTable& table)
    : seed_(plan.seed), sources_(plan.sources.size()), heads_(plan.heads.size()), detail_(plan.detail) {
  const bool full = detail_ == Detail::full;
  const auto add = [&](const std::string& subject, Basis basis, YearLossTable::Formula formula = {}) {
    const std::size_t column = formula ? table.add_column(std::move(formula)) : table.add_column();
    table.add_subject(subject, basis, column);
    return column;
  };
  std::vector<CoveredHead> all;
  for (std::size_t s = 0; s < sources_; ++s) {
    std::set<int> heads;
    for (const HeadPlan& head : plan.sources[s].heads) heads.insert(head.head);
    for (int head : heads) all.push_back({static_cast<int>(s), head, 1});
  }
  everything_ = by_source(all);
  // Losses: only where they are wanted.
  const auto add_loss = [&](const std::string& subject, Basis basis) {
    return full ? add(subject, basis) : 0;
  };
  ground_up_aep_ = add_loss("ground_up", Basis::aep);
  ground_up_oep_ = add_loss("ground_up", Basis::oep);
  for (const PartyPlan& party : plan.parties) {
    parties_.push_back({party.id, by_source(party.burden), add_loss("party/" + party.id, Basis::aep),
                        add_loss("party/" + party.id, Basis::oep)});
  }
  const Party whole{"", everything_, ground_up_aep_, ground_up_oep_};
  const auto party_of = [&](const std::string& insured) -> const Party& {
    if (parties_.empty()) return whole;
    const auto party =
        std::find_if(parties_.begin(), parties_.end(), [&](const Party& p) { return p.id == insured; });
    if (party != parties_.end()) return *party;
    throw ParameterError("BlockEvaluator: the insured \"" + insured +
                         "\" is not a party (name one of the parties)");
  };
  for (const DesignPlan& design_plan : plan.designs) {
    const std::string prefix = "design/" + design_plan.id;
    Design design{};
    design.single = design_plan.policies.size() == 1;
    design.burden.resize(sources_);
    std::set<std::string> insureds;
    std::vector<std::size_t> burden_aep;  // columns of each insured's loss
    for (const PolicyPlan& policy_plan : design_plan.policies) {
      const std::string name = prefix + "/policy/" + policy_plan.id;
      Policy policy{};
      policy.occurrence = policy_plan.occurrence;
      policy.aggregate = policy_plan.aggregate;
      const Party& insured = party_of(policy_plan.insured);
      policy.burden = insured.burden;
      policy.burden_aep = insured.aep;
      policy.burden_oep = insured.oep;
      if (insureds.insert(insured.id).second) {
        burden_aep.push_back(insured.aep);
        for (std::size_t s = 0; s < sources_; ++s) {
          auto& heads = design.burden[s];
          heads.insert(heads.end(), policy.burden[s].begin(), policy.burden[s].end());
        }
      }
      const bool several = policy_plan.sections.size() > 1;
      for (const SectionPlan& section_plan : policy_plan.sections) {
        policy.sections.push_back(
            {by_source(section_plan.covered), section_plan.occurrence, section_plan.aggregate, 0, several});
      }
      policy.by_largest = rises_with_loss(policy);
      policy.paid_aep = add(name, Basis::aep);
      if (full) add_losses(name, policy, table);
      for (std::size_t n = 0; n < policy.sections.size(); ++n) {
        Section& section = policy.sections[n];
        if (several) {
          section.column = add(name + "/section/" + policy_plan.sections[n].id, Basis::aep);
        } else if (!section.aggregate.pays_everything()) {
          section.column = table.add_column();
        }
        policy.any_aggregate = policy.any_aggregate || !section.aggregate.pays_everything();
      }
      policy.by_time = policy.any_aggregate && !policy.occurrence.pays_everything();
      check_overlap(policy, plan, policy_plan);
      design.policies.push_back(std::move(policy));
    }
    if (design.single) {
      const Policy& only = design.policies.front();
      table.add_subject(prefix + "/insurer", Basis::aep, only.paid_aep);
      if (full) {
        table.add_subject(prefix + "/insurer", Basis::oep, only.paid_oep);
        table.add_subject(prefix + "/insured", Basis::aep, only.retained_aep);
        table.add_subject(prefix + "/insured", Basis::oep, only.retained_oep);
      }
    } else {
      std::vector<std::size_t> paid;
      for (const Policy& policy : design.policies) paid.push_back(policy.paid_aep);
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
      for (const Section& section : policy.sections) covered += weight_in(section.covered[s], head);
      if (covered > weight_in(policy.burden[s], head) * (1 + conservation_tolerance)) {
        throw ParameterError("BlockEvaluator: policy " + policy_plan.id + " covers " + plan.heads[head] +
                             " of " + plan.sources[s].peril +
                             " more than once (its sections overlap); let each section name its perils");
      }
    }
  }
}

bool BlockEvaluator::rises_with_loss(const Policy& policy) {
  const auto rises = [](const OccurrenceTerms& terms) {
    return terms.deductible().kind() != Deductible::Kind::franchise;
  };
  return policy.sections.size() == 1 && policy.sections.front().covered == policy.burden &&
         rises(policy.sections.front().occurrence) && rises(policy.occurrence);
}

EventColumns BlockEvaluator::columns() const {
  for (const Design& design : designs_) {
    for (const Policy& policy : design.policies) {
      if (policy.by_time) return {.time = true, .identity = false};
    }
  }
  return {};
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
  }

  void run() {
    for (const EventTable::Run& run : events_.runs) {
      for (std::size_t begin = run.begin; begin < run.end; begin += chunk) {
        take_chunk(run.source, begin, std::min(chunk, run.end - begin));
      }
    }
    for (const Design& design : evaluator_.designs_) finish(design);
    check_conservation();
  }

 private:
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

  void take_burden(const std::vector<Weighted>& heads, std::size_t begin, std::size_t count, std::size_t aep,
                   std::size_t oep) {
    if (heads.empty()) return;
    const std::span<const double> burden = combine(heads, begin, count, workspace_.burden);
    add_by_year(events_.year.data() + begin, burden, years(aep));
    raise_by_year(events_.year.data() + begin, burden, years(oep));
  }

  void take_chunk(std::size_t source, std::size_t begin, std::size_t count) {
    if (is_full()) {
      take_burden(evaluator_.everything_[source], begin, count, evaluator_.ground_up_aep_,
                  evaluator_.ground_up_oep_);
      for (const Party& party : evaluator_.parties_)
        take_burden(party.burden[source], begin, count, party.aep, party.oep);
    }
    for (const Design& design : evaluator_.designs_) take_chunk(design, source, begin, count);
  }

  void take_chunk(const Design& design, std::size_t source, std::size_t begin, std::size_t count) {
    if (design.burden[source].empty()) return;
    const std::uint16_t* const year = events_.year.data() + begin;
    const Policy& first = design.policies.front();
    if (design.single && (first.by_largest || !is_full()) && !first.any_aggregate) {
      take_sums(first, source, begin, count);
      return;
    }
    const std::span<double> insurer(workspace_.insurer.data(), count);
    if (!design.single) std::fill(insurer.begin(), insurer.end(), 0.0);
    for (const Policy& policy : design.policies) {
      if (policy.burden[source].empty()) continue;
      const std::span<const double> paid = pay(policy, source, begin, count);
      if (!policy.any_aggregate) add_by_year(year, paid, years(policy.paid_aep));
      if (is_full() && !policy.by_largest) {
        raise_by_year(year, paid, years(policy.paid_oep));
        retain(policy.burden[source], begin, paid, years(policy.retained_oep));
      }
      if (!design.single) {
        for (std::size_t i = 0; i < count; ++i) insurer[i] += paid[i];
      }
    }
    if (design.single || !is_full()) return;
    raise_by_year(year, insurer, years(design.insurer_oep));
    retain(design.burden[source], begin, insurer, years(design.insured_oep));
  }

  /// Where the year's sum of payments is all that the events of a policy are needed for.
  void take_sums(const Policy& policy, std::size_t source, std::size_t begin, std::size_t count) {
    for (std::size_t done = 0; done < count; done += short_chunk) {
      const std::size_t from = begin + done;
      add_by_year(events_.year.data() + from, pay(policy, source, from, std::min(short_chunk, count - done)),
                  years(policy.paid_aep));
    }
  }

  /// Largest of burden - paid.
  void retain(const std::vector<Weighted>& heads, std::size_t begin, std::span<const double> paid,
              double* largest) {
    const std::span<const double> burden = combine(heads, begin, paid.size(), workspace_.burden);
    const std::span<double> retained(workspace_.retained.data(), paid.size());
    for (std::size_t i = 0; i < paid.size(); ++i) retained[i] = burden[i] - paid[i];
    raise_by_year(events_.year.data() + begin, retained, largest);
  }

  /// The policy's payments by event under occurrence terms, before annual aggregate terms.
  std::span<const double> pay(const Policy& policy, std::size_t source, std::size_t begin,
                              std::size_t count) {
    const std::uint16_t* const year = events_.year.data() + begin;
    const std::span<double> paid(workspace_.policy.data(), count);
    const bool one = policy.sections.size() == 1;
    if (!one) std::fill(paid.begin(), paid.end(), 0.0);
    for (const Section& section : policy.sections) {
      if (section.covered[source].empty()) {
        if (one) std::fill(paid.begin(), paid.end(), 0.0);
        continue;
      }
      const std::span<double> part = one ? paid : std::span<double>(workspace_.section.data(), count);
      apply_column(section.occurrence, combine(section.covered[source], begin, count, workspace_.burden),
                   part);
      if (section.reported || (policy.any_aggregate && !policy.by_time))
        add_by_year(year, part, years(section.column));
      if (!one) {
        for (std::size_t i = 0; i < count; ++i) paid[i] += part[i];
      }
    }
    if (!policy.occurrence.pays_everything()) apply_column(policy.occurrence, paid, paid);
    return paid;
  }

  void finish(const Design& design) {
    for (const Policy& policy : design.policies) {
      double* const paid = years(policy.paid_aep);
      if (policy.by_time) {
        pay_by_time(policy, paid);
      } else if (policy.any_aggregate) {
        for (const Section& section : policy.sections) {
          const std::span<double> sums(years(section.column), block_years);
          apply_column(section.aggregate, sums, sums);
          for (std::size_t y = 0; y < block_years; ++y) paid[y] += sums[y];
        }
      }
      const std::span<double> sums(paid, block_years);
      if (!policy.aggregate.pays_everything()) apply_column(policy.aggregate, sums, sums);
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

  /// Section aggregates run out during the year, before the policy's occurrence terms see what is left of an
  /// event.
  void pay_by_time(const Policy& policy, double* paid) {
    if (workspace_.ordered_block != block_ || workspace_.order.size() != events_.size()) {
      events_.order_by_time(workspace_.order);
      workspace_.ordered_block = block_;
    }
    auto& payments = workspace_.section_payments;
    payments.resize(policy.sections.size());
    for (std::size_t n = 0; n < policy.sections.size(); ++n) {
      const Section& section = policy.sections[n];
      payments[n].assign(events_.size(), 0.0);
      for (const EventTable::Run& run : events_.runs) {
        if (section.covered[run.source].empty()) continue;
        for (std::size_t begin = run.begin; begin < run.end; begin += chunk) {
          const std::size_t count = std::min(chunk, run.end - begin);
          apply_column(section.occurrence,
                       combine(section.covered[run.source], begin, count, workspace_.burden),
                       std::span<double>(payments[n].data() + begin, count));
        }
      }
      std::fill_n(years(section.column), block_years, 0.0);
    }
    std::vector<RunningAggregate> running;
    for (const Section& section : policy.sections) running.emplace_back(section.aggregate);
    std::size_t current = block_years;
    for (std::uint32_t event : workspace_.order) {
      const std::size_t year = events_.year[event];
      if (year != current) {
        for (RunningAggregate& aggregate : running) aggregate.start_year();
        current = year;
      }
      double sum = 0;
      for (std::size_t n = 0; n < running.size(); ++n) {
        const double part = running[n].add(payments[n][event]);
        years(policy.sections[n].column)[year] += part;
        sum += part;
      }
      paid[year] += apply(policy.occurrence, sum);
    }
  }

  /// What the parties bear together is the loss, year by year.
  void check_conservation() {
    if (evaluator_.parties_.empty() || !is_full()) return;
    const double* const loss = years(evaluator_.ground_up_aep_);
    std::array<double, block_years> borne{};
    for (const Party& party : evaluator_.parties_) {
      const double* const part = years(party.aep);
      for (std::size_t y = 0; y < block_years; ++y) borne[y] += part[y];
    }
    for (std::size_t y = 0; y < block_years; ++y) {
      if (std::fabs(borne[y] - loss[y]) > conservation_tolerance * std::max(1.0, loss[y])) {
        fail("the parties' burdens do not add up to the loss", y);
      }
    }
  }

  [[noreturn]] void fail(const std::string& what, std::size_t year) const {
    throw Error("money is not conserved: " + what + " (seed " + std::to_string(evaluator_.seed_) + ", year " +
                std::to_string(block_ * block_years + static_cast<std::int64_t>(year)) +
                "); please report this");
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
