// Classes of bytes, whatever the locale says.
#pragma once

#include <string_view>

namespace prereq {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
/// A letter of ASCII.
constexpr bool IsLetter(char c) { return IsLower(c) || IsUpper(c); }
/// An ASCII letter in lower case; any other byte as it is.
constexpr char LowerChar(char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char UpperChar(char c) { return IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
/// A letter or digit of ASCII.
constexpr bool IsAlphanumeric(char c) { return IsLetter(c) || IsDigit(c); }
/// A hexadecimal digit of either case.
constexpr bool IsHexDigit(char c) {
  return IsDigit(c) || (LowerChar(c) >= 'a' && LowerChar(c) <= 'f');
}
/// A letter or digit of ASCII, or a byte of any character beyond it.
constexpr bool IsWordByte(char c) {
  return IsAlphanumeric(c) || static_cast<unsigned char>(c) >= 0x80;
}
/// The value of a run of decimal digits; at most nine of them, so that it fits.
constexpr int ValueOfDigits(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace prereq
