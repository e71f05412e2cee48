#include "report/allocation_document.hpp"

#include <algorithm>

#include "report/number_format.hpp"
#include "tenbin/language/messages/liability.hpp"
#include "tenbin/language/messages/report.hpp"
#include "tenbin/liability/allocate.hpp"

namespace tenbin::cli {
namespace {

using language::Arguments;
using language::Language;
using language::Message;
using liability::Remark;
using liability::Step;
using liability::StepKind;

class Writing {
 public:
  Writing(const AllocationReport& report, Language language) : report_(report), language_(language) {}

  Document document() const {
    Document document;
    document.title = say(message::allocation_title);
    document.subtitle =
        say(message::allocation_subtitle, {{"damage", amount_text(report_.file.event.damage)}});
    document.sections.push_back(shares());
    document.sections.push_back(
        {say(message::allocation_claim),
         {bullets({StepKind::reduction, StepKind::victim_cost, StepKind::fund_first, StepKind::claim})}});
    if (has(StepKind::exposure)) document.sections.push_back(exposures());
    if (report_.allocation.claim > 0 || has(StepKind::settlement)) document.sections.push_back(payments());
    if (has(StepKind::inward_share)) document.sections.push_back(contribution());
    if (!report_.file.event.contracts.empty()) document.sections.push_back(contracts());
    document.sections.push_back(result());
    return document;
  }

 private:
  std::string say(Message message, const Arguments& arguments = {}) const {
    return text(language_, message, arguments);
  }

  const liability::Party<Exact>& party(std::size_t i) const { return report_.file.event.parties[i]; }

  std::string name(int i) const { return party_text(party(static_cast<std::size_t>(i)), language_); }

  bool has(StepKind kind) const {
    return std::any_of(report_.steps.begin(), report_.steps.end(),
                       [&](const Step<Exact>& step) { return step.kind == kind; });
  }

  BulletList bullets(const std::vector<StepKind>& kinds) const {
    BulletList list;
    for (const Step<Exact>& step : report_.steps) {
      if (std::find(kinds.begin(), kinds.end(), step.kind) == kinds.end()) continue;
      list.items.push_back(step_text(report_, step, language_));
    }
    return list;
  }

  /// One row per step of the kind, in the order of the file.
  template <class Row>
  void add_rows(Table& table, StepKind kind, const Row& row) const {
    for (const std::size_t i : report_.file.order_of_file) {
      for (const Step<Exact>& step : report_.steps) {
        if (step.kind == kind && step.party == static_cast<int>(i)) table.rows.push_back(row(step));
      }
    }
  }

  static std::string share(const Exact& value) { return percent(liability::to_double(value), 3); }

  Section shares() const {
    Table table{"",
                {{say(message::allocation_party), ColumnKind::words},
                 {say(message::allocation_share_of_whole), ColumnKind::number},
                 {say(message::allocation_share_inside), ColumnKind::number},
                 {"", ColumnKind::sentence}},
                {},
                {}};
    add_rows(table, StepKind::party_share, [&](const Step<Exact>& step) {
      const bool is_liable = step.remark != Remark::not_liable;
      std::string remark;
      if (!is_liable) remark = say(message::why_not_liable);
      if (step.remark == Remark::by_default) remark = say(message::why_default);
      return std::vector<Cell>{name(step.party), share(step.share), is_liable ? share(step.asked) : "-",
                               remark};
    });
    for (const Step<Exact>& step : report_.steps) {
      if (step.kind == StepKind::victim_share)
        table.rows.push_back({say(message::party_victim), share(step.share), "-", ""});
    }
    return {say(message::allocation_shares), {std::move(table)}};
  }

  Section exposures() const {
    Table table{"",
                {{say(message::allocation_party), ColumnKind::words},
                 {say(message::allocation_owes), ColumnKind::number},
                 {say(message::allocation_why), ColumnKind::sentence}},
                {},
                {}};
    add_rows(table, StepKind::exposure, [&](const Step<Exact>& step) {
      return std::vector<Cell>{name(step.party), amount_text(step.amount),
                               reason_text(report_, step, language_)};
    });
    return {say(message::allocation_outward), {std::move(table)}};
  }

  Section payments() const {
    BulletList list =
        bullets({StepKind::settlement, StepKind::defence, StepKind::collection, StepKind::fallback,
                 StepKind::reallocation, StepKind::victim_keeps, StepKind::top_up});
    if (list.items.empty()) list.items.push_back(say(message::allocation_nothing_paid));
    return {say(message::allocation_payment), {std::move(list)}};
  }

