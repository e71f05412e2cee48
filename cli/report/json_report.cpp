#include "report/json_report.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "report/json_writer.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::cli {
namespace {

using Json = nlohmann::ordered_json;

Json optional_number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

/// "commit 92d3f1d0a1b2, GNU 12.2.0, Release -O3 -DNDEBUG" in its parts
Json build_of(const result::Result& result) {
  auto next = [rest = std::string_view(result.build)]() mutable {
    const std::size_t comma = rest.find(", ");
    const std::string_view first = rest.substr(0, comma);
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 2);
    return std::string(first);
  };
  std::string commit = next();
  if (commit.compare(0, 7, "commit ") == 0) commit.erase(0, 7);
  const std::string compiler = next(), flags = next();
  return {{"program", "tenbin"},
          {"version", result.version},
          {"commit", commit},
          {"compiler", compiler},
          {"flags", flags}};
}

Json measures_of(const result::Result& result) {
  Json rows = Json::array();
  for (const result::MeasureRow& row : result.measures) {
    rows.push_back({{"subject", row.subject},
                    {"basis", row.basis},
                    {"measure", row.measure},
                    {"level", optional_number(row.level)},
                    {"value", row.value},
                    {"standard_error", row.standard_error}});
  }
  return rows;
}

Json curves_of(const result::Result& result) {
  Json rows = Json::array();
  for (const result::ExceedancePoint& point : result.curves) {
    rows.push_back({{"subject", point.subject},
                    {"basis", point.basis},
                    {"return_period", point.return_period},
                    {"loss", point.loss},
                    {"standard_error", point.standard_error}});
  }
  return rows;
}

Json convergence_of(const result::Result& result) {
  Json rows = Json::array();
  for (const result::ConvergencePoint& point : result.convergence) {
    rows.push_back({{"subject", point.subject},
                    {"measure", point.measure},
                    {"level", optional_number(point.level)},
                    {"years", point.years},
                    {"value", point.value},
                    {"standard_error", point.standard_error}});
  }
  return rows;
}

Json differences_of(const result::Result& result) {
  Json rows = Json::array();
  for (const result::DesignDifference& row : result.differences) {
    rows.push_back({{"design", row.design},
                    {"reference", row.reference},
                    {"subject", row.subject},
                    {"basis", "aep"},
                    {"measure", row.measure},
                    {"level", optional_number(row.level)},
                    {"value", row.value},
                    {"standard_error", row.standard_error}});
  }
  return rows;
}

Json sections_of(const result::PolicyPrice& price) {
  Json rows = Json::array();
  for (const result::SectionPrice& section : price.sections) {
    rows.push_back(
        {{"section", section.section},
         {"cover", section.cover},
         {"expected_claims", section.expected_claims},
         {"expected_claims_standard_error", section.expected_claims_se},
         {"technical_premium", section.premium},
         {"technical_premium_standard_error", section.premium_se},
         {"annual_limit", std::isinf(section.annual_limit) ? Json(nullptr) : Json(section.annual_limit)}});
  }
  return rows;
}

Json prices_of(const result::Result& result) {
  Json rows = Json::array();
  for (const result::PolicyPrice& price : result.prices) {
    rows.push_back({{"design", price.design},
                    {"policy", price.policy},
                    {"product", price.product},
                    {"insured", price.insured},
                    {"expected_claims", price.expected_claims},
                    {"expected_claims_standard_error", price.expected_claims_se},
                    {"claims_expense", price.claims_expense},
                    {"risk_load", price.risk_load},
                    {"capital", price.capital},
                    {"expense", price.expense},
                    {"profit", price.profit},
                    {"condition_load", price.condition_load},
                    {"technical_premium", price.technical_premium},
                    {"technical_premium_standard_error", price.technical_premium_se},
                    {"expected_loss_ratio", price.expected_loss_ratio},
                    {"expected_loss_ratio_standard_error", price.expected_loss_ratio_se},
                    {"parameter_load", price.parameter_load},
                    {"standard_deviation_premium", price.deviation_premium},
                    {"minimum_premium", price.minimum_premium},
                    {"premium", price.premium},
                    {"sections", sections_of(price)}});
  }
  return rows;
}

void add_figure(Json& row, const std::string& key, const result::BuyerFigure& figure) {
  row[key] = figure.value;
  row[key + "_standard_error"] = figure.standard_error;
}

