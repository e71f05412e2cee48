#include "tenbin/scenario/term_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/policy_terms.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/ranges.hpp"
#include "tenbin/scenario/rules.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::scenario {
namespace {

const std::vector<std::string> ai_exclusions = {"none", "generative_only", "all_ai"};

template <class S>
Field retention_field() {
  return bound(&S::self_insured_retention, {.key = "self_insured_retention",
                                            .unit = Unit::amount,
                                            .range = positive_amount,
                                            .doc = message::doc_self_insured_retention,
                                            .example = "5e6"});
}

/// An entry that is there, without faults, and of the right kind; else null.
const Node* number_at(const Node& object, std::string_view key) {
  const Node* entry = object.find(key);
  return entry != nullptr && entry->is_sound && entry->is_numeric() ? entry : nullptr;
}

const Node* word_at(const Node& object, std::string_view key) {
  const Node* entry = object.find(key);
  return entry != nullptr && entry->is_sound && entry->kind == Node::Kind::string ? entry : nullptr;
}

Rule rule(Message statement, void (*check)(const Node&, Reading&, Message)) {
  return {statement, [check](const void*, const Node& node, Reading& reading, Message said) {
            check(node, reading, said);
          }};
}

void check_one_retention(const Node& node, Reading& reading, Message statement) {
  const Node* retention = number_at(node, "self_insured_retention");
  if (retention == nullptr) return;
  for (const char* other : {"deductible", "waiting_hours"}) {
    const Node* given = node.find(other);
    if (given == nullptr) continue;
    if (given->kind == Node::Kind::object) {
      const Node* type = word_at(*given, "type");
      if (type == nullptr || type->text == "none") continue;
    }
    reading.report(*retention, message::error_two_retentions,
                   {{"value", retention->text}, {"other_key", in_quotes(other)}, {"rule", statement}});
  }
}

void check_aggregate(const Node& node, Reading& reading, Message statement) {
  const Node* deductible = number_at(node, "aggregate_deductible");
  if (deductible == nullptr || deductible->number <= 0 || reading.is_given(node, "aggregate_limit")) return;
  reading.report(*deductible, message::error_no_aggregate_limit,
                 {{"value", deductible->text}, {"rule", statement}});
}

void check_indemnity_hours(const Node& node, Reading& reading, Message statement) {
  const Node* hours = number_at(node, "indemnity_hours");
  const Node* cover = word_at(node, "cover");
  if (hours == nullptr || cover == nullptr) return;
  const std::vector<std::string>& covers = time_based_covers();
  if (std::find(covers.begin(), covers.end(), cover->text) != covers.end()) return;
  reading.report(*hours, message::error_indemnity_hours,
                 {{"value", hours->text},
                  {"cover", in_quotes(cover->text)},
                  {"choices", fmt::format("{}", fmt::join(covers, ", "))},
                  {"rule", statement}});
}

void check_limit_basis(const Node& node, Reading& reading, Message statement) {
  const Node* basis = word_at(node, "limit_basis");
  if (basis == nullptr || basis->text != "includes_deductible") return;
  const Node* deductible = node.find("deductible");
  const Node* limit = number_at(node, "occurrence_limit");
  if (deductible != nullptr && !deductible->is_sound) return;
  if (!is_sound(node, "occurrence_limit")) return;
  const Node* type = deductible == nullptr ? nullptr : word_at(*deductible, "type");
  const Node* amount = deductible == nullptr ? nullptr : number_at(*deductible, "amount");
  if (type != nullptr && type->text == "ordinary" && amount != nullptr && limit != nullptr &&
      amount->number < limit->number)
    return;
  reading.report(*basis, message::error_limit_basis,
                 {{"value", in_quotes(basis->text)}, {"rule", statement}});
}

void check_retroactive(const Node& node, Reading& reading, Message statement) {
  const Node* years = number_at(node, "retroactive_years");
  if (years == nullptr || !is_sound(node, "trigger")) return;
  const Node* trigger = node.find("trigger");
  if (trigger != nullptr && trigger->text == "claims_made") return;
  reading.report(*years, message::error_retroactive, {{"value", years->text}, {"rule", statement}});
}

void check_history(const Node& node, Reading& reading, Message statement) {
  const Node* years = number_at(node, "history_years");
  const bool late = reading.is_given(node, "report_lag");
  if (late && !reading.is_given(node, "history_years")) {
    reading.report_missing(node, "history_years", message::error_no_history, {{"rule", statement}});
  } else if (!late && years != nullptr && years->number > 0) {
    reading.report(*years, message::error_history_without_lag, {{"value", years->text}, {"rule", statement}});
  }
}

void check_ai_probability(const Node& node, Reading& reading, Message statement) {
  const Node* probability = number_at(node, "ai_probability");
  if (probability == nullptr || !is_sound(node, "ai_cause")) return;
  const Node* cause = node.find("ai_cause");
  if (cause != nullptr && cause->text != "none") return;
  if (probability->number == 1) return;  // the default, as a scenario is written out
  reading.report(*probability, message::error_ai_probability,
                 {{"value", probability->text}, {"rule", statement}});
}

}  // namespace

