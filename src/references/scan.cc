// The pass itself. Everything that we look for holds a number, so the text is searched for the
// first digit of each run (64 bytes at a time), and only a run that passes the
// gate is shown to the shapes.
#include "references/scan.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "base/ascii.h"
#include "base/byte_mask.h"
#include "base/file_kinds.h"
#include "model/certainty.h"
#include "references/scan_text.h"
#include "references/shapes/matchers.h"

namespace prereq::references {
namespace {

// Offset after a `\u2192` or `%20` escape that covers the digit at `at`; `at` itself when none
// does.
std::size_t AfterEscape(std::string_view text, std::size_t at) {
  if (at > 0 && text[at - 1] == '%' && at + 1 < text.size() && IsHexDigit(text[at + 1]))
    return at + 2;
  for (std::size_t back = 0; back < 4 && back < at; ++back) {
    const char c = text[at - back - 1];
    if (c == 'u') {
      const bool escape = at >= back + 2 && text[at - back - 2] == '\\';
      return escape ? at + 4 - back : at;
    }
    if (!IsHexDigit(c)) return at;
  }
  return at;
}

// Whether TeX ties the number at `begin` to a word: `Chapter\,3`, `Chapter{~}3`.
bool IsTied(std::string_view text, std::size_t begin) {
  const std::string_view before = text.substr(0, begin);
  return before.ends_with("\\,") || before.ends_with("{~}");
}

// `lesson-0{{ n }}` where numbers have two digits is half a name; `lesson5${n}` may be.
void LeaveToPlaceholder(const Scan& scan, const Token& token, std::optional<Found>& found) {
  Reference& reference = found->reference;
  const bool may_go_on = scan.lexicon.width() <= 1 && IsPlaceholder(scan, token.end);
  const bool is_half = IsHalfNumber(scan, token);
  if (reference.number.end() != reference.whole.end() || !(may_go_on || is_half)) return;
  if (is_half || !reference.module || reference.certainty == Certainty::kDrifted) {
    found.reset();
  } else if (IsSure(reference)) {
    reference.certainty = Certainty::kLikely;
  }
}

constexpr ByteSet kEndsEscape("u%abcdefABCDEF,}");  // or a tie
constexpr ByteSet kOpens("[({");                    // a diagram's node: M06[Autograd]

// `02_old` where a module's slug is just that, `01_02_old`: no number and name.
bool IsSlugAlone(const Scan& scan, const Reference& reference) {
  const Span whole = reference.whole;
  if (reference.certainty == Certainty::kAgreeing || reference.number.offset != whole.offset) {
    return false;
  }
  const auto slug = scan.lexicon.Slug(scan.text.substr(whole.offset, whole.length));
  return slug && slug->length == whole.length;
}

// Asks the shapes of `rows`, in the order of their table. A name that is not known gives way to a
// label: "Module 3-layer".
std::optional<Found> MatchAny(Scan& scan, const Token& token, std::uint32_t rows) {
  std::optional<Found> unnamed;
  for (const Shape& shape : Shapes()) {
    const bool asked = (rows & 1U) != 0;
    rows >>= 1U;
    if (!asked || (unnamed && shape.match != MatchMirror && shape.match != MatchLabel)) continue;
    std::optional<Found> found = shape.match(scan, token);
    if (!found || (shape.match == MatchSlug && IsSlugAlone(scan, found->reference))) continue;
    if (unnamed) {
      if (found->reference.name.length == 0) return found;
      continue;
    }
    const bool waits =
        shape.match == MatchSlug && found->reference.certainty == Certainty::kUnresolved;
    if (!waits) return found;
    unnamed = std::move(found);
  }
  return unnamed;
}

class Pass {
 public:
  Pass(Scan& scan, bool gated) : scan_(scan), gated_(gated) {}

  // The shapes for the run `begin..end`; none for most. The numbers of a list go by their gap.
  [[nodiscard]] std::uint32_t RowsAt(std::size_t begin, std::size_t end) const {
    const bool listed =
        scan_.list_from != 0 && begin >= scan_.list_from && begin - scan_.list_from <= kListGap;
    const bool split = begin > 0 && kEndsEscape.Has(scan_.text[begin - 1]) &&
                       (AfterEscape(scan_.text, begin) != begin || IsTied(scan_.text, begin));
    return !gated_ || listed || split ? ~0U : ShapesAt(scan_, begin, end);
  }

  // Whether the bytes beside the run leave anything possible.
  [[nodiscard]] bool MayMatch(std::size_t begin, std::size_t end) const {
    const std::string_view text = scan_.text;
    return RowsAt(begin, end) != 0 || (end < text.size() && kOpens.Has(text[end]));
  }

