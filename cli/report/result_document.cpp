#include "report/result_document.hpp"

#include "report/council_document.hpp"
#include "report/sections.hpp"
#include "report/shell_word.hpp"
#include "tenbin/batch/fingerprint.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

std::string subtitle(const ReportContext& context) {
  const result::Result& result = context.result();
  std::string text =
      context.say(message::report_subtitle, {{"years", grouped(static_cast<double>(result.years_done), 0)},
                                             {"seed", std::to_string(result.input.simulation.seed)},
                                             {"unit", context.unit().name}});
  if (result.input.price_year != 0) {
    text += (context.language() == language::Language::english ? " " : "") +
            context.say(message::report_price_level, {{"year", std::to_string(result.input.price_year)}});
  }
  return text;
}

}  // namespace

std::string command_to_run_again(const result::Result& result) {
  const std::string file = result.source_file.empty() ? "-" : result.source_file;
  return "tenbin run " + shell_word(file) + " --years " + std::to_string(result.years_done) + " --seed " +
         std::to_string(result.input.simulation.seed);
}

Document result_document(const result::Result& result, language::Language language, Extent extent,
                         const std::optional<compare::Tornado>& tornado) {
  const ReportContext context(result, language, extent);
  Document document{result.input.name, subtitle(context), {}, {}, {}};
  const std::string years = grouped(static_cast<double>(result.years_done), 0);
  if (result.interrupted)
    document.warnings.push_back(context.say(message::warning_interrupted, {{"years", years}}));
  if (!result.target_met.value_or(true)) {
    document.warnings.push_back(context.say(message::warning_target, {{"years", years}}));
  }
  for (const result::AuditPosterior& audit : result.audits) {
    if (audit.refer)
      document.warnings.push_back(context.say(message::warning_refer, {{"deployment", audit.deployment}}));
  }
  Section findings = findings_section(context);
  if (!result.input.description.empty()) {
    findings.blocks.insert(findings.blocks.begin(), Paragraph{result.input.description});
  }
  document.sections.push_back(std::move(findings));
  if (!result.input.coverage_designs.empty()) document.sections.push_back(price_section(context));
  Section factors = factor_section(context);
  if (!factors.blocks.empty()) document.sections.push_back(std::move(factors));
  Section buyer = buyer_section(context);
  if (!buyer.blocks.empty()) document.sections.push_back(std::move(buyer));
  document.sections.push_back(loss_section(context));
  Section retained = retained_section(context);
  if (!retained.blocks.empty()) document.sections.push_back(std::move(retained));
  Section gaps = gap_section(context);
  if (!gaps.blocks.empty()) document.sections.push_back(std::move(gaps));
  if (tornado)
    document.sections.push_back({context.say(message::council_moves), tornado_blocks(*tornado, context)});
  document.sections.push_back(certainty_section(context));
  document.sections.push_back(unknown_section(context));
  document.sections.push_back(
      {context.say(message::report_again),
       {CommandLine{command_to_run_again(result)}, Note{context.say(message::report_same_bits)}}});
  if (extent == Extent::page) {
    document.sections.back().blocks.emplace_back(
        Note{context.say(message::page_hash, {{"hash", batch::sha256(batch::canonical_input(result.input))},
                                              {"build", result.build}})});
  }
  document.footer =
      context.say(message::report_footer, {{"version", result.version}, {"build", result.build}});
  return document;
}

}  // namespace tenbin::cli
