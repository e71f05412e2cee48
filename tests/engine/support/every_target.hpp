#pragma once

#include <hwy/targets.h>

#include <cstdint>
#include <string>

namespace tenbin::testing {

/// Runs `body(target name)` once for each dispatch target of this processor, then restores the choice.
template <class Body>
void on_every_target(Body body) {
  const std::int64_t supported = hwy::SupportedTargets();
  for (std::int64_t rest = supported; rest != 0; rest &= rest - 1) {
    const std::int64_t target = rest & -rest;
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    body(std::string(hwy::TargetName(target)));
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace tenbin::testing
