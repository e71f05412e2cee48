#include "tenbin/contract/expected_payment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

constexpr real infinity = std::numeric_limits<real>::infinity();

// From `start` on, what the deductible leaves is value + slope (x - start); before it, where the last piece
// ended.
struct Piece {
  real start;
  real value;
  real slope;
};

// Pieces of Deductible::apply on [0, inf).
std::vector<Piece> pieces(const Deductible& deductible) {
  const real amount = deductible.amount();
  switch (deductible.kind()) {
    case Deductible::Kind::none:
      break;
    case Deductible::Kind::ordinary:
      return {{0, 0, 0}, {amount, 0, 1}};
    case Deductible::Kind::franchise:
      return {{0, 0, 0}, {amount, amount, 1}};
    case Deductible::Kind::percentage_of_loss: {
      const real rate = deductible.rate(), minimum = deductible.minimum(), maximum = deductible.maximum();
      if (rate == 0) return {{0, 0, 0}, {minimum, 0, 1}};  // the minimum alone
      const real from = minimum / rate, to = maximum / rate;
      std::vector<Piece> result{{0, 0, 0}, {minimum, 0, 1}, {from, from - minimum, 1 - rate}};
      if (to < infinity) result.push_back({to, to - maximum, 1});
      return result;
    }
  }
  return {{0, 0, 1}};
}

// P(X >= x); an atom that rounding has put just below x counts.
real at_least(const Severity& loss, real x) {
  if (x <= 0) return 1;
  for (const real knot : loss.knots())
    if (knot < x && knot >= x - std::ldexp(x, -48)) return loss.survival_from(knot);
  return loss.survival_from(x);
}

}  // namespace

real limited_expected_payment(const OccurrenceTerms& terms, const Severity& loss, real y) {
  check(y >= 0, "limited_expected_payment", "y", y, "zero or positive");
  const real share = terms.share();
  const real cap = std::fmin(terms.limit(), y / share);
  const auto parts = pieces(terms.deductible());
  real sum = 0;
  real before = 0;  // value at the end of the last piece
  for (std::size_t i = 0; i < parts.size() && before < cap; ++i) {
    const Piece& part = parts[i];
    const real end = i + 1 < parts.size() ? parts[i + 1].start : infinity;
    if (part.value > before) sum += (std::fmin(part.value, cap) - before) * at_least(loss, part.start);
    if (part.value >= cap) break;
    if (part.slope > 0 && end > part.start) {
      const real stop = std::fmin(end, part.start + (cap - part.value) / part.slope);
      sum += part.slope * (loss.limited_expected_value(stop) - loss.limited_expected_value(part.start));
    }
    before = end < infinity ? part.value + part.slope * (end - part.start) : infinity;
  }
  return share * sum;
}

real expected_payment(const OccurrenceTerms& terms, const Severity& loss) {
  return limited_expected_payment(terms, loss, infinity);
}

real payment_survival(const OccurrenceTerms& terms, const Severity& loss, real y) {
  check(y >= 0, "payment_survival", "y", y, "zero or positive");
  const real level = y / terms.share();
  if (level >= terms.limit()) return 0;
  const auto parts = pieces(terms.deductible());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Piece& part = parts[i];
    const real end = i + 1 < parts.size() ? parts[i + 1].start : infinity;
    if (part.value > level) return at_least(loss, part.start);
    if (part.slope > 0) {
      const real crossing = part.start + (level - part.value) / part.slope;
      if (crossing < end) return loss.survival(crossing);
    }
  }
  return 0;
}

real payment_probability(const OccurrenceTerms& terms, const Severity& loss) {
  return payment_survival(terms, loss, 0);
}

std::vector<real> payment_knots(const OccurrenceTerms& terms, const Severity& loss) {
  const auto parts = pieces(terms.deductible());
  std::vector<real> left;  // by the deductible
  for (std::size_t i = 0; i < parts.size(); ++i) {
    left.push_back(parts[i].value);
    if (i + 1 < parts.size())
      left.push_back(parts[i].value + parts[i].slope * (parts[i + 1].start - parts[i].start));
  }
  for (const real knot : loss.knots()) {
    const auto after =
        std::find_if(parts.rbegin(), parts.rend(), [&](const Piece& part) { return part.start <= knot; });
    if (after != parts.rend()) left.push_back(after->value + after->slope * (knot - after->start));
  }
  const real limit = terms.limit(), share = terms.share();
  if (limit < infinity) left.push_back(limit);
  for (real& value : left) value = share * std::fmin(value, limit);
  std::sort(left.begin(), left.end());
  left.erase(std::unique(left.begin(), left.end()), left.end());
  return left;
}

real exhaustion_probability(const OccurrenceTerms& terms, const Severity& loss) {
  const real limit = terms.limit();
  if (limit == infinity) return 0;
  const auto parts = pieces(terms.deductible());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Piece& part = parts[i];
    const real end = i + 1 < parts.size() ? parts[i + 1].start : infinity;
    if (part.value >= limit) return at_least(loss, part.start);
    if (part.slope > 0) {
      const real reached = part.start + (limit - part.value) / part.slope;
      if (reached < end) return at_least(loss, reached);
    }
  }
  return 0;
}

}  // namespace tenbin
