// `Section 8.1`, `§8.1`, `Recipe 3.7`: a part of a module by both numbers, where the module's
// folder holds a part of that number. A person is asked.
#include <algorithm>
#include <string>

#include "base/text.h"
#include "references/headings.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/label.h"
#include "references/shapes/matchers.h"

namespace prereq::references {
std::optional<Found> MatchSection(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  const std::size_t digit = token.end + 1;
  if (token.begin < scan.floor || digit >= text.size() || !IsDigit(text[digit])) {
    return std::nullopt;
  }
  std::size_t end = digit;
  while (end < text.size() && IsDigit(text[end])) ++end;
  const std::vector<ModuleId> owners = scan.lexicon.Owners(token.number);
  if (end - digit > 3 || owners.size() != 1 || IdentifierAt(text, end)) return std::nullopt;
  const auto part =
      scan.lexicon.PartOf(owners.front(), ValueOfDigits(text.substr(digit, end - digit)));
  if (!part) return std::nullopt;
  std::size_t at = SkipBlanksBack(text, token.begin);
  if (at > 0 && (text[at - 1] == '.' || text[at - 1] == '~')) --at;
  const std::size_t word_end = at;
  const auto is_high = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) >= 0x80; };
  while (at > 0 && word_end - at < 16 && (IsLetter(text[at - 1]) || is_high(at - 1))) --at;
  const std::string word = Lower(text.substr(at, word_end - at));
  if (!word.ends_with("§") && !IsCalledPart(word) && (part->empty() || word != *part)) {
    return std::nullopt;
  }
  Found found =
      MakeFound(scan, token, {at, token.end - at}, {token.end, 0}, ReferenceShape::kLabel);
  JudgeNumber(scan, found, IsOfOtherBook(scan, found.reference));
  if (found.reference.certainty != Certainty::kLikely) return std::nullopt;
  return found;
}

}  // namespace prereq::references
