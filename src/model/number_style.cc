// Widths are counted where they show: `06` is padded to two digits, `6` is not padded, `10` is
// silent.
#include "model/number_style.h"

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/numbered_name.h"

namespace prereq {
namespace {

// How many digits of a number stand at `span`. In a notebook some may be written as escapes of six
// bytes.
std::size_t DigitsAt(const Reference& reference, Span span, Number written) {
  const std::size_t length = span.length - (written.suffix != '\0' ? 1U : 0U);
  constexpr std::size_t kEscape = 6;
  if (length < kEscape || FormatOf(reference.where.path).content != FileContent::kNotebook) {
    return length;
  }
  for (std::size_t digits = (length + kEscape - 1) / kEscape; digits < length; ++digits) {
    if ((length - digits) % (kEscape - 1) == 0) return digits;
  }
  return length;
}

}  // namespace

std::optional<int> WrittenWidth(Number written, std::size_t digits) {
  const std::size_t natural = fmt::format("{}", written.value).size();
  if (digits > natural) return static_cast<int>(digits);
  if (natural == 1) return 1;
  return std::nullopt;
}

// Only of such a value does `whole` go on behind the number: it ends with the quote.
bool IsQuotedNumber(const Reference& reference) {
  return reference.shape == ReferenceShape::kNumberKey &&
         reference.whole.end() > reference.number.end();
}

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
  // `10` among `001` and `002`: who pads to three digits would have written `010`.
  return usual > static_cast<int>(digits) ? 1 : usual;
}

std::string NumberStyle::Read(const Reference& reference, Span span, Number written) {
  return ShowNumber(written, static_cast<int>(DigitsAt(reference, span, written)));
}

std::string NumberStyle::Written(const Reference& reference, Span span, Number written,
                                 Number number) const {
  return ShowNumber(number, WidthFor(reference, written, DigitsAt(reference, span, written)));
}

}  // namespace prereq
