#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tenbin/perils/source.hpp"

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

}  // namespace tenbin::coverage
