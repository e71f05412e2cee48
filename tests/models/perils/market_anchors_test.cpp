#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "models/perils/firm.hpp"
#include "tenbin/rating/technical_premium.hpp"
#include "tenbin/scenario/own_library.hpp"
#include "tenbin/scenario/reader.hpp"

/// Ten insured firms against what the market charges: expected loss and premium of every section, m yen a
/// year. Ranges are roughly the 10th and 90th percentile of underwriters' quotes; where only a central figure
/// is known, a factor of 2.5 either way. All by closed forms. The first firm, an auto parts maker, is in
/// visual_inspection_test.cpp.
namespace tenbin::perils {
namespace {

constexpr real million = 1e6L;
constexpr real unlimited = std::numeric_limits<real>::infinity();

struct Range {
  double low, high;
};

void expect_in(real value, Range range, const std::string& what) {
  EXPECT_GE(value, range.low) << what;
  EXPECT_LE(value, range.high) << what;
}

/// Expected loss of a head within a limit [m yen].
real loss(const std::vector<Source>& sources, Damage head, real limit, real attachment = 0) {
  return layer(sources, head, attachment * million, limit * million) / million;
}

real premium(const std::string& cover, real expected) {
  library::LibraryReader library{library::standard_library()};
  return rating::market_premium(cover, static_cast<double>(expected), library);
}

/// A section's expected loss, and its premium by the market's rule.
void expect_section(const std::string& what, const std::string& cover, real expected, Range of_loss,
                    Range of_premium) {
  expect_in(expected, of_loss, what + ", expected loss");
  expect_in(premium(cover, expected), of_premium, what + ", premium");
}

Range about(double centre) { return {centre / 2.5, centre * 2.5}; }

/// The sources of one peril.
std::vector<Source> only(const std::vector<Source>& sources, const std::string& peril) {
  std::vector<Source> result;
  for (const Source& source : sources) {
    if (source.peril_name() == peril) result.push_back(source);
  }
  return result;
}

TEST(MarketAnchors, FoodMaker) {
  auto food =
      firm("visual_inspection", "business_user",
           {{"turnover", 10e9}, {"gross_profit_per_day", 2.5e9 / 365}, {"annual_fee", 2.5e7}}, "food");
  food.performance["false_negative_rate"] = 0.05;
  const auto sources = sources_of_firm(food);
  expect_section("product liability", "product_liability", loss(sources, Damage::third_party, 500),
                 {0.8, 4.5}, {1.5, 8});
  expect_section("recall", "recall", loss(sources, Damage::recall, 300), {0.3, 3.0}, {0.6, 6});
  const real wait = 12 * 2.5e9L / 365 / 24 / million;
  const real stops = loss(sources, Damage::interruption, unlimited, wait);
  expect_section("interruption without damage", "non_damage_interruption", stops, {0.1, 1.5}, {0.2, 2.7});
  expect_in(1000 * stops * million / 2.5e9L, {0.05, 0.7}, "of it per mille of gross profit");
  expect_section("cyber", "cyber", loss(sources, Damage::incident_response, 100), {0.08, 0.5}, {0.18, 1.1});
}

TEST(MarketAnchors, ElectronicsMakerWithRobots) {
  const auto sources = sources_of_firm(
      firm("robot", "business_user",
           {{"turnover", 6e9}, {"gross_profit_per_day", 4.1e6}, {"robots", 30}, {"payroll", 1.2e9}},
           "electronics"));
  expect_section("product liability", "product_liability", loss(sources, Damage::third_party, 500),
                 {0.5, 3.5}, {0.9, 6.4});
  expect_section("recall", "recall", loss(sources, Damage::recall, 200), {0.2, 2.0}, {0.4, 4});
  const real employer = loss(sources, Damage::employer_liability, 300);
  expect_section("employers' liability", "employers_liability", employer, {0.25, 1.5}, {0.5, 3.0});
  // The published tariff of electrical machinery is 0.86 per mille of payroll; list prices hold within 40 %.
  expect_in(1000 * premium("employers_liability", employer) / 1200 / 0.86L, {0.6, 1.4},
            "of it over the tariff");
  // Robots cause 1-15 % of it, 0.2-3k yen a robot-year.
  real by_robots = 0;
  for (const Source& source : sources) {
    if (source.peril_name() == "robot_injury")
      by_robots += source.frequency->mean() * source.heads[0].law->mean() / million;
  }
  expect_in(by_robots / employer, {0.01, 0.15}, "robots' part of employers' liability");
  expect_in(by_robots * million / 30, {200, 3000}, "injury, yen a robot-year");
  // 30 x (0.8e-5 x 0.7 x 57m e^0.045 + 6e-4 x 0.1 x 3m e^0.72), by hand: 30 x (333.9 + 369.8)
  EXPECT_NEAR(static_cast<double>(by_robots), 0.021111, 1e-5);
  expect_section(
      "robots' property", "property",
      loss(sources, Damage::own_property, unlimited) + loss(sources, Damage::property_damage, unlimited),
      {0.1, 1.0}, {0.2, 1.8});
  const real wait = 12 * 4.1L / 24;
  expect_section("fleet software, beyond 12 h", "non_damage_interruption",
                 loss(only(sources, "fleet_stop"), Damage::interruption, unlimited, wait), {0.03, 0.6},
                 {0.05, 1.1});
}

TEST(MarketAnchors, MachineShop) {
  const auto sources = sources_of_firm(firm(
      "predictive_maintenance", "business_user",
      {{"turnover", 0.8e9}, {"gross_profit_per_day", 0.68e6}, {"machines", 40}, {"machine_value", 600e6}},
      "machine_parts"));
  const real machinery = loss(sources, Damage::machinery, unlimited);
  expect_section("machinery", "machinery", machinery, {0.6, 1.7}, {1.1, 3.1});
  expect_in(1000 * machinery / 600, {1.0, 3.0}, "machinery, per mille of value");
  expect_in(1000 * premium("machinery", machinery) / 600, {1.5, 5.5},
            "machinery premium, per mille of value");
  // Three days of one machine: 12 % of the plant's gross profit.
  expect_section("machinery interruption beyond three days", "business_interruption",
                 loss(sources, Damage::business_interruption, unlimited, 3 * 0.12L * 0.68L), {0.1, 0.8},
                 {0.2, 1.5});
  expect_section("product liability", "product_liability", loss(sources, Damage::third_party, 500),
                 about(0.26), about(0.5));
  expect_section("recall", "recall", loss(sources, Damage::recall, 100), about(0.12), about(0.24));
  expect_section("cyber", "cyber", loss(sources, Damage::incident_response, 100), about(0.06), about(0.14));
  // By hand: 40 x 0.008 x 0.3 x 0.7 = 0.0672 a year, of 15m x 7 % each less what exceeds the whole value.
  EXPECT_NEAR(static_cast<double>(rate_of(sources, "predictive_maintenance_miss")), 0.0672, 1e-12);
  real by_ai = 0;
  for (const Source& source : sources) {
    if (source.peril == "predictive_maintenance_miss")
      by_ai = source.frequency->mean() * source.heads[0].law->mean() / million;
  }
  expect_in(by_ai / machinery, {0.02, 0.20}, "AI's part of machinery");
  EXPECT_NEAR(static_cast<double>(by_ai), 0.07, 0.005);
}

TEST(MarketAnchors, Integrator) {
  for (const char* use_case : {"predictive_maintenance", "robot", "process_control", "planning"}) {
    const auto sources = sources_of_firm(firm(use_case, "integrator", {{"fees", 0.5e9}, {"sites", 20}}));
    const std::string use = use_case;
    expect_section(use + ": errors and omissions", "third_party_liability",
                   loss(sources, Damage::financial_loss, 300), {0.4, 4.0}, {0.8, 8.0});
    const real guarantee = 0.8L * loss(sources, Damage::performance_shortfall, unlimited);
    expect_section(use + ": performance guarantee, 80 % paid", "performance_guarantee", guarantee, {0.8, 5.0},
                   {2.0, 12.0});
    if (use != "planning") {  // what plans, hurts nobody
      expect_section(use + ": product liability", "product_liability",
                     loss(only(sources, "embedded_product_liability"), Damage::third_party, 300), about(0.1),
                     about(0.2));
    }
    // 20 sites x 2 % x a quarter of 25m, 80 % paid; one quality moves number and size: exp(k s 15^2/50^2)
    EXPECT_NEAR(static_cast<double>(guarantee), 20 * 0.02 * 0.25 * 25 * 0.8 * std::exp(0.7 * 0.4 * 0.09),
                1e-9);
    expect_section(use + ": cyber", "cyber", loss(sources, Damage::incident_response, 100), about(0.1),
                   about(0.22));
  }
}

TEST(MarketAnchors, ResellerOfAFoundationModel) {
  auto reseller = firm("generative_content", "integrator", {{"fees", 1e9}, {"sites", 40}});
  reseller.components = {{"model-a", "foundation_model"}};
  const auto sources = sources_of_firm(reseller);
  expect_section("errors and omissions", "third_party_liability", loss(sources, Damage::financial_loss, 300),
                 {0.5, 5.0}, {1, 10});
  // Systemic covers carry a claims expense of 0.3-0.8 in the market; here that of an interruption.
  expect_section("outage of the model", "contingent_interruption",
                 loss(sources, Damage::contingent_interruption, unlimited), {0.1, 2.0}, {0.25, 5.0});
}

TEST(MarketAnchors, RetailerWithAChatbot) {
  const auto sources = sources_of_firm(
      firm("generative_content", "business_user", {{"turnover", 20e9}, {"gross_profit_per_day", 14e6}}));
  expect_section("claims over the chatbot and their cost", "third_party_liability",
                 loss(sources, Damage::financial_loss, 50), {0.02, 0.4}, {0.1, 0.8});
  expect_section("cyber", "cyber", loss(sources, Damage::incident_response, 100), {0.15, 0.9}, {0.33, 2.0});
  real claims = 0;
  for (const char* peril : {"ip_infringement", "defamation", "wrong_advice", "privacy_leak"})
    claims += rate_of(sources, peril);
  EXPECT_NEAR(static_cast<double>(claims), 0.02, 1e-12);  // 0.01 x relativity 2.0 at a turnover of 20bn
}

TEST(MarketAnchors, ScreeningService) {
  const auto sources =
      sources_of_firm(firm("hr_credit", "custom_developer", {{"fees", 0.3e9}, {"sites", 60}}));
  expect_section("errors and omissions", "third_party_liability", loss(sources, Damage::financial_loss, 300),
                 {0.25, 3.0}, {0.5, 6.0});
}

TEST(MarketAnchors, ScreeningServiceInTheUnitedStates) {
  // At 150 yen to the dollar: fees and limit 2m, expected loss 8-80k, premium 16-160k.
  const auto read =
      scenario::read_scenario_file(TENBIN_SOURCE_DIR "/scenarios/examples/us-vendor/screening-service.json");
  ASSERT_TRUE(read.scenario);
  scenario::Scenario scenario = *read.scenario;
  scenario.deployments[0].audit.reset();
  const std::shared_ptr<const library::Library> own = scenario::library_of(scenario);
  library::LibraryReader library{*own};
  std::vector<result::AuditPosterior> audits;
  const auto sources = scenario::compile_sources(scenario, library, audits);
  expect_section("errors and omissions", "third_party_liability", loss(sources, Damage::financial_loss, 300),
                 {1.2, 12}, {2.4, 24});
  real claims = 0;
  for (const char* peril : {"professional_error", "discrimination", "privacy_leak", "wrong_advice"})
    claims += rate_of(sources, peril);
  expect_in(claims, {0.03, 0.08}, "claims a year");  // central 0.05
}

TEST(MarketAnchors, MakerOfMedicalImagingAi) {
  const auto sources = sources_of_firm(firm("medical", "custom_developer", {{"fees", 0.5e9}, {"sites", 20}}));
  const real both = loss(sources, Damage::financial_loss, 300) + loss(sources, Damage::bodily_injury, 300);
  expect_section("product and professional liability", "third_party_liability", both, {0.5, 5.0}, {1.0, 10});
  expect_in(loss(sources, Damage::bodily_injury, 300) / both, {0.5, 0.95}, "AI's part");
}

TEST(MarketAnchors, MakerOfCareMonitors) {
  for (const char* business_type : {"custom_developer", "consumer"}) {
    auto maker =
        firm("personal_aid", business_type, {{"turnover", 1.5e9}, {"devices", 30000}}, "care_devices");
    maker.people = "elderly_or_disabled";
    const auto sources = sources_of_firm(maker);
    expect_section("product liability", "product_liability", loss(sources, Damage::third_party, 500),
                   {0.4, 3.3}, {0.7, 6.0});
    expect_section("recall", "recall", loss(sources, Damage::recall, 100), {0.1, 1.0}, {0.2, 2.0});
    expect_section("missed alarms", "third_party_liability", loss(sources, Damage::bodily_injury, unlimited),
                   {0.2, 3.0}, {0.4, 6.0});
    EXPECT_NEAR(static_cast<double>(rate_of(sources, "missed_alarm")), 0.06, 1e-12);
  }
}

TEST(MarketAnchors, FireOfAFactory) {
  const auto sources = sources_of_firm(
      firm("process_control", "business_user",
           {{"turnover", 8e9}, {"gross_profit_per_day", 5.5e6}, {"insured_value", 6e9}}, "machine_parts"));
  const real damage = loss(sources, Damage::own_property, unlimited);
  expect_in(1000 * damage / 6000, {0.15, 0.4}, "fire, per mille of value");
  EXPECT_NEAR(static_cast<double>(rate_of(sources, "fire") + rate_of(sources, "fire_by_ai")), 0.0035, 1e-15);
  EXPECT_NEAR(static_cast<double>(rate_of(sources, "fire_by_ai")), 0.0035 * 0.05, 1e-15);
  EXPECT_NEAR(static_cast<double>(loss(sources, Damage::business_interruption, unlimited) / damage), 1.36,
              1e-9);
  expect_in(1000 * loss(sources, Damage::business_interruption, unlimited) / (5.5L * 365), {0.25, 0.9},
            "damage interruption, per mille of gross profit");
}

TEST(MarketAnchors, AttacksOnAPlantsModelAreASmallPartOfCyber) {
  const auto sources = sources_of_firm(
      firm("predictive_maintenance", "business_user",
           {{"turnover", 4.2e9}, {"gross_profit_per_day", 3.1e6}, {"machines", 40}, {"machine_value", 600e6}},
           "machine_parts"));
  const auto cost = [&](const std::string& peril) {
    std::vector<Source> only;
    for (const Source& source : sources)
      if (source.peril_name() == peril) only.push_back(source);
    return loss(only, Damage::incident_response, 100) + loss(only, Damage::quality_loss, 100);
  };
  expect_in(rate_of(sources, "attack_on_ai"), {0.0002, 0.001}, "attacks a year");
  EXPECT_LT(cost("attack_on_ai"), 0.1L * cost("cyber"));
}

TEST(MarketAnchors, OutagesOfAFactory) {
  auto factory = firm("planning", "business_user", {{"turnover", 10e9}, {"gross_profit_per_day", 6.8e6}});
  factory.components = {{"cloud-a", "cloud"}};
  const auto sources = sources_of_firm(factory);
  EXPECT_NEAR(static_cast<double>(rate_of(sources, "cloud_outage")), 0.08, 1e-15);
  // Hours of that plant's part of the service: beyond eight, 0.002-0.02 per mille of gross profit.
  const real wait = 8 * 0.2L * 6.8L / 24;
  expect_in(1000 * loss(sources, Damage::contingent_interruption, unlimited, wait) / (6.8L * 365),
            {0.002, 0.02}, "outages, per mille of gross profit");
}

TEST(MarketAnchors, SizeExponents) {
  const auto at = [](double size) {
    return sources_of_firm(firm("generative_content", "business_user",
                                {{"turnover", 10e9 * size}, {"gross_profit_per_day", 7e6 * size}}));
  };
  const auto fees = [](double size) {
    return sources_of_firm(firm("planning", "custom_developer", {{"fees", 0.5e9 * size}, {"sites", 20}}));
  };
  const auto exponent = [](real once, real tenfold) { return std::log10(tenfold / once); };
  expect_in(
      exponent(loss(at(1), Damage::incident_response, 100), loss(at(10), Damage::incident_response, 100)),
      {0.30, 0.45}, "cyber");
  expect_in(exponent(loss(fees(1), Damage::financial_loss, 300), loss(fees(10), Damage::financial_loss, 300)),
            {0.35, 0.60}, "errors and omissions");
}

}  // namespace
}  // namespace tenbin::perils
