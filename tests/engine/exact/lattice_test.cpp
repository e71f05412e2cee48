#include "tenbin/exact/lattice.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

TEST(Lattice, MomentsByHand) {
  // 0, 5, 10 with 1/2, 1/4, 1/4
  const Lattice lattice(5, {0.5, 0.25, 0.25});
  EXPECT_EQ(lattice.mass(), 1);
  EXPECT_EQ(lattice.mean(), 3.75L);
  EXPECT_EQ(lattice.second_moment(), 31.25L);
  EXPECT_EQ(lattice.value(2), 10);
}

TEST(Lattice, RefusesWhatIsNoDistribution) {
  EXPECT_THROW(Lattice(0, {1}), ParameterError);
  EXPECT_THROW(Lattice(std::numeric_limits<double>::infinity(), {1}), ParameterError);
  EXPECT_THROW(Lattice(1, {}), ParameterError);
  EXPECT_THROW(Lattice(1, {-0.1, 1.1}), ParameterError);
  EXPECT_THROW(Lattice(1, {std::numeric_limits<double>::quiet_NaN()}), ParameterError);
}

}  // namespace
}  // namespace tenbin
