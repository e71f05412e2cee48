#include "tenbin/oed/account.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "tenbin/coverage/product.hpp"
#include "tenbin/language/messages/import.hpp"
#include "tenbin/oed/csv.hpp"
#include "tenbin/scenario/vocabulary.hpp"

namespace tenbin::oed {
namespace {

using language::Phrase;
using scenario::in_quotes;
using scenario::Policy;
using scenario::Section;
using scenario::unlimited;

/// Fields of the account file that have no place in a scenario; any other name may be a misspelling.
const std::set<std::string>& ignored_fields() {
  static const std::set<std::string> names = {"PortNumber",
                                              "PortName",
                                              "PortNotes",
                                              "AccName",
                                              "AccGroup",
                                              "AccStatus",
                                              "CedantName",
                                              "ExpiringAccNumber",
                                              "PolStatus",
                                              "PolInceptionDate",
                                              "PolExpiryDate",
                                              "ProducerName",
                                              "Underwriter",
                                              "BranchName",
                                              "ExpiringPolNumber",
                                              "PolPerilsCovered",
                                              "PolGrossPremium",
                                              "PolTax",
                                              "PolBrokerage",
                                              "PolNetPremium",
                                              "OEDVersion",
                                              "OriginalCurrency",
                                              "RateOfExchange",
                                              "YearFounded",
                                              "StreetAddress",
                                              "PostalCode",
                                              "City",
                                              "CountryCode",
                                              "AreaCode",
                                              "AreaName",
                                              "IndustryDescription",
                                              "NumberOfEmployees",
                                              "AnnualRevenue",
                                              "AnnualRevenueCurrency",
                                              "GrossProfitMargin",
                                              "NumberOfRecords",
                                              "URL",
                                              "IsPackage",
                                              "StackedPolNumber",
                                              "CoverageTerritory",
                                              "IsGroupCover",
                                              "InsuredName",
                                              "LimitCurrency",
                                              "DedCurrency",
                                              "OSVendor",
                                              "CloudVendor",
                                              "EmailVendor",
                                              "CRMVendor",
                                              "PatchPolicy",
                                              "BackUpFreq",
                                              "PolLimitDIAS",
                                              "PolDedDIAS",
                                              "PolLimitEXT",
                                              "PolDedEXT",
                                              "PolLimitFIN",
                                              "PolDedFIN",
                                              "PolLimitREG",
                                              "PolDedREG"};
  return names;
}

/// Fields with a number or free words in their names.
bool is_family(const std::string& name) {
  for (const char* start : {"FlexiAcc", "FlexiPol", "AccUserDef", "PolUserDef", "CompanyIDScheme",
                            "CompanyIDCode", "IndustryScheme", "IndustryCode", "IndustryVintage"}) {
    if (name.rfind(start, 0) == 0) return true;
  }
  return false;
}

/// Coverage code of cyber -> cover, where tenbin has it in the product.
const std::string* cover_of_code(const std::string& code, const std::string& product) {
  static const std::map<std::string, std::map<std::string, std::string>> covers = {
      {"smart_factory",
       {{"NPBI", "non_damage_interruption"}, {"CBI", "contingent_interruption"}, {"INRE", "cyber"}}},
      {"quality_assurance_liability", {{"ENO", "third_party_liability"}, {"LIA", "third_party_liability"}}}};
  const auto of_product = covers.find(product);
  if (of_product == covers.end()) return nullptr;
  const auto found = of_product->second.find(code);
  return found == of_product->second.end() ? nullptr : &found->second;
}

const std::vector<std::string>& translated_codes() {
  static const std::vector<std::string> codes = {"NPBI", "CBI", "INRE", "LIA", "ENO"};
  return codes;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    std::string part = text.substr(start, end - start);
    part.erase(0, part.find_first_not_of(' '));
    part.erase(part.find_last_not_of(' ') + 1);
    if (!part.empty()) parts.push_back(part);
    start = end + 1;
  }
  return parts;
}

/// "Product Liability" -> "product_liability"
std::string as_word(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ' || c == '-') c = '_';
  }
  return text;
}

