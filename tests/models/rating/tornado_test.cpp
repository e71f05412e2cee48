#include "tenbin/rating/tornado.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "models/perils/firm.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::rating {
namespace {

scenario::Scenario main_job() {
  return *scenario::read_scenario_file(TENBIN_SOURCE_DIR "/scenarios/examples/visual-inspection.json")
              .scenario;
}

const TornadoBar* bar(const TornadoFigure& figure, const std::string& id) {
  for (const TornadoBar& entry : figure.bars) {
    if (entry.number->id == id) return &entry;
  }
  return nullptr;
}

TEST(Tornado, ARateIsProportionalToItsPerilsLoss) {
  // One peril whose rate is the number: the loss moves by rate of the peril x mean x (end / value - 1).
  scenario::Scenario scenario;
  scenario.currency = "JPY";
  scenario.price_year = 2026;
  scenario.deployments = {
      perils::firm("planning", "business_user", {{"turnover", 10e9}, {"gross_profit_per_day", 6.8e6}})};
  scenario.deployments[0].components = {{"cloud-a", "cloud"}};
  real outage = 0, all = 0;
  for (const perils::Source& source : perils::sources_of_firm(scenario.deployments[0])) {
    real amount = 0;
    for (const perils::HeadLaw& head : source.heads) amount += head.probability * head.law->mean();
    const real loss = source.frequency->mean() *
                      perils::over_factors(source, [&](real f, real x) { return f * x * amount; });
    all += loss;
    if (source.peril_name() == "cloud_outage") outage += loss;
  }
  library::LibraryReader library{library::standard_library()};
  const std::vector<TornadoFigure> figures = tornado(scenario, library, TornadoNumbers::low_confidence, 2);
  ASSERT_EQ(figures.size(), 1U);  // no policies
  EXPECT_EQ(figures[0].subject, "ground_up");
  EXPECT_NEAR(figures[0].base / static_cast<double>(all), 1, 1e-9);
  const TornadoBar* rate = bar(figures[0], "component/cloud/outage/rate");
  ASSERT_NE(rate, nullptr);
  const double value = rate->number->value;
  EXPECT_NEAR(rate->at_low - figures[0].base, static_cast<double>(outage) * (*rate->number->low / value - 1),
              1e-6 * static_cast<double>(all));
  EXPECT_NEAR(rate->at_high - figures[0].base,
              static_cast<double>(outage) * (*rate->number->high / value - 1),
              1e-6 * static_cast<double>(all));
  EXPECT_GT(rate->spread(), 0);
}

TEST(Tornado, HasTheWidestFirstAndOnlyWeakNumbers) {
  const scenario::Scenario scenario = main_job();
  library::LibraryReader library{library::standard_library()};
  const std::vector<TornadoFigure> figures = tornado(scenario, library, TornadoNumbers::low_confidence, 2);
  ASSERT_EQ(figures.size(), 1 + 2 * 4U);
  for (const TornadoFigure& figure : figures) {
    SCOPED_TRACE(figure.subject + " " + figure.measure);
    EXPECT_GT(figure.base, 0);
    EXPECT_FALSE(figure.bars.empty());
    for (std::size_t i = 0; i < figure.bars.size(); ++i) {
      EXPECT_EQ(figure.bars[i].number->confidence, library::Confidence::low);
      if (i > 0) {
        EXPECT_LE(figure.bars[i].spread(), figure.bars[i - 1].spread());
      }
    }
  }
  library::LibraryReader again{library::standard_library()};
  EXPECT_GT(tornado(scenario, again, TornadoNumbers::all_uncertain, 2)[0].bars.size(),
            figures[0].bars.size());
}

TEST(Tornado, NeedsAnAiSystem) {
  scenario::Scenario scenario;
  scenario.currency = "JPY";
  library::LibraryReader library{library::standard_library()};
  EXPECT_THROW(tornado(scenario, library, TornadoNumbers::low_confidence, 1), ParameterError);
}

}  // namespace
}  // namespace tenbin::rating
