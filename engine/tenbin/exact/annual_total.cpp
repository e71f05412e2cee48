#include "tenbin/exact/annual_total.hpp"

#include <cmath>

#include "tenbin/core/error.hpp"
#include "tenbin/exact/collective.hpp"
#include "tenbin/frequency/poisson.hpp"
#include "tenbin/severity/discrete.hpp"

namespace tenbin {
namespace {

/// Lattice points: a quantile table has a piece for each.
constexpr std::size_t points = std::size_t{1} << 12;
/// Smaller probabilities are the transform's rounding.
constexpr double least = 1e-15;

}  // namespace

AnnualTotal::AnnualTotal(real rate, SeverityPtr loss) : rate_(rate), loss_(std::move(loss)) {
  check_positive_finite("AnnualTotal", "rate", rate);
  if (loss_ == nullptr) throw ParameterError("AnnualTotal: there is no loss");
  check_positive_finite("AnnualTotal", "mean of the loss", loss_->mean());
}

const Severity& AnnualTotal::law() const {
  std::call_once(made_, [&] {
    // Twelve standard deviations: what lies beyond has no draw of 52 bits.
    const real mean = raw_moment(1);
    const real reach =
        mean + 12 * std::sqrt(rate_ * loss_->raw_moment(2)) + 12 * loss_->upper_quantile(1e-12L);
    ExactOptions options;
    options.size = points;
    options.step = static_cast<double>(reach / points);
    const LossDistribution total =
        exact_total({std::make_shared<Poisson>(rate_), loss_}, options).before_aggregate;
    std::vector<real> values, probabilities;
    real kept = 0, sum = 0;
    for (std::size_t i = 0; i < total.values().size(); ++i) {
      if (!(total.probabilities()[i] > least)) continue;
      values.push_back(total.values()[i]);
      probabilities.push_back(total.probabilities()[i]);
      kept += probabilities.back();
      sum += values.back() * probabilities.back();
    }
    // The mean is that of the closed form, whatever rounding has left out.
    for (real& value : values) value *= mean / (sum / kept);
    for (real& probability : probabilities) probability /= kept;
    law_ = std::make_shared<Discrete>(values, probabilities);
  });
  return *law_;
}

real AnnualTotal::limited_expected_value(real d) const {
  return std::isinf(d) ? raw_moment(1) : law().limited_expected_value(d);
}

real AnnualTotal::raw_moment(int k) const {
  const real mean = rate_ * loss_->mean();
  if (k == 1) return mean;
  if (k == 2) return rate_ * loss_->raw_moment(2) + mean * mean;
  return law().raw_moment(k);
}

}  // namespace tenbin
