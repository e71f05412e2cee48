#include "report/assumption_words.hpp"

#include "report/number_format.hpp"
#include "report/words.hpp"

namespace tenbin::cli {

double reach(const result::Assumption& assumption) {
  if (!assumption.low || !assumption.high || *assumption.low <= 0) return 1;
  return *assumption.high / *assumption.low;
}

std::string meaning_of(const result::Assumption& assumption, language::Language language) {
  return meaning_of_number(assumption.id, language);
}

std::string value_words(const result::Assumption& assumption, language::Language language) {
  std::string words = with_unit(significant_digits(assumption.value, 4), assumption.unit, language);
  if (!assumption.low || !assumption.high) return words;
  return words + " (" + significant_digits(*assumption.low, 3) + " .. " +
         significant_digits(*assumption.high, 3) + ")";
}

Cell number_cell(const ReportContext& context, const std::string& meaning, const std::string& id) {
  if (meaning.empty() || meaning == id) return {id};
  return context.extent() == Extent::page ? Cell(meaning, id)
                                          : Cell(name_with_id(meaning, id, context.language()));
}

}  // namespace tenbin::cli
