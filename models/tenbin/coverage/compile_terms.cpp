#include "tenbin/coverage/compile_terms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tenbin/core/error.hpp"

namespace tenbin::coverage {
namespace {

using perils::Damage;
using scenario::Policy;
using scenario::Section;

AiExclusion ai_exclusion_of(const std::string& name) {
  if (name == "all_ai") return AiExclusion::all_ai;
  return name == "generative_only" ? AiExclusion::generative_only : AiExclusion::none;
}

DefenceCost defence_cost_of(const std::string& name) {
  if (name == "inside") return DefenceCost::inside;
  return name == "not_covered" ? DefenceCost::not_covered : DefenceCost::outside;
}

bool is_liability(Damage damage) {
  switch (damage) {
    case Damage::loss:
    case Damage::third_party:
    case Damage::financial_loss:
    case Damage::bodily_injury:
    case Damage::property_damage:
    case Damage::employer_liability:
      return true;
    default:
      return false;
  }
}

/// The feeds that sections are made of, found again by source and head.
class Feeds {
 public:
  Feeds(const std::vector<Feed>& feeds, const std::vector<std::string>& heads)
      : feeds_(feeds), heads_(heads) {}

  int head_index(Damage damage) const {
    const auto found = std::find(heads_.begin(), heads_.end(), perils::to_string(damage));
    return static_cast<int>(found - heads_.begin());
  }

  const Feed& of(const CoveredHead& entry) const {
    const auto found = std::find_if(feeds_.begin(), feeds_.end(), [&](const Feed& feed) {
      const auto is_column = [&](const auto& column) { return column.second == entry.head; };
      return feed.source == entry.source &&
             (head_index(feed.damage) == entry.head ||
              std::any_of(feed.columns.begin(), feed.columns.end(), is_column));
    });
    if (found == feeds_.end()) throw ParameterError("compile_terms: a section covers what no peril has");
    return *found;
  }

  double weight(const Feed& feed, const std::string& insured) const {
    if (feed.burden.empty() || insured.empty()) return 1;
    const auto found = feed.burden.find(insured);
    return found == feed.burden.end() ? 0 : static_cast<double>(found->second);
  }

  const std::vector<Feed>& all() const { return feeds_; }
  const std::vector<std::string>& heads() const { return heads_; }

