#include "report/rate_document.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "report/number_format.hpp"
#include "report/words.hpp"
#include "tenbin/language/messages/pages.hpp"
#include "tenbin/language/messages/rate.hpp"
#include "tenbin/language/messages/report.hpp"

namespace tenbin::cli {
namespace {

using language::Message;
using rating::PolicyRate;

constexpr double per_mille = 1000;

double factor(const PolicyRate& policy, std::string_view id) {
  for (const rating::RateFactor& entry : policy.factors) {
    if (entry.id == id) return entry.value;
  }
  return 1;
}

class Writer {
 public:
  Writer(const scenario::Scenario& scenario, const rating::Rating& rating, language::Language language,
         std::optional<MoneyUnit> unit = std::nullopt)
      : scenario_(scenario), rating_(rating), language_(language) {
    if (unit) {
      unit_ = *std::move(unit);
      return;
    }
    double largest = 0;
    for (const PolicyRate& policy : rating.policies) largest = std::max(largest, policy.technical_premium);
    unit_ = money_unit(largest, scenario.currency, language);
  }

  Document write() const {
    Document document;
    document.title = say(message::rate_title, {{"name", scenario_.name}});
    document.subtitle = say(message::rate_subtitle, {{"unit", unit_.name}});
    for (const rating::DeploymentClass& entry : rating_.classes) {
      if (entry.risk_class.refer)
        document.warnings.push_back(say(message::rate_refer, {{"deployment", entry.deployment}}));
    }
    document.sections.push_back({say(message::rate_class_heading), {classes()}});
    document.sections.push_back(premiums());
    if (!rating_.policies.empty()) document.sections.push_back(is_enough());
    return document;
  }

  std::vector<Block> blocks() const {
    std::vector<Block> blocks{classes()};
    for (Block& block : premiums().blocks) blocks.push_back(std::move(block));
    return blocks;
  }

 private:
  std::string say(Message message, const language::Arguments& arguments = {}) const {
    return text(language_, message, arguments);
  }

  Table classes() const {
    Table table{say(message::rate_class_caption),
                {{say(message::audit_deployment), ColumnKind::sentence},
                 {say(message::rate_class_class), ColumnKind::words},
                 {say(message::rate_class_ratio), ColumnKind::number}},
                {},
                {}};
    for (char letter = 'A'; letter <= 'G'; ++letter)
      table.columns.push_back({std::string(1, letter), ColumnKind::number});
    for (const rating::DeploymentClass& entry : rating_.classes) {
      const std::string letter(1, entry.risk_class.letter);
      table.rows.push_back(
          {entry.deployment,
           entry.risk_class.refer ? say(message::rate_class_refer, {{"letter", letter}}) : letter,
           grouped(entry.risk_class.ratio, 2)});
      for (const double probability : entry.risk_class.probability)
        table.rows.back().emplace_back(grouped(100 * probability, 0) + "%");
    }
    return table;
  }

  /// Money: the rate is per mille of it. Else a count: the rate is money for one of it.
  static bool is_money(const PolicyRate& policy) {
    return policy.exposure == "turnover" || policy.exposure == "annual_fee";
  }

  std::string exposure_name(const PolicyRate& policy) const {
    return name_of_exposure(policy.exposure, language_);
  }

  std::string design_name(const std::string& id) const {
    return name_of_design(scenario_.coverage_designs, id, language_);
  }

  Table design(const std::string& id, const std::vector<const PolicyRate*>& policies) const {
    Table table{say(message::rate_premium_caption, {{"design", design_name(id)}}),
                {{say(message::rate_factor), ColumnKind::sentence}},
                {},
                {}};
    const PolicyRate& first = *policies.front();
    const bool money = is_money(first);
    std::vector<std::vector<Cell>> rows = {
        {money ? say(message::rate_factor_exposure, {{"name", exposure_name(first)}, {"unit", unit_.name}})
               : say(message::rate_factor_exposure_count, {{"name", exposure_name(first)}})},
        {money ? say(message::rate_factor_base_rate)
               : say(message::rate_factor_base_rate_count, {{"unit", unit_.name}})},
        {"x " + say(message::rate_factor_performance)},
        {"x " + say(message::rate_factor_quality)},
        {"x " + say(message::rate_factor_share)},
        {"x " + say(message::rate_factor_terms)},
        {"x " + say(message::price_claims_expense)},
        {"x " + say(message::rate_factor_risk_load)},
        {"x " + say(message::rate_factor_loading)},
        {"= " + say(message::rate_premium_in_unit, {{"unit", unit_.name}})},
        {money ? say(message::rate_factor_rate) : say(message::rate_factor_rate_count)}};
    static constexpr const char* ids[] = {"performance",    "quality",   "share",  "terms",
                                          "claims_expense", "risk_load", "loading"};
    for (const PolicyRate* policy : policies) {
      table.columns.push_back({policy->policy, ColumnKind::number});
      const double exposure = factor(*policy, "exposure");
      rows[0].emplace_back(significant_digits(money ? exposure / unit_.size : exposure, 4));
      const double base = factor(*policy, "base_rate");
      rows[1].emplace_back(significant_digits(money ? base * per_mille : base / unit_.size, 4));
      for (std::size_t i = 0; i < std::size(ids); ++i)
        rows[2 + i].emplace_back(significant_digits(factor(*policy, ids[i]), 4));
      rows[9].emplace_back(significant_digits(policy->technical_premium / unit_.size, 4));
      rows[10].emplace_back(
          significant_digits(money ? policy->rate * per_mille : policy->rate / unit_.size, 4));
    }
    table.rows = std::move(rows);
    table.strong_rows = {9};
    return table;
  }

