// `Exercise 3.2` where the series counts what chapter 3 holds, as `ex3_{number}.md` does: the
// number behind the dot is the module's.
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/label.h"
#include "references/shapes/matchers.h"

namespace prereq::references {

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