 private:
  const std::vector<Feed>& feeds_;
  const std::vector<std::string>& heads_;
};

/// Takes defence cost and fines out of what sections cover, and gives them to those that answer for the loss.
void place_beside(const Policy& policy, const Feeds& feeds, PolicyPlan& plan) {
  const std::size_t count = plan.sections.size();
  for (const Damage damage : {Damage::defence, Damage::fines}) {
    for (const Feed& feed : feeds.all()) {
      if (feed.damage != damage) continue;
      const double weight = feeds.weight(feed, policy.insured);
      const int head = feed.head_for(policy.insured, feeds.heads());
      const auto is_this = [&](const CoveredHead& entry) {
        return entry.source == feed.source && entry.head == head;
      };
      std::vector<std::size_t> answering;
      bool named = false;
      for (std::size_t n = 0; n < count; ++n) {
        const auto& covered = plan.sections[n].covered;
        const bool takes_all = policy.sections[n].cover == "all";
        if (!takes_all && std::any_of(covered.begin(), covered.end(), is_this)) named = true;
        if (std::any_of(covered.begin(), covered.end(), [&](const CoveredHead& entry) {
              return entry.source == feed.source && (takes_all || is_liability(feeds.of(entry).damage));
            }))
          answering.push_back(n);
      }
      for (std::size_t n = 0; n < count; ++n) {
        if (policy.sections[n].cover == "all") std::erase_if(plan.sections[n].covered, is_this);
      }
      if (named || weight <= 0) continue;
      for (const std::size_t n : answering) {
        SectionPlan& section = plan.sections[n];
        const CoveredHead part{feed.source, head, weight / static_cast<double>(answering.size())};
        if (damage == Damage::defence) {
          section.defence.push_back(part);
        } else {
          (policy.sections[n].fines == "covered" ? section.covered : section.excluded).push_back(part);
        }
      }
    }
  }
}

/// What an hour of the section's interruptions costs.
double amount_per_hour(const SectionPlan& plan, const Feeds& feeds, const std::string& where) {
  real per_hour = 0;
  for (const CoveredHead& entry : plan.covered) {
    const Feed& feed = feeds.of(entry);
    if (feed.amount_per_hour <= 0 || (per_hour != 0 && per_hour != feed.amount_per_hour)) {
      throw ParameterError(fmt::format(
          "{}, section '{}': an indemnity period needs interruptions that all cost the same an hour "
          "(peril '{}' does not); give it a section of its own",
          where, plan.id, feed.peril));
    }
    per_hour = feed.amount_per_hour;
  }
  return static_cast<double>(per_hour);
}

void compile_time(const Section& section, const Feeds& feeds, const std::string& where, SectionPlan& plan) {
  const double waiting = section.waiting_hours.value_or(0);
  if (plan.covered.empty() || (waiting == 0 && !section.indemnity_hours)) return;
  const double per_hour = amount_per_hour(plan, feeds, where);
  plan.waiting_amount = waiting * per_hour;
  if (!section.indemnity_hours) return;
  plan.indemnity_amount = *section.indemnity_hours * per_hour;
  const double kept = plan.occurrence.deductible().amount();
  const double most = plan.indemnity_amount + plan.waiting_amount - kept;
  if (most <= 0) {
    throw ParameterError(fmt::format(
        "{}, section '{}': the deductible is worth more than the indemnity period (it would never pay)",
        where, plan.id));
  }
  plan.occurrence = OccurrenceTerms(plan.occurrence.deductible(), std::min(plan.occurrence.limit(), most),
                                    plan.occurrence.share());
}

OccurrenceTerms with_retention(const OccurrenceTerms& terms, double amount) {
  return OccurrenceTerms(Deductible::ordinary(amount), terms.limit(), terms.share());
}

}  // namespace

AiCause ai_cause_of(const std::string& name) {
  if (name == "predictive") return AiCause::predictive;
  return name == "generative" ? AiCause::generative : AiCause::none;
}

void compile_terms(const Policy& policy, const std::vector<Feed>& feeds,
                   const std::vector<std::string>& heads, const std::string& where, PolicyPlan& plan) {
  const Feeds known(feeds, heads);
  place_beside(policy, known, plan);
  for (std::size_t n = 0; n < plan.sections.size(); ++n) {
    const Section& section = policy.sections[n];
    SectionPlan& section_plan = plan.sections[n];
    if (section.self_insured_retention) {
      section_plan.occurrence = with_retention(section_plan.occurrence, *section.self_insured_retention);
      section_plan.retention = RetentionKind::self_insured;
    }
    if (section.limit_basis == "includes_deductible") {
      const OccurrenceTerms& terms = section_plan.occurrence;
      section_plan.occurrence =
          OccurrenceTerms(terms.deductible(), terms.limit() - terms.deductible().amount(), terms.share());
    }
    compile_time(section, known, where, section_plan);
    section_plan.defence_cost = defence_cost_of(section.defence_cost);
    section_plan.ai_exclusion = ai_exclusion_of(section.ai_exclusion.value_or(policy.ai_exclusion));
  }
  if (policy.self_insured_retention) {
    plan.occurrence = with_retention(plan.occurrence, *policy.self_insured_retention);
    plan.retention = RetentionKind::self_insured;
  }
  if (policy.trigger == "claims_made") plan.trigger = Trigger::claims_made;
  if (policy.retroactive_years) plan.retroactive_years = *policy.retroactive_years;
  if (policy.batch_clause == "by_cause") plan.basis = OccurrenceBasis::cause;
}

}  // namespace tenbin::coverage
