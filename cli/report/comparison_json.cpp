#include <cmath>
#include <nlohmann/json.hpp>

#include "build_info.hpp"
#include "report/comparison_document.hpp"
#include "report/json_writer.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::cli {
namespace {

using Json = nlohmann::ordered_json;

Json optional_number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

const char* name_of(compare::Verdict verdict) {
  switch (verdict) {
    case compare::Verdict::more:
      return "more";
    case compare::Verdict::less:
      return "less";
    case compare::Verdict::same:
      return "same";
    case compare::Verdict::cannot_tell:
      break;
  }
  return "cannot_tell";
}

Json row_of(const result::MeasureRow& row, std::size_t variant) {
  return {{"variant", variant},
          {"subject", row.subject},
          {"basis", row.basis},
          {"measure", row.measure},
          {"level", optional_number(row.level)},
          {"value", row.value},
          {"standard_error", row.standard_error}};
}

}  // namespace

std::string comparison_json(const compare::Comparison& comparison, const std::string& source_file) {
  Json document;
  document["format"] = "tenbin/comparison";
  document["version"] = 1;
  document["build"] = {{"program", "tenbin"},
                       {"version", std::string(build_info().version)},
                       {"commit", std::string(build_info().commit)},
                       {"compiler", std::string(build_info().compiler)},
                       {"flags", std::string(build_info().flags)}};
  document["input_file"] = source_file;
  const scenario::Scenario& reference = comparison.variants[comparison.reference].input;
  document["seed"] = reference.simulation.seed;
  document["years"] = comparison.years;
  document["currency"] = reference.currency;
  document["axes"] = Json::array();
  for (const compare::Across& across : comparison.across)
    document["axes"].push_back({{"axis", across.axis}, {"values", across.values}});
  document["reference"] = comparison.reference;
  document["interval"] = {{"method", "Bonferroni, Student's t"},
                          {"confidence", comparison.confidence},
                          {"differences", comparison.family}};
  Json& variants = document["variants"] = Json::array();
  Json& measures = document["measures"] = Json::array();
  Json& further = document["further"] = Json::array();
  Json& curves = document["curves"] = Json::array();
  for (std::size_t v = 0; v < comparison.variants.size(); ++v) {
    const compare::VariantResult& variant = comparison.variants[v];
    Json values;
    for (std::size_t i = 0; i < comparison.across.size(); ++i)
      values[comparison.across[i].axis] = variant.values[i];
    variants.push_back({{"variant", v}, {"values", values}, {"input", scenario::to_json(variant.input)}});
    for (const result::MeasureRow& row : variant.measures) measures.push_back(row_of(row, v));
    for (const result::MeasureRow& row : variant.further) further.push_back(row_of(row, v));
    for (const result::ExceedancePoint& point : variant.curves) {
      curves.push_back({{"variant", v},
                        {"subject", point.subject},
                        {"basis", point.basis},
                        {"return_period", point.return_period},
                        {"loss", point.loss},
                        {"standard_error", point.standard_error}});
    }
  }
  Json& differences = document["differences"] = Json::array();
  for (const compare::Difference& d : comparison.differences) {
    differences.push_back({{"variant", d.variant},
                           {"subject", d.subject},
                           {"basis", "aep"},
                           {"measure", d.measure},
                           {"level", optional_number(d.level)},
                           {"value", d.value},
                           {"standard_error", d.standard_error},
                           {"low", d.low},
                           {"high", d.high},
                           {"single_low", d.single_low},
                           {"single_high", d.single_high},
                           {"verdict", name_of(d.verdict)}});
  }
  return json_text(document);
}

}  // namespace tenbin::cli
