#include "references/shapes/slug_forms.h"

#include <string_view>

#include "references/scan_text.h"

namespace prereq::references {
namespace {

// `"06_autograd": …`, `06_autograd: …` of YAML.
bool IsKey(const Scan& scan, std::size_t begin, std::size_t end) {
  const std::string_view text = scan.text;
  if (end >= text.size() || begin == 0) return false;
  const char quote = text[begin - 1];
  if (quote != '"' && quote != '\'') {
    return scan.format.Is("yaml") && AtLineStart(text, begin) && text[end] == ':';
  }
  // `if name == '06_autograd':` compares.
  std::size_t open = begin - 1;
  if (open > 0 && text[open - 1] == '\\') --open;
  const std::size_t before = SkipBlanksBack(text, open);
  const bool starts =
      AtLineStart(text, open) || before == 0 || text[before - 1] == '{' || text[before - 1] == ',';
  if (!starts) return false;
  if (text[end] == '\\') ++end;
  if (end >= text.size() || text[end] != quote) return false;
  const std::size_t colon = SkipBlanks(text, end + 1);
  return colon < text.size() && text[colon] == ':';
}

}  // namespace

ReferenceShape FormOfSlug(const Scan& scan, const SlugFront& front, std::size_t end) {
  const std::string_view text = scan.text;
  const char before = front.begin > 0 ? text[front.begin - 1] : ' ';
  if (AddressAt(scan, front.begin) != Evidence::Address::kNone) return ReferenceShape::kUrl;
  if (IsKey(scan, front.begin, end)) return ReferenceShape::kMapKey;
  if (scan.metadata_of && (before == '"' || before == '\'' || before == ' ' || before == '[')) {
    return ReferenceShape::kSlugEntry;
  }
  const bool path = before == '/' || (end < text.size() && text[end] == '/');
  if (front.labelled) return path ? ReferenceShape::kPath : ReferenceShape::kIdentifier;
  if (before == '.' && front.begin > 1 && IsWord(text[front.begin - 2])) {
    return ReferenceShape::kImport;
  }
  if (path) return ReferenceShape::kPath;
  const std::size_t open = SkipOrnamentBack(text, front.begin);
  if (open > 1 && text[open - 1] == '[' && IdentifierBefore(text, open - 1) &&
      MayHoldDiagrams(scan)) {
    return ReferenceShape::kNode;
  }
  return ReferenceShape::kNumberedSlug;
}

}  // namespace prereq::references
