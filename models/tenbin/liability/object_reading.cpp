#include "tenbin/liability/object_reading.hpp"

#include <algorithm>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/liability.hpp"
#include "tenbin/scenario/node_words.hpp"

namespace tenbin::liability {
namespace {

using language::Arguments;
using scenario::in_quotes;
using scenario::Node;

}  // namespace

std::string joined(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : ", ") + word;
  return result;
}

void ObjectReading::report(const Node& at, Message message, Arguments arguments) {
  reading_.report(at, message, std::move(arguments));
}

void ObjectReading::wrong(const Node& at, Message wanted, std::string example) {
  if (at.kind == Node::Kind::null) {
    return report(at, message::event_null, {{"example", std::move(example)}});
  }
  report(at, message::event_wrong,
         {{"actual", scenario::description(at)}, {"wanted", wanted}, {"example", std::move(example)}});
}

void ObjectReading::require(const Node& object, std::string_view key, const std::string& example) {
  if (object.kind == Node::Kind::object && object.find(key) == nullptr) {
    reading_.report_missing(object, key, message::event_missing,
                            {{"example", "\"" + std::string(key) + "\": " + example}});
  }
}

const Node* ObjectReading::find(const Node& object, std::string_view key) {
  const Node* found = object.kind == Node::Kind::object ? object.find(key) : nullptr;
  return found != nullptr && found->kind != Node::Kind::null ? found : nullptr;
}

void ObjectReading::object(const Node& node, const Keys& keys) {
  if (node.kind != Node::Kind::object) return wrong(node, message::wanted_object, "{}");
  for (const Node* item : node.items) {
    if (node.find(item->key) != item) {
      report(*item, message::error_duplicate_key);
      continue;
    }
    if (item->key == "comment") continue;
    const auto same = [&](const Key& key) { return key.name == item->key; };
    const auto found = std::find_if(keys.begin(), keys.end(), same);
    if (found == keys.end()) {
      unknown_key(*item, keys);
    } else if (item->kind != Node::Kind::null || !found->may_be_null) {
      found->read(*item);
    }
  }
}

bool ObjectReading::explain_unknown_key(const Node&) { return false; }

void ObjectReading::unknown_key(const Node& item, const Keys& keys) {
  if (explain_unknown_key(item)) return;
  std::vector<std::string> known;
  for (const Key& key : keys) known.emplace_back(key.name);
  const std::string suggestion = scenario::nearest_word(item.key, known);
  if (suggestion.empty()) {
    report(item, message::error_unknown_key_list, {{"known", joined(known)}});
  } else {
    report(item, message::error_unknown_key, {{"suggestion", in_quotes(suggestion)}});
  }
}

void ObjectReading::unknown_word(const Node& node, const std::vector<std::string>& known) {
  const std::string suggestion = scenario::nearest_word(node.text, known);
  Arguments arguments = {{"value", in_quotes(node.text)}};
  if (suggestion.empty()) {
    arguments.emplace_back("choices", joined(known));
    return report(node, message::event_choice_list, std::move(arguments));
  }
  arguments.emplace_back("suggestion", in_quotes(suggestion));
  report(node, message::error_choice, std::move(arguments));
}

std::optional<Exact> ObjectReading::number(const Node& node, Message wanted, const std::string& example) {
  if (node.kind == Node::Kind::overflow) {
    report(node, message::error_overflow, {{"value", node.text}});
    return std::nullopt;
  }
  std::optional<Exact> value;
  if (node.is_numeric() || node.kind == Node::Kind::string) value = parse_exact(node.text);
  if (!value) {
    wrong(node, wanted, example);
    return std::nullopt;
  }
  if (node.kind == Node::Kind::string) has_fractions_ = true;
  return value;
}

std::optional<Exact> ObjectReading::number_up_to(const Node& node, Message wanted, const std::string& example,
                                                 const Exact* most) {
  std::optional<Exact> value = number(node, wanted, example);
  if (!value || (*value >= 0 && (most == nullptr || *value <= *most))) return value;
  wrong(node, wanted, example);
  return std::nullopt;
}

}  // namespace tenbin::liability
