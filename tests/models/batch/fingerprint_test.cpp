#include "tenbin/batch/fingerprint.hpp"

#include <gtest/gtest.h>

#include "tenbin/scenario/reader.hpp"

namespace tenbin::batch {
namespace {

// FIPS 180-4, examples published by NIST with the standard.
TEST(Fingerprint, IsSha256) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

scenario::Scenario scenario(const char* perils) {
  return *scenario::read_scenario(
              std::string(R"({ "format": "tenbin/scenario", "version": 1, "name": "n", )") +
                  R"("currency": "USD", "simulation": { "years": 1000, "seed": 1 }, "perils": [)" + perils +
                  "] }",
              "f")
              .scenario;
}

TEST(Fingerprint, IsOfTheMeaningNotOfTheSpelling) {
  const char* const short_form =
      R"({"id":"a","frequency":{"distribution":"poisson","mean":5},"severity":{"distribution":"exponential","mean":10}})";
  const char* const long_form =
      R"({ "comment": "the same", "severity": { "mean": 1.0e1, "distribution": "exponential" },
           "frequency": { "mean": 5.0, "distribution": "poisson" }, "id": "a" })";
  const char* const other =
      R"({"id":"a","frequency":{"distribution":"poisson","mean":5},"severity":{"distribution":"exponential","mean":10.000001}})";
  EXPECT_EQ(canonical_input(scenario(short_form)), canonical_input(scenario(long_form)));
  EXPECT_NE(canonical_input(scenario(short_form)), canonical_input(scenario(other)));
  EXPECT_EQ(canonical_input(scenario(short_form)).find('\n'), std::string::npos);
  const scenario::Scenario once = scenario(short_form);
  EXPECT_EQ(*scenario::read_scenario(canonical_input(once), "f").scenario, once);
}

}  // namespace
}  // namespace tenbin::batch
