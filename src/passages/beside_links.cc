#include "passages/beside_links.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestSign = 2048;

// Behind the bracket that closes the one at `open`; 0 where none does.
std::size_t BehindBracket(std::string_view text, std::size_t open, char begins, char ends) {
  int depth = 0;
  const std::size_t stop = std::min(text.size(), open + kLongestSign);
  for (std::size_t at = open; at < stop; ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == begins) {
      ++depth;
    } else if (text[at] == ends && --depth == 0) {
      return at + 1;
    }
  }
  return 0;
}

// Behind `close`, which ends what begins at `at`; 0 where it is not there.
std::size_t Behind(std::string_view text, std::size_t at, std::string_view close) {
  const std::string_view near = text.substr(at, kLongestSign);
  const std::size_t end = near.find(close);
  return end == std::string_view::npos ? 0 : at + end + close.size();
}

// `[text](target)`, `[text][label]`, `[[target][text]]`, `[label]`; not the box of a task, `[ ]`.
std::size_t BehindMarkdownLink(std::string_view text, std::size_t at) {
  const std::size_t end = BehindBracket(text, at, '[', ']');
  if (end == 0) return 0;
  if (end < text.size() && text[end] == '(') return BehindBracket(text, end, '(', ')');
  if (end < text.size() && text[end] == '[') return BehindBracket(text, end, '[', ']');
  constexpr std::size_t kBox = 3;
  return end - at > kBox ? end : 0;
}

// `<a href="…">text</a>`, `<br>`, `<!-- … -->`, `<<anchor,text>>`, `<https://…>`.
std::size_t BehindTag(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, kLongestSign);
  if (rest.starts_with("<!--")) return Behind(text, at, "-->");
  if (rest.starts_with("<<")) return Behind(text, at, ">>");
  if (rest.size() < 2 || !(IsLetter(rest[1]) || rest[1] == '/')) return 0;
  if (Lower(rest.substr(0, 3)) == "<a " || Lower(rest.substr(0, 3)) == "<a\n") {
    const std::size_t end = Lower(rest).find("</a>");
    if (end != std::string::npos) return at + end + 4;
  }
  return Behind(text, at, ">");
}

// `&nbsp;`, `&#8592;`.
std::size_t BehindEntity(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 12;
  std::size_t end = at + 1;
  while (end < text.size() && end - at < kLongest &&
         (IsAlphanumeric(text[end]) || text[end] == '#'))
    ++end;
  return end > at + 1 && end < text.size() && text[end] == ';' ? end + 1 : 0;
}

// `:doc:`text <target>``, `` `text <target>`__ ``; code between backticks is no link.
std::size_t BehindRole(std::string_view text, std::size_t at) {
  std::size_t tick = at;
  if (text[at] == ':') {
    std::size_t name = at + 1;
    while (name < text.size() && (IsLetter(text[name]) || text[name] == ':')) ++name;
    if (name == at + 1 || text[name - 1] != ':' || name == text.size() || text[name] != '`')
      return 0;
    tick = name;
  }
  const std::size_t end = Behind(text, tick + 1, "`");
  if (end == 0 || (tick == at && (end == text.size() || text[end] != '_'))) return 0;
  return std::min(text.find_first_not_of('_', end), text.size());
}

// `xref:target[text]`, `link:target[text]`.
std::size_t BehindMacro(std::string_view text, std::size_t at) {
  const std::size_t open = text.substr(0, at + kLongestSign).find_first_of("[ \t\n", at);
  return open == std::string_view::npos || text[open] != '[' ? 0
                                                             : BehindBracket(text, open, '[', ']');
}

// Behind the link or sign that begins at `at`; 0: none does.
std::size_t BehindSign(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  switch (rest.front()) {
    case '[':
      return BehindMarkdownLink(text, at);
    case '!':
      return rest.starts_with("![") ? BehindMarkdownLink(text, at + 1) : 0;
    case '<':
      return BehindTag(text, at);
    case '&':
      return BehindEntity(text, at);
    case ':':
    case '`':
      return BehindRole(text, at);
    case '{':
      if (rest.starts_with("{%")) return Behind(text, at, "%}");
      if (rest.starts_with("{{")) return Behind(text, at, "}}");
      return rest.starts_with("{:") ? Behind(text, at, "}") : 0;
    default:
      return rest.starts_with("xref:") || rest.starts_with("link:") ? BehindMacro(text, at) : 0;
  }
}

}  // namespace

std::string BesideLinks(std::string_view text) {
  std::string beside;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\' && at + 1 < text.size()) {
      beside += text.substr(at, 2);
      at += 2;
      continue;
    }
    const std::size_t end = BehindSign(text, at);
    beside += end > at ? ' ' : text[at];
    at = end > at ? end : at + 1;
  }
  return beside;
}

}  // namespace prereq
