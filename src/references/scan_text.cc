#include "references/scan_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/percent.h"

namespace prereq::references {
namespace {

// One character and its length in bytes; malformed bytes count as one character each: `kMalformed`
// for those that are letters in most encodings of one byte, `kMark` for quotes and dashes.
struct Character {
  std::uint32_t code = 0;
  std::size_t length = 0;
};
constexpr std::string_view kLocalRoot = "///";  // behind a scheme
constexpr std::uint32_t kMalformed = 0xFFFFFFFF, kMark = 0xFFFFFFFE;

Character Malformed(char c) {
  return {static_cast<unsigned char>(c) < 0xC0 ? kMark : kMalformed, 1};
}

Character Decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < length) return Malformed(text[at]);
  std::uint32_t code = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return Malformed(text[at]);
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  return {code, length};
}

Character DecodeBefore(std::string_view text, std::size_t at) {
  if (static_cast<unsigned char>(text[at - 1]) < 0x80) {
    return {static_cast<unsigned char>(text[at - 1]), 1};
  }
  for (std::size_t back = 2; back <= std::min<std::size_t>(4, at); ++back) {
    if ((static_cast<unsigned char>(text[at - back]) & 0xC0U) == 0x80U) continue;
    const Character found = Decode(text, at - back);
    if (found.length == back) return found;
    break;
  }
  return Malformed(text[at - 1]);
}

bool IsSymbol(std::uint32_t code) {  // beyond ASCII: no part of an identifier
  if (code == kMalformed) return false;
  return (code >= 0x80 && code < 0xC0 && code != 0xAA && code != 0xB5 && code != 0xBA) ||
         code == 0xD7 || code == 0xF7 || (code >= 0x2000 && code < 0x2C00) ||
         (code >= 0x2E00 && code < 0xA000) || (code >= 0xAC00 && code < 0xD7B0) ||
         (code >= 0xF900 && code < 0xFB00) || (code >= 0xFE00 && code < 0xFE70) || code == 0xFEFF ||
         (code >= 0xFF00 && code < 0xFFF0) || code >= 0x1F000;
}

bool IsIdentifier(std::uint32_t code) {
  return code < 0x80 ? IsWord(static_cast<char>(code)) : !IsSymbol(code);
}

// Emoji, dingbats, selectors and joiners: what people put before a title.
bool IsDecoration(std::uint32_t code) {
  if (code == kMalformed || code == kMark) return false;
  return code >= 0x1F000 || (code >= 0x2300 && code < 0x2500) ||
         (code >= 0x2600 && code < 0x27F0) || (code >= 0x2B00 && code < 0x2C00) || code == 0xFE0F ||
         code == 0x200D || code == 0x20E3;
}

bool IsLineEnd(char c) { return c == '\n' || c == '\r'; }

// The length of the entity of HTML for `c` with which `text` begins; 0 where none does.
std::size_t EntityOf(char c, std::string_view text) {
  static constexpr std::array<std::pair<char, std::string_view>, 8> kEntities = {{{'&', "&amp;"},
                                                                                  {'<', "&lt;"},
                                                                                  {'>', "&gt;"},
                                                                                  {'"', "&quot;"},
                                                                                  {'\'', "&#39;"},
                                                                                  {'\'', "&apos;"},
                                                                                  {'"', "&#34;"},
                                                                                  {'&', "&#38;"}}};
  if (!text.starts_with('&')) return 0;
  for (const auto& [meant, entity] : kEntities) {
    if (meant == c && text.starts_with(entity)) return entity.size();
  }
  return 0;
}

// Whether the tag at `at` begins or ends the cell of a table.
bool IsCell(std::string_view text, std::size_t at) {
  const std::size_t name = at + (text[at + 1] == '/' ? 2 : 1);
  if (name + 2 >= text.size() || LowerChar(text[name]) != 't') return false;
  const char second = LowerChar(text[name + 1]);
  return (second == 'd' || second == 'h') && !IsWord(text[name + 2]);
}

