#include "tenbin/contract/policy_walk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tenbin/core/error.hpp"

namespace tenbin {
namespace {

using Reason = GapReason;
constexpr double unlimited = std::numeric_limits<double>::infinity();

/// Terms of a section, or of a policy, in the words of a slip.
struct Slip {
  Deductible deductible{};
  double limit = unlimited;
  double share = 1;
  double annual_deductible = 0;
  double annual_limit = unlimited;
  RetentionKind kind = RetentionKind::deductible;
  DefenceCost defence = DefenceCost::outside;
  double waiting = 0;
  double indemnity = unlimited;
  AiExclusion ai = AiExclusion::none;

  SectionTerms section() const {
    SectionTerms terms;
    terms.ai_exclusion = ai;
    terms.defence_cost = defence;
    terms.retention = kind;
    terms.waiting_amount = waiting;
    terms.indemnity_amount = indemnity;
    terms.occurrence = OccurrenceTerms(deductible, limit, share);
    terms.aggregate = AggregateTerms(annual_deductible, annual_limit);
    return terms;
  }
};

PolicyTerms policy(const std::vector<Slip>& sections, const Slip& whole = {},
                   OccurrenceBasis basis = OccurrenceBasis::event) {
  PolicyTerms terms;
  for (const Slip& section : sections) terms.sections.push_back(section.section());
  terms.basis = basis;
  terms.retention = whole.kind;
  terms.occurrence = OccurrenceTerms(whole.deductible, whole.limit, whole.share);
  terms.aggregate = AggregateTerms(whole.annual_deductible, whole.annual_limit);
  return terms;
}

PolicyTerms batch(const std::vector<Slip>& sections, const Slip& whole = {}) {
  return policy(sections, whole, OccurrenceBasis::cause);
}

PolicyTerms claims_made(double retroactive_years, const std::vector<Slip>& sections = {{}}) {
  PolicyTerms terms = policy(sections);
  terms.trigger = Trigger::claims_made;
  terms.retroactive_years = retroactive_years;
  return terms;
}

Deductible ordinary(double amount) { return Deductible::ordinary(amount); }

Slip retention(double amount, DefenceCost defence = DefenceCost::outside, double limit = unlimited) {
  return {.deductible = ordinary(amount),
          .limit = limit,
          .kind = RetentionKind::self_insured,
          .defence = defence};
}

struct Claim {
  std::vector<double> loss;
  std::vector<double> defence{};
  std::uint64_t cause = 0;
  double occurred = 0.5;
  std::optional<double> reported{};  ///< at once
  AiCause ai = AiCause::none;
  double uncovered = 0;
  std::vector<double> excluded{};
};

/// A year by hand: what each claim is paid, and what the year leaves, reason by reason.
struct Case {
  std::string name;
  PolicyTerms terms;
  std::vector<Claim> claims;
  std::vector<double> paid;
  std::vector<std::pair<Reason, double>> left;  ///< all others are zero
};

void PrintTo(const Case& example, std::ostream* stream) { *stream << example.name; }

class HandComputed : public ::testing::TestWithParam<Case> {};

TEST_P(HandComputed, Year) {
  const Case& example = GetParam();
  PolicyWalk walk(example.terms);
  std::vector<double> paid;
  Fate year;
  for (const Claim& claim : example.claims) {
    const Fate fate = walk.take({.occurred = claim.occurred,
                                 .reported = claim.reported.value_or(claim.occurred),
                                 .cause = claim.cause,
                                 .ai = claim.ai,
                                 .loss = claim.loss,
                                 .defence = claim.defence,
                                 .excluded = claim.excluded,
                                 .uncovered = claim.uncovered})
                          .total();
    double burden = claim.uncovered;
    for (const auto* list : {&claim.loss, &claim.defence, &claim.excluded}) {
      for (double amount : *list) burden += amount;
    }
    EXPECT_NEAR(fate.burden, burden, 1e-9 * (1 + burden));
    EXPECT_NEAR(fate.paid + fate.retained(), burden, 1e-9 * (1 + burden));
    paid.push_back(fate.paid);
    for (std::size_t i = 0; i < gap_reasons; ++i) year.gap[i] += fate.gap[i];
  }
  ASSERT_EQ(paid.size(), example.paid.size());
  for (std::size_t i = 0; i < paid.size(); ++i) EXPECT_NEAR(paid[i], example.paid[i], 1e-12) << "claim " << i;
  Fate expected;
  for (const auto& [reason, amount] : example.left) expected[reason] = amount;
  for (std::size_t i = 0; i < gap_reasons; ++i) {
    EXPECT_NEAR(year.gap[i], expected.gap[i], 1e-12) << to_string(static_cast<Reason>(i));
  }
}

// --- one term alone ---------------------------------------------------------------------------------------

const std::vector<Case> alone = {
    {"nothing", policy({{}}), {{{7}}, {{0}}}, {7, 0}, {}},
    // no section names 3 of the 10
    {"not_covered", policy({{}}), {{.loss = {7}, .uncovered = 3}}, {7}, {{Reason::not_covered, 3}}},
    // a fine of 4 that the section leaves out
    {"fine_excluded", policy({{}}), {{.loss = {7}, .excluded = {4}}}, {7}, {{Reason::excluded, 4}}},
    // 10 - 4; 3 < 4; 4 - 4
    {"deductible",
     policy({{.deductible = ordinary(4)}}),
     {{{10}}, {{3}}, {{4}}},
     {6, 0, 0},
     {{Reason::deductible, 11}}},
    // 49 < 50 pays nothing; 50 and 80 in full
    {"franchise",
     policy({{.deductible = Deductible::franchise(50)}}),
     {{{49}}, {{50}}, {{80}}},
     {0, 50, 80},
     {{Reason::deductible, 49}}},
    // 10 % of 100 = 10 -> at least 20; of 400 = 40; of 2000 = 200 -> at most 100
    {"percentage_deductible",
     policy({{.deductible = Deductible::percentage_of_loss(0.1, 20, 100)}}),
     {{{100}}, {{400}}, {{2000}}},
     {80, 360, 1900},
     {{Reason::deductible, 160}}},
    // 2 % of a sum insured of 10,000 = 200
    {"deductible_of_sum_insured",
     policy({{.deductible = Deductible::percentage_of_sum_insured(0.02, 1e4)}}),
     {{{1000}}},
     {800},
     {{Reason::deductible, 200}}},
    // min(10, 6), min(5, 6)
    {"limit", policy({{.limit = 6}}), {{{10}}, {{5}}}, {6, 5}, {{Reason::limit, 4}}},
    // 0.9 * 10 (recall rider: the maker keeps a tenth)
    {"share", policy({{.share = 0.9}}), {{{10}}}, {9}, {{Reason::share, 1}}},
    // 10 of the year's payments stay: 6, then 4 of the next 7
    {"annual_deductible",
     policy({{.annual_deductible = 10}}),
     {{{6}}, {{7}}, {{5}}},
     {0, 3, 5},
     {{Reason::aggregate_deductible, 10}}},
    // 12 a year: 7, then 5 of 8, then nothing
    {"annual_limit",
     policy({{.annual_limit = 12}}),
     {{{7}}, {{8}}, {{2}}},
     {7, 5, 0},
     {{Reason::aggregate_limit, 5}}},
    // 2 million an hour, 15.5 h, 12 h wait: 3.5 h paid
    {"waiting_time",
     policy({{.deductible = ordinary(24), .waiting = 24}}),
     {{{31}}, {{20}}},
     {7, 0},
     {{Reason::waiting_time, 44}}},
    // 1 an hour, at most 24 h: of 96 h 72 stay
    {"indemnity_period",
     policy({{.limit = 24, .indemnity = 24}}),
     {{{96}}, {{10}}},
     {24, 10},
     {{Reason::indemnity_period, 72}}},
    // first 25 stay
    {"self_insured_retention",
     policy({retention(25)}),
     {{{100}}, {{20}}},
     {75, 0},
     {{Reason::self_insured_retention, 45}}},
    // IRMI: 25,000 retention, 100,000 of indemnity and defence together: 75,000
    {"self_insured_retention_takes_defence",
     policy({retention(25)}),
     {{{60}, {40}}},
     {75},
     {{Reason::self_insured_retention, 25}}},
    // defence is paid besides
    {"defence_outside", policy({{}}), {{{10}, {3}}}, {13}, {}},
    {"defence_inside", policy({{.defence = DefenceCost::inside}}), {{{10}, {3}}}, {13}, {}},
    {"defence_not_covered",
     policy({{.defence = DefenceCost::not_covered}}),
     {{{10}, {3}}},
     {10},
     {{Reason::not_covered, 3}}},
    // a claim that fails costs its defence only
    {"defence_without_damages", policy({{}}), {{{0}, {3}}}, {3}, {}},
    // occurred before inception: not a loss of this year
    {"losses_occurring_leaves_earlier_events",
     policy({{}}),
     {{.loss = {5}, .occurred = -0.5, .reported = 0.5}, {.loss = {6}, .occurred = 0.5, .reported = 1.7}},
     {0, 6},
     {{Reason::outside_trigger, 5}}},
    // reported after the year: another year's claim
    {"claims_made_leaves_later_reports",
     claims_made(unlimited),
     {{.loss = {5}, .occurred = -0.5, .reported = 0.5}, {.loss = {6}, .occurred = 0.5, .reported = 1.7}},
     {5, 0},
     {{Reason::outside_trigger, 6}}},
    // retroactive date two years before inception
    {"retroactive_date",
     claims_made(2),
     {{.loss = {5}, .occurred = -1.9, .reported = 0.1}, {.loss = {6}, .occurred = -2.1, .reported = 0.2}},
     {5, 0},
     {{Reason::outside_trigger, 6}}},
    // first year: retroactive date at inception
    {"retroactive_date_at_inception",
     claims_made(0),
     {{.loss = {5}, .occurred = 0, .reported = 0.1}, {.loss = {6}, .occurred = -0.01, .reported = 0.2}},
     {5, 0},
     {{Reason::outside_trigger, 6}}},
    // the year ends at 1: a report at 1 belongs to the next
    {"year_is_half_open",
     claims_made(unlimited),
     {{.loss = {5}, .occurred = 0.9, .reported = 0.999}, {.loss = {6}, .occurred = 0.9, .reported = 1}},
     {5, 0},
     {{Reason::outside_trigger, 6}}},
    {"generative_ai_excluded",
     policy({{.ai = AiExclusion::generative_only}}),
     {{.loss = {5}, .ai = AiCause::generative}, {.loss = {6}, .ai = AiCause::predictive}, {.loss = {7}}},
     {0, 6, 7},
     {{Reason::excluded, 5}}},
    {"all_ai_excluded",
     policy({{.ai = AiExclusion::all_ai}}),
     {{.loss = {5}, .ai = AiCause::generative}, {.loss = {6}, .ai = AiCause::predictive}, {.loss = {7}}},
     {0, 0, 7},
     {{Reason::excluded, 11}}},
    // three claims of one cause, 4 each: 12 - 10 = 2, paid with the third
    {"batch_with_one_deductible",
     batch({{.deductible = ordinary(10)}}),
     {{{4}}, {{4}}, {{4}}},
     {0, 0, 2},
     {{Reason::deductible, 10}}},
    // the same claims of three causes
    {"batch_of_other_causes",
     batch({{.deductible = ordinary(10)}}),
     {{.loss = {4}, .cause = 1}, {.loss = {4}, .cause = 2}, {.loss = {4}, .cause = 3}},
     {0, 0, 0},
     {{Reason::deductible, 12}}},
    // and without the clause
    {"no_batch_clause",
     policy({{.deductible = ordinary(10)}}),
     {{{4}}, {{4}}, {{4}}},
     {0, 0, 0},
     {{Reason::deductible, 12}}},
    // one limit for the series: 6, 4 of the second 6, nothing of the third
    {"batch_with_one_limit", batch({{.limit = 10}}), {{{6}}, {{6}}, {{6}}}, {6, 4, 0}, {{Reason::limit, 8}}},
    // policy terms on a year with one section
    {"policy_deductible",
     policy({{}}, {.deductible = ordinary(4)}),
     {{{10}}, {{3}}},
     {6, 0},
     {{Reason::policy_deductible, 7}}},
    {"policy_limit", policy({{}}, {.limit = 6}), {{{10}}}, {6}, {{Reason::policy_limit, 4}}},
    {"policy_share", policy({{}}, {.share = 0.5}), {{{10}}}, {5}, {{Reason::policy_share, 5}}},
    {"policy_annual_deductible",
     policy({{}}, {.annual_deductible = 10}),
     {{{6}}, {{7}}},
     {0, 3},
     {{Reason::policy_aggregate_deductible, 10}}},
    {"policy_annual_limit",
     policy({{}}, {.annual_limit = 12}),
     {{{7}}, {{8}}},
     {7, 5},
     {{Reason::policy_aggregate_limit, 3}}},
    {"policy_self_insured_retention",
     policy({{}}, retention(25)),
     {{{60}, {40}}, {{10}, {5}}},
     {75, 0},
     {{Reason::policy_self_insured_retention, 40}}},
};

// --- terms that meet --------------------------------------------------------------------------------------

const std::vector<Case> together = {
    // 0.75 * min(40 - 6, 24) = 18: 6 deductible, 10 above the limit, 6 the insured's quarter
    {"deductible_limit_share", policy({{.deductible = ordinary(6), .limit = 24, .share = 0.75}}), {{{40}}}, {18},
     {{Reason::deductible, 6}, {Reason::limit, 10}, {Reason::share, 6}}},
    // peers.md C29: 500 xs 250, annual deductible 250, annual limit 1000; 600 and 500: layer 350, 250
    {"layer_with_annual_deductible",
     policy({{.deductible = ordinary(250), .limit = 500, .annual_deductible = 250, .annual_limit = 1000}}),
     {{{600}}, {{500}}}, {100, 250}, {{Reason::deductible, 500}, {Reason::aggregate_deductible, 250}}},
    // limit counts what the deductible leaves: 100 - 20 = 80 -> 50
    {"limit_above_deductible", policy({{.deductible = ordinary(20), .limit = 50}}), {{{100}}}, {50},
     {{Reason::deductible, 20}, {Reason::limit, 30}}},
    // 70 >= 50: whole, then the limit of 60 and the half
    {"franchise_limit_share",
     policy({{.deductible = Deductible::franchise(50), .limit = 60, .share = 0.5}}), {{{70}}, {{40}}}, {30, 0},
     {{Reason::deductible, 40}, {Reason::limit, 10}, {Reason::share, 30}}},
    // 24 of 31 wait, then a deductible of 5 in money: 2
    {"waiting_and_deductible", policy({{.deductible = ordinary(29), .waiting = 24}}), {{{31}}}, {2},
     {{Reason::waiting_time, 24}, {Reason::deductible, 5}}},
    // 1 an hour: 12 wait, then 48 h at most, deductible 8: 100 -> 88 -> 80 -> min(80, 48 - 8) = 40
    {"waiting_indemnity_deductible",
     policy({{.deductible = ordinary(20), .limit = 40, .waiting = 12, .indemnity = 48}}), {{{100}}}, {40},
     {{Reason::waiting_time, 12}, {Reason::deductible, 8}, {Reason::indemnity_period, 40}}},
    // and a money limit of 30 below the period's worth
    {"waiting_indemnity_limit",
     policy({{.deductible = ordinary(20), .limit = 30, .waiting = 12, .indemnity = 48}}), {{{100}}}, {30},
     {{Reason::waiting_time, 12},
      {Reason::deductible, 8},
      {Reason::indemnity_period, 40},
      {Reason::limit, 10}}},
    // deductible 20 counts damages only: 60 - 20, defence in full
    {"deductible_leaves_defence", policy({{.deductible = ordinary(20)}}), {{{60}, {40}}, {{5}, {10}}}, {80, 10},
     {{Reason::deductible, 25}}},
    // retention 20: defence of 40 uses it up, damages in full; then 10 + 5 < 20
    {"retention_takes_defence_first", policy({retention(20)}), {{{60}, {40}}, {{5}, {10}}}, {80, 0},
     {{Reason::self_insured_retention, 35}}},
    // retention 25, defence 10: 15 left for damages of 60; limit 40 for damages alone
    {"retention_with_limit", policy({retention(25, DefenceCost::outside, 40)}), {{{60}, {10}}}, {40},
     {{Reason::self_insured_retention, 25}, {Reason::limit, 5}}},
    // inside both are alike: 60 + 40 - 25 = 75 -> 50
    {"retention_inside", policy({retention(25, DefenceCost::inside, 50)}), {{{60}, {40}}}, {50},
     {{Reason::self_insured_retention, 25}, {Reason::limit, 25}}},
    {"deductible_inside",
     policy({{.deductible = ordinary(25), .limit = 50, .defence = DefenceCost::inside}}), {{{60}, {40}}}, {50},
     {{Reason::deductible, 25}, {Reason::limit, 25}}},
    // not covered, so it does not use the retention up either
    {"retention_without_defence", policy({retention(25, DefenceCost::not_covered)}), {{{60}, {40}}}, {35},
     {{Reason::not_covered, 40}, {Reason::self_insured_retention, 25}}},
    // limit 50 for damages; defence besides
    {"limit_and_defence_outside", policy({{.limit = 50}}), {{{60}, {40}}}, {90}, {{Reason::limit, 10}}},
    // liability.md E11: D = 1000, retention 50, limit 800, defence 150; inside 800, outside 950
    {"published_inside",
     policy({{.deductible = ordinary(50), .limit = 800, .defence = DefenceCost::inside}}), {{{1000}, {150}}},
     {800}, {{Reason::deductible, 50}, {Reason::limit, 300}}},
    {"published_outside", policy({{.deductible = ordinary(50), .limit = 800}}), {{{1000}, {150}}}, {950},
     {{Reason::deductible, 50}, {Reason::limit, 150}}},
    // the insurer's half of both: 0.5 * 60 + 0.5 * 40
    {"share_of_defence", policy({{.share = 0.5}}), {{{60}, {40}}}, {50}, {{Reason::share, 50}}},
    // annual limits do not count defence outside: 10 + 3, then 2 + 4
    {"annual_limit_and_defence_outside", policy({{.annual_limit = 12}}), {{{10}, {3}}, {{5}, {4}}}, {13, 6},
     {{Reason::aggregate_limit, 3}}},
    // but inside: 13 -> 12, then nothing
    {"annual_limit_and_defence_inside", policy({{.annual_limit = 12, .defence = DefenceCost::inside}}),
     {{{10}, {3}}, {{5}, {4}}}, {12, 0}, {{Reason::aggregate_limit, 10}}},
    // recall rider: 90 % of at most 30 an event, 30 a year: 27, then 3 of 18
    {"recall_rider", policy({{.limit = 30, .share = 0.9, .annual_limit = 30}}), {{{40}}, {{20}}}, {27, 3},
     {{Reason::limit, 10}, {Reason::share, 5}, {Reason::aggregate_limit, 15}}},
    // small-business product liability: 50 an event, 0.03 deductible: toaster fire 67, food bag 3, food
    // poisoning 14
    {"small_business_scheme", policy({{.deductible = ordinary(0.03), .limit = 50}}), {{{67}}, {{3}}, {{14}}},
     {50, 2.97, 13.97}, {{Reason::deductible, 0.09}, {Reason::limit, 16.97}}},
    // the same with 50 a year: nothing is left after the fire
    {"small_business_scheme_annual", policy({{.deductible = ordinary(0.03), .limit = 50, .annual_limit = 50}}),
     {{{67}}, {{3}}, {{14}}}, {50, 0, 0},
     {{Reason::deductible, 0.09}, {Reason::limit, 16.97}, {Reason::aggregate_limit, 16.94}}},
    // the annual deductible counts what deductible and share leave: 0.5 * (20 - 4) = 8, 0.5 * (8 - 4) = 2
    {"annual_deductible_after_share",
     policy({{.deductible = ordinary(4), .share = 0.5, .annual_deductible = 9}}), {{{20}}, {{8}}}, {0, 1},
     {{Reason::deductible, 8}, {Reason::share, 10}, {Reason::aggregate_deductible, 9}}},
    // a claim left out by the trigger uses up nothing
    {"outside_trigger_uses_nothing_up", [] {
       PolicyTerms terms = claims_made(1, {{.annual_deductible = 4, .annual_limit = 10}});
       return terms;
     }(),
     {{.loss = {50}, .occurred = -2, .reported = 0.1}, {.loss = {9}, .occurred = 0.2, .reported = 0.3}}, {0, 5},
     {{Reason::outside_trigger, 50}, {Reason::aggregate_deductible, 4}}},
    // nor does an excluded one; and exclusion comes before trigger
    {"excluded_before_trigger",
     claims_made(1, {{.annual_limit = 10, .ai = AiExclusion::all_ai}}),
     {{.loss = {50}, .occurred = -2, .reported = 0.1, .ai = AiCause::predictive},
      {.loss = {9}, .occurred = 0.2, .reported = 0.3}},
     {0, 9}, {{Reason::excluded, 50}}},
    // defence of an excluded claim is excluded too
    {"excluded_with_its_defence", policy({{.ai = AiExclusion::all_ai}}),
     {{.loss = {10}, .defence = {3}, .ai = AiCause::predictive}}, {0}, {{Reason::excluded, 13}}},
    // defence that is not covered stays "not covered" whatever else is wrong
    {"defence_not_covered_and_excluded",
     policy({{.defence = DefenceCost::not_covered, .ai = AiExclusion::all_ai}}),
     {{.loss = {10}, .defence = {3}, .ai = AiCause::predictive}}, {0},
     {{Reason::excluded, 10}, {Reason::not_covered, 3}}},
    // two sections, one policy limit: 30 + 20 = 50 -> 40
    {"sections_share_policy_limit", policy({{}, {}}, {.limit = 40}), {{{30, 20}}}, {40},
     {{Reason::policy_limit, 10}}},
    // sections pay min(30, 25) + (20 - 5) = 40, policy deductible 10
    {"section_then_policy", policy({{.limit = 25}, {.deductible = ordinary(5)}}, {.deductible = ordinary(10)}),
     {{{30, 20}}}, {30}, {{Reason::limit, 5}, {Reason::deductible, 5}, {Reason::policy_deductible, 10}}},
    // the first section's year ends after 15; the policy pays what is left above 3 an event
    {"section_aggregate_under_policy_deductible",
     policy({{.annual_limit = 15}, {}}, {.deductible = ordinary(3)}), {{{10, 0}}, {{10, 2}}, {{10, 4}}},
     {7, 4, 1}, {{Reason::aggregate_limit, 15}, {Reason::policy_deductible, 9}}},
    // section years of 20 each, policy year of 30: 20 + 10
    {"section_and_policy_aggregates", policy({{.annual_limit = 20}, {.annual_limit = 20}}, {.annual_limit = 30}),
     {{{25, 0}}, {{0, 25}}}, {20, 10}, {{Reason::aggregate_limit, 10}, {Reason::policy_aggregate_limit, 10}}},
    // defence outside passes a policy limit and a policy year
    {"defence_outside_passes_the_policy", policy({{}}, {.limit = 40, .annual_limit = 50}),
     {{{60}, {5}}, {{60}, {6}}}, {45, 16}, {{Reason::policy_limit, 40}, {Reason::policy_aggregate_limit, 30}}},
    // policy retention 25 takes the sections' defence first: 25 - 12 = 13 of damages 50
    {"policy_retention_takes_defence_first", policy({{}, {}}, retention(25)), {{{30, 20}, {5, 7}}}, {37},
     {{Reason::policy_self_insured_retention, 25}}},
    // section deductible, then policy retention: 40 - 10 = 30, defence 5, retention 20: 30 + 5 - 20
    {"deductible_under_policy_retention", policy({{.deductible = ordinary(10)}}, retention(20)), {{{40}, {5}}},
     {15}, {{Reason::deductible, 10}, {Reason::policy_self_insured_retention, 20}}},
    // one deductible of 10 and one limit of 15 for a series: 8 -> 0, 16 - 10 = 6, 24 - 10 = 14, 32 - 10 -> 15
    {"batch_deductible_limit", batch({{.deductible = ordinary(10), .limit = 15}}),
     {{{8}}, {{8}}, {{8}}, {{8}}}, {0, 6, 8, 1}, {{Reason::deductible, 10}, {Reason::limit, 7}}},
    // two series between each other
    {"batches_interleave", batch({{.deductible = ordinary(10)}}),
     {{.loss = {8}, .cause = 1}, {.loss = {7}, .cause = 2}, {.loss = {8}, .cause = 1}, {.loss = {7}, .cause = 2}},
     {0, 0, 6, 4}, {{Reason::deductible, 20}}},
    // franchise of 10 on a series of 4, 4, 4: nothing, nothing, then all 12 (the release is the third's)
    {"batch_with_franchise", batch({{.deductible = Deductible::franchise(10)}}), {{{4}}, {{4}}, {{4}}},
     {0, 0, 12}, {}},
    // retention 10 for the series: damages 6, then damages 6 with defence 8: 20 - 10 = 10, of it the defence
    // leaves 2 of the retention for damages: 12 - 2
    {"batch_with_retention", batch({retention(10)}), {{{6}}, {{6}, {8}}}, {0, 10},
     {{Reason::self_insured_retention, 10}}},
    // damages 8, then defence 5 alone: retention 10 takes the 5 first, so 3 of the damages come back
    {"batch_defence_frees_damages", batch({retention(10)}), {{{8}}, {{0}, {5}}}, {0, 3},
     {{Reason::self_insured_retention, 10}}},
    // the same at the policy
    {"batch_defence_frees_damages_of_policy", batch({{}}, retention(10)), {{{8}}, {{0}, {5}}}, {0, 3},
     {{Reason::policy_self_insured_retention, 10}}},
    // batch inside an annual limit of 12: 6, 8 -> 6
    {"batch_and_annual_limit", batch({{.deductible = ordinary(10), .annual_limit = 12}}),
     {{{8}}, {{8}}, {{8}}}, {0, 6, 6}, {{Reason::deductible, 10}, {Reason::aggregate_limit, 2}}},
    // policy terms also see the series as one: sections 5 + 5, then 5 + 5; policy deductible 8 once
    {"batch_and_policy_deductible", batch({{}, {}}, {.deductible = ordinary(8)}), {{{5, 5}}, {{5, 5}}}, {2, 10},
     {{Reason::policy_deductible, 8}}},
    // and without the clause twice
    {"policy_deductible_twice", policy({{}, {}}, {.deductible = ordinary(8)}), {{{5, 5}}, {{5, 5}}}, {2, 2},
     {{Reason::policy_deductible, 16}}},
    // a claim before the retroactive date is no part of its series
    {"batch_and_retroactive_date",
     [] {
       PolicyTerms terms = claims_made(1, {{.deductible = ordinary(10)}});
       terms.basis = OccurrenceBasis::cause;
       return terms;
     }(),
     {{.loss = {9}, .occurred = -1.5, .reported = 0.1},
      {.loss = {9}, .occurred = -0.5, .reported = 0.2},
      {.loss = {9}, .occurred = 0.1, .reported = 0.3}},
     {0, 0, 8}, {{Reason::outside_trigger, 9}, {Reason::deductible, 10}}},
    // percentage deductible of a series counts its sum: 10 % of 100, at least 20; then of 300: 30
    {"batch_with_percentage", batch({{.deductible = Deductible::percentage_of_loss(0.1, 20)}}),
     {{{100}}, {{200}}}, {80, 190}, {{Reason::deductible, 30}}},
    // all at once: 100 = 20 uncovered + 80; deductible 10, limit 50, share 0.8 -> 40; policy deductible 5,
    // limit 30, share 0.5 -> 15; policy year 12
    {"everything",
     policy({{.deductible = ordinary(10), .limit = 50, .share = 0.8}},
            {.deductible = ordinary(5), .limit = 30, .share = 0.5, .annual_limit = 12}),
     {{.loss = {80}, .uncovered = 20}}, {12},
     {{Reason::not_covered, 20},
      {Reason::deductible, 10},
      {Reason::limit, 20},
      {Reason::share, 10},
      {Reason::policy_deductible, 5},
      {Reason::policy_limit, 5},
      {Reason::policy_share, 15},
      {Reason::policy_aggregate_limit, 3}}},
};

std::string name_of(const ::testing::TestParamInfo<Case>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(Alone, HandComputed, ::testing::ValuesIn(alone), name_of);
INSTANTIATE_TEST_SUITE_P(Together, HandComputed, ::testing::ValuesIn(together), name_of);

// --- where an amount falls --------------------------------------------------------------------------------

TEST(PolicyWalk, SplitsWhatThePolicyTakesInProportionToTheSections) {
  // sections pay 30 and 10; the policy's limit of 20 takes 20: 15 of the first, 5 of the second
  PolicyWalk walk(policy({{}, {}}, {.limit = 20}));
  const std::vector<double> loss{30, 10};
  const auto& fate = walk.take({.loss = loss});
  EXPECT_EQ(fate.sections[0].loss[Reason::policy_limit], 15);
  EXPECT_EQ(fate.sections[1].loss[Reason::policy_limit], 5);
  EXPECT_EQ(fate.sections[0].loss.paid, 15);
  EXPECT_EQ(fate.sections[0].payment.loss, 30);
}

TEST(PolicyWalk, SplitsDefenceInsideInProportionToItsPart) {
  // 60 + 40 inside, deductible 25: 15 of the damages, 10 of the defence; 45 + 30 paid
  PolicyWalk walk(policy({{.deductible = ordinary(25), .defence = DefenceCost::inside}}));
  const std::vector<double> loss{60}, defence{40};
  const auto& fate = walk.take({.loss = loss, .defence = defence});
  EXPECT_EQ(fate.sections[0].loss[Reason::deductible], 15);
  EXPECT_EQ(fate.sections[0].defence[Reason::deductible], 10);
  EXPECT_EQ(fate.sections[0].loss.paid, 45);
  EXPECT_EQ(fate.sections[0].defence.paid, 30);
}

TEST(PolicyWalk, ReleasesWhatAFranchiseKeptAtTheClaimThatBringsItIn) {
  PolicyWalk walk(batch({{.deductible = Deductible::franchise(10)}}));
  const std::vector<double> loss{6};
  EXPECT_EQ(walk.take({.loss = loss}).total()[Reason::deductible], 6);
  const Fate second = walk.take({.loss = loss}).total();
  EXPECT_EQ(second.paid, 12);
  EXPECT_EQ(second[Reason::deductible], -6);
}

TEST(PolicyWalk, BeginsEachYearAfresh) {
  PolicyWalk walk(batch({{.deductible = ordinary(5), .annual_limit = 10}}));
  const std::vector<double> loss{12};
  EXPECT_EQ(walk.take({.loss = loss}).total().paid, 7);
  EXPECT_EQ(walk.take({.loss = loss}).total().paid, 3);
  walk.start_year();
  EXPECT_EQ(walk.take({.loss = loss}).total().paid, 7);
}

TEST(PolicyWalk, DependsOnTheOrderOfEventsWhereTermsDo) {
  // Annual limit 10 in section one, policy deductible 4 an event: (9 then 3) 5 + 0, (3 then 9) 0 + 3
  const PolicyTerms terms = policy({{.annual_limit = 10}}, {.deductible = ordinary(4)});
  const auto pay = [&](std::vector<double> losses) {
    PolicyWalk walk(terms);
    double sum = 0;
    for (double loss : losses) sum += walk.take({.loss = {&loss, 1}}).total().paid;
    return sum;
  };
  EXPECT_EQ(pay({9, 3}), 5);
  EXPECT_EQ(pay({3, 9}), 3);
}

TEST(PolicyTerms, RefuseWhatHasNoMeaning) {
  EXPECT_THROW(PolicyWalk(policy({{.kind = RetentionKind::self_insured}})), ParameterError);
  EXPECT_THROW(PolicyWalk(policy({{}}, {.kind = RetentionKind::self_insured})), ParameterError);
  EXPECT_THROW(PolicyWalk(policy({{.waiting = 5}})), ParameterError);
  EXPECT_THROW(PolicyWalk(policy({{.deductible = ordinary(4), .waiting = 5}})), ParameterError);
  EXPECT_THROW(PolicyWalk(policy({{.limit = 30, .indemnity = 24}})), ParameterError);
  EXPECT_THROW(PolicyWalk(policy({{.indemnity = 0}})), ParameterError);
  EXPECT_THROW(PolicyWalk(claims_made(-1)), ParameterError);
  EXPECT_THROW(PolicyWalk(claims_made(std::nan(""))), ParameterError);
}

TEST(GapReason, HasANameForEach) {
  for (std::size_t i = 0; i < gap_reasons; ++i) EXPECT_NE(to_string(static_cast<Reason>(i)), "unknown");
  EXPECT_EQ(to_string(static_cast<Reason>(gap_reasons)), "unknown");
}

}  // namespace
}  // namespace tenbin
