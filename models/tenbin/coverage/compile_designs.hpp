#pragma once

#include <map>
#include <string>
#include <vector>

#include "tenbin/coverage/product.hpp"
#include "tenbin/liability/fixed_shares.hpp"
#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/scenario.hpp"
#include "tenbin/simulation/plan.hpp"

namespace tenbin::coverage {

/// A damage head of a source with what each party bears of it.
struct Feed {
  int source = 0;      ///< index into Plan::sources
  std::string peril;   ///< name without part
  std::string entity;  ///< deployment, or empty
  perils::Damage damage = perils::Damage::loss;
  liability::Shares
      burden;  ///< empty: a peril given directly, whose loss is whole and nobody's in particular
  real amount_per_hour = 0;
  real contractual_share = 0;  ///< of a third party's loss, owed by contract alone
  /// Party -> index of the plan's column that holds what it bears, where a liability preset divides the head;
  /// empty: its share of the head itself.
  std::map<std::string, int> columns{};
  /// A year's sum of small losses, each of them below this [currency]; 0: events
  real each_below = 0;

  /// Index of the plan's head that holds the party's part of the feed.
  int head_for(const std::string& party, const std::vector<std::string>& heads) const;
};

/// What a section would cover of a feed, by its cover, perils and heads, whoever bears it.
/// @param product null without one: then only the cover "all" has a meaning
bool names(const scenario::Section& section, const Product* product, const Feed& feed);

/// Whether the section's waiting time, deductible or retention keeps every one of the feed's small losses
/// (Feed::each_below) with the insured; true for a feed of events.
bool keeps_small_losses(const scenario::Section& section, const Feed& feed);

/// Whether a business stands in its form without AI. It keeps its covers then, also those that only the AI
/// could make pay: what they no longer pay for is what a comparison shows.
bool any_without_ai(const std::vector<scenario::Deployment>& deployments);

/// The scenario's designs in terms of the sources: which heads feed each section, with the insured's share as
/// weight.
/// Where an audit condition with the consequence "refuse" is not met by the system behind a feed, the feed
/// goes to SectionPlan::declined instead of ::covered; the part of it that is owed by contract alone goes to
/// ::excluded where the section excludes contractual liability.
/// @param heads names of the plan's heads
/// @throw ParameterError for a cover that the product lacks, a section that nothing feeds (but see
/// any_without_ai()), an insured that the product does not insure, an unknown peril, a waiting time that the
/// section's heads cannot have
std::vector<DesignPlan> compile_designs(const std::vector<scenario::CoverageDesign>& designs,
                                        const std::vector<Feed>& feeds, const std::vector<std::string>& heads,
                                        const std::vector<scenario::Deployment>& deployments,
                                        library::LibraryReader& library);

}  // namespace tenbin::coverage
