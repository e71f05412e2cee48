#include "tenbin/liability/incentives.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tenbin/core/error.hpp"

namespace tenbin::liability {
namespace {

void check_party(const Carer& party) {
  check_positive_finite("incentives", "price of care", party.price);
  check_positive_finite("incentives", "scale of care", party.scale);
  check(party.elasticity >= 0 && std::isfinite(party.elasticity), "incentives", "elasticity",
        party.elasticity, "at least 0");
  check_probability("incentives", "share", party.share);
}

/// 1 + x/k that answers best where the probability is p.
real best_answer(const Carer& party, real damage, real p) {
  return std::max<real>(1, party.elasticity * party.share * damage * p / (party.price * party.scale));
}

}  // namespace

Equilibrium care_equilibrium(real p0, real damage, const std::vector<Carer>& parties) {
  check_positive_finite("incentives", "frequency without care", p0);
  check_positive_finite("incentives", "damage", damage);
  for (const Carer& party : parties) check_party(party);
  const auto excess = [&](real p) {
    real probability = p0;
    for (const Carer& party : parties)
      probability *= std::pow(best_answer(party, damage, p), -party.elasticity);
    return p - probability;
  };
  real low = 0, high = p0;
  for (;;) {
    const real middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    (excess(middle) < 0 ? low : high) = middle;
  }
  Equilibrium result;
  result.probability = high;
  for (const Carer& party : parties)
    result.care.push_back((best_answer(party, damage, high) - 1) * party.scale);
  return result;
}

real social_cost(const Equilibrium& at, real damage, real friction, const std::vector<Carer>& parties) {
  real cost = at.probability * (damage + friction);
  for (std::size_t i = 0; i < parties.size(); ++i) cost += parties[i].price * at.care[i];
  return cost;
}

real exponential_care(real b, real p0, real share, real damage, real price) {
  check_positive_finite("incentives", "b", b);
  check_positive_finite("incentives", "price of care", price);
  const real gain = b * p0 * share * damage / price;
  return gain > 1 ? std::log(gain) / b : 0;
}

real care_under_uncertain_standard(real p0, real damage, const Carer& party, real due, real sigma) {
  check_party(party);
  check_positive_finite("incentives", "due care", due);
  check_positive_finite("incentives", "error of the standard", sigma);
  constexpr int points = 200;
  real best = 0, least = std::numeric_limits<real>::infinity();
  for (int i = 0; i <= points; ++i) {
    const real x = 2 * due * i / points;
    const real z = x > 0 ? std::log(x / due) / sigma : -std::numeric_limits<real>::infinity();
    const real found = std::erfc(z / std::sqrt(real{2})) / 2;
    const real p = p0 * std::pow(1 + x / party.scale, -party.elasticity);
    const real cost = party.price * x + p * found * party.share * damage;
    if (cost < least) {
      least = cost;
      best = x;
    }
  }
  return best;
}

real frequency_multiplier(const std::vector<real>& elasticity, const std::vector<real>& share,
                          const std::vector<real>& reference_share) {
  check(share.size() == elasticity.size() && reference_share.size() == elasticity.size(), "incentives",
        "number of shares", static_cast<real>(share.size()), "that of the elasticities");
  real sum = 0;
  for (const real eta : elasticity) {
    check(eta >= 0 && std::isfinite(eta), "incentives", "elasticity", eta, "at least 0");
    sum += eta;
  }
  real log_multiplier = 0;
  for (std::size_t i = 0; i < elasticity.size(); ++i) {
    const real now = std::max(share[i], least_share), then = std::max(reference_share[i], least_share);
    log_multiplier -= elasticity[i] / (1 + sum) * std::log(now / then);
  }
  return std::clamp(std::exp(log_multiplier), 1 / largest_multiplier, largest_multiplier);
}

real activity_multiplier(real full_price, real reference_price, real xi) {
  check_positive_finite("incentives", "price of activity", full_price);
  check_positive_finite("incentives", "price of activity", reference_price);
  return std::pow(full_price / reference_price, -xi);
}

Avoider least_cost_avoider(real p0, real damage, real friction, std::vector<Carer> parties) {
  check(parties.size() >= 2, "incentives", "number of parties", static_cast<real>(parties.size()),
        "at least 2");
  Avoider result;
  result.cost = result.runner_up_cost = std::numeric_limits<real>::infinity();
  const auto can = [](const Carer& party) { return party.elasticity > 0; };
  result.is_joint_care = std::count_if(parties.begin(), parties.end(), can) >= 2;
  for (std::size_t i = 0; i < parties.size(); ++i) {
    for (std::size_t j = 0; j < parties.size(); ++j) parties[j].share = i == j ? 1 : 0;
    const real cost = social_cost(care_equilibrium(p0, damage, parties), damage, friction, parties);
    if (cost < result.cost) {
      result.runner_up = result.party;
      result.runner_up_cost = result.cost;
      result.party = i;
      result.cost = cost;
    } else if (cost < result.runner_up_cost) {
      result.runner_up = i;
      result.runner_up_cost = cost;
    }
  }
  return result;
}

}  // namespace tenbin::liability
