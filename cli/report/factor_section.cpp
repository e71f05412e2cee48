#include "report/rate_document.hpp"
#include "report/sections.hpp"
#include "tenbin/core/error.hpp"
#include "tenbin/language/messages/pages.hpp"

namespace tenbin::cli {

Section factor_section(const ReportContext& context) {
  Section section{context.say(message::rate_page_heading), {}};
  if (context.extent() != Extent::page || context.designs().empty()) return section;
  const scenario::Scenario& input = context.result().input;
  try {
    const std::optional<rating::Rating> rating = closed_forms(input);
    if (!rating) return section;
    section.blocks = rate_blocks(input, *rating, context.unit(), context.language());
    section.blocks.emplace_back(Note{context.say(message::rate_page_note)});
  } catch (const Error& error) {
    section.blocks = {Note{context.say(message::rate_page_refused, {{"detail", error.what()}})}};
  }
  return section;
}

}  // namespace tenbin::cli
