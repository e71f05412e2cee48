#include "tenbin/batch/scenario_set.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "cli/temporary_folder.hpp"

namespace tenbin::batch {
namespace {

using cli::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const char* const base =
    R"({ "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
  "simulation": { "years": 2000, "seed": 1 },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 5 },
                "severity": { "distribution": "lognormal", "mu": 10, "sigma": 1.5 } } ] })";

class Sets : public ::testing::Test {
 protected:
  std::vector<std::string> names(const std::vector<std::string>& paths) {
    const SetReadResult read = read_set(paths);
    EXPECT_TRUE(read.set) << problems(paths);
    std::vector<std::string> list;
    for (std::size_t i = 0; read.set && i < read.set->size(); ++i) list.push_back(read.set->name(i));
    return list;
  }
  static std::string problems(const std::vector<std::string>& paths) {
    std::string text;
    for (const scenario::Problem& problem : read_set(paths).problems) {
      text += problem.text(language::Language::english) + "\n";
    }
    return text;
  }
  /// What is wrong with a set file that also holds these entries.
  std::string problems_of(const std::string& entries) {
    return problems(
        {folder_.write("set.json", R"({ "format": "tenbin/set", "version": 1, )" + entries + " }")});
  }

  TemporaryFolder folder_;
  std::string base_ = folder_.write("base.json", base);
};

TEST_F(Sets, AFolderIsItsJsonFilesByName) {
  std::filesystem::create_directory(folder_ / "deep");
  folder_.write("a.json", base);
  folder_.write("notes.txt", "");
  folder_.write("deep/z.json", base);
  EXPECT_THAT(names({folder_.path()}), ElementsAre("a.json", "base.json"));
}

TEST_F(Sets, FilesAreTakenInTheirOrder) {
  const std::string other = folder_.write("a.json", base);
  EXPECT_THAT(names({base_, other}), ElementsAre(base_, other));
}

TEST_F(Sets, ASetFileNamesScenariosBesideIt) {
  std::filesystem::create_directory(folder_ / "deep");
  folder_.write("deep/z.json", base);
  const std::string set = folder_.write(
      "set.json", R"({ "format": "tenbin/set", "version": 1, "scenarios": ["deep/z.json", "gone.json"] })");
  const SetReadResult read = read_set({set});
  ASSERT_TRUE(read.set);
  EXPECT_EQ(read.set->name(0), "deep/z.json");
  EXPECT_TRUE(read.set->read(0).scenario);
  const scenario::ReadResult gone = read.set->read(1);
  EXPECT_FALSE(gone.scenario);
  EXPECT_EQ(gone.problems.at(0).file, "gone.json");
}

TEST_F(Sets, AGridIsTheProductOfItsValues) {
  const std::string set =
      folder_.write("set.json", R"({ "format": "tenbin/set", "version": 1, "base": "base.json",
    "grid": [ { "pointer": "/perils/0/frequency/mean", "name": "claims", "values": [1, 2.5] },
              { "pointer": "/simulation/seed", "values": [18446744073709551615, 7] },
              { "pointer": "/description", "values": ["new key"] } ] })");
  EXPECT_THAT(
      names({set}),
      ElementsAre("base.json claims=1, /simulation/seed=18446744073709551615, /description=\"new key\"",
                  "base.json claims=1, /simulation/seed=7, /description=\"new key\"",
                  "base.json claims=2.5, /simulation/seed=18446744073709551615, /description=\"new key\"",
                  "base.json claims=2.5, /simulation/seed=7, /description=\"new key\""));
  const ScenarioSet grid = *read_set({set}).set;
  const scenario::Scenario third = *grid.read(2).scenario;
  EXPECT_EQ(third.perils[0].frequency.distribution.parameters.at("mean"), 2.5);
  EXPECT_EQ(third.simulation.seed, 18446744073709551615U);
  EXPECT_EQ(third.description, "new key");
  EXPECT_EQ(third.simulation.years, 2000);
  EXPECT_THAT(grid.changes(3),
              ElementsAre(Change{"/perils/0/frequency/mean", "2.5"}, Change{"/simulation/seed", "7"},
                          Change{"/description", "\"new key\""}));
}

TEST_F(Sets, AnInvalidMemberOfAGridIsNamedByItsChanges) {
  const std::string set =
      folder_.write("set.json", R"({ "format": "tenbin/set", "version": 1, "base": "base.json",
    "grid": [ { "pointer": "/perils/0/frequency/mean", "values": [1, -2] } ] })");
  const SetReadResult read = read_set({set});
  ASSERT_TRUE(read.set);
  const scenario::ReadResult member = read.set->read(1);
  ASSERT_EQ(member.problems.size(), 1U);
  EXPECT_THAT(member.problems[0].text(language::Language::english),
              HasSubstr("base.json /perils/0/frequency/mean=-2: /perils/0/frequency/mean: is -2"));
}