/// Letters that an id may have.
std::string as_id(std::string text) {
  for (char& c : text) {
    const bool is_fine = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                         c == '_' || c == '.' || c == '-';
    if (!is_fine) c = '-';
  }
  constexpr std::size_t longest_id = 64;
  return text.substr(0, longest_id);
}

class Translation {
 public:
  Translation(const CsvTable& table, const std::string& file, const scenario::Scenario& losses)
      : table_(table), file_(file), losses_(losses) {
    for (std::size_t i = 0; i < table.header.size(); ++i) columns_[table.header[i]] = i;
  }

  AccountResult run(const std::optional<std::string>& account) {
    check_header();
    choose_rows(account);
    for (const CsvTable::Row* row : rows_) take(*row);
    name_ignored();
    if (result_.problems.empty()) {
      design_.id = as_id(account_);
      result_.design = std::move(design_);
    }
    return std::move(result_);
  }

 private:
  struct Layer {
    std::size_t policy = 0;  // of design_.policies
    std::size_t line = 0;
    Policy terms;  // without sections
  };

  void fault(std::size_t line, const std::string& field, Phrase phrase) {
    result_.problems.push_back(
        {file_,
         "",
         {message::oed_at, {{"line", line}, {"field", field}, {"said", std::move(phrase)}}},
         result_.problems.size()});
  }
  void remark(std::size_t line, const std::string& field, Phrase phrase) {
    result_.remarks.push_back({line, field, std::move(phrase)});
  }

  std::string cell(const CsvTable::Row& row, const std::string& field) const {
    const auto column = columns_.find(field);
    return column == columns_.end() ? "" : row.cells[column->second];
  }

