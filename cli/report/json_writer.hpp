#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace tenbin::cli {

/// The value as JSON text: what fits into a line stands on one line, so that a flat table has a row per line;
/// numbers with the fewest digits that read back as the same double; not-a-number and infinity as null. Ends
/// with '\n'.
std::string json_text(const nlohmann::ordered_json& value);

}  // namespace tenbin::cli
