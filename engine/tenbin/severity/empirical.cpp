#include "tenbin/severity/empirical.hpp"

#include "tenbin/core/error.hpp"
#include "tenbin/severity/weights.hpp"

namespace tenbin {
namespace {

std::vector<real> checked_counts(const std::vector<real>& sample) {
  check(!sample.empty(), "Empirical", "number of values", 0, "at least 1");
  for (std::size_t i = 0; i < sample.size(); ++i) {
    check_nonnegative_finite("Empirical", indexed("sample", i), sample[i]);
  }
  return std::vector<real>(sample.size(), 1);
}

}  // namespace

Empirical::Empirical(const std::vector<real>& sample) : StepSeverity(sample, checked_counts(sample)) {}

}  // namespace tenbin
