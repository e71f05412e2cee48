#include <algorithm>
#include <cmath>
#include <string>

#include "report/conditions_table.hpp"
#include "report/sections.hpp"
#include "tenbin/coverage/product.hpp"
#include "tenbin/language/messages/buyer.hpp"
#include "tenbin/language/messages/conditions.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/policy_terms.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using language::Message;

std::string limit_words(const ReportContext& context, double limit) {
  return std::isinf(limit) ? context.say(message::terms_unlimited) : context.amount(limit);
}

std::string with_bounds(const ReportContext& context, std::string words,
                        const scenario::Deductible& deductible) {
  if (deductible.minimum > 0) {
    words = context.say(message::terms_at_least,
                        {{"words", words}, {"amount", context.amount(deductible.minimum)}});
  }
  if (!std::isinf(deductible.maximum)) {
    words = context.say(message::terms_at_most,
                        {{"words", words}, {"amount", context.amount(deductible.maximum)}});
  }
  return words;
}

std::string deductible_words(const ReportContext& context, const scenario::Deductible& deductible) {
  if (deductible.type == "ordinary") return context.amount(deductible.amount);
  if (deductible.type == "franchise") {
    return context.say(message::terms_franchise, {{"amount", context.amount(deductible.amount)}});
  }
  if (deductible.type == "percentage") {
    const bool of_loss = deductible.of == "loss";
    const Message message = of_loss ? message::terms_percentage_loss : message::terms_percentage_sum;
    return with_bounds(context, context.say(message, {{"rate", percent(deductible.rate, 3)}}), deductible);
  }
  return "";
}

std::string all_deductibles(const ReportContext& context, const scenario::Deductible& per_event,
                            std::optional<double> retention, std::optional<double> waiting_hours,
                            double aggregate) {
  std::vector<std::string> parts;
  if (retention)
    parts.push_back(context.say(message::terms_retention, {{"amount", context.amount(*retention)}}));
  if (waiting_hours) {
    parts.push_back(context.say(message::terms_waiting, {{"hours", significant_digits(*waiting_hours, 4)}}));
  }
  if (const std::string words = deductible_words(context, per_event); !words.empty()) parts.push_back(words);
  if (aggregate > 0) {
    parts.push_back(
        context.say(message::terms_aggregate_deductible, {{"amount", context.amount(aggregate)}}));
  }
  if (parts.empty()) return context.say(message::terms_none);
  std::string words = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    words = context.say(message::terms_and, {{"first", words}, {"second", parts[i]}});
  }
  return words;
}

Table terms_table(const ReportContext& context, const scenario::CoverageDesign& design) {
  Table table{context.say(message::terms_caption,
                          {{"design", context.design_name(design.id)}, {"unit", context.unit().name}}),
              {{context.say(message::terms_policy), ColumnKind::sentence},
               {context.say(message::terms_section), ColumnKind::sentence},
               {context.say(message::terms_deductible), ColumnKind::sentence},
               {context.say(message::terms_limit), ColumnKind::number},
               {context.say(message::terms_aggregate), ColumnKind::number},
               {context.say(message::terms_share), ColumnKind::number}},
              {},
              {}};
  for (const scenario::Policy& policy : design.policies) {
    const std::string name =
        policy.product.empty()
            ? policy.id
            : context.say(message::subject_insured_of,
                          {{"party", context.word(policy.product)}, {"policy", policy.id}});
    for (const scenario::Section& section : policy.sections) {
      table.rows.push_back(
          {&section == &policy.sections.front() ? name : "",
           section.id.empty() || section.id == section.cover ? context.word(section.cover) : section.id,
           all_deductibles(context, section.deductible, section.self_insured_retention, section.waiting_hours,
                           section.aggregate_deductible),
           limit_words(context, section.occurrence_limit), limit_words(context, section.aggregate_limit),
           percent(coverage::insurer_share(section), 3)});
    }
    const std::string deductibles = all_deductibles(context, policy.deductible, policy.self_insured_retention,
                                                    std::nullopt, policy.aggregate_deductible);
    const bool has_own_terms = deductibles != context.say(message::terms_none) ||
                               !std::isinf(policy.occurrence_limit) || !std::isinf(policy.aggregate_limit) ||
                               policy.share < 1;
    if (has_own_terms) {
      table.rows.push_back({"", context.say(message::terms_whole_policy), deductibles,
                            limit_words(context, policy.occurrence_limit),
                            limit_words(context, policy.aggregate_limit), percent(policy.share, 3)});
    }
  }
  return table;
}

