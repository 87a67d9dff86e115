#include "paths/enclosing_calls.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kMostBackOfCall = 2000;

bool IsCallByte(char c) { return IsWordByte(c) || c == '_' || c == '.' || c == ':'; }

// `open-output-file` is one name in Lisp.
bool IsCallByteIn(const FileFormat& format, char c) {
  return IsCallByte(c) || (c == '-' && format.Is("lisp"));
}

// Without the blanks at the end of `before`, if any, the word that stands there.
std::string_view LastWord(std::string_view before) {
  const std::size_t end = before.find_last_not_of(" \t");
  if (end == std::string_view::npos || end + 1 == before.size()) return {};
  before = before.substr(0, end + 1);
  std::size_t begin = before.size();
  while (begin > 0 && (IsCallByte(before[begin - 1]) || before[begin - 1] == '>')) --begin;
  return before.substr(begin);
}

EnclosingCall CallNamed(std::string_view text, std::size_t low, std::size_t begin,
                        std::size_t end) {
  EnclosingCall call;
  call.whole = Lower(text.substr(begin, end - begin));
  call.name = call.whole.substr(call.whole.find_last_of(".:") + 1);
  call.name.erase(0, call.name.find_first_not_of('_'));  // `_write_rows` of one's own
  call.type = Lower(LastWord(text.substr(low, begin - low)));
  call.open = end;
  return call;
}

// `output: {`, `output = [{`: the name before a bracket that stands at the end of `before`.
std::string_view KeyBefore(std::string_view before) {
  before = Trim(before);
  while (before.ends_with('[') || before.ends_with('{'))
    before = Trim(before.substr(0, before.size() - 1));
  if (!before.ends_with(':') && !before.ends_with('=')) return {};
  before = Trim(before.substr(0, before.size() - 1));
  if (before.ends_with('"') || before.ends_with('\'')) before.remove_suffix(1);
  std::size_t begin = before.size();
  while (begin > 0 && (IsWordByte(before[begin - 1]) || before[begin - 1] == '_')) --begin;
  return before.substr(begin);
}

}  // namespace

std::optional<EnclosingCall> CallAround(const FileFormat& format, std::string_view text,
                                        std::size_t at) {
  const std::size_t low = at > kMostBackOfCall ? at - kMostBackOfCall : 0;
  const char bracket = format.Is("wolfram") ? '[' : '(';
  int depth = 0;
  std::size_t commas = 0;
  std::string block;
  for (std::size_t i = at; i > low;) {
    const char c = text[--i];
    if (c == '"' || c == '\'') {
      const std::string_view before = text.substr(low, i - low);
      const std::size_t open = before.rfind(c), line = before.rfind('\n');
      const bool is_string =
          open != std::string_view::npos && (line == std::string_view::npos || line < open);
      if (is_string) i = low + open;
    } else if (c == ')' || c == ']' || c == '}') {
      ++depth;
    } else if (c == '(' || c == '[' || c == '{') {
      if (--depth >= 0) continue;
      std::size_t begin = i;
      while (begin > low && (IsCallByteIn(format, text[begin - 1]) || text[begin - 1] == '!')) {
        --begin;
      }
      EnclosingCall call = CallNamed(text, low, begin, i);
      // `std::ofstream out{"x"}` makes one as well.
      const bool is_made = c == '{' && !call.whole.empty() && !call.type.empty();
      if (c != bracket && !is_made) {  // a list of the call's
        if (block.empty()) block = Lower(KeyBefore(text.substr(low, i - low)));
        depth = 0;
        commas = 0;
        continue;
      }
      call.block = std::move(block);
      call.argument = commas;
      return call;
    } else if (c == ',' && depth == 0) {
      ++commas;
    } else if (c == ';' && depth == 0) {
      break;
    }
  }
  if (block.empty()) return std::nullopt;
  EnclosingCall none;
  none.block = std::move(block);
  none.open = low;
  none.has_bracket = false;
  return none;
}

std::optional<EnclosingCall> CallOf(const FileFormat& format, std::string_view text,
                                    std::size_t at) {
  std::size_t end = at;
  while (end > 0 && text[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 && IsCallByteIn(format, text[begin - 1])) --begin;
  if (end == at || begin == end) return CallAround(format, text, at);
  EnclosingCall call = CallNamed(text, begin, begin, end);
  call.open = begin;
  call.has_bracket = false;
  return call;
}

std::string_view BehindBracket(std::string_view text, std::size_t at) {
  const std::string_view near = text.substr(0, std::min(text.size(), at + kMostAheadOfCall));
  int depth = 0;
  for (std::size_t i = at; i < near.size(); ++i) {
    if (near[i] == '(') ++depth;
    if (near[i] == ')' && --depth < 0) return near.substr(i + 1);
  }
  return {};
}

}  // namespace prereq
