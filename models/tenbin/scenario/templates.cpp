#include "tenbin/scenario/templates.hpp"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace tenbin::scenario {
namespace {

using language::Language;
using language::Message;
using nlohmann::ordered_json;

constexpr std::size_t line_width = 110;

/// JSON with short lists and objects on one line, as a person would write it.
void append_readable(std::string& text, const ordered_json& value, std::size_t indent) {
  const std::string on_one_line = value.dump(-1);
  // dump() writes no blanks; about one per separator will be added.
  const auto separators =
      static_cast<std::size_t>(std::count_if(on_one_line.begin(), on_one_line.end(), [](char c) {
        return c == ',' || c == ':' || c == '{' || c == '}';
      }));
  const bool has_comment = value.is_object() && value.contains("comment");
  const bool is_short = on_one_line.size() + separators + indent <= line_width && !has_comment;
  if (!value.is_structured() || value.empty()) {
    text += on_one_line;
    return;
  }
  const char open = value.is_object() ? '{' : '[';
  const char close = value.is_object() ? '}' : ']';
  text += open;
  bool is_first = true;
  for (const auto& [key, item] : value.items()) {
    if (!is_first) text += ',';
    if (is_short) {
      text += ' ';
    } else {
      text += '\n';
      text.append(indent + 2, ' ');
    }
    is_first = false;
    if (value.is_object()) {
      text += ordered_json(key).dump();
      text += ": ";
    }
    append_readable(text, item, indent + 2);
  }
  if (is_short) {
    text += ' ';
  } else {
    text += '\n';
    text.append(indent, ' ');
  }
  text += close;
}

std::int64_t million(std::int64_t count) { return count * 1'000'000; }

ordered_json ordinary(std::int64_t amount) { return {{"type", "ordinary"}, {"amount", amount}}; }

/// The terms of a design, from narrow to wide.
enum class Breadth { base, wide };

class TemplateWriter {
 public:
  TemplateWriter(std::string_view business_type, Language language)
      : business_type_(business_type), language_(language) {}

  std::string write() const {
    ordered_json root;
    root["format"] = "tenbin/scenario";
    root["version"] = 1;
    root["name"] = words(Message::template_name);
    root["comment"] = comments({Message::template_start, Message::template_amounts, Message::template_check});
    root["currency"] = "JPY";
    root["price_year"] = 2026;
    root["simulation"] = {
        {"comment", words(Message::template_years)}, {"years", million(1)}, {"seed", 20260401}};
    root["deployments"] = ordered_json::array({deployment()});
    root["liability"] = {
        {"comment", words(Message::template_liability)},
        {"rule", "FIXED_SHARES"},
        {"shares", {{"developer", 0.25}, {"integrator", 0.35}, {"business_user", 0.35}, {"victim", 0.05}}}};
    root["coverage_designs"] = ordered_json::array(
        {design("base", Breadth::base, Message::template_base_name, Message::template_design),
         design("wide", Breadth::wide, Message::template_wide_name, Message::template_wide_design)});
    std::string text;
    append_readable(text, root, 0);
    return text + "\n";
  }

 private:
  std::string words(Message message) const { return language::text(language_, message); }

  ordered_json comments(const std::vector<Message>& messages) const {
    ordered_json lines = ordered_json::array();
    for (const Message message : messages) lines.push_back(words(message));
    return lines;
  }

