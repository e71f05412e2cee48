#include "report/comparison_words.hpp"

#include <algorithm>

#include "report/shell_word.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/liability/preset.hpp"

namespace tenbin::cli {
namespace {

bool is_liability(const std::string& axis) { return axis.compare(0, 9, "liability") == 0; }

}  // namespace

result::Result shared_result(const compare::Comparison& comparison) {
  result::Result result;
  result.input = comparison.variants[comparison.reference].input;
  for (const compare::VariantResult& variant : comparison.variants)
    result.measures.insert(result.measures.end(), variant.measures.begin(), variant.measures.end());
  return result;
}

std::string variant_name(const ReportContext& context, const compare::Comparison& comparison,
                         std::size_t variant) {
  std::string name;
  for (std::size_t i = 0; i < comparison.across.size(); ++i) {
    const std::string& axis = comparison.across[i].axis;
    const std::string& value = comparison.variants[variant].values[i];
    if (!name.empty()) name += context.say(message::list_separator);
    const liability::Preset* preset = is_liability(axis) ? liability::find_preset(value) : nullptr;
    if (preset != nullptr) {
      name += preset->name.in(context.language());
    } else if (axis == "design") {
      name += name_of_design(comparison.variants[variant].input.coverage_designs, value, context.language());
    } else {
      name += name_of_variant(axis, value, context.language());
    }
  }
  return name;
}

std::string command_to_compare_again(const compare::Comparison& comparison, const std::string& source_file) {
  std::string command = "tenbin compare " + shell_word(source_file.empty() ? "-" : source_file);
  for (const compare::Across& across : comparison.across) {
    const bool has_comma =
        std::any_of(across.values.begin(), across.values.end(),
                    [](const std::string& value) { return value.find(',') != std::string::npos; });
    std::string values;
    for (const std::string& value : across.values)
      values += (values.empty() ? "" : has_comma ? "|" : ",") + value;
    command += " --across " + shell_word(across.axis + "=" + values);
  }
  const compare::VariantResult& reference = comparison.variants[comparison.reference];
  if (comparison.reference > 0) {
    std::string values;
    for (const std::string& value : reference.values) values += (values.empty() ? "" : ",") + value;
    command += " --reference " + shell_word(values);
  }
  return command + " --years " + std::to_string(comparison.years) + " --seed " +
         std::to_string(reference.input.simulation.seed);
}

language::Message verdict_words(compare::Verdict verdict) {
  switch (verdict) {
    case compare::Verdict::more:
      return message::difference_more;
    case compare::Verdict::less:
      return message::difference_less;
    case compare::Verdict::same:
      return message::difference_none;
    case compare::Verdict::cannot_tell:
      break;
  }
  return message::difference_cannot_tell;
}

const result::MeasureRow* find_like(const std::vector<result::MeasureRow>& rows,
                                    const result::MeasureRow& like) {
  for (const result::MeasureRow& row : rows) {
    if (row.subject == like.subject && row.measure == like.measure && row.level == like.level) return &row;
  }
  return nullptr;
}

}  // namespace tenbin::cli