// Whether the tag at `at` begins or ends the row of a table: what is behind it is another entry.
bool IsRowTag(std::string_view text, std::size_t at) {
  const std::size_t name = at + (text[at + 1] == '/' ? 2 : 1);
  return name + 2 < text.size() && LowerChar(text[name]) == 't' &&
         LowerChar(text[name + 1]) == 'r' && !IsWord(text[name + 2]);
}

bool IsOrnament(char c, char bracket) {
  return c == '*' || c == '_' || c == '`' || c == '~' || c == '"' || c == '\'' || c == '\\' ||
         c == bracket || IsBlank(c);
}

}  // namespace

bool IdentifierAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  if (static_cast<unsigned char>(text[at]) < 0x80) return IsWord(text[at]);
  return IsIdentifier(Decode(text, at).code);
}

std::size_t DecorationAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const Character found = Decode(text, at);
  return IsDecoration(found.code) ? found.length : 0;
}

bool ClosesEmphasis(std::string_view text, std::size_t at) {
  constexpr std::size_t kMost = 3;
  std::size_t end = at;
  while (end < text.size() && text[end] == '_') ++end;
  return end > at && end - at <= kMost && !IdentifierAt(text, end);
}

std::size_t WordStart(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && !IsDigit(text[begin - 1]) && text[begin - 1] != '_' &&
         IdentifierBefore(text, begin)) {
    do {
      --begin;
    } while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U);
  }
  return begin;
}

std::size_t UnspacedStart(std::string_view text, std::size_t end, int most) {
  std::size_t begin = end;
  for (; most > 0 && begin >= 3; --most) {  // three bytes each, from U+3000 to U+9FFF
    const auto lead = static_cast<unsigned char>(text[begin - 3]);
    if (lead < 0xE3 || lead > 0xE9 || IdentifierBefore(text, begin)) break;
    if (lead == 0xE3 && text[begin - 2] == '\x80') break;  // a mark: `、`
    begin -= 3;
  }
  return begin;
}

bool EndsWithEscape(std::string_view text, std::size_t at, char last) {
  return at >= 3 && text[at - 3] == '%' && text[at - 2] == '2' &&
         LowerChar(text[at - 1]) == LowerChar(last);
}

bool IdentifierBefore(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  const char last = text[at - 1];  // most are told by it
  if (static_cast<unsigned char>(last) < 0x80) {
    if (!IsWord(last)) return false;
  } else if (!IsIdentifier(DecodeBefore(text, at).code)) {
    return false;
  }
  if (EndsWithEscape(text, at, 'F') || EndsWithEscape(text, at, '0')) return false;
  if (at >= 6 && text[at - 6] == '\\' && text[at - 5] == 'u') return false;
  if (last != 'n' && last != 't' && last != 'r') return true;
  std::size_t slashes = 0;
  while (slashes < 64 && slashes + 1 < at && text[at - 2 - slashes] == '\\') ++slashes;
  return slashes % 2 == 0;
}

std::size_t SkipBlanks(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kReach);
  while (at < limit) {
    if (IsBlank(text[at])) {
      ++at;
    } else if (at + 1 < limit && text[at] == '\xC2' && text[at + 1] == '\xA0') {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

std::size_t SkipBlanksBack(std::string_view text, std::size_t at) {
  const std::size_t limit = at > kReach ? at - kReach : 0;
  while (at > limit) {
    if (IsBlank(text[at - 1])) {
      --at;
    } else if (at > limit + 1 && text[at - 1] == '\xA0' && text[at - 2] == '\xC2') {
      at -= 2;
    } else {
      break;
    }
  }
  return at;
}

std::size_t SkipOrnament(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kReach);
  while (at < limit) {
    const Character next = Decode(text, at);
    const bool skipped =
        next.code < 0x80 ? IsOrnament(text[at], '[') : next.code == 0xA0 || IsDecoration(next.code);
    if (!skipped) break;
    at += next.length;
  }
  return std::min(at, text.size());
}

std::size_t SkipOrnamentBack(std::string_view text, std::size_t at) {
  const std::size_t limit = at > kReach ? at - kReach : 0;
  while (at > limit) {
    const Character last = DecodeBefore(text, at);
    const bool skipped = last.code < 0x80 ? IsOrnament(text[at - 1], ']')
                                          : last.code == 0xA0 || IsDecoration(last.code);
    if (!skipped) break;
    at -= last.length;
  }
  return at;
}

std::size_t TagEnd(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] != '<') return at;
  if (!IsLetter(text[at + 1]) && !(text[at + 1] == '/' && IsLetter(text[at + 2]))) return at;
  const std::size_t limit = std::min(text.size(), at + kReach);
  for (std::size_t end = at + 2; end < limit; ++end) {
    if (text[end] == '>') return end + 1;
    if (text[end] == '<' || text[end] == '\n') break;
  }
  return at;
}

