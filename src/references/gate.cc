// The gate before the shapes: most numbers of a text belong to none, and the two bytes beside them
// say so. Everything here comes from what the rows of Shapes() declare.
#include "references/scan.h"

namespace prereq::references {

void Lexicon::FillGate() {
  shapes_between_.assign(65536, 0);
  std::uint32_t row = 1;
  for (const Shape& shape : Shapes()) {
    const ByteSet before = shape.before(*this);
    const ByteSet after = shape.after(*this);
    for (std::size_t last = 0; last < 256; ++last) {
      if (!before.Has(static_cast<char>(last))) continue;
      for (std::size_t next = 0; next < 256; ++next) {
        const char c = static_cast<char>(next);
        if (after.Has(c) || IsSuffix(c)) shapes_between_[(last << 8U) | next] |= row;
      }
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
