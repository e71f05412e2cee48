#include "tenbin/audit/value_of_audit.hpp"

#include <gtest/gtest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "tenbin/audit/quality_multiplier.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::audit {
namespace {

Belief belief_of(real mean, real sd) {
  Belief belief;
  belief.normal_mean = mean;
  belief.normal_sd = sd;
  return belief;
}

/// Two perils that answer to quality differently, and one that does not.
LossOfQuality mixed_loss() {
  library::LibraryReader library{library::standard_library()};
  return LossOfQuality{{loss_term("inspection_miss", 3, Effect::frequency_and_severity, library),
                        loss_term("performance_shortfall", 2, Effect::frequency_and_severity, library),
                        {"", 1, 0, 0}}};
}

/// Expected loss at a known quality.
real loss_at(const LossOfQuality& loss, real quality) {
  real sum = 0;
  for (const LossTerm& term : loss.terms())
    sum += term.amount * std::exp(-term.strength * (quality - 50) / 50 - term.log_norm);
  return sum;
}

/// Integral over a normal variable.
template <class Function>
real over_normal(real mean, real sd, Function f) {
  using Quadrature = boost::math::quadrature::gauss_kronrod<real, 61>;
  const auto integrand = [&](real z) {
    return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi_v<real>) * f(mean + sd * z);
  };
  return Quadrature::integrate(integrand, -13.0L, 0.0L, 15, 1e-15L) +
         Quadrature::integrate(integrand, 0.0L, 13.0L, 15, 1e-15L);
}

TEST(LossOfQuality, IsTheProductOfTheMultipliers) {
  library::LibraryReader library{library::standard_library()};
  const LossTerm term = loss_term("inspection_miss", 7, Effect::frequency_and_severity, library);
  const Belief belief = belief_of(61, 9);
  const QualityMultiplier frequency{belief, library("audit/effect/frequency/inspection_miss")};
  const QualityMultiplier severity{belief, library("audit/effect/severity/inspection_miss")};
  const real exact = over_normal(61, 9, [&](real q) { return 7 * frequency.at(q) * severity.at(q); });
  EXPECT_NEAR(static_cast<double>(expected_term(term, belief) / exact), 1, 1e-14);
  const LossTerm rate = loss_term("inspection_miss", 1, Effect::frequency, library);
  EXPECT_NEAR(static_cast<double>(expected_term(rate, belief_of(50, 15))), 1, 1e-15);
}

TEST(ValueOfAudit, ClosedFormsAgainstQuadrature) {
  library::LibraryReader library{library::standard_library()};
  const LossOfQuality loss = mixed_loss();
  for (const auto& prior : {std::pair{50.0L, 15.0L}, {62.0L, 9.0L}, {35.0L, 12.0L}}) {
    const real mean = prior.first;
    const real sd = prior.second;
    for (const real error : {5.0L, 16.0L, 60.0L}) {
      const Belief belief = belief_of(mean, sd);
      const AuditProspect found = prospect(loss, belief, error, library);
      const real z = sd * sd / (sd * sd + error * error);
      EXPECT_NEAR(static_cast<double>(found.credibility), static_cast<double>(z), 1e-15);
      // E[loss | posterior mean m'] by the moments of the remaining normal.
      const real left = sd * std::sqrt(1 - z);
      const auto given = [&](real m) {
        real sum = 0;
        for (const LossTerm& term : loss.terms()) sum += expected_term(term, belief_of(m, left));
        return sum;
      };
      const real spread = sd * std::sqrt(z);
      const real now = over_normal(mean, sd, [&](real q) { return loss_at(loss, q); });
      EXPECT_NEAR(static_cast<double>(found.loss_now / now), 1, 1e-13);
      // The audit changes no loss on average.
      EXPECT_NEAR(static_cast<double>(over_normal(mean, spread, given) / now), 1, 1e-13);
      const auto square = [](real x) { return x * x; };
      const real open =
          std::sqrt(over_normal(mean, sd, [&](real q) { return square(loss_at(loss, q) - now); }));
      const real moved = std::sqrt(over_normal(mean, spread, [&](real m) { return square(given(m) - now); }));
      EXPECT_NEAR(static_cast<double>(found.loss_sd_now / open), 1, 1e-10);
      EXPECT_NEAR(static_cast<double>(found.loss_sd_moved / moved), 1, 1e-10);
      EXPECT_NEAR(static_cast<double>(found.loss_sd_after),
                  static_cast<double>(std::sqrt(open * open - moved * moved)), 1e-10);
      // Worth: premium 1/0.62 of the loss, expense 33 % of the premium.
      const real edge = now / 0.62L * 0.67L;
      // The kink is where the loss equals the edge; smooth on both sides.
      real low = mean - 13 * spread;
      real high = mean + 13 * spread;
      for (int i = 0; i < 120; ++i) {
        const real middle = (low + high) / 2;
        (given(middle) > edge ? low : high) = middle;
      }
      using Quadrature = boost::math::quadrature::gauss_kronrod<real, 61>;
      const auto density = [&](real m) {
        const real t = (m - mean) / spread;
        return std::exp(-t * t / 2) / (spread * std::sqrt(2 * std::numbers::pi_v<real>));
      };
      const real worth = Quadrature::integrate([&](real m) { return density(m) * (given(m) - edge); },
                                               mean - 14 * spread, low, 15, 1e-14L);
      EXPECT_NEAR(static_cast<double>(found.worth), static_cast<double>(worth),
                  1e-9 * static_cast<double>(now));
      EXPECT_NEAR(static_cast<double>(found.chance),
                  static_cast<double>(Quadrature::integrate(density, mean - 14 * spread, low, 15, 1e-14L)),
                  1e-10);
      // Premium where true quality is one standard deviation better: over the audit's error.
      const real better =
          over_normal(0, error, [&](real eps) { return given(mean + z * (sd + eps)) / 0.62L; });
      EXPECT_NEAR(static_cast<double>(found.premium_if_better / better), 1, 1e-12);
      // Bad case: quality at its 5 % quantile, given each result.
      const real bad =
          over_normal(mean, spread, [&](real m) { return loss_at(loss, m - 1.6448536269514722L * left); });
      EXPECT_NEAR(static_cast<double>(found.bad_case_after / bad), 1, 1e-12);
    }
  }
}

