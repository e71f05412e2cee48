#pragma once

#include <string>
#include <vector>

#include "tenbin/library/library.hpp"
#include "tenbin/measure/paid_years.hpp"
#include "tenbin/result/result.hpp"

namespace tenbin::rating {

/// Whose capital stands behind the policy. Stand-alone capital ignores that a book diversifies: it is an
/// upper bound, and for rare large losses far from any market price.
enum class CapitalBasis { reference_book, stand_alone };

/// What a section contributes to the expected claims of its policy.
struct SectionClaims {
  std::string cover;
  double expected_claims = 0;  ///< [currency/yr]
};

/// Simulated claims of one policy.
struct PolicyClaims {
  std::string design, policy, product, insured;
  std::vector<SectionClaims> sections;
  PaidYears annual;        ///< claims paid by the policy in each year [currency]
  int cluster_years = 1;   ///< years that share their parameters
  double money_scale = 1;  ///< the library's money in the scenario's
};

/// Technical premium
///   P = (E (1 + r) + c (coTVaR - E) + parameter load) / (1 - e - m)
/// E expected claims, r claims expense (by cover, weighted with the sections' expected claims), c cost of
/// capital, e expense and commission, m profit: library numbers rating/... (Buehlmann, Mathematical Methods
/// in Risk Theory, ch. 4; cost of capital as in the Swiss Solvency Test). The capital of one policy is its
/// Euler share of the TVaR of the book: in a book of n like and independent policies coTVaR = TVaR(S_n)/n,
/// stand-alone n = 1. The standard error is that of the whole formula, from clusters (stand-alone) or batches
/// of years (book); NaN where there are too few years.
/// @throw ParameterError for a cover without a claims expense in the library, or without years
result::PolicyPrice technical_premium(const PolicyClaims& claims, CapitalBasis basis,
                                      library::LibraryReader& library);

/// Cost of the capital for parameters that the policies of a book share, and that no number of policies
/// diversifies: cost (TVaR_level - E) of a lognormal with the policy's mean E and the variance correlation x
/// Var E[X | parameters], estimated from years that share their parameters (a world). 0 where no parameter is
/// uncertain.
/// @param correlation between two policies' conditional means, in [0, 1]
double parameter_load(const PaidYears::Part& part, int cluster_years, double correlation, double level,
                      double cost);

/// TVaR of the sum of n independent copies of the empirical annual loss, per copy: TVaR(S_n)/n. Exact
/// convolution on a lattice with means kept.
double tvar_in_book(const PaidYears& annual, int policies, double level);

/// Premium over the most that the policy pays in a year; NaN where that is unlimited.
double rate_on_line(double premium, double annual_limit);

/// Market's rule of thumb P = E (1 + r) / (1 - e - m) for one cover, without capital.
double market_premium(const std::string& cover, double expected_claims, library::LibraryReader& library);

}  // namespace tenbin::rating
