#include "tenbin/simulation/gap_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tenbin {
namespace {

using Part = PolicyEvents::Part;

void add_to(std::vector<double>& sums, const std::vector<double>& addends) {
  if (sums.empty()) sums.resize(addends.size());
  for (std::size_t i = 0; i < addends.size(); ++i) sums[i] += addends[i];
}

/// Of an insured's loss: what is not larger is left over by differences of sums, and no gap.
constexpr double rounding = 1e-13;

std::size_t slot(GapReason reason) { return static_cast<std::size_t>(reason) + 1; }

}  // namespace

void GapLedger::Sums::add(const Sums& other) {
  add_to(first, other.first);
  add_to(second, other.second);
  add_to(weighted, other.weighted);
  years += other.years;
  clusters += other.clusters;
  squared_years += other.squared_years;
}

std::size_t GapLedger::open(const Plan& plan, std::string design, std::string policy, std::string insured,
                            const PolicyEvents& events) {
  Ledger ledger;
  ledger.design = std::move(design);
  ledger.policy = std::move(policy);
  ledger.insured = std::move(insured);
  ledger.first_cell = cells_;
  cells_ += outcomes;
  for (std::size_t s = 0; s < plan.sources.size(); ++s) {
    ledger.cell.emplace_back(plan.heads.size());
    for (const Part& part : events.burden(s)) {
      const auto head = static_cast<std::size_t>(part.head);
      if (head >= ledger.cell[s].size()) ledger.cell[s].resize(head + 1);
      ledger.places.push_back({s, part.head});
      ledger.cell[s][head] = cells_;
      cells_ += outcomes;
    }
  }
  ledgers_.push_back(std::move(ledger));
  return ledgers_.size() - 1;
}

GapLedger::GapLedger(const Plan& plan) : heads_(plan.heads), cluster_years_(plan.cluster_years()) {
  for (const SourcePlan& source : plan.sources) {
    entities_.push_back(source.entity);
    perils_.push_back(source.peril);
  }
  for (const DesignPlan& design : plan.designs) {
    std::vector<std::pair<std::string, std::size_t>> together;  // by insured
    // The order of the file must not change a bit.
    const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
    std::vector<PolicyPlan> policies = design.policies;
    std::stable_sort(policies.begin(), policies.end(), by_id);
    for (PolicyPlan& policy : policies) {
      std::stable_sort(policy.sections.begin(), policy.sections.end(), by_id);
      PolicyEvents events(plan, design, policy);
      const std::string insured = plan.parties.empty() ? "" : policy.insured;
      const std::size_t ledger = open(plan, design.id, policy.id, insured, events);
      policies_.push_back(
          {ledger, {}, true, policy.trigger == Trigger::claims_made, events, terms_of(policy)});
      const auto same = [&](const PolicyPlan& other) {
        return plan.parties.empty() || other.insured == policy.insured;
      };
      if (std::count_if(design.policies.begin(), design.policies.end(), same) < 2) continue;
      auto known = std::find_if(together.begin(), together.end(),
                                [&](const auto& entry) { return entry.first == insured; });
      policies_.back().first_of_insured = known == together.end();
      if (known == together.end())
        known = together.insert(together.end(), {insured, open(plan, design.id, "", insured, events)});
      policies_.back().together = known->second;
    }
  }
}

/// One block.
class GapLedger::Pass {
 public:
  Pass(const GapLedger& ledger, const EventTable& events, std::int64_t years, Workspace& workspace)
      : ledger_(ledger), events_(events), years_(static_cast<std::size_t>(years)), workspace_(workspace) {
    for (auto* list : {&sums_.first, &sums_.second, &sums_.weighted}) list->assign(ledger.cells_, 0.0);
    workspace.cluster.assign(ledger.cells_, 0.0);
    workspace.touched.clear();
    if (workspace.walks.size() != ledger.policies_.size()) {
      workspace.walks.clear();
      workspace.events.clear();
      for (const Policy& policy : ledger.policies_) {
        workspace.walks.emplace_back(policy.terms);
        workspace.events.push_back(policy.events);
      }
    }
    PolicyEvents::arrange(events, Trigger::losses_occurring, workspace.by_occurrence);
    PolicyEvents::arrange(events, Trigger::claims_made, workspace.by_report);
  }

  Sums run() {
    const auto step = static_cast<std::size_t>(ledger_.cluster_years_);
    for (std::size_t year = 0; year < years_; year += step) {
      const std::size_t end = std::min(year + step, years_);
      for (std::size_t y = year; y < end; ++y) {
        for (std::size_t number = 0; number < ledger_.policies_.size(); ++number) walk(number, y);
      }
      close(static_cast<double>(end - year));
    }
    sums_.years = static_cast<std::int64_t>(years_);
    return std::move(sums_);
  }

 private:
  void close(double years) {
    for (const std::uint32_t cell : workspace_.touched) {
      const double sum = workspace_.cluster[cell];
      sums_.first[cell] += sum;
      sums_.second[cell] += sum * sum;
      sums_.weighted[cell] += sum * years;
      workspace_.cluster[cell] = 0;
    }
    workspace_.touched.clear();
    ++sums_.clusters;
    sums_.squared_years += years * years;
  }

