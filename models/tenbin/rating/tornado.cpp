#include "tenbin/rating/tornado.hpp"

#include <algorithm>

#include "tenbin/audit/belief.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/library/parameter_law.hpp"
#include "tenbin/perils/quality.hpp"
#include "tenbin/rating/technical_rate.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/simulation/parallel_each.hpp"

namespace tenbin::rating {
namespace {

/// Relative; quadratures leave less.
constexpr double least_spread = 1e-9;

/// Over the law of each deployment's quality.
real expected_loss(const scenario::Scenario& scenario, library::LibraryReader& library) {
  std::vector<result::AuditPosterior> audits;
  const std::vector<perils::Source> sources = scenario::compile_sources(scenario, library, audits);
  real sum = 0;
  for (const scenario::Deployment& deployment : scenario.deployments) {
    const audit::Belief belief = audit::believe(deployment.audit, audit::audited_system(deployment), library);
    sum += perils::loss_of_quality(sources, deployment.id, library).expected(belief, library);
  }
  for (const perils::Source& source : sources) {
    if (!source.entity.empty()) continue;
    for (const perils::HeadLaw& head : source.heads)
      sum += source.frequency->mean() * head.probability * head.law->mean();
  }
  return sum;
}

std::vector<TornadoFigure> figures(const scenario::Scenario& scenario, library::LibraryReader& library) {
  std::vector<TornadoFigure> result;
  result.push_back({"ground_up", "mean", static_cast<double>(expected_loss(scenario, library)), {}});
  for (const PolicyRate& policy : rate(scenario, library).policies) {
    const std::string subject = "design/" + policy.design + "/policy/" + policy.policy;
    result.push_back({subject, "expected_claims", policy.expected_claims, {}});
    result.push_back({subject, "technical_premium", policy.technical_premium, {}});
  }
  return result;
}

/// A value that the model refuses (a probability of 1 where none may be) leaves the base.
std::vector<TornadoFigure> figures_at(const scenario::Scenario& scenario,
                                      const library::LibraryReader& library, const std::string& id,
                                      double value, const std::vector<TornadoFigure>& base) {
  library::LibraryReader reader = library;
  reader.replace(id, value);
  try {
    return figures(scenario, reader);
  } catch (const ParameterError&) {
    return base;
  }
}

}  // namespace

std::vector<TornadoFigure> tornado(const scenario::Scenario& scenario, library::LibraryReader& library,
                                   TornadoNumbers numbers, int threads) {
  const std::vector<TornadoFigure> base = figures(scenario, library);
  std::vector<const library::Number*> turned;
  for (const library::Number* number : library.used()) {
    const bool is_weak =
        numbers == TornadoNumbers::all_uncertain || number->confidence == library::Confidence::low;
    if (is_weak && library::is_uncertain(*number)) turned.push_back(number);
  }
  std::vector<std::vector<TornadoFigure>> low(turned.size()), high(turned.size());
  parallel_each(static_cast<std::int64_t>(2 * turned.size()), threads, [&](std::int64_t number) {
    const auto i = static_cast<std::size_t>(number) / 2;
    const bool is_low = number % 2 == 0;
    (is_low ? low : high)[i] =
        figures_at(scenario, library, turned[i]->id, is_low ? *turned[i]->low : *turned[i]->high, base);
  });
  std::vector<TornadoFigure> result = base;
  for (std::size_t f = 0; f < result.size(); ++f) {
    for (std::size_t i = 0; i < turned.size(); ++i) {
      const TornadoBar bar{turned[i], low[i].at(f).base, high[i].at(f).base};
      if (bar.spread() > least_spread * result[f].base) result[f].bars.push_back(bar);
    }
    std::stable_sort(result[f].bars.begin(), result[f].bars.end(),
                     [](const TornadoBar& a, const TornadoBar& b) { return a.spread() > b.spread(); });
  }
  return result;
}

}  // namespace tenbin::rating
