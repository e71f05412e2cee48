#include "option_values.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "failure.hpp"

namespace tenbin::cli {
namespace {

using language::Language;

template <class Function>
std::string usage_error(Function&& function) {
  try {
    function();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.exit_code(), ExitCode::usage);
    return language::text(Language::english, failure.phrase());
  }
  return "no error";
}

TEST(WholeNumber, ReadsPlainAndScientificNumbers) {
  EXPECT_EQ(whole_number("--years", "1000000", 1, 1U << 31U), 1'000'000U);
  EXPECT_EQ(whole_number("--years", "1e6", 1, 1U << 31U), 1'000'000U);
  EXPECT_EQ(whole_number("--seed", "18446744073709551615", 0, std::numeric_limits<std::uint64_t>::max()),
            std::numeric_limits<std::uint64_t>::max());
}

TEST(WholeNumber, RefusesEverythingElse) {
  for (const char* value :
       {"", "0", "-5", "1.5", "abc", "5x", " 5", "+5", "2147483649", "1e300", "nan", "inf", "0x10"}) {
    EXPECT_EQ(usage_error([&] { whole_number("--years", value, 1, std::uint64_t{1} << 31U); }),
              std::string("--years is \"") + value +
                  "\" (it must be a whole number from 1 to 2147483648); correct it");
  }
}

TEST(OneOf, SuggestsTheNearestWord) {
  EXPECT_EQ(one_of("--format", "json", {"text", "json"}), 1U);
  EXPECT_EQ(usage_error([] {
              one_of("--format", "jsno", {"text", "json"});
            }),
            "--format is \"jsno\" (it must be one of text, json); did you mean json?");
  EXPECT_EQ(usage_error([] {
              one_of("--format", "yaml", {"text", "json"});
            }),
            "--format is \"yaml\" (it must be one of text, json); correct it");
}

TEST(TargetErrorOf, ReadsPercentAndShare) {
  EXPECT_DOUBLE_EQ(target_error("0.5%"), 0.005);
  EXPECT_DOUBLE_EQ(target_error("0.005"), 0.005);
  for (const char* value : {"", "%", "0", "-1%", "100%", "1", "nan", "small"}) {
    EXPECT_EQ(usage_error([&] { target_error(value); }),
              std::string("--target-error is \"") + value +
                  "\" (it must be above 0 and below 100%); write for example 0.5%");
  }
}

TEST(SetMeasure, ReadsMeasureAndLevel) {
  result::TargetError target;
  set_measure("tvar:0.99", target);
  EXPECT_EQ(target.measure, "tvar");
  EXPECT_DOUBLE_EQ(target.level, 0.99);
  set_measure("sd", target);
  EXPECT_EQ(target.measure, "sd");
  for (const char* value : {"", "tvar", "tvar:", "tvar:1", "tvar:0", "mean:0.5", "median", "var:x"}) {
    EXPECT_EQ(usage_error([&] { set_measure(value, target); }).substr(0, 12), "--measure is") << value;
  }
}

}  // namespace
}  // namespace tenbin::cli