std::vector<Field> peril_term_fields(const Table& (*distribution)()) {
  return {bound(&Peril::defence_cost, {.key = "defence_cost",
                                       .shape = Shape::object,
                                       .doc = message::doc_peril_defence_cost,
                                       .example = R"({"distribution": "lognormal", "mu": 14, "sigma": 1})",
                                       .table = distribution}),
          bound(&Peril::report_lag, {.key = "report_lag",
                                     .shape = Shape::object,
                                     .doc = message::doc_report_lag,
                                     .example = R"({"distribution": "gamma", "shape": 2, "scale": 0.5})",
                                     .table = distribution}),
          bound(&Peril::history_years, {.key = "history_years",
                                        .shape = Shape::integer,
                                        .unit = Unit::years,
                                        .range = between(0, 100),
                                        .doc = message::doc_history_years,
                                        .example = "5"}),
          bound(&Peril::series, {.key = "series",
                                 .shape = Shape::choice,
                                 .doc = message::doc_series,
                                 .example = "\"clusters\"",
                                 .choices = {"none", "clusters"}}),
          bound(&Peril::ai_cause, {.key = "ai_cause",
                                   .shape = Shape::choice,
                                   .doc = message::doc_ai_cause,
                                   .example = "\"predictive\"",
                                   .choices = {"none", "predictive", "generative"}}),
          bound(&Peril::ai_probability, {.key = "ai_probability",
                                         .unit = Unit::share,
                                         .range = probability,
                                         .doc = message::doc_ai_probability,
                                         .example = "0.3"})};
}

std::vector<Field> section_term_fields() {
  return {retention_field<Section>(),
          bound(&Section::limit_basis, {.key = "limit_basis",
                                        .shape = Shape::choice,
                                        .doc = message::doc_limit_basis,
                                        .example = "\"above_deductible\"",
                                        .choices = {"above_deductible", "includes_deductible"}}),
          bound(&Section::indemnity_hours, {.key = "indemnity_hours",
                                            .unit = Unit::hours,
                                            .range = above_to(0, 87'600),
                                            .doc = message::doc_indemnity_hours,
                                            .example = "2160"}),
          bound(&Section::defence_cost, {.key = "defence_cost",
                                         .shape = Shape::choice,
                                         .doc = message::doc_defence_cost,
                                         .example = "\"outside\"",
                                         .choices = {"outside", "inside", "not_covered"}}),
          bound(&Section::fines, {.key = "fines",
                                  .shape = Shape::choice,
                                  .doc = message::doc_fines,
                                  .example = "\"not_covered\"",
                                  .choices = {"not_covered", "covered"}}),
          bound(&Section::ai_exclusion, {.key = "ai_exclusion",
                                         .shape = Shape::choice,
                                         .doc = message::doc_section_ai_exclusion,
                                         .example = "\"all_ai\"",
                                         .choices = ai_exclusions})};
}

std::vector<Field> policy_term_fields() {
  return {retention_field<Policy>(),
          bound(&Policy::trigger, {.key = "trigger",
                                   .shape = Shape::choice,
                                   .doc = message::doc_trigger,
                                   .example = "\"claims_made\"",
                                   .choices = {"losses_occurring", "claims_made"}}),
          bound(&Policy::retroactive_years, {.key = "retroactive_years",
                                             .unit = Unit::years,
                                             .range = between(0, 100),
                                             .doc = message::doc_retroactive_years,
                                             .example = "3"}),
          bound(&Policy::batch_clause, {.key = "batch_clause",
                                        .shape = Shape::choice,
                                        .doc = message::doc_batch_clause,
                                        .example = "\"by_cause\"",
                                        .choices = {"none", "by_cause"}}),
          bound(&Policy::ai_exclusion, {.key = "ai_exclusion",
                                        .shape = Shape::choice,
                                        .doc = message::doc_policy_ai_exclusion,
                                        .example = "\"generative_only\"",
                                        .choices = ai_exclusions})};
}

std::vector<Rule> peril_term_rules() {
  return {rule(message::rule_late_reports, check_history),
          rule(message::rule_ai_probability, check_ai_probability)};
}

std::vector<Rule> section_term_rules() {
  return {rule(message::rule_one_retention, check_one_retention),
          rule(message::rule_aggregate, check_aggregate),
          rule(message::rule_waiting_hours, check_indemnity_hours),
          rule(message::rule_limit_basis, check_limit_basis)};
}

std::vector<Rule> policy_term_rules() {
  return {rule(message::rule_one_retention, check_one_retention),
          rule(message::rule_aggregate, check_aggregate), rule(message::rule_retroactive, check_retroactive)};
}

}  // namespace tenbin::scenario
