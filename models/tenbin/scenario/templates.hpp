#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/language/catalogue.hpp"

namespace tenbin::scenario {

/// Use cases for which `tenbin new` can write a scenario: those that `tenbin run` computes.
const std::vector<std::string>& template_use_cases();
const std::vector<std::string>& template_business_types();
/// Those in which the use case exists: a business type has it where the library gives an example.
std::vector<std::string> template_business_types(std::string_view use_case);

/// A complete, valid scenario with comments in the given language, to be filled in with one's own numbers.
/// The policies are those of the business type: a smart-factory policy for the user, quality-assurance
/// liability for who supplies the AI and for what a user's other policy leaves out; each section is one that
/// the losses of the deployment can reach. Nothing if the use case or the business type is not offered.
std::optional<std::string> scenario_template(std::string_view use_case, std::string_view business_type,
                                             language::Language language);

}  // namespace tenbin::scenario
