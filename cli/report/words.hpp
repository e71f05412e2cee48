#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/scenario/scenario.hpp"

/// Names, in the reader's language, of what files write as ids. What no name is known of (words of the
/// user's own) stays as it is.
namespace tenbin::cli {

/// A fixed word of the scenario language (party, product, cover, damage head, audit method, confidence).
std::string name_of_word(std::string_view word, language::Language language);

/// A business type; some are also names of parties, whose words differ.
std::string name_of_business(std::string_view business_type, language::Language language);

/// A peril by its name in the library, with the parts into which it is cut: "robot_injury/death/recourse" is
/// "injury by a robot (death, with recourse)". Some are also names of covers and heads, whose words differ.
std::string name_of_peril(std::string_view peril, language::Language language);

/// An exposure base by what the library says of it.
std::string name_of_exposure(std::string_view exposure, language::Language language);

/// A unit of the library ("1/robot-yr") or a currency.
std::string name_of_unit(std::string_view unit, language::Language language);

/// A number with its unit, each language's way: "0.3 per year", "0.3/年".
std::string with_unit(const std::string& value, std::string_view unit, language::Language language);

/// Every unit that has a name and is no currency.
std::span<const std::string_view> units_with_names();

/// A value of an axis of a comparison; an own value stays.
std::string name_of_value(std::string_view axis, std::string_view value, language::Language language);

/// An axis of a comparison ("audit.method"); a pointer stays.
std::string name_of_axis(std::string_view axis, language::Language language);

/// What the library, or the scenario language of a preset's parameter, says of a number; empty where neither
/// knows it.
std::string meaning_of_number(std::string_view id, language::Language language);

/// An axis of a comparison with one of its values: "audit: self-check". Pointers and own values stay.
std::string name_of_variant(std::string_view axis, std::string_view value, language::Language language);

/// "name (id)", where the reader may want to look the id up (tenbin explain ID).
std::string name_with_id(const std::string& name, const std::string& id, language::Language language);

/// A liability rule of the scenario: a preset by its name, with the id that --across takes.
std::string name_of_rule(std::string_view rule, language::Language language);

/// The terms in the id of a design that a grid has made: "third-party liability, deductible 300,000".
std::string terms_of_grid(std::string_view design, language::Language language);

/// A design by its name, else by its id, with the terms of its grid in words.
std::string name_of_design(const scenario::CoverageDesign& design, language::Language language);

/// The design of that id among these, else the id.
std::string name_of_design(std::span<const scenario::CoverageDesign> designs, std::string_view id,
                           language::Language language);

}  // namespace tenbin::cli
