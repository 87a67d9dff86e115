#include "policy/list_end.h"

#include <algorithm>

#include "base/text.h"

namespace prereq {

KeyPlace FindTopKey(const std::string& text, std::string_view key) {
  std::size_t at = text.starts_with(key) ? 0 : text.find("\n" + std::string(key));
  if (at == std::string::npos) return {};
  at = text.find(key, at) + key.size();
  const std::size_t line_end = std::min(text.find('\n', at), text.size());
  const std::string_view rest = Trim(std::string_view(text).substr(at, line_end - at));
  const bool block = rest.empty() || rest.starts_with('#');
  return {block ? KeyPlace::Kind::kBlock : KeyPlace::Kind::kFlow, at};
}

ListEnd EndOfBlockList(const std::string& text, std::size_t begin) {
  ListEnd list;
  std::size_t at = std::min(std::min(text.find('\n', begin), text.size()) + 1, text.size());
  list.offset = at;
  for (bool first = true; at < text.size();) {
    const std::size_t next = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = std::string_view(text).substr(at, next - at);
    const std::string_view said = Trim(line);
    at = next;
    if (said.empty() || said.starts_with('#')) continue;
    const bool is_item = said.starts_with("- ") || said == "-";
    if (line.front() != ' ' && !is_item) break;
    if (is_item && first) list.indent = std::string(line.substr(0, line.find('-')));
    first = false;
    list.offset = next;
  }
  return list;
}

std::string WithLineEndsOf(std::string_view text, std::string_view lines) {
  const std::size_t end = text.find('\n');
  const bool is_crlf = end != std::string_view::npos && end > 0 && text[end - 1] == '\r';
  std::string ended;
  for (const char c : lines) {
    if (c == '\n' && is_crlf) ended += '\r';
    ended += c;
  }
  return ended;
}

}  // namespace prereq
