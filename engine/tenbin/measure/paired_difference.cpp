#include "tenbin/measure/paired_difference.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"
#include "tenbin/measure/fixed_sum.hpp"

namespace tenbin {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Reliable if enough clusters carry the difference, or if there is none at all.
bool carried(const column::MeanAndError& m) {
  return m.effective_clusters >= fewest_years || m.standard_error == 0;
}

}  // namespace

PairedDifference::PairedDifference(const AnnualSample& a, const AnnualSample& b) : a_(&a), b_(&b) {
  check(a.size() == b.size(), "PairedDifference", "number of years of the second sample",
        static_cast<real>(b.size()), "that of the first (both must have seen the same years)");
  check(a.cluster_years() == b.cluster_years(), "PairedDifference", "cluster_years of the second sample",
        b.cluster_years(), "that of the first (both must have seen the same worlds)");
}

Estimate PairedDifference::mean() const {
  const auto a = a_->years();
  const auto b = b_->years();
  const auto m = column::clustered_mean(a.size(), static_cast<std::size_t>(a_->cluster_years()),
                                        [&](std::size_t i) { return a[i] - b[i]; });
  return {m.mean, m.standard_error, carried(m)};
}

Estimate PairedDifference::var(double level) const {
  const TailPoint pa = a_->tail_point(level);
  const TailPoint pb = b_->tail_point(level);
  const double value = pa.quantile - pb.quantile;
  if (!std::isfinite(pa.slope) || !std::isfinite(pb.slope)) return {value, infinity, false};
  const auto a = a_->years();
  const auto b = b_->years();
  const auto m =
      column::clustered_mean(a.size(), static_cast<std::size_t>(a_->cluster_years()), [&](std::size_t i) {
        return (a[i] > pa.quantile ? pa.slope : 0.0) - (b[i] > pb.quantile ? pb.slope : 0.0);
      });
  return {value, m.standard_error, pa.var_reliable && pb.var_reliable};
}

Estimate PairedDifference::tvar(double level) const {
  const TailPoint pa = a_->tail_point(level);
  const TailPoint pb = b_->tail_point(level);
  const double value = pa.tvar - pb.tvar;
  if (!std::isfinite(pa.tvar_error) || !std::isfinite(pb.tvar_error)) return {value, infinity, false};
  const auto a = a_->years();
  const auto b = b_->years();
  const auto m = column::clustered_mean(
      a.size(), static_cast<std::size_t>(a_->cluster_years()),
      [&](std::size_t i) { return std::max(a[i] - pa.quantile, 0.0) - std::max(b[i] - pb.quantile, 0.0); });
  return {value, m.standard_error / (1 - level), pa.tvar_reliable && pb.tvar_reliable};
}

}  // namespace tenbin
