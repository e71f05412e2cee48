#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "tenbin/language/messages/compare.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/result/result.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/field.hpp"

/// Reading documents that this program wrote: results, comparisons, tornados.
namespace tenbin::result {

/// An object of the document. Members are read into variables; a key that is absent leaves its variable.
class StoredRow {
 public:
  /// @param command that writes such documents, for messages
  StoredRow(scenario::Reading& reading, const scenario::Node& node, const char* command)
      : reading_(reading), node_(node), command_(command) {
    if (node.kind != scenario::Node::Kind::object) wrong(node, message::wanted_object);
  }

  template <class T>
  const StoredRow& need(const char* key, T& target) const {
    if (node_.kind == scenario::Node::Kind::object && node_.find(key) == nullptr) {
      reading_.report_missing(node_, key, message::stored_missing, {{"command", command_}});
    }
    return may(key, target);
  }

  template <class T>
  const StoredRow& may(const char* key, T& target) const {
    if (const scenario::Node* value = node_.find(key)) read(*value, target);
    return *this;
  }

  /// Rows of the list under `key`.
  template <class Item, class ReadItem>
  const StoredRow& list(const char* key, std::vector<Item>& target, const ReadItem& read_item) const {
    const scenario::Node* value = node_.find(key);
    if (value == nullptr) return *this;
    if (value->kind != scenario::Node::Kind::array) {
      wrong(*value, message::wanted_list);
      return *this;
    }
    target.reserve(value->items.size());
    for (const scenario::Node* item : value->items)
      read_item(StoredRow(reading_, *item, command_), target.emplace_back());
    return *this;
  }

  /// The object under `key`, or nothing.
  std::optional<StoredRow> object(const char* key) const {
    const scenario::Node* value = node_.find(key);
    if (value == nullptr) return std::nullopt;
    return StoredRow(reading_, *value, command_);
  }

  const scenario::Node& node() const { return node_; }

 private:
  void wrong(const scenario::Node& at, language::Message wanted) const {
    reading_.report(at, message::stored_wrong_type, {{"wanted", wanted}, {"command", command_}});
  }
  void read(const scenario::Node& value, std::string& target) const {
    if (value.kind != scenario::Node::Kind::string) return wrong(value, message::wanted_text);
    target = value.text;
  }
  void read(const scenario::Node& value, double& target) const {
    if (value.kind == scenario::Node::Kind::null) {
      target = std::numeric_limits<double>::quiet_NaN();
    } else if (value.is_numeric()) {
      target = value.number;
    } else {
      wrong(value, message::wanted_number);
    }
  }
  void read(const scenario::Node& value, bool& target) const {
    if (value.kind != scenario::Node::Kind::boolean) return wrong(value, message::wanted_flag);
    target = value.magnitude != 0;
  }
  void read(const scenario::Node& value, std::int64_t& target) const {
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (value.kind != scenario::Node::Kind::integer || value.is_negative || value.magnitude > most)
      return wrong(value, message::wanted_integer);
    target = static_cast<std::int64_t>(value.magnitude);
  }
  template <class T>
  void read(const scenario::Node& value, std::optional<T>& target) const {
    target.reset();
    if (value.kind == scenario::Node::Kind::null) return;
    T present{};
    read(value, present);
    target = present;
  }

  scenario::Reading& reading_;
  const scenario::Node& node_;
  const char* command_;
};

/// Subject, measure, level, value and standard error of a figure: the rows of many tables.
template <class Figure>
void read_measure(const StoredRow& row, Figure& out) {
  row.need("subject", out.subject)
      .need("measure", out.measure)
      .may("level", out.level)
      .need("value", out.value)
      .need("standard_error", out.standard_error);
}

inline void read_point(const StoredRow& row, ExceedancePoint& out) {
  row.need("subject", out.subject)
      .need("basis", out.basis)
      .need("return_period", out.return_period)
      .need("loss", out.loss)
      .need("standard_error", out.standard_error);
}

/// The program that made the document: its version, and how it was built in one line.
inline void read_build(const StoredRow& row, std::string& version, std::string& build) {
  std::string commit, compiler, flags;
  row.may("version", version).may("commit", commit).may("compiler", compiler).may("flags", flags);
  build = "commit " + commit + ", " + compiler + ", " + flags;
}

/// False where the document is something else altogether; then nothing more is worth saying about it.
/// @param other says so, and how to make such a document
inline bool is_document(const scenario::Node& root, const char* format, language::Message other,
                        scenario::Reading& reading) {
  const scenario::Node* stated = root.find("format");
  const scenario::Node* version = root.find("version");
  if (stated == nullptr || stated->kind != scenario::Node::Kind::string || stated->text != format) {
    reading.report(root, other);
  } else if (version == nullptr || version->kind != scenario::Node::Kind::integer ||
             version->magnitude != 1) {
    reading.report(version == nullptr ? root : *version, message::stored_other_version);
  } else {
    return true;
  }
  return false;
}

}  // namespace tenbin::result
