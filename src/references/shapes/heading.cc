// Headings with an unpadded number, `# 2 Data Types`, and those that speak of the file's own
// module.
#include "base/file_kinds.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/matchers.h"

namespace prereq::references {
namespace {

// How many `#` begin the line whose text begins at `at`; 0 when it is not a heading.
std::size_t HeadingLevel(std::string_view text, std::size_t at) {
  const std::size_t marks = SkipBlanksBack(text, at);
  std::size_t begin = marks;
  while (begin > 0 && marks - begin < 7 && text[begin - 1] == '#') --begin;
  if (marks == at || marks - begin > 6) return 0;
  return begin == 0 || text[begin - 1] == '\n' || text[begin - 1] == '\r' ? marks - begin : 0;
}

bool EndsLine(std::string_view text, std::size_t at) {
  while (at < text.size() && (IsBlank(text[at]) || text[at] == '#')) ++at;
  return at >= text.size() || text[at] == '\n' || text[at] == '\r';
}

}  // namespace

std::optional<Found> MatchHeading(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  if (token.end >= text.size() || token.begin < scan.floor) return std::nullopt;
  const std::size_t level = HeadingLevel(text, token.begin);
  if (level == 0 || !IsMarkup(scan)) return std::nullopt;
  std::size_t at = token.end;
  if (text[at] == ':' || text[at] == '.' || text[at] == ')') {
    ++at;
  } else if (const std::size_t mark = SkipBlanks(text, at); mark > at) {
    const std::size_t dash = DashAt(text, mark);
    if (dash > 0) at = mark + dash;
  }
  const bool marked = at > token.end;
  const std::size_t name = SkipBlanks(text, at);
  if (name == at) return std::nullopt;
  const auto match = scan.lexicon.NameAt(text, name);
  if (!match || !EndsLine(text, name + match->length)) return std::nullopt;
  Found found = MakeFound(scan, token, {token.begin, name + match->length - token.begin},
                          {name, match->length}, ReferenceShape::kTitle);
  JudgeNamed(scan, found, match->modules);
  const bool own = level == 1 && found.reference.module &&
                   scan.lexicon.IsOwnFile(*found.reference.module, scan.path);
  switch (found.reference.certainty) {
    case Certainty::kAgreeing:
      // "## 2. Data Types" may count sections, as a list does; "# 3 layers" counts layers.
      if (marked || IsPadded(scan, token) || IsLower(text[name])) return std::nullopt;
      return found;
    case Certainty::kDrifted:
      return own && marked ? std::optional(found) : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace prereq::references
