// Optional colour for text that people read on a terminal. Colour repeats what the words say.
#pragma once

#include <string>
#include <string_view>

#include "prereq/report.h"

namespace prereq {

enum class Paint { kBold, kDim, kRed, kYellow, kGreen, kCyan };

/// `text` between the terminal's control sequences for `paint`, or as it is without colour.
inline std::string Painted(std::string_view text, Paint paint, const TextStyle& style) {
  if (!style.colour || text.empty()) return std::string(text);
  constexpr std::string_view kCodes[] = {"1", "2", "1;31", "1;33", "32", "36"};
  std::string painted = "\x1b[";
  painted += kCodes[static_cast<int>(paint)];
  painted += 'm';
  painted += text;
  return painted + "\x1b[0m";
}

}  // namespace prereq
