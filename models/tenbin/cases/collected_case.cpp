#include "tenbin/cases/collected_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cases {

/// Defined by the build from scenarios/cases (cmake/EmbedFiles.cmake).
const std::vector<std::pair<std::string_view, std::string_view>>& embedded_files();

namespace {

using Json = nlohmann::ordered_json;
using language::Message;
using library::Confidence;

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
  throw ParameterError(fmt::format("case {}: {}", where, why));
}

void check_keys(const Json& object, const std::set<std::string>& required,
                const std::set<std::string>& optional, const std::string& where) {
  if (!object.is_object()) refuse(where, "must be an object");
  for (const auto& [key, value] : object.items()) {
    if (!required.contains(key) && !optional.contains(key))
      refuse(where, fmt::format("unknown key '{}'", key));
  }
  for (const std::string& key : required) {
    if (!object.contains(key)) refuse(where, fmt::format("key '{}' is missing", key));
  }
}

std::string text(const Json& object, const std::string& key, const std::string& where) {
  const Json& value = object.at(key);
  if (!value.is_string() || value.get<std::string>().empty())
    refuse(where, fmt::format("'{}' must be a text that is not empty", key));
  return value.get<std::string>();
}

double number(const Json& object, const std::string& key, const std::string& where) {
  const Json& value = object.at(key);
  if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() < 0)
    refuse(where, fmt::format("'{}' must be a number from 0", key));
  return value.get<double>();
}

bool flag(const Json& object, const std::string& key, const std::string& where) {
  if (!object.at(key).is_boolean()) refuse(where, fmt::format("'{}' must be true or false", key));
  return object.at(key).get<bool>();
}

Words words(const Json& object, const std::string& key, const std::string& where) {
  const std::string place = where + ": " + key;
  check_keys(object.at(key), {"en", "ja"}, {}, place);
  return {text(object.at(key), "en", place), text(object.at(key), "ja", place)};
}

std::optional<Words> optional_words(const Json& object, const std::string& key, const std::string& where) {
  return object.contains(key) ? std::optional(words(object, key, where)) : std::nullopt;
}

std::string one_of(const Json& object, const std::string& key, const std::vector<std::string>& choices,
                   const std::string& where) {
  std::string value = text(object, key, where);
  if (std::find(choices.begin(), choices.end(), value) == choices.end())
    refuse(where, fmt::format("'{}' is '{}', not one of {}", key, value, fmt::join(choices, ", ")));
  return value;
}

Confidence confidence(const Json& object, const std::string& where) {
  const std::string word = one_of(object, "confidence", {"high", "medium", "low"}, where);
  return word == "high" ? Confidence::high : word == "medium" ? Confidence::medium : Confidence::low;
}

const Json& list(const Json& object, const std::string& key, const std::string& where) {
  if (!object.at(key).is_array() || object.at(key).empty())
    refuse(where, fmt::format("'{}' must be a list that is not empty", key));
  return object.at(key);
}

Term read_term(const Json& entry, const std::string& where) {
  check_keys(entry, {"term"}, {"value", "unit", "note", "unknown"}, where);
  std::vector<std::string> known;
  for (const auto& [name, unused] : case_terms()) known.push_back(name);
  Term term;
  term.term = one_of(entry, "term", known, where);
  const std::string place = where + ": " + term.term;
  if (entry.contains("value") != entry.contains("unit")) refuse(place, "a value and its unit go together");
  if (entry.contains("value")) {
    term.value = number(entry, "value", place);
    term.unit = text(entry, "unit", place);
  }
  term.note = optional_words(entry, "note", place);
  term.unknown = optional_words(entry, "unknown", place);
  if (term.unknown && (term.value || term.note)) refuse(place, "is said to be known and unknown");
  if (!term.unknown && !term.value && !term.note)
    refuse(place, "needs a value, a note, or 'unknown' with the reason");
  return term;
}

Price read_price(const Json& entry, const std::string& where) {
  Price price;
  if (entry.is_object() && entry.contains("unknown")) {
    check_keys(entry, {"unknown"}, {}, where);
    price.unknown = words(entry, "unknown", where);
    return price;
  }
  check_keys(entry, {"value", "low", "high", "source", "confidence", "judgement"}, {"of", "currency"}, where);
  price.value = number(entry, "value", where);
  price.low = number(entry, "low", where);
  price.high = number(entry, "high", where);
  if (!(*price.low <= *price.value && *price.value <= *price.high))
    refuse(where,
           fmt::format("value {} is outside its range [{}, {}]", *price.value, *price.low, *price.high));
  if (entry.contains("of") == entry.contains("currency"))
    refuse(where, "needs either 'of' (a share of what) or 'currency' (an amount a year)");
  if (entry.contains("of"))
    price.of = one_of(entry, "of", {"limit", "turnover", "sum_insured", "payroll"}, where);
  if (entry.contains("currency")) price.currency = text(entry, "currency", where);
  price.source = text(entry, "source", where);
  price.confidence = confidence(entry, where);
  price.judgement = flag(entry, "judgement", where);
  return price;
}

