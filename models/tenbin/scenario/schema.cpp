#include "tenbin/scenario/schema.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "tenbin/language/messages/fields.hpp"
#include "tenbin/scenario/book.hpp"
#include "tenbin/scenario/field.hpp"

namespace tenbin::scenario {
namespace {

using language::Language;
using nlohmann::ordered_json;

std::string words(Message message) { return language::text(Language::english, message); }

/// Whole numbers without a decimal point, so that the schema reads like the documents.
ordered_json schema_number(double value) {
  constexpr double exact = 9007199254740992;  // 2^53
  if (std::trunc(value) == value && std::abs(value) <= exact) return static_cast<std::int64_t>(value);
  return value;
}

void add_range(ordered_json& schema, const Range& range) {
  if (std::isfinite(range.low)) {
    schema[range.low_bound == Bound::closed ? "minimum" : "exclusiveMinimum"] = schema_number(range.low);
  }
  if (std::isfinite(range.high)) {
    schema[range.high_bound == Bound::closed ? "maximum" : "exclusiveMaximum"] = schema_number(range.high);
  }
}

ordered_json number_schema(const Field& field) {
  ordered_json schema = {{"type", field.shape == Shape::integer ? "integer" : "number"}};
  add_range(schema, field.range);
  return schema;
}

ordered_json id_schema() { return {{"type", "string"}, {"pattern", "^[A-Za-z0-9_.-]{1,64}$"}}; }

ordered_json design_id_schema() {
  return {{"type", "string"},
          {"pattern",
           "^[A-Za-z0-9_.-]{1,64}(\\[[A-Za-z0-9_.,=-]{1," + std::to_string(longest_grid_terms) + "}\\])?$"}};
}

ordered_json comment_schema() {
  const ordered_json line = {{"type", "string"}, {"maxLength", longest_comment}};
  return {{"description", words(message::doc_comment)},
          {"anyOf", {line, {{"type", "array"}, {"items", line}}}}};
}

class SchemaWriter {
 public:
  std::string write() {
    ordered_json root = {
        {"$schema", "http://json-schema.org/draft-07/schema#"},
        {"title", "tenbin scenario"},
        {"description",
         "Input of tenbin. Made from the tables of the reader by `tenbin schema`. Rules across "
         "fields are checked by `tenbin validate` only."}};
    root.update(object_schema(scenario_table()));
    root["definitions"] = definitions_;
    return root.dump(2) + "\n";
  }

 private:
  ordered_json value_schema(const Field& field) {
    switch (field.shape) {
      case Shape::text: {
        ordered_json schema = {{"type", "string"}, {"maxLength", field.most}};
        if (field.least > 0) schema["minLength"] = field.least;
        return schema;
      }
      case Shape::id:
        return id_schema();
      case Shape::design_id:
        return design_id_schema();
      case Shape::currency:
        return {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}};
      case Shape::choice: {
        ordered_json choices = field.choices;
        for (const auto& [alias, choice] : field.aliases) choices.push_back(alias);
        return {{"enum", choices}};
      }
      case Shape::number:
      case Shape::integer:
        return number_schema(field);
      case Shape::limit:
        return {{"anyOf", {number_schema(field), {{"enum", {"unlimited"}}}}}};
      case Shape::flag:
        return {{"type", "boolean"}};
      case Shape::numbers: {
        ordered_json items = {{"type", "number"}};
        add_range(items, field.range);
        return list_schema(field, items);
      }
      case Shape::ids: {
        const ordered_json item =
            field.choices.empty() ? id_schema() : ordered_json{{"enum", ordered_json(field.choices)}};
        ordered_json schema = list_schema(field, item);
        schema["uniqueItems"] = true;
        return schema;
      }
      case Shape::amounts:
        return amounts_schema(field);
      case Shape::object:
        return reference(field.table());
      case Shape::objects:
        return list_schema(field, reference(field.table()));
    }
    return {};
  }

