#include "base/numbered_name.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kMostDigits = 9;  // fits an int

std::size_t DigitCount(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && IsDigit(text[count])) ++count;
  return count;
}

// A name right behind a number begins with a letter of any alphabet.
bool BeginsName(std::string_view text) {
  return !text.empty() &&
         (IsLetter(text.front()) || static_cast<unsigned char>(text.front()) >= 0x80);
}

Error Invalid(std::string message) { return {Error::Code::kInvalid, std::move(message), {}, {}}; }

// `-,_`: words between commas, none of which can belong to what stands before.
bool IsChoiceOfJoints(std::string_view words) {
  const std::vector<std::string_view> all = Split(words, ',');
  return all.size() > 1 && std::ranges::all_of(all, [](std::string_view word) {
           return !word.empty() && std::string_view("-_. ").find(word.front()) != word.npos;
         });
}

}  // namespace

std::string ShowNumber(Number number, int width) {
  std::string text = fmt::format("{:0{}}", number.value, width);
  if (number.suffix != '\0') text += number.suffix;
  return text;
}

SplitName SplitNumberedName(std::string_view text) {
  const std::size_t digits = DigitCount(text);
  if (digits == 0 || digits > kMostDigits) return {std::nullopt, text};
  Number number{ValueOfDigits(text.substr(0, digits)), '\0'};
  std::size_t at = digits;
  if (at < text.size() && IsLower(text[at])) number.suffix = text[at++];
  constexpr std::string_view kSeparators = "_-. ";
  if (at >= text.size() || kSeparators.find(text[at]) == std::string_view::npos) {
    return {std::nullopt, text};
  }
  while (at < text.size() && kSeparators.find(text[at]) != std::string_view::npos) ++at;
  if (at == text.size()) return {std::nullopt, text};
  return {number, text.substr(at)};
}

std::string_view FirstDigits(std::string_view name) {
  name.remove_prefix(std::min(name.find_first_of("0123456789"), name.size()));
  return name.substr(0, DigitCount(name));
}

std::optional<int> FirstNumber(std::string_view name) {
  const std::string_view digits = FirstDigits(name);
  if (digits.empty() || digits.size() > kMostDigits) return std::nullopt;
  return ValueOfDigits(digits);
}

Result<NamePattern> NamePattern::Parse(std::string_view pattern) {
  NamePattern parsed;
  parsed.text_ = pattern;
  int numbers = 0;
  bool after_placeholder = false, after_number = false;
  for (std::string_view rest = pattern; !rest.empty();) {
    const std::size_t brace = rest.find_first_of("{}*");
    if (brace == 0 && rest.front() == '*') {
      if (after_placeholder) {
        return Invalid(
            fmt::format("`*` touches a placeholder in the pattern `{}`; put `_` or `-` "
                        "between",
                        Printable(pattern)));
      }
      parsed.pieces_.push_back({Piece::Kind::kAny, {}});
      rest.remove_prefix(1);
      after_placeholder = true;
      after_number = false;
      continue;
    }
    if (brace != 0) {
      parsed.pieces_.push_back({Piece::Kind::kLiteral, std::string(rest.substr(0, brace))});
      rest.remove_prefix(std::min(brace, rest.size()));
      after_placeholder = false;
      continue;
    }
    const std::size_t close = rest.find('}');
    if (rest.front() == '}' || close == std::string_view::npos) {
      return Invalid(fmt::format("unbalanced brace in the pattern `{}`", Printable(pattern)));
    }
    const std::string_view word = rest.substr(1, close - 1);
    const bool touches_number = after_number && word == "slug";  // `01what-is`
    if (after_placeholder && !touches_number && !IsChoiceOfJoints(word)) {
      return Invalid(
          fmt::format("two placeholders touch in the pattern `{}`; put `_` or `-` between",
                      Printable(pattern)));
    }
    if (word.find(',') != std::string_view::npos) {
      Piece choice{Piece::Kind::kOneOf, {}};
      for (const std::string_view one : Split(word, ',')) choice.words.emplace_back(one);
      if (word.find_first_of("/*{") != std::string_view::npos) {
        return Invalid(fmt::format("expected words between commas in `{{{}}}`", Printable(word)));
      }
      parsed.pieces_.push_back(std::move(choice));
      rest.remove_prefix(close + 1);
      after_placeholder = after_number = false;
      continue;
    }
    if (word == "slug") {
      parsed.pieces_.push_back({Piece::Kind::kSlug, {}});
    } else if (word == "number" || (word.size() == 9 && word.starts_with("number:0") &&
                                    word.back() >= '1' && word.back() <= '9')) {
      const int width = word == "number" ? 1 : word.back() - '0';
      if (numbers++ > 0 && width != parsed.width_) {
        return Invalid(fmt::format("two widths of number in the pattern `{}`", Printable(pattern)));
      }
      parsed.width_ = width;
      parsed.pieces_.push_back({Piece::Kind::kNumber, {}});
    } else {
      return Invalid(
          fmt::format("unknown placeholder `{{{}}}`; expected {{number}}, {{number:02}} "
                      "or {{slug}}",
                      Printable(word)));
    }
    rest.remove_prefix(close + 1);
    after_placeholder = true;
    after_number = word != "slug";
  }
  if (numbers == 0) {
    return Invalid(fmt::format("the pattern `{}` has no {{number}}", Printable(pattern)));
  }
  for (const std::string_view part : Split(pattern, '/')) {
    if (part.empty() || part == "." || part == "..") {
      return Invalid(
          fmt::format("the pattern `{}` must be a path inside the repository, without "
                      "empty, `.` or `..` parts",
                      Printable(pattern)));
    }
  }
  return parsed;
}

