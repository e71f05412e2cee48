#include "tenbin/scenario/families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>

#include "tenbin/core/error.hpp"
#include "tenbin/frequency/binomial.hpp"
#include "tenbin/frequency/empirical_count.hpp"
#include "tenbin/frequency/geometric.hpp"
#include "tenbin/frequency/negative_binomial.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/fields.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/ranges.hpp"
#include "tenbin/scenario/rules.hpp"
#include "tenbin/severity/beta.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/empirical.hpp"
#include "tenbin/severity/exponential.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/generalised_pareto.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/lomax.hpp"
#include "tenbin/severity/mbbefd.hpp"
#include "tenbin/severity/mixture.hpp"
#include "tenbin/severity/pareto1.hpp"
#include "tenbin/severity/scaled.hpp"
#include "tenbin/severity/splice.hpp"
#include "tenbin/severity/truncated.hpp"
#include "tenbin/severity/uniform.hpp"
#include "tenbin/severity/weibull.hpp"

namespace tenbin::scenario {
namespace {

using Keys = std::vector<std::vector<std::string>>;

// --- binding to the maps of a Distribution
// -------------------------------------------------------------------------

Field parameter(Field field) {
  const Field description = field;
  field.read = [description](void* target, const Node& node, Reading& reading) {
    if (const auto value = reading.number(node, description)) {
      static_cast<Distribution*>(target)->parameters[description.key] = *value;
    }
  };
  field.write = [key = field.key](const void* object) {
    const auto& parameters = static_cast<const Distribution*>(object)->parameters;
    const auto it = parameters.find(key);
    return it == parameters.end() ? detail::nothing() : detail::json(it->second);
  };
  return field;
}

Field parameter_list(Field field) {
  field.shape = Shape::numbers;
  const Field description = field;
  field.read = [description](void* target, const Node& node, Reading& reading) {
    if (auto value = reading.numbers(node, description)) {
      static_cast<Distribution*>(target)->lists[description.key] = std::move(*value);
    }
  };
  field.write = [key = field.key](const void* object) {
    const auto& lists = static_cast<const Distribution*>(object)->lists;
    const auto it = lists.find(key);
    return it == lists.end() ? detail::nothing() : detail::json(it->second);
  };
  return field;
}

/// A part of a mixture or splice as the file has it: the weight stands beside the distribution.
struct WeightedPart {
  double weight = 0;
  Distribution distribution;
};

const Table& component_table();

Field components() {
  Field field{.key = "components",
              .shape = Shape::objects,
              .need = Need::required,
              .doc = message::doc_components_mixture,
              .example = R"([{"weight": 0.9, "distribution": "exponential", "mean": 1e6}, )"
                         R"({"weight": 0.1, "distribution": "lomax", "shape": 2, "scale": 1e7}])",
              .least = 1,
              .most = 1000,
              .table = component_table};
  const Field description = field;
  field.read = [description](void* target, const Node& node, Reading& reading) {
    if (!reading.list(node, description)) return;
    auto* distribution = static_cast<Distribution*>(target);
    std::vector<double>& weights = distribution->lists["weights"];
    for (const Node* item : node.items) {
      WeightedPart part;
      reading.read_object(component_table(), &part, *item);
      distribution->components.push_back(std::move(part.distribution));
      weights.push_back(part.weight);
    }
  };
  field.write = [](const void* object) {
    const auto* distribution = static_cast<const Distribution*>(object);
    std::vector<nlohmann::ordered_json> items;
    for (std::size_t i = 0; i < distribution->components.size(); ++i) {
      const WeightedPart part{distribution->lists.at("weights").at(i), distribution->components[i]};
      items.push_back(write_object(component_table(), &part));
    }
    return detail::list(std::move(items));
  };
  return field;
}

// --- families
// ------------------------------------------------------------------------------------------------------

constexpr Range count_range = above_to(0, most_claims);

std::vector<Variant> frequency_families() {
  const Field mean = parameter({.key = "mean",
                                .unit = Unit::per_year,
                                .range = count_range,
                                .doc = message::doc_count_mean,
                                .example = "5"});
  const auto required = [](Field field) {
    field.need = Need::required;
    return field;
  };
  return {
      {"poisson", message::doc_poisson, {required(mean)}},
      {"negative_binomial",
       message::doc_negative_binomial,
       {parameter({.key = "r", .range = count_range, .doc = message::doc_r, .example = "2"}),
        parameter({.key = "b", .range = count_range, .doc = message::doc_b, .example = "1.5"}), mean,
        parameter({.key = "variance",
                   .range = above_to(0, 1e12),
                   .doc = message::doc_count_variance,
                   .example = "12.5"})},
       Keys{{"r", "b"}, {"mean", "variance"}}},
      {"binomial",
       message::doc_binomial,
       {required(parameter({.key = "n",
                            .shape = Shape::integer,
                            .unit = Unit::per_year,
                            .range = between(1, 1e6),
                            .doc = message::doc_n,
                            .example = "10"})),
        required(parameter({.key = "p",
                            .unit = Unit::share,
                            .range = above_to(0, 1),
                            .doc = message::doc_p,
                            .example = "0.02"}))}},
      {"geometric", message::doc_geometric, {required(mean)}},
      {"empirical",
       message::doc_empirical_count,
       {required(parameter_list({.key = "probabilities",
                                 .unit = Unit::share,
                                 .range = probability,
                                 .doc = message::doc_count_probabilities,
                                 .example = "[0.7, 0.2, 0.1]",
                                 .least = 1,
                                 .most = 100'000}))}},
  };
}

std::vector<Variant> severity_families() {
  const auto required = [](Field field) {
    field.need = Need::required;
    return field;
  };
  const Range shape_range = above_to(0, 1000);
  const Field mean = parameter({.key = "mean",
                                .unit = Unit::amount,
                                .range = positive_amount,
                                .doc = message::doc_mean,
                                .example = "5e6"});
  const Field cv =
      parameter({.key = "cv", .range = above_to(0, 1000), .doc = message::doc_cv, .example = "2"});
  const Field scale = parameter({.key = "scale",
                                 .unit = Unit::amount,
                                 .range = positive_amount,
                                 .doc = message::doc_scale,
                                 .example = "1e6"});
  const Field threshold = parameter({.key = "threshold",
                                     .unit = Unit::amount,
                                     .range = positive_amount,
                                     .doc = message::doc_threshold,
                                     .example = "1e8"});
  const Field shape =
      parameter({.key = "shape", .range = shape_range, .doc = message::doc_shape, .example = "1.5"});
  const Field tail_shape =
      parameter({.key = "shape", .range = shape_range, .doc = message::doc_tail_shape, .example = "2.5"});
  const Field sigma =
      parameter({.key = "sigma", .range = above_to(0, 20), .doc = message::doc_sigma, .example = "1.5"});
  const Field sum_insured = required(parameter({.key = "sum_insured",
                                                .unit = Unit::amount,
                                                .range = positive_amount,
                                                .doc = message::doc_sum_insured_severity,
                                                .example = "2.5e9"}));
  const auto amount = [](std::string key, Message doc, std::string example, Range range) {
    return parameter({.key = std::move(key),
                      .unit = Unit::amount,
                      .range = range,
                      .need = Need::required,
                      .doc = doc,
                      .example = std::move(example)});
  };
  const auto values = [](Message doc, Sequence sequence) {
    return parameter_list({.key = "values",
                           .unit = Unit::amount,
                           .range = amount_from_zero,
                           .need = Need::required,
                           .doc = doc,
                           .example = "[1e6, 3e6, 1e7]",
                           .least = 1,
                           .most = 1'000'000,
                           .sequence = sequence});
  };
  return {
      {"lognormal",
       message::doc_lognormal,
       {parameter({.key = "mu", .range = between(-100, 100), .doc = message::doc_mu, .example = "10"}), sigma,
        mean, cv,
        parameter({.key = "median",
                   .unit = Unit::amount,
                   .range = positive_amount,
                   .doc = message::doc_median,
                   .example = "3e6"})},
       Keys{{"mu", "sigma"}, {"mean", "cv"}, {"median", "sigma"}}},
      {"gamma", message::doc_gamma, {shape, scale, mean, cv}, Keys{{"shape", "scale"}, {"mean", "cv"}}},
      {"weibull", message::doc_weibull, {required(shape), required(scale)}},
      {"exponential", message::doc_exponential, {required(mean)}},
      {"pareto1", message::doc_pareto1, {required(tail_shape), required(threshold)}},
      {"lomax", message::doc_lomax, {required(tail_shape), required(scale)}},
      {"generalised_pareto",
       message::doc_generalised_pareto,
       {parameter({.key = "shape",
                   .range = between(-10, 100),
                   .need = Need::required,
                   .doc = message::doc_gpd_shape,
                   .example = "0.3"}),
        required(scale), amount("threshold", message::doc_threshold, "0", amount_from_zero)}},
      {"mbbefd",
       message::doc_mbbefd,
       {parameter({.key = "b", .range = above_to(0, 1e12), .doc = message::doc_mbbefd_b, .example = "12.65"}),
        parameter({.key = "g", .range = between(1, 1e12), .doc = message::doc_mbbefd_g, .example = "4.22"}),
        parameter({.key = "c", .range = between(0, 10), .doc = message::doc_mbbefd_c, .example = "3"}),
        sum_insured},
       Keys{{"b", "g"}, {"c"}}},
      {"beta",
       message::doc_beta,
       {required(parameter({.key = "a", .range = shape_range, .doc = message::doc_beta_a, .example = "0.5"})),
        required(parameter({.key = "b", .range = shape_range, .doc = message::doc_beta_b, .example = "4"})),
        sum_insured}},
      {"uniform",
       message::doc_uniform,
       {amount("low", message::doc_low, "0", amount_from_zero),
        amount("high", message::doc_high, "1e6", positive_amount)}},
      {"discrete",
       message::doc_discrete,
       {values(message::doc_discrete_values, Sequence::ascending),
        parameter_list({.key = "probabilities",
                        .unit = Unit::share,
                        .range = probability,
                        .need = Need::required,
                        .doc = message::doc_discrete_probabilities,
                        .example = "[0.7, 0.2, 0.1]",
                        .least = 1,
                        .most = 1'000'000})}},
      {"empirical", message::doc_empirical, {values(message::doc_empirical_values, Sequence::any)}},
      {"mixture", message::doc_mixture, {components()}},
      {"splice",
       message::doc_splice,
       {parameter_list({.key = "boundaries",
                        .unit = Unit::amount,
                        .range = positive_amount,
                        .need = Need::required,
                        .doc = message::doc_boundaries,
                        .example = "[1e8]",
                        .most = 999,
                        .sequence = Sequence::ascending}),
        components()}},
  };
}

/// Truncation and scale, which every severity may have; `distribution` finds the Distribution in the struct
/// S.
template <class S>
std::vector<Field> modifiers(Distribution& (*distribution)(S&)) {
  const auto field = [distribution](Field description, auto Distribution::*member) {
    Field inner = bound(member, description);
    description.default_value = inner.default_value;
    description.read = [inner, distribution](void* target, const Node& node, Reading& reading) {
      inner.read(&distribution(*static_cast<S*>(target)), node, reading);
    };
    description.write = [inner, distribution](const void* object) {
      return inner.write(&distribution(*const_cast<S*>(static_cast<const S*>(object))));
    };
    return description;
  };
  return {field({.key = "truncate_below",
                 .unit = Unit::amount,
                 .range = amount_from_zero,
                 .doc = message::doc_truncate_below,
                 .example = "1e5"},
                &Distribution::truncate_below),
          field({.key = "truncate_above",
                 .unit = Unit::amount,
                 .range = positive_amount,
                 .doc = message::doc_truncate_above,
                 .example = "1e10"},
                &Distribution::truncate_above),
          field({.key = "scale_factor",
                 .range = above_to(0, 1e12),
                 .doc = message::doc_scale_factor,
                 .example = "1.03"},
                &Distribution::scale)};
}

Field family_field(std::vector<Variant> const& families, Message doc, std::string example) {
  Field field{.key = "distribution",
              .shape = Shape::choice,
              .need = Need::required,
              .doc = doc,
              .example = std::move(example)};
  for (const Variant& family : families) field.choices.push_back(family.tag);
  return bound(&Distribution::family, field);
}

// --- rules
// ---------------------------------------------------------------------------------------------------------

constexpr double sum_tolerance = 1e-9;

void check_sum(const Node& list, const std::vector<double>& values, Reading& reading, Message statement) {
  const long double sum = std::accumulate(values.begin(), values.end(), 0.0L);
  if (std::abs(sum - 1) > sum_tolerance) {
    reading.report(list, message::error_sum, {{"sum", static_cast<double>(sum)}, {"rule", statement}});
  }
}

const std::vector<double>* find_list(const Distribution& distribution, const std::string& key) {
  const auto it = distribution.lists.find(key);
  return it == distribution.lists.end() ? nullptr : &it->second;
}

void check_probabilities_sum(const Distribution& d, const Node& node, Reading& reading, Message statement) {
  const Node* list = node.find("probabilities");
  const auto* values = find_list(d, "probabilities");
  if (list != nullptr && values != nullptr && list->is_sound) check_sum(*list, *values, reading, statement);
  const Node* parts = node.find("components");
  const auto* weights = find_list(d, "weights");
  if (parts == nullptr || weights == nullptr) return;
  const auto has_weight = [](const Node* part) {
    return part->find("weight") != nullptr && part->find("weight")->is_sound;
  };
  if (std::all_of(parts->items.begin(), parts->items.end(), has_weight)) {
    check_sum(*parts, *weights, reading, statement);
  }
}

void check_same_length(const Node& node, Reading& reading, Message statement) {
  const Node* values = node.find("values");
  const Node* probabilities = node.find("probabilities");
  if (values == nullptr || probabilities == nullptr || values->kind != Node::Kind::array ||
      probabilities->kind != Node::Kind::array || values->items.size() == probabilities->items.size()) {
    return;
  }
  reading.report(*probabilities, message::error_lengths,
                 {{"count", probabilities->items.size()},
                  {"other_key", in_quotes("values")},
                  {"other", values->items.size()},
                  {"rule", statement}});
}

void check_boundaries(const Distribution& d, const Node& node, Reading& reading, Message statement) {
  const Node* boundaries = node.find("boundaries");
  const Node* parts = node.find("components");
  if (d.family != "splice" || boundaries == nullptr || parts == nullptr ||
      boundaries->kind != Node::Kind::array || parts->kind != Node::Kind::array || parts->items.empty() ||
      boundaries->items.size() + 1 == parts->items.size()) {
    return;
  }
  reading.report(
      *boundaries, message::error_boundaries,
      {{"count", boundaries->items.size()}, {"needed", parts->items.size() - 1}, {"rule", statement}});
}

template <class S>
Rule distribution_rule(Message statement, Distribution& (*distribution)(S&),
                       void (*check)(const Distribution&, const Node&, Reading&, Message)) {
  return {statement, [=](const void* object, const Node& node, Reading& reading, Message said) {
            check(distribution(*const_cast<S*>(static_cast<const S*>(object))), node, reading, said);
          }};
}

/// The last rule: what the engine itself refuses, such as a truncation that leaves nothing. Only where
/// nothing else is wrong, and only for whole severities, not for their parts.
void check_engine_severity(const Distribution& d, const Node& node, Reading& reading, Message statement) {
  if (!node.is_sound) return;
  try {
    make_severity(d);
  } catch (const Error& error) {
    reading.report(node, message::error_engine_refuses, {{"detail", error.what()}, {"rule", statement}});
  }
}

template <class S>
std::vector<Rule> severity_rules(Distribution& (*distribution)(S&)) {
  return {
      distribution_rule<S>(message::rule_same_length, distribution,
                           [](const Distribution&, const Node& node, Reading& reading, Message statement) {
                             check_same_length(node, reading, statement);
                           }),
      distribution_rule<S>(message::rule_probabilities_sum, distribution, check_probabilities_sum),
      distribution_rule<S>(message::rule_boundaries, distribution, check_boundaries),
      distribution_rule<S>(message::rule_low_high, distribution,
                           [](const Distribution& d, const Node& node, Reading& reading, Message statement) {
                             if (d.family == "uniform")
                               require_order(node, "low", "high", Order::below, reading, statement);
                           }),
      distribution_rule<S>(message::rule_truncation, distribution,
                           [](const Distribution&, const Node& node, Reading& reading, Message statement) {
                             require_order(node, "truncate_below", "truncate_above", Order::below, reading,
                                           statement);
                           }),
  };
}

Distribution& itself(Distribution& distribution) { return distribution; }
Distribution& of_part(WeightedPart& part) { return part.distribution; }

Table make_component_table() {
  Table table{.name = "severity_component", .doc = message::doc_component_distribution};
  table.variants = severity_families();
  table.discriminator = family_field(table.variants, message::doc_severity_family, "\"lognormal\"");
  table.variant_part = [](void* object) -> void* {
    return &static_cast<WeightedPart*>(object)->distribution;
  };
  table.fields = modifiers<WeightedPart>(of_part);
  table.fields.insert(table.fields.begin(), bound(&WeightedPart::weight, {.key = "weight",
                                                                          .unit = Unit::share,
                                                                          .range = above_to(0, 1),
                                                                          .need = Need::required,
                                                                          .doc = message::doc_weight,
                                                                          .example = "0.5"}));
  table.rules = severity_rules<WeightedPart>(of_part);
  return table;
}

const Table& component_table() {
  static const Table table = make_component_table();
  return table;
}

Table make_distribution_table() {
  Table table{.name = "severity", .doc = message::doc_severity};
  table.variants = severity_families();
  table.discriminator = family_field(table.variants, message::doc_severity_family, "\"lognormal\"");
  table.fields = modifiers<Distribution>(itself);
  table.rules = severity_rules<Distribution>(itself);
  table.rules.push_back(distribution_rule<Distribution>(message::rule_engine, itself, check_engine_severity));
  return table;
}

// --- frequency
// -----------------------------------------------------------------------------------------------------

/// Mixing as the file has it, where the family is written although only gamma exists.
struct NamedMixing {
  std::string distribution = "gamma";
  double cv = 0;
  std::string group;
};

const Table& mixing_table() {
  static const Table table = [] {
    Table result{.name = "mixing", .doc = message::doc_mixing};
    result.fields = {
        bound(&NamedMixing::distribution, {.key = "distribution",
                                           .shape = Shape::choice,
                                           .doc = message::doc_mixing_distribution,
                                           .example = "\"gamma\"",
                                           .choices = {"gamma"}}),
        bound(&NamedMixing::cv, {.key = "cv",
                                 .range = above_to(0, 100),
                                 .need = Need::required,
                                 .doc = message::doc_mixing_cv,
                                 .example = "0.3"}),
        bound(
            &NamedMixing::group,
            {.key = "group", .shape = Shape::id, .doc = message::doc_mixing_group, .example = "\"market\""})};
    return result;
  }();
  return table;
}

Field mixing_field() {
  Field field{.key = "mixing",
              .shape = Shape::object,
              .doc = message::doc_mixing,
              .example = R"({"distribution": "gamma", "cv": 0.3})",
              .table = mixing_table};
  field.read = [](void* target, const Node& node, Reading& reading) {
    NamedMixing named;
    reading.read_object(mixing_table(), &named, node);
    static_cast<Frequency*>(target)->mixing = Mixing{named.cv, named.group};
  };
  field.write = [](const void* object) {
    const auto& mixing = static_cast<const Frequency*>(object)->mixing;
    if (!mixing) return detail::nothing();
    const NamedMixing named{"gamma", mixing->cv, mixing->group};
    return write_object(mixing_table(), &named);
  };
  return field;
}

void check_mixing_family(const void* object, const Node& node, Reading& reading, Message statement) {
  const Node* mixing = node.find("mixing");
  const std::string& family = static_cast<const Frequency*>(object)->distribution.family;
  if (mixing == nullptr || family.empty() || family == "poisson" || family == "negative_binomial" ||
      family == "geometric") {
    return;
  }
  reading.report(*mixing, message::error_mixing_family, {{"family", in_quotes(family)}, {"rule", statement}});
}

void check_overdispersed(const void* object, const Node& node, Reading& reading, Message statement) {
  if (static_cast<const Frequency*>(object)->distribution.family != "negative_binomial") return;
  require_order(node, "mean", "variance", Order::below, reading, statement);
}

void check_engine_frequency(const void* object, const Node& node, Reading& reading, Message statement) {
  if (!node.is_sound) return;
  try {
    const FrequencyPtr count = explicit_frequency(*static_cast<const Frequency*>(object));
    const real mean = count->mean();
    count->count_scheme();  // may need a table that is too large
    if (mean > real{most_claims}) {
      reading.report(node, message::error_too_many_claims,
                     {{"count", fmt::format("{:.0f}", mean)}, {"most", fmt::format("{:.0f}", most_claims)}});
    }
  } catch (const Error& error) {
    reading.report(node, message::error_engine_refuses, {{"detail", error.what()}, {"rule", statement}});
  }
}

Table make_frequency_table() {
  Table table{.name = "frequency", .doc = message::doc_frequency};
  table.variants = frequency_families();
  table.discriminator = family_field(table.variants, message::doc_frequency_family, "\"poisson\"");
  table.variant_part = [](void* object) -> void* { return &static_cast<Frequency*>(object)->distribution; };
  table.fields = {mixing_field()};
  table.rules = {{message::rule_probabilities_sum,
                  [](const void* object, const Node& node, Reading& reading, Message statement) {
                    check_probabilities_sum(static_cast<const Frequency*>(object)->distribution, node,
                                            reading, statement);
                  }},
                 {message::rule_overdispersed, check_overdispersed},
                 {message::rule_mixing_family, check_mixing_family},
                 {message::rule_engine, check_engine_frequency}};
  return table;
}

// --- the engine's objects
// ------------------------------------------------------------------------------------------

/// Parameters by name, as the engine's numbers. The file's decimals are rounded to double once; everything
/// that is derived from them is computed in `real`.
class Numbers {
 public:
  explicit Numbers(const Distribution& distribution) : distribution_(distribution) {}

  bool has(const std::string& key) const { return distribution_.parameters.count(key) != 0; }

  real operator()(const std::string& key) const {
    const auto it = distribution_.parameters.find(key);
    if (it == distribution_.parameters.end()) {
      throw ParameterError(distribution_.family + ": " + key + " is missing");
    }
    return it->second;
  }

  std::vector<real> list(const std::string& key) const {
    const auto it = distribution_.lists.find(key);
    if (it == distribution_.lists.end())
      throw ParameterError(distribution_.family + ": " + key + " is missing");
    return {it->second.begin(), it->second.end()};
  }

 private:
  const Distribution& distribution_;
};

SeverityPtr make_lognormal(const Numbers& number) {
  if (number.has("mu")) return std::make_shared<Lognormal>(number("mu"), number("sigma"));
  if (number.has("median")) return std::make_shared<Lognormal>(std::log(number("median")), number("sigma"));
  // mean = exp(mu + sigma^2/2), cv^2 = exp(sigma^2) - 1
  const real variance = std::log1p(number("cv") * number("cv"));
  return std::make_shared<Lognormal>(std::log(number("mean")) - variance / 2, std::sqrt(variance));
}

SeverityPtr make_gamma(const Numbers& number) {
  if (number.has("shape")) return std::make_shared<Gamma>(number("shape"), number("scale"));
  // mean = shape x scale, cv^2 = 1/shape
  const real square = number("cv") * number("cv");
  return std::make_shared<Gamma>(1 / square, number("mean") * square);
}

SeverityPtr make_plain_severity(const Distribution& distribution) {
  const std::string& family = distribution.family;
  const Numbers number(distribution);
  if (family == "lognormal") return make_lognormal(number);
  if (family == "gamma") return make_gamma(number);
  if (family == "weibull") return std::make_shared<Weibull>(number("shape"), number("scale"));
  if (family == "exponential") return std::make_shared<Exponential>(number("mean"));
  if (family == "pareto1") return std::make_shared<Pareto1>(number("shape"), number("threshold"));
  if (family == "lomax") return std::make_shared<Lomax>(number("shape"), number("scale"));
  if (family == "generalised_pareto") {
    return std::make_shared<GeneralisedPareto>(number("shape"), number("scale"), number("threshold"));
  }
  if (family == "mbbefd") {
    if (number.has("c"))
      return std::make_shared<Mbbefd>(Mbbefd::swiss_re(number("c"), number("sum_insured")));
    return std::make_shared<Mbbefd>(number("b"), number("g"), number("sum_insured"));
  }
  if (family == "beta") return std::make_shared<Beta>(number("a"), number("b"), number("sum_insured"));
  if (family == "uniform") return std::make_shared<Uniform>(number("low"), number("high"));
  if (family == "discrete")
    return std::make_shared<Discrete>(number.list("values"), number.list("probabilities"));
  if (family == "empirical") return std::make_shared<Empirical>(number.list("values"));
  std::vector<SeverityPtr> components;
  for (const Distribution& component : distribution.components)
    components.push_back(make_severity(component));
  if (family == "mixture") return std::make_shared<Mixture>(components, number.list("weights"));
  if (family == "splice") {
    std::vector<real> bounds = number.list("boundaries");
    bounds.insert(bounds.begin(), 0);
    bounds.push_back(std::numeric_limits<real>::infinity());
    return std::make_shared<Splice>(components, std::move(bounds), number.list("weights"));
  }
  throw ParameterError("make_severity: unknown family " + family);
}

}  // namespace

FrequencyPtr make_frequency(const Distribution& distribution) {
  const std::string& family = distribution.family;
  const Numbers number(distribution);
  if (family == "poisson") return std::make_shared<Poisson>(number("mean"));
  if (family == "negative_binomial") {
    if (number.has("r")) return std::make_shared<NegativeBinomial>(number("r"), number("b"));
    // mean = r b, variance = r b (1 + b)
    const real b = number("variance") / number("mean") - 1;
    return std::make_shared<NegativeBinomial>(number("mean") / b, b);
  }
  if (family == "binomial") return std::make_shared<Binomial>(static_cast<long>(number("n")), number("p"));
  if (family == "geometric") return std::make_shared<Geometric>(number("mean"));
  if (family == "empirical") return std::make_shared<EmpiricalCount>(number.list("probabilities"));
  throw ParameterError("make_frequency: unknown family " + family);
}

SeverityPtr make_severity(const Distribution& distribution) {
  SeverityPtr severity = make_plain_severity(distribution);
  if (distribution.truncate_below || distribution.truncate_above) {
    severity = std::make_shared<Truncated>(std::move(severity), distribution.truncate_below.value_or(0),
                                           distribution.truncate_above.value_or(unlimited));
  }
  if (distribution.scale != 1) severity = std::make_shared<Scaled>(std::move(severity), distribution.scale);
  return severity;
}

const Table& distribution_table() {
  static const Table table = make_distribution_table();
  return table;
}

const Table& frequency_table() {
  static const Table table = make_frequency_table();
  return table;
}

}  // namespace tenbin::scenario
