#include "tenbin/compare/attribution.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>

#include "tenbin/compare/paired_run.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/help.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/reader.hpp"

namespace tenbin::compare {
namespace {

using Json = nlohmann::ordered_json;

constexpr double infinity = std::numeric_limits<double>::infinity();

// --- what differs

bool has_ids(const Json& list) {
  return !list.empty() && std::all_of(list.begin(), list.end(), [](const Json& item) {
    return item.is_object() && item.contains("id") && item["id"].is_string();
  });
}

const Json* entry(const Json& list, const std::string& id) {
  for (const Json& item : list) {
    if (item["id"] == id) return &item;
  }
  return nullptr;
}

bool starts(const std::string& text, const std::string& begin) {
  return text.compare(0, begin.size(), begin) == 0;
}

/// What a place acts on.
std::vector<Part> parts_at(const std::string& pointer) {
  const auto has = [&](const char* part) { return pointer.find(part) != std::string::npos; };
  if (pointer == "/simulation/levels" || pointer == "/name" || pointer == "/description") return {Part::none};
  if (starts(pointer, "/simulation")) return {Part::simulation};
  if (starts(pointer, "/liability")) return {Part::liability};
  if (starts(pointer, "/coverage_designs")) {
    const bool only_name = pointer.size() > 5 && pointer.compare(pointer.size() - 5, 5, "/name") == 0;
    return {only_name ? Part::none : Part::terms};
  }
  if (starts(pointer, "/deployments") && has("/audit")) return {Part::audit};
  if (starts(pointer, "/perils") && has("/frequency")) return {Part::frequency};
  if (starts(pointer, "/perils") && has("/severity")) return {Part::severity};
  return {Part::frequency, Part::severity};
}

void differ(const std::string& pointer, const Json* a, const Json* b, std::vector<InputDifference>& list) {
  if (a != nullptr && b != nullptr && *a == *b) return;
  if (a != nullptr && b != nullptr && a->is_object() && b->is_object()) {
    for (const auto& [key, value] : a->items()) {
      differ(pointer + "/" + scenario::escaped_pointer_part(key), &value,
             b->contains(key) ? &(*b)[key] : nullptr, list);
    }
    for (const auto& [key, value] : b->items()) {
      if (!a->contains(key))
        differ(pointer + "/" + scenario::escaped_pointer_part(key), nullptr, &value, list);
    }
    return;
  }
  if (a != nullptr && b != nullptr && a->is_array() && b->is_array() && has_ids(*a) && has_ids(*b)) {
    for (const Json& item : *a) {
      const auto id = item["id"].get<std::string>();
      differ(pointer + "/" + scenario::escaped_pointer_part(id), &item, entry(*b, id), list);
    }
    for (const Json& item : *b) {
      const auto id = item["id"].get<std::string>();
      if (entry(*a, id) == nullptr)
        differ(pointer + "/" + scenario::escaped_pointer_part(id), nullptr, &item, list);
    }
    return;
  }
  list.push_back({pointer, a == nullptr ? "" : a->dump(), b == nullptr ? "" : b->dump(), parts_at(pointer)});
}

// --- the inputs that stand between

/// Which parts are the second's already, as bits by Part.
using Mask = unsigned;

constexpr Mask bit(Part part) { return 1U << static_cast<unsigned>(part); }

/// Of seed and years.
enum class Side { first, second };

/// The claim counts of one plan with the amounts of another, source by source.
Plan with_amounts_of(Plan counts, const Plan& amounts) {
  for (SourcePlan& source : counts.sources) {
    const auto other = std::find_if(amounts.sources.begin(), amounts.sources.end(), [&](const SourcePlan& s) {
      return s.entity == source.entity && s.peril == source.peril;
    });
    if (other == amounts.sources.end()) continue;
    source.severity_factors = other->severity_factors;
    std::map<int, std::size_t> seen;  // of the same head, how many came before
    for (HeadPlan& head : source.heads) {
      const std::string& name = counts.heads[static_cast<std::size_t>(head.head)];
      std::size_t skip = seen[head.head]++;
      for (const HeadPlan& theirs : other->heads) {
        if (amounts.heads[static_cast<std::size_t>(theirs.head)] != name) continue;
        if (skip-- > 0) continue;
        head.probability = theirs.probability;
        head.severity = theirs.severity;
        head.dependence_group = theirs.dependence_group;
        break;
      }
    }
  }
  return counts;
}

class Attributor {
 public:
  Attributor(const result::Result& first, const result::Result& second, const AttributionOptions& options)
      : results_{&first, &second},
        documents_{scenario::to_json(first.input), scenario::to_json(second.input)},
        options_(options) {}

