#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/language/messages/liability.hpp"
#include "tenbin/liability/event.hpp"
#include "tenbin/liability/exact.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/field.hpp"

namespace tenbin::liability {

/// "a, b, c"
std::string joined(const std::vector<std::string>& words);

/// Reads the objects of event and preset files: numbers as they are written, null for "no limit", lists of
/// names. Every fault is reported with its place, none ends the reading.
class ObjectReading {
 public:
  explicit ObjectReading(std::string file) : reading_(std::move(file)) {}
  virtual ~ObjectReading() = default;
  ObjectReading(const ObjectReading&) = delete;
  ObjectReading& operator=(const ObjectReading&) = delete;

 protected:
  using Node = scenario::Node;
  using Message = language::Message;
  using Action = std::function<void(const Node&)>;
  struct Key {
    std::string_view name;
    Action read;
    bool may_be_null = false;  ///< null is as if the key were not there
  };
  using Keys = std::vector<Key>;
  template <class Value>
  using Words = std::vector<std::pair<std::string_view, Value>>;

  void report(const Node& at, Message message, language::Arguments arguments = {});
  /// "is ... (it must be ...); write for example ..."
  void wrong(const Node& at, Message wanted, std::string example);
  /// Reports a key that an object lacks.
  void require(const Node& object, std::string_view key, const std::string& example);
  /// The entry of an object; null if it is not there, or null.
  static const Node* find(const Node& object, std::string_view key);
  /// Reads an object key by key; unknown and repeated keys are reported, "comment" is passed over.
  void object(const Node& node, const Keys& keys);
  /// Reports what is known of a key that cannot stand where it stands. @return false if nothing is
  virtual bool explain_unknown_key(const Node& item);
  void unknown_word(const Node& node, const std::vector<std::string>& known);

  std::optional<Exact> number(const Node& node, Message wanted, const std::string& example);

  /// 0 or more
  template <class Target>
  Action amount(Target& target) {
    return [this, &target](const Node& node) {
      if (auto value = number_up_to(node, message::event_wanted_amount, "1000", nullptr)) {
        assign(target, std::move(*value));
      }
    };
  }

  /// 0 to 1
  template <class Target>
  Action share(Target& target) {
    return [this, &target](const Node& node) {
      static const Exact one(1);
      if (auto value = number_up_to(node, message::event_wanted_share, "0.5", &one)) {
        assign(target, std::move(*value));
      }
    };
  }

  /// An amount, or null for no limit.
  template <class Number>
  Key limit(std::string_view name, Limit<Number>& target) {
    return {name, [read = amount(target), &target](const Node& node) {
              if (node.kind == Node::Kind::null) {
                target.reset();
              } else {
                read(node);
              }
            }};
  }

  template <class Target>
  Action flag(Target& target) {
    return [this, &target](const Node& node) {
      if (node.kind != Node::Kind::boolean) return wrong(node, message::wanted_flag, "true");
      target = node.magnitude != 0;
    };
  }

  template <class Value, class Target>
  Action word(Target& target, Words<Value> words) {
    return [this, &target, words = std::move(words)](const Node& node) {
      if (node.kind != Node::Kind::string) {
        return wrong(node, message::wanted_text, "\"" + std::string(words.front().first) + "\"");
      }
      for (const auto& [name, value] : words) {
        if (name == node.text) {
          target = value;
          return;
        }
      }
      std::vector<std::string> known;
      for (const auto& [name, value] : words) known.emplace_back(name);
      unknown_word(node, known);
    };
  }

  bool has_fractions() const { return has_fractions_; }
  std::vector<scenario::Problem> take_problems() { return reading_.take_problems(); }

 private:
  template <class Target>
  static void assign(Target& target, const Exact& value) {
    if constexpr (std::is_same_v<Target, double> || std::is_same_v<Target, std::optional<double>>) {
      target = to_double(value);
    } else {
      target = value;
    }
  }

  std::optional<Exact> number_up_to(const Node& node, Message wanted, const std::string& example,
                                    const Exact* most);
  void unknown_key(const Node& item, const Keys& keys);

  scenario::Reading reading_;
  bool has_fractions_ = false;
};

}  // namespace tenbin::liability
