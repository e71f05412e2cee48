#pragma once

#include "tenbin/severity/truncated.hpp"

namespace tenbin {

/// Pieces on consecutive intervals: with probability weights[i] the amount lies in (bounds[i], bounds[i+1]]
/// and is distributed there as components[i] conditioned on that interval (see Truncated). Klugman, Panjer,
/// Willmot, Loss Models, 4th ed., section 5.2.6.
class Splice final : public Severity {
 public:
  /// @param components at least one, not null, each with positive probability in its interval
  /// @param bounds one more than components, rising, the first zero or positive; the last may be infinity
  /// [currency]
  /// @param weights one for each component, positive, sum 1 within 1e-9 (then normalised)
  /// @throw ParameterError
  Splice(const std::vector<SeverityPtr>& components, std::vector<real> bounds, std::vector<real> weights);

  std::string name() const override { return "splice"; }
  std::string fingerprint() const override;
  real pdf(real x) const override;
  real cdf(real x) const override;
  real survival(real x) const override;
  real cdf_below(real x) const override;
  real survival_from(real x) const override;
  real quantile(real u) const override;
  real upper_quantile(real s) const override;
  real limited_expected_value(real d) const override;
  real raw_moment(int k) const override;
  std::vector<real> knots() const override;

 private:
  struct Piece {
    Truncated severity;
    real weight;
    real before;   ///< weight of the pieces below
    real after;    ///< weight of the pieces above
    real largest;  ///< supremum of its support
  };
  const Piece& piece_of(real x) const;
  static real total(real outside, real other_side, real weight, real part);
  static real within(const Piece& piece, real lower_part, real upper_part);

  std::vector<real> bounds_;
  std::vector<Piece> pieces_;
};

}  // namespace tenbin
