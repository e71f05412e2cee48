#pragma once

#include <string>
#include <vector>

#include "tenbin/audit/belief.hpp"
#include "tenbin/audit/loss_of_quality.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/perils/source.hpp"

namespace tenbin::perils {

/// Group of the factors of a deployment's quality: one uniform per world for all its perils.
std::string quality_group(const std::string& deployment);

/// Puts what quality does to a peril's frequency and size onto its source: multipliers of mean 1 over the
/// class, with the strengths audit/effect/frequency/EFFECT and audit/effect/severity/EFFECT, of the belief as
/// this peril reads it (audit::belief_about).
/// @throw ParameterError where the library has no such effect
void add_quality(Source& source, const audit::Belief& belief, const std::string& effect,
                 library::LibraryReader& library);

/// Expected loss of a year as a function of quality, over the sources of one deployment (all of them where
/// `deployment` is empty): count x other factors x expected amounts, in closed form.
audit::LossOfQuality loss_of_quality(const std::vector<Source>& sources, const std::string& deployment,
                                     library::LibraryReader& library);

}  // namespace tenbin::perils