  AttributionOutcome run() {
    const auto start = std::chrono::steady_clock::now();
    const std::string &a = results_[0]->input.currency, &b = results_[1]->input.currency;
    if (a != b)
      return {std::nullopt, language::Phrase{message::diff_currencies, {{"first", a}, {"second", b}}}};
    Attribution attribution;
    attribution.inputs = input_differences(documents_[0], documents_[1]);
    choose_parts(attribution);
    if (!prepare_all()) {
      active_ = {Part::together};
      attribution.one_by_one = false;
      inputs_.clear();
      if (!prepare_all()) throw Error("an input that was read is not valid when it is written out again");
    }
    attribution.parts = active_;
    if (has_simulation_) attribution.parts.push_back(Part::simulation);
    if (!simulate()) return {std::nullopt, language::Phrase{message::failure_nothing_done, {}}};
    collect_figures(attribution);
    attribution.runs = runs_.size();
    attribution.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return {std::move(attribution), std::nullopt};
  }

 private:
  struct Key {
    Mask mask;
    Side side;
    bool operator<(const Key& other) const {
      return mask != other.mask ? mask < other.mask : side < other.side;
    }
  };
  struct Input {
    scenario::Scenario scenario;
    scenario::Compiled compiled;
  };

  void choose_parts(const Attribution& attribution) {
    Mask mask = 0;
    for (const InputDifference& difference : attribution.inputs) {
      for (Part part : difference.parts) mask |= bit(part);
    }
    for (Part part : {Part::frequency, Part::severity, Part::audit, Part::liability, Part::terms}) {
      if ((mask & bit(part)) != 0) active_.push_back(part);
    }
    has_simulation_ =
        (mask & bit(Part::simulation)) != 0 || results_[0]->years_done != results_[1]->years_done;
  }

  bool is_second(Mask mask, Part part) const {
    const bool together = (mask & bit(Part::together)) != 0;
    return together || (mask & bit(part)) != 0;
  }

  std::size_t index(Mask mask, Part part) const { return is_second(mask, part) ? 1 : 0; }

  /// The input in which every part is of the side that the mask says; perils and deployments of `risk`.
  Json document(Mask mask, std::size_t risk) const {
    Json made = documents_[risk];
    const auto take = [&](const char* key, std::size_t from) {
      made.erase(key);
      if (documents_[from].contains(key)) made[key] = documents_[from][key];
    };
    take("liability", index(mask, Part::liability));
    take("coverage_designs", index(mask, Part::terms));
    const Json& audited = documents_[index(mask, Part::audit)];
    if (made.contains("deployments") && audited.contains("deployments")) {
      for (Json& deployment : made["deployments"]) {
        const Json* other = entry(audited["deployments"], deployment["id"].get<std::string>());
        if (other == nullptr) continue;
        deployment.erase("audit");
        if (other->contains("audit")) deployment["audit"] = (*other)["audit"];
      }
    }
    return made;
  }

