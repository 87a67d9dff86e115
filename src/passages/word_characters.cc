#include "passages/word_characters.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {

std::size_t CharacterLengthAt(std::string_view text, std::size_t at) {
  return std::max<std::size_t>(Utf8Length(text.substr(at)), 1);
}

std::size_t WordLengthAt(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = byte(at), second = byte(at + 1), third = byte(at + 2);
  if (first < 0x80U) return IsWordByte(text[at]) ? 1 : 0;
  const bool latin = first == 0xC2U;                                        // U+0080 to U+00BF
  const bool western = first == 0xE2U && second < 0xB0U;                    // U+2000 to U+2BFF
  const bool chinese = first == 0xE3U && second == 0x80U && third < 0xA0U;  // U+3000 to U+301F
  const bool wide =
      first == 0xEFU &&
      ((second == 0xBCU && (third < 0x90U || third == 0x9AU || third == 0x9BU || third == 0x9FU)) ||
       second == 0xB8U);  // U+FF00 to U+FF0F, `：；？`, U+FE00 …
  const bool picture = first == 0xF0U && second == 0x9FU;  // U+1F000 and above
  return latin || western || chinese || wide || picture ? 0 : CharacterLengthAt(text, at);
}

}  // namespace prereq