TEST_F(Sets, LongValuesAreNamedByTheirNumber) {
  const std::string set =
      folder_.write("set.json", R"({ "format": "tenbin/set", "version": 1, "base": "base.json",
    "grid": [ { "pointer": "/description", "name": "d", "values": ["short", "0123456789012345678901234567890123456789"] } ] })");
  EXPECT_THAT(names({set}), ElementsAre("base.json d=\"short\"", "base.json d=#2"));
}

TEST_F(Sets, TellsAllFaultsOfASetFile) {
  const std::string told = problems_of(R"("bsae": 1, "name": 3, "scenarios": [7, ""], "grid": {})");
  EXPECT_THAT(told, HasSubstr("set.json: /bsae: is not a key that can stand here (did you mean base?)"));
  EXPECT_THAT(told, HasSubstr("set.json: /name: has another kind of value"));
  EXPECT_THAT(told,
              HasSubstr("set.json: /scenarios/0: has another kind of value than it must (it must be a text"));
  EXPECT_THAT(told, HasSubstr("set.json: /scenarios/1:"));
  EXPECT_THAT(told, HasSubstr("set.json: /grid: has another kind of value than it must (it must be a list"));
  EXPECT_THAT(told, HasSubstr("set.json: /grid: stands without a base"));
}

TEST_F(Sets, TellsAllFaultsOfAGrid) {
  const std::string told = problems_of(R"("base": "base.json", "grid": [
      { "pointer": "simulation", "values": [1] }, { "pointer": "/perils/1/id", "values": ["a"] },
      { "pointer": "/simulation/seed", "values": [1, 2, 1.0] }, { "pointer": "/simulation", "values": [{}] },
      { "pointer": "/name", "values": [] }, { "valeus": [] }, 5, { "pointer": "/perils/0/sevrity/mu", "values": [1] },
      { "pointer": "/a~2b", "values": [1] } ])");
  EXPECT_THAT(told, HasSubstr("/grid/0/pointer: is \"simulation\", which is not a JSON pointer"));
  EXPECT_THAT(told, HasSubstr("/grid/1/pointer: leads nowhere (the base has no \"/perils/1\""));
  EXPECT_THAT(told, HasSubstr("/grid/2/values/2: stands in the list before"));
  EXPECT_THAT(told, HasSubstr("/grid/3/pointer: meets the pointer \"/simulation/seed\""));
  EXPECT_THAT(told, HasSubstr("/grid/4/values: is empty"));
  EXPECT_THAT(told, HasSubstr("/grid/5/valeus: is not a key"));
  EXPECT_THAT(told, HasSubstr("/grid/5/pointer: is missing"));
  EXPECT_THAT(told, HasSubstr("/grid/6: has another kind of value"));
  EXPECT_THAT(told, HasSubstr("/grid/7/pointer: leads nowhere (the base has no \"/perils/0/sevrity\""));
  EXPECT_THAT(told, HasSubstr("/grid/8/pointer: is \"/a~2b\""));
}

TEST_F(Sets, RefusesWhatIsNoSet) {
  EXPECT_THAT(problems_of(R"("comment": "nothing else")"), HasSubstr("names no scenario"));
  EXPECT_THAT(problems_of(R"("scenarios": [])"), HasSubstr("/scenarios: is empty"));
  EXPECT_THAT(problems_of(R"("version": 2, "base": "base.json")"),
              HasSubstr("/version: stands here a second time"));
  EXPECT_THAT(problems({folder_.write("v2.json",
                                      R"({ "format": "tenbin/set", "version": 2, "base": "base.json" })")}),
              HasSubstr("/version: is not 1"));
  EXPECT_THAT(problems_of(R"("base": "gone.json")"), HasSubstr("gone.json: the file cannot be read"));
  EXPECT_THAT(problems({folder_ / "gone"}),
              HasSubstr("gone: the file cannot be read (there is no such file)"));
  std::filesystem::create_directory(folder_ / "empty");
  EXPECT_THAT(problems({folder_ / "empty"}), HasSubstr("the folder holds no scenario"));
  EXPECT_THAT(problems({base_, base_}), HasSubstr("two scenarios of the set have the name"));
  EXPECT_THAT(problems_of(R"("base": "base.json", "grid": [ { "pointer": "/description", "values": [)" +
                          [] {
                            std::string list = "\"0\"";
                            for (int i = 1; i < 1100; ++i) list += ",\"" + std::to_string(i) + "\"";
                            return list;
                          }() +
                          R"(] }, { "pointer": "/simulation/seed", "values": [)" +
                          [] {
                            std::string list = "0";
                            for (int i = 1; i < 1000; ++i) list += "," + std::to_string(i);
                            return list;
                          }() +
                          "] } ]"),
              HasSubstr("/grid: makes more than 1000000 scenarios"));
}

TEST_F(Sets, AFileThatIsNoSetIsAScenarioThatMayBeBroken) {
  const std::string broken = folder_.write("broken.json", "{");
  const SetReadResult read = read_set({broken, base_});
  ASSERT_TRUE(read.set);
  EXPECT_FALSE(read.set->read(0).scenario);
  EXPECT_TRUE(read.set->read(1).scenario);
}

}  // namespace
}  // namespace tenbin::batch
