#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tenbin/language/messages/fields.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/field.hpp"
#include "tenbin/scenario/grid.hpp"
#include "tenbin/scenario/schema.hpp"
#include "tenbin/scenario/vocabulary.hpp"

/// docs/scenario-format.md from the tables of the reader.
namespace tenbin::scenario {
namespace {

using language::Language;

std::string words(Message message) { return language::text(Language::english, message); }

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// A bar would end the cell of a Markdown table.
std::string cell(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
  return result;
}

std::string code(const std::string& text) { return text.empty() ? text : fmt::format("`{}`", text); }

std::string listed(const std::vector<std::string>& items) {
  std::string result;
  for (const std::string& item : items) result += (result.empty() ? "" : ", ") + code(item);
  return result;
}

std::string anchor(const Table& table) {
  std::string result = table.name;
  std::replace(result.begin(), result.end(), ' ', '-');
  return result;
}

std::string link(const Table& table) { return fmt::format("[{}](#{})", table.name, anchor(table)); }

std::string type(const Field& field) {
  switch (field.shape) {
    case Shape::text:
    case Shape::currency:
      return "text";
    case Shape::id:
    case Shape::design_id:
      return "id";
    case Shape::choice:
      return "word";
    case Shape::number:
      return "number";
    case Shape::limit:
      return "number or `\"unlimited\"`";
    case Shape::integer:
      return "whole number";
    case Shape::flag:
      return "`true` or `false`";
    case Shape::numbers:
      return "list of numbers";
    case Shape::ids:
      return "list of ids";
    case Shape::amounts:
      return "object of numbers";
    case Shape::object:
      return link(field.table());
    case Shape::objects:
      return fmt::format("list of {}", link(field.table()));
  }
  return {};
}

Message unit_words(Unit unit) {
  switch (unit) {
    case Unit::none:
      return message::unit_none;
    case Unit::amount:
      return message::unit_amount;
    case Unit::amount_per_year:
      return message::unit_amount_per_year;
    case Unit::amount_per_day:
      return message::unit_amount_per_day;
    case Unit::per_year:
      return message::unit_per_year;
    case Unit::count:
      return message::unit_count;
    case Unit::share:
      return message::unit_share;
    case Unit::points:
      return message::unit_points;
    case Unit::months:
      return message::unit_months;
    case Unit::hours:
      return message::unit_hours;
    case Unit::years:
      return message::unit_years;
  }
  return message::unit_none;
}

std::string range(const Field& field) {
  switch (field.shape) {
    case Shape::text:
      return fmt::format("{} to {} characters", field.least, field.most);
    case Shape::id:
    case Shape::design_id:
      return "`[A-Za-z0-9_.-]{1,64}`";
    case Shape::currency:
      return "three capital letters";
    case Shape::choice:
      return listed(field.choices);
    case Shape::number:
    case Shape::limit:
      return language::text(Language::english, field.range.rule());
    case Shape::integer:
      return field.key == "seed" ? "0 to 18446744073709551615"
                                 : language::text(Language::english, field.range.rule());
    case Shape::numbers:
      return fmt::format("each {}{}; {} to {} of them", language::text(Language::english, field.range.rule()),
                         field.sequence == Sequence::ascending ? ", ascending" : "", field.least, field.most);
    case Shape::ids:
      if (!field.choices.empty()) return fmt::format("of {}", listed(field.choices));
      [[fallthrough]];
    case Shape::objects:
      return fmt::format("{} to {} entries", field.least, field.most);
    default:
      return "";
  }
}

class PageWriter {
 public:
  std::string write() {
    text_ = R"(# The scenario file

This page is made from the tables of the reader (`models/tenbin/scenario`), which also make the error messages and the
JSON Schema `scenarios/schema/scenario.schema.json`. A test keeps all of them equal.

A scenario is one JSON document (RFC 8259) in UTF-8. It says where losses come from (explicit perils, or deployments
of AI), who bears them, and which policies pay.

- A key that is not on this page is refused, and so is a key that stands twice in one object, and `null`.
- Every object may have the key `"comment"` with a text, or a list of texts, for readers. The program ignores it.
- Amounts are in the one currency of the file. Rates are per year. A share is a number of 1: 5 % is `0.05`.
- A limit that is left out is unlimited; the word `"unlimited"` says the same. A limit of 0 is refused.
- In the tables marked *grid*, a number, a limit, a word or a flag may be a list: `"occurrence_limit": [1e8, 3e8]`. Each
  entry then makes a design of its own, several lists of a design make their product (the last list of the file runs
  fastest), and the designs are called `base[limit=1e8]`, `base[limit=3e8]`. At most )" +
            std::to_string(most_designs) + R"( designs in all. `tenbin validate` lists them.
- A whole number may be written as `1e6`. A seed above 2^53 is written with all its digits.
- Files above )" +
            std::to_string(largest_file >> 20U) + " MiB, nesting deeper than " +
            std::to_string(deepest_nesting) + " levels and more than " + std::to_string(most_values) +
            R"( values are refused while reading.

A syntax error is reported alone, with line and column. All other problems of a file are reported together, each as
`FILE: /json/pointer: problem (why); remedy`, in the order of the file; `/` is the whole file. At most 1000 are shown.

A small complete file:

```json
{ "format": "tenbin/scenario", "version": 1, "name": "standard job", "currency": "USD",
  "perils": [ { "id": "claims", "frequency": { "distribution": "poisson", "mean": 5 },
                "severity": { "distribution": "lognormal", "mu": 10, "sigma": 1.5 } } ],
  "coverage_designs": [ { "id": "base", "policies": [ { "id": "layer", "sections": [ { "cover": "all",
      "deductible": { "type": "ordinary", "amount": 10000 }, "occurrence_limit": 1000000 } ],
      "aggregate_limit": 5000000 } ] } ] }
```
)";
    section(scenario_table());
    text_ += "\n## Words\n\n| product | covers, besides `all` |\n|---|---|\n";
    for (const std::string& product : products())
      text_ += fmt::format("| {} | {} |\n", code(product), listed(covers(product)));
    text_ += "\nA waiting period belongs to " + listed(time_based_covers()) +
             " only.\n\n| party | code of the literature |\n|---|---|\n";
    for (const auto& [alias, party] : party_codes())
      text_ += fmt::format("| {} | {} |\n", code(party), code(alias));
    text_ += R"(
## Rules across fields

A JSON Schema cannot express these, so an editor does not see them; `tenbin validate` does. The same holds for keys
that stand twice, for lists that must ascend, and for control characters in names.

)";
    for (const auto& [table, rule] : rules_) text_ += fmt::format("- *{}*: {}.\n", table, rule);
    return text_;
  }

 private:
  void row(const Field& field) {
    const std::string unit = field.unit == Unit::none ? "" : words(unit_words(field.unit));
    const std::string fallback =
        field.need == Need::required ? "*required*" : cell(code(field.default_value));
    text_ += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", code(field.key),
                         capitalised(cell(words(field.doc))), type(field), unit, cell(range(field)), fallback,
                         cell(code(field.example)));
  }

  void head() {
    text_ +=
        "\n| key | what it is | type | unit | range | default | example |\n|---|---|---|---|---|---|---|\n";
  }

  void section(const Table& table) {
    if (!seen_.insert(table.name).second) return;
    text_ += fmt::format("\n## {}\n\n{}.{}\n", table.name, capitalised(words(table.doc)),
                         table.lists == Lists::grid ? " *grid*" : "");
    head();
    if (table.discriminator) row(*table.discriminator);
    for (const Field& field : table.fields) row(field);
    for (const Field& field : table.fields) {
      if (field.shape != Shape::amounts) continue;
      text_ += fmt::format("\n{} may name:\n", code(field.key));
      head();
      for (const Field& name : field.names) row(name);
    }
    if (table.name == "severity_component") {
      text_ += "\nThe other keys are those of [severity](#severity).\n";
    } else {
      for (const Variant& variant : table.variants) variant_section(table, variant);
    }
    for (const Rule& rule : table.rules) {
      std::vector<Message> statements = rule.further_statements;
      statements.insert(statements.begin(), rule.statement);
      for (const Message statement : statements) {
        const std::pair<std::string, std::string> entry = {table.name, words(statement)};
        if (std::find(rules_.begin(), rules_.end(), entry) == rules_.end()) rules_.push_back(entry);
      }
    }
    visit(table.fields);
    for (const Variant& variant : table.variants) visit(variant.fields);
  }

  void variant_section(const Table& table, const Variant& variant) {
    text_ += fmt::format("\n### {} {}\n\n{}.\n", table.name, variant.tag, capitalised(words(variant.doc)));
    if (!variant.alternatives.empty()) {
      text_ += "Exactly one of these sets of keys:";
      for (const auto& keys : variant.alternatives) text_ += fmt::format(" {{{}}}", listed(keys));
      text_ += ".\n";
    }
    if (variant.fields.empty()) return;
    head();
    for (const Field& field : variant.fields) row(field);
  }

  void visit(const std::vector<Field>& fields) {
    for (const Field& field : fields) {
      if (field.table != nullptr) section(field.table());
    }
  }

  std::string text_;
  std::set<std::string> seen_;
  std::vector<std::pair<std::string, std::string>> rules_;
};

}  // namespace

std::string scenario_format_page() { return PageWriter().write(); }

}  // namespace tenbin::scenario
