// Coverage of the intervals of a comparison over seeds, against the closed form.
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>

#include "tenbin/compare/comparison.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::compare {
namespace {

const std::string text = R"({ "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
  "simulation": { "years": 20000, "seed": 7, "levels": [0.9] },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 2 },
                "severity": { "distribution": "exponential", "mean": 100 } } ],
  "coverage_designs": [ { "id": "a", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 50 } } ] } ] } ] })";

// Poisson(2) claims of exponential(100): paid above d is 2 x 100 exp(-d/100) on average and has the variance
// 2 x 2 x 100^2 exp(-d/100). Three deductibles, 600 seeds.
TEST(ComparisonLong, IntervalsHoldAloneAndTogether) {
  const std::vector<double> deductibles{50, 55, 70};
  const ReadAcross across =
      read_across({"/coverage_designs/0/policies/0/sections/0/deductible/amount=50,55,70"});
  int intervals = 0, held = 0, held_together = 0;
  constexpr int seeds = 600;
  for (int seed = 1; seed <= seeds; ++seed) {
    scenario::Scenario base = scenario::read_scenario(text, "small.json").scenario.value();
    base.simulation.seed = static_cast<std::uint64_t>(seed);
    const Comparison comparison =
        compare(make_variants(text, "small.json", across.across, base), 0, {}).value();
    bool all = true;
    for (const Difference& d : comparison.differences) {
      if (d.subject != "insurer" || (d.measure != "mean" && d.measure != "sd")) continue;
      const auto exact = [&](double amount) {
        return d.measure == "mean" ? 200 * std::exp(-amount / 100)
                                   : std::sqrt(40'000 * std::exp(-amount / 100));
      };
      const double difference = exact(deductibles[d.variant]) - exact(deductibles[0]);
      ++intervals;
      held += d.single_low <= difference && difference <= d.single_high ? 1 : 0;
      all = all && d.low <= difference && difference <= d.high;
    }
    held_together += all ? 1 : 0;
  }
  ASSERT_EQ(intervals, 4 * seeds);
  // Intervals of a seed are dependent, so the share rests on 600 draws: 95 % -+ 4.5 x 0.9 %.
  const double share = static_cast<double>(held) / intervals;
  EXPECT_GE(share, 0.95 - 4.5 * std::sqrt(0.05 * 0.95 / seeds));
  EXPECT_LE(share, 0.95 + 4.5 * std::sqrt(0.05 * 0.95 / seeds));
  // At least 95 % of the seeds: 4 of the family's intervals are looked at, so nearly all.
  EXPECT_GE(held_together, seeds * 0.97);
  std::cout << "alone " << share << ", together " << held_together << " of " << seeds << "\n";
}

}  // namespace
}  // namespace tenbin::compare
