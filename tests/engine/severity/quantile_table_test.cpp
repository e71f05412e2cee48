#include "tenbin/severity/quantile_table.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "engine/support/every_target.hpp"
#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

constexpr std::uint64_t draws = std::uint64_t{1} << 52;

/// A severity of which the table needs only the quantile function and its breaks.
class QuantileOnly : public Severity {
 public:
  std::string name() const override { return "test"; }
  real pdf(real) const override { return 0; }
  real cdf(real) const override { return 0; }
  real survival(real) const override { return 0; }
  real limited_expected_value(real) const override { return 0; }
  real raw_moment(int) const override { return 0; }
  real quantile(real u) const override { return upper_quantile(1 - u); }
};

class LognormalQuantile : public QuantileOnly {
 public:
  explicit LognormalQuantile(real sigma) : sigma_(sigma) {}
  real quantile(real u) const override {
    return std::exp(-sigma_ * std::numbers::sqrt2_v<real> * boost::math::erfc_inv(2 * u));
  }
  real upper_quantile(real s) const override {
    return std::exp(sigma_ * std::numbers::sqrt2_v<real> * boost::math::erfc_inv(2 * s));
  }

 private:
  real sigma_;
};

class ParetoQuantile : public QuantileOnly {
 public:
  explicit ParetoQuantile(real shape) : shape_(shape) {}
  real upper_quantile(real s) const override { return std::pow(s, -1 / shape_); }

 private:
  real shape_;
};

/// Atoms 1, 2, 5 with probabilities p1, p2 and the rest.
class ThreeAtoms : public QuantileOnly {
 public:
  ThreeAtoms(real p1, real p2) : p1_(p1), p2_(p2) {}
  real quantile(real u) const override { return u <= p1_ ? 1 : u <= p1_ + p2_ ? 2 : 5; }
  real upper_quantile(real s) const override { return s < 1 - p1_ - p2_ ? 5 : s < 1 - p1_ ? 2 : 1; }
  std::vector<Break> breaks() const override { return {{p1_, 1 - p1_}, {p1_ + p2_, 1 - p1_ - p2_}}; }

 private:
  real p1_, p2_;
};

/// Exponential below its 90 % quantile, Pareto with shape 1 above: a kink at u = 0.9; total loss 1e6 with
/// 1e-9.
class Spliced : public QuantileOnly {
 public:
  real upper_quantile(real s) const override {
    if (s < 1e-9L) return 1e6L;
    const real t = -std::log(0.1L);
    return s >= 0.1L ? -std::log(s) : t * std::pow(s / 0.1L, -0.5L);
  }
  real quantile(real u) const override { return u < 0.5L ? -std::log1p(-u) : upper_quantile(1 - u); }
  std::vector<Break> breaks() const override { return {{0.9L, 0.1L}, {1 - 1e-9L, 1e-9L}}; }
};

real exact(const Severity& severity, std::uint64_t draw) {
  const real u = (static_cast<real>(draw) + 0.5L) / static_cast<real>(draws);
  return draw < draws / 2 ? severity.quantile(u)
                          : severity.upper_quantile((static_cast<real>(draws - 1 - draw) + 0.5L) /
                                                    static_cast<real>(draws));
}

/// Draws over the middle, both tails in every octave, and both ends.
std::vector<std::uint64_t> probing_draws() {
  std::vector<std::uint64_t> list{0, 1, 2, 3, draws - 1, draws - 2, draws / 2 - 1, draws / 2};
  std::mt19937_64 generator(5);
  for (int e = 1; e < 52; ++e) {
    for (int i = 0; i < 40; ++i) {
      const std::uint64_t x = (std::uint64_t{1} << e) + (generator() & ((std::uint64_t{1} << e) - 1));
      list.push_back(std::min(x, draws / 2 - 1));
      list.push_back(draws - 1 - std::min(x, draws / 2 - 1));
    }
  }
  return list;
}

