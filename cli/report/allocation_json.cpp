#include "report/allocation_json.hpp"

#include <string_view>

#include "report/json_writer.hpp"
#include "tenbin/liability/allocate.hpp"

namespace tenbin::cli {
namespace {

using liability::Limit;
using liability::Remark;
using liability::Step;
using liability::StepKind;
using Json = nlohmann::ordered_json;

/// A number as a double, or exactly as text.
struct AsDouble {
  static Json number(const Exact& value) { return liability::to_double(value); }
};
struct AsFraction {
  static Json number(const Exact& value) { return liability::fraction_text(value); }
};

template <class As>
class Figures {
 public:
  explicit Figures(const AllocationReport& report) : report_(report) {}

  Json per_party(const liability::Allocation<Exact>::PerParty& amounts) const {
    Json result = Json::object();
    for (const std::size_t i : report_.file.order_of_file) result[name(i)] = As::number(amounts[i]);
    return result;
  }

  Json burden() const {
    Json result = Json::object();
    for (const std::size_t i : report_.file.order_of_file) {
      result[name(i)] = {{"own", As::number(report_.allocation.own[i])},
                         {"insurer", As::number(report_.allocation.insurer[i])}};
    }
    return result;
  }

  Json levy() const {
    Json result = Json::object();
    for (const auto& [who, amount] : liability::levies(report_.file.event, report_.allocation)) {
      result[who] = As::number(amount);
    }
    return result;
  }

  Json bucket() const {
    Json result = Json::array();
    for (std::size_t e = 0; e < report_.file.event.contracts.size(); ++e) {
      const Limit<Exact>& left = report_.allocation.bucket[e];
      result.push_back(left ? As::number(*left) : Json(nullptr));
    }
    return result;
  }

  void add_to(Json& json) const {
    const auto& a = report_.allocation;
    json["burden"] = burden();
    json["victim"] = As::number(a.victim);
    json["fund"] = As::number(a.fund);
    json["friction"] = As::number(a.friction);
    json["uncompensated"] = As::number(a.uncompensated);
    json["own_fault"] = As::number(a.own_fault);
    json["own"] = per_party(a.own);
    json["insurer"] = per_party(a.insurer);
    json["paid"] = per_party(a.paid);
    json["exposure"] = per_party(a.exposure);
    json["levy"] = levy();
    json["FUND"] = As::number(a.fund);
    json["V"] = As::number(a.victim);
    json["T"] = As::number(a.transferred);
    json["C"] = As::number(a.claim);
    json["C0"] = As::number(a.reduced_claim);
    json["F"] = As::number(a.friction);
    json["keep"] = As::number(a.keep);
    json["c"] = As::number(a.victim_share);
    json["residual"] = As::number(a.residual);
    json["bucket"] = bucket();
  }

 private:
  const std::string& name(std::size_t i) const { return report_.file.event.parties[i].name; }

