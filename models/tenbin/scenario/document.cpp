#include "tenbin/scenario/document.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tenbin/language/messages/errors.hpp"
#include "tenbin/scenario/problem.hpp"

namespace tenbin::scenario {

using language::Phrase;

const Node* Node::find(std::string_view wanted) const {
  for (const Node* item : items) {
    if (kind == Kind::object && item->key == wanted) return item;
  }
  return nullptr;
}

std::string escaped_pointer_part(std::string_view key) {
  std::string result;
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else if (byte < 0x20 || byte == 0x7F) {
      const std::string with_quotes = in_quotes(std::string_view(&c, 1));
      result += with_quotes.substr(1, with_quotes.size() - 2);
    } else {
      result += c;
    }
  }
  return result;
}

std::string Node::pointer() const {
  if (parent == nullptr) return "/";
  std::vector<const Node*> path;
  for (const Node* node = this; node->parent != nullptr; node = node->parent) path.push_back(node);
  std::string result;
  for (auto it = path.rbegin(); it != path.rend(); ++it) {
    const bool in_array = (*it)->parent->kind == Kind::array;
    result += '/';
    result += in_array ? std::to_string((*it)->index) : escaped_pointer_part((*it)->key);
  }
  return result;
}

namespace {

/// Line and column, both from 1; the column counts characters, not bytes.
language::Arguments place(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const std::size_t newline = before.rfind('\n');
  const std::string_view line = newline == before.npos ? before : before.substr(newline + 1);
  const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return {{"line", std::count(before.begin(), before.end(), '\n') + 1},
          {"column", std::count_if(line.begin(), line.end(), starts_character) + 1}};
}

bool is_word_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '.' ||
         c == '+' || c == '-';
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What is wrong with the JSON at `offset`, as a person would say it. `what` is the parser's own message.
Phrase syntax_detail(std::string_view text, std::size_t offset, std::string_view what) {
  const auto says = [&](std::string_view words) { return what.find(words) != what.npos; };
  if (says("UTF-8")) return {message::syntax_utf8, {}};
  if (says("control character")) {
    const bool is_line_end = offset < text.size() && (text[offset] == '\n' || text[offset] == '\r');
    return {is_line_end ? message::syntax_open_text : message::syntax_control_character, {}};
  }
  if (says("missing closing quote")) return {message::syntax_open_text, {}};
  if (says("invalid string")) return {message::syntax_escape, {}};
  if (offset >= text.size()) return {message::syntax_ends_early, {}};
  std::size_t end = offset;
  while (end < text.size() && end < offset + 40 && is_word_character(text[end])) ++end;
  const std::string_view word = text.substr(offset, std::max<std::size_t>(1, end - offset));
  std::size_t previous = offset;
  while (previous > 0 && std::string_view(" \t\r\n").find(text[previous - 1]) != std::string_view::npos)
    --previous;
  const char before = previous > 0 ? text[previous - 1] : '\0';
  const char here = text[offset];
  if (before == ',' && (here == '}' || here == ']')) return {message::syntax_trailing_comma, {}};
  if (here == '/' || here == '#') return {message::syntax_comment, {}};
  if (here == '\'') return {message::syntax_single_quote, {}};
  for (const std::string_view infinite :
       {"NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "Inf", "-Inf"}) {
    if (word == infinite) return {message::syntax_not_a_number, {{"token", in_quotes(word)}}};
  }
  const bool looks_like_number = is_digit(here) || here == '.' || here == '+' || here == '-';
  const bool follows_digit_and_comma = before == ',' && previous > 1 && is_digit(text[previous - 2]);
  if (looks_like_number && (says("invalid") || (here == '0' && word.size() > 1) ||
                            (follows_digit_and_comma && says("while parsing object key")))) {
    return {message::syntax_number, {}};
  }
  if (says("expected end of input")) return {message::syntax_two_documents, {}};
  if (says("while parsing object key")) return {message::syntax_key, {}};
  if (says("while parsing object separator")) return {message::syntax_colon, {}};
  if (says("while parsing object -") || says("while parsing array -")) return {message::syntax_comma, {}};
  return {message::syntax_unexpected, {{"token", in_quotes(word)}}};
}

/// Where the nesting first goes deeper than allowed; the text is valid JSON up to there.
std::size_t offset_of_depth(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_string) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == '"')
        in_string = false;
    } else if (text[i] == '"') {
      in_string = true;
    } else if (text[i] == '{' || text[i] == '[') {
      if (++depth > deepest_nesting) return i;
    } else if (text[i] == '}' || text[i] == ']') {
      --depth;
    }
  }
  return text.size();
}

using Overflows = std::map<std::size_t, std::string>;  ///< by number of the number in the file, as written

