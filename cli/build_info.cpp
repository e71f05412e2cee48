#include "build_info.hpp"

#include <fmt/format.h>

#include "build_info_values.hpp"

namespace tenbin::cli {

const BuildInfo& build_info() {
  static constexpr BuildInfo info{TENBIN_VERSION, TENBIN_COMPILER, TENBIN_FLAGS, TENBIN_BUILD_TYPE,
                                  TENBIN_COMMIT};
  return info;
}

std::string build_line() {
  const BuildInfo& info = build_info();
  return fmt::format("{}, commit {}, {}, {}", info.build_type, info.commit, info.compiler, info.flags);
}

}  // namespace tenbin::cli
