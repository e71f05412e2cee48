#include "tenbin/scenario/uncertain_parameters.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "tenbin/audit/belief.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/library/parameter_law.hpp"
#include "tenbin/perils/peril.hpp"
#include "tenbin/severity/powered.hpp"
#include "tenbin/simulation/response.hpp"

namespace tenbin::scenario {
namespace {

/// Scores at which perils are worked out.
constexpr real nodes[] = {-2.5L, -1.25L, 0, 1.25L, 2.5L};
/// Smaller answers are the noise of quadratures.
constexpr real least_answer = 1e-7L;
/// Powers of the tables of an uncertain width.
constexpr double powers[] = {0.6, 0.8, 1, 1.25, 1.6};

/// What a number may move.
struct Figures {
  real rate = 0;
  struct Head {
    real probability = 0, mean = 0, width = 0;
  };
  std::vector<Head> heads;
};

/// ln(Q(0.95)/Q(0.5)), 0 where the law has no width there.
real width_of(const Severity& law) {
  const real median = law.quantile(0.5L);
  const real high = law.upper_quantile(0.05L);
  return median > 0 && high > median ? std::log(high / median) : 0;
}

std::map<std::string, Figures> figures_of(const std::vector<perils::Source>& sources) {
  std::map<std::string, Figures> result;
  for (const perils::Source& source : sources) {
    Figures& figures = result[source.peril];
    figures.rate = source.frequency->mean();
    const bool is_event = source.occasion == Occasion::event;
    for (const perils::HeadLaw& head : source.heads) {
      figures.heads.push_back({head.probability, head.law->mean(), is_event ? width_of(*head.law) : real{0}});
    }
  }
  return result;
}

/// The answer as a power of the number between the nodes.
class Answer {
 public:
  /// @param values of the number, rising, and what follows from them
  Answer(std::vector<real> values, std::vector<real> answers, library::ParameterLaw::Scale scale)
      : places_(std::move(values)),
        logs_(std::move(answers)),
        plain_(scale == library::ParameterLaw::Scale::plain) {
    for (real& place : places_) place = on_scale(place);
    for (real& log : logs_) log = std::log(log);
  }
  real operator()(real value) const {
    const real place = on_scale(value);
    std::size_t i = 1;
    while (i + 1 < places_.size() && place > places_[i]) ++i;
    const real slope = (logs_[i] - logs_[i - 1]) / (places_[i] - places_[i - 1]);
    return std::exp(logs_[i - 1] + slope * (place - places_[i - 1]) - logs_[places_.size() / 2]);
  }

 private:
  real on_scale(real value) const { return plain_ ? value : std::log(value); }

  std::vector<real> places_, logs_;
  bool plain_;
};

/// One number at a time over the perils of one deployment.
class Parameter {
 public:
  Parameter(const library::Number& number, const library::ParameterLaw& law) : number_(number), law_(law) {}

  const library::Number& number() const { return number_; }

  /// Figures at a node; a value that the perils refuse tells nothing.
  template <class Work>
  void look(const Work& work) {
    for (const real z : nodes) {
      const real value = law_.at(z);
      try {
        figures_.push_back(work(number_.id, static_cast<double>(value)));
        values_.push_back(value);
      } catch (const ParameterError&) {
        continue;
      }
    }
  }

  /// Null where the number does not move what `read` reads of the source.
  template <class Read>
  ResponsePtr response(const std::string& peril, const Read& read) {
    std::vector<real> answers;
    for (const auto& figures : figures_) {
      const auto found = figures.find(peril);
      if (found == figures.end()) return nullptr;
      const std::optional<real> answer = read(found->second);
      if (!answer || !(*answer > 0) || !std::isfinite(*answer)) return nullptr;
      answers.push_back(*answer);
    }
    if (answers.size() < 2) return nullptr;
    const auto [low, high] = std::minmax_element(answers.begin(), answers.end());
    if (*high / *low - 1 < least_answer) return nullptr;
    const Answer answer(values_, answers, law_.scale());
    auto made = std::make_shared<const Response>([&](real z) { return answer(law_.at(z)); });
    for (const ResponsePtr& known : made_) {
      if (*known == *made) return known;
    }
    made_.push_back(made);
    return made;
  }

