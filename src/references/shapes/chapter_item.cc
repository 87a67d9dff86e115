// `Exercise 3.2` where the series counts what chapter 3 holds, as `ex3_{number}.md` does: the
// number behind the dot is the module's.
#include "base/ascii.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/label.h"
#include "references/shapes/matchers.h"

namespace prereq::references {

std::size_t ChapterBefore(const Scan& scan, std::size_t begin) {
  const std::optional<int> chapter = scan.lexicon.chapter();
  if (!chapter || begin < 2 || scan.text[begin - 1] != '.') return begin;
  std::size_t at = begin - 1;
  while (at > 0 && begin - at <= 4 && IsDigit(scan.text[at - 1])) --at;
  const std::string_view digits = scan.text.substr(at, begin - 1 - at);
  const bool same = !digits.empty() && ValueOfDigits(digits) == *chapter;
  const bool whole = at == 0 || (scan.text[at - 1] != '.' && !IsDigit(scan.text[at - 1]));
  return same && whole ? at : begin;
}

std::size_t BehindChapter(const Scan& scan, std::size_t at) {
  std::size_t end = at;
  while (end < scan.text.size() && end - at <= 4 && IsDigit(scan.text[end])) ++end;
  return IsSection(scan.text, end) && ChapterBefore(scan, end + 1) == at ? end + 1 : at;
}

std::optional<Found> MatchChapterItem(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  const std::size_t chapter = ChapterBefore(scan, token.begin);
  if (chapter == token.begin || chapter < scan.floor || IdentifierAt(text, token.end) ||
      IsSection(text, token.end)) {
    return std::nullopt;
  }
  const std::size_t end = token.begin - 1;
  const std::optional<Front> front = ReadFront(scan, Token{chapter, end, end, {}});
  if (!front || front->glue != Glue::kSpaced) return std::nullopt;
  Found found = MakeFound(scan, token, {front->begin, token.end - front->begin}, {token.end, 0},
                          ReferenceShape::kLabel);
  JudgeNumber(scan, found, IsOfOtherBook(scan, found.reference));
  return found;
}

}  // namespace prereq::references
