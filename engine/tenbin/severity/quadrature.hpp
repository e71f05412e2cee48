#pragma once

#include <functional>

#include "tenbin/core/real.hpp"

namespace tenbin {

/// Integral of a smooth function over a finite interval, adaptive 61-point Gauss-Kronrod, to about 1e-16
/// relative.
real integrate(const std::function<real(real)>& function, real from, real to);

}  // namespace tenbin
