#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/compare/comparison.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::compare {

/// A comparison as it was written, with what the document says of its making.
struct StoredComparison {
  Comparison comparison;
  std::string source_file, version, build;
};

/// Either a comparison and no problem, or at least one problem and no comparison.
struct ReadComparison {
  std::optional<StoredComparison> stored;
  std::vector<scenario::Problem> problems;
};

/// Reads a comparison back, as `tenbin compare --format json` writes it. Keys that this version does not know
/// are skipped. Not in the document: audits, seconds and cluster_years.
/// @param file_name stands at the start of each problem's text
ReadComparison read_comparison(std::string_view text, std::string file_name);

/// The verdict that a document names; cannot_tell for any other word.
Verdict verdict_of(const std::string& word);

/// What a tornado says of one parameter alone at the ends of its stated range, and one figure.
struct TornadoRow {
  std::string parameter, description_en, description_ja, unit;
  double value = 0, low = 0, high = 0;
  std::string confidence, source;
  bool judgement = false;
  std::string subject, measure;
  double base = 0, base_se = 0, at_low = 0, at_low_se = 0, at_high = 0, at_high_se = 0;

  double spread() const;
};

struct Tornado {
  std::string name, currency, method;
  std::int64_t years = 0;
  std::vector<TornadoRow> rows;
};

struct ReadTornado {
  std::optional<Tornado> tornado;
  std::vector<scenario::Problem> problems;
};

/// Reads a document of the format "tenbin/tornado".
ReadTornado read_tornado(std::string_view text, std::string file_name);

/// What the document says it is, e.g. "tenbin/comparison"; empty where it says nothing.
std::string stored_format(std::string_view text);

}  // namespace tenbin::compare
