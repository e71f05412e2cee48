#include "tenbin/audit/checklist_score.hpp"

#include <algorithm>

namespace tenbin::audit {

std::map<std::string, double> ChecklistScore::percentages() const {
  std::map<std::string, double> result;
  for (const DimensionScore& dimension : dimensions) {
    if (dimension.applies) result[dimension.dimension->id] = static_cast<double>(dimension.percent);
  }
  return result;
}

std::vector<const ItemScore*> ChecklistScore::failed_gates() const {
  std::vector<const ItemScore*> result;
  for (const DimensionScore& dimension : dimensions) {
    for (const ItemScore& item : dimension.items) {
      if (item.failed_gate) result.push_back(&item);
    }
  }
  return result;
}

ChecklistScore score_checklist(const AnswerSheet& sheet, library::LibraryReader& library) {
  const auto value = [&](Answer answer) -> real {
    if (answer == Answer::yes) return 1;
    return answer == Answer::partly ? real{library("audit/answer/partly")} : real{0};
  };
  ChecklistScore score;
  for (const Dimension& dimension : standard_checklist().dimensions()) {
    DimensionScore scored{&dimension, {}, true, 0};
    real weights = 0;
    real sum = 0;
    for (const Item& item : dimension.items) {
      const ItemAnswer& answer = sheet.at(item.id);
      ItemScore entry{&item, answer, answer.answer != Answer::not_applicable, false, 0, 0};
      if (entry.applies) {
        entry.failed_gate = item.level == Level::required && answer.answer == Answer::no;
        const real credit = value(answer.answer);
        if (credit > 0) entry.points = credit * library("audit/evidence/" + to_string(answer.evidence));
        entry.weight = library("audit/level/" + to_string(item.level));
        weights += entry.weight;
        sum += entry.weight * entry.points;
      }
      scored.items.push_back(std::move(entry));
    }
    scored.applies = weights > 0;
    if (scored.applies) {
      scored.percent = 100 * sum / weights;
      for (ItemScore& item : scored.items) item.weight /= weights;
    }
    score.dimensions.push_back(std::move(scored));
  }
  return score;
}

AnswerSheet with_item_improved(AnswerSheet sheet, std::string_view item) {
  ItemAnswer& answer = sheet.find(item)->second;
  answer.answer = Answer::yes;
  answer.evidence = std::max(answer.evidence, Evidence::record);
  return sheet;
}

}  // namespace tenbin::audit