CollectedCase read_case(const std::string& file, std::string_view content) {
  const Json json = Json::parse(content, nullptr, false);
  if (json.is_discarded()) refuse(file, "is not valid JSON");
  check_keys(json,
             {"format", "version", "id", "kind", "name", "who", "trigger", "terms", "evaluation", "price",
              "sources"},
             {"scenario", "expected"}, file);
  if (json["format"] != "tenbin/case" || json["version"] != 1)
    refuse(file, "format must be tenbin/case, version 1");
  CollectedCase result;
  result.id = text(json, "id", file);
  if (result.id + ".json" != file) refuse(file, "the id must be the name of the file");
  result.kind = one_of(json, "kind", {"product", "claim"}, file) == "product" ? Kind::product : Kind::claim;
  result.name = words(json, "name", file);
  result.who = words(json, "who", file);
  result.trigger = words(json, "trigger", file);
  result.evaluation = words(json, "evaluation", file);
  for (const Json& entry : list(json, "terms", file))
    result.terms.push_back(read_term(entry, file + ": terms"));
  result.price = read_price(json["price"], file + ": price");
  for (const Json& entry : list(json, "sources", file)) {
    const std::string where = file + ": sources";
    check_keys(entry, {"text", "confidence", "judgement"}, {}, where);
    result.sources.push_back(
        {text(entry, "text", where), confidence(entry, where), flag(entry, "judgement", where)});
  }
  if (json.contains("scenario")) {
    if (!json["scenario"].is_object()) refuse(file, "'scenario' must be an object");
    result.scenario = json["scenario"].dump(2) + "\n";
  }
  if (json.contains("expected")) {
    if (result.scenario.empty()) refuse(file, "'expected' needs a scenario");
    for (const Json& entry : list(json, "expected", file)) {
      const std::string where = file + ": expected";
      check_keys(entry, {"subject", "value", "arithmetic"}, {}, where);
      result.expected.push_back(
          {text(entry, "subject", where), number(entry, "value", where), text(entry, "arithmetic", where)});
    }
  }
  return result;
}

}  // namespace

std::string to_string(Kind kind) { return kind == Kind::product ? "product" : "claim"; }

Confidence CollectedCase::confidence() const {
  Confidence weakest = Confidence::high;
  for (const Source& source : sources) weakest = std::max(weakest, source.confidence);
  return weakest;
}

const std::vector<std::pair<std::string, Message>>& case_terms() {
  static const std::vector<std::pair<std::string, Message>> terms = {
      {"limit", message::case_term_limit},
      {"limit_per_claim", message::case_term_limit_per_claim},
      {"limit_per_event", message::case_term_limit_per_event},
      {"limit_per_person", message::case_term_limit_per_person},
      {"aggregate_limit", message::case_term_aggregate_limit},
      {"sublimit", message::case_term_sublimit},
      {"sum_insured", message::case_term_sum_insured},
      {"deductible", message::case_term_deductible},
      {"waiting_hours", message::case_term_waiting_hours},
      {"insurer_share", message::case_term_insurer_share},
      {"reporting_basis", message::case_term_reporting_basis},
      {"warranted_kpi", message::case_term_warranted_kpi},
      {"audit_condition", message::case_term_audit_condition},
      {"pays", message::case_term_pays},
      {"gaps", message::case_term_gaps},
      {"loss", message::case_term_loss},
      {"direct_loss", message::case_term_direct_loss},
      {"loss_per_week", message::case_term_loss_per_week},
      {"loss_total_uk", message::case_term_loss_total_uk},
      {"manufacturing_loss", message::case_term_manufacturing_loss},
      {"insured_loss", message::case_term_insured_loss},
      {"insured_part", message::subject_insurers},
      {"insured_share", message::case_term_insured_share},
      {"duration", message::case_term_duration},
      {"compensatory", message::case_term_compensatory},
      {"punitive", message::case_term_punitive},
      {"share_of_maker", message::case_term_share_of_maker},
  };
  return terms;
}

std::vector<CollectedCase> read_cases(
    const std::vector<std::pair<std::string_view, std::string_view>>& documents) {
  std::vector<CollectedCase> cases;
  cases.reserve(documents.size());
  for (const auto& [name, content] : documents) cases.push_back(read_case(std::string(name), content));
  std::sort(cases.begin(), cases.end(), [](const CollectedCase& a, const CollectedCase& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.id < b.id;
  });
  return cases;
}

const std::vector<CollectedCase>& collected_cases() {
  static const std::vector<CollectedCase> cases = read_cases(embedded_files());
  return cases;
}

const CollectedCase* find_case(std::string_view id) {
  for (const CollectedCase& candidate : collected_cases()) {
    if (candidate.id == id) return &candidate;
  }
  return nullptr;
}

}  // namespace tenbin::cases
