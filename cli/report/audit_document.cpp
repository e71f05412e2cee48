#include "report/audit_document.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "report/number_format.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using audit::Answer;
using audit::AuditProspect;
using audit::DimensionScore;
using audit::ItemEffect;
using audit::ItemScore;
using language::Message;

double as_double(real value) { return static_cast<double>(value); }

/// Probability that quality is above the mean of its class; the cap lies below that mean.
double better_than_class(const audit::Belief& belief) {
  if (belief.cap && *belief.cap <= belief.prior_mean) return 0;
  const real z = (belief.normal_mean - belief.prior_mean) / belief.normal_sd;
  return as_double(std::erfc(-z * std::numbers::sqrt2_v<real> / 2) / 2);
}

class Writer {
 public:
  Writer(const AuditReport& report, language::Language language) : report_(report), language_(language) {
    if (is_money()) {
      double largest = as_double(std::max(report.assessment.loss, report.assessment.class_loss));
      for (const AuditProspect& entry : report.prospects) {
        largest = std::max({largest, as_double(entry.premium_if_worse), price(entry)});
      }
      unit_ = money_unit(largest, report.currency, language);
    }
  }

  Document write() const {
    Document document;
    document.title = say(message::audit_title, {{"file", report_.file}});
    document.subtitle = say(is_money() ? message::audit_subtitle_money : message::audit_subtitle,
                            {{"use_case", name_of_word(report_.system.use_case, language_)},
                             {"business_type", name_of_business(report_.system.business_type, language_)},
                             {"method", name_of_word(report_.method, language_)},
                             {"age", significant_digits(report_.age_months, 3)},
                             {"unit", unit_.name}});
    const audit::Belief& belief = report_.assessment.belief;
    if (belief.refer()) {
      std::string items;
      for (const ItemScore* item : report_.assessment.score.failed_gates())
        items += (items.empty() ? "" : ", ") + item->item->id;
      document.warnings.push_back(
          say(message::audit_refer, {{"items", items}, {"cap", significant_digits(report_.cap, 3)}}));
    }
    document.sections.push_back(findings());
    document.sections.push_back({say(message::audit_dimensions_heading), {dimensions()}});
    document.sections.push_back(what_holds());
    document.sections.push_back(what_first());
    if (report_.with_value) document.sections.push_back(value());
    document.sections.push_back(
        {say(message::report_certainty),
         {Paragraph{say(message::audit_unsure,
                        {{"judgement", report_.judgements_used}, {"count", report_.numbers_used}})}}});
    return document;
  }

 private:
  std::string say(Message message, const language::Arguments& arguments = {}) const {
    return text(language_, message, arguments);
  }
  bool is_money() const { return !report_.currency.empty(); }
  double price(const AuditProspect& entry) const { return as_double(entry.price) * report_.money_scale; }

  /// A loss: an amount, or relative to the class.
  std::string loss(real value, int digits = 3) const {
    return is_money() ? significant_digits(as_double(value) / unit_.size, digits)
                      : percent(as_double(value / report_.assessment.class_loss), digits);
  }
  /// Small worths are shown as such: digits of nearly nothing tell nothing.
  std::string worth(const AuditProspect& entry) const {
    constexpr real least = 1e-4L;  // of the loss today
    return entry.worth < least * entry.loss_now ? "< " + loss(least * entry.loss_now, 1)
                                                : loss(entry.worth, 2);
  }
  static std::string one_decimal(real value) { return grouped(as_double(value), 1); }

  std::string answer_words(const ItemScore& item) const {
    static constexpr Message answers[] = {message::answer_yes, message::answer_partly, message::answer_no,
                                          message::answer_not_applicable};
    static constexpr Message evidences[] = {message::evidence_none, message::evidence_self_statement,
                                            message::evidence_document, message::evidence_record,
                                            message::evidence_independent_test};
    std::string words = say(answers[static_cast<std::size_t>(item.answer.answer)]);
    if (item.answer.answer == Answer::yes || item.answer.answer == Answer::partly) {
      words += language_ == language::Language::japanese ? "・" : ", ";
      words += say(evidences[static_cast<std::size_t>(item.answer.evidence)]);
    }
    return words;
  }