TEST(ValueOfAudit, Limits) {
  library::LibraryReader library{library::standard_library()};
  const LossOfQuality loss = mixed_loss();
  const AuditProspect useless = prospect(loss, belief_of(50, 15), 1e6L, library);
  EXPECT_LT(useless.worth, 1e-9L);
  EXPECT_NEAR(static_cast<double>(useless.loss_sd_after / useless.loss_sd_now), 1, 1e-8);
  EXPECT_NEAR(static_cast<double>(useless.premium_if_better / useless.premium_now), 1, 1e-8);
  const AuditProspect perfect = prospect(loss, belief_of(50, 15), 1e-6L, library);
  EXPECT_LT(perfect.loss_sd_after / perfect.loss_sd_now, 1e-6L);
  EXPECT_NEAR(static_cast<double>(perfect.premium_if_better * 0.62L / loss_at(loss, 65)), 1, 1e-8);
  // A loss that quality does not touch has nothing to tell.
  const AuditProspect none = prospect(LossOfQuality{{{"", 5, 0, 0}}}, belief_of(50, 15), 7, library);
  EXPECT_EQ(none.worth, 0);
  EXPECT_EQ(none.loss_sd_now, 0);
  Belief capped = belief_of(50, 15);
  capped.cap = 40;
  EXPECT_THROW(prospect(loss, capped, 7, library), ParameterError);
}

/// Preposterior analysis by simulation: quality and the audit's error are drawn, with and without the audit
/// the insurer meets the same risks; what both share cancels.
TEST(ValueOfAudit, PairedSimulationOfEveryMethodAndTwoUses) {
  library::LibraryReader library{library::standard_library()};
  const LossOfQuality loss = mixed_loss();
  const Belief prior = belief_of(50, 15);
  std::mt19937_64 random(4);  // NOLINT(cert-msc51-cpp): a fixed seed is wanted
  std::normal_distribution<double> normal;
  constexpr int risks = 100'000;
  for (const std::string use_case : {"visual_inspection", "business_agent"}) {
    const AuditedSystem system{use_case, "integrator", Inspectability::open};
    real last = -1;
    for (const AuditProspect& found : audit_prospects(loss, prior, system, library)) {
      scenario::Audit audit;
      audit.method = found.method;
      const double bias = library("audit/method/" + found.method + "/bias");
      const double edge = static_cast<double>(found.loss_now) / 0.62 * 0.67;
      double sum = 0, squares = 0, moved = 0, moved_squares = 0;
      for (int i = 0; i < risks; ++i) {
        const double theta = 50 + 15 * normal(random);
        const double score = theta + bias + static_cast<double>(found.error_sd) * normal(random);
        const double z = static_cast<double>(found.credibility);
        const Belief after = belief_of(50 + z * (score - bias - 50), found.quality_sd_after);
        real believed = 0;
        for (const LossTerm& term : loss.terms()) believed += expected_term(term, after);
        // The insurer's result with the audit, which declines what costs too much, minus without it.
        const double difference =
            static_cast<double>(believed) > edge ? static_cast<double>(loss_at(loss, theta)) - edge : 0;
        sum += difference;
        squares += difference * difference;
        const double deviation =
            static_cast<double>((believed - found.loss_now) * (believed - found.loss_now));
        moved += deviation;
        moved_squares += deviation * deviation;
      }
      const auto expect_mean = [&](double total, double total_squares, real exact, const char* what) {
        const double mean = total / risks;
        const double error = std::sqrt((total_squares / risks - mean * mean) / risks);
        EXPECT_LT(std::fabs(mean - static_cast<double>(exact)), 4 * error)
            << use_case << ' ' << found.method << ' ' << what << ": " << mean << " against " << exact;
      };
      expect_mean(sum, squares, found.worth, "worth");
      expect_mean(moved, moved_squares, found.loss_sd_moved * found.loss_sd_moved, "spread");
      EXPECT_GT(found.worth, last) << "methods are listed from weak to strong";
      last = found.worth;
    }
  }
}

}  // namespace
}  // namespace tenbin::audit
