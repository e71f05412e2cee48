#pragma once

#include <string>

#include "tenbin/audit/loss_of_quality.hpp"
#include "tenbin/library/library.hpp"

namespace tenbin::perils {

/// What quality does to the number of accidents where no scenario is given: the perils of the library's
/// example of the use case at that business type (at its first, where it has none there), each with its part
/// of the expected number of events that answer to quality. The class's total is 1.
/// @throw ParameterError for an unknown use case
audit::LossOfQuality relative_frequency(const std::string& use_case, const std::string& business_type,
                                        library::LibraryReader& library);

}  // namespace tenbin::perils
