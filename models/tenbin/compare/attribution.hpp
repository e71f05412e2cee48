#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/language/catalogue.hpp"
#include "tenbin/measure/estimate.hpp"
#include "tenbin/result/result.hpp"

/// Why the figures of two results differ.
namespace tenbin::compare {

/// What a difference between inputs belongs to, in the order in which inputs are replaced.
enum class Part {
  frequency,
  severity,
  audit,
  liability,
  terms,
  together,    ///< all of the above, where they cannot be replaced one by one
  simulation,  ///< seed and years
  program,     ///< what this program makes of an input, against what stands in its result
  none         ///< has no influence on figures: names, descriptions, levels
};

/// "frequency", ...
std::string_view to_string(Part part);

/// A place where two inputs differ. Entries of lists that have ids are the same where their ids are.
struct InputDifference {
  std::string pointer;  ///< RFC 6901; an entry with an id is named by it: /deployments/line-7/audit/score
  std::string first, second;  ///< JSON text; empty where there is nothing
  std::vector<Part> parts;    ///< that it acts on
};

std::vector<InputDifference> input_differences(const nlohmann::ordered_json& first,
                                               const nlohmann::ordered_json& second);

/// One part of a change, in several orders of replacement.
struct PartOfChange {
  Part part{};
  Estimate forward;                 ///< parts in the order of Part, simulation last
  Estimate reverse;                 ///< simulation first, then the other way round
  std::optional<Estimate> shapley;  ///< mean over all orders of the parts of the input
};

/// A headline figure of both results. Parts add up to the change in every order.
struct FigureChange {
  std::string subject, measure;  ///< as in PairedFigure
  std::optional<double> level;
  double first = 0, second = 0;  ///< as the results say
  std::vector<PartOfChange> parts;
};

struct Attribution {
  std::vector<InputDifference> inputs;
  std::vector<Part> parts;  ///< that occur, in their order
  std::vector<FigureChange> figures;
  bool one_by_one = true;  ///< false: the inputs could only be replaced together
  std::size_t runs = 0;
  double seconds = 0;
};

struct AttributionOptions {
  int threads = 0;
  std::function<void(std::int64_t done, std::int64_t aim)> progress{};
  std::function<bool()> stop_requested{};
};

/// Most parts of the input for which every order is computed: 2^4 = 16 runs.
inline constexpr std::size_t most_shapley_parts = 4;

struct AttributionOutcome {
  std::optional<Attribution> attribution;
  std::optional<language::Phrase> fault;
};

/// Runs the inputs that stand between the two, one part after the other replaced, on common random numbers,
/// and takes the differences of their figures. Frequency and severity are taken apart in the compiled plan:
/// claim counts and their factors, or amounts and theirs, come from the other input. Standard errors as in
/// compare(), of simulation: sqrt(SE1^2 + SE2^2) for different seeds, sqrt(|SE1^2 - SE2^2|) where one run is
/// a prefix of the other. Mean over all orders: Shapley, A value for n-person games, Contributions to the
/// Theory of Games II, 1953.
/// @throw tenbin::Error
AttributionOutcome attribute(const result::Result& first, const result::Result& second,
                             const AttributionOptions& options);

}  // namespace tenbin::compare