  /// The auto-parts maker of docs and examples: every number is one that its manager can look up.
  ordered_json deployment() const {
    return {
        {"comment",
         comments({Message::template_deployment, Message::template_autonomy, Message::template_class})},
        {"id", "line-1"},
        {"use_case", "visual_inspection"},
        {"business_type", business_type_},
        {"autonomy", "substitute"},
        {"product_class", "auto_parts"},
        {"exposure",
         {{"comment", comments({Message::template_turnover, Message::template_units, Message::template_pieces,
                                Message::template_gross_profit, Message::template_fee})},
          {"turnover", million(4200)},
          {"units", million(12)},
          {"pieces_per_product", 4},
          {"gross_profit_per_day", 3'100'000},
          {"annual_fee", million(25)},
          {"sites", 20}}},
        {"performance",
         {{"comment", comments({Message::template_misses, Message::template_defects})},
          {"false_negative_rate", 0.05},
          {"defect_rate", 0.0001}}},
        {"audit",
         {{"comment", comments({Message::template_audit_method, Message::template_audit_score})},
          {"method", "external_audit"},
          {"score", 60},
          {"age_months", 6}}}};
  }

  ordered_json design(const char* id, Breadth breadth, Message name, Message comment) const {
    return {
        {"comment", words(comment)},
        {"id", id},
        {"name", words(name)},
        {"policies", ordered_json::array({business_type_ == "business_user" ? factory_policy(breadth)
                                                                            : supplier_policy(breadth)})}};
  }

  ordered_json factory_policy(Breadth breadth) const {
    const bool is_wide = breadth == Breadth::wide;
    const ordered_json sections = ordered_json::array(
        {{{"cover", "product_liability"},
          {"deductible", ordinary(is_wide ? 30'000 : 100'000)},
          {"occurrence_limit", million(is_wide ? 1000 : 500)}},
         {{"cover", "recall"}, {"share", 0.9}, {"occurrence_limit", million(is_wide ? 500 : 200)}},
         {{"cover", "non_damage_interruption"},
          {"waiting_hours", is_wide ? 8 : 12},
          {"occurrence_limit", million(is_wide ? 300 : 100)}},
         {{"cover", "cyber"},
          {"deductible", ordinary(100'000)},
          {"occurrence_limit", million(is_wide ? 300 : 100)}}});
    return {{"comment", comments({Message::template_terms, Message::template_waiting})},
            {"id", "factory"},
            {"product", "smart_factory"},
            {"insured", "business_user"},
            {"sections", sections},
            {"aggregate_limit", million(is_wide ? 2000 : 1000)}};
  }

  ordered_json supplier_policy(Breadth breadth) const {
    const bool is_wide = breadth == Breadth::wide;
    const ordered_json deductible = ordinary(is_wide ? 300'000 : 1'000'000);
    ordered_json sections = ordered_json::array({{{"cover", "third_party_liability"},
                                                  {"deductible", deductible},
                                                  {"occurrence_limit", million(is_wide ? 500 : 300)}}});
    // Recourse for a recall and the guarantee of performance fall on who sold the system, the integrator.
    if (business_type_ == "integrator") {
      sections.push_back({{"cover", "recall"},
                          {"deductible", deductible},
                          {"share", 0.9},
                          {"occurrence_limit", million(is_wide ? 300 : 100)}});
      sections.push_back(
          {{"cover", "performance_guarantee"}, {"share", 0.8}, {"aggregate_limit", million(25)}});
    }
    return {{"comment", words(Message::template_terms)},
            {"id", "supplier"},
            {"product", "quality_assurance_liability"},
            {"insured", business_type_ == "integrator" ? "integrator" : "developer"},
            {"sections", sections},
            {"aggregate_limit", million(is_wide ? 1000 : 500)}};
  }

  std::string business_type_;
  Language language_;
};

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

const std::vector<std::string>& template_use_cases() {
  static const std::vector<std::string> words = {"visual_inspection"};
  return words;
}

const std::vector<std::string>& template_business_types() {
  static const std::vector<std::string> words = {"business_user", "integrator", "custom_developer",
                                                 "foundation_developer"};
  return words;
}

std::optional<std::string> scenario_template(std::string_view use_case, std::string_view business_type,
                                             Language language) {
  if (!contains(template_use_cases(), use_case) || !contains(template_business_types(), business_type)) {
    return std::nullopt;
  }
  return TemplateWriter(business_type, language).write();
}

}  // namespace tenbin::scenario
