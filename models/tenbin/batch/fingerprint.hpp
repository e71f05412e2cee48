#pragma once

#include <string>
#include <string_view>

#include "tenbin/scenario/scenario.hpp"

namespace tenbin::batch {

/// SHA-256 (FIPS 180-4) as 64 hexadecimal digits, as `sha256sum` prints it.
std::string sha256(std::string_view bytes);

/// The scenario as understood, on one line of JSON: what a results file keeps of its input.
std::string canonical_input(const scenario::Scenario& scenario);

}  // namespace tenbin::batch
