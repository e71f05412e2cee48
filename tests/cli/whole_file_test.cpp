#include "whole_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "cli/temporary_folder.hpp"
#include "failure.hpp"

namespace tenbin::cli {
namespace {

std::string failure_of(const std::string& path) {
  try {
    WholeFile file(path);
    file.commit("x");
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.exit_code(), ExitCode::failure);
    return language::text(language::Language::english, failure.phrase());
  }
  return "no failure";
}

TEST(WholeFile, AppearsWhenItIsWhole) {
  const TemporaryFolder folder;
  const std::string path = folder / "report.html";
  {
    WholeFile file(path);
    EXPECT_FALSE(std::filesystem::exists(path));
    file.commit("all of it");
  }
  EXPECT_EQ(TemporaryFolder::read(path), "all of it");
  EXPECT_EQ(folder.file_count(), 1);
}

TEST(WholeFile, LeavesNothingWhenItWasNotFinished) {
  const TemporaryFolder folder;
  const std::string path = folder.write("report.html", "the old report");
  { const WholeFile file(path); }
  EXPECT_EQ(TemporaryFolder::read(path), "the old report");
  EXPECT_EQ(folder.file_count(), 1);
}

TEST(WholeFile, HasTheRightsOfAnOrdinaryFile) {
  const TemporaryFolder folder;
  const mode_t before = umask(022);
  WholeFile(folder / "a").commit("");
  umask(before);
  struct stat status {};
  ASSERT_EQ(stat((folder / "a").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0644U);
}

TEST(WholeFile, KeepsALinkAndReplacesWhatItPointsTo) {
  const TemporaryFolder folder;
  const std::string target = folder.write("target", "old");
  std::filesystem::create_symlink(target, folder / "link");
  WholeFile(folder / "link").commit("new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
  EXPECT_EQ(TemporaryFolder::read(target), "new");
}

TEST(WholeFile, WritesToADeviceWithoutReplacingIt) {
  WholeFile("/dev/null").commit("x");
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(WholeFile, TellsWhyItCannotBeWritten) {
  const TemporaryFolder folder;
  EXPECT_EQ(failure_of(folder.path()),
            folder.path() + " cannot be written (it is a folder); choose another place");
  const std::string nowhere = folder / "no/such/file";
  EXPECT_EQ(failure_of(nowhere),
            nowhere + " cannot be written (there is no such folder); choose another place");
  EXPECT_EQ(failure_of("/dev/full"), "/dev/full cannot be written (no space is left); choose another place");
  if (geteuid() != 0) {
    const std::string locked = folder.write("locked", "");
    std::filesystem::permissions(locked, std::filesystem::perms::owner_read);
    EXPECT_EQ(failure_of(locked), locked + " cannot be written (permission denied); choose another place");
  }
}

}  // namespace
}  // namespace tenbin::cli
