#pragma once

#include "report/allocation_words.hpp"
#include "report/document.hpp"

namespace tenbin::cli {

/// One event for a lawyer to read: the outward layer, the inward layer, and who bears what in the end.
Document allocation_document(const AllocationReport& report, language::Language language);

}  // namespace tenbin::cli