  const AllocationReport& report_;
};

struct StepName {
  std::string_view step, kind;
};

StepName name_of(StepKind kind) {
  switch (kind) {
    case StepKind::victim_share:
      return {"S1", "victim_share"};
    case StepKind::party_share:
      return {"S1", "party_share"};
    case StepKind::reduction:
      return {"S2", "reduction"};
    case StepKind::victim_cost:
      return {"S2", "victim_cost"};
    case StepKind::fund_first:
      return {"S2", "fund_first"};
    case StepKind::claim:
      return {"S2", "claim"};
    case StepKind::exposure:
      return {"S3", "exposure"};
    case StepKind::settlement:
      return {"S3", "settlement"};
    case StepKind::defence:
      return {"S4", "defence"};
    case StepKind::collection:
      return {"S5", "collection"};
    case StepKind::fallback:
      return {"S5b", "fallback"};
    case StepKind::reallocation:
      return {"S6", "reallocation"};
    case StepKind::victim_keeps:
      return {"S6", "victim_keeps"};
    case StepKind::top_up:
      return {"S7", "top_up"};
    case StepKind::inward_share:
      return {"S8", "inward_share"};
    case StepKind::contribution:
      return {"S8", "contribution"};
    case StepKind::indemnity:
      break;
  }
  return {"S9", "indemnity"};
}

std::string_view name_of(Remark remark) {
  switch (remark) {
    case Remark::none:
      return "";
    case Remark::waived:
      return "waived";
    case Remark::out_of_time:
      return "out_of_time";
    case Remark::failed:
      return "failed";
    case Remark::not_worth_its_cost:
      return "not_worth_its_cost";
    case Remark::capped:
      return "capped";
    case Remark::time_barred:
      return "time_barred";
    case Remark::own_share_only:
      return "own_share_only";
    case Remark::from_threshold:
      return "from_threshold";
    case Remark::not_liable:
      return "not_liable";
    case Remark::by_default:
      return "equal_shares_by_default";
    case Remark::no_claim_made:
      return "no_claim_made";
    case Remark::nobody_can_owe:
      return "nobody_can_owe";
    case Remark::victim_fault_bars:
      return "victim_fault_bars";
    case Remark::covered_by_fund:
      break;
  }
  return "covered_by_fund";
}

bool is_payment(StepKind kind) {
  return kind == StepKind::settlement || kind == StepKind::defence || kind == StepKind::collection ||
         kind == StepKind::reallocation || kind == StepKind::contribution || kind == StepKind::indemnity;
}

Json step_json(const AllocationReport& report, const Step<Exact>& step, language::Language language) {
  const auto& parties = report.file.event.parties;
  const auto number = [](const Exact& value) { return liability::to_double(value); };
  const StepName name = name_of(step.kind);
  const bool is_recourse = step.kind == StepKind::contribution || step.kind == StepKind::indemnity;
  const bool is_share = step.kind == StepKind::party_share || step.kind == StepKind::victim_share;
  Json json = {{"step", name.step}, {"kind", name.kind}};
  if (step.party >= 0) json["party"] = parties[static_cast<std::size_t>(step.party)].name;
  if (step.other >= 0) json["from"] = parties[static_cast<std::size_t>(step.other)].name;
  if (step.contract >= 0) json["contract"] = step.contract;
  if (step.kind == StepKind::party_share) {
    json["share"] = number(step.share);
    json["inward_share"] = number(step.asked);
  } else if (is_share || step.kind == StepKind::reduction || step.kind == StepKind::inward_share) {
    json["share"] = number(step.share);
  }
  if (step.kind == StepKind::inward_share) {
    json["paid"] = number(step.amount);
    json["should_bear"] = number(step.asked);
  } else if (step.kind == StepKind::victim_cost) {
    json["amount"] = number(step.amount);
    json["shifted"] = number(step.asked);
  } else if (is_payment(step.kind) || step.kind == StepKind::top_up) {
    json["asked"] = number(step.asked);
    json["amount"] = number(step.amount);
  } else if (!is_share && step.kind != StepKind::fallback) {
    json["amount"] = number(step.amount);
  }
  if (is_payment(step.kind)) {
    json["own"] = number(step.own);
    json["insurer"] = number(step.insurer);
  }
  if (is_recourse) json["cost"] = number(step.cost);
  const bool has_rest = step.kind == StepKind::collection || step.kind == StepKind::reallocation ||
                        step.kind == StepKind::settlement || step.kind == StepKind::fallback;
  if (has_rest) json["left"] = number(step.left);
  if (step.remark != Remark::none) json["remark"] = name_of(step.remark);
  json["text"] = step_text(report, step, language);
  return json;
}

}  // namespace

std::string allocation_json(const AllocationReport& report, language::Language language) {
  Json json = {{"format", "tenbin/allocation"}, {"version", 1}};
  Figures<AsDouble>(report).add_to(json);
  Json exactly = Json::object();
  Figures<AsFraction>(report).add_to(exactly);
  json["exact"] = std::move(exactly);
  json["steps"] = Json::array();
  for (const Step<Exact>& step : report.steps) json["steps"].push_back(step_json(report, step, language));
  return json_text(json);
}

}  // namespace tenbin::cli
