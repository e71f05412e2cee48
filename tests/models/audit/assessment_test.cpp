#include "tenbin/audit/assessment.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tenbin/perils/quality.hpp"
#include "tenbin/perils/relative_frequency.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::audit {
namespace {

AnswerSheet sheet(const char* name) {
  return *read_answers_file(std::string(TENBIN_SOURCE_DIR "/scenarios/examples/audits/") + name).sheet;
}

scenario::Audit by(const std::string& method) {
  scenario::Audit audit;
  audit.method = method;
  return audit;
}

class AnAssessment : public ::testing::Test {
 protected:
  library::LibraryReader library_{library::standard_library()};
  AuditedSystem parts_{"visual_inspection", "business_user", Inspectability::open};
  AuditedSystem bank_{"hr_credit", "business_user", Inspectability::open};
};

TEST_F(AnAssessment, PointsLostAndReachedMakeOneHundred) {
  const LossOfQuality loss = perils::relative_frequency("visual_inspection", "business_user", library_);
  const Assessment found =
      assess(sheet("auto-parts-visual-inspection.csv"), by("external_audit"), parts_, loss, library_);
  EXPECT_FALSE(found.belief.refer());
  real lost = 0;
  for (const ItemEffect& effect : found.items) lost += effect.points_lost;
  EXPECT_NEAR(static_cast<double>(found.percent + lost), 100, 1e-12);
  EXPECT_NEAR(static_cast<double>(found.belief.score),
              static_cast<double>(on_class_scale(found.percent, library_)), 1e-12);
  EXPECT_NEAR(static_cast<double>(found.class_loss), 1, 1e-15);  // multipliers have mean 1 over the class
}

TEST_F(AnAssessment, SavingsAreDifferencesOfBeliefs) {
  const LossOfQuality loss = perils::relative_frequency("visual_inspection", "business_user", library_);
  const AnswerSheet answers = sheet("auto-parts-visual-inspection.csv");
  const Assessment found = assess(answers, by("external_audit"), parts_, loss, library_);
  ASSERT_FALSE(found.items.empty());
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    const ItemEffect& effect = found.items[i];
    const Assessment after = assess(with_item_improved(answers, effect.item->item->id), by("external_audit"),
                                    parts_, loss, library_);
    EXPECT_NEAR(static_cast<double>(effect.saving), static_cast<double>(found.loss - after.loss), 1e-15);
    EXPECT_GE(effect.saving, 0) << effect.item->item->id;
    if (i > 0) {
      EXPECT_LE(effect.saving, found.items[i - 1].saving);
    }
  }
}

TEST_F(AnAssessment, SavingIsTheDerivativeThroughBeliefAndMultipliers) {
  // One peril, every item alike: saving of a small change is k Z / 50 x change of the score x loss.
  const LossOfQuality loss{{loss_term("cyber", 1, Effect::frequency, library_)}};
  const AnswerSheet answers = sheet("auto-parts-visual-inspection.csv");
  const Assessment found = assess(answers, by("external_audit"), parts_, loss, library_);
  const real k = library_("audit/effect/frequency/cyber");
  const Belief now = belief_about(found.belief, "cyber", library_);
  for (const ItemEffect& effect : found.items) {
    const Assessment after = assess(with_item_improved(answers, effect.item->item->id), by("external_audit"),
                                    parts_, loss, library_);
    const real gained = belief_about(after.belief, "cyber", library_).score - now.score;
    const real exact = found.loss * -std::expm1(-k * now.credibility / 50 * gained);
    EXPECT_NEAR(static_cast<double>(effect.saving), static_cast<double>(exact), 1e-15);
  }
}

TEST_F(AnAssessment, AFailedRequiredItemCapsAndRefers) {
  const LossOfQuality loss = perils::relative_frequency("hr_credit", "business_user", library_);
  const Assessment found =
      assess(sheet("bank-credit-decisions.json"), by("committee_outside_members"), bank_, loss, library_);
  EXPECT_TRUE(found.belief.refer());
  EXPECT_LE(found.belief.mean(), 40);
  ASSERT_EQ(found.score.failed_gates().size(), 1U);
  EXPECT_EQ(found.score.failed_gates()[0]->item->id, "8.1");
  // Mending it is by far the best that can be done, and one gate is all of them.
  EXPECT_EQ(found.items.front().item->item->id, "8.1");
  EXPECT_EQ(found.items.front().saving, found.saving_of_gates);
  EXPECT_GT(found.items.front().saving, 4 * found.items[1].saving);
}

TEST_F(AnAssessment, InMoneyOfAScenario) {
  const scenario::Scenario scenario =
      *scenario::read_scenario_file(TENBIN_SOURCE_DIR "/scenarios/examples/visual-inspection.json").scenario;
  std::vector<result::AuditPosterior> audits;
  const std::vector<perils::Source> sources = scenario::compile_sources(scenario, library_, audits);
  const LossOfQuality loss = perils::loss_of_quality(sources, "line-7", library_);
  const Assessment found =
      assess(sheet("auto-parts-visual-inspection.csv"), by("external_audit"), parts_, loss, library_);
  EXPECT_GT(found.loss, 1e6L);
  EXPECT_LT(found.loss, 1e7L);
  EXPECT_GT(found.items.front().saving, 0);
  EXPECT_LT(found.items.front().saving, found.loss / 10);
  // The loss under the scenario's own audit is the mean of its own sources, factors and all.
  real direct = 0;
  for (const perils::Source& source : sources) {
    real amount = 0;
    for (const perils::HeadLaw& head : source.heads) amount += head.probability * head.law->mean();
    amount *= source.frequency->mean();
    real quality = 1;
    for (const perils::Factor& factor : source.frequency_factors) {
      if (factor.group != "audit/line-7") amount *= factor.law->mean();
    }
    if (!source.quality_effect.empty()) {
      // Comonotone lognormals: the mean of the product is exp(covariance of the logs) x product of means.
      const auto spread = [](const Severity& law) {
        return std::sqrt(std::log1p(law.variance() / (law.mean() * law.mean())));
      };
      const auto of_quality = [](const std::vector<perils::Factor>& factors) -> const Severity& {
        for (const perils::Factor& factor : factors) {
          if (factor.group == "audit/line-7") return *factor.law;
        }
        throw std::logic_error("no factor of quality");
      };
      const Severity& frequency = of_quality(source.frequency_factors);
      const Severity& severity = of_quality(source.severity_factors);
      quality = frequency.mean() * severity.mean() * std::exp(spread(frequency) * spread(severity));
    }
    direct += amount * quality;
  }
  const Belief belief = believe(scenario.deployments[0].audit, parts_, library_);
  EXPECT_NEAR(static_cast<double>(loss.expected(belief, library_) / direct), 1, 1e-12);
}

}  // namespace
}  // namespace tenbin::audit
