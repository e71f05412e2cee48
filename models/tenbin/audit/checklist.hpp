#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenbin/language/catalogue.hpp"

namespace tenbin::audit {

/// How much an item asks for. Required items are gates: where one fails, the case is referred.
enum class Level { required, one, two, three };

/// Who else asks for what an item asks for, and how sure we are that the clause is the right one.
struct Clause {
  std::string framework, clause, confidence;  ///< confidence: high | medium | low
};

struct Item {
  std::string id;  ///< e.g. "3.2": second item of the third dimension
  Level level = Level::one;
  std::string question_en, question_ja;
  std::string evidence_en, evidence_ja;  ///< example of what an auditor accepts
  std::vector<Clause> answers_to;

  const std::string& question(language::Language language) const;
  const std::string& evidence(language::Language language) const;
};

/// A side of quality, with its five items.
struct Dimension {
  std::string id;  ///< e.g. "data"
  std::string name_en, name_ja;
  std::vector<Item> items;

  const std::string& name(language::Language language) const;
};

/// The questions of a quality audit. Immutable.
class Checklist {
 public:
  /// Reads scenarios/library/checklist.json.
  /// @throw ParameterError naming what is wrong: unknown or missing key, an item without a question in one of
  /// the languages, without a clause or without an example of evidence, ids that are not 1.1 .. 9.5 in order
  explicit Checklist(std::string_view json);

  const std::vector<Dimension>& dimensions() const { return dimensions_; }
  /// Number of items over all dimensions.
  std::size_t size() const;
  /// The item, or null.
  const Item* find(std::string_view id) const;

 private:
  std::vector<Dimension> dimensions_;
};

/// The checklist that the program carries: 9 dimensions of 5 items.
const Checklist& standard_checklist();

/// Ids of the dimensions, in order.
const std::vector<std::string>& dimension_ids();

/// "required", "1", "2" or "3", as in files and ids of the library.
std::string to_string(Level level);

}  // namespace tenbin::audit
