#pragma once

#include <vector>

#include "tenbin/perils/circumstances.hpp"
#include "tenbin/perils/requirement.hpp"

namespace tenbin::perils {

/// A supplier's business with the deployment.
struct Supplier {
  real fees = 0;        ///< from all customers [currency/yr]
  real deployment = 0;  ///< part of it that the deployment stands for: annual_fee, else all [currency/yr]
  real sites = 1;       ///< that the deployment stands for
  Bearing party = Bearing::integrator;
};

/// `fees`, else annual_fee x `sites`, else annual_fee x the library's sites. Where annual_fee is stated, the
/// deployment is one site of it; else it is the supplier's whole business.
/// @throw ParameterError where neither is stated, or annual_fee exceeds fees
Supplier supplier(const Circumstances& at);

/// `fees`, unless annual_fee is stated.
std::vector<Requirement> supplier_requirements();

}  // namespace tenbin::perils
