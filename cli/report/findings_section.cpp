#include <algorithm>
#include <cmath>

#include "report/sections.hpp"
#include "report/verdict.hpp"
#include "tenbin/language/messages/buyer.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {

using language::Message;

namespace {

std::string in_words(const ReportContext& context, const result::MeasureRow& row) {
  return context.amount_in_words(row.value, row.standard_error);
}

void add_ground_up(const ReportContext& context, BulletList& list) {
  const result::MeasureRow* mean = context.find("ground_up", "aep", "mean");
  const std::optional<double> level = context.headline_level();
  const result::MeasureRow* tail = level ? context.find("ground_up", "aep", "var", level) : nullptr;
  if (mean == nullptr || tail == nullptr) return;
  std::string sentence = context.say(message::finding_ground_up, {{"mean", in_words(context, *mean)},
                                                                  {"tail", in_words(context, *tail)},
                                                                  {"years", return_period_words(*level)}});
  const result::MeasureRow* attachment = context.find("ground_up", "aep", "probability_of_attachment");
  if (attachment != nullptr && attachment->value < 1) {
    const std::string share = percent(1 - attachment->value, attachment->value < 0.1 ? 3 : 2);
    sentence += (context.language() == language::Language::english ? " " : "") +
                context.say(message::finding_no_loss, {{"share", share}});
  }
  list.items.push_back(sentence);
}

void add_design(const ReportContext& context, const scenario::CoverageDesign& design, BulletList& list) {
  const std::string prefix = "design/" + design.id;
  const std::optional<double> level = context.headline_level();
  const result::MeasureRow* paid = context.find(prefix + "/insurer", "aep", "mean");
  const result::MeasureRow* kept = context.find(prefix + "/insured", "aep", "mean");
  const result::MeasureRow* tail = level ? context.find(prefix + "/insured", "aep", "var", level) : nullptr;
  std::string prices;
  for (const result::PolicyPrice& price : context.result().prices) {
    if (price.design != design.id) continue;
    if (!prices.empty()) prices += context.say(message::list_separator);
    prices += context.say(
        message::finding_premium_item,
        {{"policy", price.policy},
         {"premium", context.amount_in_words(price.technical_premium, price.technical_premium_se)}});
  }
  if (!prices.empty()) {
    list.items.push_back(context.say(message::finding_premium,
                                     {{"design", context.design_name(design.id)}, {"list", prices}}));
  }
  if (paid == nullptr || kept == nullptr || tail == nullptr) return;
  list.items.push_back(context.say(message::finding_design, {{"design", context.design_name(design.id)},
                                                             {"paid", in_words(context, *paid)},
                                                             {"retained", in_words(context, *kept)},
                                                             {"tail", in_words(context, *tail)},
                                                             {"years", return_period_words(*level)}}));
  const result::MeasureRow* all = context.find("ground_up", "aep", "mean");
  constexpr double rounding = 1e-6;
  if (all != nullptr && all->value - paid->value - kept->value > rounding * all->value) {
    list.items.back() +=
        (context.language() == language::Language::english ? " " : "") +
        context.say(
            message::finding_rest,
            {{"amount", context.amount(all->value - paid->value - kept->value) + " " + context.unit().name}});
  }
}

}  // namespace

namespace {

/// Which design costs an insured more in total, where the errors tell it.
void add_costs(const ReportContext& context, const scenario::CoverageDesign& design, BulletList& list) {
  const auto& all = context.result().buyer_differences;
  for (const result::BuyerDifference& difference : all) {
    const result::BuyerFigure& cost = difference.total_cost;
    if (difference.design != design.id || !std::isfinite(cost.value) || !std::isfinite(cost.standard_error))
      continue;
    // All sentences together hold, as the lines of the table do.
    const double half_width = half_width_of_batches(all.size());
    const Message found = verdict(cost.value, cost.standard_error, half_width);
    if (found == message::difference_none) continue;
    const double sign = found == message::difference_less ? -1 : 1;
    const double reach = half_width * cost.standard_error;
    const auto rounded = [&](double value) { return context.amount(value, cost.standard_error).value; };
    const Message sentence = found == message::difference_more   ? message::finding_cost_more
                             : found == message::difference_less ? message::finding_cost_less
                                                                 : message::finding_cost_unclear;
    list.items.push_back(
        context.say(sentence, {{"party", difference.party.empty() ? context.say(message::subject_insureds)
                                                                  : context.word(difference.party)},
                               {"design", context.design_name(difference.design)},
                               {"reference", context.design_name(difference.reference)},
                               {"amount", rounded(sign * cost.value) + " " + context.unit().name},
                               {"low", rounded(sign * cost.value - reach)},
                               {"high", rounded(sign * cost.value + reach) + " " + context.unit().name}}));
  }
}

/// Where there are too many designs to tell of each: how many of them are worth a look.
void add_many(const ReportContext& context, BulletList& list) {
  const auto& designs = context.result().input.coverage_designs;
  if (designs.empty() || !context.designs().empty()) return;
  std::vector<std::string> parties;
  for (const result::BuyerView& view : context.result().buyer_views) {
    if (std::find(parties.begin(), parties.end(), view.party) == parties.end()) parties.push_back(view.party);
  }
  for (const std::string& party : parties) {
    const auto count = [&](result::Efficiency efficiency) {
      const auto& views = context.result().buyer_views;
      return std::count_if(views.begin(), views.end(), [&](const result::BuyerView& view) {
        return view.party == party && view.efficiency == efficiency;
      });
    };
    list.items.push_back(
        context.say(message::finding_many, {{"party", party.empty() ? party : context.word(party)},
                                            {"count", designs.size()},
                                            {"efficient", count(result::Efficiency::efficient)},
                                            {"dominated", count(result::Efficiency::dominated)},
                                            {"unclear", count(result::Efficiency::cannot_tell)}}));
  }
}

}  // namespace

Section findings_section(const ReportContext& context) {
  BulletList list;
  add_ground_up(context, list);
  for (const scenario::CoverageDesign& design : context.designs()) {
    add_design(context, design, list);
    add_costs(context, design, list);
    for (std::string& finding : gap_findings(context, design.id)) list.items.push_back(std::move(finding));
  }
  add_many(context, list);
  for (const result::AuditPosterior& audit : context.result().audits) {
    list.items.push_back(
        context.say(message::finding_audit, {{"deployment", audit.deployment},
                                             {"mean", grouped(audit.mean, 0)},
                                             {"sd", grouped(audit.sd, 0)},
                                             {"better", percent(better_than_class(audit))}}));
  }
  const auto& assumptions = context.result().assumptions;
  if (!assumptions.empty()) {
    const auto judgement = std::count_if(assumptions.begin(), assumptions.end(),
                                         [](const result::Assumption& a) { return a.judgement; });
    const auto low = std::count_if(assumptions.begin(), assumptions.end(),
                                   [](const result::Assumption& a) { return a.confidence == "low"; });
    list.items.push_back(
        context.say(message::finding_assumptions,
                    {{"judgement", judgement}, {"total", assumptions.size()}, {"low", low}}));
  }
  return {context.say(message::report_in_short), {list}};
}

double better_than_class(const result::AuditPosterior& audit) {
  constexpr double class_mean = 50;  // of the quality scale, by its definition
  return 0.5 * std::erfc((class_mean - audit.mean) / (audit.sd * std::sqrt(2.0)));
}

}  // namespace tenbin::cli
