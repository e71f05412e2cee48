#include "tenbin/scenario/node_words.hpp"

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::scenario {

language::Phrase description(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return {message::kind_null, {}};
    case Node::Kind::boolean:
      return {message::kind_boolean, {{"value", node.magnitude != 0 ? "true" : "false"}}};
    case Node::Kind::integer:
    case Node::Kind::number:
    case Node::Kind::overflow:
      return {message::kind_number, {{"value", node.text}}};
    case Node::Kind::string:
      return {message::kind_text, {{"value", in_quotes(node.text)}}};
    case Node::Kind::array:
      return {message::kind_list, {}};
    case Node::Kind::object:
      return {message::kind_object, {}};
  }
  return {};
}

}  // namespace tenbin::scenario
