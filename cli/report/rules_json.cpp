#include <cmath>
#include <nlohmann/json.hpp>

#include "build_info.hpp"
#include "report/json_writer.hpp"
#include "report/rules_document.hpp"
#include "tenbin/liability/preset.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::cli {
namespace {

using Json = nlohmann::ordered_json;

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

const char* name_of(liability::Confidence confidence) {
  switch (confidence) {
    case liability::Confidence::high:
      return "high";
    case liability::Confidence::medium:
      return "medium";
    case liability::Confidence::low:
      break;
  }
  return "low";
}

Json both(const liability::BothLanguages& words) { return {{"en", words.english}, {"ja", words.japanese}}; }

const char* unit_of(const std::string& figure) {
  if (figure == "mean" || figure == "tail" || figure == "premium" || figure == "levy") return "currency";
  if (figure == "under_half" || figure == "nothing" || figure == "beyond") return "probability";
  return figure == "insolvencies" ? "per_year" : "share";
}

}  // namespace

std::string rules_json(const compare::Council& council, const std::string& source_file) {
  Json document;
  document["format"] = "tenbin/council";
  document["version"] = 1;
  document["build"] = {{"program", "tenbin"},
                       {"version", std::string(build_info().version)},
                       {"commit", std::string(build_info().commit)},
                       {"compiler", std::string(build_info().compiler)},
                       {"flags", std::string(build_info().flags)}};
  document["input_file"] = source_file;
  document["seed"] = council.input.simulation.seed;
  document["years"] = council.years;
  document["currency"] = council.input.currency;
  document["input"] = scenario::to_json(council.input);
  Json& presets = document["presets"] = Json::array();
  for (std::size_t i = 0; i < council.presets.size(); ++i) {
    const liability::Preset& preset = *liability::find_preset(council.presets[i]);
    presets.push_back({{"preset", i},
                       {"id", preset.id},
                       {"name", both(preset.name)},
                       {"rule", both(preset.rule)},
                       {"law", both(preset.law)},
                       {"damage", both(preset.damage)},
                       {"assumes", both(preset.assumes)},
                       {"not_modelled", both(preset.not_modelled)},
                       {"date", preset.date},
                       {"source", preset.source},
                       {"confidence", name_of(preset.confidence)},
                       {"judgement", preset.is_judgement},
                       {"claim_probability", preset.parameters.claim_probability}});
  }
  document["reference"] = council.reference;
  Json& claims = document["claims"] = Json::array();
  for (const compare::ClaimsRun& run : council.claims)
    claims.push_back({{"id", run.id}, {"probability", run.probability ? Json(*run.probability) : Json()}});
  document["interval"] = {{"method", "Bonferroni, Student's t"},
                          {"confidence", council.confidence},
                          {"differences", council.family}};
  document["tail_level"] = council.tail_level;
  Json& figures = document["figures"] = Json::array();
  for (const compare::RuleFigure& figure : council.figures) {
    figures.push_back({{"preset", figure.preset},
                       {"claims", figure.claims},
                       {"figure", figure.figure},
                       {"of", figure.of},
                       {"unit", unit_of(figure.figure)},
                       {"value", figure.value},
                       {"standard_error", figure.standard_error},
                       {"difference", figure.difference},
                       {"difference_standard_error", figure.difference_error},
                       {"low", figure.low},
                       {"high", figure.high},
                       {"verdict", name_of(figure.verdict)}});
  }
  Json bars = Json::array();
  for (const compare::TornadoBar& bar : council.tornado) {
    bars.push_back({{"assumption", bar.assumption},
                    {"low", bar.low},
                    {"value", bar.value},
                    {"high", bar.high},
                    {"at_low", bar.at_low},
                    {"at_low_standard_error", bar.at_low_error},
                    {"at_high", bar.at_high},
                    {"at_high_standard_error", bar.at_high_error}});
  }
  document["tornado"] = {{"figure", council.tornado_figure},
                         {"years", council.tornado_years},
                         {"preset", council.reference},
                         {"claims", 0},
                         {"bars", std::move(bars)}};
  return json_text(document);
}

}  // namespace tenbin::cli
