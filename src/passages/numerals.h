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
  bool digits = true;  // of ASCII; else `IV`, `第十二` without its first character, `１２`, `۱۲`
};

/// The first numeral at or after `at`: a run of at most three digits, of ASCII, wide, or of a
/// script with decimal digits of its own (no fraction: `۳.۵`); a Roman number of two letters and
/// more, or V or X, as a word of its own; a Chinese one behind `第` or `卷`. Values are at most
/// 999. nullopt without one. Linear in what it passes over.
std::optional<Numeral> NextNumeral(std::string_view text, std::size_t at);

/// The numeral that begins at `at`; a Chinese one needs no sign before it.
std::optional<Numeral> NumeralAt(std::string_view text, std::size_t at);

/// The first of the numerals in digits beyond ASCII; nullopt without one, or where it is a
/// fraction.
std::optional<Numeral> FirstScriptDigits(std::string_view text);

/// `text` with `value` in place of the FirstScriptDigits, in digits of their script and as wide
/// where they are padded; empty without such digits.
std::string WithScriptDigits(std::string_view text, int value);

/// `IV`: as NextNumeral reads it; for 1 to 399, else empty.
std::string RomanNumeral(int value);

}  // namespace prereq
