#pragma once

#include <string>

#include "tenbin/perils/circumstances.hpp"
#include "tenbin/perils/requirement.hpp"

namespace tenbin::perils {

/// Claims that third parties make because of what a generative or deciding AI did. All kinds together:
///   supplier:       0.027 a (F/0.5bn)^0.40 s, F the fees, a the multiplier of the use case, s the share that
///                   AI causes (market anchors: the E&O row); of one site its part by its fee
///   supplier to consumers: the same with its turnover for F
///   user:           r (T/20bn)^0.5 x relativity of use case and business type, T the turnover
/// of which PERIL has the share use_case/ID/PERIL/share.
/// @param peril e.g. "ip_infringement"
/// @return a source without heads, with the audit's factors
Source ai_claim(Circumstances& at, const std::string& peril);

/// Size of one such claim: LN(m x relative size of PERIL x that of use case and people, s); the business type
/// counts at its users only: what consumers claim is said by people.
SeverityPtr ai_claim_size(const Circumstances& at, const std::string& peril);

/// Who answers: the supplier whose business it is, else the parties by their shares.
Bearing ai_claim_bearing(const Circumstances& at);

/// The claims of a user are cut by recourse against its suppliers, those of a supplier are not.
std::vector<Source> ai_claim_parts(const Circumstances& at, const Source& whole);

/// turnover, of a supplier fees.
std::vector<Requirement> ai_claim_requirements();

}  // namespace tenbin::perils
