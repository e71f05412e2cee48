#include "tenbin/library/library.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tenbin/core/error.hpp"

namespace tenbin::library {
namespace {

using testing::HasSubstr;

const std::string good_entry =
    R"("id": "a/b", "value": 0.5, "unit": "probability", "low": 0.1, "high": 0.9, "source": "tariff 2020",
       "confidence": "medium", "judgement": false, "description": {"en": "A share", "ja": "割合"})";

std::string document(const std::string& entry) {
  return R"({"format": "tenbin/library", "version": 1, "numbers": [{)" + entry + "}]}";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string refusal(const std::string& text) {
  try {
    const Library library{{{"test.json", text}}};
  } catch (const ParameterError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Library, ReadsAnEntry) {
  const std::string text = document(good_entry);
  const Library library{{{"test.json", text}}};
  const Number& number = library.number("a/b");
  EXPECT_EQ(number.value, 0.5);
  EXPECT_EQ(number.low, 0.1);
  EXPECT_EQ(number.high, 0.9);
  EXPECT_EQ(number.source, "tariff 2020");
  EXPECT_EQ(to_string(number.confidence), "medium");
  EXPECT_FALSE(number.judgement);
  EXPECT_EQ(number.description_ja, "割合");
}

TEST(Library, RefusesWhatHasNoProvenance) {
  EXPECT_EQ(refusal(document(replaced(good_entry, "\"source\": \"tariff 2020\",", ""))),
            "library: test.json: a/b (key 'source' is missing)");
  EXPECT_EQ(refusal(document(replaced(good_entry, "tariff 2020", ""))),
            "library: test.json: a/b ('source' must be a text that is not empty)");
  EXPECT_EQ(refusal(document(replaced(good_entry, "medium", "sure"))),
            "library: test.json: a/b (confidence 'sure' is not high, medium or low)");
  EXPECT_EQ(refusal(document(replaced(good_entry, ", \"ja\": \"割合\"", ""))),
            "library: test.json: a/b: description (key 'ja' is missing)");
}

TEST(Library, RefusesBadValues) {
  EXPECT_EQ(refusal(document(replaced(good_entry, "0.5", "0.95"))),
            "library: test.json: a/b (value 0.95 is outside its range [0.1, 0.9])");
  EXPECT_EQ(refusal(document(replaced(good_entry, "\"low\": 0.1,", ""))),
            "library: test.json: a/b (a range needs both low and high)");
  EXPECT_EQ(refusal(document(replaced(good_entry, "0.5", "\"0.5\""))),
            "library: test.json: a/b ('value' must be a finite number)");
  EXPECT_EQ(refusal(document(replaced(good_entry, "\"probability\"", "\"JPY\""))),
            "library: test.json: a/b (money needs both a currency and a price year)");
  EXPECT_EQ(refusal(document(good_entry + R"(, "colour": 1)")),
            "library: test.json: a/b (unknown key 'colour')");
  EXPECT_EQ(refusal(document(good_entry + "},{" + good_entry)),
            "library: test.json: a/b (the id is given twice)");
  EXPECT_EQ(refusal("{"), "library: test.json (is not valid JSON)");
  EXPECT_EQ(refusal(R"({"format": "tenbin/library", "version": 2, "numbers": []})"),
            "library: test.json (format must be tenbin/library, version 1)");
}

TEST(Library, StandardLibraryIsCompleteAndClean) {
  const Library& library = standard_library();
  EXPECT_GT(library.numbers().size(), 100U);
  for (const auto& [id, number] : library.numbers()) {
    EXPECT_NE(number.description_en, number.description_ja) << id;
    if (number.judgement) {
      EXPECT_THAT(number.source, HasSubstr("judgement")) << id;
    }
  }
  EXPECT_EQ(library.number("audit/prior/sd").value, 15);
  EXPECT_THROW(library.number("no/such"), ParameterError);
}

TEST(LibraryReader, RemembersWhatWasUsed) {
  LibraryReader read{standard_library()};
  EXPECT_EQ(read("rating/expense"), 0.33);
  EXPECT_EQ(read("audit/prior/mean"), 50);
  EXPECT_EQ(read("rating/expense"), 0.33);
  ASSERT_EQ(read.used().size(), 2U);
  EXPECT_EQ(read.used()[0]->id, "audit/prior/mean");
  EXPECT_EQ(read.used()[1]->id, "rating/expense");
  EXPECT_THROW(read("no/such"), ParameterError);
}

}  // namespace
}  // namespace tenbin::library
