#include "tenbin/scenario/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "tenbin/language/messages/designs.hpp"
#include "tenbin/language/messages/errors.hpp"
#include "tenbin/scenario/document.hpp"
#include "tenbin/scenario/field.hpp"

namespace tenbin::scenario {
namespace {

/// A list in the place of a term.
struct Axis {
  const Node* list = nullptr;
  std::string policy, section, term;
  std::string name{};
  std::vector<const Node*> entries{};  ///< of the list, each once
};

std::string word_at(const Node& object, std::string_view key) {
  const Node* entry = object.find(key);
  return entry != nullptr && entry->kind == Node::Kind::string ? entry->text : std::string();
}

/// The id, or the word that stands for it where it was left out.
std::string id_of(const Node& object, std::string_view fallback) {
  const std::string id = word_at(object, "id");
  return id.empty() ? word_at(object, fallback) : id;
}

const Field* field_at(const Table& table, std::string_view key) {
  for (const Field& field : table.fields) {
    if (field.key == key) return &field;
  }
  for (const Variant& variant : table.variants) {
    if (const Field* field = variant.find(key)) return field;
  }
  return nullptr;
}

std::string term_name(const Node& item) {
  constexpr std::string_view occurrence = "occurrence_";
  const Node& owner = *item.parent;
  const bool is_nested = owner.parent != nullptr && owner.parent->kind == Node::Kind::object;
  if (is_nested) return item.key == "amount" ? owner.key : owner.key + "_" + item.key;
  return item.key.compare(0, occurrence.size(), occurrence) == 0 ? item.key.substr(occurrence.size())
                                                                 : item.key;
}

class AxisFinder {
 public:
  std::vector<Axis> find(const Table& design_table, const Node& design) {
    visit(design_table, design);
    name();
    return std::move(axes_);
  }

 private:
  void visit(const Table& table, const Node& node) {
    if (table.name == "policy") policy_ = id_of(node, "product");
    section_ = table.name == "section" ? id_of(node, "cover") : table.name == "policy" ? "" : section_;
    for (const Node* item : node.items) {
      const Field* field = field_at(table, item->key);
      if (field == nullptr) continue;
      if (may_be_list(table, *field)) {
        if (item->kind == Node::Kind::array) axes_.push_back({item, policy_, section_, term_name(*item)});
      } else if (field->shape == Shape::object && item->kind == Node::Kind::object) {
        visit(field->table(), *item);
      } else if (field->shape == Shape::objects && item->kind == Node::Kind::array) {
        for (const Node* entry : item->items) {
          if (entry->kind == Node::Kind::object) visit(field->table(), *entry);
        }
      }
    }
  }

  /// The shortest names that tell the lists apart.
  void name() {
    const auto same = [&](const Axis& axis, bool (*is_same)(const Axis&, const Axis&)) {
      return std::count_if(axes_.begin(), axes_.end(),
                           [&](const Axis& other) { return is_same(axis, other); }) > 1;
    };
    for (Axis& axis : axes_) {
      axis.name = axis.term;
      if (!same(axis, [](const Axis& a, const Axis& b) { return a.term == b.term; })) continue;
      const bool in_section = !axis.section.empty();
      if (in_section) axis.name = axis.section + "." + axis.term;
      const bool told = !same(
          axis, [](const Axis& a, const Axis& b) { return a.term == b.term && a.section == b.section; });
      if (!in_section || !told) axis.name = axis.policy + "." + axis.name;
    }
  }

  std::vector<Axis> axes_;
  std::string policy_, section_;
};

std::string value_words(const Node& node) {
  return node.is_numeric() ? short_number(node.number) : node.text;
}

/// Copies of the nodes of a design, with an entry of its list in the place of each axis.
class Copier {
 public:
  Copier(Document& document, const std::vector<Axis>& axes, const std::vector<std::size_t>& choice)
      : document_(document), axes_(axes), choice_(choice) {}

  Node* copy(const Node& node, const Node* parent) {
    Node& made = document_.nodes.emplace_back(node);
    made.parent = parent;
    made.is_copy = true;
    made.items.clear();
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      if (axes_[i].list != &node) continue;
      // The list keeps its place above the entry, so that the pointer of the entry is that of the file.
      Node* const entry = copy(*axes_[i].entries[choice_[i]], &made);
      entry->key = node.key;
      return entry;
    }
    for (const Node* item : node.items) made.items.push_back(copy(*item, &made));
    return &made;
  }

