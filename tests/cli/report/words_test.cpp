#include "report/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "cli/run_program.hpp"
#include "cli/temporary_folder.hpp"
#include "tenbin/compare/axis.hpp"
#include "tenbin/coverage/product.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/perils/peril.hpp"
#include "tenbin/perils/requirement.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using Namer = std::string (*)(std::string_view, Language);
using Words = std::set<std::string>;

const library::Library& standard() { return library::standard_library(); }

bool has_japanese(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0xE3; });
}

/// A name of its own in both languages, and no id in either.
void expect_named(const std::string& id, Namer name) {
  const std::string english = name(id, Language::english), japanese = name(id, Language::japanese);
  EXPECT_TRUE(has_japanese(japanese)) << id << ": " << japanese;
  EXPECT_FALSE(has_japanese(english)) << id << ": " << english;
  EXPECT_FALSE(english.empty()) << id;
  EXPECT_EQ(english.find('_'), std::string::npos) << english;
  EXPECT_EQ(japanese.find('_'), std::string::npos) << japanese;
}

Words ids_of_perils() {
  Words ids;
  for (const library::PerilEntry& peril : standard().perils()) ids.insert(peril.id);
  return ids;
}

Words ids_of_heads() {
  Words ids;
  for (int head = 0; head < perils::damage_heads; ++head)
    ids.insert(perils::to_string(static_cast<perils::Damage>(head)));
  return ids;
}

Words ids_of_covers() {
  Words ids;
  for (const coverage::Product& product : coverage::products()) {
    for (const coverage::Cover& cover : product.covers) ids.insert(cover.name);
  }
  return ids;
}

TEST(Words, NameEveryPeril) {
  for (const std::string& id : ids_of_perils()) expect_named(id, name_of_peril);
}

TEST(Words, NameEveryHeadCoverProductAndParty) {
  for (const std::string& id : ids_of_heads()) expect_named(id, name_of_word);
  for (const std::string& id : ids_of_covers()) expect_named(id, name_of_word);
  for (const coverage::Product& product : coverage::products()) {
    expect_named(product.name, name_of_word);
    for (const std::string& party : product.insured) expect_named(party, name_of_word);
  }
  for (const std::string& party : scenario::parties()) expect_named(party, name_of_word);
  for (const char* bearer : {"direct_insurer", "victim", "fund"}) expect_named(bearer, name_of_word);
  for (const std::string& method : scenario::audit_methods()) expect_named(method, name_of_word);
}

TEST(Words, NameEveryUseCaseBusinessTypeAndExposure) {
  for (const library::UseCase& use_case : standard().use_cases()) expect_named(use_case.id, name_of_word);
  for (const library::BusinessType& type : standard().business_types())
    expect_named(type.id, name_of_business);
  for (const library::Exposure& exposure : standard().exposures())
    expect_named(exposure.id, name_of_exposure);
}

TEST(Words, NameEveryUnitOfTheLibraryAndNoOther) {
  Words used;
  const auto add = [&](const std::string& unit) {
    if (unit != "JPY") used.insert(unit);
  };
  for (const auto& [id, number] : standard().numbers()) add(number.unit);
  for (const library::Exposure& exposure : standard().exposures()) add(exposure.unit);
  const Words named(units_with_names().begin(), units_with_names().end());
  EXPECT_EQ(named, used);
  for (const std::string& unit : used) {
    EXPECT_TRUE(unit == "percent" || has_japanese(name_of_unit(unit, Language::japanese))) << unit;
    EXPECT_FALSE(has_japanese(name_of_unit(unit, Language::english))) << unit;
    EXPECT_NE(name_of_unit(unit, Language::english).substr(0, 2), "1/") << unit;
  }
}

TEST(Words, PutUnitsAsEachLanguageDoes) {
  EXPECT_EQ(with_unit("0.3", "1/yr", Language::english), "0.3 per year");
  EXPECT_EQ(with_unit("0.3", "1/yr", Language::japanese), "0.3/年");
  EXPECT_EQ(with_unit("0.05", "probability", Language::japanese), "0.05（確率）");
  EXPECT_EQ(with_unit("12,000", "JPY", Language::english), "12,000 yen");
  EXPECT_EQ(with_unit("12,000", "CHF", Language::japanese), "12,000CHF");
  EXPECT_EQ(with_unit("3", "", Language::japanese), "3");
}

TEST(Words, TellPartsOfAPerilAndKeepOwnWords) {
  EXPECT_EQ(name_of_peril("robot_injury/death/no_recourse", Language::english),
            "injury by a robot (death, without recourse)");
  EXPECT_EQ(name_of_peril("cloud_outage/my-cloud", Language::japanese), "クラウド停止（my-cloud）");
  EXPECT_EQ(name_of_peril("my_peril/recourse", Language::japanese), "my_peril/recourse");
  // The peril and the cover of the same id have different words.
  EXPECT_EQ(name_of_peril("recall", Language::japanese), "リコール（AI以外）");
  EXPECT_EQ(name_of_word("recall", Language::japanese), "リコール費用");
}

