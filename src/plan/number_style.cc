// Widths are counted where they show: `06` is padded to two digits, `6` is not padded, `10` is
// silent.
#include "plan/number_style.h"

#include "plan/target.h"

namespace prereq {

NumberStyle::NumberStyle(const std::vector<Reference>& references, int pattern_width)
    : pattern_width_(pattern_width) {
  for (const Reference& reference : references) {
    if (reference.certainty == Certainty::kForeign || reference.number.length == 0) continue;
    const std::size_t digits =
        reference.number.length - (reference.written.suffix != '\0' ? 1U : 0U);
    if (const auto width = WrittenWidth(reference.written, digits)) {
      const Group group = GroupOf(reference.shape);
      ++in_file_[{reference.where.path, group}][*width];
      ++anywhere_[group][*width];
    }
  }
}

NumberStyle::Group NumberStyle::GroupOf(ReferenceShape shape) {
  switch (shape) {
    case ReferenceShape::kLabel:
    case ReferenceShape::kTitle:
    case ReferenceShape::kReversedTitle:
    case ReferenceShape::kListItem:
    case ReferenceShape::kRange:
      return Group::kProse;
    case ReferenceShape::kTableRow:
      return Group::kTable;
    case ReferenceShape::kNumberKey:
      return Group::kKey;
    case ReferenceShape::kNode:
      return Group::kNode;
    default:
      return Group::kName;
  }
}

int NumberStyle::MostCommon(const Counts& counts, int otherwise) {
  int best = otherwise;
  int most = 0;
  for (const auto& [width, count] : counts) {
    if (count > most) best = width, most = count;
  }
  return best;
}

int NumberStyle::WidthFor(const Reference& reference, Number written, std::size_t digits) const {
  if (const auto width = WrittenWidth(written, digits)) return *width;
  const Group group = GroupOf(reference.shape);
  int usual = group == Group::kName ? pattern_width_ : 1;
  if (const auto found = anywhere_.find(group); found != anywhere_.end()) {
    if (group != Group::kName) usual = MostCommon(found->second, usual);
  }
  if (const auto found = in_file_.find({reference.where.path, group}); found != in_file_.end()) {
    usual = MostCommon(found->second, usual);
  }
  return usual;
}

}  // namespace prereq
