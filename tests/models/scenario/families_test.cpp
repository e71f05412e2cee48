#include "tenbin/scenario/families.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "models/scenario/files.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {
namespace {

Distribution with(std::string family, std::map<std::string, double> parameters) {
  Distribution result;
  result.family = std::move(family);
  result.parameters = std::move(parameters);
  return result;
}

void expect_near(real value, real expected) {
  EXPECT_NEAR(static_cast<double>(value / expected), 1, 1e-14) << static_cast<double>(value);
}

TEST(MakeFrequency, EachParametrisationHasItsMeanAndVariance) {
  const auto check = [](const Distribution& distribution, real mean, real variance) {
    const FrequencyPtr frequency = make_frequency(distribution);
    EXPECT_EQ(frequency->name(), distribution.family);
    expect_near(frequency->mean(), mean);
    expect_near(frequency->variance(), variance);
  };
  check(with("poisson", {{"mean", 5}}), 5, 5);
  check(with("negative_binomial", {{"r", 2}, {"b", 1.5}}), 3, 7.5L);
  check(with("negative_binomial", {{"mean", 300}, {"variance", 800}}), 300, 800);
  check(with("binomial", {{"n", 10}, {"p", 0.25}}), 2.5L, 1.875L);
  check(with("geometric", {{"mean", 4}}), 4, 20);
  Distribution empirical = with("empirical", {});
  empirical.lists["probabilities"] = {0.5, 0.25, 0.25};
  check(empirical, 0.75L, 0.6875L);
}

TEST(MakeSeverity, ParametrisationsAgree) {
  // mean = exp(mu + sigma^2/2), cv^2 = exp(sigma^2) - 1
  const SeverityPtr lognormal = make_severity(with("lognormal", {{"mean", 5e6}, {"cv", 2}}));
  expect_near(lognormal->mean(), 5e6L);
  expect_near(lognormal->variance(), 1e14L);
  const SeverityPtr median = make_severity(with("lognormal", {{"median", 3e6}, {"sigma", 1.25}}));
  expect_near(median->quantile(0.5L), 3e6L);
  expect_near(median->mean(), 3e6L * std::exp(1.25L * 1.25L / 2));
  const SeverityPtr gamma = make_severity(with("gamma", {{"mean", 200}, {"cv", 0.5}}));
  expect_near(gamma->mean(), 200);
  expect_near(gamma->variance(), 10'000);
  // Bernegger: c = 3 is b = exp(3.1 - 1.8), g = exp(3 (0.78 + 0.36))
  const SeverityPtr swiss_re = make_severity(with("mbbefd", {{"c", 3}, {"sum_insured", 1e9}}));
  expect_near(swiss_re->survival(1e9L - 1e-9L), std::exp(-3 * (0.78L + 0.36L)));
}

TEST(MakeSeverity, MeansOfEveryFamily) {
  const auto mean = [](const Distribution& distribution) { return make_severity(distribution)->mean(); };
  expect_near(mean(with("lognormal", {{"mu", 10}, {"sigma", 1.5}})), std::exp(11.125L));
  expect_near(mean(with("gamma", {{"shape", 2}, {"scale", 100}})), 200);
  expect_near(mean(with("weibull", {{"shape", 0.5}, {"scale", 100}})), 200);
  expect_near(mean(with("exponential", {{"mean", 7}})), 7);
  expect_near(mean(with("pareto1", {{"shape", 1.5}, {"threshold", 100}})), 300);
  expect_near(mean(with("lomax", {{"shape", 3}, {"scale", 10}})), 5);
  expect_near(mean(with("generalised_pareto", {{"shape", 0.5}, {"scale", 10}, {"threshold", 4}})), 24);
  expect_near(mean(with("beta", {{"a", 1}, {"b", 3}, {"sum_insured", 100}})), 25);
  expect_near(mean(with("uniform", {{"low", 10}, {"high", 30}})), 20);
  Distribution discrete = with("discrete", {});
  discrete.lists = {{"values", {100, 500}}, {"probabilities", {0.75, 0.25}}};
  expect_near(mean(discrete), 200);
  Distribution empirical = with("empirical", {});
  empirical.lists = {{"values", {30, 10, 20, 10}}};
  expect_near(mean(empirical), 17.5L);
}

TEST(MakeSeverity, MixtureSpliceAndModifiers) {
  Distribution mixture = with("mixture", {});
  mixture.components = {with("exponential", {{"mean", 10}}), with("uniform", {{"low", 0}, {"high", 4}})};
  mixture.lists["weights"] = {0.25, 0.75};
  expect_near(make_severity(mixture)->mean(), 4);
  Distribution splice = mixture;
  splice.family = "splice";
  splice.components = {with("uniform", {{"low", 0}, {"high", 100}}),
                       with("pareto1", {{"shape", 2}, {"threshold", 100}})};
  splice.lists = {{"weights", {0.75, 0.25}}, {"boundaries", {100}}};
  expect_near(make_severity(splice)->mean(), 0.75L * 50 + 0.25L * 200);
  // Truncation first, then scale: uniform on (20, 60], doubled.
  Distribution uniform = with("uniform", {{"low", 0}, {"high", 100}});
  uniform.truncate_below = 20;
  uniform.truncate_above = 60;
  uniform.scale = 2;
  expect_near(make_severity(uniform)->mean(), 80);
  expect_near(make_severity(uniform)->quantile(0.75L), 100);
}

TEST(MakeSeverity, RefusesWhatTheReaderWouldHaveRefused) {
  EXPECT_THROW(make_severity(with("zipf", {})), ParameterError);
  EXPECT_THROW(make_frequency(with("zipf", {})), ParameterError);
  EXPECT_THROW(make_severity(with("lognormal", {{"mu", 1}})), ParameterError);
  EXPECT_THROW(make_severity(with("discrete", {})), ParameterError);
  EXPECT_THROW(make_severity(with("exponential", {{"mean", -1}})), ParameterError);
}

TEST(MakeSeverity, EveryDistributionOfTheValidFiles) {
  int count = 0;
  for (const auto& path : json_files(test_folder / "valid")) {
    const auto result = read_scenario(contents(path), "valid");
    ASSERT_TRUE(result.scenario.has_value()) << path;
    for (const Peril& peril : result.scenario->perils) {
      EXPECT_GT(make_frequency(peril.frequency.distribution)->mean(), 0) << peril.id;
      EXPECT_GT(make_severity(peril.severity)->mean(), 0) << peril.id;
      ++count;
    }
  }
  EXPECT_GE(count, 18);
}

}  // namespace
}  // namespace tenbin::scenario
