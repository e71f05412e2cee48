#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/results_dump.hpp"
#include "cli/run_program.hpp"
#include "cli/temporary_folder.hpp"
#include "tenbin/batch/results_file.hpp"
#include "tenbin/batch/results_schema.hpp"

namespace tenbin::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string scenario(const std::string& name, double mean = 5, int seed = 1) {
  return R"({ "format": "tenbin/scenario", "version": 1, "name": ")" + name +
         R"(", "currency": "USD", "simulation": { "years": 5000, "seed": )" + std::to_string(seed) +
         R"( }, "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": )" +
         std::to_string(mean) +
         R"( }, "severity": { "distribution": "lognormal", "mu": 10, "sigma": 1.5 } } ],
  "coverage_designs": [ { "id": "low", "policies": [ { "id": "p", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 1e4 }, "occurrence_limit": 1e6 } ] } ] },
    { "id": "high", "policies": [ { "id": "p", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 1e5 }, "occurrence_limit": 1e6 } ] } ] } ] })";
}

class BatchCommand : public ::testing::Test {
 protected:
  BatchCommand() {
    std::filesystem::create_directory(set_);
    for (const char* name : {"b", "c", "d"})
      folder_.write("set/" + std::string(name) + ".json", scenario(name));
  }
  Outcome batch(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"batch", set_, "-o", file_};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  TemporaryFolder folder_;
  std::string set_ = folder_ / "set";
  std::string file_ = folder_ / "results.db";
};

TEST_F(BatchCommand, KeepsWhatRunSays) {
  const Outcome outcome = batch();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, file_ + ": 3 scenarios: 3 done, 0 kept from before, 0 failed, 0 invalid\n");
  EXPECT_THAT(query(file_, "SELECT id, name, in_set, status, error, title, currency, seed, years FROM runs"),
              ElementsAre("1|b.json|1|done||b|USD|1|5000", "2|c.json|1|done||c|USD|1|5000",
                          "3|d.json|1|done||d|USD|1|5000"));
  EXPECT_THAT(query(file_, "PRAGMA user_version"), ElementsAre("1"));
  EXPECT_THAT(query(file_, "PRAGMA integrity_check"), ElementsAre("ok"));
  EXPECT_THAT(query(file_, "PRAGMA journal_mode"), ElementsAre("wal"));
  EXPECT_THAT(query(file_, "SELECT count(*) FROM pragma_foreign_key_check"), ElementsAre("0"));
  EXPECT_EQ(folder_.file_count(), 2) << "one file, no log beside it";
  // The figures are those of `tenbin run`, to the last bit.
  const auto json = nlohmann::json::parse(run({"run", set_ + "/b.json", "--format", "json"}).out);
  const std::vector<std::string> values =
      query(file_, "SELECT value, standard_error FROM measures WHERE run = 1");
  ASSERT_EQ(values.size(), json["measures"].size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& row = json["measures"][i];
    char digits[128];
    std::string wanted;
    for (const char* key : {"value", "standard_error"}) {
      if (!wanted.empty()) wanted += "|";
      if (!row[key].is_null()) {
        std::snprintf(digits, sizeof digits, "%a", row[key].get<double>());
        wanted += digits;
      }
    }
    EXPECT_EQ(values[i] + "|", wanted + "|") << row;
  }
  EXPECT_THAT(query(file_, "SELECT count(*) FROM exceedance WHERE run = 1"),
              ElementsAre(std::to_string(json["curves"].size())));
  EXPECT_THAT(query(file_, "SELECT count(*) FROM differences WHERE run = 1"),
              ElementsAre(std::to_string(json["differences"].size())));
}

TEST_F(BatchCommand, HasViewsThatAreReady) {
  batch();
  EXPECT_THAT(
      query(file_,
            "SELECT name FROM overview WHERE expected_loss > 0 AND expected_loss_error > 0 AND "
            "var_99 > expected_loss AND tvar_99 > var_99 AND probability_of_loss > 0.9 AND seconds > 0"),
      ElementsAre("b.json", "c.json", "d.json"));
  EXPECT_THAT(
      query(file_,
            "SELECT name FROM figures WHERE subject = 'ground_up' AND basis = 'aep' AND measure = 'mean'"),
      ElementsAre("b.json", "c.json", "d.json"));
  EXPECT_THAT(
      query(file_,
            "SELECT count(*) FROM curves WHERE name = 'b.json' AND subject = 'ground_up' AND basis = 'oep'"),
      ElementsAre(Not("0")));
  EXPECT_THAT(query(file_, "SELECT * FROM failures"), ElementsAre());
  EXPECT_THAT(query(file_, "SELECT count(*) FROM premiums"), ElementsAre("0")) << "no product, no price";
  EXPECT_THAT(
      query(file_,
            "SELECT design, policies FROM designs WHERE run = 2 AND insurers_pay > 0 AND insured_keep > 0"),
      ElementsAre("low|1", "high|1"));
}

