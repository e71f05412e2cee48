#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "tenbin/core/real.hpp"

/// What parties do about accidents that they pay for (docs/methods/liability.md, "Incentives"). Probabilities
/// follow the power form p = p0 prod (1 + x_i / k_i)^-eta_i in the care x_i of each party (Shavell, Strict
/// Liability versus Negligence, Journal of Legal Studies 9, 1980; the form is a convenience that has closed
/// answers). A party sees its effective share s_i of the damage, after insolvency, caps, unproven claims and
/// costs (Shavell, The Judgment Proof Problem, International Review of Law and Economics 6, 1986).
namespace tenbin::liability {

/// A party that can take care.
struct Carer {
  real elasticity = 0;  ///< eta >= 0
  real price = 1;       ///< w of a unit of care [currency/yr], > 0
  real scale = 1;       ///< k > 0, in units of care
  real share = 0;       ///< s in [0, 1] of the damage
};

/// Where nobody gains by taking more or less care alone.
struct Equilibrium {
  real probability = 0;    ///< p
  std::vector<real> care;  ///< x by party
};

/// Nash equilibrium: y_i = 1 + x_i / k_i = max(1, eta_i s_i D p / (w_i k_i)), with p the only root of
/// p - p0 prod y_i(p)^-eta_i on (0, p0], whose left side increases. For one party,
/// y = max(1, (eta p0 s D / (w k))^(1 / (eta + 1))).
/// @param p0 frequency without care [1/yr], > 0
/// @param damage D of an event [currency], > 0
/// @throw ParameterError
Equilibrium care_equilibrium(real p0, real damage, const std::vector<Carer>& parties);

/// Cost of care and accidents together [currency/yr]: sum w x + p (D + friction).
real social_cost(const Equilibrium& at, real damage, real friction, const std::vector<Carer>& parties);

/// One party, p = p0 e^(-b x): x = max(0, ln(b p0 s D / w) / b).
real exponential_care(real b, real p0, real share, real damage, real price);

/// A negligence rule whose standard the courts apply with an error: a party that takes care x is found
/// negligent with probability q(x) = 1 - Phi((ln x - ln due) / sigma), and then bears D (Craswell and Calfee,
/// Journal of Law, Economics and Organization 2, 1986). Least cost w x + p0 (1 + x/k)^-eta q(x) s D over a
/// grid of 200 points of x in (0, 2 due], which takes the jump at `due` for small sigma.
real care_under_uncertain_standard(real p0, real damage, const Carer& party, real due, real sigma);

/// Frequency relative to a reference, both in the interior of the power form:
///   prod (s_i / s_ref,i)^-eps_i, eps_i = eta_i / (1 + sum of eta), with shares of at least `least_share`,
/// held within [1/4, 4] [judgement].
real frequency_multiplier(const std::vector<real>& elasticity, const std::vector<real>& share,
                          const std::vector<real>& reference_share);
inline constexpr real least_share = 0.01L;
inline constexpr real largest_multiplier = 4;

/// Activity relative to a reference: (full price / full price at the reference)^-xi (Shavell 1980: strict
/// liability puts the accidents that activity causes into its price, negligence with due care does not).
real activity_multiplier(real full_price, real reference_price, real xi);

/// Who should bear everything, if one party must (Calabresi, The Costs of Accidents, 1970).
struct Avoider {
  std::size_t party = 0, runner_up = 0;
  real cost = 0, runner_up_cost = 0;  ///< social cost [currency/yr]
  /// Two parties can take care: then a mix of shares can cost less than any one (Dari-Mattiacci and Garoupa,
  /// Least-Cost Avoidance: The Tragedy of Common Safety, 2009).
  bool is_joint_care = false;
};

/// For each party, all liability on it and none on others; the least social cost.
/// @param parties their shares are not used; at least two
Avoider least_cost_avoider(real p0, real damage, real friction, std::vector<Carer> parties);

}  // namespace tenbin::liability
