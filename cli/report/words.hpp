#pragma once

#include <string>
#include <string_view>

#include "tenbin/language/catalogue.hpp"

namespace tenbin::cli {

/// A fixed word of the scenario language (party, product, cover, damage head, audit method, confidence) in
/// the reader's language; any other word as it is.
std::string name_of_word(std::string_view word, language::Language language);

/// A business type in the reader's language; some are also names of parties, whose words differ.
std::string name_of_business(std::string_view business_type, language::Language language);

}  // namespace tenbin::cli
