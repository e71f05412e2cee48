#pragma once

#include <map>
#include <optional>
#include <string>

#include "tenbin/core/real.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::liability {

/// The rule FIXED_SHARES: what each party finally bears of third-party loss in which the AI's suppliers take
/// part. Parties are those of the scenario language and "victim", for the part that is never compensated.
using Shares = std::map<std::string, real>;

/// The scenario's shares, else the library's for the autonomy.
/// @throw ParameterError for another rule, a negative share, a sum that is not 1 within 1e-9, an unknown
/// autonomy
Shares fixed_shares(const std::optional<scenario::Liability>& liability, const std::string& autonomy,
                    library::LibraryReader& library);

/// What each party bears of a head; the parts sum to 1.
///   fixed_shares: the shares;  recourse_has_failed: the victim's share stays, HeadLaw::answers bears the
///   rest; a party's name: that party alone.
Shares burden(const perils::HeadLaw& head, const Shares& shares);

}  // namespace tenbin::liability
