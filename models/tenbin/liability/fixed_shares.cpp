#include "tenbin/liability/fixed_shares.hpp"

#include <fmt/format.h>

#include <cmath>

#include "tenbin/core/error.hpp"

namespace tenbin::liability {
namespace {

constexpr const char* victim = "victim";

std::string party_of(perils::Bearing bearing) {
  switch (bearing) {
    case perils::Bearing::integrator:
      return "integrator";
    case perils::Bearing::developer:
      return "developer";
    case perils::Bearing::machine_maker:
      return "machine_maker";
    default:
      return "business_user";
  }
}

}  // namespace

Shares fixed_shares(const std::optional<scenario::Liability>& liability, const std::string& autonomy,
                    library::LibraryReader& library) {
  Shares shares;
  if (liability && liability->rule != "FIXED_SHARES") {
    throw ParameterError(
        fmt::format("liability: rule '{}' is not known (this version has FIXED_SHARES)", liability->rule));
  }
  if (liability && !liability->shares.empty()) {
    for (const auto& [party, share] : liability->shares) shares[party] = share;
  } else {
    const std::string prefix = fmt::format("liability/shares/{}/", autonomy);
    for (const auto& [id, number] : library.library().numbers()) {
      if (id.starts_with(prefix)) shares[id.substr(prefix.size())] = library(id);
    }
    if (shares.empty()) {
      throw ParameterError(
          fmt::format("liability: no shares for autonomy '{}' (the library has assist and substitute); state "
                      "liability.shares",
                      autonomy));
    }
  }
  real sum = 0;
  for (const auto& [party, share] : shares) {
    check_probability("liability", "share of " + party, share);
    sum += share;
  }
  check(std::fabs(sum - 1) <= 1e-9L, "liability", "sum of shares", sum, "1");
  for (auto& [party, share] : shares) share /= sum;
  return shares;
}

Shares burden(const perils::HeadLaw& head, const Shares& shares) {
  switch (head.bearing) {
    case perils::Bearing::fixed_shares:
      return shares;
    case perils::Bearing::recourse_has_failed: {
      const std::string answering = party_of(head.answers);
      const auto found = shares.find(victim);
      if (found == shares.end()) return {{answering, 1}};
      return {{victim, found->second}, {answering, 1 - found->second}};
    }
    default:
      return {{party_of(head.bearing), 1}};
  }
}

}  // namespace tenbin::liability
