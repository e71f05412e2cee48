#include "tenbin/compare/axis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenbin::compare {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string words(const std::vector<std::string>& arguments) {
  const ReadAcross read = read_across(arguments);
  if (read.fault) return language::text(language::Language::english, *read.fault);
  std::string text;
  for (const Across& across : read.across) {
    text += across.axis + ":";
    for (const std::string& value : across.values) text += " <" + value + ">";
    text += "; ";
  }
  return text;
}

TEST(ReadAcross, TakesValuesByCommasAndByBars) {
  EXPECT_EQ(words({"audit.score=50,72,90"}), "audit.score: <50> <72> <90>; ");
  EXPECT_EQ(words({"audit.score=50|72"}), "audit.score: <50> <72>; ");
  EXPECT_EQ(words({"liability=A|B,audit.method=x|y"}), "liability: <A> <B>; audit.method: <x> <y>; ");
  EXPECT_EQ(words({"liability=A,B,audit.method=x,y"}), "liability: <A> <B>; audit.method: <x> <y>; ");
  EXPECT_EQ(words({"autonomy=assist,substitute", "audit.score=1,2"}),
            "autonomy: <assist> <substitute>; audit.score: <1> <2>; ");
}

TEST(ReadAcross, AnAxisAloneAsksForAllItsValues) {
  EXPECT_EQ(words({"design"}), "design:; ");
  EXPECT_EQ(words({"design,audit.score=1,2"}), "design:; audit.score: <1> <2>; ");
  EXPECT_EQ(words({"audit.score=1,2", "design"}), "audit.score: <1> <2>; design:; ");
}

TEST(ReadAcross, BracketsAndQuotesHoldCommasAndEqualsSigns) {
  EXPECT_EQ(words({R"(/liability/shares={"integrator": 0.4, "business_user": 0.6},{"integrator": 1})"}),
            R"(/liability/shares: <{"integrator": 0.4, "business_user": 0.6}> <{"integrator": 1}>; )");
  EXPECT_EQ(words({R"(/name="a,b=c","d")"}), R"(/name: <"a,b=c"> <"d">; )");
}

TEST(ReadAcross, RefusesWithTheReasonAndTheRemedy) {
  EXPECT_THAT(words({"audit.scor=1,2"}), HasSubstr("did you mean audit.score?"));
  EXPECT_THAT(words({"weather=1,2"}), HasSubstr("\"weather\" is not an axis (axes are design, audit.method"));
  EXPECT_THAT(words({"audit.score=1,,2"}), HasSubstr("has an empty value"));
  EXPECT_THAT(words({"audit.score=1,1"}), HasSubstr("has the value 1 twice"));
  EXPECT_THAT(words({"audit.score=1", "audit.score=2"}), HasSubstr("is given twice"));
}

std::string written(const std::string& document, const std::string& pointer, const std::string& value) {
  Json json = Json::parse(document);
  if (const auto fault = write_at(json, pointer, value))
    return language::text(language::Language::english, *fault);
  return json.dump();
}

TEST(WriteAt, WritesToEveryPlaceThatThePointerNames) {
  EXPECT_EQ(written(R"({"a":{"b":1}})", "/a/b", "2.5"), R"({"a":{"b":2.5}})");
  EXPECT_EQ(written(R"({"a":{}})", "/a/b/c", "word"), R"({"a":{"b":{"c":"word"}}})");
  EXPECT_EQ(written(R"({"l":[{"x":1},{"y":2}]})", "/l/*/x", "true"),
            R"({"l":[{"x":true},{"y":2,"x":true}]})");
  EXPECT_EQ(written(R"({"l":[{"x":1},{"y":2}]})", "/l/1/y", "[1,2]"), R"({"l":[{"x":1},{"y":[1,2]}]})");
  EXPECT_EQ(written(R"({"a/b":1,"c~d":2})", "/a~1b", "3"), R"({"a/b":3,"c~d":2})");
  EXPECT_EQ(written(R"({"a/b":1,"c~d":2})", "/c~0d", "3"), R"({"a/b":1,"c~d":3})");
}

TEST(WriteAt, NullLeavesTheKeyOut) {
  EXPECT_EQ(written(R"({"l":[{"x":1},{"y":2}]})", "/l/*/x", "null"), R"({"l":[{},{"y":2}]})");
  EXPECT_EQ(written(R"({"l":[1,2,3]})", "/l/1", "null"), R"({"l":[1,3]})");
}

TEST(WriteAt, RefusesAPlaceThatIsNotThereAndWhatAllVariantsShare) {
  EXPECT_THAT(written(R"({"l":[1]})", "/l/3/x", "1"), HasSubstr("there is no entry 3 in a list of 1"));
  EXPECT_THAT(written(R"({"l":[]})", "/l/*/x", "1"), HasSubstr("the list that * goes through is empty"));
  EXPECT_THAT(written(R"({})", "/deployments/*/x", "1"), HasSubstr("is empty or missing"));
  EXPECT_THAT(written(R"({"n":"text"})", "/n/x", "1"), HasSubstr("neither an object nor a list"));
  EXPECT_THAT(written(R"({})", "/simulation/seed", "1"), HasSubstr("cannot differ between the variants"));
}

TEST(Axes, AllHaveWordsAndAWayToTheirValue) {
  for (const Axis& axis : axes()) {
    EXPECT_EQ((axis.pointer.empty() ? 0 : 1) + (axis.apply ? 1 : 0) + (axis.narrow ? 1 : 0), 1) << axis.name;
    EXPECT_FALSE(language::text(language::Language::japanese, axis.doc).empty()) << axis.name;
    EXPECT_TRUE(find_axis(axis.name)) << axis.name;
  }
  EXPECT_TRUE(find_axis("/any/pointer"));
  EXPECT_FALSE(find_axis("any"));
}

}  // namespace
}  // namespace tenbin::compare
