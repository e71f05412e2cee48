#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenbin/audit/checklist.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::audit {

enum class Answer { yes, partly, no, not_applicable };

/// What stands behind an answer, from weak to strong.
enum class Evidence { none, self_statement, document, record, independent_test };

struct ItemAnswer {
  Answer answer = Answer::no;
  Evidence evidence = Evidence::none;
  std::string note;
};

/// One answer for each item of the checklist.
using AnswerSheet = std::map<std::string, ItemAnswer, std::less<>>;

/// Either a complete sheet and no problem, or at least one problem and no sheet.
struct AnswersRead {
  std::optional<AnswerSheet> sheet;
  std::vector<scenario::Problem> problems;  ///< all of the file, in the order of the file
};

/// Reads an answer file, CSV or JSON (told by its first character). Words are taken in English and Japanese,
/// and the signs of Japanese checklists. Refused, all at once: unknown columns, items or words, items twice
/// or missing, a yes or partly without a word on its evidence, "not applicable" to a required item without a
/// note that says why.
AnswersRead read_answers(std::string_view text, const std::string& file);
/// The same for a file; "-" is standard input.
AnswersRead read_answers_file(const std::string& path);

enum class FormFormat { csv, json };

/// A form to fill in: every question with its level, an example of evidence and room for the answer.
std::string blank_form(FormFormat format, language::Language language);

/// "yes", "partly", "no", "not_applicable"
std::string to_string(Answer answer);
/// "none", "self_statement", "document", "record", "independent_test"
std::string to_string(Evidence evidence);

}  // namespace tenbin::audit
