#pragma once

#include <string>

#include "tenbin/result/result.hpp"

namespace tenbin::cli {

/// The result as one JSON document, format "tenbin/result" version 1 (docs/commands.md). Two runs of the same
/// program on the same scenario give the same bytes.
std::string json_report(const result::Result& result);

}  // namespace tenbin::cli
