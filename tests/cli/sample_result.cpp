#include "cli/sample_result.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <string>

namespace tenbin::cli {
namespace {

constexpr std::array levels = {0.9, 0.95, 0.99, 0.995, 0.999};

void add_figures(result::Result& result, const std::string& subject, const std::string& basis, double scale) {
  const auto add = [&](const std::string& measure, std::optional<double> level, double value, double error) {
    result.measures.push_back({subject, basis, measure, level, value, error});
  };
  add("mean", {}, scale, 0.006 * scale);
  add("sd", {}, 9.7 * scale, 0.15 * scale);
  add("skewness", {}, 31.4, 2.6);
  add("probability_of_attachment", {}, 0.0312, 0.00017);
  for (const double level : levels) {
    const double var = level < 0.95 ? 0 : scale * 0.9 * std::pow(0.05 / (1 - level), 1.05);
    add("var", level, var, 0.012 * var);
    add("tvar", level, 2.2 * var + 9 * scale, 0.015 * var + 0.1 * scale);
    result.curves.push_back({subject, basis, 1 / (1 - level), var, 0.012 * var});
  }
}

scenario::Policy policy(const std::string& id, const std::string& product, const std::string& insured,
                        double deductible) {
  scenario::Policy policy;
  policy.id = id;
  policy.product = product;
  policy.insured = insured;
  scenario::Section liability;
  liability.id = liability.cover = "third_party_liability";
  liability.deductible = {"ordinary", deductible, 0, "loss", 0, scenario::unlimited};
  liability.occurrence_limit = 3e8;
  scenario::Section recall = liability;
  recall.id = recall.cover = "recall";
  recall.share = 0.9;
  policy.sections = {liability, recall};
  policy.aggregate_limit = 5e8;
  return policy;
}

}  // namespace

result::Result sample_result() {
  result::Result result;
  scenario::Scenario& input = result.input;
  input.name = "Visual inspection AI at an auto-parts maker";
  input.description = "A maker of brake parts lets an AI inspect what people inspected before.";
  input.currency = "JPY";
  input.price_year = 2026;
  input.simulation.seed = 20260401;
  scenario::Deployment deployment;
  deployment.id = "line-7";
  deployment.use_case = "visual_inspection";
  input.deployments = {deployment};
  input.liability.emplace();
  input.liability->rule = "FIXED_SHARES";
  input.liability->shares = {{"business_user", 0.6}, {"integrator", 0.4}};
  input.coverage_designs = {{"base",
                             "",
                             {policy("integrator-pl", "quality_assurance_liability", "integrator", 1e6),
                              policy("maker-factory", "smart_factory", "business_user", 3e6)}},
                            {"high",
                             "High deductible",
                             {policy("integrator-pl", "quality_assurance_liability", "integrator", 1e7),
                              policy("maker-factory", "smart_factory", "business_user", 2e7)}}};
  result.source_file = "scenarios/examples/visual-inspection.json";
  result.version = "0.1.0";
  result.build = "commit 0123456789ab, GNU 12.2.0, Release -O3 -DNDEBUG";
  result.years_done = 1'000'000;
  result.seconds = 0.21;
  add_figures(result, "ground_up", "aep", 1.1e6);
  add_figures(result, "ground_up", "oep", 1.0e6);
  add_figures(result, "party/integrator", "aep", 0.44e6);
  add_figures(result, "party/business_user", "aep", 0.66e6);
  for (const scenario::CoverageDesign& design : input.coverage_designs) {
    const std::string prefix = "design/" + design.id;
    const double paid = design.id == "base" ? 0.7e6 : 0.5e6;
    add_figures(result, prefix + "/insurer", "aep", paid);
    add_figures(result, prefix + "/insured", "aep", 1.1e6 - paid);
    for (const scenario::Policy& policy : design.policies) {
      const std::string subject = prefix + "/policy/" + policy.id;
      add_figures(result, subject, "aep", paid / 2);
      add_figures(result, subject + "/insured", "aep", 0.55e6 - paid / 2);
      result.measures.push_back({subject, "aep", "rate_on_line", {}, 0.0032, 0.00002});
      result.measures.push_back({subject, "aep", "expected_loss_ratio", {}, 0.54, 0.003});
      result.prices.push_back({design.id, policy.id, policy.product, policy.insured, paid / 2, 2.1e3, 0.04e6,
                               0.06e6, 0.17e6, 0.03e6, 0, paid / 2 + 0.3e6, 3.9e3, "reference_book"});
    }
  }
  result.assumptions = {
      {"peril/inspection_miss/episodes_per_year", 0.3, "1/yr", "market anchors, section 4 B", "low", true,
       0.1, 1.0},
      {"peril/inspection_miss/recall_cost_sigma", 1.8, "",
       "published recalls of auto parts, fitted to 41 cases of the years 2010 to 2024", "medium", false, 1.5,
       2.1},
      {"audit/external_audit/sd", 12, "points", "", "low", true, {}, {}},
      {"rating/cost_of_capital", 0.06, "1/yr", "usual in the market", "high", false, {}, {}},
  };
  result.audits = {{"line-7", "external_audit", 72, 62.3, 9.4, 0.61, false}};
  return result;
}

}  // namespace tenbin::cli
