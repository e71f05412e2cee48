#include "tenbin/contract/deductible.hpp"

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

void check_percentage(const char* function, double rate, double minimum, double maximum) {
  check_probability(function, "rate", rate);
  check_nonnegative_finite(function, "minimum", minimum);
  check(maximum >= minimum, function, "maximum", maximum, "at least the minimum");
}

}  // namespace

Deductible Deductible::ordinary(double amount) {
  check_nonnegative_finite("Deductible::ordinary", "amount", amount);
  Deductible result;
  result.kind_ = Kind::ordinary;
  result.amount_ = amount;
  return result;
}

Deductible Deductible::franchise(double amount) {
  check_nonnegative_finite("Deductible::franchise", "amount", amount);
  Deductible result;
  result.kind_ = Kind::franchise;
  result.amount_ = amount;
  return result;
}

Deductible Deductible::percentage_of_loss(double rate, double minimum, double maximum) {
  check_percentage("Deductible::percentage_of_loss", rate, minimum, maximum);
  Deductible result;
  result.kind_ = Kind::percentage_of_loss;
  result.rate_ = rate;
  result.minimum_ = minimum;
  result.maximum_ = maximum;
  return result;
}

Deductible Deductible::percentage_of_sum_insured(double rate, double sum_insured, double minimum,
                                                 double maximum) {
  constexpr auto function = "Deductible::percentage_of_sum_insured";
  check_percentage(function, rate, minimum, maximum);
  check_positive_finite(function, "sum_insured", sum_insured);
  return ordinary(std::min(std::max(rate * sum_insured, minimum), maximum));
}

}  // namespace tenbin