  Section contribution() const {
    Table table{"",
                {{say(message::allocation_party), ColumnKind::words},
                 {say(message::allocation_share_inside), ColumnKind::number},
                 {say(message::allocation_has_paid), ColumnKind::number},
                 {say(message::allocation_should_bear), ColumnKind::number}},
                {},
                {}};
    add_rows(table, StepKind::inward_share, [&](const Step<Exact>& step) {
      return std::vector<Cell>{name(step.party), share(step.share), amount_text(step.amount),
                               amount_text(step.asked)};
    });
    BulletList list = bullets({StepKind::contribution});
    if (list.items.empty()) list.items.push_back(say(message::allocation_no_recourse));
    return {say(message::allocation_contribution), {std::move(table), std::move(list)}};
  }

  Section contracts() const {
    BulletList list = bullets({StepKind::indemnity});
    const auto& event = report_.file.event;
    for (std::size_t e = 0; e < event.contracts.size(); ++e) {
      const auto& left = report_.allocation.bucket[e];
      if (!left) continue;
      list.items.push_back(
          say(message::allocation_bucket, {{"party", party_text(party(event.contracts[e].to), language_)},
                                           {"other", party_text(party(event.contracts[e].from), language_)},
                                           {"amount", amount_text(*left)}}));
    }
    if (list.items.empty()) list.items.push_back(say(message::allocation_no_recourse));
    return {say(message::allocation_contracts), {std::move(list)}};
  }

  Section result() const {
    const auto& allocation = report_.allocation;
    const auto is_long = [](const Exact& value) { return denominator(Exact(value * 100)) != 1; };
    bool is_exact_shown = is_long(allocation.victim) || is_long(allocation.fund);
    for (const std::size_t i : report_.file.order_of_file) {
      is_exact_shown = is_exact_shown || is_long(allocation.own[i]) || is_long(allocation.insurer[i]);
    }
    Table table{"",
                {{say(message::allocation_party), ColumnKind::words},
                 {say(message::allocation_own), ColumnKind::number},
                 {say(message::allocation_insurer), ColumnKind::number},
                 {say(message::allocation_together), ColumnKind::number}},
                {},
                {}};
    if (is_exact_shown) table.columns.push_back({say(message::allocation_exact), ColumnKind::number});
    const auto add = [&](std::string who, std::string own, std::string insurer, const Exact& sum) {
      std::vector<Cell> row = {std::move(who), std::move(own), std::move(insurer), amount_text(sum)};
      if (is_exact_shown) row.emplace_back(liability::fraction_text(sum));
      table.rows.push_back(std::move(row));
    };
    Exact own(0), insurer(0);
    for (const std::size_t i : report_.file.order_of_file) {
      add(party_text(party(i), language_), amount_text(allocation.own[i]), amount_text(allocation.insurer[i]),
          allocation.own[i] + allocation.insurer[i]);
      own += allocation.own[i];
      insurer += allocation.insurer[i];
    }
    if (report_.file.event.fund || report_.file.event.fund_first) {
      add(say(message::allocation_fund), "", "", allocation.fund);
    }
    add(say(message::allocation_victim), "", "", allocation.victim);
    table.strong_rows.push_back(table.rows.size());
    add(say(message::allocation_total), amount_text(own), amount_text(insurer),
        own + insurer + allocation.fund + allocation.victim);
    return {say(message::allocation_result), {std::move(table), closing_words()}};
  }

  BulletList closing_words() const {
    const auto& allocation = report_.allocation;
    BulletList list;
    list.items.push_back(say(message::allocation_balance, {{"damage", amount_text(report_.file.event.damage)},
                                                           {"friction", amount_text(allocation.friction)}}));
    if (allocation.own_fault > 0) {
      list.items.push_back(
          say(message::allocation_own_fault, {{"amount", amount_text(allocation.own_fault)}}));
    }
    if (allocation.uncompensated > 0) {
      list.items.push_back(
          say(message::allocation_uncompensated, {{"amount", amount_text(allocation.uncompensated)}}));
    }
    std::string levies;
    for (const auto& [who, amount] : liability::levies(report_.file.event, allocation)) {
      levies += (levies.empty() ? "" : say(message::list_separator)) + who + " " + amount_text(amount);
    }
    if (!levies.empty()) list.items.push_back(say(message::allocation_levies, {{"levies", levies}}));
    return list;
  }

  const AllocationReport& report_;
  Language language_;
};

}  // namespace

Document allocation_document(const AllocationReport& report, Language language) {
  return Writing(report, language).document();
}

}  // namespace tenbin::cli
