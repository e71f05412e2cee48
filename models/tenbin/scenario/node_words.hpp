#pragma once

#include "tenbin/language/message.hpp"
#include "tenbin/scenario/document.hpp"

namespace tenbin::scenario {

/// A node as a person would name it, for wrong types.
language::Phrase description(const Node& node);

}  // namespace tenbin::scenario