 private:
  Document& document_;
  const std::vector<Axis>& axes_;
  const std::vector<std::size_t>& choice_;
};

/// Reports empty lists, which then stay where they are, and repeated entries, which count once.
void take_entries(std::vector<Axis>& axes, Reading& reading) {
  for (Axis& axis : axes) {
    if (axis.list->items.empty())
      reading.report(*axis.list, message::error_grid_empty, {{"reason", message::rule_grid}});
    std::set<std::string> seen;
    for (const Node* entry : axis.list->items) {
      const bool is_scalar = entry->is_numeric() || entry->kind == Node::Kind::string;
      if (!is_scalar || seen.insert(value_words(*entry)).second) {
        axis.entries.push_back(entry);
        continue;
      }
      reading.report(*entry, message::error_list_repeated,
                     {{"value", entry->is_numeric() ? entry->text : in_quotes(entry->text)}});
    }
  }
  axes.erase(std::remove_if(axes.begin(), axes.end(), [](const Axis& axis) { return axis.entries.empty(); }),
             axes.end());
}

constexpr std::size_t longest_name = 200;

/// Gives a copy its id and name.
void rename(Node& design, const std::string& suffix) {
  for (Node* item : design.items) {
    if (item->kind != Node::Kind::string) continue;
    if (item->key == "id") item->text += "[" + suffix + "]";
    if (item->key == "name") item->text += " [" + suffix + "]";
  }
  // A name that would be too long gives way to the id.
  const auto is_long = [](const Node* item) {
    return item->key == "name" && item->text.size() > longest_name;
  };
  design.items.erase(std::remove_if(design.items.begin(), design.items.end(), is_long), design.items.end());
}

std::size_t product_of(const std::vector<Axis>& axes) {
  std::size_t count = 1;
  for (const Axis& axis : axes) {
    // Far above the limit it does not matter how far.
    if (count <= most_designs * most_designs) count *= axis.entries.size();
  }
  return count;
}

}  // namespace

std::string short_number(double value) {
  if (std::isinf(value)) return "unlimited";
  if (value == 0 || (std::fabs(value) >= 1e-3 && std::fabs(value) < 1e5)) return fmt::format("{}", value);
  // fmt's {:e} has six decimals; the shortest digits that read back come without a type.
  std::string digits = fmt::format("{}", value);
  int exponent = 0;
  const std::size_t mark = digits.find('e');
  if (mark != std::string::npos) {
    exponent = std::stoi(digits.substr(mark + 1));
    return fmt::format("{}e{}", digits.substr(0, mark), exponent);
  }
  const std::string sign = digits[0] == '-' ? "-" : "";
  digits.erase(0, sign.size());
  const std::size_t point = std::min(digits.find('.'), digits.size());
  exponent = static_cast<int>(point) - 1;
  if (point < digits.size()) digits.erase(point, 1);
  const std::size_t first = digits.find_first_not_of('0');
  exponent -= static_cast<int>(first);
  digits.erase(0, first);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.size() > 1) digits.insert(1, ".");
  return fmt::format("{}{}e{}", sign, digits, exponent);
}

std::string base_of_grid(const std::string& design) { return design.substr(0, design.find('[')); }

bool is_from_grid(const std::string& design) { return design.find('[') != std::string::npos; }

void expand_grids(Document& document, Reading& reading) {
  if (document.root == nullptr || document.root->kind != Node::Kind::object) return;
  const Field* field = field_at(scenario_table(), "coverage_designs");
  Node* list = nullptr;
  for (Node* item : document.root->items) {
    if (item->key == "coverage_designs" && item->kind == Node::Kind::array) list = item;
  }
  if (list == nullptr) return;
  std::vector<Node*> designs;
  std::size_t room = most_designs;
  for (Node* design : list->items) {
    std::vector<Axis> axes;
    if (design->kind == Node::Kind::object) axes = AxisFinder().find(field->table(), *design);
    take_entries(axes, reading);
    if (axes.empty()) {
      designs.push_back(design);
      room -= std::min<std::size_t>(room, 1);
      continue;
    }
    std::size_t count = product_of(axes);
    if (count > room) {
      reading.report(*axes.back().list, message::error_grid_large,
                     {{"count", count}, {"limit", most_designs}, {"rule", message::rule_grid_size}});
      // One design stands for all, so that its other faults are found too.
      for (Axis& axis : axes) axis.entries.resize(1);
      count = 1;
    }
    room -= std::min(room, count);
    std::vector<std::size_t> choice(axes.size(), 0);
    for (std::size_t number = 0; number < count; ++number) {
      std::size_t rest = number;
      std::string suffix;
      for (std::size_t i = axes.size(); i-- > 0;) {
        choice[i] = rest % axes[i].entries.size();
        rest /= axes[i].entries.size();
        suffix = axes[i].name + "=" + value_words(*axes[i].entries[choice[i]]) + (suffix.empty() ? "" : ",") +
                 suffix;
      }
      Node* const made = Copier(document, axes, choice).copy(*design, list);
      rename(*made, suffix);
      designs.push_back(made);
    }
  }
  list->items = std::move(designs);
}

}  // namespace tenbin::scenario
