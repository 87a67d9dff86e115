// Numbers behind the name: `loops-02` where the pattern is `{slug}-{number:02}`.
#include "references/link_words.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/matchers.h"
#include "references/shapes/slug_parts.h"

namespace prereq::references {

namespace {

// The same for one folder; those of mirrors are found behind their path only.
std::optional<Found> MatchTailOf(const Scan& scan, const Token& token,
                                 const NumberedFolder& folder) {
  const std::string& between = folder.head_between;
  const std::string_view text = scan.text;
  if (between.empty() || !text.substr(0, token.begin).ends_with(between)) return std::nullopt;
  const bool goes_on = IdentifierAt(text, token.end);  // `loops-02_ex.py`
  if (goes_on && text[token.end] != '_') return std::nullopt;
  const std::size_t end = token.begin - between.size();
  std::size_t begin = end;
  while (begin > scan.floor && end - begin < kReach &&
         (IdentifierBefore(text, begin) || text[begin - 1] == '-')) {
    --begin;
  }
  const std::string_view word = text.substr(begin, end - begin);
  const std::optional<NameMatch> match = scan.lexicon.Slug(word);
  if (!match || match->length != word.size()) return std::nullopt;
  const auto is_slash = [&](std::size_t at) { return at < text.size() && text[at] == '/'; };
  const bool path = (begin > 0 && is_slash(begin - 1)) || is_slash(token.end);
  Found found = MakeFound(scan, token, {begin, token.end - begin}, {begin, word.size()},
                          path ? ReferenceShape::kPath : ReferenceShape::kNumberedSlug);
  const Written written = ReadWritten(scan, begin, token.end);
  const bool mirror = folder.mirror >= 0;
  if (mirror && (written.before.empty() || written.standing.folder != &folder)) return std::nullopt;
  if (!JudgeNamed(scan, found, match->modules, Evidence{}, written)) return std::nullopt;
  // "loops-3" may count loops, and `data-02` name a machine; what a link leads to is a path.
  const std::string_view before = text.substr(0, begin);
  const bool defined = before.ends_with("]: ") || before.ends_with("]: <");
  // A file in the module's own folder that is called after it moves with the folder.
  const Reference* const above = FolderBefore(scan, begin);
  const bool inside = above != nullptr && above->module == found.reference.module;
  const bool sure =
      goes_on ? inside : path || defined || WordsOfLink(scan, found.reference.whole).has_value();
  if (!sure && found.reference.certainty == Certainty::kDrifted) return std::nullopt;
  if (!sure && found.reference.certainty == Certainty::kAgreeing) {
    found.reference.certainty = Certainty::kLikely;
  }
  return found;
}

}  // namespace

std::optional<Found> MatchTailNumber(const Scan& scan, const Token& token) {
  for (const NumberedFolder& folder : scan.lexicon.folders()) {
    const bool fixed = folder.kind == NumberedFolder::Kind::kFixed;
    if (fixed || (folder.mirror < 0 && &folder != &scan.lexicon.folders().front())) continue;
    if (auto found = MatchTailOf(scan, token, folder)) return found;
  }
  return std::nullopt;
}

}  // namespace prereq::references
