#pragma once

#include <algorithm>
#include <limits>

#include "tenbin/contract/deductible.hpp"

namespace tenbin {

/// Terms on each occurrence, applied in the order deductible, limit, share:
/// payment = share * min(deductible.apply(loss), limit). The limit is the width of the layer: with an
/// ordinary deductible a, it is exhausted by a loss of a + limit, and a limit below a is normal.
class OccurrenceTerms {
 public:
  /// The payment is the loss.
  OccurrenceTerms() = default;
  /// @param limit > 0; may be infinite
  /// @param share in (0, 1]
  explicit OccurrenceTerms(Deductible deductible, double limit = std::numeric_limits<double>::infinity(),
                           double share = 1);

  const Deductible& deductible() const { return deductible_; }
  double limit() const { return limit_; }
  double share() const { return share_; }
  /// Largest payment, share * limit.
  double largest_payment() const { return share_ * limit_; }
  /// True where every loss is paid as it is.
  bool pays_everything() const { return *this == OccurrenceTerms{}; }

  friend bool operator==(const OccurrenceTerms&, const OccurrenceTerms&) = default;

 private:
  Deductible deductible_;
  double limit_ = std::numeric_limits<double>::infinity();
  double share_ = 1;
};

/// Terms on a year's sum: payment = min(max(sum - deductible, 0), limit). One reinstatement of a layer of
/// width w without further premium is an aggregate limit of 2 w.
class AggregateTerms {
 public:
  /// The payment is the sum.
  AggregateTerms() = default;
  /// @param deductible annual, >= 0 and finite
  /// @param limit annual, > 0; may be infinite
  explicit AggregateTerms(double deductible, double limit = std::numeric_limits<double>::infinity());

  double deductible() const { return deductible_; }
  double limit() const { return limit_; }
  bool pays_everything() const { return *this == AggregateTerms{}; }

  friend bool operator==(const AggregateTerms&, const AggregateTerms&) = default;

 private:
  double deductible_ = 0;
  double limit_ = std::numeric_limits<double>::infinity();
};

/// Payment for one occurrence; loss >= 0.
inline double apply(const OccurrenceTerms& terms, double loss) {
  return terms.share() * std::min(terms.deductible().apply(loss), terms.limit());
}

/// Payment for a year whose payments before the aggregate terms sum to `sum` >= 0.
inline double apply(const AggregateTerms& terms, double sum) {
  return std::min(std::max(sum - terms.deductible(), 0.0), terms.limit());
}

/// The aggregate terms while a year runs: what each payment of the year adds to the year's payment.
/// Deductible and limit are used up in the order of the calls, and the year's additions telescope to
/// apply(terms, sum).
class RunningAggregate {
 public:
  explicit RunningAggregate(const AggregateTerms& terms) : terms_(terms) {}

  /// @return the part of `payment` >= 0 that the aggregate terms let through
  double add(double payment) {
    sum_ += payment;
    const double paid = apply(terms_, sum_);
    const double addition = paid - paid_;
    paid_ = paid;
    return addition;
  }
  double paid() const { return paid_; }  ///< so far this year
  void start_year() { sum_ = paid_ = 0; }

 private:
  AggregateTerms terms_;
  double sum_ = 0;
  double paid_ = 0;
};

}  // namespace tenbin
