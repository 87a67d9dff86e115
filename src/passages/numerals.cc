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

// The zeros of scripts that write decimal digits; the nine others of each follow in the last byte.
constexpr std::array<std::string_view, 18> kZeros = {
    "\uFF10", "\u0660", "\u06F0", "\u07C0", "\u0966", "\u09E6", "\u0A66", "\u0AE6", "\u0B66",
    "\u0BE6", "\u0C66", "\u0CE6", "\u0D66", "\u0E50", "\u0ED0", "\u0F20", "\u1040", "\u17E0"};

struct ScriptDigit {
  std::string_view zero;
  int value = 0;
};

std::optional<ScriptDigit> ScriptDigitAt(std::string_view text, std::size_t at) {
  for (const std::string_view zero : kZeros) {
    const std::size_t last = zero.size() - 1;
    if (text.substr(at, last) != zero.substr(0, last) || at + last >= text.size()) continue;
    const int value =
        static_cast<unsigned char>(text[at + last]) - static_cast<unsigned char>(zero[last]);
    if (value >= 0 && value <= 9) return ScriptDigit{zero, value};
  }
  return std::nullopt;
}

// The mark of a fraction, a time or a version with a digit of the script behind it: `۳.۵`.
std::size_t FractionMarkEnd(std::string_view text, std::size_t at, std::string_view zero) {
  if (zero == kZeros.front()) return at;  // `第１.２节`
  for (const std::string_view mark : {".", ",", ":", "\u066B", "\u066C"}) {
    if (!text.substr(at).starts_with(mark)) continue;
    const auto next = ScriptDigitAt(text, at + mark.size());
    if (next && next->zero == zero) return at + mark.size();
  }
  return at;
}

// `１２`, `۱۲`.
std::optional<Numeral> ScriptDigitsAt(std::string_view text, std::size_t at) {
  std::size_t end = at, digits = 0;
  int value = 0;
  bool whole = true;
  std::string_view zero;
  while (end < text.size() && digits <= kMostDigits) {
    const auto digit = ScriptDigitAt(text, end);
    if (!digit || (!zero.empty() && digit->zero != zero)) break;
    zero = digit->zero;
    value = value * 10 + digit->value;
    end += zero.size();
    ++digits;
    const std::size_t next = FractionMarkEnd(text, end, zero);
    if (next == end) continue;
    whole = false;
    end = next;
    digits = 0;
    value = 0;
  }
  if (end == at) return std::nullopt;
  return Numeral{at, end, whole && digits <= kMostDigits ? value : -1, false};
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
  static constexpr references::ByteSet kBegins("0123456789IVXLC\xEF\xE7\xE5\xD9\xDB\xDF\xE0\xE1");
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (!kBegins.Has(c)) continue;
    std::optional<Numeral> numeral;
    if (IsDigit(c)) {
      numeral = DigitsAt(text, at);
    } else if (c == 'I' || c == 'V' || c == 'X' || c == 'L' || c == 'C') {
      numeral = RomanAt(text, at);
    } else if (kFirstBytes.find(c) == std::string_view::npos) {
      numeral = ScriptDigitsAt(text, at);
    } else {
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
  if (!numeral) numeral = ScriptDigitsAt(text, at);
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

std::optional<Numeral> FirstScriptDigits(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) < 0x80) continue;
    const auto numeral = ScriptDigitsAt(text, at);
    if (numeral) return numeral->value >= 0 ? numeral : std::nullopt;
  }
  return std::nullopt;
}

std::string WithScriptDigits(std::string_view text, int value) {
  const auto numeral = FirstScriptDigits(text);
  if (!numeral) return {};
  const auto first = ScriptDigitAt(text, numeral->begin);
  std::string digits = std::to_string(value);
  const std::size_t width = (numeral->end - numeral->begin) / first->zero.size();
  if (first->value == 0 && digits.size() < width) digits.insert(0, width - digits.size(), '0');
  std::string changed(text.substr(0, numeral->begin));
  for (const char digit : digits) {
    changed += first->zero;
    changed.back() = static_cast<char>(changed.back() + (digit - '0'));
  }
  return changed.append(text.substr(numeral->end));
}

}  // namespace prereq
