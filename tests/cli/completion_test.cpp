#include "completion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <string>

#include "man_page.hpp"
#include "temporary_folder.hpp"

namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;

struct SmallProgram {
  CLI::App app{"weighs", "tenbin"};
  std::string format, language, file;
  bool quiet = false;

  SmallProgram() {
    app.set_help_flag("--help,-h", "help");
    app.add_option("--language", language, "words")->type_name("ja|en");
    app.add_flag("--quiet,-q", quiet, "the program's silence");
    CLI::App* run = app.add_subcommand("run", "runs [fast]: it's done");
    run->set_help_flag("--help,-h", "help");
    run->add_option("FILE", file, "what to run");
    run->add_option("--format", format, "form")->type_name("text|json");
    run->footer("tenbin run .hidden\n.also");
    app.add_subcommand("list", "lists");
  }
};

std::string output_of(const std::string& command) {
  std::string output;
  FILE* const pipe = popen(command.c_str(), "r");
  std::array<char, 256> part{};
  while (std::fgets(part.data(), static_cast<int>(part.size()), pipe) != nullptr) output += part.data();
  pclose(pipe);
  return output;
}

/// What bash offers for the last of the words.
std::string offered(const std::string& words) {
  const TemporaryFolder folder;
  const SmallProgram program;
  const std::string file = folder / "completion.bash";
  std::ofstream(file) << completion_script(program.app, "bash");
  return output_of("bash -c 'source " + file + "; COMP_WORDS=(" + words +
                   "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _tenbin; echo \"${COMPREPLY[@]}\"'");
}

TEST(Completion, BashOffersCommandsThenTheirOptionsThenTheirValues) {
  EXPECT_EQ(offered("tenbin r"), "run\n");
  EXPECT_EQ(offered("tenbin --l"), "--language\n");
  EXPECT_EQ(offered("tenbin run --f"), "--format\n");
  EXPECT_EQ(offered("tenbin run --q"), "--quiet\n");
  EXPECT_EQ(offered("tenbin run --format \"\""), "text json\n");
  EXPECT_EQ(offered("tenbin --language j"), "ja\n");
  EXPECT_EQ(offered("tenbin list --fo"), "\n");
}

TEST(Completion, EveryShellLearnsEveryCommand) {
  const SmallProgram program;
  for (const std::string& shell : completion_shells()) {
    const std::string script = completion_script(program.app, shell);
    for (const char* const word : {"run", "list", "format", "language", "quiet"})
      EXPECT_THAT(script, HasSubstr(word)) << shell;
  }
  EXPECT_THAT(completion_script(program.app, "zsh"), HasSubstr("runs \\[fast\\]\\: it'\\''s done"));
}

TEST(ManPage, HasEveryCommandAndEscapesWhatRoffWouldRead) {
  const SmallProgram program;
  const std::string page = man_page(program.app, language::Language::english);
  EXPECT_THAT(page, HasSubstr(".TH TENBIN 1"));
  EXPECT_THAT(page, HasSubstr(".SS tenbin run FILE\n"));
  EXPECT_THAT(page, HasSubstr("\\fB\\-\\-format\\fR \\fItext|json\\fR"));
  EXPECT_THAT(page, HasSubstr("tenbin run .hidden\n\\&.also\n"));
}

}  // namespace
}  // namespace tenbin::cli
