#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "cli/run_program.hpp"
#include "cli/temporary_folder.hpp"

/// Designs that make no sense, as `tenbin run` refuses them: all of stderr, nothing on stdout.
namespace tenbin::cli {
namespace {

const std::string corpus = TENBIN_SOURCE_DIR "/tests/models/scenario/broken/";

/// What is expected of a file under its path, line by line.
std::string with_path(const std::string& file) {
  std::string text = TemporaryFolder::read(corpus + file + ".expected.txt");
  const std::string name = file + ".json: ";
  for (std::size_t at = text.find(name); at != std::string::npos;
       at = text.find(name, at + corpus.size() + name.size()))
    text.insert(at, corpus);
  return text;
}

class Refusal : public ::testing::TestWithParam<const char*> {};

TEST_P(Refusal, IsTheWholeOfStderr) {
  const std::string expected = with_path(GetParam());
  ASSERT_NE(expected.find(corpus), std::string::npos);
  for (const char* command : {"run", "validate"}) {
    const Outcome outcome = run({command, corpus + GetParam() + ".json"});
    EXPECT_EQ(outcome.exit_code, 3) << command;
    EXPECT_EQ(outcome.out, "") << command;
    EXPECT_EQ(outcome.err, expected) << command;
  }
}

INSTANTIATE_TEST_SUITE_P(OfDesigns, Refusal,
                         ::testing::Values("deductible-minimum-above-maximum", "franchise-above-sum-insured",
                                           "section-limit-above-policy",
                                           "aggregate-deductible-without-aggregate",
                                           "waiting-hours-of-liability", "unknown-cover",
                                           "buyer-is-nobodys-insured", "buyer-without-party",
                                           "buyer-with-two-tolerances", "buyer-level-without-weight",
                                           "buyer-numbers-out-of-range"),
                         [](const auto& file) {
                           std::string name = file.param;
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace tenbin::cli
