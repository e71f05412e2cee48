#include "tenbin/compare/trace.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <numeric>

#include "tenbin/contract/policy_walk.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/measure/annual_sample.hpp"
#include "tenbin/random/address.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/simulation/block_evaluator.hpp"
#include "tenbin/simulation/event_generator.hpp"
#include "tenbin/simulation/policy_events.hpp"
#include "tenbin/simulation/simulation.hpp"

namespace tenbin::compare {
namespace {

using language::Phrase;

/// Of what the events add up to, relative to the year's loss.
constexpr double tolerance = 1e-9;

std::string number(double value) { return std::to_string(value); }

/// Carries a fault out of the depth of the computation.
struct Stop {
  Phrase fault;
  TraceOutcome::Reason reason;
};

std::string default_subject(const Plan& plan) {
  return plan.designs.empty() ? "ground_up" : "design/" + plan.designs.front().id + "/insurer";
}

class Tracer {
 public:
  Tracer(const result::Result& stored, const std::string& file, const std::string& version,
         const std::string& build, const TraceOptions& options)
      : stored_(stored),
        file_(file),
        version_(version),
        build_(build),
        options_(options),
        compiled_(scenario::compile(stored.input)),
        plan_(compiled_.plan),
        simulation_(plan_, options.threads) {}

  Trace run() {
    const auto start = std::chrono::steady_clock::now();
    Trace trace;
    trace.subject = options_.subject.empty() ? default_subject(plan_) : options_.subject;
    trace.heads.assign(plan_.heads.begin(),
                       plan_.heads.begin() + static_cast<std::ptrdiff_t>(plan_.source_heads()));
    for (const PartyPlan& party : plan_.parties) trace.parties.push_back(party.id);
    const YearLossTable::Subject* subject = subject_of(trace.subject);
    check_given_years();
    simulate();
    check_same_run("ground_up");
    check_same_run(trace.subject);
    const auto values = simulation_.table().column(subject->column);
    for (std::int64_t year : chosen(values)) {
      trace.years.push_back({year, values[static_cast<std::size_t>(year)], {}});
    }
    make_events(trace);
    trace.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return trace;
  }

 private:
  const YearLossTable::Subject* subject_of(const std::string& name) const {
    const YearLossTable& table = simulation_.table();
    if (const auto* found = table.find(name, Basis::aep)) return found;
    std::string names;
    for (const auto& subject : table.subjects()) {
      if (subject.basis == Basis::aep) names += (names.empty() ? "" : ", ") + subject.name;
    }
    throw Stop{{message::trace_no_subject, {{"value", name}, {"subjects", names}}},
               TraceOutcome::Reason::usage};
  }

  void check_given_years() const {
    for (std::int64_t year : options_.years) {
      if (year < 0 || year >= stored_.years_done) {
        throw Stop{{message::trace_no_year, {{"value", year}, {"last", stored_.years_done - 1}}},
                   TraceOutcome::Reason::usage};
      }
    }
  }

  void simulate() {
    Simulation::Hooks hooks;
    hooks.stop_requested = options_.stop_requested;
    if (options_.progress)
      hooks.progress = [&](std::int64_t done) { options_.progress(done, stored_.years_done); };
    if (!simulation_.run_to(stored_.years_done, hooks))
      throw Stop{{message::failure_nothing_done, {}}, TraceOutcome::Reason::failure};
  }

  /// The mean of the subject is that of the stored result to the last bit.
  void check_same_run(const std::string& name) const {
    const auto row = std::find_if(
        stored_.measures.begin(), stored_.measures.end(), [&](const result::MeasureRow& candidate) {
          return candidate.subject == name && candidate.basis == "aep" && candidate.measure == "mean";
        });
    if (row == stored_.measures.end()) return;
    const auto* subject = simulation_.table().find(name, Basis::aep);
    const AnnualSample sample(simulation_.table().column(subject->column), plan_.cluster_years(),
                              stored_.input.simulation.levels);
    const double ours = sample.mean().value;
    if (ours == row->value) return;
    throw Stop{{message::trace_other_years,
                {{"file", file_},
                 {"subject", name},
                 {"theirs", number(row->value)},
                 {"ours", number(ours)},
                 {"version", stored_.version},
                 {"build", stored_.build},
                 {"own_version", version_},
                 {"own_build", build_}}},
               TraceOutcome::Reason::failure};
  }

