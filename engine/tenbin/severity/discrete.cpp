#include "tenbin/severity/discrete.hpp"

#include "tenbin/core/error.hpp"
#include "tenbin/severity/weights.hpp"

namespace tenbin {
namespace {

std::vector<real> checked_probabilities(const std::vector<real>& values,
                                        const std::vector<real>& probabilities) {
  check(values.size() == probabilities.size(), "Discrete", "number of probabilities",
        static_cast<real>(probabilities.size()), "the number of values");
  for (std::size_t i = 0; i < values.size(); ++i) {
    check_nonnegative_finite("Discrete", indexed("values", i), values[i]);
  }
  return normalised_weights("Discrete", "probabilities", probabilities);
}

}  // namespace

Discrete::Discrete(const std::vector<real>& values, const std::vector<real>& probabilities)
    : StepSeverity(values, checked_probabilities(values, probabilities)) {}

}  // namespace tenbin