  Section findings() const {
    const audit::Assessment& found = report_.assessment;
    BulletList list;
    list.items.push_back(say(message::audit_in_short_percent,
                             {{"percent", percent(as_double(found.percent) / 100, 3)},
                              {"score", one_decimal(found.belief.score)},
                              {"mean", significant_digits(as_double(found.belief.prior_mean), 3)},
                              {"spread", significant_digits(as_double(found.belief.prior_sd), 3)}}));
    list.items.push_back(
        say(message::audit_in_short_belief, {{"quality", one_decimal(found.belief.mean())},
                                             {"sd", one_decimal(found.belief.sd())},
                                             {"better", percent(better_than_class(found.belief))},
                                             {"credibility", percent(as_double(found.belief.credibility))}}));
    if (is_money()) {
      list.items.push_back(
          say(message::audit_in_short_loss,
              {{"loss", loss(found.loss)}, {"class_loss", loss(found.class_loss)}, {"unit", unit_.name}}));
    } else {
      const double relative = as_double(found.loss / found.class_loss);
      list.items.push_back(
          say(message::audit_in_short_relative, {{"loss", significant_digits(relative, 3)}}));
    }
    if (!found.items.empty()) {
      const audit::Item& first = *found.items.front().item->item;
      list.items.push_back(
          say(message::audit_in_short_first, {{"item", first.id}, {"question", first.question(language_)}}));
    }
    return {say(message::report_in_short), {list}};
  }

  Table dimensions() const {
    const audit::Assessment& found = report_.assessment;
    Table table{say(message::audit_dimensions_caption),
                {{say(message::audit_column_dimension), ColumnKind::words},
                 {say(message::audit_column_percent), ColumnKind::number},
                 {say(message::audit_column_weight), ColumnKind::number},
                 {say(message::audit_column_lost), ColumnKind::number}},
                {},
                {}};
    for (std::size_t d = 0; d < found.score.dimensions.size(); ++d) {
      const DimensionScore& dimension = found.score.dimensions[d];
      const std::string name = dimension.dimension->name(language_);
      if (!dimension.applies) {
        table.rows.push_back({name, say(message::audit_not_applicable_short), "", ""});
        continue;
      }
      const real lost = found.weights[d] * (100 - dimension.percent);
      table.rows.push_back({name, percent(as_double(dimension.percent) / 100, 3),
                            percent(as_double(found.weights[d]), 3), one_decimal(lost)});
    }
    table.rows.push_back({say(message::audit_row_whole), percent(as_double(found.percent) / 100, 3), "100%",
                          one_decimal(100 - found.percent)});
    table.strong_rows = {table.rows.size() - 1};
    return table;
  }

  Section what_holds() const {
    Section section{say(message::audit_holds_heading), {}};
    std::vector<const ItemEffect*> items;
    for (const ItemEffect& effect : report_.assessment.items) items.push_back(&effect);
    std::stable_sort(items.begin(), items.end(), [](const ItemEffect* a, const ItemEffect* b) {
      return a->points_lost > b->points_lost;
    });
    if (items.empty()) {
      section.blocks.emplace_back(Paragraph{say(message::audit_nothing_lost)});
      return section;
    }
    Table table{say(message::audit_holds_caption),
                {{say(message::audit_column_item), ColumnKind::words},
                 {say(message::audit_column_question), ColumnKind::sentence},
                 {say(message::audit_column_answer), ColumnKind::sentence},
                 {say(message::audit_column_lost), ColumnKind::number}},
                {},
                {},
                10};
    for (const ItemEffect* effect : items) {
      table.rows.push_back({effect->item->item->id, effect->item->item->question(language_),
                            answer_words(*effect->item), one_decimal(effect->points_lost)});
    }
    section.blocks.emplace_back(std::move(table));
    return section;
  }

