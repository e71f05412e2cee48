#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tenbin/contract/occurrence_kernel.cpp"
// clang-format off: foreach_target includes this file once for each target and must come before highway.h
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

#include <cstddef>

#include "tenbin/contract/occurrence_kernel.hpp"
#include "tenbin/core/error.hpp"

HWY_BEFORE_NAMESPACE();
namespace tenbin::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Doubles = hn::ScalableTag<double>;
using Vector = hn::Vec<Doubles>;

// Calls step(i) for each whole vector from i on, and scalar(i) for the rest.
template <class Step, class Scalar>
HWY_INLINE void for_each_vector(std::size_t count, const Step& step, const Scalar& scalar) {
  const std::size_t lanes = hn::Lanes(Doubles());
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) step(i);
  for (; i < count; ++i) scalar(i);
}

// No MulAdd anywhere in this file: it would round once where the scalar functions round twice.
void apply_occurrence(const OccurrenceTerms& terms, const double* losses, double* payments,
                      std::size_t count) {
  const Doubles d;
  const Deductible& deductible = terms.deductible();
  const Vector zero = hn::Zero(d);
  const Vector limit = hn::Set(d, terms.limit());
  const Vector share = hn::Set(d, terms.share());
  const Vector amount = hn::Set(d, deductible.amount());
  const auto pay = [&](std::size_t i, Vector rest)
                       HWY_ATTR { hn::StoreU(hn::Mul(share, hn::Min(rest, limit)), d, payments + i); };
  const auto scalar = [&](std::size_t i) HWY_ATTR { payments[i] = apply(terms, losses[i]); };
  switch (deductible.kind()) {
    case Deductible::Kind::none:
      for_each_vector(
          count, [&](std::size_t i) HWY_ATTR { pay(i, hn::LoadU(d, losses + i)); }, scalar);
      return;
    case Deductible::Kind::ordinary:
      for_each_vector(
          count,
          [&](std::size_t i) HWY_ATTR { pay(i, hn::Max(hn::Sub(hn::LoadU(d, losses + i), amount), zero)); },
          scalar);
      return;
    case Deductible::Kind::franchise:
      for_each_vector(
          count,
          [&](std::size_t i) HWY_ATTR {
            const Vector loss = hn::LoadU(d, losses + i);
            pay(i, hn::IfThenElseZero(hn::Ge(loss, amount), loss));
          },
          scalar);
      return;
    case Deductible::Kind::percentage_of_loss: {
      const Vector rate = hn::Set(d, deductible.rate());
      const Vector minimum = hn::Set(d, deductible.minimum());
      const Vector maximum = hn::Set(d, deductible.maximum());
      for_each_vector(
          count,
          [&](std::size_t i) HWY_ATTR {
            const Vector loss = hn::LoadU(d, losses + i);
            const Vector kept = hn::Min(hn::Max(hn::Mul(rate, loss), minimum), maximum);
            pay(i, hn::Max(hn::Sub(loss, kept), zero));
          },
          scalar);
      return;
    }
  }
}

void apply_waiting(const WaitingPeriod& terms, const double* losses, const double* durations,
                   double* payments, std::size_t count) {
  const Doubles d;
  const Vector zero = hn::Zero(d);
  const Vector waiting = hn::Set(d, terms.hours());
  const Vector indemnity = hn::Set(d, terms.indemnity_hours());
  for_each_vector(
      count,
      [&](std::size_t i) HWY_ATTR {
        const Vector duration = hn::LoadU(d, durations + i);
        const Vector paid = hn::Min(hn::Max(hn::Sub(duration, waiting), zero), indemnity);
        const Vector payment = hn::Div(hn::Mul(hn::LoadU(d, losses + i), paid), duration);
        hn::StoreU(hn::IfThenElseZero(hn::Gt(paid, zero), payment), d, payments + i);
      },
      [&](std::size_t i) HWY_ATTR { payments[i] = apply(terms, losses[i], durations[i]); });
}

}  // namespace tenbin::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tenbin {

HWY_EXPORT(apply_occurrence);
HWY_EXPORT(apply_waiting);

namespace {

void check_lengths(std::size_t input, std::size_t output) {
  check(input == output, "apply_column", "length of payments", static_cast<real>(output),
        "the length of the input columns");
}

}  // namespace

void apply_column(const OccurrenceTerms& terms, std::span<const double> losses, std::span<double> payments) {
  check_lengths(losses.size(), payments.size());
  HWY_DYNAMIC_DISPATCH(apply_occurrence)(terms, losses.data(), payments.data(), losses.size());
}

void apply_column(const AggregateTerms& terms, std::span<const double> sums, std::span<double> payments) {
  check_lengths(sums.size(), payments.size());
  // The same arithmetic: subtract, cut at 0, cut at the limit; times one is exact.
  const OccurrenceTerms same(Deductible::ordinary(terms.deductible()), terms.limit());
  HWY_DYNAMIC_DISPATCH(apply_occurrence)(same, sums.data(), payments.data(), sums.size());
}

void apply_column(const WaitingPeriod& terms, std::span<const double> losses,
                  std::span<const double> durations, std::span<double> payments) {
  check_lengths(losses.size(), payments.size());
  check_lengths(durations.size(), payments.size());
  HWY_DYNAMIC_DISPATCH(apply_waiting)(terms, losses.data(), durations.data(), payments.data(), losses.size());
}

}  // namespace tenbin
#endif  // HWY_ONCE