  /// An amount, days or a share, from 0; nothing where the cell is blank. Faults are told.
  std::optional<double> number(const CsvTable::Row& row, const std::string& field) {
    const std::string text = cell(row, field);
    if (text.empty()) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) || value < 0) {
      fault(row.line, field, {message::oed_not_a_number, {{"value", in_quotes(text)}}});
      return std::nullopt;
    }
    return value;
  }

  /// A limit: 0 and blank mean unlimited there.
  double limit(const CsvTable::Row& row, const std::string& field) {
    const std::size_t before = result_.problems.size();
    const double value = number(row, field).value_or(0);
    if (value > 0 || result_.problems.size() != before) return value > 0 ? value : unlimited;
    const std::string text = cell(row, field);
    remark(row.line, field,
           {text.empty() ? message::oed_blank_unlimited : message::oed_zero_unlimited,
            {{"value", in_quotes(text)}}});
    return unlimited;
  }

  void check_header() {
    std::vector<std::string> known;
    for (const auto& [name, unused] : translated_fields()) known.push_back(name);
    for (const std::string& name : table_.header) {
      if (std::find(known.begin(), known.end(), name) != known.end() || ignored_fields().contains(name) ||
          is_family(name))
        continue;
      const std::string suggestion = scenario::nearest_word(name, known);
      if (!suggestion.empty())
        fault(1, name, {message::oed_misspelt_field, {{"suggestion", in_quotes(suggestion)}}});
    }
    for (const char* needed : {"AccNumber", "AccCurrency"}) {
      if (!columns_.contains(needed)) fault(1, needed, {message::oed_missing_field, {}});
    }
  }

  void choose_rows(const std::optional<std::string>& account) {
    std::vector<std::string> accounts;
    for (const CsvTable::Row& row : table_.rows) {
      const std::string number = cell(row, "AccNumber");
      if (number.empty()) {
        if (columns_.contains("AccNumber")) fault(row.line, "AccNumber", {message::oed_blank_account, {}});
        continue;
      }
      if (std::find(accounts.begin(), accounts.end(), number) == accounts.end()) accounts.push_back(number);
      if (!account || number == *account) rows_.push_back(&row);
    }
    const std::string all = fmt::format("{}", fmt::join(accounts, ", "));
    if (table_.rows.empty()) fault(1, "AccNumber", {message::oed_no_rows, {}});
    if (account && rows_.empty() && !table_.rows.empty())
      fault(1, "AccNumber",
            {message::oed_unknown_account, {{"value", in_quotes(*account)}, {"choices", all}}});
    if (!account && accounts.size() > 1)
      fault(1, "AccNumber", {message::oed_several_accounts, {{"choices", all}}});
    account_ = account.value_or(accounts.empty() ? "" : accounts.front());
  }

  void take(const CsvTable::Row& row) {
    check_currency(row);
    Policy policy;
    const std::string number = cell(row, "PolNumber");
    const std::string layer = cell(row, "LayerNumber");
    policy.id = as_id(number.empty() ? fmt::format("policy-{}", row.line) : number);
    if (!layer.empty() && layer != "1") policy.id = as_id(policy.id + ".layer" + layer);
    set_product(row, policy);
    set_layer(row, policy);
    std::vector<Section> sections = sections_of(row, policy);
    const auto [found, is_new] =
        layers_.try_emplace(policy.id, Layer{design_.policies.size(), row.line, policy});
    if (is_new) {
      policy.sections = std::move(sections);
      design_.policies.push_back(std::move(policy));
      return;
    }
    if (!(found->second.terms == policy)) {
      fault(row.line, "PolNumber",
            {message::oed_layer_differs, {{"value", in_quotes(policy.id)}, {"other", found->second.line}}});
      return;
    }
    std::vector<Section>& all = design_.policies[found->second.policy].sections;
    all.insert(all.end(), sections.begin(), sections.end());
  }

  void check_currency(const CsvTable::Row& row) {
    const std::string currency = cell(row, "AccCurrency");
    if (currency == losses_.currency || !columns_.contains("AccCurrency")) return;
    fault(row.line, "AccCurrency",
          {message::oed_currency, {{"value", in_quotes(currency)}, {"other", in_quotes(losses_.currency)}}});
  }

  void set_product(const CsvTable::Row& row, Policy& policy) {
    static const std::map<std::string, std::string> products = {{"ai_qa", "quality_assurance_liability"},
                                                                {"smartfactory", "smart_factory"}};
    const std::string line_of_business = as_word(cell(row, "LOB"));
    const auto known = products.find(line_of_business);
    if (known != products.end()) {
      policy.product = known->second;
    } else {
      for (const std::string& product : scenario::products()) {
        if (product == line_of_business) policy.product = product;
      }
    }
    const std::string party = as_word(cell(row, "FlexiPolLiableParty"));
    if (policy.product.empty()) {
      const bool has_parties =
          !losses_.deployments.empty() ||
          std::any_of(losses_.perils.begin(), losses_.perils.end(), [](const scenario::Peril& peril) {
            return !peril.head.empty() || !peril.bearer.empty();
          });
      if (has_parties)
        fault(row.line, "LOB", {message::oed_line_of_business, {{"value", in_quotes(cell(row, "LOB"))}}});
      return;
    }
    const std::vector<std::string>& insured = coverage::product(policy.product).insured;
    policy.insured = party.empty() && insured.size() == 1 ? insured.front() : party;
    for (const auto& [code, name] : scenario::party_codes()) {
      if (as_word(code) == policy.insured) policy.insured = name;
    }
    if (std::find(insured.begin(), insured.end(), policy.insured) == insured.end()) {
      fault(row.line, "FlexiPolLiableParty",
            {message::oed_liable_party,
             {{"value", in_quotes(cell(row, "FlexiPolLiableParty"))},
              {"product", in_quotes(policy.product)},
              {"choices", fmt::format("{}", fmt::join(insured, ", "))}}});
    }
  }

  /// Deductible first, then the layer above its attachment: max(max(x - d, 0) - a, 0) = max(x - (d + a), 0).
  void set_layer(const CsvTable::Row& row, Policy& policy) {
    const std::size_t before = result_.problems.size();
    const double share = number(row, "LayerParticipation").value_or(1);
    if ((share == 0 || share > 1) && result_.problems.size() == before) {
      fault(row.line, "LayerParticipation",
            {message::oed_participation, {{"value", in_quotes(cell(row, "LayerParticipation"))}}});
    }
    policy.share = share;
    policy.occurrence_limit = limit(row, "LayerLimit");
    const double kept = number(row, "PolDed").value_or(0) + number(row, "LayerAttachment").value_or(0);
    const double retention = number(row, "PolSIR").value_or(0);
    if (kept > 0) policy.deductible = {"ordinary", kept};
    if (retention > 0 && kept > 0) fault(row.line, "PolSIR", {message::oed_two_retentions, {}});
    if (retention > 0) policy.self_insured_retention = retention;
    set_trigger(row, policy);
    // The fields count the whole layer (100 %), the scenario what the insurer pays of it.
    policy.aggregate_limit = share * limit(row, "LayerAggLimit");
    policy.aggregate_deductible = share * number(row, "LayerAggAttachment").value_or(0);
  }

  void set_trigger(const CsvTable::Row& row, Policy& policy) {
    const std::string code = cell(row, "CoverageTrigger");
    if (code == "0") policy.trigger = "claims_made";
    if (code.empty() || code == "0" || code == "1") return;
    fault(row.line, "CoverageTrigger", {message::oed_trigger, {{"value", in_quotes(code)}}});
  }

  void set_defence(const CsvTable::Row& row, std::vector<Section>& sections) {
    static const std::map<std::string, std::string> words = {
        {"0", "outside"}, {"1", "inside"}, {"2", "not_covered"}};
    const std::string code = cell(row, "DefenceCost");
    if (code.empty()) return;
    const auto found = words.find(code);
    if (found == words.end())
      return fault(row.line, "DefenceCost", {message::oed_defence_cost, {{"value", in_quotes(code)}}});
    for (Section& section : sections) section.defence_cost = found->second;
  }

  std::vector<Section> sections_of(const CsvTable::Row& row, const Policy& policy) {
    std::vector<Section> sections;
    const auto add = [&](const std::string& cover) -> Section& {
      for (Section& section : sections) {
        if (section.cover == cover) return section;
      }
      sections.emplace_back();
      sections.back().cover = sections.back().id = cover;
      return sections.back();
    };
    for (const std::string& name : split(cell(row, "CoverageClassDescription"), ';')) {
      const std::string cover = as_word(name);
      const std::vector<std::string>& covers = scenario::covers(policy.product);
      if (cover != "all" && std::find(covers.begin(), covers.end(), cover) == covers.end()) {
        fault(row.line, "CoverageClassDescription",
              {message::oed_coverage_class,
               {{"value", in_quotes(name)}, {"choices", fmt::format("all, {}", fmt::join(covers, ", "))}}});
        continue;
      }
      add(cover);
    }
    for (std::string code : split(cell(row, "PolCoverage"), ';')) {
      if (code == "BI") {
        remark(row.line, "PolCoverage", {message::oed_old_code, {}});
        code = "NPBI";
      }
      if (const std::string* cover = cover_of_code(code, policy.product)) {
        add(*cover);
      } else {
        remark(row.line, "PolCoverage", {message::oed_code_without_cover, {{"value", in_quotes(code)}}});
      }
    }
    for (const std::string& code : translated_codes()) {
      const std::string limit_field = "PolLimit" + code;
      const std::string deductible_field = "PolDed" + code;
      if (cell(row, limit_field).empty() && cell(row, deductible_field).empty()) continue;
      const std::string* cover = cover_of_code(code, policy.product);
      if (cover == nullptr) {
        remark(row.line, limit_field, {message::oed_code_without_cover, {{"value", in_quotes(code)}}});
        continue;
      }
      Section& section = add(*cover);
      section.occurrence_limit = limit(row, limit_field);
      if (const double kept = number(row, deductible_field).value_or(0); kept > 0)
        section.deductible = {"ordinary", kept};
    }
    if (sections.empty() && split(cell(row, "CoverageClassDescription"), ';').empty()) add("all");
    set_defence(row, sections);
    set_hours(row, "BIWaitingPeriod", &Section::waiting_hours, sections);
    set_hours(row, "BIPOI", &Section::indemnity_hours, sections);
    return sections;
  }

  /// Days of the file as hours of every section of interruption.
  void set_hours(const CsvTable::Row& row, const std::string& field, std::optional<double> Section::*member,
                 std::vector<Section>& sections) {
    constexpr double hours_a_day = 24;
    const std::optional<double> days = number(row, field);
    if (!days || *days == 0) return;
    bool any = false;
    for (Section& section : sections) {
      const std::vector<std::string>& timed = scenario::time_based_covers();
      if (std::find(timed.begin(), timed.end(), section.cover) == timed.end()) continue;
      section.*member = *days * hours_a_day;
      any = true;
    }
    if (!any) remark(row.line, field, {message::oed_no_timed_cover, {}});
  }

  /// Once a column that holds something and is not translated.
  void name_ignored() {
    std::set<std::string> known;
    for (const auto& [name, unused] : translated_fields()) known.insert(name);
    for (const std::string& name : table_.header) {
      if (known.contains(name)) continue;
      const auto is_given = [&](const CsvTable::Row* row) { return !cell(*row, name).empty(); };
      if (std::any_of(rows_.begin(), rows_.end(), is_given))
        remark(0, name, {message::oed_ignored_field, {}});
    }
  }

  const CsvTable& table_;
  const std::string& file_;
  const scenario::Scenario& losses_;
  std::map<std::string, std::size_t> columns_;
  std::vector<const CsvTable::Row*> rows_;
  std::string account_;
  std::map<std::string, Layer> layers_;
  scenario::CoverageDesign design_;
  AccountResult result_;
};

}  // namespace

