#include "report/text_report.hpp"

#include <array>
#include <string_view>

#include "report/chart.hpp"
#include "report/table.hpp"

namespace tenbin::cli {
namespace {

class TextWriter {
 public:
  explicit TextWriter(const Environment& environment) : environment_(environment) {}

  void write(const Document& document) {
    add_lines(styled(document.title, bold), "");
    if (!document.subtitle.empty()) add_lines(document.subtitle, "");
    for (const std::string& warning : document.warnings) {
      text_ += "\n";
      add_lines(styled("! " + warning, bold), "");
    }
    for (const Section& section : document.sections) {
      text_ += "\n";
      if (!section.heading.empty()) {
        add_lines(styled(section.heading, bold), "");
        text_ += rule(display_width(section.heading)) + "\n";
      }
      for (std::size_t i = 0; i < section.blocks.size(); ++i) {
        if (i > 0) text_ += "\n";
        std::visit([this](const auto& block) { this->add(block); }, section.blocks[i]);
      }
    }
    if (document.footer.empty()) return;
    text_ += "\n";
    add_lines(document.footer, "");
  }

  std::string take() { return environment_.characters == CharacterSet::ascii ? in_ascii(text_) : text_; }

 private:
  static constexpr std::string_view bold = "1";

  std::string styled(const std::string& words, std::string_view style) const {
    if (environment_.styling == Styling::plain) return words;
    return "\x1b[" + std::string(style) + "m" + words + "\x1b[0m";
  }

  std::string rule(int columns) const {
    std::string line;
    for (int i = 0; i < columns; ++i) line += environment_.characters == CharacterSet::unicode ? "═" : "=";
    return line;
  }

  /// Signs that the catalogue uses beyond ASCII.
  static std::string in_ascii(const std::string& text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 1> signs = {{{"±", "+/-"}}};
    std::string plain = text;
    for (const auto& [sign, word] : signs) {
      for (std::size_t at = plain.find(sign); at != std::string::npos; at = plain.find(sign, at)) {
        plain.replace(at, sign.size(), word);
      }
    }
    return without_other_letters(plain);
  }

  /// What the terminal cannot show, such as names from a scenario, becomes question marks, one for each
  /// character.
  static std::string without_other_letters(const std::string& text) {
    std::string plain;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80U) {
        plain += c;
      } else if (byte >= 0xC0U) {  // the first byte of a character in UTF-8
        plain += '?';
      }
    }
    return plain;
  }

  std::string shown(std::string_view words) const {
    return environment_.characters == CharacterSet::ascii ? in_ascii(std::string(words)) : std::string(words);
  }

  void add_lines(std::string_view words, std::string_view indent) {
    const int width = environment_.columns - display_width(indent);
    for (const std::string& line : wrapped(shown(words), width)) text_ += std::string(indent) + line + "\n";
  }

  void add(const Paragraph& paragraph) { add_lines(paragraph.text, ""); }
  void add(const Note& note) { add_lines(note.text, ""); }
  void add(const CommandLine& command) { text_ += "  " + command.text + "\n"; }

  void add(const BulletList& list) {
    for (const std::string& item : list.items) {
      std::string_view mark = environment_.characters == CharacterSet::unicode ? "• " : "* ";
      for (const std::string& line : wrapped(shown(item), environment_.columns - 2)) {
        text_ += std::string(mark) + line + "\n";
        mark = "  ";
      }
    }
  }

  void add(const Table& table) {
    if (!table.caption.empty()) add_lines(table.caption, "");
    if (table.terminal_rows == 0 || table.rows.size() <= table.terminal_rows) {
      text_ += table_text(table, environment_.columns, environment_.characters);
      return;
    }
    Table part = table;
    part.rows.resize(table.terminal_rows);
    text_ += table_text(part, environment_.columns, environment_.characters);
  }

  void add(const ExceedanceChart& chart) {
    add_lines(chart.caption, "");
    text_ += chart_text(chart, environment_.columns, environment_.characters, environment_.language);
  }

  void add(const BarChart& chart) {
    add_lines(chart.caption, "");
    text_ += chart_text(chart, environment_.columns, environment_.characters);
  }

  // These say little in letters; their figures stand in tables.
  void add(const CurveChart& chart) { static_cast<void>(chart); }
  void add(const PointChart& chart) { static_cast<void>(chart); }

  const Environment& environment_;
  std::string text_;
};

}  // namespace

std::string text_report(const Document& document, const Environment& environment) {
  TextWriter writer(environment);
  writer.write(document);
  return writer.take();
}

}  // namespace tenbin::cli