TEST_F(BatchCommand, HoldsTheSameBitsForAnyNumberOfThreads) {
  batch({"--threads", "1"});
  const std::string one = dump(file_);
  for (const char* threads : {"2", "5"}) {
    file_ = folder_ / ("results" + std::string(threads) + ".db");
    batch({"--threads", threads});
    EXPECT_EQ(dump(file_), one) << threads;
  }
}

TEST_F(BatchCommand, DoesNotComputeAgainWhatItHolds) {
  batch();
  const std::string before = dump(file_);
  EXPECT_THAT(batch().out, HasSubstr("0 done, 3 kept from before"));
  EXPECT_EQ(dump(file_), before);
  EXPECT_THAT(batch({"--seed", "2"}).out, HasSubstr("3 done, 0 kept from before"));
  EXPECT_THAT(batch({"--years", "4000"}).out, HasSubstr("3 done, 0 kept from before"));
  EXPECT_THAT(query(file_, "SELECT DISTINCT seed, years FROM runs"), ElementsAre("1|4000"));
  EXPECT_THAT(batch().out, HasSubstr("3 done, 0 kept from before"));
  EXPECT_EQ(dump(file_), before);
  folder_.write("set/c.json", scenario("c", 6));
  EXPECT_THAT(batch().out, HasSubstr("1 done, 2 kept from before"));
}

TEST_F(BatchCommand, AFileEndsTheSameWhateverCameBefore) {
  folder_.write("set/a.json", scenario("a"));
  folder_.write("set/e.json", "{");
  batch();
  const std::string wanted = dump(file_);
  std::filesystem::remove(file_);
  std::filesystem::remove(set_ + "/a.json");
  folder_.write("set/e.json", scenario("e"));
  batch();
  folder_.write("set/a.json", scenario("a"));
  folder_.write("set/e.json", "{");
  EXPECT_EQ(batch().exit_code, 3);
  EXPECT_EQ(dump(file_), wanted);
}

TEST_F(BatchCommand, KeepsRunsThatLeftTheSet) {
  batch();
  std::filesystem::remove(set_ + "/b.json");
  const Outcome outcome = batch();
  EXPECT_THAT(outcome.err, HasSubstr("also holds 1 runs that are not in this set"));
  EXPECT_THAT(query(file_, "SELECT id, name, in_set FROM runs"),
              ElementsAre("1|c.json|1", "2|d.json|1", "3|b.json|0"));
  EXPECT_THAT(query(file_, "SELECT count(*) > 0 FROM measures WHERE run = 3"), ElementsAre("1"));
}

TEST_F(BatchCommand, RecordsWhatIsInvalidAndGoesOn) {
  folder_.write("set/a.json", "{");
  folder_.write("set/z.json", scenario("z", -1));
  const Outcome outcome = batch();
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.out, HasSubstr("5 scenarios: 3 done, 0 kept from before, 0 failed, 2 invalid"));
  EXPECT_THAT(outcome.err, HasSubstr("a.json: line 1, column 2: this is not valid JSON"));
  EXPECT_THAT(outcome.err, HasSubstr("z.json: /perils/0/frequency/mean: is -1"));
  EXPECT_THAT(outcome.err, HasSubstr("2 scenarios have no result"));
  EXPECT_THAT(query(file_, "SELECT name, status FROM failures"),
              ElementsAre("a.json|invalid", "z.json|invalid"));
  EXPECT_THAT(query(file_, "SELECT error FROM runs WHERE id = 5"),
              ElementsAre(HasSubstr("z.json: /perils/0")));
  // Invalid ones are looked at again, unless only changes count; the exit code tells of them either way.
  EXPECT_THAT(batch().out, HasSubstr("0 done, 3 kept from before, 0 failed, 2 invalid"));
  const Outcome only = batch({"--only-changed"});
  EXPECT_THAT(only.out, HasSubstr("0 done, 5 kept from before, 0 failed, 0 invalid"));
  EXPECT_EQ(only.exit_code, 3);
}

TEST_F(BatchCommand, OnlyChangedLooksAtTheInputAlone) {
  batch();
  query(file_, "UPDATE runs SET build = 'another' WHERE id < 3");
  EXPECT_THAT(batch({"--only-changed"}).out, HasSubstr("0 done, 3 kept from before"));
  folder_.write("set/d.json", scenario("d", 5, 9));
  EXPECT_THAT(batch({"--only-changed"}).out, HasSubstr("1 done, 2 kept from before"));
  EXPECT_THAT(batch().out, HasSubstr("2 done, 1 kept from before"));
}