const std::vector<std::pair<std::string, std::string>>& translated_fields() {
  static const std::vector<std::pair<std::string, std::string>> fields = [] {
    std::vector<std::pair<std::string, std::string>> result = {
        {"AccNumber", "id of the design"},
        {"AccCurrency", "must be the currency of the scenario"},
        {"PolNumber", "id of the policy"},
        {"LayerNumber", "from 2 on part of the policy's id"},
        {"LOB", "product: AI-QA, SmartFactory, or the product's own word"},
        {"FlexiPolLiableParty", "insured; may be left out where the product insures one party only"},
        {"CoverageClassDescription", "cover of a section; several are separated by ;"},
        {"LayerParticipation", "policy.share; blank is 1"},
        {"LayerLimit", "policy.occurrence_limit"},
        {"LayerAttachment", "policy.deductible, an ordinary one; added to PolDed"},
        {"PolDed", "policy.deductible, an ordinary one"},
        {"LayerAggLimit", "policy.aggregate_limit, times LayerParticipation"},
        {"LayerAggAttachment", "policy.aggregate_deductible, times LayerParticipation"},
        {"PolCoverage", "covers by code; several are separated by ;"},
        {"PolSIR", "policy.self_insured_retention"},
        {"CoverageTrigger", "policy.trigger: 0 is claims_made, 1 losses_occurring; 2 is refused"},
        {"DefenceCost", "defence_cost of each section: 0 is outside, 1 inside, 2 not_covered"},
        {"BIWaitingPeriod", "waiting_hours of sections of interruption, times 24"},
        {"BIPOI", "indemnity_hours of sections of interruption, times 24"}};
    for (const std::string& code : translated_codes()) {
      const std::string* cover = cover_of_code(code, "smart_factory");
      const std::string name =
          cover != nullptr ? *cover : *cover_of_code(code, "quality_assurance_liability");
      result.emplace_back("PolLimit" + code, "occurrence_limit of the section " + name);
      result.emplace_back("PolDed" + code, "deductible of the section " + name + ", an ordinary one");
    }
    return result;
  }();
  return fields;
}

std::string Remark::text(const std::string& file, language::Language language) const {
  const Phrase said = line == 0
                          ? Phrase{message::oed_column, {{"field", field}, {"said", phrase}}}
                          : Phrase{message::oed_at, {{"line", line}, {"field", field}, {"said", phrase}}};
  return file + ": " + language::text(language, said);
}

AccountResult read_account(std::string_view csv, const std::string& file, const scenario::Scenario& losses,
                           const std::optional<std::string>& account) {
  const CsvResult read = read_csv(csv);
  if (read.fault) {
    AccountResult result;
    result.problems.push_back(
        {file, "", {message::csv_at, {{"line", read.fault->line}, {"said", read.fault->phrase}}}, 0});
    return result;
  }
  return Translation(read.table, file, losses).run(account);
}

}  // namespace tenbin::oed
