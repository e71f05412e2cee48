#include "tenbin/measure/paid_years.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "tenbin/contract/occurrence_kernel.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/measure/annual_sample.hpp"

namespace tenbin {
namespace {

/// Years that pay with the probability, an exponential amount; worlds of 16 years are twice as large now and
/// then.
std::vector<double> paying(double probability, std::size_t count, unsigned seed) {
  std::mt19937_64 generator{seed};
  std::uniform_real_distribution<double> u;
  std::vector<double> years(count);
  double scale = 1;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 16 == 0) scale = u(generator) < 0.3 ? 2 : 1;
    if (u(generator) < probability) years[i] = -scale * std::log1p(-u(generator));
  }
  return years;
}

TEST(PaidYears, GivesItsColumnBack) {
  const std::vector<double> years = {0, 3, 0, 0, 5, 1, 0};
  PaidYears paid{years};
  EXPECT_EQ(paid.years(), 7U);
  EXPECT_EQ(paid.column(), years);
  EXPECT_EQ(paid.whole().amounts.size(), 3U);
  const PaidYears::Part part = paid.part(2, 3);
  ASSERT_EQ(part.amounts.size(), 1U);
  EXPECT_EQ(part.at[0], 4U);
  EXPECT_EQ(part.years, 3U);
  paid.append(std::vector<double>{0, 2});
  EXPECT_EQ(paid.column(), (std::vector<double>{0, 3, 0, 0, 5, 1, 0, 0, 2}));
  paid.append({});
  EXPECT_EQ(paid.years(), 9U);
  EXPECT_EQ(PaidYears{}.years(), 0U);
}

TEST(PaidYears, SumsAndTermsAreThoseOfTheColumn) {
  const std::vector<double> a = paying(0.1, 5000, 1), b = paying(0.4, 5000, 2);
  const AggregateTerms terms(0.5, 1.5);
  std::vector<double> sum(a.size()), left(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) sum[i] = a[i] + b[i];
  apply_column(terms, a, left);
  EXPECT_EQ(PaidYears{a}.plus(PaidYears{b}).column(), sum);
  const PaidYears after = PaidYears{a}.after(terms);
  EXPECT_EQ(after.column(), left);
  EXPECT_LT(after.whole().amounts.size(), PaidYears{a}.whole().amounts.size());  // years below the deductible
}

TEST(PaidYears, MomentsAreThoseOfTheSample) {
  for (const double probability : {0.02, 0.5, 1.0}) {
    const std::vector<double> years = paying(probability, 40'000, 3);
    for (const int cluster : {1, 16}) {
      const PaidMoments found = moments(PaidYears{years}, cluster);
      const AnnualSample sample{years, cluster, {}};
      EXPECT_NEAR(found.mean.value, sample.mean().value, 1e-12 * sample.mean().value);
      EXPECT_NEAR(found.mean.standard_error, sample.mean().standard_error,
                  1e-11 * sample.mean().standard_error)
          << probability << " " << cluster;
      EXPECT_EQ(found.mean.reliable, sample.mean().reliable);
      EXPECT_NEAR(found.sd, sample.sd().value, 1e-11 * sample.sd().value);
    }
  }
}

TEST(PaidYears, MomentsOfAShortLastWorld) {
  const std::vector<double> years = paying(0.2, 40'009, 4);
  const AnnualSample sample{years, 16, {}};
  EXPECT_NEAR(moments(PaidYears{years}, 16).mean.standard_error, sample.mean().standard_error,
              1e-11 * sample.mean().standard_error);
}

TEST(PaidYears, FewPaymentsTellNoError) {
  std::vector<double> years(10'000);
  years[7] = years[4000] = 5;
  EXPECT_FALSE(moments(PaidYears{years}, 1).mean.reliable);
  for (const double all : {0.0, 3.0}) {
    const PaidMoments same = moments(PaidYears{std::vector<double>(100, all)}, 1);
    EXPECT_EQ(same.mean.value, all);
    EXPECT_FALSE(same.mean.reliable);
    EXPECT_EQ(same.sd, 0);
  }
}

TEST(PaidYears, BatchFiguresAreThoseOfTheColumn) {
  // Also where the quantile lies among the years that pay nothing.
  for (const double probability : {0.002, 0.02, 0.7}) {
    for (const std::size_t count : {std::size_t{60'000}, std::size_t{60'013}}) {
      const std::vector<double> years = paying(probability, count, 5);
      for (const int cluster : {1, 16}) {
        const BatchFigures found = batch_figures(PaidYears{years}, cluster, 0.99);
        const BatchFigures wanted = batch_figures(years, cluster, 0.99);
        EXPECT_NEAR(found.mean, wanted.mean, 1e-12 * wanted.mean);
        EXPECT_NEAR(found.tvar, wanted.tvar, 1e-12 * wanted.tvar);
        ASSERT_EQ(found.means.size(), wanted.means.size());
        ASSERT_EQ(found.tvars.size(), wanted.tvars.size());
        for (std::size_t b = 0; b < wanted.means.size(); ++b) {
          EXPECT_NEAR(found.means[b], wanted.means[b], 1e-12 * wanted.means[b]);
          EXPECT_NEAR(found.tvars[b], wanted.tvars[b], 1e-12 * wanted.tvars[b]);
        }
      }
    }
  }
}

TEST(PaidYears, RefusesWhatHasNoFigure) {
  EXPECT_THROW(mean_of(PaidYears::Part{}), ParameterError);
  EXPECT_THROW(moments(PaidYears{}, 1), ParameterError);
  EXPECT_THROW(moments(PaidYears{std::vector<double>{1, 0}}, 0), ParameterError);
  EXPECT_THROW(moments(PaidYears{std::vector<double>{1, std::numeric_limits<double>::infinity()}}, 1),
               ParameterError);
  EXPECT_THROW(batch_figures(PaidYears{}, 1, 0.99), ParameterError);
  EXPECT_THROW(batch_figures(PaidYears{std::vector<double>{1, 0}}, 1, 1), ParameterError);
}

}  // namespace
}  // namespace tenbin
