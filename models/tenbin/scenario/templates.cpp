#include "tenbin/scenario/templates.hpp"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "tenbin/coverage/product.hpp"
#include "tenbin/language/messages/template.hpp"
#include "tenbin/library/library.hpp"
#include "tenbin/perils/requirement.hpp"
#include "tenbin/scenario/compile.hpp"
#include "tenbin/scenario/reader.hpp"
#include "tenbin/scenario/vocabulary.hpp"

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

/// Whole numbers without a decimal point, as a person writes them.
ordered_json number(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  return static_cast<double>(whole) == value ? ordered_json(whole) : ordered_json(value);
}

/// The terms of a design, from narrow to wide.
enum class Breadth { base, wide };

/// Usual terms of a cover, amounts in million yen.
struct UsualTerms {
  std::string_view cover;
  std::int64_t limit, wide_limit;
  std::int64_t deductible = 0, wide_deductible = 0;  ///< [yen]
  int waiting_hours = 0, wide_waiting_hours = 0;
  double share = 1;
};

constexpr UsualTerms factory_terms[] = {{"product_liability", 500, 1000, 100'000, 30'000},
                                        {"recall", 200, 500, 0, 0, 0, 0, 0.9},
                                        {"employers_liability", 300, 500},
                                        {"property", 3000, 6000, 1'000'000, 300'000},
                                        {"machinery", 300, 600, 500'000, 200'000},
                                        {"business_interruption", 300, 1000, 0, 0, 72, 24},
                                        {"non_damage_interruption", 100, 300, 0, 0, 12, 8},
                                        {"contingent_interruption", 50, 100, 0, 0, 12, 8},
                                        {"cyber", 100, 300, 100'000, 100'000}};
constexpr UsualTerms supplier_terms[] = {{"third_party_liability", 300, 500, 1'000'000, 300'000},
                                         {"recall", 100, 300, 1'000'000, 300'000, 0, 0, 0.9}};
/// Consumers claim little each.
constexpr UsualTerms consumer_terms[] = {{"third_party_liability", 300, 500, 100'000, 30'000},
                                         {"recall", 100, 300, 1'000'000, 300'000, 0, 0, 0.9}};

/// Messages that say more of an exposure than the library does.
const std::pair<std::string_view, Message> exposure_words[] = {
    {"turnover", message::template_turnover},
    {"units", message::template_units},
    {"pieces_per_product", message::template_pieces},
    {"gross_profit_per_day", message::template_gross_profit},
    {"annual_fee", message::template_fee}};

class TemplateWriter {
 public:
  TemplateWriter(const library::UseCase& use_case, const library::Example& example, Language language)
      : use_case_(use_case), example_(example), language_(language) {}

  std::string write() const {
    ordered_json root;
    root["format"] = "tenbin/scenario";
    root["version"] = 1;
    root["name"] = words(message::template_name, {{"use_case", description(use_case_)}});
    root["comment"] = comments({message::template_start, message::template_amounts, message::template_check});
    root["currency"] = "JPY";
    root["price_year"] = 2026;
    root["simulation"] = {{"comment", words(message::template_years)},
                          {"years", million(1)},
                          {"seed", 20260401},
                          {"parameters", "uncertain"}};
    root["deployments"] = ordered_json::array({deployment()});
    root["liability"] = {
        {"comment", words(message::template_liability)}, {"rule", "FIXED_SHARES"}, {"shares", shares()}};
    const std::vector<coverage::Feed> losses = feeds(root);
    root["coverage_designs"] = ordered_json::array(
        {design("base", Breadth::base, message::template_base_name, message::template_design, losses),
         design("wide", Breadth::wide, message::template_wide_name, message::template_wide_design, losses)});
    std::string text;
    append_readable(text, root, 0);
    return text + "\n";
  }

 private:
  std::string words(Message message, const language::Arguments& arguments = {}) const {
    return language::text(language_, message, arguments);
  }
  template <class Entry>
  std::string description(const Entry& entry) const {
    return language_ == Language::japanese ? entry.description_ja : entry.description_en;
  }

  ordered_json comments(const std::vector<Message>& messages) const {
    ordered_json lines = ordered_json::array();
    for (const Message message : messages) lines.push_back(words(message));
    return lines;
  }

  /// Every number is one that a manager can look up.
  ordered_json deployment() const {
    ordered_json result;
    std::vector<Message> notes = {message::template_deployment, message::template_autonomy};
    if (!example_.product_class.empty()) notes.push_back(message::template_class);
    if (!example_.people.empty()) notes.push_back(message::template_people);
    result["comment"] = comments(notes);
    result["id"] = "line-1";
    result["use_case"] = use_case_.id;
    result["business_type"] = example_.business_type;
    result["autonomy"] = example_.autonomy;
    if (!example_.product_class.empty()) result["product_class"] = example_.product_class;
    if (!example_.people.empty()) result["people"] = example_.people;
    result["exposure"] = exposure();
    if (!example_.performance.empty()) result["performance"] = performance();
    result["audit"] = {{"comment", comments({message::template_audit_method, message::template_audit_score})},
                       {"method", "external_audit"},
                       {"score", 60},
                       {"age_months", 6}};
    if (!example_.components.empty()) {
      result["components"] = ordered_json::array();
      for (const auto& [id, kind] : example_.components)
        result["components"].push_back({{"id", id}, {"kind", kind}});
    }
    return result;
  }

  ordered_json exposure() const {
    ordered_json lines = ordered_json::array();
    ordered_json amounts;
    // In the order of the library, which is that of importance.
    for (const library::Exposure& entry : library::standard_library().exposures()) {
      const auto stated = example_.exposure.find(entry.id);
      if (stated == example_.exposure.end()) continue;
      amounts[entry.id] = number(stated->second);
      const auto* const more =
          std::find_if(std::begin(exposure_words), std::end(exposure_words),
                       [&](const auto& candidate) { return candidate.first == entry.id; });
      if (more != std::end(exposure_words)) {
        lines.push_back(words(more->second));
      } else if (entry.id != "sites" || !example_.exposure.contains("annual_fee")) {
        lines.push_back(
            words(message::template_exposure, {{"key", entry.id}, {"meaning", description(entry)}}));
      }
    }
    ordered_json result = {{"comment", lines}};
    for (const auto& [key, amount] : amounts.items()) result[key] = amount;
    return result;
  }

  ordered_json performance() const {
    const bool inspection = example_.performance.contains("defect_rate");
    const std::pair<const char*, Message> known[] = {
        {"false_negative_rate", inspection ? message::template_misses : message::template_other_misses},
        {"detection_rate", message::template_detection},
        {"defect_rate", message::template_defects}};
    ordered_json lines = ordered_json::array();
    ordered_json rates;
    for (const auto& [key, message] : known) {
      const auto stated = example_.performance.find(key);
      if (stated == example_.performance.end()) continue;
      lines.push_back(words(message));
      rates[key] = stated->second;
    }
    ordered_json result = {{"comment", lines}};
    for (const auto& [key, rate] : rates.items()) result[key] = rate;
    return result;
  }

  const std::string& party() const {
    const library::BusinessType* type = library::standard_library().business_type(example_.business_type);
    return type->party.empty() ? use_case_.consumer_party : type->party;
  }

  /// Where consumers use it, there is no business user to bear a part.
  ordered_json shares() const {
    if (example_.business_type != "consumer")
      return {{"developer", 0.25}, {"integrator", 0.35}, {"business_user", 0.35}, {"victim", 0.05}};
    return {{"developer", 0.25}, {party(), 0.7}, {"victim", 0.05}};
  }

  /// What can happen, and whom it hits.
  static std::vector<coverage::Feed> feeds(const ordered_json& root) {
    const ReadResult read = read_scenario(root.dump(), "template");
    library::LibraryReader library{library::standard_library()};
    std::vector<result::AuditPosterior> ignored;
    return compile_feeds(read.scenario.value(), compile_sources(read.scenario.value(), library, ignored),
                         library);
  }

  /// Perils of which the cover pays something to the insured.
  std::vector<std::string> perils_covered(const char* product, std::string_view cover,
                                          const std::vector<coverage::Feed>& losses) const {
    std::vector<std::string> result;
    for (const coverage::Cover& candidate : coverage::product(product).covers) {
      if (candidate.name != cover) continue;
      for (const coverage::Feed& feed : losses) {
        const auto share = feed.burden.find(party());
        const bool pays =
            share != feed.burden.end() && share->second > 0 &&
            std::find(candidate.heads.begin(), candidate.heads.end(), feed.damage) != candidate.heads.end();
        if (pays && !contains(result, feed.peril)) result.push_back(feed.peril);
      }
    }
    return result;
  }

  static bool contains(const std::vector<std::string>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  }

  static ordered_json section(const UsualTerms& terms, Breadth breadth) {
    const bool is_wide = breadth == Breadth::wide;
    ordered_json result = {{"cover", terms.cover}};
    const std::int64_t deductible = is_wide ? terms.wide_deductible : terms.deductible;
    if (deductible > 0) result["deductible"] = ordinary(deductible);
    if (terms.waiting_hours > 0)
      result["waiting_hours"] = is_wide ? terms.wide_waiting_hours : terms.waiting_hours;
    if (terms.share < 1) result["share"] = terms.share;
    result["occurrence_limit"] = million(is_wide ? terms.wide_limit : terms.limit);
    return result;
  }

  ordered_json design(const char* id, Breadth breadth, Message name, Message comment,
                      const std::vector<coverage::Feed>& losses) const {
    ordered_json policies = ordered_json::array();
    std::vector<std::string> in_factory_policy;
    if (party() == "business_user") {
      ordered_json sections = ordered_json::array();
      bool waits = false;
      for (const UsualTerms& terms : factory_terms) {
        const std::vector<std::string> paid = perils_covered("smart_factory", terms.cover, losses);
        if (paid.empty()) continue;
        if (terms.cover == "product_liability") in_factory_policy = paid;
        waits = waits || terms.waiting_hours > 0;
        sections.push_back(section(terms, breadth));
      }
      if (!sections.empty()) {
        ordered_json policy = {
            {"comment", waits ? comments({message::template_terms, message::template_waiting})
                              : comments({message::template_terms})},
            {"id", "factory"},
            {"product", "smart_factory"},
            {"insured", "business_user"},
            {"sections", sections},
            {"aggregate_limit", aggregate(sections, breadth == Breadth::wide ? 2000 : 1000)}};
        policies.push_back(policy);
      }
    }
    const ordered_json own = supplier_policy(breadth, losses, in_factory_policy);
    if (!own.is_null()) policies.push_back(own);
    return {{"comment", words(comment)}, {"id", id}, {"name", words(name)}, {"policies", policies}};
  }

  /// At least what the largest section pays.
  static std::int64_t aggregate(const ordered_json& sections, std::int64_t usual) {
    std::int64_t largest = million(usual);
    for (const ordered_json& entry : sections) {
      if (entry.contains("occurrence_limit"))
        largest = std::max(largest, entry["occurrence_limit"].get<std::int64_t>());
    }
    return largest;
  }

  /// Liability for what the AI does; a user that has a factory policy insures here what that one leaves out.
  ordered_json supplier_policy(Breadth breadth, const std::vector<coverage::Feed>& losses,
                               const std::vector<std::string>& elsewhere) const {
    constexpr const char* product = "quality_assurance_liability";
    const bool is_user = party() == "business_user";
    ordered_json sections = ordered_json::array();
    for (const UsualTerms& terms : example_.business_type == "consumer" ? consumer_terms : supplier_terms) {
      const std::vector<std::string> paid = perils_covered(product, terms.cover, losses);
      std::vector<std::string> left;
      for (const std::string& peril : paid) {
        if (!contains(elsewhere, peril)) left.push_back(peril);
      }
      if (left.empty() || (is_user && terms.cover == "recall")) continue;
      ordered_json entry = section(terms, breadth);
      if (left.size() < paid.size()) entry["perils"] = left;
      sections.push_back(entry);
    }
    if (!is_user && !perils_covered(product, "performance_guarantee", losses).empty()) {
      sections.push_back({{"cover", "performance_guarantee"},
                          {"share", 0.8},
                          {"aggregate_limit", million(example_.exposure.contains("annual_fee") ? 25 : 100)}});
    }
    if (sections.empty()) return nullptr;
    return {{"comment", words(message::template_terms)},
            {"id", is_user ? "ai-liability" : "supplier"},
            {"product", product},
            {"insured", party()},
            {"sections", sections},
            {"aggregate_limit", million(breadth == Breadth::wide ? 1000 : 500)}};
  }

  const library::UseCase& use_case_;
  const library::Example& example_;
  Language language_;
};

}  // namespace

const std::vector<std::string>& template_use_cases() { return perils::computed_use_cases(); }

const std::vector<std::string>& template_business_types() { return business_types(); }

std::vector<std::string> template_business_types(std::string_view use_case) {
  std::vector<std::string> types;
  if (const library::UseCase* found = library::standard_library().use_case(use_case)) {
    for (const library::Example& example : found->examples) types.push_back(example.business_type);
  }
  return types;
}

std::optional<std::string> scenario_template(std::string_view use_case, std::string_view business_type,
                                             Language language) {
  const library::UseCase* found = library::standard_library().use_case(use_case);
  const library::Example* example = found == nullptr ? nullptr : found->example(business_type);
  if (example == nullptr) return std::nullopt;
  return TemplateWriter(*found, *example, language).write();
}

}  // namespace tenbin::scenario