  /// The years asked for, or the worst, the worst first; of equal years the earlier first.
  std::vector<std::int64_t> chosen(std::span<const double> values) const {
    if (!options_.years.empty()) return options_.years;
    std::vector<std::int64_t> years(values.size());
    std::iota(years.begin(), years.end(), std::int64_t{0});
    const auto worse = [&](std::int64_t a, std::int64_t b) {
      const double x = values[static_cast<std::size_t>(a)], y = values[static_cast<std::size_t>(b)];
      return x > y || (x == y && a < b);
    };
    const std::size_t count = std::min(options_.worst, years.size());
    std::partial_sort(years.begin(), years.begin() + static_cast<std::ptrdiff_t>(count), years.end(), worse);
    years.resize(count);
    return years;
  }

  void make_events(Trace& trace) {
    std::map<std::int64_t, std::vector<TracedYear*>> by_block;
    for (TracedYear& year : trace.years) by_block[year.year / block_years].push_back(&year);
    const EventGenerator generator(plan_);
    EventGenerator::Workspace workspace;
    EventTable events;
    PolicyEvents::Calendar by_occurrence, by_report;
    for (auto& [block, years] : by_block) {
      generator.generate(static_cast<std::uint32_t>(block), PolicyEvents::columns, workspace, events);
      check_block(events, block, years);
      PolicyEvents::arrange(events, Trigger::losses_occurring, by_occurrence);
      PolicyEvents::arrange(events, Trigger::claims_made, by_report);
      for (TracedYear* year : years) {
        const auto in_block = static_cast<std::size_t>(year->year - block * block_years);
        take_year(events, by_occurrence, by_report, in_block, *year);
      }
    }
  }

  /// The block drawn alone gives the years of the run, bit for bit.
  void check_block(const EventTable& events, std::int64_t block,
                   const std::vector<TracedYear*>& years) const {
    YearLossTable alone;
    const BlockEvaluator evaluator(plan_, alone);
    BlockEvaluator::Workspace workspace;
    alone.reserve_years(block_years);
    evaluator.evaluate(events, 0, workspace, alone);
    alone.set_years(block_years);
    for (const TracedYear* year : years) {
      const auto place = static_cast<std::size_t>(year->year - block * block_years);
      for (const auto& subject : alone.subjects()) {
        const auto* whole = simulation_.table().find(subject.name, subject.basis);
        const double here = alone.column(subject.column)[place];
        const double there = simulation_.table().column(whole->column)[static_cast<std::size_t>(year->year)];
        if (here != there) does_not_add_up(year->year, subject.name, here, there);
      }
    }
  }

  [[noreturn]] static void does_not_add_up(std::int64_t year, const std::string& subject, double events,
                                           double value) {
    throw Stop{{message::trace_does_not_add_up,
                {{"year", year}, {"subject", subject}, {"events", number(events)}, {"value", number(value)}}},
               TraceOutcome::Reason::failure};
  }

  double weighted(const EventTable& events, std::uint32_t event, std::uint32_t source,
                  const std::vector<CoveredHead>& list) const {
    double sum = 0;
    for (const CoveredHead& entry : list) {
      if (entry.source == static_cast<int>(source))
        sum += entry.weight * events.amount[static_cast<std::size_t>(entry.head)][event];
    }
    return sum;
  }

  void take_year(const EventTable& events, const PolicyEvents::Calendar& by_occurrence,
                 const PolicyEvents::Calendar& by_report, std::size_t in_block, TracedYear& year) const {
    std::map<std::uint32_t, std::size_t> place;  // of an event of the table among the year's
    std::map<std::string, double> sums;          // by subject of the table
    sums["ground_up"] = 0;
    for (std::uint32_t i = by_occurrence.first[in_block]; i < by_occurrence.first[in_block + 1]; ++i) {
      const std::uint32_t event = by_occurrence.order[i];
      const EventTable::Run& run = events.runs[by_occurrence.run[event]];
      TracedEvent traced;
      traced.time = events.time[event];
      traced.reported = events.reported[event];
      traced.entity = plan_.sources[run.source].entity;
      traced.peril = plan_.sources[run.source].peril;
      traced.cause = events.cause[event];
      for (std::size_t head = 0; head < plan_.source_heads(); ++head)
        traced.amounts.push_back(events.amount[head][event]);
      for (double amount : traced.amounts) traced.loss += amount;
      if (run.years_before == 0) sums["ground_up"] += traced.loss;
      for (const PartyPlan& bearer : plan_.parties) {
        traced.burdens.push_back(weighted(events, event, run.source, bearer.burden));
        if (run.years_before == 0) sums["party/" + bearer.id] += traced.burdens.back();
      }
      place[event] = year.events.size();
      year.events.push_back(std::move(traced));
    }
    for (const DesignPlan& design : plan_.designs) {
      double insurers = 0;
      for (const PolicyPlan& policy : design.policies) {
        const PolicyEvents::Calendar& calendar =
            policy.trigger == Trigger::claims_made ? by_report : by_occurrence;
        PolicyEvents reader(plan_, design, policy);
        const PolicyTerms terms = tenbin::terms_of(policy);
        PolicyWalk walk(terms);
        walk.start_year();
        double paid = 0;
        for (std::uint32_t i = calendar.first[in_block]; i < calendar.first[in_block + 1]; ++i) {
          const std::uint32_t event = calendar.order[i];
          const EventTable::Run& run = events.runs[calendar.run[event]];
          if (!reader.counts(events, run, event)) continue;
          TracedPolicy result = outcome_of(design, policy, walk.take(reader.read(events, run, event)));
          name_reasons(events, event, reader.sections(run.source), terms, result);
          paid += result.paid;
          year.events[place.at(event)].policies.push_back(std::move(result));
        }
        sums["design/" + design.id + "/policy/" + policy.id] = paid;
        insurers += paid;
      }
      sums["design/" + design.id + "/insurer"] = insurers;
    }
    check_sums(year, sums);
  }