  Section premiums() const {
    Section section{say(message::rate_premium_heading), {}};
    if (rating_.policies.empty()) {
      section.blocks.emplace_back(Paragraph{say(message::rate_no_policies)});
      return section;
    }
    constexpr std::size_t policies_beside_each_other = 3;
    std::vector<const PolicyRate*> beside;
    for (std::size_t i = 0; i < rating_.policies.size(); ++i) {
      const PolicyRate& policy = rating_.policies[i];
      beside.push_back(&policy);
      const bool ends = i + 1 == rating_.policies.size() || rating_.policies[i + 1].design != policy.design;
      if (!ends && beside.size() < policies_beside_each_other) continue;
      section.blocks.emplace_back(design(policy.design, beside));
      beside.clear();
    }
    return section;
  }

  Section is_enough() const {
    BulletList list;
    std::string enough;
    for (const PolicyRate& policy : rating_.policies) {
      const std::string name = design_name(policy.design) + "/" + policy.policy;
      if (policy.suffices()) {
        enough += (enough.empty() ? "" : ", ") + name;
        continue;
      }
      if (policy.annual_terms_at_most > PolicyRate::largest_annual_effect)
        list.items.push_back(say(message::rate_enough_not_annual,
                                 {{"policy", name}, {"share", percent(policy.annual_terms_at_most)}}));
      if (policy.book_skewness > PolicyRate::largest_skewness)
        list.items.push_back(
            say(message::rate_enough_not_skew,
                {{"policy", name}, {"skewness", significant_digits(policy.book_skewness, 2)}}));
      if (policy.has_other_terms)
        list.items.push_back(say(message::rate_enough_not_event, {{"policy", name}}));
    }
    if (!enough.empty())
      list.items.insert(list.items.begin(), say(message::rate_enough, {{"policies", enough}}));
    return {say(message::rate_enough_heading), {list}};
  }

  const scenario::Scenario& scenario_;
  const rating::Rating& rating_;
  language::Language language_;
  MoneyUnit unit_;
};

}  // namespace

Document rate_document(const scenario::Scenario& scenario, const rating::Rating& rating,
                       language::Language language) {
  return Writer(scenario, rating, language).write();
}

std::vector<Block> rate_blocks(const scenario::Scenario& scenario, const rating::Rating& rating,
                               const MoneyUnit& unit, language::Language language) {
  return Writer(scenario, rating, language, unit).blocks();
}

std::optional<rating::Rating> closed_forms(const scenario::Scenario& scenario) {
  constexpr std::size_t most_policies = 20;
  std::size_t policies = 0;
  for (const scenario::CoverageDesign& design : scenario.coverage_designs) policies += design.policies.size();
  if (scenario.deployments.empty() || policies == 0 || policies > most_policies) return std::nullopt;
  library::LibraryReader library{library::standard_library()};
  return rating::rate(scenario, library);
}

nlohmann::ordered_json rate_json(const scenario::Scenario& scenario, const std::string& file,
                                 const rating::Rating& rating) {
  using Json = nlohmann::ordered_json;
  Json json;
  json["format"] = "tenbin/rate";
  json["version"] = 1;
  json["input_file"] = file;
  json["name"] = scenario.name;
  json["currency"] = scenario.currency;
  Json classes = Json::array();
  for (const rating::DeploymentClass& entry : rating.classes) {
    Json probabilities;
    for (char letter = 'A'; letter <= 'G'; ++letter)
      probabilities[std::string(1, letter)] = entry.risk_class.probability_of(letter);
    classes.push_back({{"deployment", entry.deployment},
                       {"class", std::string(1, entry.risk_class.letter)},
                       {"ratio", entry.risk_class.ratio},
                       {"refer", entry.risk_class.refer},
                       {"probability", std::move(probabilities)}});
  }
  json["classes"] = std::move(classes);
  Json policies = Json::array();
  for (const PolicyRate& policy : rating.policies) {
    Json factors = Json::array();
    for (const rating::RateFactor& entry : policy.factors)
      factors.push_back({{"factor", entry.id}, {"value", entry.value}});
    policies.push_back({{"design", policy.design},
                        {"policy", policy.policy},
                        {"product", policy.product},
                        {"insured", policy.insured},
                        {"exposure", policy.exposure},
                        {"factors", std::move(factors)},
                        {"expected_claims", policy.expected_claims},
                        {"technical_premium", policy.technical_premium},
                        {"rate", policy.rate},
                        {"book_skewness", policy.book_skewness},
                        {"annual_terms_at_most", policy.annual_terms_at_most},
                        {"has_other_terms", policy.has_other_terms},
                        {"suffices", policy.suffices()}});
  }
  json["policies"] = std::move(policies);
  return json;
}

}  // namespace tenbin::cli
