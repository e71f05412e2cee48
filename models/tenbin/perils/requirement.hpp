#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::perils {

/// A figure of the exposure that the perils of a use case cannot do without.
struct Requirement {
  std::string exposure;
  language::Message purpose;                 ///< noun phrase: what it is needed for
  std::vector<std::string> product_classes;  ///< empty: needed for every class
};

/// Use cases whose perils are modelled.
const std::vector<std::string>& computed_use_cases();

/// What the perils read from a deployment's exposure; empty for a use case without perils.
const std::vector<Requirement>& requirements(std::string_view use_case);

/// Those of the deployment's use case that its product class needs.
std::vector<Requirement> required_exposures(const scenario::Deployment& deployment);

/// Product classes of the library, in alphabetical order.
const std::vector<std::string>& product_classes();

/// Test results that the model takes at their word [share of defects]. No test shows that an AI misses
/// nothing.
inline constexpr double least_miss_rate = 1e-6;

}  // namespace tenbin::perils
