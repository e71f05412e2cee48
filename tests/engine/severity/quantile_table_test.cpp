#include "tenbin/severity/quantile_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/support/every_target.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/severity/beta.hpp"
#include "tenbin/severity/discrete.hpp"
#include "tenbin/severity/empirical.hpp"
#include "tenbin/severity/exponential.hpp"
#include "tenbin/severity/gamma.hpp"
#include "tenbin/severity/generalised_pareto.hpp"
#include "tenbin/severity/lognormal.hpp"
#include "tenbin/severity/lomax.hpp"
#include "tenbin/severity/mbbefd.hpp"
#include "tenbin/severity/mixture.hpp"
#include "tenbin/severity/pareto1.hpp"
#include "tenbin/severity/scaled.hpp"
#include "tenbin/severity/splice.hpp"
#include "tenbin/severity/truncated.hpp"
#include "tenbin/severity/uniform.hpp"
#include "tenbin/severity/weibull.hpp"

namespace tenbin {
namespace {

constexpr std::uint64_t draws = std::uint64_t{1} << 52;

SeverityPtr lognormal(real sigma) { return std::make_shared<Lognormal>(10, sigma); }

/// Exponential below 3, Pareto with shape 0.5 above: a kink at u = 0.9.
SeverityPtr spliced() {
  return std::make_shared<Splice>(
      std::vector<SeverityPtr>{std::make_shared<Exponential>(1), std::make_shared<Pareto1>(0.5L, 3)},
      std::vector<real>{0, 3, std::numeric_limits<real>::infinity()}, std::vector<real>{0.9L, 0.1L});
}

Discrete three_atoms(real p1, real p2) { return Discrete({1, 2, 5}, {p1, p2, 1 - p1 - p2}); }

/// Oscillates within every cell: no table can follow it.
class Restless final : public Severity {
 public:
  std::string name() const override { return "restless"; }
  real pdf(real) const override { return 0; }
  real cdf(real) const override { return 0; }
  real survival(real) const override { return 0; }
  real limited_expected_value(real) const override { return 0; }
  real raw_moment(int) const override { return 0; }
  real quantile(real u) const override { return upper_quantile(1 - u); }
  real upper_quantile(real s) const override { return 2 + std::sin(1e6L * s); }
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
  EXPECT_LE(table.measured_error(), QuantileTable::error_bound) << severity.name();
  for (std::uint64_t draw : probing_draws()) {
    const real truth = exact(severity, draw);
    ASSERT_NEAR(table(draw), static_cast<double>(truth),
                QuantileTable::error_bound * static_cast<double>(truth))
        << severity.name() << " draw " << draw;
  }
}

TEST(QuantileTable, KeepsItsBoundForEveryFamily) {
  for (real sigma : {0.01L, 0.5L, 1.5L, 2.4L, 4.0L}) expect_within_bound(*lognormal(sigma));
  for (real shape : {0.5L, 1.0L, 3.0L, 20.0L}) expect_within_bound(Pareto1(shape, 1));
  for (real shape : {0.2L, 1.0L, 2.0L, 30.0L}) expect_within_bound(Gamma(shape, 3));
  for (real shape : {0.3L, 1.0L, 5.0L}) expect_within_bound(Weibull(shape, 3));
  for (real shape : {-0.4L, 0.0L, 0.7L, 1.5L}) expect_within_bound(GeneralisedPareto(shape, 3, 1));
  for (real c : {1.5L, 2.0L, 3.0L, 4.0L, 5.0L}) expect_within_bound(Mbbefd::swiss_re(c, 1e9L));
  expect_within_bound(Exponential(2));
  expect_within_bound(Lomax(3, 10));
  expect_within_bound(Beta(2, 5, 100));
  expect_within_bound(Beta(0.5L, 0.7L, 100));
  expect_within_bound(Uniform(0, 7));
  expect_within_bound(Uniform(5, 7));
  expect_within_bound(Scaled(lognormal(1.5L), 0.3L));
  expect_within_bound(Truncated(lognormal(1.5L), 1e4L, 1e6L));
  expect_within_bound(Mixture({lognormal(1), std::make_shared<Pareto1>(1.2L, 1e5L)}, {0.98L, 0.02L}));
  expect_within_bound(*spliced());
}

TEST(QuantileTable, KeepsItsBoundBesideAKink) {
  const SeverityPtr severity = spliced();
  const QuantileTable table(*severity);
  const auto kink = static_cast<std::uint64_t>(0.9L * static_cast<real>(draws));
  for (std::uint64_t draw = kink - 2000; draw < kink + 2000; draw += 7) {
    const auto truth = static_cast<double>(exact(*severity, draw));
    ASSERT_NEAR(table(draw), truth, 1e-9 * truth) << draw;
  }
}

TEST(QuantileTable, DrawsAnEmpiricalSampleExactly) {
  std::vector<real> sample;
  for (int i = 0; i < 1000; ++i) sample.push_back(i * i);
  const Empirical severity(sample);
  const QuantileTable table(severity);
  std::mt19937_64 generator(3);
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t draw = generator() >> 12;
    ASSERT_EQ(table(draw), static_cast<double>(exact(severity, draw))) << draw;
  }
}

TEST(QuantileTable, GivesAtomsTheirProbabilityToOneDraw) {
  for (real p1 : {0.8L, 0.3L, 1e-12L, 0.123456789L}) {
    const real p2 = 0.16L;
    const QuantileTable table(three_atoms(p1, p2));
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

TEST(QuantileTable, RefusesWhatItCannotFollow) {
  try {
    QuantileTable table{Restless{}};
    FAIL();
  } catch (const NumericalError& error) {
    EXPECT_STREQ(
        error.what(),
        "QuantileTable: the restless quantile function cannot be tabulated to 1e-9 (it varies too fast "
        "within a cell)");
  }
}

TEST(QuantileTable, IgnoresTheUpperTwelveBits) {
  const QuantileTable table(*lognormal(1.5L));
  EXPECT_EQ(table(0x0008000000001234u), table(0xfff8000000001234u));
}

TEST(QuantileTable, KernelGivesTheSameBitsOnEveryTarget) {
  std::mt19937_64 generator(7);
  std::vector<std::uint64_t> words(4003);
  for (auto& word : words) word = generator();
  for (const SeverityPtr& severity :
       {lognormal(1.5L), spliced(), SeverityPtr(std::make_shared<Discrete>(three_atoms(0.8L, 0.16L)))}) {
    const QuantileTable table(*severity);
    testing::on_every_target([&](const std::string& target) {
      std::vector<double> sizes(words.size());
      table.sample(words, sizes);
      for (std::size_t i = 0; i < words.size(); ++i) ASSERT_EQ(sizes[i], table(words[i])) << target;
    });
  }
}

TEST(QuantileTable, SampleRefusesUnequalLengths) {
  const QuantileTable table(*lognormal(1));
  std::vector<std::uint64_t> words(3);
  std::vector<double> sizes(2);
  EXPECT_THROW(table.sample(words, sizes), std::exception);
}

}  // namespace
}  // namespace tenbin
