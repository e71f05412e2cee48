#pragma once

#include "tenbin/perils/circumstances.hpp"

namespace tenbin::perils {

/// No maker of this size pays without end: the law below a maximum, far above any limit on offer.
SeverityPtr capped_recall(const Circumstances& at, SeverityPtr law);

/// Cost of a recall from any cause, by product class: LN(m T^e, s), for food with contaminations.
SeverityPtr all_cause_recall(const Circumstances& at);

}  // namespace tenbin::perils
