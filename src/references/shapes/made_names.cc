#include "references/shapes/made_names.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "references/scan_text.h"

namespace prereq::references {

std::optional<Found> MatchPrefixed(const Scan& scan, const Token& token, std::size_t start) {
  const std::string_view text = scan.text;
  std::size_t end = SlugEnd(text, start, true);
  std::optional<NameMatch> match = SlugOf(scan, text.substr(start, end - start));
  const std::size_t whole_end = end;
  if (!match) {
    end = SlugEnd(text, start, false);
    match = SlugOf(scan, text.substr(start, end - start));
  }
  if (!match) {  // `ix_06-autograd-index2`
    match = scan.lexicon.SlugAtStart(text.substr(start, whole_end - start));
    if (match) end = start + match->whole;
  }
  if (!match || match->whole != end - start) return std::nullopt;
  const std::optional<ModuleId> module = Agreeing(scan, match->modules, token.number, 0);
  std::size_t begin = token.begin;
  while (begin > 0 && token.begin - begin < kReach &&
         (IsWord(text[begin - 1]) || text[begin - 1] == '-')) {
    --begin;
  }
  if (!module || begin < scan.floor || AddressAt(scan, begin) != Evidence::Address::kNone ||
      scan.lexicon.IsInnerFile(text.substr(begin, end - begin)) ||
      scan.lexicon.IsStrayName(text.substr(begin, end - begin)) ||
      scan.lexicon.IsStrayName(text.substr(begin, whole_end - begin)) ||
      (scan.inside != nullptr && scan.inside->frozen)) {
    return std::nullopt;
  }
  Found found = MakeFound(scan, token, {token.begin, end - token.begin}, {start, match->length},
                          ReferenceShape::kIdentifier);
  found.reference.module = module;
  found.reference.certainty = Certainty::kLikely;
  return found;
}

std::optional<Found> MatchExtended(const Scan& scan, const Token& token, const SlugFront& front,
                                   std::size_t start) {
  const std::string_view text = scan.text;
  const std::size_t end = SlugEnd(text, start, true);
  const auto match = scan.lexicon.SlugAtStart(text.substr(start, end - start));
  const bool file = end + 1 < text.size() && (text[end] == '/' || IsFileName(text, end));
  const bool fixed = scan.inside != nullptr && scan.inside->kind == NumberedFolder::Kind::kFixed;
  if (!match || file || fixed || !IsPadded(scan, token)) return std::nullopt;
  const std::optional<ModuleId> module = Agreeing(scan, match->modules, token.number, 0);
  if (!module || scan.lexicon.IsStrayName(text.substr(front.begin, end - front.begin)) ||
      AddressAt(scan, front.begin) != Evidence::Address::kNone) {
    return std::nullopt;
  }
  Found found = MakeFound(scan, token, {token.begin, start + match->length - token.begin},
                          {start, match->length}, ReferenceShape::kIdentifier);
  found.reference.module = module;
  found.reference.certainty = Certainty::kLikely;
  return found;
}

std::optional<Found> MatchCutShort(const Scan& scan, const Token& token, std::size_t start,
                                   std::size_t end) {
  const std::string head = WithUnderscores(scan.text.substr(start, end - start)) + '_';
  std::optional<ModuleId> module;
  for (const ModuleId id : scan.lexicon.Owners(token.number)) {
    if (!WithUnderscores(scan.lexicon.slug(id)).starts_with(head)) continue;
    if (module) return std::nullopt;
    module = id;
  }
  if (!module || AddressAt(scan, token.begin) != Evidence::Address::kNone) return std::nullopt;
  Found found = MakeFound(scan, token, {token.begin, end - token.begin}, {start, end - start},
                          ReferenceShape::kIdentifier);
  found.reference.module = module;
  found.reference.certainty = Certainty::kLikely;
  return found;
}

bool NamesPartOfOwn(const Scan& scan, const Token& token, std::size_t begin) {
  const std::optional<ModuleId> own = scan.lexicon.ModuleOf(scan.path);
  if (!own || scan.lexicon.NumberOf(*own) != token.number || scan.text[token.end] != '-')
    return false;
  if (!scan.format.Is("toml") && !scan.format.Is("json")) return false;
  const std::size_t key = AssignedEnd(scan.text, begin);
  return key != std::string_view::npos && scan.text.substr(0, key).ends_with("name");
}

}  // namespace prereq::references
