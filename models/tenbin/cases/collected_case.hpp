#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/library/number.hpp"

/// Products on the market and claims that have happened, as data: scenarios/cases/*.json, form in
/// docs/cases.md.
namespace tenbin::cases {

/// A text in both languages.
struct Words {
  std::string english, japanese;
  const std::string& in(language::Language language) const {
    return language == language::Language::japanese ? japanese : english;
  }
};

enum class Kind { product, claim };
/// "product" or "claim"
std::string to_string(Kind kind);

/// A term of a product or a fact of a claim: a number, or words where no number says it, or not known.
struct Term {
  std::string term;             ///< one of case_terms()
  std::optional<double> value;  ///< [unit]
  std::string unit;             ///< ISO 4217 for money, "hours", "share"; empty without a value
  std::optional<Words> note;
  std::optional<Words> unknown;  ///< why it is not known; then no value
};

/// What the market asks, or why that is not known.
struct Price {
  std::optional<double> value, low, high;
  std::string of;        ///< the value is a share of: limit, turnover, sum_insured, payroll; or empty
  std::string currency;  ///< the value is an amount a year, where `of` is empty
  std::string source;
  library::Confidence confidence = library::Confidence::low;
  bool judgement = false;
  std::optional<Words> unknown;
};

struct Source {
  std::string text;
  library::Confidence confidence = library::Confidence::low;
  bool judgement = false;
};

/// A payment that the case's scenario must give in every year, to the yen.
struct ExpectedPayment {
  std::string subject;     ///< design/ID/policy/ID
  double value = 0;        ///< mean a year
  std::string arithmetic;  ///< how one gets there by hand
};

struct CollectedCase {
  std::string id;  ///< name of the file
  Kind kind = Kind::product;
  Words name, who, trigger, evaluation;
  std::vector<Term> terms;
  Price price;
  std::vector<Source> sources;
  std::string scenario;  ///< a scenario file; empty where the case cannot be run
  std::vector<ExpectedPayment> expected;

  /// The weakest of the sources.
  library::Confidence confidence() const;
};

/// Words that a term may be, e.g. "limit_per_claim", each with its name.
const std::vector<std::pair<std::string, language::Message>>& case_terms();

/// Reads case documents (JSON), given as (file name, text); ordered by kind, then id.
/// @throw ParameterError naming the document and what is wrong: unknown or missing key, a text missing in one
/// language, a term that is not in case_terms(), a value without unit, a value beside "unknown", no source,
/// an id that is not the file's name
std::vector<CollectedCase> read_cases(
    const std::vector<std::pair<std::string_view, std::string_view>>& documents);

/// The cases that the program carries.
const std::vector<CollectedCase>& collected_cases();
/// Null if there is none of that id.
const CollectedCase* find_case(std::string_view id);

}  // namespace tenbin::cases
