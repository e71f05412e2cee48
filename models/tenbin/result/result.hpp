#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/result/buyer_view.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::result {

/// One figure. Subjects: ground_up; party/NAME; design/ID/insurer; design/ID/insured; design/ID/policy/ID;
/// design/ID/policy/ID/insured (what stays with that policy's insured); design/ID/policy/ID/section/ID.
/// Measures: mean, sd, skewness, var, tvar, probability_of_attachment, probability_of_exhaustion, and for
/// policies technical_premium, rate_on_line, expected_loss_ratio (basis "aep", no level).
struct MeasureRow {
  std::string subject;
  std::string basis;  ///< "aep": the year's sum; "oep": the year's largest event
  std::string measure;
  std::optional<double> level;  ///< probability of var and tvar
  double value = 0;
  double standard_error = 0;  ///< NaN where it cannot be told (too few years); written as null
};

/// A design against the first design of the file, on the same events: what both share cancels in the error.
struct DesignDifference {
  std::string design, reference;
  std::string subject;  ///< insurer | insured
  std::string measure;  ///< mean | var | tvar, of the year's sum
  std::optional<double> level;
  double value = 0;  ///< design minus reference
  double standard_error = 0;
};

/// A point of an exceedance curve: loss that is exceeded once in `return_period` years.
struct ExceedancePoint {
  std::string subject;
  std::string basis;
  double return_period = 0;  ///< [yr]
  double loss = 0;
  double standard_error = 0;
};

/// A figure of the year's sum as it stood after the first part of the years: whether more years would move
/// it.
struct ConvergencePoint {
  std::string subject;
  std::string measure;          ///< mean | tvar
  std::optional<double> level;  ///< of tvar
  std::int64_t years = 0;
  double value = 0;
  double standard_error = 0;
};

/// A number that the model assumed, as the reader of a report must see it.
struct Assumption {
  std::string id;  ///< e.g. peril/inspection_miss/episodes_per_year
  double value = 0;
  std::string unit;
  std::string source;
  std::string confidence;  ///< high | medium | low
  bool judgement = false;
  std::optional<double> low, high;   ///< stated range
  bool own = false;                  ///< from the scenario's own library
  std::optional<double> standard{};  ///< what it stands in place of, in the program's library
};

/// A section's part of its policy's price, in proportion to its expected claims with their expense.
struct SectionPrice {
  std::string section, cover;
  double expected_claims = 0, expected_claims_se = 0;
  double premium = 0, premium_se = 0;  ///< part of the technical premium
  /// Most that it pays in a year, infinity where its terms set no bound; then there is no rate on line.
  double annual_limit = std::numeric_limits<double>::infinity();
};

/// What the rating says of one policy of one design; parts of the technical premium in the scenario's
/// currency.
struct PolicyPrice {
  std::string design, policy, product, insured;
  double expected_claims = 0, expected_claims_se = 0;
  double claims_expense = 0, risk_load = 0, expense = 0, profit = 0;
  double condition_load = 0;  ///< for an audit condition that is not met; part of the technical premium
  double technical_premium = 0, technical_premium_se = 0;
  std::string capital{};  ///< behind risk_load: reference_book | stand_alone
  double expected_loss_ratio =
      std::numeric_limits<double>::quiet_NaN();  ///< expected claims / technical premium
  double expected_loss_ratio_se = std::numeric_limits<double>::quiet_NaN();
  double parameter_load = 0;     ///< capital for parameters that all policies of the book share
  double deviation_premium = 0;  ///< the premium by standard-deviation loading instead, for comparison
  double minimum_premium = 0;    ///< of the product; 0: none
  double premium = 0;            ///< what is asked: the technical premium, or the minimum
  std::vector<SectionPrice> sections{};  ///< empty where there is one only
  std::vector<double>
      batches{};  ///< technical premium of each batch of years (batch_figures.hpp); not written
};

/// Schedule rating: what a rating plan allows for an audit, as a share of the class's premium, within a cap.
/// It is a rule of a tariff and not the audit's effect on losses, which the simulated claims contain already.
struct AuditCredit {
  std::string deployment;
  double credit = 0;    ///< negative: a debit
  double uncapped = 0;  ///< the plan's rate for the points above the class
  double cap = 0;
};

/// Posterior of one deployment's quality, given its audit (design section 4).
struct AuditPosterior {
  std::string deployment, method;
  double score = 0, mean = 0, sd = 0, credibility = 0;  ///< credibility: Z
  bool refer = false;                                   ///< a required item failed
};

struct Result {
  scenario::Scenario input;  ///< as understood, defaults filled in
  std::string source_file;
  std::string version, build;  ///< build: compiler, flags, commit
  std::int64_t years_done = 0;
  bool interrupted = false;        ///< by the user: figures rest on years_done
  std::optional<bool> target_met;  ///< --target-error
  double seconds = 0;              ///< of simulation and measures
  int cluster_years = 1;
  std::vector<MeasureRow> measures;
  std::vector<ExceedancePoint> curves;
  std::vector<ConvergencePoint> convergence;  ///< by subject and measure, by ascending years
  std::vector<DesignDifference> differences;
  std::vector<Assumption> assumptions;
  std::vector<PolicyPrice> prices;
  std::vector<AuditPosterior> audits;
  std::vector<AuditCredit> audit_credits;
  std::vector<BuyerView> buyer_views;              ///< by design, then by insured; empty without prices
  std::vector<BuyerDifference> buyer_differences;  ///< against the first design
  std::vector<GapFigure> gaps;
  std::int64_t gap_years = 0;  ///< on which the gaps rest
};

}  // namespace tenbin::result
