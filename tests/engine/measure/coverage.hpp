#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "tenbin/measure/estimate.hpp"

namespace tenbin::test {

/// How well a standard error does its work over many samples: how often value +- 1.96 SE holds the exact
/// value, and whether the mean of SE^2 is the variance of the values.
class Coverage {
 public:
  Coverage(std::string name, double exact) : name_(std::move(name)), exact_(exact) {}

  void add(const Estimate& estimate) {
    const double error = estimate.value - exact_;
    ++samples_;
    held_ += std::abs(error) <= normal_975 * estimate.standard_error ? 1 : 0;
    squares_ += error * error;
    reported_ += estimate.standard_error * estimate.standard_error;
    errors_ += error;
    unreliable_ += estimate.reliable ? 0 : 1;
  }

  double share() const { return held_ / samples_; }
  /// sqrt(mean reported SE^2 / mean squared error): 1 if the SE is right.
  double ratio() const { return std::sqrt(reported_ / squares_); }
  std::string text() const {
    return name_ + ": held in " + std::to_string(share()) + ", SE reported / true " +
           std::to_string(ratio()) + ", bias in SE " +
           std::to_string(errors_ / samples_ / std::sqrt(squares_ / samples_));
  }

  /// The gate of the project: 93-97 % over 1,000 samples; and SE right within 4.5 standard errors, where the
  /// mean of m squared normal errors has the relative standard error sqrt(2/m).
  void expect_right() const {
    EXPECT_GE(share(), 0.93) << text();
    EXPECT_LE(share(), 0.97) << text();
    EXPECT_NEAR(ratio() * ratio(), 1, 4.5 * std::sqrt(2 / samples_)) << text();
    EXPECT_EQ(unreliable_, 0) << text();
    // A bias of 0.15 SE would be 4.7 standard errors of the mean of 1,000 errors.
    EXPECT_LE(std::abs(errors_ / samples_), 0.15 * std::sqrt(squares_ / samples_)) << text();
  }

 private:
  std::string name_;
  double exact_;
  double samples_ = 0;
  double held_ = 0;
  double squares_ = 0;
  double reported_ = 0;
  double errors_ = 0;
  int unreliable_ = 0;
};

}  // namespace tenbin::test
