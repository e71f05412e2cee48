#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "models/scenario/files.hpp"
#include "tenbin/scenario/reader.hpp"

/// Files that are broken at random: the reader neither crashes nor stays silent.
namespace tenbin::scenario {
namespace {

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::string mutate(std::string text) {
    const std::size_t count = 1 + below(3);
    for (std::size_t i = 0; i < count; ++i) mutate_once(text);
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  void mutate_once(std::string& text) {
    if (text.empty()) return;
    const std::size_t at = below(text.size());
    switch (below(6)) {
      case 0:  // one bit
        text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << below(8)));
        break;
      case 1:  // any byte
        text[at] = static_cast<char>(below(256));
        break;
      case 2:
        text.resize(at);
        break;
      case 3:  // a piece is lost
        text.erase(at, below(20));
        break;
      case 4:  // a piece stands twice
        text.insert(at, text.substr(below(text.size()), below(60)));
        break;
      default:
        replace_value(text, at);
    }
  }

  /// Puts another value where one stands.
  void replace_value(std::string& text, std::size_t from) {
    static const std::vector<std::string> values = {
        "null",  "true",          "-1",          "0",         "1e999", "-1e-999", "18446744073709551616",
        "0.5",   "\"\"",          "\"x\"",       "[]",        "{}",    "[[]]",    "{\"a\": 1}",
        "1e308", "\"unlimited\"", "\"\\u0000\"", "[1, 2, 3]", "99",    "\"none\""};
    const std::size_t start = text.find(": ", from);
    if (start == std::string::npos) return;
    const std::size_t end = text.find_first_of(",]}\n", start);
    if (end == std::string::npos) return;
    text.replace(start + 2, end - start - 2, values[below(values.size())]);
  }

  std::mt19937 random_;
};

TEST(MutatedScenario, GivesAScenarioOrAProblem) {
  std::vector<std::string> originals;
  for (const auto& path : json_files(test_folder / "valid")) originals.push_back(contents(path));
  Mutator mutator(20260401);
  int read = 0, refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = mutator.mutate(originals[static_cast<std::size_t>(i) % originals.size()]);
    const ReadResult result = read_scenario(text, "mutated.json");
    ASSERT_EQ(result.scenario.has_value(), result.problems.empty()) << text;
    ++(result.scenario.has_value() ? read : refused);
    for (const Problem& problem : result.problems) {
      ASSERT_FALSE(problem.text(language::Language::english).empty());
      ASSERT_FALSE(problem.text(language::Language::japanese).empty());
    }
  }
  EXPECT_GT(read, 100);
  EXPECT_GT(refused, 10'000);
}

TEST(HostileScenario, DeepLongAndOddTextsAreRefused) {
  const auto refused = [](const std::string& text) {
    const ReadResult result = read_scenario(text, "hostile.json");
    return !result.scenario.has_value() && result.problems.size() == 1U;
  };
  EXPECT_TRUE(refused(std::string(1'000'000, '[')));
  EXPECT_TRUE(refused(std::string(1'000'000, '{')));
  EXPECT_TRUE(refused(std::string(1'000'000, '"')));
  EXPECT_TRUE(refused(std::string(1000, '\0')));
  EXPECT_TRUE(refused("\xEF\xBB\xBF"));
  std::string many = "[0";
  for (int i = 0; i < 5'000'000; ++i) many += ",0";
  EXPECT_TRUE(refused(many + "]"));
}

TEST(HostileScenario, AtMostAThousandProblemsAreShown) {
  std::string text = "{";
  for (int i = 0; i < 3000; ++i) text += "\"wrong" + std::to_string(i) + "\": 0, ";
  const ReadResult result = read_scenario(text + "\"x\": 0}", "hostile.json");
  ASSERT_EQ(result.problems.size(), 1001U);
  EXPECT_EQ(result.problems.back().text(language::Language::english),
            "hostile.json: /: 2006 more problems are not shown (only the first 1000 are); correct these "
            "first, then "
            "validate again");
}

}  // namespace
}  // namespace tenbin::scenario
