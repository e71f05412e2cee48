#include "report/conditions_table.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/number_format.hpp"
#include "tenbin/coverage/product.hpp"
#include "tenbin/language/messages/conditions.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using scenario::Policy;

std::string trigger_words(const ReportContext& context, const Policy& policy) {
  if (policy.trigger != "claims_made") return context.say(message::condition_losses_occurring);
  std::string words = context.say(message::condition_claims_made);
  if (!policy.retroactive_years) return words;
  return context.say(message::condition_retroactive,
                     {{"trigger", words}, {"years", significant_digits(*policy.retroactive_years, 4)}});
}

std::string defence_words(const ReportContext& context, const scenario::Section& section) {
  return context.say(section.defence_cost == "inside"        ? message::condition_defence_inside
                     : section.defence_cost == "not_covered" ? message::condition_not_covered
                                                             : message::condition_defence_outside);
}

std::string ai_words(const ReportContext& context, const Policy& policy, const scenario::Section& section) {
  const std::string exclusion = section.ai_exclusion.value_or(policy.ai_exclusion);
  return context.say(exclusion == "all_ai"            ? message::condition_ai_all
                     : exclusion == "generative_only" ? message::condition_ai_generative
                                                      : message::terms_none);
}

/// Words in a row, joined two by two.
std::string together(const ReportContext& context, Message join, const std::vector<std::string>& parts) {
  std::string words = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i)
    words = context.say(join, {{"first", words}, {"second", parts[i]}});
  return words;
}

std::string audit_words(const ReportContext& context, const Policy& policy,
                        const scenario::Section& section) {
  const auto& given = section.audit_condition ? section.audit_condition : policy.audit_condition;
  if (!given) return context.say(message::terms_none);
  std::vector<std::string> demands;
  if (given->minimum_score) {
    demands.push_back(
        context.say(message::condition_score, {{"score", significant_digits(*given->minimum_score, 4)}}));
  }
  if (!given->required_methods.empty()) {
    std::vector<std::string> methods;
    for (const std::string& method : given->required_methods) methods.push_back(context.word(method));
    demands.push_back(context.say(message::condition_methods,
                                  {{"methods", together(context, message::condition_either, methods)}}));
  }
  if (given->re_audit_interval_months) {
    demands.push_back(context.say(message::condition_age,
                                  {{"months", significant_digits(*given->re_audit_interval_months, 4)}}));
  }
  const std::string demand = together(context, message::condition_and, demands);
  if (given->otherwise == "reduce") {
    return context.say(message::condition_else_reduce,
                       {{"demand", demand}, {"share", percent(given->reduced_share, 3)}});
  }
  if (given->otherwise == "load") {
    return context.say(message::condition_else_load,
                       {{"demand", demand}, {"load", percent(given->premium_load, 3)}});
  }
  return context.say(message::condition_else_refuse, {{"demand", demand}});
}

std::string section_name(const ReportContext& context, const scenario::Section& section) {
  return section.id.empty() || section.id == section.cover ? context.word(section.cover) : section.id;
}

/// The words where all sections have the same; else each with the sections that say it.
template <class Words>
std::vector<std::string> by_section(const ReportContext& context,
                                    const std::vector<const scenario::Section*>& sections,
                                    const Words& words) {
  std::vector<std::pair<std::string, std::vector<std::string>>> different;
  for (const scenario::Section* section : sections) {
    const std::string said = words(*section);
    auto known = std::find_if(different.begin(), different.end(),
                              [&](const auto& entry) { return entry.first == said; });
    if (known == different.end()) known = different.insert(known, {said, {}});
    known->second.push_back(section_name(context, *section));
  }
  std::vector<std::string> rows;
  rows.reserve(different.size());
  for (const auto& [said, names] : different) {
    rows.push_back(
        different.size() == 1
            ? said
            : context.say(message::condition_of_sections,
                          {{"sections", together(context, message::condition_and, names)}, {"words", said}}));
  }
  return rows;
}

bool may_be_defended(const scenario::Section& section) {
  const std::vector<std::string>& covers = coverage::liability_covers();
  return section.cover == "all" || std::find(covers.begin(), covers.end(), section.cover) != covers.end();
}

}  // namespace

Table conditions_table(const ReportContext& context, const scenario::CoverageDesign& design) {
  Table table{context.say(message::conditions_caption, {{"design", context.design_name(design.id)}}),
              {{context.say(message::terms_policy), ColumnKind::words},
               {context.say(message::conditions_which), ColumnKind::words},
               {context.say(message::conditions_says), ColumnKind::sentence}},
              {},
              {}};
  for (const Policy& policy : design.policies) {
    bool first = true;
    const auto add = [&](Message condition, const std::vector<std::string>& said) {
      for (std::size_t i = 0; i < said.size(); ++i) {
        table.rows.push_back({first ? policy.id : "", i == 0 ? context.say(condition) : "", said[i]});
        first = false;
      }
    };
    std::vector<const scenario::Section*> all, defended;
    for (const scenario::Section& section : policy.sections) {
      all.push_back(&section);
      if (may_be_defended(section)) defended.push_back(&section);
    }
    add(message::condition_trigger, {trigger_words(context, policy)});
    add(message::condition_batch,
        {context.say(policy.batch_clause == "by_cause" ? message::condition_by_cause
                                                       : message::condition_each_event)});
    add(message::condition_defence, by_section(context, defended, [&](const scenario::Section& section) {
          return defence_words(context, section);
        }));
    add(message::condition_ai, by_section(context, all, [&](const scenario::Section& section) {
          return ai_words(context, policy, section);
        }));
    const bool pays_fines =
        std::any_of(policy.sections.begin(), policy.sections.end(),
                    [](const scenario::Section& section) { return section.fines == "covered"; });
    if (pays_fines) {
      add(message::condition_fines, by_section(context, all, [&](const scenario::Section& section) {
            return context.say(section.fines == "covered" ? message::condition_covered
                                                          : message::condition_not_covered);
          }));
    }
    add(message::condition_audits, by_section(context, all, [&](const scenario::Section& section) {
          return audit_words(context, policy, section);
        }));
  }
  return table;
}

}  // namespace tenbin::cli
