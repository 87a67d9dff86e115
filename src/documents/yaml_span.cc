#include "documents/yaml_span.h"

#include <algorithm>
#include <optional>

namespace prereq {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsSpace(char c) { return IsBlank(c) || c == '\n' || c == '\r'; }

// Behind the closing quote; nullopt when there is none.
std::optional<std::size_t> QuotedEnd(std::string_view source, std::size_t at, std::size_t end) {
  const char quote = source[at];
  for (std::size_t i = at + 1; i < end; ++i) {
    if (quote == '"' && source[i] == '\\') {
      ++i;
    } else if (source[i] == quote) {
      const bool doubled = quote == '\'' && i + 1 < end && source[i + 1] == '\'';
      if (!doubled) return i + 1;
      ++i;
    }
  }
  return std::nullopt;
}

std::size_t LineEnd(std::string_view source, std::size_t at, std::size_t end) {
  return std::min(source.find('\n', at), end);
}

// Behind the last line of a block scalar whose header stands at `at`: lines that are blank or
// indented like the first one with text.
std::size_t BlockEnd(std::string_view source, std::size_t at, std::size_t end) {
  std::size_t last = LineEnd(source, at, end);
  std::size_t indent = 0;
  for (std::size_t line = last + 1; line < end;) {
    const std::size_t stop = LineEnd(source, line, end);
    std::size_t text = line;
    while (text < stop && source[text] == ' ') ++text;
    const bool blank =
        source.substr(text, stop - text).find_first_not_of(" \t\r") == std::string_view::npos;
    if (!blank) {
      if (indent == 0) indent = text - line;
      if (indent == 0 || text - line < indent) break;
      last = stop;
    }
    line = stop + 1;
  }
  return last;
}

// Walks a plain scalar beside its value; line breaks fold into spaces or into fewer line breaks.
std::size_t PlainEnd(std::string_view source, std::size_t at, std::size_t end,
                     std::string_view value) {
  for (std::size_t i = 0; i < value.size();) {
    if (at >= end) return at;
    if (source[at] == value[i]) {
      ++at, ++i;
      continue;
    }
    if (!IsSpace(source[at])) return at;
    while (at < end && IsSpace(source[at])) ++at;
    while (i < value.size() && IsSpace(value[i])) ++i;
  }
  return at;
}

}  // namespace

std::size_t SkipYamlProperties(std::string_view source, std::size_t at, std::size_t end) {
  while (at < end && (source[at] == '&' || source[at] == '!')) {
    while (at < end && !IsSpace(source[at])) ++at;
    while (at < end && (IsSpace(source[at]) || source[at] == '#')) {
      at = source[at] == '#' ? LineEnd(source, at, end) : at + 1;
    }
  }
  return at;
}

YamlScalarSpan FindYamlScalar(std::string_view source, std::size_t at, std::size_t end,
                              std::string_view value) {
  if (at >= end) return {};
  const char first = source[at];
  std::size_t stop = 0;
  std::size_t content = at;
  bool closed = true;
  if (first == '"' || first == '\'') {
    const std::optional<std::size_t> behind = QuotedEnd(source, at, end);
    closed = behind.has_value();
    stop = behind.value_or(end);
    content = at + 1;
  } else if (first == '|' || first == '>') {
    stop = BlockEnd(source, at, end);
    const std::size_t found = source.substr(at, stop - at).find(value);
    content = found == std::string_view::npos ? stop : at + found;
  } else {
    stop = PlainEnd(source, at, end, value);
  }
  YamlScalarSpan found{{at, stop - at}, {}, closed};
  if (!value.empty() && content + value.size() <= stop &&
      source.substr(content, value.size()) == value) {
    found.content = {content, value.size()};
  }
  return found;
}

}  // namespace prereq
