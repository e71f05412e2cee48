#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tenbin/core/real.hpp"

namespace tenbin {

/// A claim-size distribution on [0, inf). Immutable; all parameters are checked in the constructor.
/// Functions are evaluated at plan time only; simulation draws through QuantileTable.
class Severity {
 public:
  virtual ~Severity() = default;

  /// Family name as in the scenario language, e.g. "lognormal".
  virtual std::string name() const = 0;
  /// All that tells the law from others: laws with the same text have the same quantiles. Empty where that
  /// cannot be told.
  virtual std::string fingerprint() const { return {}; }
  /// Density of the absolutely continuous part at x [1/currency]; 0 at an atom.
  virtual real pdf(real x) const = 0;
  /// P(X <= x)
  virtual real cdf(real x) const = 0;
  /// P(X > x), accurate in relative terms in the upper tail
  virtual real survival(real x) const = 0;
  /// P(X < x); below cdf(x) at an atom only
  virtual real cdf_below(real x) const { return cdf(x); }
  /// P(X >= x); above survival(x) at an atom only
  virtual real survival_from(real x) const { return survival(x); }
  /// Lower quantile inf{x : F(x) >= u}, 0 < u < 1
  virtual real quantile(real u) const = 0;
  /// Quantile at probability 1 - s, accurate in relative terms for small s; 0 < s < 1
  virtual real upper_quantile(real s) const = 0;
  /// E[min(X, d)], d >= 0 (infinity gives the mean)
  virtual real limited_expected_value(real d) const = 0;
  /// E[X^k], k >= 1; +infinity where it is infinite
  virtual real raw_moment(int k) const = 0;

  /// A probability at which the quantile function has a jump or a kink: edges of atoms, splice points, knots.
  /// Both numbers are given so that breaks in either tail keep their relative accuracy.
  struct Break {
    real lower;  ///< u
    real upper;  ///< 1 - u
  };
  /// Sorted, without 0 and 1. Between two neighbours the quantile function is smooth, or constant (an atom).
  /// They are the probabilities below and up to each knot.
  std::vector<Break> breaks() const;
  /// Amounts at which the distribution function has a jump or a kink: atoms, edges of the support, splice
  /// points. Sorted, finite. The edge 0 may be left out where it is no atom.
  virtual std::vector<real> knots() const { return {}; }

  real mean() const { return raw_moment(1); }
  /// Variance; +infinity where it is infinite.
  real variance() const;

 protected:
  /// The name, exact parameters, and the laws that it is made of; empty where one of these cannot be told.
  std::string told_by(const std::vector<real>& parameters,
                      const std::vector<const Severity*>& components = {}) const;
};

using SeverityPtr = std::shared_ptr<const Severity>;

}  // namespace tenbin