std::size_t TagBegin(std::string_view text, std::size_t at) {
  if (at < 3 || text[at - 1] != '>') return at;
  const std::size_t limit = at > kReach ? at - kReach : 0;
  for (std::size_t begin = at - 1; begin > limit; --begin) {
    const char c = text[begin - 1];
    if (c == '<') return TagEnd(text, begin - 1) == at ? begin - 1 : at;
    if (c == '>' || c == '\n') break;
  }
  return at;
}

TagRun SkipTags(std::string_view text, std::size_t at) {
  TagRun run{at, false};
  bool closed = false;
  const std::size_t limit = std::min(text.size(), at + kReach);
  while (run.at < limit) {
    if (IsBlank(text[run.at]) || (closed && !run.cell && IsLineEnd(text[run.at]))) {
      ++run.at;
      continue;
    }
    const std::size_t end = TagEnd(text, run.at);
    if (end == run.at || IsRowTag(text, run.at)) break;
    if (IsCell(text, run.at)) (text[run.at + 1] == '/' ? closed : run.cell) = true;
    run.at = end;
  }
  return run;
}

TagRun SkipTagsBack(std::string_view text, std::size_t at) {
  TagRun run{at, false};
  const std::size_t limit = at > kReach ? at - kReach : 0;
  while (run.at > limit && !run.cell) {
    const char c = text[run.at - 1];
    if (IsBlank(c) || c == '*' || c == '`') {
      --run.at;
      continue;
    }
    const std::size_t begin = TagBegin(text, run.at);
    if (begin == run.at || IsRowTag(text, begin)) break;
    run.cell = text[begin + 1] != '/' && IsCell(text, begin);
    run.at = begin;
  }
  return run;
}

bool AtLineStart(std::string_view text, std::size_t at) {
  static constexpr ByteSet kMarks(" \t#>*-+/_`");
  const std::size_t limit = at > kReach ? at - kReach : 0;
  for (; at > limit; --at) {
    const char c = text[at - 1];
    if (c == '\n' || c == '\r') return true;
    if (c == 'n' && at > 1 && text[at - 2] == '\\') return true;
    if (!kMarks.Has(c)) {
      const Character last = DecodeBefore(text, at);
      if (last.code == 0xFEFF) return at == 3;
      if (last.code < 0x80 || !(IsDecoration(last.code) || last.code == 0x2022)) return false;
      at -= last.length - 1;
    }
  }
  return at == 0;
}

bool NamesLocalPath(std::string_view text, std::size_t slashes) {
  constexpr std::size_t kLongestScheme = 24;
  const std::string_view rest = text.substr(slashes);
  if (slashes == 0 || text[slashes - 1] != ':' || !rest.starts_with(kLocalRoot)) return false;
  const std::string_view path = rest.substr(kLocalRoot.size());
  if (path.starts_with("./") || path.starts_with("../")) return true;
  std::size_t scheme = slashes - 1;
  while (scheme > 0 && slashes - scheme < kLongestScheme &&
         (IsLetter(text[scheme - 1]) || text[scheme - 1] == '+')) {
    --scheme;
  }
  const std::string_view name = text.substr(scheme);
  return (name.starts_with("sqlite") || name.starts_with("duckdb")) && !path.starts_with('/');
}