bool NamePattern::MatchFrom(std::size_t piece, std::string_view rest, Match& match,
                            bool has_number) const {
  if (piece == pieces_.size()) return rest.empty();
  const Piece& here = pieces_[piece];
  if (here.kind == Piece::Kind::kLiteral) {
    return rest.starts_with(here.literal) &&
           MatchFrom(piece + 1, rest.substr(here.literal.size()), match, has_number);
  }
  if (here.kind == Piece::Kind::kAny) return MatchAny(piece, rest, match, has_number);
  if (here.kind == Piece::Kind::kOneOf) return MatchOneOf(piece, rest, match, has_number);
  const Match saved = match;
  if (here.kind == Piece::Kind::kNumber) {
    const std::size_t digits = DigitCount(rest);
    if (digits == 0 || digits > kMostDigits) return false;
    const Number plain{ValueOfDigits(rest.substr(0, digits)), '\0'};
    const auto try_number = [&](Number number, std::size_t length) {
      if (has_number && match.number != number) return false;
      match.number = number;
      if (!has_number) match.digits = static_cast<int>(digits);
      if (MatchFrom(piece + 1, rest.substr(length), match, true)) return true;
      match = saved;
      return false;
    };
    if (try_number(plain, digits)) return true;
    // `0X-later` keeps a place for a number.
    return digits < rest.size() && IsLetter(rest[digits]) && rest[digits] != 'X' &&
           try_number({plain.value, rest[digits]}, digits + 1);
  }
  const std::size_t longest = std::min(rest.find('/'), rest.size());
  const bool touches = piece > 0 && pieces_[piece - 1].kind == Piece::Kind::kNumber;
  if (touches && !BeginsName(rest)) return false;
  if (!saved.slug.empty()) {
    return rest.starts_with(saved.slug) &&
           MatchFrom(piece + 1, rest.substr(saved.slug.size()), match, has_number);
  }
  for (std::size_t length = longest; length > 0; --length) {
    match.slug = rest.substr(0, length);
    if (MatchFrom(piece + 1, rest.substr(length), match, has_number)) return true;
    match = saved;
  }
  return false;
}

// The shortest text that fits, so that `*` in front of a number does not take its first digits.
bool NamePattern::MatchAny(std::size_t piece, std::string_view rest, Match& match,
                           bool has_number) const {
  const std::size_t longest = std::min(rest.find('/'), rest.size());
  const Match saved = match;
  for (std::size_t length = 1; length <= longest; ++length) {
    match.any.emplace_back(rest.substr(0, length));
    if (MatchFrom(piece + 1, rest.substr(length), match, has_number)) return true;
    match = saved;
  }
  return false;
}

bool NamePattern::MatchOneOf(std::size_t piece, std::string_view rest, Match& match,
                             bool has_number) const {
  const Match saved = match;
  for (const std::string& word : pieces_[piece].words) {
    if (!rest.starts_with(word)) continue;
    match.any.push_back(word);
    if (MatchFrom(piece + 1, rest.substr(word.size()), match, has_number)) return true;
    match = saved;
  }
  return false;
}

