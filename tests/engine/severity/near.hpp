#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <iomanip>

#include "tenbin/core/real.hpp"

namespace tenbin::test {

/// |actual - expected| <= tolerance in `real`; EXPECT_NEAR would round to double.
inline testing::AssertionResult near(real actual, real expected, real tolerance) {
  if (actual == expected || std::abs(actual - expected) <= tolerance) return testing::AssertionSuccess();
  return testing::AssertionFailure() << std::setprecision(20) << actual << " instead of " << expected
                                     << ", off by " << actual - expected << ", allowed " << tolerance;
}

/// The same with a tolerance relative to the expected value.
inline testing::AssertionResult relatively_near(real actual, real expected, real tolerance) {
  return near(actual, expected, tolerance * std::abs(expected));
}

}  // namespace tenbin::test