TEST_F(BatchCommand, RefusesASetThatIsNone) {
  const Outcome outcome = run({"batch", folder_ / "gone", "-o", file_});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("gone: the file cannot be read (there is no such file)"));
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(BatchCommand, TellsWrongUsage) {
  EXPECT_EQ(run({"batch", "-o", file_}).exit_code, 2);
  EXPECT_THAT(run({"batch", set_}).err, HasSubstr("-o FILE.db is missing"));
  EXPECT_EQ(batch({"--threads", "0"}).exit_code, 2);
  EXPECT_EQ(batch({"--years", "0"}).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(BatchCommand, LeavesAFileOfAnotherVersionAlone) {
  batch();
  query(file_, "PRAGMA user_version = 2");
  query(file_, "PRAGMA wal_checkpoint(TRUNCATE)");
  const std::string before = TemporaryFolder::read(file_);
  const Outcome outcome = batch();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("has version 2 of the results file, and this tenbin writes version 1"));
  EXPECT_THAT(outcome.err, HasSubstr("name another file with -o"));
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(TemporaryFolder::read(file_) == before);
}

TEST_F(BatchCommand, LeavesForeignFilesAlone) {
  for (const std::string content : {"a letter to a friend, long enough to be no empty file", "{"}) {
    folder_.write("results.db", content);
    const Outcome outcome = batch();
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.err, HasSubstr("is not a results file of tenbin"));
    EXPECT_TRUE(TemporaryFolder::read(file_) == content);
    EXPECT_EQ(folder_.file_count(), 2);
  }
  file_ = folder_.write("other.db", "");
  query(file_, "CREATE TABLE mine (a)");
  EXPECT_THAT(batch().err, HasSubstr("is not a results file of tenbin"));
  EXPECT_THAT(query(file_, "SELECT name FROM sqlite_schema"), ElementsAre("mine"));
}

TEST_F(BatchCommand, AnEmptyFileIsANewOne) {
  folder_.write("results.db", "");
  EXPECT_EQ(batch().exit_code, 0);
}

TEST_F(BatchCommand, WaitsForNoOtherBatch) {
  folder_.write("results.db", "");
  const int other = open(file_.c_str(), O_RDWR);
  ASSERT_EQ(flock(other, LOCK_EX | LOCK_NB), 0);
  const Outcome outcome = batch();
  close(other);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("is being written by another program"));
}

TEST_F(BatchCommand, TellsThatItCannotWrite) {
  file_ = folder_ / "gone/results.db";
  EXPECT_THAT(batch().err, HasSubstr("cannot be written (there is no such folder)"));
  file_ = folder_.path();
  EXPECT_THAT(batch().err, HasSubstr("cannot be written (it is a folder)"));
  file_ = "/sys/results.db";  // not even for root
  const Outcome outcome = batch();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("the results file /sys/results.db cannot be written"));
}

TEST_F(BatchCommand, AStopKeepsWhatIsDone) {
  Environment environment;
  int asked = 0;
  environment.stop_requested = [&] { return ++asked > 3; };
  const Outcome stopped = run({"batch", set_, "-o", file_, "--threads", "1"}, environment);
  EXPECT_EQ(stopped.exit_code, 1);
  EXPECT_THAT(stopped.err, HasSubstr("scenarios are still to be done; the same command goes on with them"));
  EXPECT_THAT(query(file_, "SELECT count(*) BETWEEN 1 AND 2 FROM runs WHERE status = 'done'"),
              ElementsAre("1"));
  EXPECT_THAT(
      query(file_, "SELECT count(*) FROM measures JOIN runs ON runs.id = run WHERE status = 'waiting'"),
      ElementsAre("0"));
  EXPECT_EQ(batch().exit_code, 0);
  const std::string resumed = dump(file_);
  file_ = folder_ / "undisturbed.db";
  batch();
  EXPECT_EQ(dump(file_), resumed);
}

TEST_F(BatchCommand, ShowsOneBarOnATerminal) {
  Environment environment;
  environment.error = Stream::terminal;
  environment.characters = CharacterSet::ascii;
  const Outcome outcome = run({"batch", set_, "-o", file_}, environment);
  EXPECT_THAT(outcome.err, HasSubstr("of 3 done, 0 failed"));
  EXPECT_THAT(outcome.err, HasSubstr("\r["));
  EXPECT_EQ(outcome.err.substr(outcome.err.size() - 4), "\r\x1b[K");
}

TEST(ResultsFile, KeepsTheErrorOfARunThatFailed) {
  TemporaryFolder folder;
  const std::string file = folder / "r.db";
  const std::string member = folder.write("a.json", scenario("a"));
  const batch::ScenarioSet set = *batch::read_set({member}).set;
  const scenario::Scenario input = *set.read(0).scenario;
  {
    batch::ResultsFile results(file);
    EXPECT_EQ(results.enter(set).at(0).status, batch::RunStatus::waiting);
    batch::RunRecord record;
    record.status = batch::RunStatus::failed;
    record.error = "money is not conserved";
    record.hash = "h";
    record.scenario = &input;
    results.record(0, record);
    EXPECT_EQ(results.totals().failed, 1);
  }
  EXPECT_THAT(query(file, "SELECT * FROM failures"),
              ElementsAre("1|" + member + "|failed|money is not conserved"));
  // A failure is tried again; what then succeeds takes its place.
  EXPECT_EQ(run({"batch", member, "-o", file}).exit_code, 0);
  EXPECT_THAT(query(file, "SELECT status, error FROM runs"), ElementsAre("done|"));
}

TEST(ResultsSchema, IsInTheDocument) {
  const std::string page = TemporaryFolder::read(std::string(TENBIN_SOURCE_DIR) + "/docs/formats/results.md");
  EXPECT_THAT(page, HasSubstr(batch::results_schema));
}

}  // namespace
}  // namespace tenbin::cli
