#pragma once

#include <string>
#include <string_view>

namespace tenbin::perils {

/// Name of the source that holds a year's small losses of a peril in one amount (Occasion::year).
inline std::string small_losses(const std::string& peril) { return peril + "/small"; }
inline bool are_small_losses(std::string_view source) { return source.ends_with("/small"); }

}  // namespace tenbin::perils
