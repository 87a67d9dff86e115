// The gate before the shapes: most numbers of a text belong to none, and the two bytes beside them
// say so. Everything here comes from what the rows of Shapes() declare.
#include "references/scan.h"

namespace prereq::references {

void Lexicon::FillGate() {
  shapes_behind_.fill(0);
  shapes_before_.fill(0);
  std::uint32_t row = 1;
  for (const Shape& shape : Shapes()) {
    const ByteSet before = shape.before(*this);
    const ByteSet after = shape.after(*this);
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const char c = static_cast<char>(byte);
      if (before.Has(c)) shapes_behind_[byte] |= row;
      if (after.Has(c) || IsSuffix(c)) shapes_before_[byte] |= row;
    }
    row <<= 1U;
  }
}

std::uint32_t ShapesAt(const Scan& scan, std::size_t begin, std::size_t end) {
  const char last = begin > 0 ? scan.text[begin - 1] : '\n';
  const char next = end < scan.text.size() ? scan.text[end] : '\n';
  return scan.lexicon.ShapesBetween(last, next);
}

}  // namespace prereq::references
