// Path globs: which paths a pattern such as `modules/*/*_dev.{py,ipynb}` means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// A compiled pattern over whole paths with `/` between the parts.
///
/// `*` matches any characters of one part (none too, a leading dot too), `?` one character,
/// `[a-c]`, `[!a-c]`, `[^a-c]` and `[[:digit:]]` one of a set; a part that is just `**` matches any
/// number of parts, at the end at least one; `{a,b}` either text, also nested and across `/`;
/// `\` makes the next character literal. A character is a UTF-8 code point, else a byte.
class Glob {
 public:
  enum class Braces { kExpand, kLiteral };

  /// Error kInvalid: empty, absolute or doubled-slash pattern, `.`/`..` parts, unclosed `[` or `{`,
  /// a `\` at the end, or braces that stand for more than 256 patterns.
  static Result<Glob> Parse(std::string_view pattern, Braces braces = Braces::kExpand);

  /// Whether the whole `path` matches. At most O(|pattern| · |path|) for one alternative: matching
  /// returns to the last star only.
  [[nodiscard]] bool Matches(std::string_view path) const;

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  struct Token {
    enum class Kind { kStar, kAny, kSet } kind = Kind::kStar;
    bool negated = false;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;  // inclusive code points
  };
  struct Part {
    bool any_depth = false;     // `**`
    bool literal = true;        // then `text` alone decides
    std::string text;           // the literal text
    std::vector<Token> tokens;  // otherwise: one per character or star
  };
  using Parts = std::vector<Part>;

  static Result<Parts> ParseParts(std::string_view pattern);
  static Result<Part> ParsePart(std::string_view pattern);
  static Result<Token> ParseSet(std::string_view pattern, std::size_t& at);
  static bool MatchToken(const Token& token, std::uint32_t character);
  static bool MatchPart(const Part& part, std::string_view text);
  static bool MatchParts(const Parts& parts, const std::vector<std::string_view>& path);

  std::string text_;
  std::vector<Parts> alternatives_;
};

}  // namespace prereq
