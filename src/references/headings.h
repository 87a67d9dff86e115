// Headings of a page in every markup, and the numbers that they begin with.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "references/shapes.h"

namespace prereq::references {

/// A heading's line, from behind its marks to the line's end.
struct Heading {
  std::size_t begin = 0, end = 0;
  int level = 0;
};

/// The number of a heading and the word before it: `5. Inner workings`, `ADR-072: …`, `Lesson 2`.
struct HeadingNumber {
  Token token;
  std::string_view word;
  bool section = false;  // `5.1`
  bool dashed = false;   // `5-1`
  bool marked = false;   // `.`, `:`, `)`, a dash or the line's end follows, or `3.2`
  std::size_t title = 0;
};

/// What parts of a text are called, in lower case: "section", "节".
bool IsCalledPart(std::string_view word);
/// Calls `visit` for every heading of the page, by offset, until it returns false.
void EachHeading(const Scan& scan, const std::function<bool(const Heading&)>& visit);
/// The number that the heading begins with, behind at most one word.
std::optional<HeadingNumber> ReadHeadingNumber(const Scan& scan, const Heading& heading);

}  // namespace prereq::references
