#include "tenbin/contract/policy_walk.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace tenbin {
namespace {

double at(std::span<const double> list, std::size_t n) { return list.empty() ? 0 : list[n]; }

}  // namespace

double Fate::retained() const {
  double sum = 0;
  for (double part : gap) sum += part;
  return sum;
}

Fate PolicyWalk::EventFate::total() const {
  Fate result;
  result.burden = uncovered;
  result[GapReason::not_covered] = uncovered;
  for (const SectionFate& section : sections) {
    for (const Fate* lane : {&section.loss, &section.defence}) {
      result.burden += lane->burden;
      result.paid += lane->paid;
      for (std::size_t i = 0; i < gap_reasons; ++i) result.gap[i] += lane->gap[i];
    }
    result.burden += section.excluded;
    result[GapReason::excluded] += section.excluded;
  }
  return result;
}

PolicyWalk::PolicyWalk(PolicyTerms terms) : terms_(std::move(terms)) {
  terms_.check();
  policy_.retention = terms_.retention;
  policy_.occurrence = terms_.occurrence;
  const std::size_t sections = terms_.sections.size();
  fate_.sections.resize(sections);
  inside_.resize(sections);
  passed_.resize(sections);
  start_year();
}

void PolicyWalk::start_year() {
  series_.clear();
  section_years_.assign(terms_.sections.size(), {});
  policy_year_ = {};
}

/// What an occurrence of `sum` is worth after each term: none, waiting time, deductible or retention,
/// indemnity period, limit, share.
PolicyWalk::Stages PolicyWalk::stages_of(const SectionTerms& terms, const Lanes& sum) {
  const OccurrenceTerms& occurrence = terms.occurrence;
  const double kept = occurrence.deductible().amount();
  Stages worth{};
  worth[0] = sum;
  worth[1] = {std::max(sum.loss - terms.waiting_amount, 0.0), sum.defence};
  if (terms.retention == RetentionKind::self_insured) {
    const double rest = std::max(kept - sum.defence, 0.0);
    worth[2] = {std::max(sum.loss - rest, 0.0), std::max(sum.defence - kept, 0.0)};
  } else {
    worth[2] = {occurrence.deductible().apply(sum.loss), sum.defence};
  }
  const double indemnity = terms.indemnity_amount + terms.waiting_amount - kept;
  worth[3] = {std::min(worth[2].loss, indemnity), worth[2].defence};
  worth[4] = {std::min(worth[3].loss, occurrence.limit()), worth[3].defence};
  worth[5] = {occurrence.share() * worth[4].loss, occurrence.share() * worth[4].defence};
  return worth;
}

/// What `claim` adds to an occurrence at each stage.
PolicyWalk::Stages PolicyWalk::rise(const SectionTerms& terms, Lanes& sum, const Lanes& claim) {
  const Stages before = stages_of(terms, sum);
  sum.loss += claim.loss;
  sum.defence += claim.defence;
  Stages after = stages_of(terms, sum);
  for (std::size_t i = 0; i < stages; ++i) {
    after[i].loss -= before[i].loss;
    after[i].defence -= before[i].defence;
  }
  return after;
}

PolicyWalk::Step PolicyWalk::step(const AggregateTerms& terms, Year& year, double payment) {
  year.sum += payment;
  const double above = std::max(year.sum - terms.deductible(), 0.0);
  const double paid = std::min(above, terms.limit());
  Step result{payment - (above - year.above), (above - year.above) - (paid - year.paid), paid - year.paid};
  // What is left over by differences of sums is rounding: it is no reason where there is no such term.
  if (terms.pays_everything()) {
    result = {0, 0, payment};
  } else if (terms.deductible() == 0) {
    result = {0, payment - result.paid, result.paid};
  } else if (terms.limit() == std::numeric_limits<double>::infinity()) {
    result = {payment - result.paid, 0, result.paid};
  }
  year.above = above;
  year.paid = paid;
  return result;
}

