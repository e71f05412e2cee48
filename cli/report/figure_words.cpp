#include "report/figure_words.hpp"

#include <string_view>
#include <utility>

#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/council.hpp"
#include "tenbin/language/messages/names.hpp"

namespace tenbin::cli {
namespace {

/// "liability/FIGURE" or "liability/FIGURE/PARTY"
std::string liability_words(const ReportContext& context, const std::string& subject) {
  using language::Message;
  static constexpr std::pair<std::string_view, Message> names[] = {
      {"third_party", message::subject_third_party_damage},
      {"own_loss", message::subject_own_loss},
      {"victim", message::subject_victim},
      {"uncompensated", message::council_uncompensated},
      {"fund", message::council_fund},
      {"friction", message::council_friction},
      {"burden", message::subject_burden},
      {"damages", message::subject_damages},
      {"insurer", message::subject_insurer_of},
      {"assets", message::subject_assets},
      {"levy", message::council_levy},
      {"insolvent", message::council_insolvencies},
      {"cases", message::subject_cases},
      {"under_half", message::council_under_half},
      {"nothing", message::council_nothing}};
  const std::string figure = subject.substr(10, subject.find('/', 10) - 10);
  const std::string who = subject.substr(subject.rfind('/') + 1);
  for (const auto& [known, message] : names) {
    if (known == figure)
      return context.say(message, {{"party", context.word(who)}, {"who", context.word(who)}});
  }
  return subject;
}

}  // namespace

std::string subject_words(const ReportContext& context, const std::string& subject,
                          const std::string& measure) {
  const auto rest = [&](std::size_t begin) { return subject.substr(begin); };
  if (subject == "ground_up") return context.say(message::compare_subject_ground_up);
  if (subject.compare(0, 6, "party/") == 0)
    return context.say(message::compare_subject_party, {{"party", context.word(rest(6))}});
  if (subject.compare(0, 7, "design/") == 0) {
    const std::size_t end = subject.find('/', 7);
    return context.say(message::compare_subject_in_design,
                       {{"design", context.design_name(subject.substr(7, end - 7))},
                        {"subject", subject_words(context, rest(end + 1), measure)}});
  }
  if (subject.compare(0, 10, "liability/") == 0) return liability_words(context, subject);
  const bool premium = measure == "technical_premium";
  if (subject == "insurer")
    return context.say(premium ? message::compare_subject_all_policies : message::compare_subject_insurer);
  if (subject == "insured") return context.say(message::compare_subject_insured);
  if (subject.compare(0, 7, "policy/") != 0) return subject;
  const std::size_t end = subject.find('/', 7);
  const std::string policy = subject.substr(7, end - 7);
  if (end != std::string::npos)
    return context.say(message::compare_subject_policy_insured, {{"policy", policy}});
  return context.say(premium ? message::compare_subject_one_policy : message::compare_subject_policy,
                     {{"policy", policy}});
}

std::string figure_words(const ReportContext& context, const std::string& subject, const std::string& measure,
                         std::optional<double> level) {
  const std::string words = subject_words(context, subject, measure);
  if (measure == "mean" || measure == "expected_claims")
    return context.say(message::compare_what_mean, {{"subject", words}});
  if (measure == "sd") return context.say(message::compare_what_sd, {{"subject", words}});
  if (measure == "technical_premium") return context.say(message::compare_what_premium, {{"subject", words}});
  return context.say(measure == "var" ? message::compare_what_var : message::compare_what_tvar,
                     {{"subject", words}, {"share", tail_words(level.value_or(0))}});
}

}  // namespace tenbin::cli