  void walk(std::size_t number, std::size_t year) {
    const Policy& policy = ledger_.policies_[number];
    const PolicyEvents::Calendar& calendar =
        policy.by_report ? workspace_.by_report : workspace_.by_occurrence;
    PolicyWalk& walk = workspace_.walks[number];
    PolicyEvents& reader = workspace_.events[number];
    walk.start_year();
    for (std::uint32_t i = calendar.first[year]; i < calendar.first[year + 1]; ++i) {
      const std::uint32_t event = calendar.order[i];
      const EventTable::Run& run = events_.runs[calendar.run[event]];
      if (!reader.counts(events_, run, event)) continue;
      const PolicyWalk::EventFate& fate = walk.take(reader.read(events_, run, event));
      book(policy, reader, run.source, event, fate);
    }
  }

  void put(std::size_t cell, double amount) {
    if (amount == 0) return;
    double& sum = workspace_.cluster[cell];
    // A sum that has come back to zero may be listed twice: its second closing adds nothing.
    if (sum == 0) workspace_.touched.push_back(static_cast<std::uint32_t>(cell));
    sum += amount;
  }

  void put(const Policy& policy, std::size_t source, int head, std::size_t outcome, double amount) {
    const auto into = [&](std::size_t number) {
      const Ledger& ledger = ledger_.ledgers_[number];
      put(ledger.first_cell + outcome, amount);
      put(ledger.cell[source][static_cast<std::size_t>(head)] + outcome, amount);
    };
    into(policy.ledger);
    if (policy.together) into(*policy.together);
  }

  double amount(const Part& part, std::uint32_t event) const {
    return part.weight * events_.amount[static_cast<std::size_t>(part.head)][event];
  }

  void book(const Policy& policy, const PolicyEvents& reader, std::size_t source, std::uint32_t event,
            const PolicyWalk::EventFate& fate) {
    const auto& sections = reader.sections(source);
    for (std::size_t n = 0; n < sections.size(); ++n) {
      book(policy, source, sections[n].covered, event, fate.sections[n].loss);
      book(policy, source, sections[n].defence, event, fate.sections[n].defence);
      for (const Part& part : sections[n].excluded)
        put(policy, source, part.head, slot(GapReason::excluded), amount(part, event));
      for (const Part& part : sections[n].declined)
        put(policy, source, part.head, slot(GapReason::condition_not_met), amount(part, event));
      for (const Part& part : sections[n].below)
        put(policy, source, part.head, slot(policy.terms.sections[n].kept_by()), amount(part, event));
    }
    for (const Part& part : reader.uncovered(source))
      put(policy, source, part.head, slot(GapReason::not_covered), amount(part, event));
    if (!policy.together || policy.first_of_insured) return;
    // Each policy has counted the whole loss: what the others name is not "not covered".
    const Ledger& ledger = ledger_.ledgers_[*policy.together];
    for (const Part& part : reader.burden(source)) {
      const double again = -amount(part, event);
      put(ledger.first_cell + slot(GapReason::not_covered), again);
      put(ledger.cell[source][static_cast<std::size_t>(part.head)] + slot(GapReason::not_covered), again);
    }
  }

  /// A lane's fate, to its heads in proportion to their amounts.
  void book(const Policy& policy, std::size_t source, const std::vector<Part>& parts, std::uint32_t event,
            const Fate& fate) {
    if (fate.burden <= 0) return;
    for (const Part& part : parts) {
      const double share = amount(part, event) / fate.burden;
      if (share == 0) continue;
      put(policy, source, part.head, 0, share * fate.paid);
      for (std::size_t i = 0; i < gap_reasons; ++i)
        put(policy, source, part.head, i + 1, share * fate.gap[i]);
    }
  }

  const GapLedger& ledger_;
  const EventTable& events_;
  std::size_t years_;
  Workspace& workspace_;
  Sums sums_;
};

GapLedger::Sums GapLedger::take(const EventTable& events, std::int64_t years, Workspace& workspace) const {
  return Pass(*this, events, years, workspace).run();
}

GapTable GapLedger::table(const Sums& sums) const {
  GapTable table;
  table.years = sums.years;
  if (sums.years == 0) return table;
  const auto years = static_cast<double>(sums.years), clusters = static_cast<double>(sums.clusters);
  for (const Ledger& ledger : ledgers_) {
    GapRow row;
    row.design = ledger.design;
    row.policy = ledger.policy;
    row.insured = ledger.insured;
    double loss = 0;
    for (std::size_t outcome = 0; outcome < outcomes; ++outcome)
      loss += sums.first[ledger.first_cell + outcome];
    const auto add = [&](std::size_t first) {
      for (std::size_t outcome = 0; outcome < outcomes; ++outcome) {
        const std::size_t cell = first + outcome;
        if (std::fabs(sums.first[cell]) <= rounding * loss) continue;
        row.reason.reset();
        if (outcome > 0) row.reason = static_cast<GapReason>(outcome - 1);
        row.mean = sums.first[cell] / years;
        // Ratio estimator over clusters: sum of (total - mean x years)^2.
        const double spread =
            sums.second[cell] - 2 * row.mean * sums.weighted[cell] + row.mean * row.mean * sums.squared_years;
        row.standard_error = clusters > 1
                                 ? std::sqrt(std::max(spread, 0.0) * clusters / (clusters - 1)) / years
                                 : std::numeric_limits<double>::quiet_NaN();
        table.rows.push_back(row);
      }
    };
    add(ledger.first_cell);
    for (std::size_t i = 0; i < ledger.places.size(); ++i) {
      const auto& [source, head] = ledger.places[i];
      row.entity = entities_[source];
      row.peril = perils_[source];
      const auto name = static_cast<std::size_t>(head);
      row.head = name < heads_.size() ? heads_[name] : std::to_string(name);
      add(ledger.first_cell + outcomes * (i + 1));
    }
  }
  return table;
}

}  // namespace tenbin
