#include "tenbin/severity/severity.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace tenbin {
namespace {

/// Equal up to rounding, judged in the tail where the numbers keep their relative accuracy.
bool same_place(const Severity::Break& a, const Severity::Break& b) {
  constexpr real tolerance = 8 * std::numeric_limits<real>::epsilon();
  if (a.lower <= 0.5L) return b.lower - a.lower <= tolerance * b.lower;
  return a.upper - b.upper <= tolerance * a.upper;
}

}  // namespace

real Severity::variance() const {
  const real second = raw_moment(2);
  if (!std::isfinite(second)) return std::numeric_limits<real>::infinity();
  const real first = raw_moment(1);
  return second - first * first;
}

std::string Severity::told_by(const std::vector<real>& parameters,
                              const std::vector<const Severity*>& components) const {
  std::string text = name();
  for (const real parameter : parameters) {
    std::array<char, 48> exact{};
    const auto end =
        std::to_chars(exact.data(), exact.data() + exact.size(), parameter, std::chars_format::hex).ptr;
    text.append(1, ' ').append(exact.data(), end);
  }
  for (const Severity* component : components) {
    const std::string part = component->fingerprint();
    if (part.empty()) return {};
    text += " (" + part + ")";
  }
  return text;
}

std::vector<Severity::Break> Severity::breaks() const {
  std::vector<Break> result;
  const auto add = [&result](Break candidate) {
    if (!(candidate.lower > 0 && candidate.upper > 0)) return;
    if (result.empty() || !same_place(result.back(), candidate)) result.push_back(candidate);
  };
  for (const real x : knots()) {
    add({cdf_below(x), survival_from(x)});
    add({cdf(x), survival(x)});
  }
  return result;
}

}  // namespace tenbin