TEST(Words, NameEveryAxisAndItsFixedValues) {
  for (const compare::Axis& axis : compare::axes()) {
    expect_named(std::string(axis.name), name_of_axis);
  }
  for (const std::string& value : perils::product_classes()) {
    EXPECT_TRUE(has_japanese(name_of_value("product_class", value, Language::japanese))) << value;
  }
  EXPECT_EQ(name_of_variant("audit.method", "self_check", Language::english), "audit: self-check");
  EXPECT_EQ(name_of_variant("business_type", "business_user", Language::japanese), "事業類型：利用企業");
  EXPECT_EQ(name_of_variant("/deployments/0/audit/score", "50", Language::japanese),
            "/deployments/0/audit/score 50");
  EXPECT_EQ(name_of_variant("deployment.ai", "without", Language::japanese), "AIの利用：AIなし");
}

// What people read of the scenarios of this repository.

/// Ids that mean something to a program: none may stand in what people read. One word of English may be the
/// user's own in an English scenario, so that only Japanese scenarios are asked for those.
Words forbidden(bool scenario_is_japanese) {
  Words all = ids_of_perils();
  all.merge(ids_of_heads());
  all.merge(ids_of_covers());
  for (const coverage::Product& product : coverage::products()) all.insert(product.name);
  for (const library::UseCase& use_case : standard().use_cases()) all.insert(use_case.id);
  for (const library::BusinessType& type : standard().business_types()) all.insert(type.id);
  all.merge(Words{"direct_insurer",  "machine_maker", "business_user",     "data_provider", "self_check",
                  "external_audit",  "no_recourse",   "attack_recognised", "by_ai",         "waiting_hours",
                  "aggregate_limit", "annual_fee",    "robot-yr",          "device-yr",     "machine-yr",
                  "site-yr",         "model-yr",      "own_loss",          "under_half",    "audit.method",
                  "common_events"});
  if (!scenario_is_japanese)
    std::erase_if(all, [](const std::string& id) { return id.find_first_of("_-.") == std::string::npos; });
  return all;
}

/// Every text of the scenario: words of the user, among which are ids of policies and designs.
void add_own(const nlohmann::json& json, Words& own) {
  if (json.is_object() && json.contains("id") && json["id"].is_string())
    own.insert(json["id"].get<std::string>());
  for (const auto& item : json) {
    if (item.is_structured()) add_own(item, own);
  }
}

/// First parts of the ids that `tenbin explain` takes, which reports show beside the meaning.
Words first_parts_of_numbers() {
  Words parts;
  for (const auto& [id, number] : standard().numbers()) parts.insert(id.substr(0, id.find('/')));
  return parts;
}

/// The page without its program, commands to copy and ids in small letters.
std::string visible(std::string page) {
  const auto cut = [&](const std::string& begin, const std::string& end) {
    for (std::size_t at = page.find(begin); at != std::string::npos; at = page.find(begin, at)) {
      const std::size_t stop = page.find(end, at);
      page.erase(at, stop == std::string::npos ? stop : stop + end.size() - at);
    }
  };
  cut("<script", "</script>");
  cut("<style", "</style>");
  cut("<pre", "</pre>");
  cut("<div class=\"detail\">", "</div>");
  cut("<wbr", ">");
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at)) {
    const std::size_t stop = page.find('>', at);
    if (stop == std::string::npos) break;
    page.replace(at, stop + 1 - at, " ");
  }
  return page;
}

/// Ids in the text. Exceptions: commands to copy, JSON pointers, numbers' ids, the user's own ids.
Words raw_ids(const std::string& text, const Words& ids, const Words& own) {
  static const Words numbers = first_parts_of_numbers();
  static const std::regex word("[A-Za-z0-9/][A-Za-z0-9_/.-]*");
  Words found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("tenbin compare") != std::string::npos || line.find("tenbin run") == 0) continue;
    for (std::sregex_iterator at(line.begin(), line.end(), word), end; at != end; ++at) {
      const std::string token = at->str();
      if (token.front() == '/' || own.contains(token)) continue;
      const bool is_number =
          token.find('/') != std::string::npos && numbers.contains(token.substr(0, token.find('/')));
      if (is_number) continue;
      std::istringstream parts(token);
      for (std::string part; std::getline(parts, part, '/');) {
        while (!part.empty() && part.back() == '.') part.pop_back();
        if (ids.contains(part) && !own.contains(part)) found.insert(part + " in: " + line.substr(0, 200));
      }
    }
  }
  return found;
}

