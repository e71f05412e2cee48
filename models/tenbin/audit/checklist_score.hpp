#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/audit/answers.hpp"
#include "tenbin/core/real.hpp"
#include "tenbin/library/library.hpp"

namespace tenbin::audit {

/// One item of a scored sheet.
struct ItemScore {
  const Item* item = nullptr;
  ItemAnswer answer;
  bool applies = true;  ///< false: taken out as not applicable
  bool failed_gate = false;
  real points = 0;  ///< answer x evidence, in [0, 1]
  real weight = 0;  ///< in its dimension: by level, the items that apply sum to 1
};

/// One dimension of a scored sheet.
struct DimensionScore {
  const Dimension* dimension = nullptr;
  std::vector<ItemScore> items;
  bool applies = true;
  real percent = 0;  ///< 100 x sum of weight x points
};

/// A sheet in numbers: points of an item = value of the answer x weight of the evidence; percentage of a
/// dimension = mean over its items that apply, weighted by level. All values are numbers of the library
/// (audit/answer/..., audit/evidence/..., audit/level/...).
struct ChecklistScore {
  std::vector<DimensionScore> dimensions;

  /// Percentages of the dimensions that apply.
  std::map<std::string, double> percentages() const;
  /// Required items answered with no.
  std::vector<const ItemScore*> failed_gates() const;
};

ChecklistScore score_checklist(const AnswerSheet& sheet, library::LibraryReader& library);

/// The same sheet with one item answered better: yes, with evidence of at least a record.
AnswerSheet with_item_improved(AnswerSheet sheet, std::string_view item);

}  // namespace tenbin::audit