  static TracedPolicy outcome_of(const DesignPlan& design, const PolicyPlan& policy,
                                 const PolicyWalk::EventFate& fate) {
    TracedPolicy result{design.id, policy.id, policy.insured, {}, fate.uncovered, 0};
    for (std::size_t s = 0; s < fate.sections.size(); ++s) {
      const PolicyWalk::SectionFate& own = fate.sections[s];
      TracedSection section{policy.sections[s].id, own.excluded, 0, {}};
      section.gap[static_cast<std::size_t>(GapReason::excluded)] = own.excluded;
      for (const Fate* lane : {&own.loss, &own.defence}) {
        section.burden += lane->burden;
        section.paid += lane->paid;
        for (std::size_t reason = 0; reason < gap_reasons; ++reason) section.gap[reason] += lane->gap[reason];
      }
      result.paid += section.paid;
      result.sections.push_back(std::move(section));
    }
    return result;
  }

  /// The walk counts as excluded what no term touches; here each part gets its own reason.
  static void name_reasons(const EventTable& events, std::uint32_t event,
                           const std::vector<PolicyEvents::Section>& lists, const PolicyTerms& terms,
                           TracedPolicy& policy) {
    const auto move = [&](TracedSection& section, const std::vector<PolicyEvents::Part>& parts,
                          GapReason reason) {
      for (const PolicyEvents::Part& part : parts) {
        const double amount = part.weight * events.amount[static_cast<std::size_t>(part.head)][event];
        section.gap[static_cast<std::size_t>(GapReason::excluded)] -= amount;
        section.gap[static_cast<std::size_t>(reason)] += amount;
      }
    };
    for (std::size_t s = 0; s < lists.size(); ++s) {
      move(policy.sections[s], lists[s].declined, GapReason::condition_not_met);
      move(policy.sections[s], lists[s].below, terms.sections[s].kept_by());
      // What differences of sums leave over is rounding, and no reason.
      constexpr double rounding = 1e-12;
      double& excluded = policy.sections[s].gap[static_cast<std::size_t>(GapReason::excluded)];
      if (std::fabs(excluded) <= rounding * policy.sections[s].burden) excluded = 0;
    }
  }

  void check_sums(const TracedYear& year, const std::map<std::string, double>& sums) const {
    double loss = 1;  // [currency]; events of earlier years may count too
    for (const TracedEvent& event : year.events) loss += event.loss;
    for (const auto& [name, sum] : sums) {
      const auto* subject = simulation_.table().find(name, Basis::aep);
      const double value = simulation_.table().column(subject->column)[static_cast<std::size_t>(year.year)];
      if (!(std::fabs(sum - value) <= tolerance * loss)) does_not_add_up(year.year, name, sum, value);
    }
  }

  const result::Result& stored_;
  const std::string &file_, &version_, &build_;
  const TraceOptions& options_;
  scenario::Compiled compiled_;
  const Plan& plan_;
  Simulation simulation_;
};

}  // namespace

TraceOutcome trace(const result::Result& stored, const std::string& file, const std::string& version,
                   const std::string& build, const TraceOptions& options) {
  try {
    return {Tracer(stored, file, version, build, options).run(), std::nullopt, TraceOutcome::Reason::none};
  } catch (const Stop& stop) {
    return {std::nullopt, stop.fault, stop.reason};
  }
}

}  // namespace tenbin::compare