  /// Both results' levels, so that the figures of either can be found.
  std::vector<double> levels() const {
    std::vector<double> all = results_[0]->input.simulation.levels;
    const auto& more = results_[1]->input.simulation.levels;
    all.insert(all.end(), more.begin(), more.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  std::optional<scenario::Scenario> scenario_of(const Key& key, std::size_t risk) const {
    scenario::ReadResult read = scenario::read_scenario(document(key.mask, risk).dump(), "");
    if (!read.scenario) return std::nullopt;
    const result::Result& side = *results_[key.side == Side::first ? 0 : 1];
    read.scenario->simulation.seed = side.input.simulation.seed;
    read.scenario->simulation.years = side.years_done;
    read.scenario->simulation.levels = levels();
    return read.scenario;
  }

  bool prepare(const Key& key) {
    if (inputs_.count(key) > 0) return true;
    const std::size_t counts = index(key.mask, Part::frequency), amounts = index(key.mask, Part::severity);
    auto scenario = scenario_of(key, counts);
    if (!scenario) return false;
    try {
      scenario::Compiled compiled = scenario::compile(*scenario);
      if (amounts != counts) {
        const auto other = scenario_of(key, amounts);
        if (!other) return false;
        compiled.plan = with_amounts_of(compiled.plan, scenario::compile(*other).plan);
      }
      inputs_.emplace(key, Input{std::move(*scenario), std::move(compiled)});
    } catch (const Error&) {
      return false;
    }
    return true;
  }

  Mask everything() const {
    Mask mask = 0;
    for (Part part : active_) mask |= bit(part);
    return mask;
  }

  bool shapley() const { return active_.size() > 1 && active_.size() <= most_shapley_parts; }

  /// Every subset of the active parts.
  std::vector<Mask> subsets() const {
    std::vector<Mask> list{0};
    for (Part part : active_) {
      const std::size_t count = list.size();
      for (std::size_t i = 0; i < count; ++i) list.push_back(list[i] | bit(part));
    }
    return list;
  }

  bool prepare_all() {
    std::vector<Key> keys;
    Mask mask = 0;
    keys.push_back({0, Side::first});
    for (Part part : active_) keys.push_back({mask |= bit(part), Side::first});
    if (shapley()) {
      for (Mask subset : subsets()) keys.push_back({subset, Side::first});
    }
    const Side other = has_simulation_ ? Side::second : Side::first;
    mask = 0;
    keys.push_back({0, other});
    for (auto part = active_.rbegin(); part != active_.rend(); ++part)
      keys.push_back({mask |= bit(*part), other});
    return std::all_of(keys.begin(), keys.end(), [&](const Key& key) { return prepare(key); });
  }

  bool simulate() {
    std::int64_t whole = 0, before = 0;
    for (const auto& [key, input] : inputs_) whole += input.scenario.simulation.years;
    for (const auto& [key, input] : inputs_) {
      PairedOptions options;
      options.threads = options_.threads;
      options.stop_requested = options_.stop_requested;
      if (options_.progress)
        options.progress = [&](std::int64_t done, std::int64_t) { options_.progress(before + done, whole); };
      PairedRun run = paired_run(input.scenario, input.compiled, options);
      if (run.years < input.scenario.simulation.years) return false;
      before += run.years;
      runs_.emplace(key, std::move(run));
    }
    return true;
  }

  /// The level of the tail that is spoken of: the one nearest to 0.99 that both results have.
  std::optional<double> headline_level() const {
    std::optional<double> best;
    for (double level : results_[0]->input.simulation.levels) {
      const auto& other = results_[1]->input.simulation.levels;
      if (std::find(other.begin(), other.end(), level) == other.end()) continue;
      const auto distance = [](double l) { return std::fabs(std::log((1 - l) / 0.01)); };
      if (!best || distance(level) < distance(*best)) best = level;
    }
    return best;
  }

  bool is_headline(const PairedFigure& figure) const {
    if (figure.measure == "technical_premium") return true;
    const bool of_policy = figure.subject.find("policy/") != std::string::npos;
    if (figure.measure == "mean") return !of_policy && !starts(figure.subject, "party/");
    return figure.measure == "tvar" && figure.level == headline_level() && !of_policy &&
           !starts(figure.subject, "party/");
  }

  /// The figure as a result says it, under its full name.
  std::optional<double> stored(const result::Result& result, const PairedFigure& figure) const {
    std::string subject = figure.subject;
    const auto& designs = result.input.coverage_designs;
    const bool short_name = subject == "insurer" || subject == "insured" || starts(subject, "policy/");
    if (short_name && designs.size() == 1) subject = "design/" + designs.front().id + "/" + subject;
    double sum = 0;
    bool found = false;
    const bool of_design = subject.size() > 8 && subject.compare(subject.size() - 8, 8, "/insurer") == 0;
    if (figure.measure == "technical_premium" && of_design) {
      for (const result::PolicyPrice& price : result.prices) {
        if ("design/" + price.design + "/insurer" != subject) continue;
        sum += price.technical_premium;
        found = true;
      }
      return found ? std::optional<double>(sum) : std::nullopt;
    }
    for (const result::MeasureRow& row : result.measures) {
      if (row.subject == subject && row.basis == "aep" && row.measure == figure.measure &&
          row.level == figure.level)
        return row.value;
    }
    return std::nullopt;
  }

  void collect_figures(Attribution& attribution) const {
    const Side last = has_simulation_ ? Side::second : Side::first;
    const PairedRun& begin = runs_.at({0, Side::first});
    const PairedRun& end = runs_.at({everything(), last});
    bool program = false;
    for (const PairedFigure& figure : begin.figures) {
      if (!is_headline(figure)) continue;
      const auto before = stored(*results_[0], figure), after = stored(*results_[1], figure);
      const bool everywhere = std::all_of(
          runs_.begin(), runs_.end(), [&](const auto& run) { return run.second.find(figure) != nullptr; });
      if (!before || !after || !everywhere) continue;
      FigureChange change{figure.subject, figure.measure, figure.level, *before, *after, {}};
      for (std::size_t i = 0; i < active_.size(); ++i) change.parts.push_back(part_of(figure, i));
      if (has_simulation_) change.parts.push_back(of_simulation(figure));
      const double again =
          begin.find(figure)->figure.value - *before + *after - end.find(figure)->figure.value;
      const Estimate exactly{again, 0, true};
      change.parts.push_back({Part::program, exactly, exactly, std::nullopt});
      if (shapley()) change.parts.back().shapley = exactly;
      program = program || again != 0;
      attribution.figures.push_back(std::move(change));
    }
    if (program) {
      attribution.parts.push_back(Part::program);
      return;
    }
    for (FigureChange& change : attribution.figures) change.parts.pop_back();
  }

  const LinearFigure& value(const Key& key, const PairedFigure& like) const {
    return runs_.at(key).find(like)->figure;
  }

  Estimate step(const PairedFigure& like, const Key& from, const Key& to) const {
    const std::array<WeightedFigure, 2> terms{{{1, &value(to, like)}, {-1, &value(from, like)}}};
    return weighted_sum(terms);
  }

  PartOfChange part_of(const PairedFigure& like, std::size_t number) const {
    PartOfChange part;
    part.part = active_[number];
    Mask before = 0, after_all = 0;
    for (std::size_t i = 0; i < number; ++i) before |= bit(active_[i]);
    for (std::size_t i = number + 1; i < active_.size(); ++i) after_all |= bit(active_[i]);
    const Mask own = bit(active_[number]);
    part.forward = step(like, {before, Side::first}, {before | own, Side::first});
    const Side side = has_simulation_ ? Side::second : Side::first;
    part.reverse = step(like, {after_all, side}, {after_all | own, side});
    if (shapley()) part.shapley = shapley_of(like, active_[number]);
    return part;
  }

  /// Sum over the subsets S without the part of |S|! (g - |S| - 1)! / g! [v(S + part) - v(S)].
  Estimate shapley_of(const PairedFigure& like, Part part) const {
    const auto factorial = [](std::size_t n) {
      double product = 1;
      for (std::size_t i = 2; i <= n; ++i) product *= static_cast<double>(i);
      return product;
    };
    std::vector<WeightedFigure> terms;
    const std::size_t count = active_.size();
    for (Mask subset : subsets()) {
      if ((subset & bit(part)) != 0) continue;
      std::size_t size = 0;
      for (Part other : active_) size += (subset & bit(other)) != 0 ? std::size_t{1} : std::size_t{0};
      const double weight = factorial(size) * factorial(count - size - 1) / factorial(count);
      terms.push_back({weight, &value({subset | bit(part), Side::first}, like)});
      terms.push_back({-weight, &value({subset, Side::first}, like)});
    }
    return weighted_sum(terms);
  }

  static Estimate alone(const LinearFigure& figure) {
    const WeightedFigure term{1, &figure};
    return weighted_sum({&term, 1});
  }

  Estimate between_runs(const PairedFigure& like, Mask mask) const {
    const Estimate a = alone(value({mask, Side::first}, like)), b = alone(value({mask, Side::second}, like));
    const bool prefix = results_[0]->input.simulation.seed == results_[1]->input.simulation.seed;
    const double ea = a.standard_error * a.standard_error, eb = b.standard_error * b.standard_error;
    const double error =
        std::isfinite(ea) && std::isfinite(eb) ? std::sqrt(prefix ? std::fabs(ea - eb) : ea + eb) : infinity;
    return {b.value - a.value, error, a.reliable && b.reliable};
  }

  PartOfChange of_simulation(const PairedFigure& like) const {
    PartOfChange part;
    part.part = Part::simulation;
    part.forward = between_runs(like, everything());
    part.reverse = between_runs(like, 0);
    if (shapley()) part.shapley = part.forward;
    return part;
  }

  std::array<const result::Result*, 2> results_;
  std::array<Json, 2> documents_;
  const AttributionOptions& options_;
  std::vector<Part> active_;  ///< of the input
  bool has_simulation_ = false;
  std::map<Key, Input> inputs_;
  std::map<Key, PairedRun> runs_;
};

}  // namespace

std::string_view to_string(Part part) {
  constexpr std::array<std::string_view, 9> names = {
      "frequency", "severity", "audit", "liability", "terms", "together", "simulation", "program", "none"};
  return names[static_cast<std::size_t>(part)];
}

std::vector<InputDifference> input_differences(const Json& first, const Json& second) {
  std::vector<InputDifference> list;
  differ("", &first, &second, list);
  return list;
}

AttributionOutcome attribute(const result::Result& first, const result::Result& second,
                             const AttributionOptions& options) {
  return Attributor(first, second, options).run();
}

}  // namespace tenbin::compare
