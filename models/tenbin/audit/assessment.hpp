#pragma once

#include <string>
#include <vector>

#include "tenbin/audit/belief.hpp"
#include "tenbin/audit/checklist_score.hpp"
#include "tenbin/audit/loss_of_quality.hpp"

namespace tenbin::audit {

/// What one item costs and what answering it better would save.
struct ItemEffect {
  const ItemScore* item = nullptr;
  const DimensionScore* dimension = nullptr;
  real points_lost = 0;   ///< of the percentage of the whole checklist
  real score_gained = 0;  ///< on the class's scale, by a yes with a record
  real saving = 0;        ///< fall of the expected loss [as the loss], through belief and multipliers
};

/// A scored sheet with what follows from it.
struct Assessment {
  ChecklistScore score;
  real percent = 0;           ///< whole checklist, weighted by the use case
  std::vector<real> weights;  ///< of the dimensions, those that apply sum to 1
  Belief belief;
  real loss = 0;                  ///< expected under the belief
  real class_loss = 0;            ///< expected of the class, without an audit
  std::vector<ItemEffect> items;  ///< those that lose points, largest saving first
  real saving_of_gates = 0;       ///< if all required items that failed were mended
};

/// @param audit method and age; its score, checklist and percentages are not read
Assessment assess(const AnswerSheet& sheet, const scenario::Audit& audit, const AuditedSystem& system,
                  const LossOfQuality& loss, library::LibraryReader& library);

}  // namespace tenbin::audit