std::optional<NamePattern::Match> NamePattern::MatchPath(std::string_view path) const {
  Match match;
  if (!MatchFrom(0, path, match, false)) return std::nullopt;
  return match;
}

std::string NamePattern::Put(Number number, std::string_view slug,
                             const std::vector<std::string>& any) const {
  std::string path;
  std::size_t next = 0;  // of `any`
  for (const Piece& piece : pieces_) {
    if (piece.kind == Piece::Kind::kLiteral) path += piece.literal;
    if (piece.kind == Piece::Kind::kNumber) path += ShowNumber(number, width_);
    if (piece.kind == Piece::Kind::kSlug) path += slug;
    if (piece.kind == Piece::Kind::kAny) path += next < any.size() ? any[next++] : "*";
    if (piece.kind == Piece::Kind::kOneOf) {
      path += next < any.size() ? any[next++] : piece.words.front();
    }
  }
  return path;
}

std::string NamePattern::Format(Number number, std::string_view slug) const {
  return Put(number, slug, {});
}

std::string NamePattern::FormatLike(std::string_view path, Number number,
                                    std::string_view slug) const {
  const std::optional<Match> match = MatchPath(path);
  return Put(number, slug, match ? match->any : std::vector<std::string>());
}

std::string NamePattern::LiteralFolder() const {
  if (pieces_.front().kind != Piece::Kind::kLiteral) return {};
  const std::string& literal = pieces_.front().literal;
  const std::size_t slash = literal.rfind('/');
  return slash == std::string::npos ? std::string() : literal.substr(0, slash);
}

std::string NamePattern::Stem() const {
  const std::string head = text_.substr(0, text_.find("{number"));
  return head.substr(head.rfind('/') + 1);
}

bool NamePattern::has_wildcard() const {
  return std::ranges::any_of(pieces_,
                             [](const Piece& piece) { return piece.kind == Piece::Kind::kAny; });
}

bool NamePattern::has_slug() const {
  return std::ranges::any_of(pieces_,
                             [](const Piece& piece) { return piece.kind == Piece::Kind::kSlug; });
}

std::vector<std::string> PlainPatterns(const std::string& pattern) {
  for (std::size_t open = pattern.find('{'); open != std::string::npos;
       open = pattern.find('{', open + 1)) {
    const std::size_t close = pattern.find('}', open);
    if (close == std::string::npos) break;
    const std::string words = pattern.substr(open + 1, close - open - 1);
    if (words.find(',') == std::string::npos) continue;
    std::vector<std::string> plain;
    for (const std::string_view word : Split(words, ',')) {
      for (std::string& one :
           PlainPatterns(pattern.substr(0, open) + std::string(word) + pattern.substr(close + 1))) {
        plain.push_back(std::move(one));
      }
    }
    return plain;
  }
  return {pattern};
}

std::optional<std::string> JoinPatterns(const std::vector<std::string>& patterns) {
  if (patterns.size() < 2) return patterns.empty() ? std::string() : patterns.front();
  const auto is_word = [](char c) { return IsLetter(c) || IsDigit(c); };
  const std::string& first = patterns.front();
  std::size_t head = first.size(), tail = first.size();
  for (const std::string& other : patterns) {
    const auto [a, b] = std::mismatch(first.begin(), first.end(), other.begin(), other.end());
    head = std::min(head, static_cast<std::size_t>(a - first.begin()));
    const auto [c, d] = std::mismatch(first.rbegin(), first.rend(), other.rbegin(), other.rend());
    tail = std::min(tail, static_cast<std::size_t>(c - first.rbegin()));
  }
  while (head > 0 && is_word(first[head - 1])) --head;
  while (tail > 0 && is_word(first[first.size() - tail])) --tail;
  const std::string_view before = std::string_view(first).substr(0, head);
  if (std::ranges::count(before, '{') != std::ranges::count(before, '}')) return std::nullopt;
  std::string words;
  for (const std::string& one : patterns) {
    if (one.size() < head + tail) return std::nullopt;
    const std::string word = one.substr(head, one.size() - head - tail);
    if (word.find_first_of("/{},*") != std::string::npos) return std::nullopt;
    words += (words.empty() ? "" : ",") + word;
  }
  return first.substr(0, head) + "{" + words + "}" + first.substr(first.size() - tail);
}

}  // namespace prereq