Table price_table(const ReportContext& context, const scenario::CoverageDesign& design,
                  const std::vector<result::PolicyPrice>& prices) {
  Table table{context.say(message::price_caption,
                          {{"design", context.design_name(design.id)}, {"unit", context.unit().name}}),
              {{context.say(message::price_part), ColumnKind::sentence}},
              {},
              {}};
  std::vector<std::vector<Cell>> rows = {{context.say(message::price_expected_claims)},
                                         {context.say(message::price_claims_expense)},
                                         {context.say(message::price_risk_load)},
                                         {context.say(message::price_parameter_load)},
                                         {context.say(message::price_expense)},
                                         {context.say(message::price_profit)},
                                         {context.say(message::price_technical_premium)},
                                         {context.say(message::price_minimum)},
                                         {context.say(message::price_asked)},
                                         {context.say(message::price_rate_on_line)},
                                         {context.say(message::price_loss_ratio)},
                                         {context.say(message::price_deviation)}};
  for (const result::PolicyPrice& price : prices) {
    table.columns.push_back({price.policy, ColumnKind::number});
    // Parts are rounded like the premium, so that the eye can add them up.
    const double se = price.technical_premium_se;
    const auto part = [&](double value) { return Cell(context.amount(value, se).value); };
    rows[0].emplace_back(context.amount(price.expected_claims, price.expected_claims_se));
    rows[1].push_back(part(price.claims_expense));
    rows[2].push_back(part(price.risk_load));
    rows[3].push_back(part(price.parameter_load));
    rows[4].push_back(part(price.expense));
    rows[5].push_back(part(price.profit));
    rows[6].emplace_back(context.amount(price.technical_premium, se));
    rows[7].push_back(part(price.minimum_premium));
    rows[8].emplace_back(price.premium > price.technical_premium ? part(price.premium)
                                                                 : Cell(context.amount(price.premium, se)));
    const std::string subject = "design/" + design.id + "/policy/" + price.policy;
    rows[9].push_back(context.cell(context.find(subject, "aep", "rate_on_line")));
    rows[10].push_back(context.cell(context.find(subject, "aep", "expected_loss_ratio")));
    rows[11].push_back(part(price.deviation_premium));
  }
  const auto is_loaded = [](const result::PolicyPrice& price) { return price.condition_load > 0; };
  table.strong_rows = {6, 8};
  const bool asked = std::any_of(prices.begin(), prices.end(),
                                 [](const result::PolicyPrice& price) { return price.premium > 0; });
  if (!asked) {
    // A document of before there was a minimum.
    for (const std::ptrdiff_t row : {11, 8, 7, 3}) rows.erase(rows.begin() + row);
    table.strong_rows = {5};
  }
  if (std::any_of(prices.begin(), prices.end(), is_loaded)) {
    std::vector<Cell> row = {context.say(message::price_condition_load)};
    for (const result::PolicyPrice& price : prices)
      row.emplace_back(context.amount(price.condition_load, price.technical_premium_se).value);
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(table.strong_rows.front()), std::move(row));
    for (std::size_t& strong : table.strong_rows) ++strong;
  }
  table.rows = std::move(rows);
  return table;
}

