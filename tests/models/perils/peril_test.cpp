#include "tenbin/perils/peril.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "models/perils/firm.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::perils {
namespace {

const library::Library& standard() { return library::standard_library(); }

TEST(Perils, EachHasAModelAndADescription) {
  std::set<std::string> described, modelled;
  for (const library::PerilEntry& entry : standard().perils()) described.insert(entry.id);
  for (const Peril& entry : all_perils()) modelled.insert(entry.id);
  EXPECT_EQ(described, modelled);
  EXPECT_EQ(modelled.size(), all_perils().size());
  EXPECT_THROW(peril("earthquake"), ParameterError);
}

TEST(Perils, EachBelongsToAUseCase) {
  std::set<std::string> used;
  for (const library::UseCase& use_case : standard().use_cases()) {
    for (const library::UseCasePeril& entry : use_case.perils) used.insert(entry.peril);
  }
  for (const Peril& entry : all_perils()) EXPECT_TRUE(used.contains(entry.id)) << entry.id;
}

TEST(Perils, TheLibraryKnowsTheWordsOfTheLanguage) {
  std::vector<std::string> use_cases, types;
  for (const auto& entry : standard().use_cases()) use_cases.push_back(entry.id);
  for (const auto& entry : standard().business_types()) types.push_back(entry.id);
  EXPECT_THAT(use_cases, testing::UnorderedElementsAreArray(scenario::use_cases()));
  EXPECT_THAT(types, testing::UnorderedElementsAreArray(scenario::business_types()));
  for (const auto& use_case : standard().use_cases()) {
    EXPECT_GE(use_case.examples.size(), 4U) << use_case.id;
    if (use_case.example("consumer") != nullptr) {
      EXPECT_FALSE(use_case.consumer_party.empty()) << use_case.id;
    }
  }
}

scenario::Deployment example(const library::UseCase& use_case, const library::Example& given) {
  auto deployment = firm(use_case.id, given.business_type, given.exposure, given.product_class);
  deployment.people = given.people;
  deployment.performance = given.performance;
  for (const auto& [id, kind] : given.components) deployment.components.push_back({id, kind});
  return deployment;
}

template <class Visit>
void for_each_example(Visit visit) {
  for (const library::UseCase& use_case : standard().use_cases()) {
    for (const library::Example& given : use_case.examples) {
      SCOPED_TRACE(use_case.id + ", " + given.business_type);
      visit(example(use_case, given));
    }
  }
}

TEST(Perils, EveryExposureThatIsRequiredIsMissed) {
  for_each_example([](const scenario::Deployment& whole) {
    for (const Requirement& requirement : required_exposures(whole)) {
      scenario::Deployment without = whole;
      without.exposure.erase(requirement.exposure);
      if (required_exposures(without).size() < required_exposures(whole).size()) continue;  // another serves
      try {
        sources_of_firm(without);
        ADD_FAILURE() << "nobody misses " << requirement.exposure;
      } catch (const ParameterError& error) {
        // A supplier without turnover is asked for its fees.
        EXPECT_THAT(error.what(),
                    testing::AnyOf(testing::HasSubstr("'" + requirement.exposure + "' is missing"),
                                   testing::HasSubstr("'fees' is missing")));
      }
    }
  });
}

TEST(Perils, NamesAreUniqueAndCountsSmall) {
  for_each_example([](const scenario::Deployment& deployment) {
    std::set<std::string> names;
    real events = 0;
    for (const Source& source : sources_of_firm(deployment)) {
      EXPECT_TRUE(names.insert(source.peril).second) << source.peril;
      EXPECT_FALSE(source.heads.empty()) << source.peril;
      EXPECT_NO_THROW(peril(source.peril_name())) << source.peril;
      events += source.frequency->mean();
    }
    EXPECT_LT(events, 20);  // and most of them line stops
    EXPECT_FALSE(names.empty());
  });
}

TEST(Perils, RelativitiesAndPeopleAreOneForTheBase) {
  for (const char* of : {"frequency", "severity"}) {
    EXPECT_EQ(standard().number(std::string("business_type/business_user/relativity/") + of).value, 1);
    EXPECT_EQ(standard().number(std::string("use_case/visual_inspection/relativity/") + of).value, 1);
  }
}

TEST(Perils, SharesOfTheClaimsOfAUseCaseSumToOne) {
  for (const library::UseCase& use_case : standard().use_cases()) {
    double sum = 0;
    for (const auto& [id, number] : standard().numbers()) {
      if (id.starts_with("use_case/" + use_case.id + "/") && id.ends_with("/share")) sum += number.value;
    }
    if (use_case.id != "visual_inspection") {
      EXPECT_NEAR(sum, 1, 1e-12) << use_case.id;
    }
  }
}

TEST(Perils, ClaimsAgainstASupplierAddUpToTheMultipleOfItsOrdinaryOnes) {
  // 0.027 a (F/0.5bn)^0.40, whatever part the AI causes
  for (const library::UseCase& use_case : standard().use_cases()) {
    if (use_case.id == "visual_inspection") continue;
    const auto supplier = firm(use_case.id, "custom_developer", {{"fees", 2e9}, {"sites", 10}});
    const auto sources = sources_of_firm(supplier);
    real claims = 0;
    for (const char* kind : {"professional_error", "ip_infringement", "defamation", "wrong_advice",
                             "privacy_leak", "discrimination", "agent_misbehaviour", "misdiagnosis"})
      claims += rate_of(sources, kind);
    const std::string own = "use_case/" + use_case.id + "/ai_claim/multiplier";
    const double a = standard().number(standard().has(own) ? own : "peril/ai_claim/multiplier").value;
    EXPECT_NEAR(static_cast<double>(claims), 0.027 * a * std::pow(4.0, 0.4), 1e-9) << use_case.id;
  }
}

TEST(Attack, RecognitionDecidesWhoPays) {
  auto deployment =
      firm("generative_content", "business_user", {{"turnover", 20e9}, {"gross_profit_per_day", 14e6}});
  const auto sources = sources_of_firm(deployment);
  // rate 0.02 x share 0.2; 0.4 of it attacks, 0.7 of these recognised; recourse 0.375 cuts each part in two.
  const auto rate = [&](const std::string& name) {
    real sum = 0;
    for (const Source& source : sources) {
      if (source.peril.starts_with(name)) sum += source.frequency->mean();
    }
    return static_cast<double>(sum);
  };
  EXPECT_NEAR(rate("privacy_leak"), 0.004, 1e-15);
  EXPECT_NEAR(rate("privacy_leak/accident"), 0.004 * 0.6, 1e-15);
  EXPECT_NEAR(rate("privacy_leak/attack_recognised"), 0.004 * 0.4 * 0.7, 1e-15);
  EXPECT_NEAR(rate("privacy_leak/attack_unrecognised"), 0.004 * 0.4 * 0.3, 1e-15);
  EXPECT_NEAR(rate("privacy_leak/accident/recourse"), 0.004 * 0.6 * 0.375, 1e-15);
  for (const Source& source : sources) {
    std::set<Damage> heads;
    for (const HeadLaw& head : source.heads) heads.insert(head.head);
    if (source.peril.starts_with("privacy_leak/accident")) {
      EXPECT_TRUE(heads.contains(Damage::financial_loss) && heads.contains(Damage::incident_response));
    } else if (source.peril.starts_with("privacy_leak/attack_recognised")) {  // a cyber matter
      EXPECT_TRUE(heads.contains(Damage::attack_liability) && heads.contains(Damage::incident_response));
      EXPECT_FALSE(heads.contains(Damage::financial_loss));
    } else if (source.peril.starts_with("privacy_leak/attack_unrecognised")) {  // liability; own cost unpaid
      EXPECT_TRUE(heads.contains(Damage::financial_loss) && heads.contains(Damage::quality_loss));
      EXPECT_FALSE(heads.contains(Damage::incident_response));
    }
  }
}

TEST(WithoutAi, TheRestStaysAndTheAiPartIsThatOfPeople) {
  auto deployment = firm("visual_inspection", "business_user",
                         {{"turnover", 4.2e9},
                          {"units", 12e6},
                          {"pieces_per_product", 4},
                          {"gross_profit_per_day", 3.1e6},
                          {"annual_fee", 2.5e7}},
                         "auto_parts");
  deployment.performance["false_negative_rate"] = 0.05;
  const auto with = sources_of_firm(deployment);
  deployment.ai = "none";
  const auto without = sources_of_firm(deployment);
  for (const char* peril : {"product_liability", "recall", "line_stop", "cyber"})
    EXPECT_EQ(rate_of(with, peril), rate_of(without, peril)) << peril;
  // People: miss 25 % and batch factor 1 in place of 5 % and 3.
  EXPECT_NEAR(static_cast<double>(rate_of(without, "inspection_miss") / rate_of(with, "inspection_miss")),
              0.25 / (3 * 0.05), 1e-5);
  EXPECT_NEAR(static_cast<double>(rate_of(without, "isolated_escape") / rate_of(with, "isolated_escape")),
              5 * 0.4, 1e-12);
  EXPECT_EQ(rate_of(without, "performance_shortfall"), 0);
  EXPECT_EQ(rate_of(without, "professional_error"), 0);
  // No audit of an AI that is not there; the same names, so the same random numbers.
  for (const Source& source : without) {
    for (const Factor& factor : source.frequency_factors) EXPECT_FALSE(factor.group.starts_with("audit/"));
  }
}

TEST(WithoutAi, FailuresThatPeopleNotice) {
  auto shop =
      firm("predictive_maintenance", "business_user",
           {{"turnover", 0.8e9}, {"gross_profit_per_day", 0.68e6}, {"machines", 40}, {"machine_value", 6e8}},
           "machine_parts");
  shop.performance["detection_rate"] = 0.9;
  const real with = rate_of(sources_of_firm(shop), "predictive_maintenance_miss");
  shop.ai = "none";
  const real without = rate_of(sources_of_firm(shop), "predictive_maintenance_miss");
  EXPECT_NEAR(static_cast<double>(without / with), 0.7 / 0.1, 1e-12);
}

TEST(People, OfAHomeAreHurtByWeakRobotsAndOftenerThanWorkersByTheSame) {
  auto home = firm("robot", "consumer", {{"turnover", 1.5e9}, {"robots", 20000}}, "electronics");
  const auto workers = sources_of_firm(home);
  home.people = "elderly_or_disabled";
  const auto elderly = sources_of_firm(home);
  const double home_factor = library::standard_library().number("peril/robot_injury/home_factor").value;
  EXPECT_NEAR(static_cast<double>(rate_of(elderly, "robot_injury") / rate_of(workers, "robot_injury")),
              2.0 * home_factor, 1e-12);
  for (std::size_t i = 0; i < workers.size(); ++i) {
    if (workers[i].peril_name() != "robot_injury") continue;
    EXPECT_EQ(workers[i].heads[0].head, Damage::employer_liability);
    EXPECT_EQ(elderly[i].heads[0].head, Damage::bodily_injury);
    EXPECT_NEAR(static_cast<double>(elderly[i].heads[0].law->mean() / workers[i].heads[0].law->mean()), 1.2,
                1e-12);
  }
}

TEST(Drift, LossIsDelayTimesBenefitTimesShortfall) {
  const auto sources =
      sources_of_firm(firm("planning", "business_user",
                           {{"turnover", 10e9}, {"gross_profit_per_day", 6.8e6}, {"annual_fee", 12e6}}));
  // 0.2 x relativity 1.2 a year, each 45/365 yr x 3 x 12m x 10 %. One quality moves both frequency and size:
  // E[M_k M_s] = exp(k s 15^2 / 50^2), k = 0.7, s = 0.4.
  const double quality = std::exp(0.7 * 0.4 * 225 / 2500);
  EXPECT_NEAR(static_cast<double>(rate_of(sources, "drift")), 0.24, 1e-12);
  EXPECT_NEAR(static_cast<double>(layer(sources, Damage::quality_loss, 0, 1e12) -
                                  [&] {
                                    std::vector<Source> others;
                                    for (const Source& source : sources)
                                      if (source.peril != "drift") others.push_back(source);
                                    return layer(others, Damage::quality_loss, 0, 1e12);
                                  }()) /
                  (0.24 * 45 / 365 * 3.6e6 * quality),
              1, 1e-6);
}

TEST(FalseAlarm, ScrapsGoodParts) {
  auto line = firm("visual_inspection", "business_user",
                   {{"turnover", 4.2e9},
                    {"units", 12e6},
                    {"pieces_per_product", 4},
                    {"gross_profit_per_day", 3.1e6},
                    {"annual_fee", 2.5e7},
                    {"unit_margin", 20}},
                   "auto_parts");
  line.performance["false_positive_rate"] = 0.01;
  // median: 12m/365 a day x 1 % x 3 days x 20 yen; spread: sqrt(0.8^2 + 1^2)
  const double mean =
      12e6 / 365 * 0.01 * 3 * 20 * std::exp((0.64 + 1) / 2) * std::exp(0.7 * 0.4 * 225 / 2500);
  const auto sources = sources_of_firm(line);
  EXPECT_NEAR(static_cast<double>(rate_of(sources, "false_alarm")), 1, 1e-12);
  EXPECT_NEAR(static_cast<double>(layer(sources, Damage::quality_loss, 0, 1e15)) / mean, 1, 1e-6);
  line.exposure.erase("unit_margin");
  EXPECT_EQ(rate_of(sources_of_firm(line), "false_alarm"), 0);
}

}  // namespace
}  // namespace tenbin::perils
