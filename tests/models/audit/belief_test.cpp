#include "tenbin/audit/belief.hpp"

#include <gtest/gtest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <numbers>

#include "tenbin/core/error.hpp"

namespace tenbin::audit {
namespace {

scenario::Audit audit_of(const std::string& method, double score, double age_months = 0) {
  scenario::Audit audit;
  audit.method = method;
  audit.score = score;
  audit.age_months = age_months;
  return audit;
}

Belief believe(const std::optional<scenario::Audit>& audit, std::string_view business_type,
               Inspectability inspectability = Inspectability::open) {
  library::LibraryReader reader{library::standard_library()};
  // An inspection's test set settles most of it: no difficulty of its own (factor 1).
  return audit::believe(audit, {"visual_inspection", std::string(business_type), inspectability}, reader);
}

/// Integral of f(quality) over theta | S, by quadrature on both sides of the cap.
template <class Function>
real expectation(const Belief& belief, Function f) {
  const real m = belief.normal_mean;
  const real s = belief.normal_sd;
  const auto integrand = [&](real theta) {
    const real z = (theta - m) / s;
    const real density = std::exp(-z * z / 2) / (s * std::sqrt(2 * std::numbers::pi_v<real>));
    return density * f(belief.cap ? std::min(theta, *belief.cap) : theta);
  };
  using Quadrature = boost::math::quadrature::gauss_kronrod<real, 61>;
  const real low = m - 14 * s;
  const real high = m + 14 * s;
  const real middle = belief.cap ? std::min(std::max(*belief.cap, low), high) : m;
  real sum = 0;
  if (middle > low) sum += Quadrature::integrate(integrand, low, middle, 15, 1e-15L);
  if (middle < high) sum += Quadrature::integrate(integrand, middle, high, 15, 1e-15L);
  return sum;
}

TEST(Belief, CredibilityOfTheMethodsOnAnOpenSystem) {
  // Z = 225 / (225 + sd^2) for a developer: no difficulty, no age.
  const std::pair<const char*, double> methods[] = {{"self_check", 25},
                                                    {"inhouse_committee", 18},
                                                    {"committee_outside_members", 15},
                                                    {"external_audit", 10},
                                                    {"certification", 7}};
  for (const auto& [method, sd] : methods) {
    const Belief belief = believe(audit_of(method, 60), "custom_developer");
    EXPECT_NEAR(static_cast<double>(belief.credibility), 225 / (225 + sd * sd), 1e-15) << method;
    EXPECT_NEAR(static_cast<double>(belief.normal_sd), std::sqrt(225 * sd * sd / (225 + sd * sd)), 1e-12)
        << method;
  }
}

TEST(Belief, ExternalAuditOfABlackBoxByItsUser) {
  // sd = 10 x 1.6 x 1.2^(4/3)
  const Belief belief = believe(audit_of("external_audit", 72, 4), "business_user");
  const double sd = 16 * std::pow(1.2, 4.0 / 3);
  const double z = 225 / (225 + sd * sd);
  EXPECT_NEAR(static_cast<double>(belief.credibility), z, 1e-15);
  EXPECT_NEAR(static_cast<double>(belief.mean()), 50 + z * (72 - 1 - 50), 1e-12);
  EXPECT_NEAR(static_cast<double>(belief.sd()), 15 * std::sqrt(1 - z), 1e-12);
  EXPECT_FALSE(belief.refer());
}

TEST(Belief, OpacityAndAgeTakeCredibilityAway) {
  const auto fresh = believe(audit_of("certification", 80), "integrator");
  const auto old = believe(audit_of("certification", 80, 12), "integrator");
  const auto opaque =
      believe(audit_of("certification", 80), "integrator", Inspectability::opaque_foundation_model);
  EXPECT_GT(fresh.credibility, old.credibility);
  EXPECT_GT(fresh.credibility, opaque.credibility);
  const double sd = 7 * 1.2 * 1.5;
  EXPECT_NEAR(static_cast<double>(opaque.credibility), 225 / (225 + sd * sd), 1e-15);
}

TEST(Belief, WithoutAuditItIsThePrior) {
  const Belief belief = believe(std::nullopt, "business_user");
  EXPECT_EQ(belief.mean(), 50);
  EXPECT_EQ(belief.sd(), 15);
  EXPECT_EQ(belief.credibility, 0);
}

TEST(Belief, UselessAuditTendsToThePrior) {
  // A score so old that its error has grown beyond all bounds.
  const Belief belief = believe(audit_of("self_check", 95, 600), "consumer");
  EXPECT_NEAR(static_cast<double>(belief.mean()), 50, 1e-9);
  EXPECT_NEAR(static_cast<double>(belief.sd()), 15, 1e-9);
}

TEST(Belief, CapAgainstQuadrature) {
  auto audit = audit_of("external_audit", 72);
  audit.required_item_failed = true;
  for (const double score : {5.0, 35.0, 72.0, 98.0}) {
    audit.score = score;
    const Belief belief = believe(audit, "integrator");
    ASSERT_TRUE(belief.refer());
    EXPECT_LE(belief.mean(), 40);
    const real mean = expectation(belief, [](real q) { return q; });
    const real second = expectation(belief, [&](real q) { return (q - mean) * (q - mean); });
    EXPECT_NEAR(static_cast<double>(belief.mean() / mean), 1, 1e-14) << score;
    EXPECT_NEAR(static_cast<double>(belief.sd() / std::sqrt(second)), 1, 1e-11) << score;
    for (const real a : {-0.03L, 0.005L, 0.014L, 0.1L}) {
      const real exact = expectation(belief, [&](real q) { return std::exp(-a * q); });
      EXPECT_NEAR(static_cast<double>(belief.exponential_moment(a) / exact), 1, 1e-13) << score;
    }
  }
}

TEST(Belief, ExactAuditUnderACap) {
  Belief belief;
  belief.normal_mean = 70;
  belief.normal_sd = 0;
  belief.cap = 40;
  EXPECT_EQ(belief.mean(), 40);
  EXPECT_EQ(belief.sd(), 0);
  EXPECT_NEAR(static_cast<double>(belief.exponential_moment(0.01L)), std::exp(-0.4), 1e-15);
}

// --- checklist: one quality, read by each peril in its own way -------------------------------------------

scenario::Audit checklist_of(const std::map<std::string, double>& dimensions) {
  scenario::Audit audit;
  audit.method = "external_audit";
  audit.dimensions = dimensions;
  return audit;
}

TEST(Belief, ScoreOfAChecklistByHand) {
  // Weights of visual inspection: data 15, model 20, security 8; the others do not apply.
  // Percentage (15 x 50 + 20 x 80 + 8 x 20) / 43, on the class's scale 50 + 15 (p - 55)/20.
  library::LibraryReader library{library::standard_library()};
  const AuditedSystem system{"visual_inspection", "custom_developer", Inspectability::open};
  const auto audit = checklist_of({{"data", 50}, {"model", 80}, {"security", 20}});
  const Belief belief = audit::believe(audit, system, library);
  const double percent = (15 * 50 + 20 * 80 + 8 * 20) / 43.0;
  const double score = 50 + 15 * (percent - 55) / 20;
  EXPECT_NEAR(static_cast<double>(belief.score), score, 1e-12);
  const double z = 225.0 / 325;
  EXPECT_NEAR(static_cast<double>(belief.mean()), 50 + z * (score - 1 - 50), 1e-12);

  // Cyber: data 0.25, model 0.5, security 3.
  const Belief cyber = belief_about(belief, "cyber", library);
  const double about = (15 * .25 * 50 + 20 * .5 * 80 + 8 * 3 * 20) / (15 * .25 + 20 * .5 + 8 * 3);
  EXPECT_NEAR(static_cast<double>(cyber.score), 50 + 15 * (about - 55) / 20, 1e-12);
  EXPECT_LT(cyber.mean(), belief.mean());
  EXPECT_EQ(cyber.normal_sd, belief.normal_sd);
  EXPECT_EQ(cyber.credibility, belief.credibility);

  // An effect of which the library says nothing reads the score as it is.
  EXPECT_EQ(belief_about(belief, "no_such_effect", library).score, belief.score);
}

TEST(Belief, EvenChecklistGivesEveryPerilTheSameScore) {
  library::LibraryReader library{library::standard_library()};
  std::map<std::string, double> even;
  for (const char* dimension : {"requirements", "data", "model", "system_safety", "operation", "security",
                                "governance", "people", "contract"})
    even[dimension] = 75;
  for (const std::string use_case : {"visual_inspection", "hr_credit", "robot"}) {
    const Belief belief =
        audit::believe(checklist_of(even), {use_case, "integrator", Inspectability::open}, library);
    EXPECT_NEAR(static_cast<double>(belief.score), 65, 1e-12);
    EXPECT_NEAR(static_cast<double>(belief_about(belief, "cyber", library).score), 65, 1e-12);
  }
}

TEST(Belief, WithoutAChecklistAllPerilsReadTheScore) {
  library::LibraryReader library{library::standard_library()};
  const Belief belief = believe(audit_of("external_audit", 72), "integrator");
  EXPECT_EQ(belief_about(belief, "cyber", library).mean(), belief.mean());
}

TEST(Belief, SomeUsesAreHarderToAudit) {
  library::LibraryReader library{library::standard_library()};
  const auto sd = [&](const char* use_case) {
    return score_error_sd(audit_of("certification", 80), {use_case, "custom_developer", Inspectability::open},
                          library);
  };
  EXPECT_EQ(sd("visual_inspection"), 7);
  EXPECT_NEAR(static_cast<double>(sd("business_agent")), 7 * 1.5, 1e-12);
  EXPECT_THROW(sd("chess"), ParameterError);
}

TEST(Belief, RefusesWhatItDoesNotKnow) {
  EXPECT_THROW(believe(audit_of("tarot", 50), "integrator"), ParameterError);
  EXPECT_THROW(believe(audit_of("certification", 50), "astrologer"), ParameterError);
  EXPECT_THROW(believe(audit_of("certification", 101), "integrator"), ParameterError);
  EXPECT_THROW(believe(audit_of("certification", 50, -1), "integrator"), ParameterError);
}

}  // namespace
}  // namespace tenbin::audit
