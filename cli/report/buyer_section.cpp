#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "report/sections.hpp"
#include "report/verdict.hpp"
#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/buyer.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using result::BuyerFigure;
using result::BuyerView;

constexpr std::size_t most_terminal_rows = 20;

std::vector<std::string> parties_of(const ReportContext& context) {
  std::vector<std::string> parties;
  for (const BuyerView& view : context.result().buyer_views) {
    if (std::find(parties.begin(), parties.end(), view.party) == parties.end()) parties.push_back(view.party);
  }
  return parties;
}

std::vector<const BuyerView*> views_of(const ReportContext& context, const std::string& party) {
  std::vector<const BuyerView*> views;
  for (const BuyerView& view : context.result().buyer_views) {
    if (view.party == party) views.push_back(&view);
  }
  return views;
}

std::string party_name(const ReportContext& context, const std::string& party) {
  return party.empty() ? context.say(message::subject_insureds) : context.word(party);
}

Cell amount(const ReportContext& context, const BuyerFigure& figure) {
  if (std::isnan(figure.value)) return Cell("-");
  return Cell(context.amount(figure.value, figure.standard_error));
}

Cell share(const BuyerFigure& figure) {
  if (std::isnan(figure.value)) return Cell("-");
  if (!std::isfinite(figure.standard_error)) return Cell(Estimate{percent(figure.value), "?"});
  Estimate rounded = estimate(100 * figure.value, 100 * figure.standard_error);
  rounded.value += "%";
  if (!rounded.error.empty()) rounded.error += "%";
  return Cell(rounded);
}

bool is_any(const std::vector<const BuyerView*>& views, BuyerFigure BuyerView::*figure) {
  return std::any_of(views.begin(), views.end(),
                     [&](const BuyerView* view) { return !std::isnan((view->*figure).value); });
}

Table cost_table(const ReportContext& context, const std::string& party,
                 const std::vector<const BuyerView*>& views) {
  Table table{context.say(message::buyer_caption,
                          {{"party", party_name(context, party)}, {"unit", context.unit().name}}),
              {{context.say(message::buyer_design), ColumnKind::sentence},
               {context.say(message::buyer_premium), ColumnKind::number},
               {context.say(message::buyer_retained), ColumnKind::number}},
              {},
              {},
              most_terminal_rows};
  const bool has_volatility = is_any(views, &BuyerView::volatility);
  const bool has_budget = is_any(views, &BuyerView::over_budget);
  if (has_volatility) table.columns.push_back({context.say(message::buyer_volatility), ColumnKind::number});
  table.columns.push_back({context.say(message::buyer_total), ColumnKind::number});
  if (has_budget) table.columns.push_back({context.say(message::buyer_over_budget), ColumnKind::number});
  if (views.size() > 1) table.columns.push_back({context.say(message::buyer_difference), ColumnKind::words});
  for (const BuyerView* view : views) {
    std::vector<Cell> cells = {context.design_name(view->design), amount(context, view->premium),
                               amount(context, view->retained)};
    if (has_volatility) cells.push_back(amount(context, view->volatility));
    cells.push_back(amount(context, view->total_cost));
    if (has_budget) cells.push_back(share(view->over_budget));
    if (views.size() > 1) {
      const auto& all = context.result().buyer_differences;
      const auto found = std::find_if(all.begin(), all.end(), [&](const result::BuyerDifference& difference) {
        return difference.design == view->design && difference.party == party;
      });
      cells.push_back(found == all.end() ? Cell("-")
                                         : Cell(context.say(verdict(
                                               found->total_cost.value, found->total_cost.standard_error,
                                               half_width_of_batches(views.size() - 1)))));
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::string frontier_words(const ReportContext& context, const BuyerView& view) {
  switch (view.efficiency) {
    case result::Efficiency::efficient:
      return context.say(message::answer_yes);
    case result::Efficiency::dominated:
      return context.say(message::frontier_dominated, {{"design", context.design_name(view.dominated_by)}});
    case result::Efficiency::cannot_tell:
      break;
  }
  return context.say(message::difference_cannot_tell);
}

void add_frontier(const ReportContext& context, const std::string& party, std::vector<const BuyerView*> views,
                  Section& section) {
  const std::string caption = context.say(
      message::frontier_caption, {{"party", party_name(context, party)}, {"unit", context.unit().name}});
  PointChart chart{caption,
                   context.say(message::frontier_premium_axis, {{"unit", context.unit().name}}),
                   context.say(message::frontier_tail_axis, {{"unit", context.unit().name}}),
                   {}};
  const double unit = context.unit().size;
  for (const auto efficiency :
       {result::Efficiency::efficient, result::Efficiency::cannot_tell, result::Efficiency::dominated}) {
    const Message name = efficiency == result::Efficiency::efficient   ? message::frontier_on
                         : efficiency == result::Efficiency::dominated ? message::frontier_off
                                                                       : message::difference_cannot_tell;
    PlotSeries series{context.say(name), {}};
    for (const BuyerView* view : views) {
      if (view->efficiency != efficiency) continue;
      series.points.push_back({context.design_name(view->design), view->premium.value / unit,
                               view->tail.value / unit, view->premium.standard_error / unit,
                               view->tail.standard_error / unit});
    }
    if (!series.points.empty()) chart.series.push_back(std::move(series));
  }
  section.blocks.emplace_back(std::move(chart));
  // The reader looks for the frontier, from the cheapest on; what is off it follows.
  std::stable_sort(views.begin(), views.end(), [](const BuyerView* a, const BuyerView* b) {
    const auto rank = [](const BuyerView* view) {
      return view->efficiency == result::Efficiency::efficient     ? 0
             : view->efficiency == result::Efficiency::cannot_tell ? 1
                                                                   : 2;
    };
    return rank(a) != rank(b) ? rank(a) < rank(b) : a->premium.value < b->premium.value;
  });
  Table table{caption,
              {{context.say(message::buyer_design), ColumnKind::sentence},
               {context.say(message::buyer_premium), ColumnKind::number},
               {context.say(message::frontier_tail), ColumnKind::number},
               {context.say(message::frontier_verdict), ColumnKind::sentence}},
              {},
              {},
              most_terminal_rows};
  for (const BuyerView* view : views) {
    table.rows.push_back({context.design_name(view->design), amount(context, view->premium),
                          amount(context, view->tail), frontier_words(context, *view)});
  }
  section.blocks.emplace_back(std::move(table));
}

}  // namespace

Section buyer_section(const ReportContext& context) {
  Section section{context.say(message::report_buyer), {}};
  const auto& views = context.result().buyer_views;
  if (views.empty()) return section;
  for (const std::string& party : parties_of(context))
    section.blocks.emplace_back(cost_table(context, party, views_of(context, party)));
  section.blocks.emplace_back(Note{context.say(message::buyer_note)});
  const auto& buyer = context.result().input.buyer;
  if (!buyer || (!buyer->tolerance.cvar_weight && !buyer->tolerance.risk_aversion))
    section.blocks.emplace_back(Note{context.say(message::buyer_no_tolerance)});
  if (std::any_of(views.begin(), views.end(), [](const BuyerView& view) { return view.beyond_sample; }))
    section.blocks.emplace_back(Note{context.say(message::buyer_beyond_sample)});
  if (context.result().input.coverage_designs.size() < 2) return section;
  for (const std::string& party : parties_of(context))
    add_frontier(context, party, views_of(context, party), section);
  section.blocks.emplace_back(Note{context.say(message::frontier_note)});
  return section;
}

}  // namespace tenbin::cli