 private:
  const library::Number& number_;
  const library::ParameterLaw& law_;
  std::vector<real> values_;
  std::vector<std::map<std::string, Figures>> figures_;
  std::vector<ResponsePtr> made_;
};

FactorPlan factor(const library::Number& number, ResponsePtr response) {
  return {"parameter/" + number.id, perils::years_per_world, nullptr, std::move(response)};
}

void add(std::vector<FactorPlan>& factors, const library::Number& number, const ResponsePtr& response) {
  if (response != nullptr) factors.push_back(factor(number, response));
}

/// Numbers that the perils of the deployment read and that are uncertain.
std::vector<const library::Number*> numbers_of(const Deployment& deployment, const audit::Belief& belief,
                                               real money, library::LibraryReader& library) {
  library::LibraryReader reader{library.library()};
  perils::deployment_sources(deployment, belief, money, reader);
  std::vector<const library::Number*> numbers;
  for (const library::Number* number : reader.used()) {
    if (library::is_uncertain(*number)) numbers.push_back(number);
  }
  return numbers;
}

void add_to_source(Parameter& parameter, SourcePlan& plan) {
  const library::Number& number = parameter.number();
  const ResponsePtr rate =
      parameter.response(plan.peril, [](const Figures& figures) { return std::optional(figures.rate); });
  if (plan.common) {
    // Only what all dependents of a component have in common may move the common events.
    if (number.id.starts_with("component/")) add(plan.common->rate_factors, number, rate);
  } else if (std::holds_alternative<PoissonClusters>(plan.counts)) {
    add(plan.frequency_factors, number, rate);
  }
  for (std::size_t h = 0; h < plan.heads.size(); ++h) {
    const auto read = [&](real Figures::Head::*figure) {
      return parameter.response(plan.peril, [h, figure](const Figures& figures) {
        return h < figures.heads.size() ? std::optional(figures.heads[h].*figure) : std::nullopt;
      });
    };
    if (plan.heads[h].probability < 1) add(plan.heads[h].presence, number, read(&Figures::Head::probability));
    add(plan.heads[h].factors, number, read(&Figures::Head::mean));
    if (const ResponsePtr width = read(&Figures::Head::width)) {
      if (!plan.heads[h].width) plan.heads[h].width.emplace();
      plan.heads[h].width->factors.push_back(factor(number, width));
    }
  }
}

}  // namespace

bool draws_parameters(const Scenario& scenario) { return scenario.simulation.parameters == "uncertain"; }

void add_parameter_uncertainty(const Scenario& scenario, const std::vector<perils::Source>& sources,
                               library::LibraryReader& library,
                               const std::function<QuantileTablePtr(const SeverityPtr&)>& table, Plan& plan) {
  if (scenario.deployments.empty()) return;
  const real range = library("uncertainty/range_probability");
  const real money = perils::money_scale(scenario, library);
  std::map<std::string, library::ParameterLaw> laws;  // of numbers, which deployments share
  std::map<std::string, std::vector<SourcePlan*>> sources_of;
  for (SourcePlan& source : plan.sources) sources_of[source.entity].push_back(&source);
  for (const Deployment& deployment : scenario.deployments) {
    const audit::Belief belief = audit::believe(deployment.audit, audit::audited_system(deployment), library);
    for (const library::Number* number : numbers_of(deployment, belief, money, library)) {
      Parameter parameter(*number, laws.try_emplace(number->id, *number, range).first->second);
      parameter.look([&](const std::string& id, double value) {
        library::LibraryReader reader = library;
        reader.replace(id, value);
        return figures_of(perils::deployment_sources(deployment, belief, money, reader));
      });
      for (SourcePlan* source : sources_of[deployment.id]) add_to_source(parameter, *source);
    }
  }
  std::map<std::pair<SeverityPtr, double>, SeverityPtr> powered;
  for (std::size_t s = 0; s < plan.sources.size(); ++s) {
    for (std::size_t h = 0; h < plan.sources[s].heads.size(); ++h) {
      std::optional<WidthPlan>& width = plan.sources[s].heads[h].width;
      if (!width) continue;
      for (const double power : powers) {
        SeverityPtr& law = powered[{sources[s].heads[h].law, power}];
        if (law == nullptr) {
          law = power == 1 ? sources[s].heads[h].law
                           : std::make_shared<Powered>(sources[s].heads[h].law, power);
        }
        width->powers.push_back(power);
        width->tables.push_back(table(law));
      }
    }
  }
}

std::vector<const library::Number*> drawn_parameters(const Scenario& scenario,
                                                     library::LibraryReader& library) {
  std::map<std::string, const library::Number*> numbers;
  if (scenario.deployments.empty()) return {};
  const real money = perils::money_scale(scenario, library);
  for (const Deployment& deployment : scenario.deployments) {
    const audit::Belief belief = audit::believe(deployment.audit, audit::audited_system(deployment), library);
    for (const library::Number* number : numbers_of(deployment, belief, money, library))
      numbers.emplace(number->id, number);
  }
  std::vector<const library::Number*> list;
  list.reserve(numbers.size());
  for (const auto& [id, number] : numbers) list.push_back(number);
  return list;
}

}  // namespace tenbin::scenario
