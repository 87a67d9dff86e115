// Nothing here knows YAML's grammar; indentation, brackets, commas and quotes are enough for a
// guess, and guesses are checked.
#include "policy/yaml_entries.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kBlanksAndEnds = " \t\r\n";

// One line of the file, its end included.
struct YamlLine {
  std::size_t begin = 0, end = 0;
  std::size_t indent = 0;  // columns before its first byte that is not a blank
  std::string_view text;   // without blanks and line end
  [[nodiscard]] bool IsBlank() const { return text.empty(); }
  [[nodiscard]] bool IsComment() const { return text.starts_with('#'); }
  [[nodiscard]] bool IsItem() const { return text == "-" || text.starts_with("- "); }
};

std::vector<YamlLine> LinesOf(std::string_view yaml) {
  std::vector<YamlLine> lines;
  for (std::size_t begin = 0; begin < yaml.size();) {
    const std::size_t end = std::min(yaml.find('\n', begin), yaml.size() - 1) + 1;
    const std::string_view whole = yaml.substr(begin, end - begin);
    const std::size_t indent = std::min(whole.find_first_not_of(kBlanks), whole.size());
    lines.push_back({begin, end, indent, Trim(whole)});
    begin = end;
  }
  return lines;
}

class YamlBlock {
 public:
  YamlBlock(std::string_view yaml, const std::vector<std::string>& names)
      : lines_(LinesOf(yaml)), names_(names) {}

  // The lines of the item that holds `offset`, or of the member whose key begins there.
  [[nodiscard]] std::optional<Span> Around(std::size_t offset, bool member) const {
    const auto after = std::ranges::upper_bound(lines_, offset, {}, &YamlLine::begin);
    if (after == lines_.begin()) return std::nullopt;
    auto at = static_cast<std::size_t>(after - lines_.begin()) - 1;
    const std::size_t column = offset - lines_[at].begin;
    if (member) {
      if (lines_[at].indent != column) return std::nullopt;
      return Whole(at, true);
    }
    for (std::size_t inner = column;; --at) {
      const YamlLine& line = lines_[at];
      if (line.IsItem() && line.indent < inner) return Whole(at, false);
      if (!line.IsBlank() && !line.IsComment()) inner = std::min(inner, line.indent);
      if (at == 0 || inner == 0) return std::nullopt;
    }
  }

 private:
  [[nodiscard]] Span Whole(std::size_t first, bool member) const {
    const std::size_t indent = lines_[first].indent;
    std::size_t end = first + 1;  // behind the last line that is not blank
    for (std::size_t at = first + 1; at < lines_.size(); ++at) {
      const YamlLine& line = lines_[at];
      if (line.IsBlank()) continue;
      const bool inside =
          line.indent > indent || (member && line.indent == indent && line.IsItem());
      if (!inside) break;
      end = at + 1;
    }
    std::size_t begin = first;
    while (begin > 0 && lines_[begin - 1].IsComment() && lines_[begin - 1].indent == indent) {
      --begin;
    }
    if (!OwnsComments(begin, first, end)) begin = first;
    return {lines_[begin].begin, lines_[end - 1].end - lines_[begin].begin};
  }

  // Whether the comments from line `begin` to `first` speak of this entry and of nothing else.
  [[nodiscard]] bool OwnsComments(std::size_t begin, std::size_t first, std::size_t end) const {
    for (std::size_t at = begin; at < first; ++at) {
      for (const std::string& name : names_) {
        if (HoldsWord(lines_[at].text, name)) return true;
      }
    }
    const bool last = end == lines_.size() || lines_[end].indent < lines_[first].indent ||
                      (lines_[first].IsItem() && lines_[end].indent == lines_[first].indent &&
                       !lines_[end].IsItem() && !lines_[end].IsComment());
    const bool apart = last || lines_[end].IsBlank() || lines_[end].IsComment();
    const bool heads_all = begin > 0 && lines_[begin - 1].text.ends_with(':');
    return apart && !(last && heads_all);
  }

