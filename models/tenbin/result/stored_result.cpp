#include "tenbin/result/stored_result.hpp"

#include <utility>

#include "tenbin/language/messages/compare.hpp"
#include "tenbin/result/stored_row.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/field.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::result {
namespace {

using scenario::Node;
using scenario::Reading;
using Row = StoredRow;

constexpr const char* made_by = "tenbin run --format json";

void read_tables(const Row& root, Result& result) {
  root.list("measures", result.measures,
            [](const Row& row, MeasureRow& out) { read_measure(row.need("basis", out.basis), out); });
  root.list("curves", result.curves, [](const Row& row, ExceedancePoint& out) { read_point(row, out); });
  root.list("convergence", result.convergence,
            [](const Row& row, ConvergencePoint& out) { read_measure(row.need("years", out.years), out); });
  root.list("differences", result.differences, [](const Row& row, DesignDifference& out) {
    read_measure(row.need("design", out.design).need("reference", out.reference), out);
  });
  root.list("prices", result.prices, [](const Row& row, PolicyPrice& out) {
    row.need("design", out.design)
        .need("policy", out.policy)
        .may("product", out.product)
        .may("insured", out.insured)
        .may("expected_claims", out.expected_claims)
        .may("expected_claims_standard_error", out.expected_claims_se)
        .may("claims_expense", out.claims_expense)
        .may("risk_load", out.risk_load)
        .may("condition_load", out.condition_load)
        .may("capital", out.capital)
        .may("expense", out.expense)
        .may("profit", out.profit)
        .need("technical_premium", out.technical_premium)
        .need("technical_premium_standard_error", out.technical_premium_se)
        .may("expected_loss_ratio", out.expected_loss_ratio)
        .may("expected_loss_ratio_standard_error", out.expected_loss_ratio_se)
        .may("parameter_load", out.parameter_load)
        .may("standard_deviation_premium", out.deviation_premium)
        .may("minimum_premium", out.minimum_premium)
        .may("premium", out.premium)
        .list("sections", out.sections, [](const Row& section, SectionPrice& part) {
          std::optional<double> limit;
          section.need("section", part.section)
              .may("cover", part.cover)
              .may("expected_claims", part.expected_claims)
              .may("expected_claims_standard_error", part.expected_claims_se)
              .may("technical_premium", part.premium)
              .may("technical_premium_standard_error", part.premium_se)
              .may("annual_limit", limit);
          if (limit) part.annual_limit = *limit;
        });
  });
  const auto figure = [](const Row& row, const char* key, BuyerFigure& out) {
    row.may(key, out.value).may((std::string(key) + "_standard_error").c_str(), out.standard_error);
  };
  root.list("buyer_views", result.buyer_views, [&](const Row& row, BuyerView& out) {
    row.need("design", out.design).may("party", out.party);
    figure(row, "premium", out.premium);
    figure(row, "retained_mean", out.retained);
    figure(row, "retained_tvar99", out.tail);
    figure(row, "price_of_volatility", out.volatility);
    figure(row, "total_cost", out.total_cost);
    figure(row, "probability_over_budget", out.over_budget);
    std::string efficiency;
    row.may("beyond_sample", out.beyond_sample)
        .may("frontier", efficiency)
        .may("dominated_by", out.dominated_by);
    for (const Efficiency known : {Efficiency::efficient, Efficiency::dominated}) {
      if (efficiency == to_string(known)) out.efficiency = known;
    }
  });
  root.list("buyer_differences", result.buyer_differences, [&](const Row& row, BuyerDifference& out) {
    row.need("design", out.design).need("reference", out.reference).may("party", out.party);
    figure(row, "total_cost", out.total_cost);
  });
  root.may("gap_years", result.gap_years).list("gaps", result.gaps, [](const Row& row, GapFigure& out) {
    row.need("design", out.design)
        .may("policy", out.policy)
        .may("insured", out.insured)
        .may("entity", out.entity)
        .may("peril", out.peril)
        .may("head", out.head)
        .need("reason", out.reason)
        .need("mean", out.mean)
        .may("standard_error", out.standard_error);
  });
  root.list("audit_credits", result.audit_credits, [](const Row& row, AuditCredit& out) {
    row.need("deployment", out.deployment)
        .may("credit", out.credit)
        .may("uncapped", out.uncapped)
        .may("cap", out.cap);
  });
  root.list("audits", result.audits, [](const Row& row, AuditPosterior& out) {
    row.need("deployment", out.deployment)
        .may("method", out.method)
        .may("score", out.score)
        .may("posterior_mean", out.mean)
        .may("posterior_sd", out.sd)
        .may("credibility", out.credibility)
        .may("refer", out.refer);
  });
  root.list("assumptions", result.assumptions, [](const Row& row, Assumption& out) {
    row.need("id", out.id)
        .need("value", out.value)
        .may("unit", out.unit)
        .may("low", out.low)
        .may("high", out.high)
        .may("confidence", out.confidence)
        .may("judgement", out.judgement)
        .may("source", out.source)
        .may("own", out.own)
        .may("standard", out.standard);
  });
}

}  // namespace

ReadStored read_stored(std::string_view text, std::string file_name) {
  const scenario::Document document = scenario::parse_document(text);
  if (document.fault) return {std::nullopt, {{std::move(file_name), {}, *document.fault, 0}}};
  Reading reading(std::move(file_name));
  Result result;
  if (is_document(*document.root, "tenbin/result", message::stored_other_document, reading)) {
    const Row root(reading, *document.root, made_by);
    root.may("input_file", result.source_file)
        .need("years", result.years_done)
        .may("interrupted", result.interrupted)
        .may("target_met", result.target_met);
    if (const auto build = root.object("build")) read_build(*build, result.version, result.build);
    for (const char* key : {"input", "measures"}) {
      if (document.root->find(key) == nullptr)
        reading.report_missing(*document.root, key, message::stored_missing, {{"command", made_by}});
    }
    if (const Node* input = document.root->find("input")) {
      reading.read_object(scenario::scenario_table(), &result.input, *input);
      scenario::fill_ids(result.input);
    }
    read_tables(root, result);
  }
  ReadStored read;
  read.problems = reading.take_problems();
  if (read.problems.empty()) read.result = std::move(result);
  return read;
}

ReadStored read_stored_file(const std::string& path) {
  scenario::FileText file = scenario::read_file_text(path);
  if (file.problem) return {std::nullopt, {std::move(*file.problem)}};
  return read_stored(file.text, path);
}

}  // namespace tenbin::result
