#include "tenbin/severity/splice.hpp"

#include <algorithm>
#include <utility>

#include "tenbin/core/error.hpp"
#include "tenbin/severity/weights.hpp"

namespace tenbin {

Splice::Splice(const std::vector<SeverityPtr>& components, std::vector<real> bounds,
               std::vector<real> weights)
    : bounds_(std::move(bounds)) {
  const std::size_t size = components.size();
  check(size > 0, "Splice", "number of components", 0, "at least 1");
  check(bounds_.size() == size + 1, "Splice", "number of bounds", static_cast<real>(bounds_.size()),
        "one more than the number of components");
  check(weights.size() == size, "Splice", "number of weights", static_cast<real>(weights.size()),
        "the number of components");
  weights = normalised_weights("Splice", "weights", std::move(weights));
  check_nonnegative_finite("Splice", "bounds[0]", bounds_[0]);
  real before = 0;
  for (std::size_t i = 0; i < size; ++i) {
    check(components[i] != nullptr, "Splice", indexed("components", i), 0, "a distribution, not null");
    check(weights[i] > 0, "Splice", indexed("weights", i), weights[i], "positive");
    check(bounds_[i + 1] > bounds_[i], "Splice", indexed("bounds", i + 1), bounds_[i + 1],
          "above the bound before it");
    pieces_.push_back({Truncated(components[i], bounds_[i], bounds_[i + 1]), weights[i], before, 0, 0});
    pieces_.back().largest = pieces_.back().severity.largest();
    before += weights[i];
  }
  for (std::size_t i = size - 1; i > 0; --i) pieces_[i - 1].after = pieces_[i].after + pieces_[i].weight;
}

/// The piece whose interval (below, above] holds x; the first or last one outside of all.
const Splice::Piece& Splice::piece_of(real x) const {
  const auto found = std::lower_bound(bounds_.begin() + 1, bounds_.end() - 1, x);
  return pieces_[static_cast<std::size_t>(found - bounds_.begin()) - 1];
}

/// Probability on one side of an amount: what lies outside the piece and the part of the piece; exactly 1
/// where that is all there is.
real Splice::total(real outside, real other_side, real weight, real part) {
  return part == 1 && other_side == 0 ? 1 : outside + weight * part;
}

std::string Splice::fingerprint() const {
  std::vector<real> numbers = bounds_;
  std::vector<const Severity*> components;
  for (const Piece& piece : pieces_) {
    numbers.push_back(piece.weight);
    components.push_back(&piece.severity);
  }
  return told_by(numbers, components);
}

real Splice::pdf(real x) const {
  const Piece& piece = piece_of(x);
  return piece.weight * piece.severity.pdf(x);
}

real Splice::cdf(real x) const {
  const Piece& piece = piece_of(x);
  return total(piece.before, piece.after, piece.weight, piece.severity.cdf(x));
}

real Splice::survival(real x) const {
  const Piece& piece = piece_of(x);
  return total(piece.after, piece.before, piece.weight, piece.severity.survival(x));
}

real Splice::cdf_below(real x) const {
  const Piece& piece = piece_of(x);
  return total(piece.before, piece.after, piece.weight, piece.severity.cdf_below(x));
}

real Splice::survival_from(real x) const {
  const Piece& piece = piece_of(x);
  return total(piece.after, piece.before, piece.weight, piece.severity.survival_from(x));
}

/// Quantile inside a piece that leaves the weight `lower_part` below and `upper_part` above.
real Splice::within(const Piece& piece, real lower_part, real upper_part) {
  if (upper_part <= 0) return piece.largest;
  if (lower_part <= upper_part) return piece.severity.quantile(lower_part / piece.weight);
  return piece.severity.upper_quantile(upper_part / piece.weight);
}

real Splice::quantile(real u) const {
  const auto found = std::find_if(pieces_.begin(), pieces_.end() - 1,
                                  [u](const Piece& piece) { return u <= piece.before + piece.weight; });
  // The last piece ends at 1 whatever the rounding of the sum before it.
  const real upper = found == pieces_.end() - 1 ? 1 - u : found->before + found->weight - u;
  return within(*found, u - found->before, upper);
}

real Splice::upper_quantile(real s) const {
  const auto found =
      std::find_if(pieces_.begin(), pieces_.end() - 1, [s](const Piece& piece) { return s >= piece.after; });
  const real lower = found == pieces_.begin() ? 1 - s : found->after + found->weight - s;
  return within(*found, lower, s - found->after);
}

real Splice::limited_expected_value(real d) const {
  real sum = 0;
  for (const Piece& piece : pieces_) sum += piece.weight * piece.severity.limited_expected_value(d);
  return sum;
}

real Splice::raw_moment(int k) const {
  real sum = 0;
  for (const Piece& piece : pieces_) sum += piece.weight * piece.severity.raw_moment(k);
  return sum;
}

std::vector<real> Splice::knots() const {
  std::vector<real> result;
  for (const Piece& piece : pieces_) {
    for (const real knot : piece.severity.knots()) {
      if (result.empty() || knot > result.back()) result.push_back(knot);
    }
  }
  return result;
}

}  // namespace tenbin
