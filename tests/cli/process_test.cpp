#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "cli/temporary_folder.hpp"

/// The real program as a process: exit codes, streams and signals.
namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;

const char* const many_claims =
    R"({ "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
  "simulation": { "years": 20000, "seed": 1 },
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 50 },
                "severity": { "distribution": "lognormal", "mu": 10, "sigma": 1.5 } } ] })";

struct Outcome {
  int exit_code = -1;
  std::string out, err;
};

class Process : public ::testing::Test {
 protected:
  /// @param command after the program's name, as for a shell
  Outcome run(const std::string& command) const {
    const std::string line =
        std::string(TENBIN_PROGRAM) + " " + command + " >" + (folder_ / "out") + " 2>" + (folder_ / "err");
    const int status = std::system(line.c_str());
    return {WEXITSTATUS(status), TemporaryFolder::read(folder_ / "out"),
            TemporaryFolder::read(folder_ / "err")};
  }

  TemporaryFolder folder_;
  std::string scenario_ = folder_.write("small.json", many_claims);
};

TEST_F(Process, ReadsAScenarioFromStandardInput) {
  const Outcome outcome = run("run - --format json --language en <" + scenario_);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("\"format\": \"tenbin/result\""));
}

TEST_F(Process, KeepsStandardOutputEmptyForInvalidInput) {
  const std::string broken = folder_.write("broken.json", "{");
  const Outcome outcome = run("run " + broken + " --format json");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr(broken));
}

TEST_F(Process, TellsThatStandardOutputIsFull) {
  const int status = std::system(
      (std::string(TENBIN_PROGRAM) + " schema --language en >/dev/full 2>" + (folder_ / "err")).c_str());
  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_THAT(TemporaryFolder::read(folder_ / "err"), HasSubstr("could not be written to standard output"));
}

TEST_F(Process, EndsCleanlyOnCtrlC) {
  const std::string out = folder_ / "out", err = folder_ / "err";
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (freopen(out.c_str(), "w", stdout) == nullptr || freopen(err.c_str(), "w", stderr) == nullptr)
      _exit(99);
    execl(TENBIN_PROGRAM, "tenbin", "run", scenario_.c_str(), "--years", "20000000", "--format", "json",
          "--language", "en", static_cast<char*>(nullptr));
    _exit(98);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(700));
  kill(child, SIGINT);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0) << TemporaryFolder::read(err);
  EXPECT_THAT(TemporaryFolder::read(out), HasSubstr("\"interrupted\": true"));
  EXPECT_THAT(TemporaryFolder::read(err), HasSubstr("interrupted: the result rests on the "));
}

TEST_F(Process, ACrashTellsHowToMakeItAgain) {
  const std::string err = folder_ / "err";
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (freopen("/dev/null", "w", stdout) == nullptr || freopen(err.c_str(), "w", stderr) == nullptr)
      _exit(99);
    execl(TENBIN_PROGRAM, "tenbin", "run", scenario_.c_str(), "--years", "200000000", "--seed", "77", "-q",
          "--language", "en", static_cast<char*>(nullptr));
    _exit(98);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(700));
  kill(child, SIGSEGV);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGSEGV) << "the system hears of it as before";
  EXPECT_THAT(TemporaryFolder::read(err), HasSubstr("To make it again: tenbin run " + scenario_ +
                                                    " --seed 77 --years 200000000. Years that were done: "));
}

}  // namespace
}  // namespace tenbin::cli
