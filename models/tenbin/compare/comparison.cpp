#include "tenbin/compare/comparison.hpp"

#include <algorithm>
#include <array>
#include <boost/math/distributions/students_t.hpp>
#include <chrono>
#include <cmath>
#include <limits>

#include "tenbin/compare/pilot_error.hpp"
#include "tenbin/language/messages/compare.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/rehearsal.hpp"

namespace tenbin::compare {
namespace {

constexpr double not_told = std::numeric_limits<double>::quiet_NaN();

/// "audit.score=50, liability=A"
std::string label_of(const std::vector<Across>& across, const std::vector<std::string>& values) {
  std::string label;
  for (std::size_t i = 0; i < across.size(); ++i)
    label += (label.empty() ? "" : ", ") + across[i].axis + "=" + values[i];
  return label;
}

/// Values of every combination, the last axis first to change.
std::vector<std::vector<std::string>> combinations(const std::vector<Across>& across) {
  std::vector<std::vector<std::string>> list{{}};
  for (const Across& axis : across) {
    std::vector<std::vector<std::string>> longer;
    for (const auto& begun : list) {
      for (const std::string& value : axis.values) {
        longer.push_back(begun);
        longer.back().push_back(value);
      }
    }
    list = std::move(longer);
  }
  return list;
}

/// Why the values cannot be compared at all, if so.
std::optional<Phrase> fault_of(const std::vector<Across>& across) {
  std::size_t variants = 1;
  for (const Across& axis : across) {
    if (axis.values.empty()) return Phrase{message::across_no_values, {{"axis", axis.axis}}};
    variants *= axis.values.size();
    if (variants > most_variants) return Phrase{message::across_too_many, {{"limit", most_variants}}};
  }
  if (variants < 2) return Phrase{message::across_one_value, {{"axis", across.front().axis}}};
  return std::nullopt;
}

/// Applies values of axes to a document.
std::optional<Phrase> apply(Json& document, const std::vector<Across>& across,
                            const std::vector<std::string>& values) {
  for (std::size_t i = 0; i < across.size(); ++i) {
    const Axis axis = find_axis(across[i].axis).value();
    std::optional<Phrase> fault;
    if (axis.apply) fault = axis.apply(document, values[i]);
    if (!axis.pointer.empty()) fault = write_at(document, axis.pointer, values[i]);
    if (fault) return fault;
  }
  return std::nullopt;
}

std::optional<Phrase> narrow(scenario::Scenario& scenario, const std::vector<Across>& across,
                             const std::vector<std::string>& values) {
  for (std::size_t i = 0; i < across.size(); ++i) {
    const Axis axis = find_axis(across[i].axis).value();
    if (!axis.narrow) continue;
    if (auto fault = axis.narrow(scenario, values[i])) return fault;
  }
  return std::nullopt;
}

double told(const Estimate& estimate) { return estimate.reliable ? estimate.standard_error : not_told; }

Estimate alone(const LinearFigure& figure) {
  const WeightedFigure term{1, &figure};
  return weighted_sum({&term, 1});
}

/// Figures of how burdens come about, which the comparison of presets shows by itself (council.hpp).
bool is_of_presets(const PairedFigure& figure) {
  return figure.subject.compare(0, 10, "liability/") == 0 || figure.measure == "beyond_means";
}

std::vector<result::MeasureRow> measures_of(const PairedRun& run) {
  std::vector<result::MeasureRow> rows;
  for (const PairedFigure& figure : run.figures) {
    if (is_of_presets(figure)) continue;
    const Estimate estimate = alone(figure.figure);
    rows.push_back(
        {figure.subject, "aep", figure.measure, figure.level, figure.figure.value, told(estimate)});
  }
  return rows;
}

/// A difference before the number of intervals is known.
struct Pending {
  Difference difference;
  bool reliable;
  std::size_t batches;
};

std::vector<Pending> differences_of(const PairedRun& run, std::size_t variant, const PairedRun& reference) {
  std::vector<Pending> list;
  const auto add = [&](const PairedFigure& like, const LinearFigure* ours, const LinearFigure* theirs) {
    std::vector<WeightedFigure> terms;
    if (ours != nullptr) terms.push_back({1, ours});
    if (theirs != nullptr) terms.push_back({-1, theirs});
    const Estimate estimate = weighted_sum(terms);
    Difference difference;
    difference.variant = variant;
    difference.subject = like.subject;
    difference.measure = like.measure;
    difference.level = like.level;
    difference.value = estimate.value;
    difference.standard_error = told(estimate);
    list.push_back({difference, estimate.reliable, terms.front().figure->batches()});
  };
  const auto may_be_absent = [](const PairedFigure& figure) {
    return figure.subject.compare(0, 6, "party/") == 0;
  };
  for (const PairedFigure& figure : reference.figures) {
    if (is_of_presets(figure)) continue;
    const PairedFigure* ours = run.find(figure);
    if (ours != nullptr || may_be_absent(figure))
      add(figure, ours == nullptr ? nullptr : &ours->figure, &figure.figure);
  }
  for (const PairedFigure& figure : run.figures) {
    if (is_of_presets(figure)) continue;
    if (reference.find(figure) == nullptr && may_be_absent(figure)) add(figure, &figure.figure, nullptr);
  }
  return list;
}

/// Half-width of an interval in standard errors, at the probability `beyond` on each side.
double width(std::size_t batches, double beyond) {
  if (batches < 2) return not_told;
  const boost::math::students_t law(static_cast<double>(batches - 1));
  return quantile(complement(law, beyond));
}

void conclude(std::vector<Pending>& pending, Comparison& comparison) {
  comparison.family = static_cast<std::size_t>(std::count_if(
      pending.begin(), pending.end(), [](const Pending& p) { return p.difference.standard_error != 0; }));
  const double beyond = (1 - comparison.confidence) / 2;
  for (Pending& p : pending) {
    Difference& d = p.difference;
    const bool moved = d.standard_error != 0;
    const double together =
        moved ? width(p.batches, beyond / static_cast<double>(std::max<std::size_t>(1, comparison.family)))
              : 0;
    const double single = moved ? width(p.batches, beyond) : 0;
    d.low = d.value - together * d.standard_error;
    d.high = d.value + together * d.standard_error;
    d.single_low = d.value - single * d.standard_error;
    d.single_high = d.value + single * d.standard_error;
    d.verdict = !p.reliable              ? Verdict::cannot_tell
                : d.low > 0              ? Verdict::more
                : d.high < 0             ? Verdict::less
                : !moved && d.value == 0 ? Verdict::same
                                         : Verdict::cannot_tell;
    comparison.differences.push_back(std::move(d));
  }
}

}  // namespace

Variants make_variants(std::string_view text, const std::string& file, const std::vector<Across>& across,
                       const scenario::Scenario& base) {
  Variants made;
  const Json given = Json::parse(text);
  made.across = across;
  for (Across& axis : made.across) {
    const Axis known = find_axis(axis.axis).value();
    if (axis.values.empty() && known.all_values) axis.values = known.all_values(base);
  }
  made.fault = fault_of(made.across);
  if (made.fault) return made;
  for (std::vector<std::string>& values : combinations(made.across)) {
    Json document = given;
    const std::string name = file + " (" + label_of(made.across, values) + ")";
    if (auto fault = apply(document, made.across, values)) {
      made.problems.push_back({name, "/", std::move(*fault), made.problems.size()});
      continue;
    }
    scenario::ReadResult read = scenario::read_scenario(document.dump(), name);
    if (read.scenario) {
      read.scenario->simulation.years = base.simulation.years;
      read.scenario->simulation.seed = base.simulation.seed;
      if (auto fault = narrow(*read.scenario, made.across, values)) {
        read.problems.push_back(scenario::Problem{name, "/", std::move(*fault), 0});
      } else {
        read.problems = scenario::rehearse(*read.scenario, name);
      }
    }
    if (read.problems.empty()) made.variants.push_back({std::move(values), std::move(*read.scenario)});
    std::move(read.problems.begin(), read.problems.end(), std::back_inserter(made.problems));
  }
  return made;
}

std::optional<std::size_t> find_variant(const Variants& variants, const std::string& reference) {
  if (reference.empty()) return 0;
  std::vector<std::string> wanted;
  for (const Across& axis : variants.across) wanted.push_back(axis.values.front());
  // Each part is tried as AXIS=VALUE first, then as a value of the first axis that has it.
  std::vector<std::string> parts{reference};
  const auto take = [&](const std::string& part) {
    for (std::size_t i = 0; i < variants.across.size(); ++i) {
      for (const std::string& value : variants.across[i].values) {
        if (part == value || part == variants.across[i].axis + "=" + value) {
          wanted[i] = value;
          return true;
        }
      }
    }
    return false;
  };
  if (!take(reference)) {
    parts.clear();
    std::string rest = reference;
    for (std::size_t comma = rest.find(','); comma != std::string::npos; comma = rest.find(',')) {
      parts.push_back(rest.substr(0, comma));
      rest.erase(0, comma + 1);
    }
    parts.push_back(rest);
    for (const std::string& part : parts) {
      if (!take(part)) return std::nullopt;
    }
  }
  for (std::size_t i = 0; i < variants.variants.size(); ++i) {
    if (variants.variants[i].values == wanted) return i;
  }
  return std::nullopt;
}

std::optional<Comparison> compare(const Variants& variants, std::size_t reference,
                                  const PairedOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Comparison comparison;
  comparison.across = variants.across;
  comparison.reference = reference;
  comparison.variants.resize(variants.variants.size());
  std::vector<std::vector<Pending>> pending(variants.variants.size());
  PairedRun of_reference;
  std::int64_t runs_done = 0;
  const bool any_incentives =
      std::any_of(variants.variants.begin(), variants.variants.end(),
                  [](const Variant& variant) { return has_incentives(variant.input); });
  const auto run = [&](std::size_t number) {
    const Variant& variant = variants.variants[number];
    PairedOptions own = options;
    if (options.progress) {
      own.progress = [&](std::int64_t done, std::int64_t aim) {
        options.progress(runs_done * aim + done, aim * static_cast<std::int64_t>(variants.variants.size()));
      };
    }
    PairedRun made = paired_run(variant.input, own);
    if (any_incentives) add_pilot_error(made, number, variants.variants.size());
    ++runs_done;
    VariantResult& result = comparison.variants[number];
    result.values = variant.values;
    result.input = variant.input;
    result.measures = measures_of(made);
    result.curves = made.curves;
    result.audits = made.audits;
    for (const Across& across : comparison.across) {
      const Axis axis = find_axis(across.axis).value();
      if (!axis.further_figures) continue;
      const auto figures = axis.further_figures(made);
      result.further.insert(result.further.end(), figures.begin(), figures.end());
    }
    return made;
  };
  const auto stopped = [&](const PairedRun& made) { return made.years < made.input.simulation.years; };
  of_reference = run(reference);
  if (stopped(of_reference)) return std::nullopt;
  comparison.years = of_reference.years;
  comparison.cluster_years = of_reference.cluster_years;
  for (std::size_t number = 0; number < variants.variants.size(); ++number) {
    if (number == reference) continue;
    const PairedRun made = run(number);
    if (stopped(made)) return std::nullopt;
    pending[number] = differences_of(made, number, of_reference);
  }
  std::vector<Pending> all;
  for (auto& list : pending) std::move(list.begin(), list.end(), std::back_inserter(all));
  conclude(all, comparison);
  comparison.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return comparison;
}

}  // namespace tenbin::compare
