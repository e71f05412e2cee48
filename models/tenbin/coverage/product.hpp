#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tenbin/perils/source.hpp"
#include "tenbin/scenario/scenario.hpp"

namespace tenbin::coverage {

/// A cover of a product: the damage heads that it pays for.
struct Cover {
  std::string name;
  std::vector<perils::Damage> heads;
};

/// A kind of policy: whom it insures and what it can cover.
struct Product {
  std::string name;
  std::vector<std::string> insured;  ///< parties that can buy it
  std::vector<Cover> covers;
};

/// @throw ParameterError for an unknown product
const Product& product(std::string_view name);
const std::vector<Product>& products();

/// Covers that answer for loss of third parties, so that liability by contract alone can be in or out.
const std::vector<std::string>& liability_covers();
/// Heads of third parties' loss.
const std::vector<perils::Damage>& liability_heads();
/// Heads that are gross profit lost in hours.
const std::vector<perils::Damage>& time_based_heads();

inline constexpr std::string_view recall_own_share = "cover/recall/own_share";

/// The insurer's part of the layer: as given; for recall without it 1 less the customary own share of the
/// library (cover/recall/own_share); else 1.
double insurer_share(const scenario::Section& section);

}  // namespace tenbin::coverage
