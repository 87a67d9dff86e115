#include "base/glob.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kMostAlternatives = 256;
// Bytes that are no UTF-8 become characters beyond Unicode, so that they equal only themselves.
constexpr std::uint32_t kRawByte = 0x110000;

Error Malformed(std::string_view pattern, std::string_view problem) {
  return {Error::Code::kInvalid,
          fmt::format("malformed glob `{}`: {}", Printable(pattern), problem),
          {},
          {}};
}

struct Character {
  std::uint32_t value = 0;
  std::size_t length = 1;
};

Character CharacterAt(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  std::size_t length = 0;
  if (lead >= 0xC2 && lead < 0xE0) length = 2;
  if (lead >= 0xE0 && lead < 0xF0) length = 3;
  if (lead >= 0xF0 && lead < 0xF5) length = 4;
  if (length == 0 || text.size() - at < length) return {kRawByte + lead, 1};
  std::uint32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return {kRawByte + lead, 1};
    value = (value << 6U) | (byte(at + i) & 0x3FU);
  }
  return {value, length};
}

struct NamedClass {
  std::string_view name;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;
};

const std::vector<NamedClass>& NamedClasses() {
  static const std::vector<NamedClass> classes = {
      {"alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
      {"alpha", {{'A', 'Z'}, {'a', 'z'}}},
      {"blank", {{' ', ' '}, {'\t', '\t'}}},
      {"cntrl", {{0, 31}, {127, 127}}},
      {"digit", {{'0', '9'}}},
      {"graph", {{33, 126}}},
      {"lower", {{'a', 'z'}}},
      {"print", {{32, 126}}},
      {"punct", {{33, 47}, {58, 64}, {91, 96}, {123, 126}}},
      {"space", {{' ', ' '}, {'\t', '\r'}}},
      {"upper", {{'A', 'Z'}}},
      {"xdigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
  };
  return classes;
}

// Past the `]` of the set that starts at `at`; npos when it never ends.
std::size_t SetEnd(std::string_view pattern, std::size_t at) {
  std::size_t i = at + 1;
  if (i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^')) ++i;
  for (bool first = true; i < pattern.size(); first = false) {
    if (pattern[i] == ']' && !first) return i + 1;
    if (pattern.substr(i, 2) == "[:") {
      const std::size_t close = pattern.find(":]", i + 2);
      if (close == std::string_view::npos) return close;
      i = close + 2;
    } else {
      i += pattern[i] == '\\' ? 2 : 1;
    }
  }
  return std::string_view::npos;
}

// Past whatever stands at `at`, so that its special characters are not taken for braces.
std::size_t SkipOne(std::string_view pattern, std::size_t at) {
  if (pattern[at] == '\\') return std::min(at + 2, pattern.size());
  if (pattern[at] != '[') return at + 1;
  const std::size_t end = SetEnd(pattern, at);
  return end == std::string_view::npos ? at + 1 : end;
}

// The top-level texts between the braces that open at `open`; empty when they never close.
// `close` becomes the offset of the closing brace.
std::vector<std::string_view> BraceChoices(std::string_view pattern, std::size_t open,
                                           std::size_t& close) {
  std::vector<std::string_view> choices;
  int depth = 0;
  std::size_t start = open + 1;
  for (std::size_t i = start; i < pattern.size(); i = SkipOne(pattern, i)) {
    if (pattern[i] == '{') ++depth;
    if (pattern[i] == ',' && depth == 0) {
      choices.push_back(pattern.substr(start, i - start));
      start = i + 1;
    }
    if (pattern[i] == '}' && depth-- == 0) {
      choices.push_back(pattern.substr(start, i - start));
      close = i;
      return choices;
    }
  }
  return {};
}

// Replaces the first braces by each of their choices, again and again.
Result<std::vector<std::string>> ExpandBraces(std::string_view pattern) {
  std::vector<std::string> open{std::string(pattern)};
  std::vector<std::string> done;
  while (!open.empty()) {
    const std::string current = std::move(open.back());
    open.pop_back();
    std::size_t at = 0;
    while (at < current.size() && current[at] != '{') at = SkipOne(current, at);
    if (at >= current.size()) {
      done.push_back(current);
      continue;
    }
    std::size_t close = 0;
    const auto choices = BraceChoices(current, at, close);
    if (choices.empty()) return Malformed(pattern, "`{` without `}`");
    for (auto choice = choices.rbegin(); choice != choices.rend(); ++choice) {
      open.push_back(fmt::format("{}{}{}", std::string_view(current).substr(0, at), *choice,
                                 std::string_view(current).substr(close + 1)));
    }
    if (open.size() + done.size() > kMostAlternatives) {
      return Malformed(pattern, fmt::format("braces for more than {} patterns", kMostAlternatives));
    }
  }
  return done;
}

}  // namespace

Result<Glob> Glob::Parse(std::string_view pattern, Braces braces) {
  Glob glob;
  glob.text_ = pattern;
  std::vector<std::string> texts{glob.text_};
  if (braces == Braces::kExpand) {
    auto expanded = ExpandBraces(pattern);
    if (!expanded) return expanded.error();
    texts = *std::move(expanded);
  }
  for (const std::string& text : texts) {
    auto parts = ParseParts(text);
    if (!parts) return parts.error();
    glob.alternatives_.push_back(*std::move(parts));
  }
  return glob;
}

Result<Glob::Parts> Glob::ParseParts(std::string_view pattern) {
  if (pattern.empty()) return Malformed(pattern, "it is empty");
  if (pattern.front() == '/') return Malformed(pattern, "expected a path relative to the root");
  Parts parts;
  std::size_t start = 0;
  while (start <= pattern.size()) {
    std::size_t end = start;
    while (end < pattern.size() && pattern[end] != '/') end = SkipOne(pattern, end);
    const std::string_view text = pattern.substr(start, end - start);
    if (text.empty()) return Malformed(pattern, "a part between two `/` is empty");
    if (text == "." || text == "..") {
      return Malformed(pattern, fmt::format("a part is `{}`", text));
    }
    auto part = ParsePart(text);
    if (!part) return part.error();
    // `**/**` says no more than `**`.
    if (!part->any_depth || parts.empty() || !parts.back().any_depth) {
      parts.push_back(*std::move(part));
    }
    start = end + 1;
  }
  // `a/**` means what is inside `a`, not `a` itself: one part at least.
  if (parts.back().any_depth) {
    parts.push_back({.any_depth = false, .literal = false, .text = {}, .tokens = {Token{}}});
  }
  return parts;
}

Result<Glob::Part> Glob::ParsePart(std::string_view pattern) {
  Part part;
  if (pattern == "**") {
    part.any_depth = true;
    return part;
  }
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if (c == '*') {
      // Further stars beside one say nothing.
      if (part.tokens.empty() || part.tokens.back().kind != Token::Kind::kStar) {
        part.tokens.push_back({});
      }
      part.literal = false, ++at;
    } else if (c == '?') {
      part.tokens.push_back({.kind = Token::Kind::kAny, .negated = false, .ranges = {}});
      part.literal = false, ++at;
    } else if (c == '[') {
      auto set = ParseSet(pattern, at);
      if (!set) return set.error();
      part.tokens.push_back(*std::move(set));
      part.literal = false;
    } else {
      if (c == '\\' && ++at == pattern.size()) return Malformed(pattern, "a `\\` at the end");
      const Character character = CharacterAt(pattern, at);
      part.text += pattern.substr(at, character.length);
      part.tokens.push_back({.kind = Token::Kind::kSet,
                             .negated = false,
                             .ranges = {{character.value, character.value}}});
      at += character.length;
    }
  }
  return part;
}

Result<Glob::Token> Glob::ParseSet(std::string_view pattern, std::size_t& at) {
  const std::size_t end = SetEnd(pattern, at);
  if (end == std::string_view::npos || end > pattern.size()) {
    return Malformed(pattern, "`[` without `]`");
  }
  Token token{.kind = Token::Kind::kSet, .negated = false, .ranges = {}};
  std::size_t i = at + 1;
  if (pattern[i] == '!' || pattern[i] == '^') token.negated = true, ++i;
  const auto next = [&] {
    if (pattern[i] == '\\' && i + 2 < end) ++i;
    const Character character = CharacterAt(pattern, i);
    i += character.length;
    return character.value;
  };
  while (i + 1 < end) {
    if (pattern.substr(i, 2) == "[:") {
      const std::size_t close = pattern.find(":]", i);
      const std::string_view name = pattern.substr(i + 2, close - i - 2);
      const auto named = std::ranges::find(NamedClasses(), name, &NamedClass::name);
      if (named == NamedClasses().end()) return Malformed(pattern, "unknown character class");
      std::ranges::copy(named->ranges, std::back_inserter(token.ranges));
      i = close + 2;
      continue;
    }
    const std::uint32_t low = next();
    std::uint32_t high = low;
    if (pattern[i] == '-' && i + 2 < end) ++i, high = next();
    token.ranges.emplace_back(low, high);
  }
  at = end;
  return token;
}

bool Glob::MatchToken(const Token& token, std::uint32_t character) {
  if (token.kind == Token::Kind::kAny) return true;
  const bool inside = std::ranges::any_of(token.ranges, [character](const auto& range) {
    return range.first <= character && character <= range.second;
  });
  return inside != token.negated;
}

bool Glob::MatchPart(const Part& part, std::string_view text) {
  if (part.literal) return part.text == text;
  const auto& tokens = part.tokens;
  std::size_t token = 0;
  std::size_t at = 0;
  std::size_t after_star = 0;  // 0: no star seen
  std::size_t star_at = 0;
  while (at < text.size()) {
    if (token < tokens.size() && tokens[token].kind == Token::Kind::kStar) {
      after_star = ++token;
      star_at = at;
      continue;
    }
    const Character character = CharacterAt(text, at);
    if (token < tokens.size() && MatchToken(tokens[token], character.value)) {
      at += character.length, ++token;
    } else if (after_star > 0) {
      star_at += CharacterAt(text, star_at).length;
      at = star_at, token = after_star;
    } else {
      return false;
    }
  }
  while (token < tokens.size() && tokens[token].kind == Token::Kind::kStar) ++token;
  return token == tokens.size();
}

bool Glob::MatchParts(const Parts& parts, const std::vector<std::string_view>& path) {
  std::size_t part = 0;
  std::size_t at = 0;
  std::size_t after_stars = 0;  // 0: no `**` seen
  std::size_t stars_at = 0;
  while (at < path.size()) {
    if (part < parts.size() && parts[part].any_depth) {
      after_stars = ++part;
      stars_at = at;
    } else if (part < parts.size() && MatchPart(parts[part], path[at])) {
      ++at, ++part;
    } else if (after_stars > 0) {
      at = ++stars_at, part = after_stars;
    } else {
      return false;
    }
  }
  return part == parts.size();
}

bool Glob::Matches(std::string_view path) const {
  const std::vector<std::string_view> parts = Split(path, '/');
  return std::ranges::any_of(alternatives_,
                             [&](const Parts& pattern) { return MatchParts(pattern, parts); });
}

}  // namespace prereq
