#include "tenbin/exact/discretise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "tenbin/contract/expected_payment.hpp"
#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

constexpr std::size_t nodes = 24;
// An interpolant is accepted at this error relative to the values. Second differences feel it at the ends of
// panels only, and the mean and the mass not at all, because they telescope.
constexpr real interpolation_error = 1e-17L;

// L(jh) = E[min(Y, jh)] at the lattice points. A value costs a microsecond, so on panels between the knots of
// Y it is interpolated by Chebyshev polynomials in extended precision, halving the panel until the
// interpolant is as good as the function.
class LimitedValues {
 public:
  LimitedValues(const OccurrenceTerms& terms, const Severity& loss, real step, std::size_t last)
      : terms_(terms), loss_(loss), step_(step), values_(last + 1) {
    std::vector<std::size_t> ends{1, last};
    for (const real knot : payment_knots(terms, loss)) {
      const real index = std::floor(knot / step);
      if (index + 1 >= static_cast<real>(last)) break;
      // A knot within rounding of a point may lie on either side of it.
      const auto below = static_cast<std::size_t>(index);
      for (std::size_t i = below > 1 ? below - 1 : 1; i <= below + 2 && i < last; ++i) ends.push_back(i);
    }
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    for (const std::size_t end : ends) values_[end] = limited(static_cast<real>(end));
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) fill(ends[i], ends[i + 1]);
  }

  const std::vector<real>& values() const { return values_; }

 private:
  real limited(real index) const { return limited_expected_payment(terms_, loss_, step_ * index); }

  // The points strictly between `first` and `last`, whose values are known.
  void fill(std::size_t first, std::size_t last) {
    if (last - first < 4 * nodes) {
      for (std::size_t j = first + 1; j < last; ++j) values_[j] = limited(static_cast<real>(j));
      return;
    }
    // Panels of a fixed ratio keep a singularity at 0 away.
    if (last > 4 * first || !interpolate(first, last)) {
      const std::size_t middle = last > 4 * first ? (last + 1) / 2 : first + (last - first) / 2;
      values_[middle] = limited(static_cast<real>(middle));
      fill(first, middle);
      fill(middle, last);
    }
  }

  bool interpolate(std::size_t first, std::size_t last) {
    constexpr real pi = 3.14159265358979323846264338327950288L;
    const real center = (static_cast<real>(first) + static_cast<real>(last)) / 2;
    const real radius = static_cast<real>(last - first) / 2;
    std::array<real, nodes> samples;
    for (std::size_t k = 0; k < nodes; ++k)
      samples[k] = limited(center + radius * std::cos(pi * (static_cast<real>(k) + 0.5L) / nodes));
    std::array<real, nodes> c{};
    for (std::size_t m = 0; m < nodes; ++m) {
      for (std::size_t k = 0; k < nodes; ++k)
        c[m] += samples[k] * std::cos(pi * static_cast<real>(m) * (static_cast<real>(k) + 0.5L) / nodes);
      c[m] *= (m == 0 ? 1.0L : 2.0L) / nodes;
    }
    const auto at = [&](real index) {  // Clenshaw
      const real x = (index - center) / radius;
      real b1 = 0, b2 = 0;
      for (std::size_t m = nodes - 1; m > 0; --m) {
        const real b = 2 * x * b1 - b2 + c[m];
        b2 = b1;
        b1 = b;
      }
      return x * b1 - b2 + c[0];
    };
    const real allowed = interpolation_error * std::fabs(c[0]);
    if (std::fabs(c[nodes - 1]) > allowed || std::fabs(c[nodes - 2]) > allowed) return false;
    for (const real part : {-0.97L, -0.31L, 0.23L, 0.89L}) {
      const real index = center + part * radius;
      if (std::fabs(at(index) - limited(index)) > 4 * allowed) return false;
    }
    for (std::size_t j = first + 1; j < last; ++j) values_[j] = at(static_cast<real>(j));
    return true;
  }

  const OccurrenceTerms& terms_;
  const Severity& loss_;
  real step_;
  std::vector<real> values_;
};

}  // namespace

Lattice discretise(const OccurrenceTerms& terms, const Severity& loss, double step, std::size_t points) {
  check_positive_finite("discretise", "step", step);
  check(points >= 2, "discretise", "points", static_cast<real>(points), "at least 2");
  // The number of steps to the largest payment; one within rounding of a whole number is that number.
  const double steps = terms.largest_payment() / step;
  const double whole = std::round(steps);
  const double needed = std::fabs(steps - whole) <= 1e-9 * steps ? whole : std::ceil(steps);
  const std::size_t last =
      needed < static_cast<double>(points - 1) ? static_cast<std::size_t>(needed) : points - 1;

  const real h = step;
  const LimitedValues limited(terms, loss, h, last);
  const std::vector<real>& value = limited.values();
  std::vector<double> probabilities(last + 1);
  for (std::size_t j = 0; j <= last; ++j) {
    // Beyond the last point payments are cut, so L is constant; below 0 it falls with slope 1.
    const real rise_before = j == 0 ? h : value[j] - value[j - 1];
    const real rise_after = j == last ? 0 : value[j + 1] - value[j];
    // Rounding may leave a tiny negative one; to cut it would break the telescoping sums.
    probabilities[j] = static_cast<double>((rise_before - rise_after) / h);
  }
  return {step, std::move(probabilities)};
}

}  // namespace tenbin