  static ordered_json list_schema(const Field& field, ordered_json items) {
    ordered_json schema = {{"type", "array"}};
    if (field.least > 0) schema["minItems"] = field.least;
    if (field.most > 0) schema["maxItems"] = field.most;
    schema["items"] = std::move(items);
    return schema;
  }

  ordered_json amounts_schema(const Field& field) {
    ordered_json properties = {{"comment", comment_schema()}};
    for (const Field& name : field.names) {
      properties[name.key] = field_schema(name);
      for (const auto& [alias, choice] : field.aliases) {
        if (choice == name.key) properties[alias] = field_schema(name);
      }
    }
    return {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
  }

  /// A value, or for a term of a design a list of values.
  ordered_json field_schema(const Field& field, const Table* table = nullptr) {
    ordered_json schema = value_schema(field);
    if (table != nullptr && may_be_list(*table, field)) {
      const ordered_json list = {
          {"type", "array"}, {"minItems", 1}, {"uniqueItems", true}, {"items", schema}};
      schema = {{"anyOf", {schema, list}}};
    }
    if (table != nullptr && may_be_file(*table, field)) {
      const ordered_json file = {
          {"type", "object"},
          {"properties", {{"file", {{"type", "string"}, {"minLength", 1}}}, {"comment", comment_schema()}}},
          {"required", {"file"}},
          {"additionalProperties", false}};
      schema = {{"anyOf", {schema, file}}};
    }
    // In draft-07 nothing may stand beside a $ref.
    if (schema.contains("$ref")) schema = {{"allOf", {schema}}};
    ordered_json result = {{"description", words(field.doc)}};
    result.update(schema);
    if (!field.default_value.empty()) result["default"] = ordered_json::parse(field.default_value);
    return result;
  }

  ordered_json reference(const Table& table) {
    if (started_.insert(table.name).second) {
      ordered_json definition = {{"description", words(table.doc)}};
      definition.update(object_schema(table));
      definitions_[table.name] = std::move(definition);
    }
    return {{"$ref", "#/definitions/" + table.name}};
  }

  ordered_json closed_object(const Table& table, const std::vector<const Field*>& fields,
                             const std::set<std::string>& required, ordered_json properties,
                             ordered_json required_keys) {
    for (const Field* field : fields) {
      properties[field->key] = field_schema(*field, &table);
      if (field->need == Need::required || required.count(field->key) != 0)
        required_keys.push_back(field->key);
    }
    properties["comment"] = comment_schema();
    ordered_json schema = {{"type", "object"}, {"properties", properties}};
    if (!required_keys.empty()) schema["required"] = required_keys;
    schema["additionalProperties"] = false;
    return schema;
  }

  ordered_json object_schema(const Table& table) {
    std::vector<const Field*> common;
    for (const Field& field : table.fields) common.push_back(&field);
    if (!table.discriminator) {
      return closed_object(table, common, {}, ordered_json::object(), ordered_json::array());
    }
    ordered_json ways = ordered_json::array();
    for (const Variant& variant : table.variants) {
      const ordered_json tag = {{table.discriminator->key, {{"enum", {variant.tag}}}}};
      const ordered_json required = {table.discriminator->key};
      auto alternatives = variant.alternatives;
      if (alternatives.empty()) alternatives.emplace_back();
      std::set<std::string> in_some;
      for (const auto& keys : alternatives) in_some.insert(keys.begin(), keys.end());
      for (const auto& keys : alternatives) {
        const std::set<std::string> chosen(keys.begin(), keys.end());
        std::vector<const Field*> fields;
        for (const Field& field : variant.fields) {
          if (in_some.count(field.key) == 0 || chosen.count(field.key) != 0) fields.push_back(&field);
        }
        fields.insert(fields.end(), common.begin(), common.end());
        ordered_json way = {{"description", words(variant.doc)}};
        way.update(closed_object(table, fields, chosen, tag, required));
        ways.push_back(std::move(way));
      }
    }
    return {{"anyOf", ways}};
  }

  ordered_json definitions_ = ordered_json::object();
  std::set<std::string> started_;
};

}  // namespace

std::string scenario_schema() { return SchemaWriter().write(); }

}  // namespace tenbin::scenario
