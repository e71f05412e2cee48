#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::perils {

/// A figure of the exposure that a peril cannot do without.
struct Requirement {
  std::string exposure;
  language::Message purpose;                   ///< noun phrase: what it is needed for
  std::vector<std::string> product_classes{};  ///< empty: needed for every class
  std::vector<std::string> business_types{};   ///< empty: needed for every type
  std::string unless{};                        ///< an exposure that serves as well
};

/// turnover; of a developer or integrator fees, unless it states a turnover.
std::vector<Requirement> turnover_requirements(language::Message purpose);

/// Use cases of the library, in its order.
const std::vector<std::string>& computed_use_cases();

/// What the perils of the deployment need, each exposure once, in the order of its perils; nothing for a use
/// case that the library does not know.
std::vector<Requirement> required_exposures(const scenario::Deployment& deployment);

/// Whether rates of the deployment depend on its product class.
bool needs_product_class(const scenario::Deployment& deployment);

/// The peril is among those of the deployment.
bool has_peril(const scenario::Deployment& deployment, std::string_view peril,
               const library::Library& library);

/// Product classes of the library, in alphabetical order.
const std::vector<std::string>& product_classes();

/// Test results that the model takes at their word [share of defects]. No test shows that an AI misses
/// nothing.
inline constexpr double least_miss_rate = 1e-6;

}  // namespace tenbin::perils
