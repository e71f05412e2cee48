#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "tenbin/core/real.hpp"
#include "tenbin/severity/quantile_table.hpp"

namespace tenbin {

/// What an uncertain parameter does to a rate or an amount: a positive factor as a function of the
/// parameter's standard normal score Z, linear between knots every 1/8 from -6 to 6 and constant beyond. Its
/// mean over Z is 1 exactly (by the closed form of E[Z 1{Z < z}]), so that uncertainty widens a distribution
/// around what the library states and does not move it. Evaluation only multiplies and adds.
class Response {
 public:
  /// @param factor positive and finite on [-6, 6]; only its shape counts, not its level
  /// @throw ParameterError
  explicit Response(const std::function<real(real)>& factor);

  double operator()(double score) const {
    const double place = (score - lowest) * per_unit;
    if (!(place > 0)) return values_.front();
    if (place >= intervals) return values_.back();
    const auto i = static_cast<std::size_t>(place);
    return values_[i] + (place - static_cast<double>(i)) * (values_[i + 1] - values_[i]);
  }
  /// Variance over Z, exact for the piecewise linear function.
  real variance() const { return variance_; }

  friend bool operator==(const Response& a, const Response& b) { return a.values_ == b.values_; }

  static constexpr double lowest = -6;
  static constexpr double per_unit = 8;
  static constexpr int intervals = 96;

 private:
  std::vector<double> values_;
  real variance_ = 0;
};

using ResponsePtr = std::shared_ptr<const Response>;

/// Sampler of Z + `score_shift`: quantile tables hold positive amounts.
const QuantileTable& normal_score_table();
inline constexpr double score_shift = 9;

}  // namespace tenbin
