#pragma once

#include <optional>
#include <string>

namespace tenbin::library {

/// How far a number can be trusted.
enum class Confidence { high, medium, low };

/// A parameter with its provenance. Every number of the model that is not arithmetic is one of these.
struct Number {
  std::string id;  ///< e.g. peril/inspection_miss/episodes_per_year
  double value = 0;
  std::string unit;
  std::string currency;             ///< ISO 4217 for money, else empty
  int price_year = 0;               ///< of money, else 0
  std::optional<double> low, high;  ///< stated range, low <= value <= high
  std::string source;
  Confidence confidence = Confidence::low;
  bool judgement = false;
  std::string description_en, description_ja;
};

/// "high", "medium" or "low"
std::string to_string(Confidence confidence);

}  // namespace tenbin::library
