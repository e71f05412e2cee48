#include "report/sections.hpp"

namespace tenbin::cli {

using language::Message;

Section retained_section(const ReportContext& context) {
  Section section{context.say(Message::report_retained), {}};
  const std::string& unit = context.unit().name;
  for (const scenario::CoverageDesign& design : context.result().input.coverage_designs) {
    const std::string prefix = "design/" + design.id;
    std::vector<std::pair<std::string, std::string>> rows = {
        {context.say(Message::subject_ground_up), "ground_up"},
        {context.say(Message::subject_insurers), prefix + "/insurer"},
        {context.say(Message::subject_insureds), prefix + "/insured"}};
    for (const scenario::Policy& policy : design.policies) {
      const std::string subject = prefix + "/policy/" + policy.id + "/insured";
      if (context.has_subject(subject)) rows.emplace_back(context.insured_name(policy), subject);
    }
    const std::string caption =
        context.say(Message::retained_caption, {{"design", context.design_name(design.id)}, {"unit", unit}});
    Table table = who_table(context, caption, rows);
    table.strong_rows = {1, 2};
    section.blocks.emplace_back(std::move(table));
  }
  if (!context.result().input.coverage_designs.empty()) {
    section.blocks.emplace_back(Note{context.say(Message::retained_note)});
  }
  std::vector<std::pair<std::string, std::string>> parties;
  for (const std::string& subject : context.subjects_under("party/")) {
    parties.emplace_back(context.word(subject.substr(6)), subject);
  }
  if (!parties.empty()) {
    section.blocks.emplace_back(
        who_table(context, context.say(Message::parties_caption, {{"unit", unit}}), parties));
    if (context.result().input.liability) {
      section.blocks.emplace_back(
          Note{context.say(Message::parties_note, {{"rule", context.result().input.liability->rule}})});
    }
  }
  return section;
}

}  // namespace tenbin::cli
