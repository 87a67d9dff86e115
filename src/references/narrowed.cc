// References narrowed to their number, where what stands between it and the name, or in the name,
// is a reference of its own.
#include <optional>

#include "references/scan_text.h"
#include "references/shapes.h"

namespace prereq::references {
namespace {

// Whether the name behind the number may be a title or a path with a number of its own; `02-2-more`
// is one name with one number.
bool MayHold(ReferenceShape shape) {
  return shape == ReferenceShape::kTitle || shape == ReferenceShape::kTableRow ||
         shape == ReferenceShape::kListItem;
}

}  // namespace

void LeaveWhatIsBetween(const Scan& scan, Found& found) {
  Reference& reference = found.reference;
  const bool tied =
      reference.certainty == Certainty::kAgreeing || reference.certainty == Certainty::kDrifted;
  if (!tied || reference.name.length == 0) return;
  const std::size_t begin = std::min(reference.number.end(), reference.name.end());
  const std::size_t end = std::max(reference.number.offset, reference.name.offset);
  const std::string_view between = scan.text.substr(begin, end - begin);
  // `Part 2](02_b.md)`, `Part 2]] [[02_b`, `Part 2: <a href="02_b">`, `Part 2: part2-b`: a path or
  // a link's own text.
  std::size_t last = between.find_last_not_of("_-. ");
  if (last + 1 < between.size() && last > 0 && scan.lexicon.IsSuffix(between[last])) --last;
  const bool joined =
      last + 1 < between.size() && IsDigit(between[last]) && !IsBlank(between.back());
  const bool path = joined || between.find_first_of("/]<") != std::string_view::npos;
  if (!path || between.find_first_of("0123456789") == std::string_view::npos) return;
  const bool labelled = reference.whole.offset < reference.number.offset &&
                        reference.name.offset > reference.number.offset;
  const std::size_t first = labelled ? reference.whole.offset : reference.number.offset;
  reference.whole = {first, reference.number.end() - first};
  reference.name = {reference.number.end(), 0};
}

std::size_t LeaveNumberedName(const Scan& scan, Found& found) {
  Reference& reference = found.reference;
  const Span name = reference.name;
  const ReferenceShape shape = reference.shape;
  if (name.length == 0 || name.offset < reference.number.end()) return reference.whole.end();
  const std::string_view text = scan.text.substr(name.offset, name.length);
  for (std::size_t at = text.find_first_of("0123456789"); at != std::string_view::npos;
       at = text.find_first_of("0123456789", at)) {
    const std::size_t begin = at;
    while (at < text.size() && IsDigit(text[at])) ++at;
    const std::size_t label = SkipBlanksBack(text, begin);
    const std::optional<Token> token = ReadToken(scan, name.offset + begin);
    const bool first = begin == 0 && token && token->number == reference.written && MayHold(shape);
    const bool labelled = label > 0 && scan.lexicon.LabelBefore(text, label);
    if (!token || (!first && !labelled)) continue;
    if (reference.certainty != Certainty::kAgreeing) return name.offset;
    reference.whole = {reference.whole.offset, reference.number.end() - reference.whole.offset};
    reference.name = {reference.number.end(), 0};
    return reference.whole.end();
  }
  return reference.whole.end();
}

}  // namespace prereq::references
