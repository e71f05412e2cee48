#include <cstdint>
#include <nlohmann/json.hpp>

#include "tenbin/language/messages/audit.hpp"
#include "tenbin/language/messages/book.hpp"
#include "tenbin/language/messages/buyer.hpp"
#include "tenbin/language/messages/fields.hpp"
#include "tenbin/language/messages/guarantee.hpp"
#include "tenbin/language/messages/peril_heads.hpp"
#include "tenbin/language/messages/perils.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/field.hpp"
#include "tenbin/scenario/grid.hpp"
#include "tenbin/scenario/liability_fields.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/scenario/product_rules.hpp"
#include "tenbin/scenario/ranges.hpp"
#include "tenbin/scenario/rules.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/scenario/term_fields.hpp"
#include "tenbin/scenario/vocabulary.hpp"

/// The tables of everything but distributions (families.cpp).
namespace tenbin::scenario {
namespace {

Field id(Message doc, std::string example, Need need = Need::required) {
  return {.key = "id", .shape = Shape::id, .need = need, .doc = doc, .example = std::move(example)};
}

const Table& simulation_table() {
  static const Table table{.name = "simulation",
                           .doc = message::doc_simulation,
                           .fields = {bound(&Simulation::years, {.key = "years",
                                                                 .shape = Shape::integer,
                                                                 .unit = Unit::years,
                                                                 .range = between(1, 2147483648.0),
                                                                 .doc = message::doc_years,
                                                                 .example = "1000000"}),
                                      bound(&Simulation::seed, {.key = "seed",
                                                                .shape = Shape::integer,
                                                                .range = {.low = 0},
                                                                .doc = message::doc_seed,
                                                                .example = "20260401"}),
                                      bound(&Simulation::levels, {.key = "levels",
                                                                  .shape = Shape::numbers,
                                                                  .unit = Unit::share,
                                                                  .range = inside(0, 1),
                                                                  .doc = message::doc_levels,
                                                                  .example = "[0.9, 0.95, 0.99]",
                                                                  .least = 1,
                                                                  .most = 100,
                                                                  .sequence = Sequence::ascending}),
                                      bound(&Simulation::parameters, {.key = "parameters",
                                                                      .shape = Shape::choice,
                                                                      .doc = message::doc_parameters,
                                                                      .example = "\"fixed\"",
                                                                      .choices = {"uncertain", "fixed"}})}};
  return table;
}

/// Fields that a peril and each of its further heads have.
template <class Owner>
Field head_field(Need need, const char* example) {
  return bound(&Owner::head, {.key = "head",
                              .shape = Shape::choice,
                              .need = need,
                              .doc = message::doc_peril_head,
                              .example = example,
                              .choices = damage_heads(),
                              .aliases = {{"non_damage_interruption", "interruption"}}});
}
template <class Owner>
Field severity_field(const char* example) {
  return bound(&Owner::severity, {.key = "severity",
                                  .shape = Shape::object,
                                  .need = Need::required,
                                  .doc = message::doc_severity,
                                  .example = example,
                                  .table = distribution_table});
}
template <class Owner>
Field gross_profit_field() {
  return bound(&Owner::gross_profit_per_hour, {.key = "gross_profit_per_hour",
                                               .unit = Unit::amount,
                                               .range = positive_amount,
                                               .doc = message::doc_peril_gross_profit_per_hour,
                                               .example = "130000"});
}
template <class Owner>
Field contractual_share_field() {
  return bound(&Owner::contractual_share, {.key = "contractual_share",
                                           .unit = Unit::share,
                                           .range = probability,
                                           .doc = message::doc_peril_contractual_share,
                                           .example = "0.3"});
}

const Table& further_head_table() {
  static const Table table{
      .name = "further_head",
      .doc = message::doc_further_head,
      .fields = {head_field<PerilHead>(Need::required, "\"business_interruption\""),
                 severity_field<PerilHead>(R"({"distribution": "lognormal", "mu": 16, "sigma": 1})"),
                 bound(&PerilHead::probability, {.key = "probability",
                                                 .unit = Unit::share,
                                                 .range = above_to(0, 1),
                                                 .doc = message::doc_head_probability,
                                                 .example = "0.2"}),
                 gross_profit_field<PerilHead>(), contractual_share_field<PerilHead>()},
      .rules = further_head_rules()};
  return table;
}

const Table& peril_table() {
  static const Table table{
      .name = "peril",
      .doc = message::doc_peril,
      .fields = with(peril_term_fields(distribution_table),
                     {bound(&Peril::id, id(message::doc_peril_id, "\"claims\"")),
                      bound(&Peril::frequency, {.key = "frequency",
                                                .shape = Shape::object,
                                                .need = Need::required,
                                                .doc = message::doc_frequency,
                                                .example = R"({"distribution": "poisson", "mean": 5})",
                                                .table = frequency_table}),
                      severity_field<Peril>(R"({"distribution": "lognormal", "mu": 10, "sigma": 1.5})"),
                      head_field<Peril>(Need::optional, "\"recall\""),
                      bound(&Peril::bearer, {.key = "bearer",
                                             .shape = Shape::choice,
                                             .doc = message::doc_peril_bearer,
                                             .example = "\"business_user\"",
                                             .choices = parties(),
                                             .aliases = party_codes()}),
                      gross_profit_field<Peril>(), contractual_share_field<Peril>(),
                      bound(&Peril::further_heads,
                            {.key = "further_heads",
                             .shape = Shape::objects,
                             .doc = message::doc_further_heads,
                             .example = R"([{"head": "business_interruption", "severity": {...}}])",
                             .most = 20,
                             .table = further_head_table}),
                      bound(&Peril::head_dependence, {.key = "head_dependence",
                                                      .shape = Shape::choice,
                                                      .doc = message::doc_head_dependence,
                                                      .example = "\"comonotone\"",
                                                      .choices = {"independent", "comonotone"}})}),
      .rules = peril_rules()};
  return table;
}

/// Dimensions of the checklist, with their percentages.
std::vector<Field> checklist_dimensions() {
  const auto entry = [](const char* key, Message doc) {
    return Field{.key = key, .unit = Unit::points, .range = between(0, 100), .doc = doc, .example = "62"};
  };
  return {entry("requirements", message::doc_dimension_requirements),
          entry("data", message::doc_dimension_data),
          entry("model", message::doc_dimension_model),
          entry("system_safety", message::doc_dimension_system_safety),
          entry("operation", message::doc_dimension_operation),
          entry("security", message::doc_dimension_security),
          entry("governance", message::doc_dimension_governance),
          entry("people", message::doc_dimension_people),
          entry("contract", message::doc_dimension_contract)};
}

const Table& audit_table() {
  static const Table table{.name = "audit",
                           .doc = message::doc_audit,
                           .fields = {bound(&Audit::method, {.key = "method",
                                                             .shape = Shape::choice,
                                                             .need = Need::required,
                                                             .doc = message::doc_audit_method,
                                                             .example = "\"external_audit\"",
                                                             .choices = audit_methods()}),
                                      bound(&Audit::score, {.key = "score",
                                                            .unit = Unit::points,
                                                            .range = between(0, 100),
                                                            .doc = message::doc_audit_score,
                                                            .example = "72"}),
                                      bound(&Audit::checklist, {.key = "checklist",
                                                                .shape = Shape::text,
                                                                .doc = message::doc_audit_checklist,
                                                                .example = "\"answers.csv\"",
                                                                .least = 1,
                                                                .most = 1000}),
                                      bound(&Audit::dimensions, {.key = "dimensions",
                                                                 .shape = Shape::amounts,
                                                                 .doc = message::doc_audit_dimensions,
                                                                 .example = R"({"data": 62, "model": 70})",
                                                                 .names = checklist_dimensions()}),
                                      bound(&Audit::age_months, {.key = "age_months",
                                                                 .unit = Unit::months,
                                                                 .range = between(0, 240),
                                                                 .doc = message::doc_audit_age,
                                                                 .example = "4"}),
                                      bound(&Audit::required_item_failed, {.key = "required_item_failed",
                                                                           .shape = Shape::flag,
                                                                           .doc = message::doc_audit_failed,
                                                                           .example = "false"})},
                           .rules = audit_rules()};
  return table;
}

const Table& guarantee_table() {
  using G = PerformanceGuarantee;
  const auto count = [](const char* key, double low, double high, Need need, Message doc,
                        const char* example) {
    return Field{.key = key,
                 .shape = Shape::integer,
                 .unit = Unit::count,
                 .range = between(low, high),
                 .need = need,
                 .doc = doc,
                 .example = example};
  };
  const auto money = [](const char* key, Unit unit, Need need, Message doc, const char* example) {
    return Field{
        .key = key, .unit = unit, .range = positive_amount, .need = need, .doc = doc, .example = example};
  };
  static const Table table{
      .name = "performance_guarantee",
      .doc = message::doc_guarantee,
      .fields = {bound(&G::promised_error_rate, {.key = "promised_error_rate",
                                                 .unit = Unit::share,
                                                 .range = inside(0, 1),
                                                 .need = Need::required,
                                                 .doc = message::doc_guarantee_promised,
                                                 .example = "0.06"}),
                 bound(&G::tolerance, {.key = "tolerance",
                                       .unit = Unit::share,
                                       .range = from_below(0, 1),
                                       .doc = message::doc_guarantee_tolerance,
                                       .example = "0.01"}),
                 bound(&G::test_samples,
                       count("test_samples", 1, 1e8, Need::required, message::doc_guarantee_samples, "1200")),
                 bound(&G::test_errors,
                       count("test_errors", 0, 1e8, Need::required, message::doc_guarantee_errors, "54")),
                 bound(&G::monitoring_months, count("monitoring_months", 1, 12, Need::optional,
                                                    message::doc_guarantee_monitoring, "1")),
                 bound(&G::monitoring_samples, count("monitoring_samples", 1, 1e6, Need::optional,
                                                     message::doc_guarantee_monitoring_samples, "1000")),
                 bound(&G::cure_months,
                       count("cure_months", 0, 12, Need::optional, message::doc_guarantee_cure, "2")),
                 bound(&G::volume, money("volume", Unit::per_year, Need::required,
                                         message::doc_guarantee_volume, "12e6")),
                 bound(&G::unit_loss, money("unit_loss", Unit::amount, Need::required,
                                            message::doc_guarantee_unit_loss, "20")),
                 bound(&G::maximum, money("maximum", Unit::amount, Need::optional,
                                          message::doc_guarantee_maximum, "2.5e7"))},
      .rules = guarantee_rules()};
  return table;
}

const Table& ai_component_table() {
  static const Table table{
      .name = "component",
      .doc = message::doc_component,
      .fields = {bound(&Component::id, id(message::doc_component_id, "\"vision-model-a\"")),
                 bound(&Component::kind,
                       {.key = "kind",
                        .shape = Shape::choice,
                        .need = Need::required,
                        .doc = message::doc_component_kind,
                        .example = "\"foundation_model\"",
                        .choices = {"foundation_model", "cloud", "ot_vendor", "data_set", "environment"}})}};
  return table;
}

/// What a deployment's exposure and performance may name. A new quantity of the library is one new line here.
std::vector<Field> exposures() {
  const auto entry = [](const char* key, Unit unit, Message doc, const char* example) {
    return Field{.key = key, .unit = unit, .range = positive_amount, .doc = doc, .example = example};
  };
  return {entry("turnover", Unit::amount_per_year, message::doc_turnover, "4.2e9"),
          entry("units", Unit::per_year, message::doc_units, "12e6"),
          entry("gross_profit_per_day", Unit::amount_per_day, message::doc_gross_profit_per_day, "3.1e6"),
          entry("insured_value", Unit::amount, message::doc_insured_value, "2.5e9"),
          entry("machines", Unit::count, message::doc_machines, "40"),
          entry("machine_value", Unit::amount, message::doc_machine_value, "6e8"),
          entry("robots", Unit::count, message::doc_robots, "30"),
          entry("payroll", Unit::amount_per_year, message::doc_payroll, "1.2e9"),
          entry("fees", Unit::amount_per_year, message::doc_fees, "5e8"),
          entry("annual_fee", Unit::amount_per_year, message::doc_annual_fee, "2.5e7"),
          entry("pieces_per_product", Unit::count, message::doc_pieces_per_product, "4"),
          {.key = "sites",
           .unit = Unit::count,
           .range = between(1, largest_amount),
           .doc = message::doc_sites,
           .example = "20"},
          entry("devices", Unit::count, message::doc_devices, "30000"),
          entry("sessions", Unit::per_year, message::doc_sessions, "1e6"),
          entry("decisions", Unit::per_year, message::doc_decisions, "50000"),
          entry("patients", Unit::per_year, message::doc_patients, "20000"),
          entry("users", Unit::count, message::doc_users, "1000"),
          entry("agent_actions", Unit::per_year, message::doc_agent_actions, "1e6"),
          entry("unit_margin", Unit::amount, message::doc_unit_margin, "20")};
}

std::vector<Field> performances() {
  const auto entry = [](const char* key, Message doc, const char* example) {
    return Field{.key = key, .unit = Unit::share, .range = probability, .doc = doc, .example = example};
  };
  return {entry("false_negative_rate", message::doc_false_negative_rate, "0.05"),
          entry("false_positive_rate", message::doc_false_positive_rate, "0.02"),
          entry("defect_rate", message::doc_defect_rate, "0.0001"),
          entry("detection_rate", message::doc_detection_rate, "0.8")};
}

const Table& deployment_table() {
  static const Table table{
      .name = "deployment",
      .doc = message::doc_deployment,
      .fields = {bound(&Deployment::id, id(message::doc_deployment_id, "\"line-7\"")),
                 bound(&Deployment::use_case, {.key = "use_case",
                                               .shape = Shape::choice,
                                               .need = Need::required,
                                               .doc = message::doc_use_case,
                                               .example = "\"visual_inspection\"",
                                               .choices = use_cases()}),
                 bound(&Deployment::business_type, {.key = "business_type",
                                                    .shape = Shape::choice,
                                                    .need = Need::required,
                                                    .doc = message::doc_business_type,
                                                    .example = "\"business_user\"",
                                                    .choices = business_types()}),
                 bound(&Deployment::autonomy, {.key = "autonomy",
                                               .shape = Shape::choice,
                                               .need = Need::required,
                                               .doc = message::doc_autonomy,
                                               .example = "\"substitute\"",
                                               .choices = {"assist", "substitute"}}),
                 bound(&Deployment::ai, {.key = "ai",
                                         .shape = Shape::choice,
                                         .doc = message::doc_ai,
                                         .example = "\"none\"",
                                         .choices = {"used", "none"}}),
                 bound(&Deployment::people, {.key = "people",
                                             .shape = Shape::choice,
                                             .doc = message::doc_people,
                                             .example = "\"consumers\"",
                                             .choices = {"consumers", "elderly_or_disabled"}}),
                 bound(&Deployment::product_class, {.key = "product_class",
                                                    .shape = Shape::id,
                                                    .doc = message::doc_product_class,
                                                    .example = "\"auto_parts\""}),
                 bound(&Deployment::exposure, {.key = "exposure",
                                               .shape = Shape::amounts,
                                               .need = Need::required,
                                               .doc = message::doc_exposure,
                                               .example = R"({"turnover": 4.2e9, "units": 12e6})",
                                               .names = exposures()}),
                 bound(&Deployment::performance, {.key = "performance",
                                                  .shape = Shape::amounts,
                                                  .doc = message::doc_performance,
                                                  .example = R"({"false_negative_rate": 0.05})",
                                                  .names = performances()}),
                 bound(&Deployment::audit, {.key = "audit",
                                            .shape = Shape::object,
                                            .doc = message::doc_audit,
                                            .example = R"({"method": "external_audit", "score": 72})",
                                            .table = audit_table}),
                 bound(&Deployment::performance_guarantee,
                       {.key = "performance_guarantee",
                        .shape = Shape::object,
                        .doc = message::doc_guarantee,
                        .example = R"({"promised_error_rate": 0.06, "test_samples": 1200, ...})",
                        .table = guarantee_table}),
                 bound(&Deployment::components,
                       {.key = "components",
                        .shape = Shape::objects,
                        .doc = message::doc_components,
                        .example = R"([{"id": "vision-model-a", "kind": "foundation_model"}])",
                        .most = 1000,
                        .table = ai_component_table})},
      .rules = deployment_rules()};
  return table;
}

std::vector<Field> shares() {
  const auto entry = [](const std::string& key, Message doc) {
    return Field{.key = key, .unit = Unit::share, .range = probability, .doc = doc, .example = "0.4"};
  };
  const Message docs[] = {message::doc_share_data_provider, message::doc_share_developer,
                          message::doc_share_integrator,    message::doc_share_machine_maker,
                          message::doc_share_business_user, message::doc_share_auditor};
  std::vector<Field> result;
  for (std::size_t i = 0; i < parties().size(); ++i) result.push_back(entry(parties()[i], docs[i]));
  result.push_back(entry("victim", message::doc_share_victim));
  return result;
}

const Table& liability_table() {
  static const Table table{
      .name = "liability",
      .doc = message::doc_liability,
      .fields = with(liability_preset_fields(),
                     {bound(&Liability::rule, {.key = "rule",
                                               .shape = Shape::choice,
                                               .doc = message::doc_liability_rule,
                                               .example = "\"FIXED_SHARES\"",
                                               .choices = {"FIXED_SHARES"}}),
                      bound(&Liability::shares, {.key = "shares",
                                                 .shape = Shape::amounts,
                                                 .doc = message::doc_shares,
                                                 .example = R"({"integrator": 0.4, "business_user": 0.6})",
                                                 .aliases = party_codes(),
                                                 .names = shares()})}),
      .rules = liability_rules()};
  return table;
}

const Table& deductible_table() {
  static const Table table = [] {
    const Field amount = bound(&Deductible::amount, {.key = "amount",
                                                     .unit = Unit::amount,
                                                     .range = positive_amount,
                                                     .need = Need::required,
                                                     .doc = message::doc_deductible_amount,
                                                     .example = "1e6"});
    Table result{.name = "deductible", .doc = message::doc_deductible};
    result.variants = {{"none", message::doc_deductible_none},
                       {"ordinary", message::doc_deductible_ordinary, {amount}},
                       {"franchise", message::doc_deductible_franchise, {amount}},
                       {"percentage",
                        message::doc_deductible_percentage,
                        {bound(&Deductible::rate, {.key = "rate",
                                                   .unit = Unit::share,
                                                   .range = above_to(0, 1),
                                                   .need = Need::required,
                                                   .doc = message::doc_deductible_rate,
                                                   .example = "0.1"}),
                         bound(&Deductible::of, {.key = "of",
                                                 .shape = Shape::choice,
                                                 .doc = message::doc_deductible_of,
                                                 .example = "\"loss\"",
                                                 .choices = {"loss", "sum_insured"}}),
                         bound(&Deductible::minimum, {.key = "minimum",
                                                      .unit = Unit::amount,
                                                      .range = amount_from_zero,
                                                      .doc = message::doc_deductible_minimum,
                                                      .example = "1e6"}),
                         bound(&Deductible::maximum, {.key = "maximum",
                                                      .shape = Shape::limit,
                                                      .unit = Unit::amount,
                                                      .range = positive_amount,
                                                      .doc = message::doc_deductible_maximum,
                                                      .example = "5e7"})}}};
    result.discriminator =
        bound(&Deductible::type, {.key = "type",
                                  .shape = Shape::choice,
                                  .need = Need::required,
                                  .doc = message::doc_deductible_type,
                                  .example = "\"ordinary\"",
                                  .choices = {"none", "ordinary", "franchise", "percentage"}});
    result.rules = deductible_rules();
    result.lists = Lists::grid;
    return result;
  }();
  return table;
}

const Table& audit_condition_table() {
  static const Table table = [] {
    Table result{.name = "audit_condition", .doc = message::doc_audit_condition};
    result.fields = {
        bound(&AuditCondition::minimum_score, {.key = "minimum_score",
                                               .unit = Unit::points,
                                               .range = between(0, 100),
                                               .doc = message::doc_minimum_score,
                                               .example = "60"}),
        bound(&AuditCondition::required_methods, {.key = "required_methods",
                                                  .shape = Shape::ids,
                                                  .doc = message::doc_required_methods,
                                                  .example = "[\"external_audit\", \"certification\"]",
                                                  .choices = audit_methods(),
                                                  .least = 1,
                                                  .most = 100}),
        bound(&AuditCondition::re_audit_interval_months, {.key = "re_audit_interval_months",
                                                          .unit = Unit::months,
                                                          .range = above_to(0, 240),
                                                          .doc = message::doc_re_audit_interval,
                                                          .example = "12"})};
    result.variants = {{"refuse", message::doc_otherwise_refuse},
                       {"reduce",
                        message::doc_otherwise_reduce,
                        {bound(&AuditCondition::reduced_share, {.key = "reduced_share",
                                                                .unit = Unit::share,
                                                                .range = inside(0, 1),
                                                                .need = Need::required,
                                                                .doc = message::doc_reduced_share,
                                                                .example = "0.5"})}},
                       {"load",
                        message::doc_otherwise_load,
                        {bound(&AuditCondition::premium_load, {.key = "premium_load",
                                                               .unit = Unit::share,
                                                               .range = above_to(0, 10),
                                                               .need = Need::required,
                                                               .doc = message::doc_premium_load,
                                                               .example = "0.25"})}}};
    result.discriminator = bound(&AuditCondition::otherwise, {.key = "otherwise",
                                                              .shape = Shape::choice,
                                                              .need = Need::required,
                                                              .doc = message::doc_otherwise,
                                                              .example = "\"refuse\"",
                                                              .choices = {"refuse", "reduce", "load"}});
    result.rules = audit_condition_rules();
    return result;
  }();
  return table;
}

/// Terms that sections and policies share.
template <class S>
std::vector<Field> terms() {
  return {bound(&S::occurrence_limit, {.key = "occurrence_limit",
                                       .shape = Shape::limit,
                                       .unit = Unit::amount,
                                       .range = positive_amount,
                                       .doc = message::doc_occurrence_limit,
                                       .example = "3e8"}),
          bound(&S::share, {.key = "share",
                            .unit = Unit::share,
                            .range = above_to(0, 1),
                            .doc = message::doc_share,
                            .example = "0.9"}),
          bound(&S::aggregate_deductible, {.key = "aggregate_deductible",
                                           .unit = Unit::amount_per_year,
                                           .range = amount_from_zero,
                                           .doc = message::doc_aggregate_deductible,
                                           .example = "1e6"}),
          bound(&S::aggregate_limit, {.key = "aggregate_limit",
                                      .shape = Shape::limit,
                                      .unit = Unit::amount_per_year,
                                      .range = positive_amount,
                                      .doc = message::doc_aggregate_limit,
                                      .example = "5e8"}),
          bound(&S::audit_condition, {.key = "audit_condition",
                                      .shape = Shape::object,
                                      .doc = message::doc_audit_condition,
                                      .example = R"({"minimum_score": 60, "otherwise": "refuse"})",
                                      .table = audit_condition_table})};
}

Field deductible_field(Message doc) {
  return {.key = "deductible",
          .shape = Shape::object,
          .doc = doc,
          .example = R"({"type": "ordinary", "amount": 1e6})",
          .table = deductible_table};
}

const Table& section_table() {
  static const Table table = [] {
    Table result{.name = "section", .doc = message::doc_section};
    result.fields = {bound(&Section::id, id(message::doc_section_id, "\"recall-japan\"", Need::optional)),
                     bound(&Section::cover, {.key = "cover",
                                             .shape = Shape::choice,
                                             .need = Need::required,
                                             .doc = message::doc_cover,
                                             .example = "\"all\"",
                                             .choices = all_covers()}),
                     bound(&Section::perils, {.key = "perils",
                                              .shape = Shape::ids,
                                              .doc = message::doc_section_perils,
                                              .example = "[\"claims\"]",
                                              .least = 1,
                                              .most = 10'000}),
                     bound(&Section::heads, {.key = "heads",
                                             .shape = Shape::ids,
                                             .doc = message::doc_section_heads,
                                             .example = "[\"bodily_injury\"]",
                                             .choices = damage_heads(),
                                             .least = 1,
                                             .most = 100}),
                     bound(&Section::contractual_liability, {.key = "contractual_liability",
                                                             .shape = Shape::choice,
                                                             .doc = message::doc_contractual_liability,
                                                             .example = "\"covered\"",
                                                             .choices = {"excluded", "covered"}}),
                     bound(&Section::waiting_hours, {.key = "waiting_hours",
                                                     .unit = Unit::hours,
                                                     .range = from_below(0, 8760),
                                                     .doc = message::doc_waiting_hours,
                                                     .example = "12"}),
                     bound(&Section::sum_insured, {.key = "sum_insured",
                                                   .unit = Unit::amount,
                                                   .range = positive_amount,
                                                   .doc = message::doc_sum_insured,
                                                   .example = "2.5e9"}),
                     bound(&Section::deductible, deductible_field(message::doc_section_deductible))};
    result.fields = with(section_term_fields(), with(terms<Section>(), std::move(result.fields)));
    result.rules = section_rules();
    result.lists = Lists::grid;
    return result;
  }();
  return table;
}

const Table& policy_table() {
  static const Table table = [] {
    Table result{.name = "policy", .doc = message::doc_policy};
    result.fields = {bound(&Policy::id, id(message::doc_policy_id, "\"layer-1\"", Need::optional)),
                     bound(&Policy::product, {.key = "product",
                                              .shape = Shape::choice,
                                              .doc = message::doc_product,
                                              .example = "\"smart_factory\"",
                                              .choices = products()}),
                     bound(&Policy::insured, {.key = "insured",
                                              .shape = Shape::choice,
                                              .doc = message::doc_insured,
                                              .example = "\"business_user\"",
                                              .choices = parties(),
                                              .aliases = party_codes()}),
                     bound(&Policy::sections, {.key = "sections",
                                               .shape = Shape::objects,
                                               .need = Need::required,
                                               .doc = message::doc_sections,
                                               .example = R"([{"cover": "all"}])",
                                               .least = 1,
                                               .most = 1000,
                                               .table = section_table}),
                     bound(&Policy::deductible, deductible_field(message::doc_policy_deductible))};
    result.fields = with(policy_term_fields(), with(terms<Policy>(), std::move(result.fields)));
    result.rules = policy_rules();
    result.lists = Lists::grid;
    return result;
  }();
  return table;
}

const Table& design_table() {
  static const Table table{
      .name = "coverage_design",
      .doc = message::doc_coverage_design,
      .fields = {bound(&CoverageDesign::id, {.key = "id",
                                             .shape = Shape::design_id,
                                             .need = Need::required,
                                             .doc = message::doc_design_id,
                                             .example = "\"base\""}),
                 bound(&CoverageDesign::name, {.key = "name",
                                               .shape = Shape::text,
                                               .doc = message::doc_design_name,
                                               .example = "\"As offered in 2026\"",
                                               .least = 1,
                                               .most = 200}),
                 bound(&CoverageDesign::policies,
                       {.key = "policies",
                        .shape = Shape::objects,
                        .need = Need::required,
                        .doc = message::doc_policies,
                        .example = R"([{"id": "layer-1", "sections": [{"cover": "all"}]}])",
                        .least = 1,
                        .most = 1000,
                        .table = policy_table})},
      .rules = design_rules()};
  return table;
}

const Table& tolerance_table() {
  static const Table table{
      .name = "tolerance",
      .doc = message::doc_tolerance,
      .fields = {bound(&BuyerTolerance::cvar_weight, {.key = "cvar_weight",
                                                      .range = above_to(0, 100),
                                                      .doc = message::doc_cvar_weight,
                                                      .example = "0.1"}),
                 bound(&BuyerTolerance::level, {.key = "level",
                                                .unit = Unit::share,
                                                .range = inside(0, 1),
                                                .doc = message::doc_cvar_level,
                                                .example = "0.99"}),
                 bound(&BuyerTolerance::risk_aversion, {.key = "risk_aversion",
                                                        .range = above_to(0, 1),
                                                        .doc = message::doc_risk_aversion,
                                                        .example = "1e-8"})},
      .rules = tolerance_rules()};
  return table;
}

const Table& buyer_table() {
  static const Table table{
      .name = "buyer",
      .doc = message::doc_buyer,
      .fields = {bound(&Buyer::party, {.key = "party",
                                       .shape = Shape::choice,
                                       .doc = message::doc_buyer_party,
                                       .example = "\"business_user\"",
                                       .choices = parties(),
                                       .aliases = party_codes()}),
                 bound(&Buyer::tolerance, {.key = "tolerance",
                                           .shape = Shape::object,
                                           .doc = message::doc_tolerance,
                                           .example = R"({"cvar_weight": 0.1, "level": 0.99})",
                                           .table = tolerance_table}),
                 bound(&Buyer::budget, {.key = "budget",
                                        .unit = Unit::amount_per_year,
                                        .range = positive_amount,
                                        .doc = message::doc_budget,
                                        .example = "5e7"})}};
  return table;
}

/// A key whose value is always the same and so needs no member.
template <class T>
Field constant(Field field, T value) {
  const Field description = field;
  field.read = [description](void*, const Node& node, Reading& reading) {
    detail::read_value<T>(reading, node, description);
  };
  field.write = [value](const void*) { return detail::json(value); };
  return field;
}

Field schema_field() {
  Field field = constant(Field{.key = "$schema",
                               .shape = Shape::text,
                               .doc = message::doc_schema,
                               .example = "\"../schema/scenario.schema.json\"",
                               .most = 1000},
                         std::string());
  field.write = [](const void*) { return detail::nothing(); };
  return field;
}

Field currency_field() {
  const Field text{.key = "currency",
                   .shape = Shape::currency,
                   .need = Need::required,
                   .doc = message::doc_currency,
                   .example = "\"JPY\""};
  return bound(&Scenario::currency, text);
}

/// Not written where it is the default: inputs from before it keep their fingerprint.
Field common_events_field() {
  Field field = bound(&Scenario::common_events, {.key = "common_events",
                                                 .shape = Shape::choice,
                                                 .doc = message::doc_common_events,
                                                 .example = "\"independent\"",
                                                 .choices = {"shared", "independent"}});
  field.write = [](const void* object) {
    const std::string& word = static_cast<const Scenario*>(object)->common_events;
    return word == "shared" ? detail::nothing() : detail::json(word);
  };
  return field;
}

}  // namespace

const Table& scenario_table() {
  static const Table table{
      .name = "scenario",
      .doc = message::doc_scenario,
      .fields =
          {schema_field(),
           constant(Field{.key = "format",
                          .shape = Shape::choice,
                          .need = Need::required,
                          .doc = message::doc_format,
                          .example = "\"tenbin/scenario\"",
                          .choices = {"tenbin/scenario"}},
                    std::string("tenbin/scenario")),
           constant(Field{.key = "version",
                          .shape = Shape::integer,
                          .range = between(1, 1),
                          .need = Need::required,
                          .doc = message::doc_version,
                          .example = "1"},
                    std::int64_t{1}),
           bound(&Scenario::name, {.key = "name",
                                   .shape = Shape::text,
                                   .need = Need::required,
                                   .doc = message::doc_name,
                                   .example = "\"Visual inspection at a parts maker\"",
                                   .least = 1,
                                   .most = 200}),
           bound(&Scenario::description, {.key = "description",
                                          .shape = Shape::text,
                                          .doc = message::doc_description,
                                          .example = "\"AI bought from an integrator in 2026\"",
                                          .most = 10'000}),
           currency_field(),
           bound(&Scenario::price_year, {.key = "price_year",
                                         .shape = Shape::integer,
                                         .range = between(1900, 2200),
                                         .doc = message::doc_price_year,
                                         .example = "2026"}),
           bound(&Scenario::simulation, {.key = "simulation",
                                         .shape = Shape::object,
                                         .doc = message::doc_simulation,
                                         .example = R"({"years": 1000000, "seed": 1})",
                                         .table = simulation_table}),
           bound(&Scenario::library, {.key = "library",
                                      .shape = Shape::objects,
                                      .doc = message::doc_library,
                                      .example = "{\"file\": \"own.json\"}",
                                      .most = 10'000,
                                      .table = library_entry_table}),
           bound(
               &Scenario::perils, {.key = "perils",
                                   .shape = Shape::objects,
                                   .doc = message::doc_perils,
                                   .example = "[{\"id\": \"claims\", ...}]",
                                   .most = 10'000,
                                   .table = peril_table}),
           bound(
               &Scenario::deployments, {.key = "deployments",
                                        .shape = Shape::objects,
                                        .doc = message::doc_deployments,
                                        .example =
                                            "[{\"id\": \"line-7\", ...}]",
                                        .most = 10'000,
                                        .table = deployment_table}),
           common_events_field(),
           bound(
               &Scenario::liability,
               {.key = "liability",
                .shape =
                    Shape::object,
                .doc =
                    message::doc_liability,
                .example =
                    R"({"rule": "FIXED_SHARES", "shares": {"integrator": 0.4, "business_user": 0.6}})",
                .table =
                    liability_table}),
           bound(
               &Scenario::
                   coverage_designs,
               {.key = "coverage_designs",
                .shape =
                    Shape::
                        objects,
                .doc = message::doc_coverage_designs,
                .example =
                    "[{\"id\": \"base\", ...}]",
                .most = most_designs,
                .table =
                    design_table}),
           bound(
               &Scenario::
                   buyer,
               {.key = "buyer",
                .shape =
                    Shape::
                        object,
                .doc = message::doc_buyer,
                .example =
                    R"({"party": "business_user", "tolerance": {"cvar_weight": 0.1}})",
                .table =
                    buyer_table})},
      .rules = scenario_rules()};
  return table;
}

}  // namespace tenbin::scenario
