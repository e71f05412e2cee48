#include "export/event_payments.hpp"

#include <algorithm>
#include <map>

#include "tenbin/simulation/parallel_each.hpp"
#include "tenbin/simulation/plan.hpp"

namespace tenbin::cli {

EventPayments::EventPayments(const Plan& plan) : plan_(plan) {}

const std::vector<EventPayments::Payment>& EventPayments::take(const EventTable& events,
                                                               Workspace& workspace) const {
  if (workspace.events.empty()) {
    for (const DesignPlan& design : plan_.designs) {
      for (const PolicyPlan& policy : design.policies) {
        workspace.events.emplace_back(plan_, design, policy);
        workspace.walks.emplace_back(terms_of(policy));
      }
    }
  }
  PolicyEvents::arrange(events, Trigger::losses_occurring, workspace.by_occurrence);
  PolicyEvents::arrange(events, Trigger::claims_made, workspace.by_report);
  workspace.payments.clear();
  std::size_t number = 0;
  for (std::size_t design = 0; design < plan_.designs.size(); ++design) {
    for (std::size_t p = 0; p < plan_.designs[design].policies.size(); ++p, ++number) {
      const PolicyPlan& policy = plan_.designs[design].policies[p];
      const PolicyEvents::Calendar& calendar =
          policy.trigger == Trigger::claims_made ? workspace.by_report : workspace.by_occurrence;
      PolicyEvents& reader = workspace.events[number];
      PolicyWalk& walk = workspace.walks[number];
      for (std::uint32_t year = 0; year < block_years; ++year) {
        if (calendar.first[year] == calendar.first[year + 1]) continue;
        walk.start_year();
        for (std::uint32_t i = calendar.first[year]; i < calendar.first[year + 1]; ++i) {
          const std::uint32_t event = calendar.order[i];
          const EventTable::Run& run = events.runs[calendar.run[event]];
          if (!reader.counts(events, run, event)) continue;
          const double paid = walk.take(reader.read(events, run, event)).total().paid;
          if (paid > 0) workspace.payments.push_back({design, p, year, event, paid});
        }
      }
    }
  }
  return workspace.payments;
}

LargestPayments::LargestPayments(const Plan& plan, std::int64_t years, int threads) {
  const auto count = static_cast<std::size_t>(years);
  for (const DesignPlan& design : plan.designs) {
    designs_.emplace_back(count, 0.0);
    policies_.emplace_back(design.policies.size(), std::vector<double>(count, 0.0));
  }
  const EventGenerator generator(plan);
  const EventPayments payments(plan);
  const std::int64_t blocks = (years + block_years - 1) / block_years;
  // One lane for each thread, so that memory is kept between blocks; a block's years belong to one lane.
  const std::int64_t lanes = std::min<std::int64_t>(blocks, threads > 0 ? threads : 64);
  parallel_each(lanes, threads, [&](std::int64_t lane) {
    EventGenerator::Workspace generating;
    EventPayments::Workspace walking;
    EventTable events;
    for (std::int64_t block = lane; block < blocks; block += lanes) {
      generator.generate(static_cast<std::uint32_t>(block), PolicyEvents::columns, generating, events);
      const std::vector<EventPayments::Payment>& all = payments.take(events, walking);
      for (std::size_t begin = 0; begin < all.size();) {
        std::size_t end = begin;
        std::map<std::pair<std::uint32_t, std::uint32_t>, double> sums;
        while (end < all.size() && all[end].design == all[begin].design) {
          const EventPayments::Payment& one = all[end++];
          const std::int64_t year = block * block_years + one.year;
          if (year >= years) continue;
          double& largest = policies_[one.design][one.policy][static_cast<std::size_t>(year)];
          largest = std::max(largest, one.paid);
          double& sum = sums[{one.year, one.event}];
          sum += one.paid;
          double& largest_sum = designs_[one.design][static_cast<std::size_t>(year)];
          largest_sum = std::max(largest_sum, sum);
        }
        begin = end;
      }
    }
  });
}

}  // namespace tenbin::cli
