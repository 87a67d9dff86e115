// Numbers as people write them in running text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace prereq {

struct Numeral {
  std::size_t begin = 0, end = 0;
  int value = 0;
  bool digits = true;  // of ASCII; else `IV`, `第十二` without its first character, `１２`
};

/// The first numeral at or after `at`: a run of at most three digits, ASCII or wide; a Roman number
/// of two letters and more, or V or X, as a word of its own; a Chinese one behind `第` or `卷`.
/// Values are at most 999. nullopt without one. Linear in what it passes over.
std::optional<Numeral> NextNumeral(std::string_view text, std::size_t at);

/// The numeral that begins at `at`; a Chinese one needs no sign before it.
std::optional<Numeral> NumeralAt(std::string_view text, std::size_t at);

/// `IV`: as NextNumeral reads it; for 1 to 399, else empty.
std::string RomanNumeral(int value);

}  // namespace prereq
