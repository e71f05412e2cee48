#pragma once

#include <string>

#include "tenbin/language/catalogue.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the name of CLI11
class App;
}

namespace tenbin::cli {

/// The manual page tenbin(1) in roff, from the definitions that --help shows.
std::string man_page(const CLI::App& program, language::Language language);

}  // namespace tenbin::cli