TEST(RawIds, AreFoundWhereTheyStand) {
  const Words ids = {"cyber", "inspection_miss"};
  EXPECT_EQ(raw_ids("maker inspection_miss/no_recourse、賠償", ids, {}).size(), 1U);
  EXPECT_EQ(raw_ids("サイバー（peril/cyber/other_rate）、/deployments/cyber", ids, {}).size(), 0U);
  EXPECT_EQ(raw_ids("cyber", ids, {"cyber"}).size(), 0U);
  EXPECT_EQ(visible("<p>a<wbr>b</p><pre>cyber</pre>"), " ab ");
}

struct Case {
  std::string file;
  std::string name;
};

std::vector<Case> scenario_files() {
  std::vector<Case> files;
  for (const char* folder : {"examples", "examples/deployments", "council"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(TENBIN_SOURCE_DIR "/scenarios/" + std::string(folder))) {
      if (entry.path().extension() != ".json") continue;
      // 216 designs take their time and say the same again; the names of grids have tests of their own.
      if (entry.path().stem() == "inspection-grid") continue;
      std::string name = std::string(folder) + "_" + entry.path().stem().string();
      std::replace_if(
          name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
      files.push_back({entry.path().string(), name});
    }
  }
  return files;
}

class NamesOfScenario : public testing::TestWithParam<Case> {
 protected:
  NamesOfScenario() {
    std::ifstream file(GetParam().file);
    std::ostringstream text;
    text << file.rdbuf();
    const nlohmann::json scenario = nlohmann::json::parse(text.str());
    add_own(scenario, own_);
    // Explicit perils and presets of liability have no closed forms.
    has_rate_ = scenario.contains("deployments") &&
                !scenario.value("liability", nlohmann::json::object()).contains("preset");
    environment_.language = Language::japanese;
    environment_.columns = 2000;  // no id is broken in two
    ids_ = forbidden(GetParam().file.find(".ja.json") != std::string::npos);
  }

  void expect_names(const std::vector<std::string>& arguments) {
    const Outcome outcome = run(arguments, environment_);
    ASSERT_EQ(outcome.exit_code, 0) << arguments.front() << ": " << outcome.err;
    expect_names_in(outcome.out, arguments.front());
  }
  void expect_names_in(const std::string& text, const std::string& what) {
    ASSERT_GT(text.size(), 500U);
    EXPECT_THAT(raw_ids(text, ids_, own_), testing::IsEmpty()) << what;
  }

  Words own_, ids_;
  bool has_rate_ = false;
  Environment environment_;
};

TEST_P(NamesOfScenario, StandInPlaceOfIdsInJapanese) {
  const std::string& file = GetParam().file;
  const TemporaryFolder folder;
  const std::string page = folder / "report.html";
  expect_names({"run", file, "--years", "300", "--threads", "1", "--report", page});
  std::ifstream written(page);
  std::ostringstream text;
  text << written.rdbuf();
  expect_names_in(visible(text.str()), "page");
  if (has_rate_) expect_names({"rate", file});
  // One is enough of what takes seconds: its rows are numbers of the library.
  if (file.ends_with("/visual-inspection.json")) expect_names({"tornado", file, "--rows", "6"});
}

INSTANTIATE_TEST_SUITE_P(All, NamesOfScenario, testing::ValuesIn(scenario_files()),
                         [](const auto& tested) { return tested.param.name; });

TEST(NamesOfComparison, StandInPlaceOfIdsInJapanese) {
  const std::string file = TENBIN_SOURCE_DIR "/scenarios/council/inspection.ja.json";
  Environment environment;
  environment.language = Language::japanese;
  environment.columns = 2000;
  for (const char* across : {"audit.method=self_check,external_audit", "autonomy=assist,substitute",
                             "deployment.ai", "common_events", "liability=JP_TORT_NOW,JP_PL_EMBEDDED"}) {
    const Outcome outcome =
        run({"compare", file, "--years", "600", "--threads", "1", "--across", across}, environment);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(raw_ids(outcome.out, forbidden(true), {"integrator", "maker"}), testing::IsEmpty()) << across;
  }
}

TEST(NamesInMachineFormats, AreIds) {
  const std::string file = TENBIN_SOURCE_DIR "/scenarios/council/inspection.ja.json";
  Environment environment;
  environment.language = Language::japanese;
  const nlohmann::json result = nlohmann::json::parse(
      run({"run", file, "--years", "300", "--threads", "1", "--format", "json"}, environment).out);
  Words perils, units;
  for (const auto& gap : result["gaps"])
    perils.insert(gap["peril"].is_null() ? "" : gap["peril"].get<std::string>());
  for (const auto& one : result["assumptions"]) units.insert(one["unit"].get<std::string>());
  EXPECT_TRUE(perils.contains("inspection_miss/no_recourse"));
  EXPECT_TRUE(units.contains("1/yr") && units.contains("probability"));
}

}  // namespace
}  // namespace tenbin::cli
