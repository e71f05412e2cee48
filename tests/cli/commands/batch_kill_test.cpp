#include "cli/commands/batch_kill.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <random>
#include <sstream>
#include <thread>

#include "cli/results_dump.hpp"
#include "cli/temporary_folder.hpp"
#include "program.hpp"

namespace tenbin::cli {
namespace {

using ::testing::ElementsAre;

// A hook below SQLite, in the test program only: the process kills itself half-way through its n-th write.
int writes_left = 0;
int (*true_write)(sqlite3_file*, const void*, int, sqlite3_int64) = nullptr;
int (*true_open)(sqlite3_vfs*, const char*, sqlite3_file*, int, int*) = nullptr;

int write_or_die(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset) {
  if (--writes_left == 0) {
    if (amount > 1) true_write(file, data, amount / 2, offset);
    kill(getpid(), SIGKILL);
  }
  return true_write(file, data, amount, offset);
}

int open_with_hook(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  static sqlite3_io_methods methods;
  const int code = true_open(vfs, name, file, flags, out_flags);
  if (code == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0) {  // commits write to the log
    methods = *file->pMethods;
    true_write = methods.xWrite;
    methods.xWrite = write_or_die;
    file->pMethods = &methods;
  }
  return code;
}

void die_at_write(int number) {
  static sqlite3_vfs hooked = *sqlite3_vfs_find(nullptr);
  writes_left = number;
  true_open = hooked.xOpen;
  hooked.xOpen = open_with_hook;
  hooked.zName = "dies";
  sqlite3_vfs_register(&hooked, 1);
}

/// Not a test of its own: what the kill test runs in a process of its own.
TEST(BatchChild, DISABLED_DiesInsideACommit) {
  const char* write = std::getenv("TENBIN_TEST_DIE_AT_WRITE");
  const char* set = std::getenv("TENBIN_TEST_SET");
  const char* file = std::getenv("TENBIN_TEST_FILE");
  if (write == nullptr || set == nullptr || file == nullptr) GTEST_SKIP();
  die_at_write(std::atoi(write));
  std::ostringstream out, err;
  std::exit(run_cli({"batch", set, "-o", file, "-q"}, out, err, Environment{}));
}

struct Child {
  pid_t id;

  /// @return true if it was killed, false if it had ended by itself, well
  bool wait() const {
    int status = 0;
    EXPECT_EQ(waitpid(id, &status, 0), id);
    if (WIFSIGNALED(status)) {
      EXPECT_EQ(WTERMSIG(status), SIGKILL);
      return true;
    }
    EXPECT_EQ(WEXITSTATUS(status), 0);
    return false;
  }
};

Child start(const std::vector<std::string>& command, const std::vector<std::string>& environment = {},
            rlim_t largest_file = RLIM_INFINITY, const char* err = "/dev/null") {
  std::vector<char*> arguments, variables;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  for (const std::string& word : environment) variables.push_back(const_cast<char*>(word.c_str()));
  variables.push_back(const_cast<char*>("LC_ALL=C.UTF-8"));
  arguments.push_back(nullptr);
  variables.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const int out = open("/dev/null", O_WRONLY), log = open(err, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    dup2(out, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    if (largest_file != RLIM_INFINITY) {
      const rlimit limit{largest_file, largest_file};
      setrlimit(RLIMIT_FSIZE, &limit);
    }
    execve(arguments[0], arguments.data(), variables.data());
    _exit(98);
  }
  return {child};
}

struct Place {
  TemporaryFolder folder;
  std::string set = folder / "set";
  std::string file = folder / "results.db";

  Place() {
    std::filesystem::create_directory(set);
    folder.write("set/base.json",
                 R"({ "format": "tenbin/scenario", "version": 1, "name": "small", "currency": "USD",
      "simulation": { "years": 20000, "seed": 1 },
      "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 5 },
                    "severity": { "distribution": "lognormal", "mu": 10, "sigma": 1.5 } } ] })");
    set = folder.write("set/set.json", R"({ "format": "tenbin/set", "version": 1, "base": "base.json",
      "grid": [ { "pointer": "/simulation/seed", "values": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20] } ] })");
  }
  Child batch() const { return start({TENBIN_PROGRAM, "batch", set, "-o", file, "-q"}); }
  void forget() const {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file + end);
  }
};

