// Events with every option, worked out by a second program that was written in another language from the
// specification alone, in exact fractions (reference_allocation.py beside this file).
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "models/liability/worked_event.hpp"

namespace tenbin::liability {
namespace {

using Json = nlohmann::ordered_json;

Exact exact_of(const Json& value) {
  return value.is_string() ? parse_exact(value.get<std::string>()).value()
                           : exact_decimal(value.get<double>());
}

TEST(Reference, EveryFigureExactlyAndInDouble) {
  std::ifstream file(std::string(TENBIN_SOURCE_DIR) + "/tests/models/liability/reference_events.json");
  ASSERT_TRUE(file.is_open());
  const Json cases = Json::parse(file);
  ASSERT_GE(cases.size(), 100U);
  for (std::size_t k = 0; k < cases.size(); ++k) {
    SCOPED_TRACE("event " + std::to_string(k) + ": " + cases[k]["event"].dump());
    const Event<Exact> event = test::event(cases[k]["event"].dump());
    const Allocation<Exact> exactly = allocate(event);
    const Allocation<double> nearly = allocate(rounded(event));
    const double size = std::max(1.0, to_double(event.damage));
    const Json& expected = cases[k]["result"];
    const auto compare = [&](const std::string& name, const Exact& found, double in_double,
                             const Json& value) {
      EXPECT_EQ(found, exact_of(value)) << name;
      EXPECT_NEAR(in_double, to_double(found), 1e-9 * size) << name;
    };
    for (std::size_t i = 0; i < event.parties.size(); ++i) {
      const std::string& name = event.parties[i].name;
      compare("own " + name, exactly.own[i], nearly.own[i], expected["own"][name]);
      compare("insurer " + name, exactly.insurer[i], nearly.insurer[i], expected["insurer"][name]);
      compare("paid " + name, exactly.paid[i], nearly.paid[i], expected["paid"][name]);
      compare("exposure " + name, exactly.exposure[i], nearly.exposure[i], expected["exposure"][name]);
    }
    compare("FUND", exactly.fund, nearly.fund, expected["FUND"]);
    compare("V", exactly.victim, nearly.victim, expected["V"]);
    compare("T", exactly.transferred, nearly.transferred, expected["T"]);
    compare("C", exactly.claim, nearly.claim, expected["C"]);
    compare("C0", exactly.reduced_claim, nearly.reduced_claim, expected["C0"]);
    compare("F", exactly.friction, nearly.friction, expected["F"]);
    compare("keep", exactly.keep, nearly.keep, expected["keep"]);
    compare("c", exactly.victim_share, nearly.victim_share, expected["c"]);
    compare("uncompensated", exactly.uncompensated, nearly.uncompensated, expected["uncompensated"]);
    compare("own_fault", exactly.own_fault, nearly.own_fault, expected["own_fault"]);
    EXPECT_EQ(exactly.residual, 0);
    std::size_t levies_expected = 0;
    for (const auto& [who, amount] : levies(event, exactly)) {
      EXPECT_EQ(amount, exact_of(expected["levy"][who])) << "levy " << who;
      ++levies_expected;
    }
    EXPECT_EQ(levies_expected, expected["levy"].size());
    for (std::size_t e = 0; e < event.contracts.size(); ++e) {
      const Json& left = expected["bucket"][e];
      ASSERT_EQ(exactly.bucket[e].has_value(), !left.is_null()) << "bucket " << e;
      if (exactly.bucket[e]) {
        EXPECT_EQ(*exactly.bucket[e], exact_of(left)) << "bucket " << e;
      }
    }
  }
}

}  // namespace
}  // namespace tenbin::liability