  // Handles the run that starts at `begin`; returns where to go on.
  std::size_t Visit(std::size_t begin) {
    const std::string_view text = scan_.text;
    std::size_t end = begin;
    while (end < text.size() && IsDigit(text[end])) ++end;
    if (begin < scan_.floor) return end;
    const std::uint32_t rows = RowsAt(begin, end);
    const bool opens = end < text.size() && kOpens.Has(text[end]);
    if (opens && begin > 0 && (IsLetter(text[begin - 1]) || text[begin - 1] == '_') &&
        MayHoldDiagrams(scan_)) {
      if (auto node = MatchNode(scan_, begin)) return Accept(std::move(*node));
    }
    if (rows == 0) return end;
    const std::size_t start = AfterEscape(text, begin);
    if (start >= end && start != begin) return std::max(start, end);
    const std::optional<Token> token = ReadToken(scan_, start);
    if (!token) return end;
    auto found = MatchAny(scan_, *token, rows);
    if (found) LeaveToPlaceholder(scan_, *token, found);
    return found ? std::max(end, Accept(std::move(*found))) : end;
  }

 private:
  std::size_t Accept(Found found) {
    scan_.floor = LeaveNumberedName(scan_, found);
    scan_.found.push_back(std::move(found));
    return scan_.floor;
  }

  Scan& scan_;
  bool gated_;
};

}  // namespace

bool MayHoldDiagrams(const Scan& scan) {
  if (!scan.diagrams) {
    scan.diagrams =
        scan.format.Is("mermaid") || scan.text.find("mermaid") != std::string_view::npos;
  }
  return *scan.diagrams;
}

std::optional<Token> ReadToken(const Scan& scan, std::size_t begin) {
  constexpr std::size_t kMostDigits = 9;
  const std::string_view text = scan.text;
  Token token{begin, begin, begin, {}};
  while (token.end < text.size() && IsDigit(text[token.end])) {
    if (token.end - begin == kMostDigits) return std::nullopt;
    token.number.value = token.number.value * 10 + (text[token.end++] - '0');
  }
  token.digits_end = token.end;
  if (token.end == begin || !scan.lexicon.IsPlausible(token.number.value)) return std::nullopt;
  const char last = begin > 1 && IsDigit(text[begin - 2]) ? text[begin - 1] : '\0';
  if (last == ',' && !scan.format.Is("csv")) return std::nullopt;
  // `1.{number}-{slug}` has such a stem; `3.2` may be the second of chapter 3.
  if (last == '.' && scan.lexicon.FoldersWithStem(text, begin).empty() &&
      ChapterBefore(scan, begin) == begin) {
    return std::nullopt;
  }
  const bool closes = token.end < text.size() && text[token.end] == '}';
  if (closes && text.substr(0, begin).ends_with("{number:")) return std::nullopt;  // a width
  // The number of a chapter is none of what it counts.
  if (IsSection(text, token.end) && scan.lexicon.IsChapter(token.number.value)) {
    return std::nullopt;
  }
  if (token.end < text.size() && scan.lexicon.IsSuffix(text[token.end])) {
    const std::size_t next = token.end + 1;
    const bool ends =
        next >= text.size() || scan.lexicon.IsSeparator(text[next]) || !IdentifierAt(text, next);
    if (ends) token.number.suffix = text[token.end++];
  }
  return token;
}

bool IsPadded(const Scan& scan, const Token& token) {
  const std::size_t width = static_cast<std::size_t>(scan.lexicon.width());
  return token.digits() > 1 && (scan.text[token.begin] == '0' || token.digits() == width);
}

void FindAll(Scan& scan) {
  const std::string_view text = scan.text;
  Pass pass(scan, true);
  std::size_t resume = 0;  // runs before it were dealt with
  std::size_t at = 0;
  bool in_run = false;
  for (; at + kMaskBytes <= text.size(); at += kMaskBytes) {
    const std::uint64_t digits = DigitMask(text.data() + at);
    std::uint64_t starts = digits & ~((digits << 1U) | (in_run ? 1U : 0U));
    in_run = (digits >> 63U) != 0;
    while (starts != 0) {
      const int bit = std::countr_zero(starts);
      const std::size_t begin = at + static_cast<std::size_t>(bit);
      const int length = std::countr_one(digits >> bit);
      starts &= starts - 1;
      // A run that reaches the block's end may go on in the next; Visit sees to it.
      const bool ends = bit + length < kMaskBytes;
      if (ends && !pass.MayMatch(begin, begin + static_cast<std::size_t>(length))) continue;
      if (begin >= resume) resume = pass.Visit(begin);
    }
  }
  for (; at < text.size(); ++at) {
    const bool digit = IsDigit(text[at]);
    if (digit && !in_run && at >= resume) resume = pass.Visit(at);
    in_run = digit;
  }
}

void FindAllSlowly(Scan& scan) {
  Pass pass(scan, false);
  std::size_t resume = 0;
  for (std::size_t at = 0; at < scan.text.size(); ++at) {
    const bool starts = IsDigit(scan.text[at]) && (at == 0 || !IsDigit(scan.text[at - 1]));
    if (starts && at >= resume) resume = pass.Visit(at);
  }
}

}  // namespace prereq::references
