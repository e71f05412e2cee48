#include "tenbin/audit/assessment.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tenbin::audit {
namespace {

scenario::Audit audit_of(const ChecklistScore& score, scenario::Audit audit) {
  audit.score.reset();
  audit.checklist.clear();
  audit.dimensions = score.percentages();
  audit.required_item_failed = !score.failed_gates().empty();
  return audit;
}

}  // namespace

Assessment assess(const AnswerSheet& sheet, const scenario::Audit& audit, const AuditedSystem& system,
                  const LossOfQuality& loss, library::LibraryReader& library) {
  Assessment result;
  result.score = score_checklist(sheet, library);
  const auto believed = [&](const AnswerSheet& answers) {
    return believe(audit_of(score_checklist(answers, library), audit), system, library);
  };
  result.belief = believed(sheet);
  result.loss = loss.expected(result.belief, library);
  result.class_loss = loss.expected(believe(std::nullopt, system, library), library);
  real total = 0;
  for (const DimensionScore& dimension : result.score.dimensions) {
    const real weight =
        dimension.applies
            ? real{library(fmt::format("audit/weight/{}/{}", system.use_case, dimension.dimension->id))}
            : real{0};
    result.weights.push_back(weight);
    total += weight;
  }
  AnswerSheet mended = sheet;
  for (std::size_t d = 0; d < result.weights.size(); ++d) {
    const DimensionScore& dimension = result.score.dimensions[d];
    if (total > 0) result.weights[d] /= total;
    result.percent += result.weights[d] * dimension.percent;
    for (const ItemScore& item : dimension.items) {
      if (item.failed_gate) mended = with_item_improved(std::move(mended), item.item->id);
      if (!item.applies || item.points >= 1) continue;
      ItemEffect effect{&item, &dimension, 100 * result.weights[d] * item.weight * (1 - item.points), 0, 0};
      const Belief after = believed(with_item_improved(sheet, item.item->id));
      effect.score_gained = after.score - result.belief.score;
      effect.saving = result.loss - loss.expected(after, library);
      result.items.push_back(effect);
    }
  }
  if (result.belief.refer()) result.saving_of_gates = result.loss - loss.expected(believed(mended), library);
  std::stable_sort(result.items.begin(), result.items.end(),
                   [](const ItemEffect& a, const ItemEffect& b) { return a.saving > b.saving; });
  return result;
}

}  // namespace tenbin::audit
