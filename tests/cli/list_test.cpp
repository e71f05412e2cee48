#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/run_program.hpp"
#include "commands/list_subject.hpp"
#include "report/words.hpp"
#include "tenbin/coverage/product.hpp"

namespace tenbin::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(List, WithoutSubjectTellsTheSubjects) {
  const Outcome outcome = run({"list"});
  EXPECT_EQ(outcome.exit_code, 0);
  for (const ListSubject& subject : list_subjects())
    EXPECT_THAT(outcome.out, HasSubstr("tenbin list " + subject.word)) << subject.word;
}

TEST(List, EverySubjectHasTextAndJsonInBothLanguages) {
  for (const ListSubject& subject : list_subjects()) {
    for (const std::string language : {"en", "ja"}) {
      const Outcome text = run({"list", subject.word, "--language", language});
      EXPECT_EQ(text.exit_code, 0) << subject.word;
      EXPECT_EQ(text.err, "") << subject.word;
      EXPECT_GT(text.out.size(), 100U) << subject.word;
    }
    const Outcome json = run({"list", subject.word, "--format", "json"});
    const nlohmann::json document = nlohmann::json::parse(json.out);
    EXPECT_EQ(document["format"], "tenbin/list");
    EXPECT_EQ(document["subject"], subject.word);
    EXPECT_GT(document["rows"].size(), 0U) << subject.word;
    EXPECT_EQ(json.out, run({"list", subject.word, "--format", "json", "--language", "ja"}).out);
  }
}

TEST(List, AnUnknownSubjectIsWrongUsage) {
  const Outcome outcome = run({"list", "product"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("tenbin: SUBJECT is \"product\""));
  EXPECT_THAT(outcome.err, HasSubstr("did you mean products?"));
}

TEST(List, ProductsNameEveryCoverAndItsHeadsInWords) {
  const nlohmann::json rows =
      nlohmann::json::parse(run({"list", "products", "--format", "json"}).out)["rows"];
  std::size_t covers = 0;
  for (const coverage::Product& product : coverage::products()) {
    for (const coverage::Cover& cover : product.covers) {
      const nlohmann::json& row = rows.at(covers++);
      EXPECT_EQ(row["product"], product.name);
      EXPECT_EQ(row["cover"], cover.name);
      EXPECT_NE(row["cover_name"]["ja"], cover.name) << "no Japanese name: " << cover.name;
      ASSERT_EQ(row["heads"].size(), cover.heads.size());
      for (const std::string head : row["heads"])
        EXPECT_NE(name_of_word(head, language::Language::japanese), head) << "no Japanese name";
    }
  }
  EXPECT_EQ(rows.size(), covers);
}

}  // namespace
}  // namespace tenbin::cli
