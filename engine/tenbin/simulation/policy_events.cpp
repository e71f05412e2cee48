#include "tenbin/simulation/policy_events.hpp"

#include <algorithm>

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

using Part = PolicyEvents::Part;

void add_part(std::vector<Part>& parts, int head, double weight) {
  if (weight <= 0) return;
  const auto known =
      std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.head == head; });
  if (known != parts.end()) {
    known->weight += weight;
  } else {
    parts.push_back({head, weight});
  }
}

std::vector<Part> parts_of(const std::vector<CoveredHead>& list, std::size_t source) {
  std::vector<Part> parts;
  for (const CoveredHead& entry : list) {
    if (static_cast<std::size_t>(entry.source) == source) add_part(parts, entry.head, entry.weight);
  }
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.head < b.head; });
  return parts;
}

double sum_of(const std::vector<Part>& parts, const EventTable& events, std::uint32_t event) {
  double sum = 0;
  for (const Part& part : parts)
    sum += part.weight * events.amount[static_cast<std::size_t>(part.head)][event];
  return sum;
}

}  // namespace

PolicyEvents::PolicyEvents(const Plan& plan, const DesignPlan& design, const PolicyPlan& policy) {
  const PartyPlan* insured = nullptr;
  for (const PartyPlan& party : plan.parties) {
    if (party.id == policy.insured) insured = &party;
  }
  if (insured == nullptr && !plan.parties.empty()) {
    throw ParameterError("PolicyEvents: the insured \"" + policy.insured +
                         "\" is not a party (name one of the parties)");
  }
  for (std::size_t s = 0; s < plan.sources.size(); ++s) {
    Source source;
    source.ai_cause = plan.sources[s].ai_cause;
    source.ai_probability = plan.sources[s].ai_probability;
    if (insured != nullptr) {
      source.burden = parts_of(insured->burden, s);
    } else {
      // Nobody shares: every head counts once, however often the source lists it.
      for (const HeadPlan& head : plan.sources[s].heads) {
        const auto same = [&](const Part& part) { return part.head == head.head; };
        if (std::none_of(source.burden.begin(), source.burden.end(), same))
          source.burden.push_back({head.head, 1});
      }
      std::sort(source.burden.begin(), source.burden.end(),
                [](const Part& a, const Part& b) { return a.head < b.head; });
    }
    for (const SectionPlan& section : policy.sections) {
      source.sections.push_back({parts_of(section.covered, s), parts_of(section.defence, s),
                                 parts_of(section.excluded, s), parts_of(section.declined, s),
                                 parts_of(section.below, s)});
    }
    constexpr double rounding = 1e-12;  // of weights, which are at most 1
    for (const Part& part : source.burden) {
      double left = part.weight;
      for (const Section& section : source.sections) {
        for (const auto* list :
             {&section.covered, &section.defence, &section.excluded, &section.declined, &section.below}) {
          for (const Part& named : *list) left -= named.head == part.head ? named.weight : 0;
        }
      }
      if (left > rounding) source.uncovered.push_back({part.head, left});
    }
    sources_.push_back(std::move(source));
  }
  const bool any_late = std::any_of(plan.sources.begin(), plan.sources.end(),
                                    [](const SourcePlan& source) { return source.report_lag != nullptr; });
  bool occurring = false, made = false;
  for (const PolicyPlan& other : design.policies) {
    if (insured != nullptr && other.insured != policy.insured) continue;
    (other.trigger == Trigger::claims_made ? made : occurring) = true;
  }
  if (any_late && made) account_ = occurring ? Account::either : Account::reported;
  const std::size_t sections = policy.sections.size();
  loss_.resize(sections);
  defence_.resize(sections);
  excluded_.resize(sections);
}

void PolicyEvents::arrange(const EventTable& events, Trigger trigger, Calendar& calendar) {
  events.order_by(trigger == Trigger::claims_made ? events.reported : events.time, calendar.order);
  calendar.first.fill(0);
  for (const std::uint16_t year : events.year) ++calendar.first[year + 1u];
  for (std::size_t y = 0; y < block_years; ++y) calendar.first[y + 1] += calendar.first[y];
  calendar.run.resize(events.size());
  for (std::uint32_t run = 0; run < events.runs.size(); ++run) {
    std::fill(calendar.run.begin() + static_cast<std::ptrdiff_t>(events.runs[run].begin),
              calendar.run.begin() + static_cast<std::ptrdiff_t>(events.runs[run].end), run);
  }
}

bool PolicyEvents::counts(const EventTable& events, const EventTable::Run& run, std::uint32_t event) const {
  if (sources_[run.source].burden.empty()) return false;
  switch (account_) {
    case Account::occurred:
      return run.years_before == 0;
    case Account::reported:
      return events.reported[event] < 1;
    case Account::either:
      break;
  }
  return true;
}

const WalkEvent& PolicyEvents::read(const EventTable& events, const EventTable::Run& run,
                                    std::uint32_t event) {
  const Source& source = sources_[run.source];
  event_.occurred = events.time[event];
  event_.reported = events.reported[event];
  event_.cause = events.cause[event];
  event_.ai = events.contribution[event] < source.ai_probability ? source.ai_cause : AiCause::none;
  for (std::size_t n = 0; n < source.sections.size(); ++n) {
    loss_[n] = sum_of(source.sections[n].covered, events, event);
    defence_[n] = sum_of(source.sections[n].defence, events, event);
    excluded_[n] = sum_of(source.sections[n].excluded, events, event) +
                   sum_of(source.sections[n].declined, events, event) +
                   sum_of(source.sections[n].below, events, event);
  }
  event_.loss = loss_;
  event_.defence = defence_;
  event_.excluded = excluded_;
  event_.uncovered = sum_of(source.uncovered, events, event);
  return event_;
}

}  // namespace tenbin