std::size_t PathStart(std::string_view text, std::size_t begin) {
  static constexpr ByteSet kMarks("/.-~@+%");
  const bool encoded = EndsWithEscape(text, begin, 'F');
  if (!encoded && (begin == 0 || text[begin - 1] != '/')) return begin;
  const std::size_t low = begin > kReach ? begin - kReach : 0;
  std::size_t at = begin;
  const auto is_path = [&](std::size_t end) {
    const char c = text[end - 1];
    return IsWord(c) || kMarks.Has(c) || static_cast<unsigned char>(c) >= 0x80 ||
           (c == '\\' && end < begin && text[end] == '_');
  };
  while (at > low && is_path(at)) --at;
  // `~ch/02/a.txt~`, `+ch/02/a.txt+`: marks of Org and AsciiDoc around what is shown as it is.
  const bool marked_up = text[at] == '~' || text[at] == '+';
  if (marked_up && at + 1 < begin && IsWord(text[at + 1])) ++at;
  if (NamesLocalPath(text, at)) at += kLocalRoot.size();
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  const bool marked = at == 0 && text.starts_with(kByteOrderMark) && begin > kByteOrderMark.size();
  return marked ? kByteOrderMark.size() : at;
}

std::size_t EndOfName(std::string_view expected, std::string_view text, std::size_t at) {
  for (const char c : expected) {
    if (at >= text.size()) return std::string_view::npos;
    if (text[at] == '\\' && c != '\\' && !IsWord(c) && text.substr(at + 1).starts_with(c)) {
      at += 2;  // as a shell or TeX wants it
    } else if (const std::size_t entity = EntityOf(c, text.substr(at)); entity > 0) {
      at += entity;
    } else if (text[at] == '%' && DecodePercent(text.substr(at, 3)) == std::string_view(&c, 1)) {
      at += 3;  // also `%25` for `%`
    } else if (text[at] == c) {
      ++at;
    } else {
      return std::string_view::npos;
    }
  }
  return at;
}

std::string PathBefore(std::string_view text, std::size_t begin) {
  const std::size_t start = PathStart(text, begin);
  std::string path(text.substr(start, begin - start));
  if (path.find('%') != std::string::npos) path = DecodePercent(path);
  std::erase(path, '\\');
  return path;
}

std::optional<LinkAround> LinkTextAround(std::string_view text, std::size_t at) {
  const std::size_t low = at > kReach ? at - kReach : 0;
  std::size_t open = at;
  for (; open > low; --open) {
    const char c = text[open - 1];
    if (c == '[') break;
    if (c == ']' || IsLineEnd(c)) return std::nullopt;
  }
  if (open == low) return std::nullopt;
  const std::size_t high = std::min(text.size(), at + kReach);
  std::size_t close = at;
  while (close < high && text[close] != ']' && !IsLineEnd(text[close])) ++close;
  if (close + 1 >= high || text[close] != ']' || text[close + 1] != '(') return std::nullopt;
  const std::size_t target = close + 2;
  const std::size_t limit = std::min(text.size(), target + 4 * kReach);
  std::size_t end = target;
  while (end < limit && text[end] != ')' && !IsLineEnd(text[end])) ++end;
  if (end >= limit || text[end] != ')') return std::nullopt;
  return LinkAround{open, close, target, end};
}

std::size_t DashAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '-') return 1;
  const Character next = Decode(text, at);
  const bool dash = next.code != kMalformed &&
                    ((next.code >= 0x2010 && next.code <= 0x2015) || next.code == 0x2212);
  return dash ? next.length : 0;
}

std::size_t ArrowAt(std::string_view text, std::size_t at) {
  for (const std::string_view arrow : {"-->", "==>", "->", "=>"}) {
    if (text.substr(std::min(at, text.size())).starts_with(arrow)) return arrow.size();
  }
  if (at >= text.size()) return 0;
  const Character next = Decode(text, at);
  const bool arrow = next.code == 0x2192 || next.code == 0x21D2 || next.code == 0x27A1 ||
                     next.code == 0x279C || next.code == 0x279E || next.code == 0x27F6 ||
                     next.code == 0x27F9 || next.code == 0x2794;
  return arrow ? next.length : 0;
}

}  // namespace prereq::references