void expect_within_bound(const Severity& severity) {
  const QuantileTable table(severity);
  EXPECT_LE(table.measured_error(), QuantileTable::error_bound);
  for (std::uint64_t draw : probing_draws()) {
    const real truth = exact(severity, draw);
    ASSERT_NEAR(table(draw), static_cast<double>(truth),
                QuantileTable::error_bound * static_cast<double>(truth))
        << draw;
  }
}

TEST(QuantileTable, KeepsItsBoundForSmoothLaws) {
  for (real sigma : {0.01L, 0.5L, 1.5L, 2.4L, 4.0L}) expect_within_bound(LognormalQuantile(sigma));
  for (real shape : {0.5L, 1.0L, 3.0L, 20.0L}) expect_within_bound(ParetoQuantile(shape));
}

TEST(QuantileTable, KeepsItsBoundBesideBreaks) {
  const Spliced severity;
  expect_within_bound(severity);
  const QuantileTable table(severity);
  const auto kink = static_cast<std::uint64_t>(0.9L * static_cast<real>(draws));
  for (std::uint64_t draw = kink - 2000; draw < kink + 2000; draw += 7) {
    const auto truth = static_cast<double>(exact(severity, draw));
    ASSERT_NEAR(table(draw), truth, 1e-9 * truth) << draw;
  }
}

TEST(QuantileTable, GivesAtomsTheirProbabilityToOneDraw) {
  for (real p1 : {0.8L, 0.3L, 1e-12L, 0.123456789L}) {
    const real p2 = 0.16L;
    const QuantileTable table(ThreeAtoms(p1, p2));
    // First draw beyond each atom: those with (U + 1/2) / 2^52 > p.
    for (const auto& [edge, below, above] : {std::tuple{p1, 1.0, 2.0}, std::tuple{p1 + p2, 2.0, 5.0}}) {
      const auto first = static_cast<std::uint64_t>(std::ceil(edge * static_cast<real>(draws) - 0.5L));
      if (first > 0) {
        EXPECT_EQ(table(first - 1), below);
      }
      EXPECT_EQ(table(first), above);
    }
    EXPECT_EQ(table(draws - 1), 5.0);
  }
}

/// Oscillates within every cell: no table can follow it.
class Restless : public QuantileOnly {
 public:
  real upper_quantile(real s) const override { return 2 + std::sin(1e6L * s); }
};

TEST(QuantileTable, RefusesWhatItCannotFollow) {
  try {
    QuantileTable table{Restless{}};
    FAIL();
  } catch (const NumericalError& error) {
    EXPECT_STREQ(error.what(),
                 "QuantileTable: the test quantile function cannot be tabulated to 1e-9 (it varies too fast "
                 "within a cell)");
  }
}

TEST(QuantileTable, IgnoresTheUpperTwelveBits) {
  const QuantileTable table(LognormalQuantile(1.5L));
  EXPECT_EQ(table(0x0008000000001234u), table(0xfff8000000001234u));
}

TEST(QuantileTable, KernelGivesTheSameBitsOnEveryTarget) {
  std::mt19937_64 generator(7);
  std::vector<std::uint64_t> words(4003);
  for (auto& word : words) word = generator();
  const LognormalQuantile smooth(1.5L);
  const Spliced spliced;
  const ThreeAtoms atoms(0.8L, 0.16L);
  for (const Severity* severity :
       {static_cast<const Severity*>(&smooth), static_cast<const Severity*>(&spliced),
        static_cast<const Severity*>(&atoms)}) {
    const QuantileTable table(*severity);
    testing::on_every_target([&](const std::string& target) {
      std::vector<double> sizes(words.size());
      table.sample(words, sizes);
      for (std::size_t i = 0; i < words.size(); ++i) ASSERT_EQ(sizes[i], table(words[i])) << target;
    });
  }
}

TEST(QuantileTable, SampleRefusesUnequalLengths) {
  const QuantileTable table(LognormalQuantile(1));
  std::vector<std::uint64_t> words(3);
  std::vector<double> sizes(2);
  EXPECT_THROW(table.sample(words, sizes), std::exception);
}

}  // namespace
}  // namespace tenbin