  static bool HoldsWord(std::string_view text, std::string_view word) {
    const auto is_word = [&](std::size_t at) {
      const char c = at < text.size() ? text[at] : ' ';
      return IsAlphanumeric(c);
    };
    for (std::size_t at = text.find(word); at != std::string_view::npos && !word.empty();
         at = text.find(word, at + 1)) {
      const std::size_t end = at + word.size();  // 06_autograd, but not autograd_v2
      const bool goes_on = end < text.size() && (text[end] == '_' || text[end] == '-');
      if ((at == 0 || !is_word(at - 1)) && !is_word(end) && !goes_on) return true;
    }
    return false;
  }

  std::vector<YamlLine> lines_;
  const std::vector<std::string>& names_;
};

// Where the entry of a flow list or map that begins at `begin` ends: at a comma or bracket.
std::size_t FlowEnd(std::string_view yaml, std::size_t begin) {
  int depth = 0;
  bool starts = true;  // a value may begin here, so that a quote is one
  for (std::size_t at = begin; at < yaml.size(); ++at) {
    const char c = yaml[at];
    if ((c == '"' || c == '\'') && starts) {
      for (++at; at < yaml.size() && yaml[at] != c; ++at) {
        if (c == '"' && yaml[at] == '\\') ++at;
      }
    } else if (c == '#' && at > 0 && kBlanksAndEnds.find(yaml[at - 1]) != std::string_view::npos) {
      at = std::min(yaml.find('\n', at), yaml.size() - 1);
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if (depth == 0 && (c == ',' || c == ']' || c == '}')) {
      return at;
    } else if (c == ']' || c == '}') {
      --depth;
    }
    if (kBlanksAndEnds.find(c) == std::string_view::npos) {
      starts = c == '[' || c == '{' || c == ',' || c == ':';
    }
  }
  return yaml.size();
}

// The entry of a flow list or map that begins at `begin`, with one comma.
std::optional<Span> FlowEntry(std::string_view yaml, std::size_t begin) {
  const std::size_t before =
      begin == 0 ? std::string_view::npos : yaml.find_last_not_of(kBlanksAndEnds, begin - 1);
  if (before == std::string_view::npos ||
      std::string_view("[{,").find(yaml[before]) == std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t stop = FlowEnd(yaml, begin);
  if (stop == yaml.size()) return std::nullopt;
  if (yaml[stop] == ',') {
    const std::size_t end = std::min(yaml.find_first_not_of(kBlanks, stop + 1), yaml.size());
    const std::size_t line = yaml.find_last_of('\n', begin) + 1;
    const std::string_view rest = yaml.substr(end, yaml.find('\n', end) - end);
    if (Trim(yaml.substr(line, begin - line)).empty() &&
        (Trim(rest).empty() || rest.starts_with('#'))) {
      return Span{line, std::min(end + rest.size() + 1, yaml.size()) - line};
    }
    return Span{begin, end - begin};
  }
  const std::size_t last = yaml.find_last_not_of(kBlanksAndEnds, stop - 1) + 1;
  const std::size_t from = yaml[before] == ',' ? before : begin;
  return Span{from, last - from};
}

}  // namespace

std::vector<Span> EntriesAt(std::string_view yaml, std::size_t offset,
                            const std::vector<std::string>& names) {
  std::vector<Span> found;
  const auto add = [&](const std::optional<Span>& span) {
    if (span && span->length > 0 && std::ranges::find(found, *span) == found.end()) {
      found.push_back(*span);
    }
  };
  if (offset >= yaml.size()) return found;
  add(FlowEntry(yaml, offset));
  const std::size_t open = yaml.rfind('{', offset);
  if (open != std::string_view::npos) add(FlowEntry(yaml, open));
  const YamlBlock block(yaml, names);
  add(block.Around(offset, true));
  add(block.Around(offset, false));
  return found;
}

}  // namespace prereq