/// The parts of all premiums, each policy a bar.
BarChart parts_chart(const ReportContext& context) {
  struct Part {
    Message name;
    double result::PolicyPrice::*amount;
  };
  static constexpr Part parts[] = {{message::price_expected_claims, &result::PolicyPrice::expected_claims},
                                   {message::price_claims_expense, &result::PolicyPrice::claims_expense},
                                   {message::price_risk_load, &result::PolicyPrice::risk_load},
                                   {message::price_parameter_load, &result::PolicyPrice::parameter_load},
                                   {message::price_expense, &result::PolicyPrice::expense},
                                   {message::price_profit, &result::PolicyPrice::profit},
                                   {message::price_condition_load, &result::PolicyPrice::condition_load}};
  BarChart chart{context.say(message::price_parts_caption, {{"unit", context.unit().name}}),
                 context.unit().name,
                 BarLayout::stacked,
                 {},
                 {}};
  for (const result::PolicyPrice& price : context.result().prices) {
    chart.categories.push_back(
        context.say(message::price_parts_category,
                    {{"design", context.design_name(price.design)}, {"policy", price.policy}}));
  }
  for (const Part& part : parts) {
    BarSeries series{context.say(part.name), {}, {}};
    double sum = 0;
    for (const result::PolicyPrice& price : context.result().prices) {
      series.values.push_back(price.*part.amount / context.unit().size);
      sum += price.*part.amount;
    }
    if (sum != 0) chart.series.push_back(std::move(series));
  }
  return chart;
}

/// Sections of the design's policies: part of the premium and rate on line; and apart, so that both fit on a
/// terminal, how often they pay and run out.
void add_sections(const ReportContext& context, const scenario::CoverageDesign& design, Section& section) {
  Table premiums{context.say(message::price_sections_caption,
                             {{"design", context.design_name(design.id)}, {"unit", context.unit().name}}),
                 {{context.say(message::terms_section), ColumnKind::sentence},
                  {context.say(message::price_section_premium), ColumnKind::number},
                  {context.say(message::price_rate_on_line), ColumnKind::number}},
                 {},
                 {}};
  Table odds{context.say(message::conditions_odds_caption, {{"design", context.design_name(design.id)}}),
             {{context.say(message::terms_section), ColumnKind::sentence},
              {context.say(message::figure_attachment_policy), ColumnKind::number},
              {context.say(message::figure_exhaustion), ColumnKind::number}},
             {},
             {}};
  for (const result::PolicyPrice& price : context.result().prices) {
    if (price.design != design.id) continue;
    for (const result::SectionPrice& part : price.sections) {
      const std::string subject =
          "design/" + design.id + "/policy/" + price.policy + "/section/" + part.section;
      const auto figure = [&](const char* measure) {
        return context.cell(context.find(subject, "aep", measure));
      };
      const std::string name =
          price.policy + ", " + (part.section == part.cover ? context.word(part.cover) : part.section);
      premiums.rows.push_back(
          {name, Cell(context.amount(part.premium, part.premium_se)), figure("rate_on_line")});
      odds.rows.push_back({name, figure("probability_of_attachment"), figure("probability_of_exhaustion")});
    }
  }
  if (premiums.rows.empty()) return;
  section.blocks.emplace_back(std::move(premiums));
  section.blocks.emplace_back(std::move(odds));
}

}  // namespace

Section price_section(const ReportContext& context) {
  Section section{context.say(message::report_price), {}};
  constexpr std::size_t policies_beside_each_other = 3;
  if (context.extent() == Extent::page && !context.designs().empty() && !context.result().prices.empty())
    section.blocks.emplace_back(parts_chart(context));
  for (const scenario::CoverageDesign& design : context.designs()) {
    std::vector<result::PolicyPrice> prices;
    for (const result::PolicyPrice& price : context.result().prices) {
      if (price.design == design.id) prices.push_back(price);
      if (prices.size() == policies_beside_each_other) {
        section.blocks.emplace_back(price_table(context, design, prices));
        prices.clear();
      }
    }
    if (!prices.empty()) section.blocks.emplace_back(price_table(context, design, prices));
    add_sections(context, design, section);
    section.blocks.emplace_back(terms_table(context, design));
    section.blocks.emplace_back(conditions_table(context, design));
  }
  for (const result::AuditCredit& credit : context.result().audit_credits) {
    section.blocks.emplace_back(
        Note{context.say(message::price_credit, {{"deployment", credit.deployment},
                                                 {"credit", percent(credit.credit)},
                                                 {"uncapped", percent(credit.uncapped)},
                                                 {"cap", "±" + percent(credit.cap)}})});
  }
  section.blocks.emplace_back(
      Note{context.say(context.result().prices.empty() ? message::price_none : message::price_note)});
  if (context.designs().empty()) section.blocks.emplace_back(Note{context.say(message::price_many)});
  return section;
}

}  // namespace tenbin::cli
