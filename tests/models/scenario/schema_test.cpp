#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wrestrict"  // false alarm of g++ 12 (bug 105329) inside valijson
#endif

#include "tenbin/scenario/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <vector>

#include "models/scenario/files.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::scenario {
namespace {

using language::Message;

void compare_with_committed(const std::filesystem::path& path, const std::string& made) {
  const char* update = std::getenv("TENBIN_UPDATE_EXPECTED");
  if (update != nullptr && std::string_view(update) == "1") {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << made;
  }
  EXPECT_EQ(made, contents(path)) << path << " is old; set TENBIN_UPDATE_EXPECTED=1 to write it again";
}

const std::filesystem::path source_folder = TENBIN_SOURCE_DIR;

TEST(ScenarioSchema, CommittedFileIsMadeFromTheTables) {
  compare_with_committed(source_folder / "scenarios/schema/scenario.schema.json", scenario_schema());
}

TEST(ScenarioFormatPage, CommittedFileIsMadeFromTheTables) {
  compare_with_committed(source_folder / "docs/scenario-format.md", scenario_format_page());
}

/// JSON Schema calls 1e6 a whole number, the validator does not; so whole floats become integers first. The
/// validator also takes unsigned numbers above 2^63 for negative ones.
nlohmann::json with_whole_numbers(const nlohmann::json& value) {
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (std::trunc(number) == number && std::abs(number) < 1e15) return static_cast<std::int64_t>(number);
    return value;
  }
  if (value.is_number_unsigned()) {
    return std::min<std::uint64_t>(value.get<std::uint64_t>(), std::numeric_limits<std::int64_t>::max());
  }
  if (!value.is_structured()) return value;
  nlohmann::json result = value;
  for (auto& item : result) item = with_whole_numbers(item);
  return result;
}

class Schema {
 public:
  Schema() : document_(nlohmann::json::parse(scenario_schema())) {
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document_), schema_);
  }

  bool accepts(const nlohmann::json& value) const {
    const nlohmann::json normal = with_whole_numbers(value);
    valijson::Validator validator;
    return validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(normal), nullptr);
  }

 private:
  nlohmann::json document_;
  valijson::Schema schema_;
};

/// What a schema cannot see: rules across fields (they carry the argument "rule"), and these.
bool is_expressible(const Problem& problem) {
  for (const language::Argument& argument : problem.phrase.arguments) {
    if (argument.name == "rule" && problem.phrase.message != message::error_range &&
        problem.phrase.message != message::error_percentage &&
        problem.phrase.message != message::error_zero_limit) {
      return false;
    }
  }
  static const std::vector<Message> inexpressible = {
      message::error_duplicate_key, message::error_list_order, message::error_text_control,
      message::error_alias_repeated, message::error_too_many_claims};
  return std::count(inexpressible.begin(), inexpressible.end(), problem.phrase.message) == 0;
}

TEST(ScenarioSchema, AcceptsWhatTheReaderAccepts) {
  const Schema schema;
  auto files = json_files(test_folder / "valid");
  const auto examples = source_folder / "scenarios/examples";
  if (std::filesystem::exists(examples)) {
    for (const auto& path : json_files(examples)) files.push_back(path);
  }
  EXPECT_GE(files.size(), 3U);
  for (const auto& path : files) {
    EXPECT_TRUE(read_scenario(contents(path), path.string()).scenario.has_value()) << path;
    EXPECT_TRUE(schema.accepts(nlohmann::json::parse(contents(path)))) << path;
  }
}

TEST(ScenarioSchema, RefusesWhatTheReaderRefusesAsFarAsASchemaCan) {
  const Schema schema;
  int refused = 0, beyond = 0;
  for (const auto& path : json_files(test_folder / "broken")) {
    const auto document = nlohmann::json::parse(contents(path), nullptr, false);
    if (document.is_discarded()) continue;  // syntax, and numbers that overflow
    const ReadResult result = read_scenario(contents(path), "x");
    const bool is_in_reach = std::any_of(result.problems.begin(), result.problems.end(), is_expressible);
    EXPECT_EQ(schema.accepts(document), !is_in_reach) << path;
    ++(is_in_reach ? refused : beyond);
  }
  EXPECT_GE(refused, 40);
  EXPECT_GE(beyond, 20);
}

}  // namespace
}  // namespace tenbin::scenario
