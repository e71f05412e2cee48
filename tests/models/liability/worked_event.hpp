#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tenbin/liability/allocate.hpp"
#include "tenbin/liability/event_reader.hpp"

/// Events written as in their files, worked out exactly and in double.
namespace tenbin::liability::test {

inline Event<Exact> event(const std::string& json) {
  const EventReadResult read = read_event(json, "event.json");
  std::string problems;
  for (const auto& problem : read.problems) problems += problem.text(language::Language::english) + "\n";
  EXPECT_TRUE(read.file.has_value()) << problems << json;
  return read.file ? read.file->event : Event<Exact>{};
}

inline Allocation<Exact> exact(const std::string& json) { return allocate(event(json)); }

template <class Number>
std::map<std::string, Number> figures(const Event<Number>& event, const Allocation<Number>& result) {
  std::map<std::string, Number> all = {{"V", result.victim},
                                       {"FUND", result.fund},
                                       {"F", result.friction},
                                       {"T", result.transferred},
                                       {"C", result.claim},
                                       {"C0", result.reduced_claim},
                                       {"uncompensated", result.uncompensated}};
  for (std::size_t i = 0; i < event.parties.size(); ++i) {
    all[event.parties[i].name] = result.own[i];
    all[event.parties[i].name + " insurer"] = result.insurer[i];
  }
  return all;
}

/// Exactly in rationals, within 1e-9 in double; money is conserved in both.
inline void expect_figures(const std::string& json, const std::map<std::string, std::string>& expected) {
  SCOPED_TRACE(json);
  const Event<Exact> exactly = event(json);
  const Event<double> nearly = rounded(exactly);
  const Allocation<Exact> result = allocate(exactly);
  const Allocation<double> in_double = allocate(nearly);
  EXPECT_EQ(result.residual, 0);
  EXPECT_NEAR(in_double.residual, 0, 1e-9 * (nearly.damage + in_double.friction));
  const auto all = figures(exactly, result);
  const auto all_in_double = figures(nearly, in_double);
  for (const auto& [name, value] : expected) {
    const Exact wanted = parse_exact(value).value();
    ASSERT_TRUE(all.contains(name)) << name;
    EXPECT_EQ(all.at(name), wanted) << name;
    EXPECT_NEAR(all_in_double.at(name), to_double(wanted), 1e-9) << name;
  }
}

/// Who bears what, complete: parties, insurers, FUND and V; every figure that is not named is 0.
inline void expect_burden(const std::string& json, std::map<std::string, std::string> expected) {
  expected.try_emplace("FUND", "0");
  expected.try_emplace("V", "0");
  expected.try_emplace("F", "0");
  for (const auto& party : event(json).parties) expected.try_emplace(party.name + " insurer", "0");
  expect_figures(json, expected);
}

}  // namespace tenbin::liability::test
