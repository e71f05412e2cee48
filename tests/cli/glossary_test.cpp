#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/language/messages/export.hpp"
#include "tenbin/language/messages/gaps.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/products.hpp"
#include "tenbin/language/messages/rate.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using language::Language;
using language::Message;

/// Japanese words of docs/glossary.md by each of their English words: "waiting period, waiting time" has two.
std::map<std::string, std::string> glossary() {
  std::map<std::string, std::string> words;
  std::ifstream file(TENBIN_SOURCE_DIR "/docs/glossary.md");
  for (std::string line; std::getline(file, line);) {
    if (line.compare(0, 2, "| ") != 0) continue;
    const std::size_t middle = line.find(" | ", 2);
    const std::size_t end = middle == std::string::npos ? middle : line.find(" | ", middle + 3);
    if (end == std::string::npos) continue;
    std::istringstream english(line.substr(2, middle - 2));
    for (std::string word; std::getline(english, word, ',');) {
      word.erase(0, word.find_first_not_of(' '));
      words.emplace(word, line.substr(middle + 3, end - middle - 3));
    }
  }
  return words;
}

/// The glossary's words that stand for one another, without what is in brackets.
std::vector<std::string> choices(const std::string& cell) {
  std::vector<std::string> found{""};
  const std::string separator = "、";
  for (std::size_t at = 0; at < cell.size();) {
    if (cell.compare(at, separator.size(), separator) == 0) {
      found.emplace_back();
      at += separator.size();
    } else if (cell[at] == '(') {
      at = std::min(cell.find(')', at), cell.size() - 1) + 1;
    } else {
      found.back() += cell[at++];
    }
  }
  return found;
}

struct Term {
  Message message;
  const char* english;  ///< in the glossary
};

TEST(Glossary, ReportsUseItsWords) {
  const std::map<std::string, std::string> words = glossary();
  ASSERT_GT(words.size(), 80U);
  const Term terms[] = {{message::terms_deductible, "ordinary"},
                        {message::case_term_waiting_hours, "waiting time"},
                        {message::gap_reason_self_insured_retention, "self-insured retention (SIR)"},
                        {message::gap_reason_policy_self_insured_retention, "self-insured retention (SIR)"},
                        {message::gap_reason_indemnity_period, "indemnity period"},
                        {message::gap_reason_aggregate_deductible, "annual deductible (AAD)"},
                        {message::gap_reason_share, "the insured's share"},
                        {message::terms_share, "share"},
                        {message::terms_limit, "limit"},
                        {message::terms_aggregate, "annual limit"},
                        {message::terms_section, "section"},
                        {message::figure_mean, "mean"},
                        {message::figure_sd, "SD"},
                        {message::figure_skewness, "skewness"},
                        {message::figure_var, "return period"},
                        {message::figure_attachment_policy, "of a payment"},
                        {message::figure_exhaustion, "probability of exhaustion"},
                        {message::chart_return_period_axis, "return period"},
                        {message::sheet_return_period, "return period"},
                        {message::sheet_exceedance, "exceedance probability (EP)"},
                        {message::sheet_design, "coverage design"},
                        {message::sheet_designs, "coverage design"},
                        {message::sheet_error, "standard error (SE)"},
                        {message::sheet_exposure, "exposure"},
                        {message::price_technical_premium, "technical premium"},
                        {message::rate_factor_rate, "technical premium"},
                        {message::rate_factor_exposure, "exposure"},
                        {message::rate_factor, "relativity"},
                        {message::rate_page_heading, "rating factor"},
                        {message::price_claims_expense, "claims expense"},
                        {message::price_risk_load, "risk load"},
                        {message::price_rate_on_line, "rate on line"},
                        {message::price_loss_ratio, "expected loss ratio"},
                        {message::difference_cannot_tell, "cannot tell"},
                        {message::council_words_bears, "contribution"}};
  for (const Term& term : terms) {
    const auto found = words.find(term.english);
    ASSERT_NE(found, words.end()) << "not in the glossary: " << term.english;
    const std::string text =
        language::text(Language::japanese, term.message,
                       {{"years", "1"}, {"level", "1"}, {"name", "1"}, {"unit", "1"}, {"share", "1"}});
    const std::vector<std::string> any = choices(found->second);
    EXPECT_TRUE(std::any_of(any.begin(), any.end(),
                            [&](const std::string& word) { return text.find(word) != std::string::npos; }))
        << text << " says nothing of " << found->second << " (" << term.english << ")";
  }
}

}  // namespace
}  // namespace tenbin::cli
