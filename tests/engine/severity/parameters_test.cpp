/// Parameters outside their domain, with the text of the message.
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>

#include "engine/severity/cases.hpp"
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

namespace tenbin::test {
namespace {

constexpr real infinity = std::numeric_limits<real>::infinity();
constexpr real not_a_number = std::numeric_limits<real>::quiet_NaN();

std::string message_of(const std::function<void()>& construct) {
  try {
    construct();
  } catch (const ParameterError& error) {
    return error.what();
  }
  return "no error";
}

struct BadParameters {
  std::function<void()> construct;
  std::string message;
};

TEST(SeverityParameters, OutsideTheirDomainAreNamedInTheMessage) {
  const SeverityPtr good = make<Exponential>(10);
  const std::vector<BadParameters> cases{
      {[] { Lognormal(not_a_number, 1); },
       "Lognormal: mu is nan, but must be between -700 and 700 (a loss must fit a double)"},
      {[] { Lognormal(701, 1); },
       "Lognormal: mu is 701, but must be between -700 and 700 (a loss must fit a double)"},
      {[] { Lognormal(0, 0); }, "Lognormal: sigma is 0, but must be positive and finite"},
      {[] { Lognormal(0, -1); }, "Lognormal: sigma is -1, but must be positive and finite"},
      {[] { Lognormal(0, infinity); }, "Lognormal: sigma is inf, but must be positive and finite"},
      {[] { Gamma(0, 1); }, "Gamma: shape is 0, but must be positive and finite"},
      {[] { Gamma(not_a_number, 1); }, "Gamma: shape is nan, but must be positive and finite"},
      {[] { Gamma(1, -2.5L); }, "Gamma: scale is -2.5, but must be positive and finite"},
      {[] { Weibull(-1, 1); }, "Weibull: shape is -1, but must be positive and finite"},
      {[] { Weibull(1, infinity); }, "Weibull: scale is inf, but must be positive and finite"},
      {[] { Exponential(0); }, "Exponential: mean is 0, but must be positive and finite"},
      {[] { Pareto1(0, 1); }, "Pareto1: shape is 0, but must be positive and finite"},
      {[] { Pareto1(1, 0); }, "Pareto1: threshold is 0, but must be positive and finite"},
      {[] { Lomax(-3, 1); }, "Lomax: shape is -3, but must be positive and finite"},
      {[] { Lomax(3, not_a_number); }, "Lomax: scale is nan, but must be positive and finite"},
      {[] { GeneralisedPareto(infinity, 1, 0); }, "GeneralisedPareto: shape is inf, but must be finite"},
      {[] { GeneralisedPareto(0, 0, 0); }, "GeneralisedPareto: scale is 0, but must be positive and finite"},
      {[] { GeneralisedPareto(0, 1, -1); },
       "GeneralisedPareto: threshold is -1, but must be zero or positive, and finite"},
      {[] { Mbbefd(-1, 2, 1); }, "Mbbefd: b is -1, but must be zero or positive, and finite"},
      {[] { Mbbefd(1, 0.5L, 1); },
       "Mbbefd: g is 0.5, but must be at least 1 (the total loss has probability 1/g)"},
      {[] { Mbbefd(1, infinity, 1); }, "Mbbefd: g is inf, but must be finite"},
      {[] { Mbbefd(1, 2, 0); }, "Mbbefd: sum_insured is 0, but must be positive and finite"},
      {[] { Mbbefd::swiss_re(-1, 1); }, "Mbbefd::swiss_re: c is -1, but must be between 0 and 30"},
      {[] { Mbbefd::swiss_re(31, 1); }, "Mbbefd::swiss_re: c is 31, but must be between 0 and 30"},
      {[] { Beta(0, 1, 1); }, "Beta: a is 0, but must be positive and finite"},
      {[] { Beta(1, -1, 1); }, "Beta: b is -1, but must be positive and finite"},
      {[] { Beta(1, 1, infinity); }, "Beta: sum_insured is inf, but must be positive and finite"},
      {[] { Uniform(-1, 1); }, "Uniform: low is -1, but must be zero or positive, and finite"},
      {[] { Uniform(5, 5); }, "Uniform: high is 5, but must be above low"},
      {[] { Uniform(5, infinity); }, "Uniform: high is inf, but must be finite"},
      {[] { Discrete({}, {}); }, "Discrete: number of probabilities is 0, but must be at least 1"},
      {[] {
         Discrete({1, 2}, {1});
       },
       "Discrete: number of probabilities is 1, but must be the number of values"},
      {[] {
         Discrete({1, -2}, {0.5L, 0.5L});
       },
       "Discrete: values[1] is -2, but must be zero or positive, and finite"},
      {[] {
         Discrete({1, 2}, {1.5L, -0.5L});
       },
       "Discrete: probabilities[1] is -0.5, but must be zero or positive, and finite"},
      {[] {
         Discrete({1, 2}, {0.5L, 0.25L});
       },
       "Discrete: sum of probabilities is 0.75, but must be 1 within 1e-9"},
      {[] { Empirical({}); }, "Empirical: number of values is 0, but must be at least 1"},
      {[] {
         Empirical({1, not_a_number});
       },
       "Empirical: sample[1] is nan, but must be zero or positive, and finite"},
      {[] { Mixture({}, {}); }, "Mixture: number of components is 0, but must be at least 1"},
      {[&] {
         Mixture({good}, {0.5L, 0.5L});
       },
       "Mixture: number of weights is 2, but must be the number of components"},
      {[&] {
         Mixture({good, nullptr}, {0.5L, 0.5L});
       },
       "Mixture: components[1] is 0, but must be a distribution, not null"},
      {[&] {
         Mixture({good, good}, {0.5L, 0.25L});
       },
       "Mixture: sum of weights is 0.75, but must be 1 within 1e-9"},
      {[&] {
         Mixture({good, good}, {1, -1});
       },
       "Mixture: weights[1] is -1, but must be zero or positive, and finite"},
      {[&] { Splice({}, {0}, {}); }, "Splice: number of components is 0, but must be at least 1"},
      {[&] { Splice({good}, {0}, {1}); },
       "Splice: number of bounds is 1, but must be one more than the number of components"},
      {[&] {
         Splice({good}, {0, 1}, {0.5L, 0.5L});
       },
       "Splice: number of weights is 2, but must be the number of components"},
      {[&] {
         Splice({nullptr}, {0, 1}, {1});
       },
       "Splice: components[0] is 0, but must be a distribution, not null"},
      {[&] {
         Splice({good}, {-1, 1}, {1});
       },
       "Splice: bounds[0] is -1, but must be zero or positive, and finite"},
      {[&] {
         Splice({good, good}, {0, 5, 5}, {0.5L, 0.5L});
       },
       "Splice: bounds[2] is 5, but must be above the bound before it"},
      {[&] {
         Splice({good, good}, {0, infinity, infinity}, {0.5L, 0.5L});
       },
       "Splice: bounds[2] is inf, but must be above the bound before it"},
      {[&] {
         Splice({good, good}, {0, 5, 9}, {1, 0});
       },
       "Splice: weights[1] is 0, but must be positive"},
      {[&] { Truncated(nullptr, 0, 1); }, "Truncated: component is 0, but must be a distribution, not null"},
      {[&] { Truncated(good, -1, 1); }, "Truncated: below is -1, but must be zero or positive, and finite"},
      {[&] { Truncated(good, 2, 1); }, "Truncated: above is 1, but must be above below"},
      {[&] { Truncated(good, 2, not_a_number); }, "Truncated: above is nan, but must be above below"},
      {[] { Truncated(make<Uniform>(0, 1), 2, 3); },
       "Truncated: probability of the interval is 0, but must be positive"},
      {[&] { Scaled(nullptr, 1); }, "Scaled: component is 0, but must be a distribution, not null"},
      {[&] { Scaled(good, 0); }, "Scaled: factor is 0, but must be positive and finite"},
      {[&] { Scaled(good, infinity); }, "Scaled: factor is inf, but must be positive and finite"},
  };
  for (const BadParameters& bad : cases) EXPECT_EQ(message_of(bad.construct), bad.message);
}

TEST(SeverityParameters, DecimalsThatSumToOneUpToRoundingAreAccepted) {
  const Discrete thirds({1, 2, 3}, {0.3333333333L, 0.3333333333L, 0.3333333333L});
  EXPECT_EQ(thirds.cdf(3), 1);
  EXPECT_EQ(thirds.survival_from(1), 1);
}

TEST(SeverityParameters, NamesAreThoseOfTheScenarioLanguage) {
  const SeverityPtr good = make<Exponential>(10);
  EXPECT_EQ(Lognormal(0, 1).name(), "lognormal");
  EXPECT_EQ(Gamma(1, 1).name(), "gamma");
  EXPECT_EQ(Weibull(1, 1).name(), "weibull");
  EXPECT_EQ(good->name(), "exponential");
  EXPECT_EQ(Pareto1(1, 1).name(), "pareto1");
  EXPECT_EQ(Lomax(1, 1).name(), "lomax");
  EXPECT_EQ(GeneralisedPareto(0, 1, 0).name(), "generalised_pareto");
  EXPECT_EQ(Mbbefd(1, 2, 1).name(), "mbbefd");
  EXPECT_EQ(Beta(1, 1, 1).name(), "beta");
  EXPECT_EQ(Uniform(0, 1).name(), "uniform");
  EXPECT_EQ(Discrete({1}, {1}).name(), "discrete");
  EXPECT_EQ(Empirical({1}).name(), "empirical");
  EXPECT_EQ(Mixture({good}, {1}).name(), "mixture");
  EXPECT_EQ(Splice({good}, {0, 1}, {1}).name(), "splice");
  EXPECT_EQ(Truncated(good, 0, 1).name(), "truncated");
  EXPECT_EQ(Scaled(good, 2).name(), "scaled");
}

}  // namespace
}  // namespace tenbin::test
