#include "rules/navigation_lines.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace prereq {
namespace {

bool IsDecimal(char byte) { return byte >= '0' && byte <= '9'; }

bool StartsWithAny(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(starts,
                             [&](std::string_view start) { return text.starts_with(start); });
}

bool IsCodeOfLists(const FileFormat& format) {
  return format.Is("javascript") || format.Is("typescript") || format.Is("json");
}

// An element of an array on a line of its own: 'a/b', or {id: 'a/b', label: 'B'}.
bool IsElement(std::string_view line) {
  if (line.ends_with(',')) line.remove_suffix(1);
  if (line.size() < 2) return false;
  const char first = line.front();
  if (first == '{') return line.back() == '}';
  return (first == '"' || first == '\'' || first == '`') && line.back() == first;
}

// The number that `line` says from `begin` on, before `end`.
std::optional<std::pair<std::size_t, Number>> LeadingNumber(
    std::string_view line, std::size_t begin, std::size_t end,
    const std::vector<std::string>& labels) {
  std::size_t at = begin;
  const auto skip = [&](std::string_view bytes) {
    while (at < end && bytes.find(line[at]) != std::string_view::npos) ++at;
  };
  skip(" \t-*+|>'\"`[(");
  for (const std::string& label : labels) {
    const std::string lower = Lower(line.substr(at, label.size()));
    if (label.empty() || lower != Lower(label)) continue;
    at += label.size();
    skip(" \t");
    break;
  }
  const std::size_t first = at;
  int value = 0;
  while (at < end && IsDecimal(line[at]) && at - first < 4) value = value * 10 + (line[at++] - '0');
  if (at == first || at == end) return std::nullopt;
  // What may part a number from a name; never a letter, a date, a decimal or a time.
  const char behind = line[at];
  const char after = at + 1 < line.size() ? line[at + 1] : ' ';
  const bool parts = behind == '|' || behind == ')' || (behind == '.' && !IsDecimal(after)) ||
                     (behind == ':' && !IsDecimal(after)) || (behind == ' ' && after != '%') ||
                     behind == '\t';
  if (!parts) return std::nullopt;
  return std::pair(first, Number{value, '\0'});
}

}  // namespace

LineKind KindOfLine(const FileFormat& format, std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
  const std::string_view rest = line.substr(indent);
  if (IsCodeOfLists(format)) {
    return IsElement(Trim(rest)) ? LineKind{rest.front(), indent} : LineKind{};
  }
  if (format.Is("html")) {
    return StartsWithAny(rest, {"<li", "<a ", "<td", "<tr"}) ? LineKind{rest[1], indent}
                                                             : LineKind{};
  }
  if (format.Is("latex")) {
    return StartsWithAny(rest, {"\\include{", "\\input{", "\\subfile{"}) ? LineKind{'\\', indent}
                                                                         : LineKind{};
  }
  if (format.Is("asciidoc") && rest.starts_with("include::")) return {'i', indent};
  if (rest.starts_with('|')) return {'|', indent};
  if (StartsWithAny(rest, {"- ", "* ", "+ "})) return {rest.front(), indent};
  // A heading that is a link, by its level.
  const std::size_t level = std::min(rest.find_first_not_of('#'), rest.size());
  if (level > 0 && format.Is("markdown") && rest.substr(level).starts_with(" [")) {
    return {'#', level};
  }
  std::size_t digits = 0;
  while (digits < rest.size() && IsDecimal(rest[digits])) ++digits;
  if (digits > 0 && digits + 1 < rest.size() && (rest[digits] == '.' || rest[digits] == ')') &&
      rest[digits + 1] == ' ') {
    return {'1', indent};
  }
  return {};
}

LineKind KindOfMenuLine(std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
  const std::string_view rest = Trim(line);
  if (rest.empty() || rest.starts_with(':') || rest.starts_with('.')) return {};
  return {'t', indent};
}

bool LeavesListOpen(const FileFormat& format, std::string_view line, LineKind kind) {
  const std::string_view start = Trim(line);
  if (format.Is("html")) {
    return !StartsWithAny(start, {"<ul", "</ul", "<ol", "</ol", "<nav", "</nav", "<table",
                                  "</table", "<h1", "<h2", "<h3"});
  }
  const LineKind here = KindOfLine(format, line);
  if (here.mark == '#' && kind.mark != '#') return false;
  if (here.mark != '\0') return here.indent > kind.indent;
  return start.empty() || line.starts_with("  ");
}

std::optional<std::pair<std::size_t, Number>> NumberOfEntry(
    const FileFormat& format, std::string_view line, std::size_t path_begin, std::size_t path_end,
    const std::vector<std::string>& labels) {
  const LineKind kind = KindOfLine(format, line);
  if (IsCodeOfLists(format)) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      const bool quote = line[at] == '"' || line[at] == '\'' || line[at] == '`';
      if (!quote || (at < path_end && path_begin <= at + 1)) continue;
      if (auto number = LeadingNumber(line, at + 1, line.size(), labels)) return number;
    }
    return std::nullopt;
  }
  if (format.Is("html") || (format.Is("asciidoc") && kind.mark != '|')) {
    const std::size_t words = line.find(format.Is("html") ? '>' : '[', path_end);
    if (words == std::string_view::npos) return std::nullopt;
    return LeadingNumber(line, words + 1, line.size(), labels);
  }
  const bool counts = kind.mark == '1';  // `1.` of a list counts its items
  const std::size_t begin = counts ? line.find_first_of(".)") + 1 : 0;
  return LeadingNumber(line, begin, std::max(begin, path_begin), labels);
}

std::vector<Span> FindMenus(const FileFormat& format, std::string_view text) {
  const bool restructured = format.Is("restructuredtext");
  std::vector<Span> menus;
  if (!restructured && !format.Is("markdown")) return menus;
  constexpr std::size_t kOutside = std::string_view::npos;
  std::size_t inside = kOutside;  // the indentation of the directive
  std::size_t begin = 0;
  for (const std::string_view line : Split(text, '\n')) {
    const std::string_view start = Trim(line);
    const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
    if (inside != kOutside) {
      const bool ends = restructured ? !start.empty() && indent <= inside
                                     : StartsWithAny(start, {"```", "~~~", ":::"});
      if (ends) {
        inside = kOutside;
      } else {
        menus.push_back({begin, line.size() + 1});
      }
    }
    if (inside == kOutside && StartsWithAny(start, {".. toctree::"}) && restructured) {
      inside = indent;
    }
    if (inside == kOutside && StartsWithAny(start, {"```{toctree}", ":::{toctree}"})) {
      inside = indent;
    }
    begin += line.size() + 1;
  }
  return menus;
}

}  // namespace prereq
