// Names that carry a number, and the patterns that say how: `modules/{number:02}_{slug}`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/order.h"

namespace prereq {

/// "6", "06b": `width` pads the digits with zeros.
std::string ShowNumber(Number number, int width = 1);

/// A leading number, its separator and the rest: `06_autograd`, `06-autograd`, `6 autograd`.
struct SplitName {
  std::optional<Number> number;
  std::string_view rest;  // the whole text when there is no number
};
/// Splits a number off the front of a name. Digits must be followed by `_`, `-`, `.`, or a space
/// (after at most one letter suffix, lower case); more than nine digits are not a number.
SplitName SplitNumberedName(std::string_view text);

/// The first run of digits in a name: `12` of `ch12-loops`; empty where it has none.
std::string_view FirstDigits(std::string_view name);
/// Their value; nullopt without any, and for more than nine.
std::optional<int> FirstNumber(std::string_view name);

/// A path pattern with one `{number}` or `{number:0W}` and at most one `{slug}`; either may stand
/// more than once, and then every place must agree. A `*` stands for any text inside one part of
/// the path, at least one byte. `{md,ipynb}` stands for
/// one of these words. All other text is literal.
class NamePattern {
 public:
  /// Error kInvalid: unknown or unclosed placeholder, no `{number}`, two placeholders with nothing
  /// between (but a slug behind the number, which then begins with a letter), absolute path,
  /// `.`/`..` or empty parts.
  static Result<NamePattern> Parse(std::string_view pattern);

  struct Match {
    Number number;
    std::string slug;                // empty when the pattern has no {slug}
    std::vector<std::string> any{};  // what stands for each `*` or choice of words, in order
    int digits = 0;                  // of the number as it is written first: 2 in `06_autograd`
  };
  /// Matches a whole path. `{slug}` and `*` never match a `/`; `{number}` matches digits of any
  /// width and one ASCII letter as suffix (when the slug does not need that letter).
  [[nodiscard]] std::optional<Match> MatchPath(std::string_view path) const;

  /// The path of a module; a `*` stays a `*`, of words the first is taken.
  [[nodiscard]] std::string Format(Number number, std::string_view slug) const;
  /// `path` with another number and slug, and everything that stands for a `*` as it is; as Format
  /// when `path` does not match.
  [[nodiscard]] std::string FormatLike(std::string_view path, Number number,
                                       std::string_view slug) const;

  /// The first `depth` parts of the pattern, while they are literal: where to start listing.
  [[nodiscard]] std::string LiteralFolder() const;
  /// The literal text before the number in its own part of the path: "module_".
  [[nodiscard]] std::string Stem() const;
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] bool has_slug() const;
  [[nodiscard]] bool has_wildcard() const;
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  struct Piece {
    enum class Kind { kLiteral, kNumber, kSlug, kAny, kOneOf } kind;
    std::string literal;
    std::vector<std::string> words = {};  // kOneOf
  };
  bool MatchFrom(std::size_t piece, std::string_view rest, Match& match, bool has_number) const;
  bool MatchAny(std::size_t piece, std::string_view rest, Match& match, bool has_number) const;
  bool MatchOneOf(std::size_t piece, std::string_view rest, Match& match, bool has_number) const;
  [[nodiscard]] std::string Put(Number number, std::string_view slug,
                                const std::vector<std::string>& any) const;

  std::string text_;
  std::vector<Piece> pieces_;
  int width_ = 1;
};

/// The patterns that `pattern` stands for: `a/{number}.{md,ipynb}` is `a/{number}.md` and
/// `a/{number}.ipynb`, in the order of the words.
std::vector<std::string> PlainPatterns(const std::string& pattern);
/// The opposite: one pattern for all of `patterns`, which differ in one word only; nullopt when
/// they differ in more.
std::optional<std::string> JoinPatterns(const std::vector<std::string>& patterns);

}  // namespace prereq