const PolicyWalk::EventFate& PolicyWalk::take(const WalkEvent& event) {
  const std::size_t sections = terms_.sections.size();
  fate_.uncovered = event.uncovered;
  Series* series = &single_;
  if (terms_.basis == OccurrenceBasis::cause) {
    series = &series_[event.cause];
    series->sections.resize(sections);
  } else {
    single_.sections.assign(sections, {});
    single_.policy = {};
  }
  const bool in_time = triggers(terms_.trigger, terms_.retroactive_years, event.occurred, event.reported);
  Lanes sum;
  for (std::size_t n = 0; n < sections; ++n) {
    const SectionTerms& terms = terms_.sections[n];
    SectionFate& fate = fate_.sections[n];
    fate = {};
    fate.excluded = at(event.excluded, n);
    passed_[n] = {};
    const double loss = fate.loss.burden = at(event.loss, n);
    double defence = fate.defence.burden = at(event.defence, n);
    if (terms.defence_cost == DefenceCost::not_covered) {
      fate.defence[GapReason::not_covered] = defence;
      defence = 0;
    }
    const bool excluded = excludes(terms.ai_exclusion, event.ai);
    if (excluded || !in_time) {
      const GapReason reason = excluded ? GapReason::excluded : GapReason::outside_trigger;
      fate.loss[reason] = loss;
      fate.defence[reason] = defence;
      continue;
    }
    if (loss + defence == 0) continue;
    const bool inside = terms.defence_cost == DefenceCost::inside;
    // Where a claim is nothing but defence cost, what its retention frees of earlier damages is its own.
    inside_[n] = inside ? defence / (loss + defence) : loss > 0 ? 0.0 : 1.0;
    const Lanes claim = inside ? Lanes{loss + defence, 0} : Lanes{loss, defence};
    const auto keep = [&](GapReason reason, double of_loss, double of_defence) {
      fate.loss[reason] += of_loss * (1 - inside_[n]);
      fate.defence[reason] += of_loss * inside_[n] + of_defence;
    };
    const Stages worth = rise(terms, series->sections[n], claim);
    const bool retention = terms.retention == RetentionKind::self_insured;
    const std::array<GapReason, stages - 1> reasons = {
        GapReason::waiting_time, retention ? GapReason::self_insured_retention : GapReason::deductible,
        GapReason::indemnity_period, GapReason::limit, GapReason::share};
    for (std::size_t i = 0; i + 1 < stages; ++i) {
      keep(reasons[i], worth[i].loss - worth[i + 1].loss, worth[i].defence - worth[i + 1].defence);
    }
    const Step year = step(terms.aggregate, section_years_[n], worth.back().loss);
    keep(GapReason::aggregate_deductible, year.deductible, 0);
    keep(GapReason::aggregate_limit, year.limit, 0);
    fate.payment = passed_[n] = {year.paid, worth.back().defence};
    sum.loss += year.paid;
    sum.defence += worth.back().defence;
  }
  const Stages worth = rise(policy_, series->policy, sum);
  const Step year = step(terms_.aggregate, policy_year_, worth.back().loss);
  for (std::size_t n = 0; n < sections; ++n) {
    const double of_defence = sum.defence != 0 ? passed_[n].defence / sum.defence : 0;
    // As in a section: without damages, what defence cost frees of earlier damages is its own.
    const double of_loss = sum.loss != 0 ? passed_[n].loss / sum.loss : of_defence;
    const double inside = sum.loss != 0 ? inside_[n] : 1;
    if (of_loss == 0 && of_defence == 0) continue;
    SectionFate& fate = fate_.sections[n];
    const auto split = [&](double loss, double defence, double& to_loss, double& to_defence) {
      to_loss += loss * of_loss * (1 - inside);
      to_defence += loss * of_loss * inside + defence * of_defence;
    };
    const auto keep = [&](GapReason reason, double loss, double defence) {
      split(loss, defence, fate.loss[reason], fate.defence[reason]);
    };
    const bool retention = terms_.retention == RetentionKind::self_insured;
    keep(retention ? GapReason::policy_self_insured_retention : GapReason::policy_deductible,
         worth[0].loss - worth[2].loss, worth[0].defence - worth[2].defence);
    keep(GapReason::policy_limit, worth[2].loss - worth[4].loss, worth[2].defence - worth[4].defence);
    keep(GapReason::policy_share, worth[4].loss - worth[5].loss, worth[4].defence - worth[5].defence);
    keep(GapReason::policy_aggregate_deductible, year.deductible, 0);
    keep(GapReason::policy_aggregate_limit, year.limit, 0);
    split(year.paid, worth.back().defence, fate.loss.paid, fate.defence.paid);
  }
  return fate_;
}

}  // namespace tenbin