  Section what_first() const {
    Section section{say(message::audit_improve_heading), {}};
    Table table{
        say(is_money() ? message::audit_improve_caption_money : message::audit_improve_caption_relative,
            {{"unit", unit_.name}}),
        {{say(message::audit_column_item), ColumnKind::words},
         {say(message::audit_column_question), ColumnKind::sentence},
         {say(message::audit_column_accept), ColumnKind::sentence},
         {say(message::audit_column_saving), ColumnKind::number}},
        {},
        {},
        7};
    for (const ItemEffect& effect : report_.assessment.items) {
      if (effect.saving <= 0) continue;
      table.rows.push_back({effect.item->item->id, effect.item->item->question(language_),
                            effect.item->item->evidence(language_), loss(effect.saving, 2)});
    }
    if (table.rows.empty()) {
      section.blocks.emplace_back(Paragraph{say(message::audit_nothing_lost)});
    } else {
      section.blocks.emplace_back(std::move(table));
    }
    if (report_.assessment.belief.refer()) {
      const std::string saving = loss(report_.assessment.saving_of_gates);
      section.blocks.emplace_back(Note{
          say(message::audit_improve_gates, {{"saving", is_money() ? saving + " " + unit_.name : saving}})});
    }
    section.blocks.emplace_back(Note{say(message::audit_improve_note)});
    return section;
  }

  Section value() const {
    Section section{say(message::audit_value_heading), {}};
    if (report_.prospects.empty()) {
      section.blocks.emplace_back(Paragraph{say(message::audit_value_refer)});
      return section;
    }
    Table table{say(is_money() ? message::audit_value_caption_money : message::audit_value_caption_relative,
                    {{"unit", unit_.name}}),
                {{say(message::audit_value_method), ColumnKind::sentence},
                 {say(message::audit_value_credibility), ColumnKind::number},
                 {say(message::audit_value_premium_if), ColumnKind::number},
                 {say(message::audit_value_open), ColumnKind::number},
                 {say(message::audit_value_bad_case), ColumnKind::number},
                 {say(message::audit_value_worth), ColumnKind::number}},
                {},
                {}};
    if (is_money()) table.columns.push_back({say(message::audit_value_price), ColumnKind::number});
    const AuditProspect& any = report_.prospects.front();
    table.rows.push_back({say(message::audit_value_today), "", loss(any.premium_now), loss(any.loss_sd_now),
                          loss(any.bad_case_now), ""});
    if (is_money()) table.rows.back().emplace_back("");
    std::string worthwhile;
    for (const AuditProspect& entry : report_.prospects) {
      const std::string name = name_of_word(entry.method, language_);
      table.rows.push_back({name, percent(as_double(entry.credibility)),
                            loss(entry.premium_if_better) + " / " + loss(entry.premium_if_worse),
                            loss(entry.loss_sd_after), loss(entry.bad_case_after), worth(entry)});
      if (!is_money()) continue;
      table.rows.back().emplace_back(significant_digits(price(entry) / unit_.size, 3));
      if (as_double(entry.worth) > price(entry)) worthwhile += (worthwhile.empty() ? "" : ", ") + name;
    }
    section.blocks.emplace_back(std::move(table));
    if (is_money()) {
      section.blocks.emplace_back(
          Paragraph{worthwhile.empty() ? say(message::audit_value_not_worth)
                                       : say(message::audit_value_worthwhile, {{"methods", worthwhile}})});
    }
    section.blocks.emplace_back(Note{say(message::audit_value_note)});
    return section;
  }

  const AuditReport& report_;
  language::Language language_;
  MoneyUnit unit_;
};

}  // namespace

Document audit_document(const AuditReport& report, language::Language language) {
  return Writer(report, language).write();
}