Json buyer_views_of(const result::Result& result) {
  Json rows = Json::array();
  for (const result::BuyerView& view : result.buyer_views) {
    Json row = {{"design", view.design}, {"party", view.party}};
    add_figure(row, "premium", view.premium);
    add_figure(row, "retained_mean", view.retained);
    add_figure(row, "retained_tvar99", view.tail);
    add_figure(row, "price_of_volatility", view.volatility);
    add_figure(row, "total_cost", view.total_cost);
    add_figure(row, "probability_over_budget", view.over_budget);
    row["beyond_sample"] = view.beyond_sample;
    row["frontier"] = result::to_string(view.efficiency);
    row["dominated_by"] = view.dominated_by;
    rows.push_back(std::move(row));
  }
  return rows;
}

Json buyer_differences_of(const result::Result& result) {
  Json rows = Json::array();
  for (const result::BuyerDifference& difference : result.buyer_differences) {
    Json row = {
        {"design", difference.design}, {"reference", difference.reference}, {"party", difference.party}};
    add_figure(row, "total_cost", difference.total_cost);
    rows.push_back(std::move(row));
  }
  return rows;
}

Json gaps_of(const result::Result& result) {
  Json rows = Json::array();
  for (const result::GapFigure& gap : result.gaps) {
    rows.push_back({{"design", gap.design},
                    {"policy", gap.policy},
                    {"insured", gap.insured},
                    {"entity", gap.entity},
                    {"peril", gap.peril},
                    {"head", gap.head},
                    {"reason", gap.reason},
                    {"mean", gap.mean},
                    {"standard_error", gap.standard_error}});
  }
  return rows;
}

Json audit_credits_of(const result::Result& result) {
  Json rows = Json::array();
  for (const result::AuditCredit& credit : result.audit_credits) {
    rows.push_back({{"deployment", credit.deployment},
                    {"credit", credit.credit},
                    {"uncapped", credit.uncapped},
                    {"cap", credit.cap}});
  }
  return rows;
}

Json audits_of(const result::Result& result) {
  Json rows = Json::array();
  for (const result::AuditPosterior& audit : result.audits) {
    rows.push_back({{"deployment", audit.deployment},
                    {"method", audit.method},
                    {"score", audit.score},
                    {"posterior_mean", audit.mean},
                    {"posterior_sd", audit.sd},
                    {"credibility", audit.credibility},
                    {"refer", audit.refer}});
  }
  return rows;
}

Json assumptions_of(const result::Result& result) {
  Json rows = Json::array();
  for (const result::Assumption& assumption : result.assumptions) {
    rows.push_back({{"id", assumption.id},
                    {"value", assumption.value},
                    {"unit", assumption.unit},
                    {"low", optional_number(assumption.low)},
                    {"high", optional_number(assumption.high)},
                    {"confidence", assumption.confidence},
                    {"judgement", assumption.judgement},
                    {"source", assumption.source}});
    if (assumption.own) rows.back()["own"] = true;
    if (assumption.standard) rows.back()["standard"] = *assumption.standard;
  }
  return rows;
}

}  // namespace

std::string json_report(const result::Result& result) {
  Json document;
  document["format"] = "tenbin/result";
  document["version"] = 1;
  document["build"] = build_of(result);
  document["input_file"] = result.source_file;
  document["input"] = scenario::to_json(result.input);
  document["seed"] = result.input.simulation.seed;
  document["years"] = result.years_done;
  document["interrupted"] = result.interrupted;
  document["target_met"] = result.target_met ? Json(*result.target_met) : Json(nullptr);
  document["currency"] = result.input.currency;
  document["measures"] = measures_of(result);
  document["curves"] = curves_of(result);
  document["convergence"] = convergence_of(result);
  document["differences"] = differences_of(result);
  document["prices"] = prices_of(result);
  document["buyer_views"] = buyer_views_of(result);
  document["buyer_differences"] = buyer_differences_of(result);
  document["gap_years"] = result.gap_years;
  document["gaps"] = gaps_of(result);
  document["audits"] = audits_of(result);
  document["audit_credits"] = audit_credits_of(result);
  document["assumptions"] = assumptions_of(result);
  return json_text(document);
}

}  // namespace tenbin::cli
