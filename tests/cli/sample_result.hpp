#pragma once

#include "tenbin/result/result.hpp"

namespace tenbin::cli {

/// A result made by hand, for tests of reports: one AI system, two designs of two policies each. The figures
/// are plausible, but nothing computed them.
result::Result sample_result();

}  // namespace tenbin::cli
