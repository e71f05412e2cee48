#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The fixed words of the scenario language.
namespace tenbin::scenario {

/// Parties of liability, in the order of the regimes; the victim is not among them.
const std::vector<std::string>& parties();
/// Codes of the liability literature -> party, e.g. "OPR" -> "business_user".
const std::vector<std::pair<std::string, std::string>>& party_codes();

const std::vector<std::string>& products();
/// The covers of a product; empty for an unknown product.
const std::vector<std::string>& covers(std::string_view product);
/// "all" and the covers of all products, each once.
const std::vector<std::string>& all_covers();
/// Covers whose loss is counted in hours, so that a waiting period has a meaning.
const std::vector<std::string>& time_based_covers();
/// Damage heads that a peril given directly may name: those of perils/source.hpp but the nameless one.
const std::vector<std::string>& damage_heads();

const std::vector<std::string>& use_cases();
const std::vector<std::string>& business_types();
const std::vector<std::string>& audit_methods();

}  // namespace tenbin::scenario