nlohmann::ordered_json audit_json(const AuditReport& report) {
  using Json = nlohmann::ordered_json;
  const audit::Assessment& found = report.assessment;
  Json json;
  json["format"] = "tenbin/audit";
  json["version"] = 1;
  json["answers_file"] = report.file;
  json["use_case"] = report.system.use_case;
  json["business_type"] = report.system.business_type;
  json["method"] = report.method;
  json["age_months"] = report.age_months;
  // What the losses are: amounts of money, or multiples of the class's expected number of accidents.
  json["currency"] = report.currency.empty() ? Json(nullptr) : Json(report.currency);
  json["percent"] = as_double(found.percent);
  json["score"] = as_double(found.belief.score);
  json["credibility"] = as_double(found.belief.credibility);
  json["quality_mean"] = as_double(found.belief.mean());
  json["quality_sd"] = as_double(found.belief.sd());
  json["probability_better_than_class"] = better_than_class(found.belief);
  json["refer"] = found.belief.refer();
  json["expected_loss"] = as_double(found.loss);
  json["expected_loss_of_class"] = as_double(found.class_loss);
  Json dimensions = Json::array();
  for (std::size_t d = 0; d < found.score.dimensions.size(); ++d) {
    const DimensionScore& dimension = found.score.dimensions[d];
    dimensions.push_back({{"dimension", dimension.dimension->id},
                          {"applies", dimension.applies},
                          {"percent", dimension.applies ? Json(as_double(dimension.percent)) : Json(nullptr)},
                          {"weight", as_double(found.weights[d])}});
  }
  json["dimensions"] = std::move(dimensions);
  Json items = Json::array();
  for (const DimensionScore& dimension : found.score.dimensions) {
    for (const ItemScore& item : dimension.items) {
      const auto effect = std::find_if(found.items.begin(), found.items.end(), [&](const ItemEffect& entry) {
        return entry.item->item == item.item;
      });
      const bool has_effect = effect != found.items.end();
      items.push_back({{"item", item.item->id},
                       {"level", audit::to_string(item.item->level)},
                       {"answer", audit::to_string(item.answer.answer)},
                       {"evidence", audit::to_string(item.answer.evidence)},
                       {"points", item.applies ? Json(as_double(item.points)) : Json(nullptr)},
                       {"failed_required", item.failed_gate},
                       {"percent_lost", has_effect ? as_double(effect->points_lost) : 0.0},
                       {"score_gained", has_effect ? as_double(effect->score_gained) : 0.0},
                       {"saving", has_effect ? as_double(effect->saving) : 0.0}});
    }
  }
  json["items"] = std::move(items);
  json["saving_of_failed_required_items"] = as_double(found.saving_of_gates);
  if (report.with_value) {
    Json prospects = Json::array();
    for (const AuditProspect& entry : report.prospects) {
      prospects.push_back(
          {{"method", entry.method},
           {"credibility", as_double(entry.credibility)},
           {"quality_sd_after", as_double(entry.quality_sd_after)},
           {"expected_loss", as_double(entry.loss_now)},
           {"loss_sd_now", as_double(entry.loss_sd_now)},
           {"loss_sd_moved", as_double(entry.loss_sd_moved)},
           {"loss_sd_after", as_double(entry.loss_sd_after)},
           {"bad_case_now", as_double(entry.bad_case_now)},
           {"bad_case_after", as_double(entry.bad_case_after)},
           {"premium_now", as_double(entry.premium_now)},
           {"premium_if_better", as_double(entry.premium_if_better)},
           {"premium_if_worse", as_double(entry.premium_if_worse)},
           {"chance", as_double(entry.chance)},
           {"worth", as_double(entry.worth)},
           {"price",
            report.currency.empty() ? Json(nullptr) : Json(as_double(entry.price) * report.money_scale)}});
    }
    json["value_of_audit"] = std::move(prospects);
  }
  return json;
}

}  // namespace tenbin::cli
