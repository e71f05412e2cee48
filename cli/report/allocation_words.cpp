#include "report/allocation_words.hpp"

#include <algorithm>
#include <cmath>

#include "report/number_format.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/liability.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::cli {
namespace {

using language::Arguments;
using language::Language;
using language::Message;
using liability::Remark;
using liability::Role;
using liability::Step;
using liability::StepKind;

std::string share_text(const Exact& share) { return percent(liability::to_double(share), 3); }

/// How an amount was paid, with the space before it; nothing where nothing was paid.
std::string payers(const Step<Exact>& step, Language language) {
  const std::string space = language == Language::english ? " " : "";
  if (step.own > 0 && step.insurer > 0) {
    return space + text(language, message::payers_both,
                        {{"own", amount_text(step.own)}, {"insurer", amount_text(step.insurer)}});
  }
  if (step.insurer > 0) return space + text(language, message::payers_insurer);
  return "";
}

Message sentence_of(const AllocationReport& report, const Step<Exact>& step) {
  switch (step.kind) {
    case StepKind::victim_share:
      return message::step_victim_share;
    case StepKind::party_share:
      return message::step_party_share;
    case StepKind::reduction:
      if (step.remark == Remark::victim_fault_bars) return message::step_barred;
      return report.file.event.cf_basis == liability::FaultBasis::relative ? message::step_reduction_relative
                                                                           : message::step_reduction;
    case StepKind::victim_cost:
      return message::step_victim_cost;
    case StepKind::fund_first:
      return message::step_fund_first;
    case StepKind::claim:
      switch (step.remark) {
        case Remark::no_claim_made:
          return message::step_no_claim_made;
        case Remark::nobody_can_owe:
          return message::step_nobody_owes;
        case Remark::covered_by_fund:
          return message::step_fund_covers;
        case Remark::victim_fault_bars:
          return message::step_nothing_to_claim;
        default:
          return step.amount == 0 ? message::step_nothing_to_claim : message::step_claim;
      }
    case StepKind::exposure:
      return message::step_exposure;
    case StepKind::settlement:
      return message::step_settlement;
    case StepKind::defence:
      if (step.amount == 0) return message::step_defence_none;
      return step.remark == Remark::not_liable ? message::step_defence_not_liable : message::step_defence;
    case StepKind::collection:
      if (step.amount == 0) return message::step_collection_none;
      return step.amount < step.asked ? message::step_collection_part : message::step_collection;
    case StepKind::fallback:
      return message::step_fallback;
    case StepKind::reallocation:
      return message::step_reallocation;
    case StepKind::victim_keeps:
      return message::step_victim_keeps;
    case StepKind::top_up:
      return message::step_top_up;
    case StepKind::inward_share:
      return message::step_inward_share;
    case StepKind::contribution:
      return message::step_contribution;
    case StepKind::indemnity:
      break;
  }
  return message::step_indemnity;
}

bool is_recourse(const Step<Exact>& step) {
  return step.kind == StepKind::contribution || step.kind == StepKind::indemnity;
}

/// What more there is to say of a recourse.
std::vector<Message> further_sentences(const Step<Exact>& step) {
  std::vector<Message> result;
  switch (step.remark) {
    case Remark::waived:
      result.push_back(message::remark_waived);
      break;
    case Remark::out_of_time:
      result.push_back(message::remark_out_of_time);
      break;
    case Remark::failed:
      result.push_back(message::remark_failed);
      break;
    case Remark::not_worth_its_cost:
      result.push_back(message::remark_not_worth);
      break;
    case Remark::capped:
      result.push_back(message::remark_capped);
      break;
    default:
      break;
  }
  if (step.amount < step.left) result.push_back(message::remark_cannot_pay);
  if (step.insurer > 0) result.push_back(message::step_to_insurer);
  if (step.cost > 0) result.push_back(message::step_recourse_cost);
  return result;
}

}  // namespace

std::string amount_text(const Exact& amount) {
  const double value = liability::to_double(amount);
  if (denominator(amount) == 1) return grouped(value, 0);
  if (std::fabs(value) < 0.01) return significant_digits(value, 3);
  std::string digits = grouped(value, 2);
  // 0.50 and 0.5 are the same amount: the shorter one.
  const bool is_short = denominator(Exact(amount * 10)) == 1;
  if (is_short && digits.back() == '0') digits.pop_back();
  return digits;
}

std::string party_text(const liability::Party<Exact>& party, Language language) {
  const std::string code(liability::code_of_role(party.role));
  if (code.empty()) return party.name;
  std::string name = code;
  if (party.role == Role::direct_insurer) name = text(language, message::party_direct_insurer);
  for (const auto& [known, word] : scenario::party_codes()) {
    if (known == code) name = name_of_word(word, language);
  }
  return text(language, message::party_with_code, {{"name", name}, {"code", party.name}});
}

std::string reason_text(const AllocationReport& report, const Step<Exact>& step, Language language) {
  const auto& event = report.file.event;
  const auto reason = [&] {
    switch (step.remark) {
      case Remark::capped:
        return message::why_capped;
      case Remark::time_barred:
        return message::why_time_barred;
      case Remark::own_share_only:
        return message::why_several;
      case Remark::from_threshold:
        return message::why_threshold;
      default:
        break;
    }
    if (event.parties[static_cast<std::size_t>(step.party)].role == Role::direct_insurer) {
      return message::why_insurer;
    }
    switch (event.rule) {
      case liability::Rule::joint:
        return message::why_joint;
      case liability::Rule::by_type:
        return message::why_by_type;
      default:
        return message::why_several;
    }
  };
  return text(language, reason());
}

std::string step_text(const AllocationReport& report, const Step<Exact>& step, Language language) {
  const auto& parties = report.file.event.parties;
  const auto name = [&](int i) {
    return i < 0 ? std::string() : party_text(parties[static_cast<std::size_t>(i)], language);
  };
  const Arguments arguments = {
      {"party", name(step.party)},
      {"other", name(step.other)},
      {"asked", amount_text(step.asked)},
      {"amount", amount_text(step.amount)},
      {"left", amount_text(step.left)},
      {"insurer", amount_text(step.insurer)},
      {"cost", amount_text(step.cost)},
      {"share", share_text(step.share)},
      {"keep", share_text(step.share)},
      {"victim", share_text(report.allocation.victim_share)},
      {"payers", payers(step, language)},
      {"why", step.kind == StepKind::exposure ? reason_text(report, step, language) : std::string()}};
  std::string result = text(language, sentence_of(report, step), arguments);
  // A sentence that begins with a party; a name that the user chose stays as it is.
  const bool begins_small = result[0] >= 'a' && result[0] <= 'z';
  const bool is_own_word =
      step.party >= 0 && parties[static_cast<std::size_t>(step.party)].role != Role::other;
  if (begins_small && is_own_word) result[0] = static_cast<char>(result[0] - 'a' + 'A');
  if (!is_recourse(step)) return result;
  for (const Message message : further_sentences(step)) {
    if (language == Language::english) result += ' ';
    result += text(language, message, arguments);
  }
  return result;
}

}  // namespace tenbin::cli
