#pragma once

#include <string>

#include "environment.hpp"
#include "report/document.hpp"

namespace tenbin::cli {

/// The table as aligned lines, each ended by '\n'. Sentences are broken so that lines fit into `columns`.
std::string table_text(const Table& table, int columns, CharacterSet characters);

}  // namespace tenbin::cli
