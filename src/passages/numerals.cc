#include "passages/numerals.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"
#include "references/scan_text.h"

namespace prereq {
namespace {

constexpr std::size_t kMostDigits = 3;
constexpr std::size_t kWide = 3;  // bytes of a character of these scripts

bool IsWordByteOrHigh(char c) {
  return IsWordByte(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

std::optional<Numeral> DigitsAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && IsDigit(text[end])) ++end;
  if (end == at) return std::nullopt;
  const bool few = end - at <= kMostDigits;
  return Numeral{at, end, few ? ValueOfDigits(text.substr(at, end - at)) : -1, true};
}

// U+FF10 to U+FF19.
std::optional<Numeral> WideDigitsAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  int value = 0;
  const auto is_digit = [&](std::size_t i) {
    return text.substr(i, 2) == "\xEF\xBC" && i + 2 < text.size() &&
           static_cast<unsigned char>(text[i + 2]) >= 0x90 &&
           static_cast<unsigned char>(text[i + 2]) <= 0x99;
  };
  while (end < text.size() && end - at <= kMostDigits * kWide && is_digit(end)) {
    value = value * 10 + static_cast<unsigned char>(text[end + 2]) - 0x90;
    end += kWide;
  }
  if (end == at) return std::nullopt;
  return Numeral{at, end, end - at <= kMostDigits * kWide ? value : -1, false};
}

constexpr std::array<std::pair<std::string_view, int>, 9> kRomanParts = {{{"C", 100},
                                                                          {"XC", 90},
                                                                          {"L", 50},
                                                                          {"XL", 40},
                                                                          {"X", 10},
                                                                          {"IX", 9},
                                                                          {"V", 5},
                                                                          {"IV", 4},
                                                                          {"I", 1}}};

std::optional<Numeral> RomanAt(std::string_view text, std::size_t at) {
  if (at > 0 && IsWordByteOrHigh(text[at - 1])) return std::nullopt;
  std::size_t end = at;
  int value = 0;
  for (const auto& [letters, worth] : kRomanParts) {
    for (int times = 0; times < 3 && text.substr(end).starts_with(letters); ++times) {
      value += worth;
      end += letters.size();
      if (letters.size() > 1 || letters == "V" || letters == "L") break;
    }
  }
  const bool one = end - at == 1 && (text[at] == 'I' || text[at] == 'L' || text[at] == 'C');
  if (end == at || one || (end < text.size() && IsWordByteOrHigh(text[end]))) return std::nullopt;
  return Numeral{at, end, value, false};
}

// `十二`, `二十`, `三`, `一百零五`.
std::optional<Numeral> ChineseAt(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 10> kOnes = {"零", "一", "二", "三", "四",
                                                      "五", "六", "七", "八", "九"};
  int value = 0, last = -1;
  std::size_t end = at;
  while (end + kWide <= text.size()) {
    const std::string_view one = text.substr(end, kWide);
    int ones = -1;
    for (std::size_t i = 0; i < kOnes.size(); ++i) {
      if (one == kOnes[i]) ones = static_cast<int>(i);
    }
    const int factor = one == "十" ? 10 : one == "百" ? 100 : 0;
    if (ones < 0 && factor == 0) break;
    if (ones >= 0) {
      if (last > 0) return std::nullopt;  // two in a row: a year, perhaps
      last = ones;
    } else {
      value += (last < 0 ? 1 : last) * factor;
      last = -1;
    }
    end += kWide;
  }
  if (end == at || end - at > 5 * kWide) return std::nullopt;
  return Numeral{at, end, value + (last > 0 ? last : 0), false};
}

}  // namespace

std::optional<Numeral> NextNumeral(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 3> kBefore = {"第", "卷", "巻"};
  constexpr std::string_view kFirstBytes = "\xE7\xE5";
  static constexpr references::ByteSet kBegins("0123456789IVXLC\xEF\xE7\xE5");
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (!kBegins.Has(c)) continue;
    std::optional<Numeral> numeral;
    if (IsDigit(c)) {
      numeral = DigitsAt(text, at);
    } else if (c == 'I' || c == 'V' || c == 'X' || c == 'L' || c == 'C') {
      numeral = RomanAt(text, at);
    } else if (c == '\xEF') {
      numeral = WideDigitsAt(text, at);
    } else if (kFirstBytes.find(c) != std::string_view::npos) {
      const bool counts = std::ranges::find(kBefore, text.substr(at, kWide)) != kBefore.end();
      if (counts) numeral = ChineseAt(text, at + kWide);
    }
    if (!numeral) continue;
    if (numeral->value >= 0) return numeral;
    at = numeral->end - 1;
  }
  return std::nullopt;
}

std::optional<Numeral> NumeralAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  std::optional<Numeral> numeral = DigitsAt(text, at);
  if (!numeral) numeral = WideDigitsAt(text, at);
  if (!numeral) numeral = RomanAt(text, at);
  if (!numeral) numeral = ChineseAt(text, at);
  return numeral && numeral->value >= 0 ? numeral : std::nullopt;
}

std::string RomanNumeral(int value) {
  constexpr int kLargest = 399;
  std::string text;
  if (value > kLargest) return text;
  for (const auto& [letters, worth] : kRomanParts) {
    for (; value >= worth; value -= worth) text += letters;
  }
  return text;
}

}  // namespace prereq