class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(Document& document, const Overflows& overflows) : document_(document), overflows_(overflows) {}

  bool null() override { return add(Node::Kind::null) != nullptr; }

  bool boolean(bool value) override {
    Node* node = add(Node::Kind::boolean);
    if (node != nullptr) node->magnitude = value ? 1 : 0;
    return node != nullptr;
  }

  bool number_integer(number_integer_t value) override {
    const bool is_negative = value < 0;
    const auto bits = static_cast<std::uint64_t>(value);
    return add_integer(is_negative, is_negative ? ~bits + 1 : bits);
  }

  bool number_unsigned(number_unsigned_t value) override { return add_integer(false, value); }

  bool number_float(number_float_t value, const string_t& as_written) override {
    Node* node = add(Node::Kind::number);
    if (node == nullptr) return false;
    node->number = value;
    node->text = as_written;
    return mark_overflow(*node);
  }

  bool string(string_t& value) override {
    Node* node = add(Node::Kind::string);
    if (node != nullptr) node->text = std::move(value);
    return node != nullptr;
  }

  bool binary(binary_t&) override { return false; }

  bool key(string_t& value) override {
    key_ = std::move(value);
    return true;
  }

  bool start_object(std::size_t) override { return open(Node::Kind::object); }
  bool start_array(std::size_t) override { return open(Node::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::json::exception& error) override {
    position_ = position;
    token_ = token;
    error_id_ = error.id;
    what_ = error.what();
    return false;
  }

  bool is_too_deep() const { return is_too_deep_; }
  bool is_too_long() const { return document_.nodes.size() >= most_values; }
  std::size_t position() const { return position_; }
  const std::string& token() const { return token_; }
  const std::string& what() const { return what_; }
  std::size_t numbers() const { return numbers_; }
  /// The parser stopped at a number that no double can hold.
  bool is_overflow() const { return error_id_ == 406; }

 private:
  Node* add(Node::Kind kind) {
    if (is_too_long()) return nullptr;
    Node& node = document_.nodes.emplace_back();
    node.kind = kind;
    node.order = document_.nodes.size() - 1;
    if (!open_.empty()) {
      Node* parent = open_.back();
      node.parent = parent;
      node.index = static_cast<std::uint32_t>(parent->items.size());
      if (parent->kind == Node::Kind::object) node.key = std::move(key_);
      parent->items.push_back(&node);
    }
    return &node;
  }

  bool add_integer(bool is_negative, std::uint64_t magnitude) {
    Node* node = add(Node::Kind::integer);
    if (node == nullptr) return false;
    node->is_negative = is_negative;
    node->magnitude = magnitude;
    node->number = is_negative ? -static_cast<double>(magnitude) : static_cast<double>(magnitude);
    node->text = (is_negative ? "-" : "") + std::to_string(magnitude);
    return mark_overflow(*node);
  }

  bool mark_overflow(Node& node) {
    const auto it = overflows_.find(numbers_++);
    if (it != overflows_.end()) {
      node.kind = Node::Kind::overflow;
      node.text = it->second;
    }
    return true;
  }

  bool open(Node::Kind kind) {
    if (open_.size() >= deepest_nesting) {
      is_too_deep_ = true;
      return false;
    }
    Node* node = add(kind);
    if (node != nullptr) open_.push_back(node);
    return node != nullptr;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  Document& document_;
  const Overflows& overflows_;
  std::vector<Node*> open_;
  std::string key_;
  std::size_t numbers_ = 0;
  bool is_too_deep_ = false;
  std::size_t position_ = 0;
  std::string token_, what_;
  int error_id_ = 0;
};

/// Where the fault is, given the number of characters that the parser has read. The parser's own token may
/// begin before it.
std::size_t fault_offset(std::string_view text, const Builder& builder) {
  const std::size_t end = builder.position();
  if (end == 0 || end > text.size()) {
    const bool is_open_text = builder.what().find("closing quote") != std::string::npos;
    return is_open_text ? text.rfind('"') : text.size();
  }
  if (builder.what().find("invalid string") != std::string::npos) return end - 1;
  if (text[end - 1] == '"')
    return end - std::min(end, builder.token().size());  // the parser is exact for texts
  std::size_t start = end - 1;
  // An invalid word is noticed at the first character that cannot continue it.
  const bool ends_word = builder.what().find(" - invalid ") != std::string::npos && start > 0 &&
                         !is_word_character(text[start]) && is_word_character(text[start - 1]);
  if (ends_word) --start;
  const bool is_in_word = is_word_character(text[start]);
  while (start > 0 && is_in_word && is_word_character(text[start - 1])) --start;
  return start;
}

}  // namespace

Document parse_document(std::string_view text) {
  // A number that overflows ends the parser's work, but must be reported with the other faults. So it is
  // replaced by a zero of the same length, remembered, and the text is read again.
  constexpr std::size_t most_overflows = 100;
  Overflows overflows;
  std::string changed;
  for (;;) {
    const std::string_view current = overflows.empty() ? text : std::string_view(changed);
    Document document;
    Builder builder(document, overflows);
    const bool is_read = nlohmann::json::sax_parse(current.begin(), current.end(), &builder);
    if (is_read) {
      document.root = &document.nodes.front();
      return document;
    }
    if (builder.is_overflow() && overflows.size() < most_overflows) {
      if (overflows.empty()) changed = text;
      const std::size_t length = builder.token().size();
      overflows.emplace(builder.numbers(), builder.token());
      changed.replace(builder.position() - length, length, "0" + std::string(length - 1, ' '));
      continue;
    }
    Document failed;
    if (builder.is_too_deep()) {
      failed.fault = Phrase{message::error_too_deep, place(text, offset_of_depth(text))};
      failed.fault->arguments.emplace_back("limit", deepest_nesting);
    } else if (builder.is_too_long()) {
      failed.fault = Phrase{message::error_too_many_values, {{"limit", most_values}}};
    } else {
      const std::size_t offset = fault_offset(current, builder);
      failed.fault = Phrase{message::error_syntax, place(text, offset)};
      failed.fault->arguments.emplace_back("detail", syntax_detail(current, offset, builder.what()));
    }
    return failed;
  }
}

}  // namespace tenbin::scenario
