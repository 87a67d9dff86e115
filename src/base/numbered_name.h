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
/// (after at most one letter suffix, lower case); more than nine digits are no number.
SplitName SplitNumberedName(std::string_view text);

/// A path pattern with one `{number}` or `{number:0W}` and at most one `{slug}`; either may stand
/// more than once, and then every place must agree. All other text is literal.
class NamePattern {
 public:
  /// Error kInvalid: unknown or unclosed placeholder, no `{number}`, two placeholders with nothing
  /// between, absolute path, `.`/`..` or empty parts.
  static Result<NamePattern> Parse(std::string_view pattern);

  struct Match {
    Number number;
    std::string slug;  // empty when the pattern has no {slug}
  };
  /// Matches a whole path. `{slug}` never matches a `/`; `{number}` matches digits of any width
  /// and one lower-case letter suffix (when the slug does not need that letter).
  [[nodiscard]] std::optional<Match> MatchPath(std::string_view path) const;

  /// The path of a module.
  [[nodiscard]] std::string Format(Number number, std::string_view slug) const;

  /// The first `depth` parts of the pattern, while they are literal: where to start listing.
  [[nodiscard]] std::string LiteralFolder() const;
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] bool has_slug() const;
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  struct Piece {
    enum class Kind { kLiteral, kNumber, kSlug } kind;
    std::string literal;
  };
  bool MatchFrom(std::size_t piece, std::string_view rest, Match& match, bool has_number) const;

  std::string text_;
  std::vector<Piece> pieces_;
  int width_ = 1;
};

}  // namespace prereq
