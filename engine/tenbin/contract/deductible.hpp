#pragma once

#include <algorithm>
#include <limits>

namespace tenbin {

/// What the insured keeps of each loss before the insurer pays. Amounts in the currency of the losses.
/// Klugman, Panjer, Willmot, Loss Models, 4th ed., chapter 8 (ordinary and franchise deductible).
class Deductible {
 public:
  enum class Kind {
    none,
    ordinary,           ///< pays max(x - amount, 0)
    franchise,          ///< pays nothing where x < amount, and x in full where x >= amount
    percentage_of_loss  ///< as ordinary with the amount clamp(rate x, minimum, maximum)
  };

  /// No deductible.
  Deductible() = default;
  /// @param amount >= 0, finite
  static Deductible ordinary(double amount);
  /// @param amount >= 0, finite
  static Deductible franchise(double amount);
  /// @param rate in [0, 1]
  /// @param minimum >= 0, finite; at most `maximum`
  /// @param maximum >= 0; may be infinite
  static Deductible percentage_of_loss(double rate, double minimum = 0,
                                       double maximum = std::numeric_limits<double>::infinity());
  /// An ordinary deductible of clamp(rate sum_insured, minimum, maximum).
  /// @param sum_insured > 0, finite
  static Deductible percentage_of_sum_insured(double rate, double sum_insured, double minimum = 0,
                                              double maximum = std::numeric_limits<double>::infinity());

  Kind kind() const { return kind_; }
  double amount() const { return amount_; }    ///< ordinary, franchise
  double rate() const { return rate_; }        ///< percentage of loss
  double minimum() const { return minimum_; }  ///< percentage of loss
  double maximum() const { return maximum_; }  ///< percentage of loss

  /// What is left of `loss` >= 0 after the deductible; nondecreasing in the loss.
  double apply(double loss) const {
    switch (kind_) {
      case Kind::none:
        break;
      case Kind::ordinary:
        return std::max(loss - amount_, 0.0);
      case Kind::franchise:
        return loss >= amount_ ? loss : 0.0;
      case Kind::percentage_of_loss:
        return std::max(loss - std::min(std::max(rate_ * loss, minimum_), maximum_), 0.0);
    }
    return loss;
  }

  friend bool operator==(const Deductible&, const Deductible&) = default;

 private:
  Kind kind_ = Kind::none;
  double amount_ = 0;
  double rate_ = 0;
  double minimum_ = 0;
  double maximum_ = std::numeric_limits<double>::infinity();
};

}  // namespace tenbin