/// Finished runs, by name; the file may be at any state that a kill leaves.
std::vector<std::string> finished(const std::string& file) {
  if (!std::filesystem::exists(file) || std::filesystem::file_size(file) == 0) return {};
  EXPECT_THAT(query(file, "PRAGMA integrity_check"), ElementsAre("ok"));
  if (query(file, "SELECT name FROM sqlite_schema WHERE name = 'runs'").empty()) return {};
  // A run is there with all its rows or with none.
  EXPECT_THAT(
      query(file, "SELECT count(DISTINCT n) <= 1 FROM (SELECT count(*) AS n FROM measures GROUP BY run)"),
      ElementsAre("1"));
  EXPECT_THAT(
      query(file, "SELECT count(*) FROM runs WHERE (status = 'done') <> (id IN (SELECT run FROM measures))"),
      ElementsAre("0"));
  return query(file, "SELECT name FROM runs WHERE status = 'done' ORDER BY name");
}

}  // namespace

void kill_batches(int at_random_moments, int inside_commits) {
  Place place;
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_FALSE(place.batch().wait());
  const std::chrono::duration<double> whole = std::chrono::steady_clock::now() - begin;
  const std::string undisturbed = dump(place.file);
  place.forget();

  std::mt19937 random(20261123);
  std::vector<std::string> before;
  int moments = 0, commits = 0, files = 0;
  while (moments < at_random_moments || commits < inside_commits) {
    const bool in_commit = commits < inside_commits && (moments >= at_random_moments || random() % 2 == 0);
    bool killed = false;
    if (in_commit) {
      const std::string write = std::to_string(1 + random() % 150);
      killed = start({"/proc/self/exe", "--gtest_also_run_disabled_tests", "--gtest_filter=BatchChild.*"},
                     {"TENBIN_TEST_DIE_AT_WRITE=" + write, "TENBIN_TEST_SET=" + place.set,
                      "TENBIN_TEST_FILE=" + place.file})
                   .wait();
    } else {
      const Child child = place.batch();
      std::this_thread::sleep_for(whole * (static_cast<double>(random() % 1000) / 1000));
      kill(child.id, SIGKILL);
      killed = child.wait();
    }
    const std::vector<std::string> now = finished(place.file);
    EXPECT_TRUE(std::includes(now.begin(), now.end(), before.begin(), before.end()))
        << "a finished run is lost";
    before = now;
    if (killed) {
      ++(in_commit ? commits : moments);
      continue;
    }
    ASSERT_TRUE(dump(place.file) == undisturbed);
    ++files;
    place.forget();
    before.clear();
  }
  ASSERT_FALSE(place.batch().wait());
  ASSERT_TRUE(dump(place.file) == undisturbed);
  std::cout << moments << " kills at random moments, " << commits << " inside a commit; " << files + 1
            << " files went on to the end, all the same\n";
}

TEST(BatchKill, LosesNothingAndEndsTheSame) { kill_batches(6, 4); }

TEST(BatchFullDisk, TellsItAndGoesOnLater) {
  Place place;
  ASSERT_FALSE(place.batch().wait());
  const std::string undisturbed = dump(place.file);
  const auto size = std::filesystem::file_size(place.file);
  for (const double share : {0.0, 0.05, 0.3, 0.6}) {
    place.forget();
    const std::string err = place.folder / "err";
    const Child child =
        start({TENBIN_PROGRAM, "batch", place.set, "-o", place.file, "-q"}, {},
              static_cast<rlim_t>(share * static_cast<double>(size)), share == 0 ? "/dev/null" : err.c_str());
    int status = 0;
    ASSERT_EQ(waitpid(child.id, &status, 0), child.id);
    ASSERT_TRUE(WIFEXITED(status)) << "ended by signal " << WTERMSIG(status);
    EXPECT_EQ(WEXITSTATUS(status), 1) << share;
    if (share > 0) {
      EXPECT_THAT(TemporaryFolder::read(err), ::testing::HasSubstr("cannot be written (")) << share;
    } else {
      EXPECT_FALSE(std::filesystem::exists(place.file)) << "a file that could not be made does not stay";
    }
    finished(place.file);
    ASSERT_FALSE(place.batch().wait());
    EXPECT_TRUE(dump(place.file) == undisturbed) << share;
  }
}

}  // namespace tenbin::cli
