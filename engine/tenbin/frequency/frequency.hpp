#pragma once

#include <complex>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "tenbin/core/real.hpp"

namespace tenbin {

/// Counts that come in clusters: clusters arrive as a Poisson process, all claims of a cluster fall in one
/// year. Poisson itself has clusters of exactly one claim. Negative binomial (r, b): rate r ln(1+b),
/// logarithmic sizes (Johnson, Kemp, Kotz, Univariate Discrete Distributions, 3rd ed., section 5.3).
struct PoissonClusters {
  real rate = 0;                 ///< clusters per year [1/yr]
  std::vector<real> size_cdf{};  ///< P(size <= 1), P(size <= 2), ...; empty: every size is 1
};

/// Counts drawn year by year by inversion of their distribution function.
struct AnnualCounts {
  std::vector<real> cdf;  ///< P(N <= 0), P(N <= 1), ...; the last entry is 1 up to rounding
};

using CountScheme = std::variant<PoissonClusters, AnnualCounts>;

/// The distribution of the number of claims in a year. Immutable; parameters are checked in the constructor.
class Frequency {
 public:
  virtual ~Frequency() = default;

  /// Family name as in the scenario language, e.g. "negative_binomial".
  virtual std::string name() const = 0;
  virtual real mean() const = 0;
  virtual real variance() const = 0;
  /// P(N = n)
  virtual real pmf(long n) const = 0;
  /// Probability generating function E[z^N] for complex |z| <= 1
  virtual std::complex<double> pgf(std::complex<double> z) const = 0;
  /// How the simulation draws it.
  virtual CountScheme count_scheme() const = 0;
  /// The same family with its expected count multiplied by `factor` > 0 (thinning or scaling of exposure):
  /// Poisson and negative binomial scale the rate (r for the negative binomial), see each family.
  /// @throw ParameterError where a family cannot be scaled
  virtual std::shared_ptr<const Frequency> scaled(real factor) const = 0;
};

using FrequencyPtr = std::shared_ptr<const Frequency>;

}  // namespace tenbin
